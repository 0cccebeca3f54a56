"""Read Markdown specs of measures into cases, and run them on either engine.

A spec is a heading `## <measure>`, "As at <day>. Period <period>.", then for each `###`
tables of the canonical record, each named in its first heading. The first column
is the child; a blank one is the child above. One table has a column `found`: counted,
not counted, left out, or blank where the row is of no matter to the figure. "Loaded
from <day>." says how far back the data go; "Figure: <words>." what is shown; "Note:
<words>." what is said of it. A table headed `extra <name>` is a frame no return holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from spec_runner import cells, day

from clearsight import dates
from clearsight.clocks import run as run_clocks
from clearsight.journeys.build import build
from clearsight.measures import chosen
from clearsight.measures.known import Known, Loaded, known
from clearsight.measures.period import periods
from clearsight.measures.run import run
from clearsight.record import THINGS
from clearsight.settings import NOT_A_WORKER, Settings
from records import SOURCES, DuckDB, Engine

BEGINS = date(2010, 4, 1)
SETTINGS = Settings(adjoining=("Oldham", "Stockport"))
EXTRACT = "2026-03-31"
BY_TABLE = {
    "contact": "annexa", "need": "annexa", "visit": "annexa", "care_period": "annexa",
    "care_episode": "ssda903", "leaver": "ssda903", "missing": "ssda903",
    "involvement": "ssda903", "check": "annexa", "liberty": "ssda903",
    "questionnaire": "ssda903", "health_year": "ssda903",
}  # fmt: skip
SHOWS = {
    "cin": (
        "assessment authorised", "review conference held", "initial conference held",
        "conference judged not needed", "child protection plan ended",
        "referral closed", "CIN plan ended", "pre-proceedings ended",
    ),
    "ssda903": (
        "looked-after review", "ceased to be looked after", "placement ended",
        "legal status ended",
    ),
    "annexa": (
        "child protection visit", "child seen", "looked-after visit",
        "pathway plan reviewed", "care leaver in contact", "health assessed",
        "health assessed, the next due before the fifth birthday",
    ),
}  # fmt: skip
FLAGS = {(True, True): "counted", (False, True): "not counted"}

Row = dict[str, Any]


@dataclass
class Case:
    """One example: what the record holds, and how each row of it counts."""

    name: str
    measure: str
    as_at: date
    period: str
    loaded: date = BEGINS
    tables: dict[str, list[Row]] = field(default_factory=dict)
    found: list[tuple[str, str, int, str]] = field(default_factory=list)
    figure: str = ""
    note: str = ""


def read_chapter(path: Path) -> list[Case]:
    """Read the cases of one chapter, in order."""
    out: list[Case] = []
    measure, as_at, period = "", date.min, ""
    lines = iter(path.read_text("utf-8").splitlines())
    for line in lines:
        if line.startswith("## "):
            measure = line[3:].strip()
            out.append(Case(f"{path.stem} {measure}", measure, as_at, period))
        elif line.startswith("### "):
            name = f"{path.stem} {measure}: {line[4:].strip()}"
            out.append(Case(name, measure, as_at, period))
        elif said := re.match(r"As at ([\w -]+)\. Period (.+)\.$", line):
            as_at, period = day(said[1]) or date.min, said[2]
            out[-1].as_at, out[-1].period = as_at, period
        elif said := re.match(r"Loaded from ([\w -]+)\.", line):
            out[-1].loaded = day(said[1]) or BEGINS
        elif said := re.match(r"Figure: (.+)\.$", line):
            out[-1].figure = said[1]
        elif said := re.match(r"Note: (.+)\.$", line):
            out[-1].note = said[1]
        elif line.startswith("|"):
            _table(out[-1], cells(line), lines)
    return [case for case in out if case.tables]


def _table(case: Case, heading: list[str], lines: Iterator[str]) -> None:
    name, *columns = heading
    rows = case.tables.setdefault(name, [])
    child = ""
    for line in lines:
        if not line.startswith("|"):
            break
        first, *rest = cells(line)
        if first and set(first) <= {"-", ":"}:
            continue
        child = first or child
        texts = dict(zip(columns, rest, strict=True))
        source = texts.pop("source", "") or BY_TABLE.get(name, "cin")
        file = texts.pop("file", "") or SOURCES[source]
        found = texts.pop("found", None)
        row = {"child": child, "source": source, "file": file, "row": len(rows) + 1}
        rows.append({**row, **{c: _value(name, c, t) for c, t in texts.items()}})
        if found is not None:
            case.found.append((child, file, row["row"], found))


def _value(table: str, column: str, text: str) -> Any:
    thing = THINGS.get(table)
    kind = thing.fields[column].kind if thing else ""
    if not text:
        return None
    if kind == "day" or (not thing and column.endswith("_on")):
        return day(text)
    if kind == "yes_no" or (not thing and column.startswith(("is_", "has_"))):
        return {"yes": True, "no": False}[text]
    if kind == "decimal":
        return float(text)
    return int(text) if kind == "number" else text


def read(folder: Path) -> list[Case]:
    """Read every spec in a folder; the names of cases are unique."""
    out = [case for path in sorted(folder.glob("*.md")) for case in read_chapter(path)]
    names = [case.name for case in out]
    assert len(names) == len(set(names))
    return out


def known_of(cases: list[Case], name: str) -> Known:
    """Make what is known of several cases, each a council of its own, on one engine."""
    engine = DuckDB() if name == "duckdb" else Engine()
    as_at = cases[0].as_at
    record = {
        table: thing.conform(_rows(cases, table, thing.empty()))
        for table, thing in THINGS.items()
    }
    record["coverage"] = THINGS["coverage"].conform(_coverage(cases))
    files = pl.DataFrame(
        {
            "file": list(SOURCES.values()),
            "known_on": [as_at] * len(SOURCES),
            "believed_to": [as_at] * len(SOURCES),
            "is_newest": [True] * len(SOURCES),
        }
    )
    frames = {table: engine.frame(rows) for table, rows in record.items()}
    journeys = build(
        frames, engine.frame(files), not_a_worker=NOT_A_WORKER, as_at=as_at
    )
    calendar = engine.frame(dates.calendar())
    clocks = run_clocks(
        journeys.timeline, journeys.coverage, calendar, as_at=as_at, settings=SETTINGS
    )
    extras = {t for c in cases for t in c.tables if t not in THINGS}
    found = known(
        journeys,
        lambda: clocks,
        frames,
        Loaded(files, record["coverage"], _population(cases), as_at, SETTINGS),
        calendar=calendar,
        extras={
            t.removeprefix("extra "): engine.frame(_rows(cases, t, pl.DataFrame()))
            for t in sorted(extras)
        },
        put=engine.frame,
    )
    told = [
        {"council": c.name, "source": t.removeprefix("extra "), "known_from": c.loaded,
         "known_to": as_at}
        for c in cases
        for t in c.tables
        if t in extras
    ]  # fmt: skip
    more = pl.DataFrame(told, schema=found.history.schema)
    found.history.extend(more)
    return found


def _rows(cases: list[Case], table: str, empty: pl.DataFrame) -> pl.DataFrame:
    rows = [{"council": c.name, **r} for c in cases for r in c.tables.get(table, [])]
    return pl.DataFrame(rows, infer_schema_length=None) if rows else empty


def _coverage(cases: list[Case]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"council": c.name, "source": source, "file": SOURCES[source],
             "shows": event, "is_latest_only": source == "annexa",
             "known_from": None if source == "annexa" else c.loaded}
            for c in cases
            for source, events in SHOWS.items()
            for event in events
        ],
        schema_overrides={"known_from": pl.Date},
    )  # fmt: skip


def _population(cases: list[Case]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "council": [c.name for c in cases],
            "year": [2024] * len(cases),
            "population": [10_000.0] * len(cases),
        }
    )


def run_all(cases: list[Case], name: str) -> dict[str, tuple[list[Row], Row]]:
    """Run all cases: the members of each, and its figure."""
    out: dict[str, tuple[list[Row], Row]] = {}
    for as_at in sorted({c.as_at for c in cases}):
        same_day = [c for c in cases if c.as_at == as_at]
        all_known = known_of(same_day, name)
        for period in sorted({c.period for c in same_day}):
            mine = [c for c in same_day if c.period == period]
            out |= _run(all_known, mine, period)
    return out


def _run(all_known: Known, cases: list[Case], period: str) -> dict[str, Any]:
    measures = chosen(tuple(dict.fromkeys(c.measure for c in cases)))
    asked = periods(None if period == "rolling" else period, all_known.as_at)
    found = run(all_known, measures, asked)
    figures, members = found.figures.to_dicts(), found.members().to_dicts()
    out = {}
    for case in cases:
        is_it = {"council": case.name, "measure": case.measure}.items()
        listed = [m for m in members if is_it <= m.items()]
        out[case.name] = (listed, next(f for f in figures if is_it <= f.items()))
    return out
