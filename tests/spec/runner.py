"""Read Markdown specs of clocks into cases, and run them on either engine.

A spec is a heading `## <clock>`, a line that says "As at <day>.", then for each `###` a
table headed Events, perhaps one headed Coverage, and one headed Found. Columns that are
not shown are blank; a blank child is the one above. A day may carry its weekday, which
is checked. "Coverage: none." says that no source could show a stop; where nothing is
said, all of them could. "Settings: <clock> = <limit>." sets a local limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from clearsight import dates
from clearsight.clocks import CLOCKS, Clock, run
from clearsight.settings import Settings
from records import DuckDB, Engine

TIMELINE = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "within": pl.String, "sources": pl.String, "file": pl.String,
    "row": pl.Int64, "detail": pl.String,
}  # fmt: skip
COVERAGE = {
    "council": pl.String, "child": pl.String, "spell": pl.String, "event": pl.String,
    "is_complete": pl.Boolean, "known_from": pl.Date, "known_to": pl.Date,
    "tail_from": pl.Date, "made_on": pl.Date,
}  # fmt: skip
DAYS = {"starts_on", "due_on", "stopped_on", "ended_on", "counted_from"}
NUMBERS = {"days", "step", "tier", "row"}
SPELL = "s"
BY_KEY = {clock.key: clock for clock in CLOCKS}
OFF = {clock.key for clock in CLOCKS if not clock.enabled_by_default}
# A test may add another.
ENGINES: dict[str, Callable[[], Engine]] = {"polars": Engine, "duckdb": DuckDB}

Row = dict[str, Any]


@dataclass
class Case:
    """One example: what happened, what could be seen, and what should be found."""

    name: str
    clock: str
    as_at: date
    limits: tuple[tuple[str, str], ...] = ()
    events: list[Row] = field(default_factory=list)
    coverage: list[Row] | None = None
    found: list[Row] = field(default_factory=list)


def day(text: str) -> date | None:
    """Read a day such as 2024-05-03 or Fri 2024-05-03; the weekday must be right."""
    if not text:
        return None
    *weekday, iso = text.split()
    found = date.fromisoformat(iso)
    assert not weekday or weekday == [f"{found:%a}"], f"{iso} is not a {weekday[0]}"
    return found


def value(column: str, text: str) -> Any:
    """Read a cell of a Found table; blank is null."""
    if column in DAYS:
        return day(text)
    if column in NUMBERS:
        return int(text) if text else None
    return text or None


def cells(line: str) -> list[str]:
    """Split a line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(lines: Iterator[str], heading: str) -> list[dict[str, str]]:
    """Read the rows below a heading line; the first column is named child."""
    names = ["child", *cells(heading)[1:]]
    rows: list[dict[str, str]] = []
    for line in lines:
        if not line.startswith("|"):
            break
        found = dict(zip(names, cells(line), strict=True))
        if set(found["child"]) <= {"-", ":"} and found["child"]:
            continue
        found["child"] = found["child"] or rows[-1]["child"]
        rows.append(found)
    return rows


def covered(clock: Clock, events: Iterable[Row]) -> list[Row]:
    """Say that every stop of every spell begun would be in the data."""
    begun = {
        (e["child"], spell)
        for e in events
        if e["event"] in clock.starts
        for spell in (e["spell"], e["within"])
        if spell
    }
    return [
        {"child": child, "spell": spell, "event": event, "is_complete": True}
        for child, spell in sorted(begun)
        for event in dict.fromkeys((*clock.watched, *clock.switches))
    ]


def _events(rows: list[dict[str, str]]) -> list[Row]:
    return [
        {
            "child": r["child"],
            "on": day(r.get("on", "")),
            "event": r["event"],
            "spell": r.get("spell") or SPELL,
            "within": r.get("within") or None,
            "detail": r.get("detail") or None,
        }
        for r in rows
    ]


def _coverage(rows: list[dict[str, str]], clock: Clock) -> list[Row]:
    return [
        {
            "child": r["child"],
            "spell": r.get("spell") or SPELL,
            "event": r.get("event") or clock.watched[0],
            "is_complete": r.get("complete", "yes") == "yes",
            "known_from": day(r.get("from", "")),
            "known_to": day(r.get("to", "")),
            "tail_from": day(r.get("tail", "")),
            "made_on": day(r.get("made", "")),
        }
        for r in rows
    ]


def read_chapter(path: Path) -> list[Case]:
    """Read the cases of one chapter, in order."""
    out: list[Case] = []
    clock, title = "", ""
    as_at, limits = date.min, ()
    now: Case | None = None
    lines = iter(path.read_text("utf-8").splitlines())
    for line in lines:
        if line.startswith("## "):
            clock, title, now = line[3:].strip(), "", None
        elif line.startswith("### "):
            title, now, limits = line[4:].strip(), None, ()
        elif said := re.match(r"As at ([\w -]+)\.", line):
            as_at = day(said[1]) or date.min
        elif said := re.match(r"Settings: (\w+) = ([\w ]+)\.", line):
            limits = ((said[1], said[2]),)
        elif line.startswith("| Events"):
            name = f"{path.stem} {clock}: {title}"
            now = Case(name, clock, as_at, limits, _events(table(lines, line)))
            now.coverage = covered(BY_KEY[clock], now.events)
            out.append(now)
        elif line.startswith("Coverage: none.") and now:
            now.coverage = []
        elif line.startswith("| Coverage") and now:
            now.coverage = _coverage(table(lines, line), BY_KEY[clock])
        elif line.startswith("| Found") and now:
            rows = table(lines, line)
            now.found = [{k: value(k, v) for k, v in r.items()} for r in rows]
    return out


def read_children(path: Path) -> list[Case]:
    """Read the table of hand-drawn children: one line, one child, one clock."""
    lines = iter(path.read_text("utf-8").splitlines())
    heading = next(line for line in lines if line.startswith("| Child"))
    return [_child(row) for row in table(lines, heading)]


def _child(row: dict[str, str]) -> Case:
    happened = [part.strip().split(" ", 1) for part in row["what happened"].split(";")]
    events = [
        {"child": row["child"], "spell": SPELL, "within": None, "event": event,
         "on": None if on == "undated" else day(on)}
        for on, event in happened
    ]  # fmt: skip
    clock = BY_KEY[row["clock"]]
    seen = row["seen"].split()
    coverage: list[Row] = []
    if seen == ["all"]:
        coverage = covered(clock, events)
    elif seen != ["none"]:
        shown = {"known_from": None, "known_to": None, "tail_from": None}
        shown[{"latest": "tail_from"}[seen[0]]] = day(seen[-1])
        coverage = [
            {"child": row["child"], "spell": SPELL, "event": clock.stops[0],
             "is_complete": False, **shown}
        ]  # fmt: skip
    found = []
    for part in row["found"].split(";"):
        due, *standing, days = part.split()
        found.append(
            {
                "child": row["child"],
                "due_on": None if due == "-" else day(due),
                "standing": " ".join(standing),
                "days": None if days == "-" else int(days),
            }
        )
    as_at = day(row["as at"])
    assert as_at
    name = f"child {row['child']}"
    return Case(name, clock.key, as_at, (), events, coverage, found)


def read(folder: Path) -> list[Case]:
    """Read every spec in a folder; the names of cases are unique."""
    out = []
    for path in sorted(folder.glob("*.md")):
        is_table = "| Child" in path.read_text("utf-8")
        out += read_children(path) if is_table else read_chapter(path)
    names = [case.name for case in out]
    assert len(names) == len(set(names))
    return out


def run_on(
    name: str,
    timeline: pl.DataFrame,
    coverage: pl.DataFrame,
    as_at: date,
    settings: Settings | None = None,
    clocks: Sequence[Clock] | None = None,
) -> pl.DataFrame:
    """Run the clocks on one engine; rows in order of child, clock, spell and step."""
    engine = ENGINES[name]()
    found = run(
        engine.frame(timeline),
        engine.frame(coverage),
        engine.frame(dates.calendar()),
        as_at=as_at,
        settings=settings or Settings(),
        clocks=clocks,
    )
    out: pl.DataFrame = found.collect("polars").to_native()
    return out.sort("council", "child", "clock", "spell", "step", "starts_on", "file")


def run_all(cases: list[Case], name: str) -> dict[str, list[Row]]:
    """Run all cases, each as a council of its own; those of one day go together."""
    out: dict[str, list[Row]] = {case.name: [] for case in cases}
    clock = {case.name: case.clock for case in cases}
    groups = {(case.as_at, case.limits) for case in cases}
    for as_at, limits in sorted(groups):
        mine = [c for c in cases if (c.as_at, c.limits) == (as_at, limits)]
        events = [
            {"council": c.name, "sources": "cin", "file": "f", "row": n, **e}
            for c in mine
            for n, e in enumerate(c.events, 1)
        ]
        shown = [{"council": c.name, **s} for c in mine for s in c.coverage or ()]
        frame = run_on(
            name,
            pl.DataFrame(events, schema=TIMELINE),
            pl.DataFrame(shown, schema=COVERAGE),
            as_at,
            # A spec says what a clock means, whether or not its law has begun.
            Settings(limits=dict(limits), enable=tuple(sorted(OFF))),
            [BY_KEY[key] for key in sorted({c.clock for c in mine} | OFF)],
        )
        for row in frame.to_dicts():
            if row["clock"] == clock[row["council"]]:
                out[row["council"]].append(row)
    return out
