"""Give the specs of signals to the tests that ask for them.

A spec is a heading `## <signal>`, a line "As at <day>.", then for each `###` tables of
the record (the first column's heading is the table's name, its cells the child) and one
headed Raised: who, with any columns of a signal's row; `because` need only be within
the sentence, and where `times` is given, so many rows are wanted. A child that is in no
row of it is not raised. Columns that are not shown are blank. "Settings: S12 months = 6
from 2026-01-01." changes a threshold, "Settings: adjoining = Leeds, Kirklees." says
which councils adjoin. The returns cover everything; what an extract covers stands in a
table headed coverage, whose rows speak for every child.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.journeys.coverage import LOOKED_FOR
from clearsight.record import THINGS
from clearsight.settings import Change, Settings
from records import AS_AT, DuckDB, Engine, collected, files, journeys, raised, record

# The return in which a table stands, where the row does not say.
SOURCE = {
    "referral": "cin", "assessment": "cin", "enquiry": "cin", "plan": "cin",
    "care_episode": "ssda903", "missing": "ssda903", "liberty": "ssda903",
    "meeting": "ssda903", "adoption": "annexa", "child": "cin", "staff": "staff",
    "assignment": "staff", "contract_end": "oversight", "notice": "oversight",
    "approval": "oversight", "step": "oversight", "coverage": "oversight",
    "return_interview": "oversight", "identifier": "oversight",
    "ehc_request": "sen2", "ehc_plan": "sen2", "ehc_review": "sen2",
}  # fmt: skip
LISTS = "annexa"
Row = dict[str, Any]


@dataclass
class Case:
    """One example: the rows of the record, and what should be raised of whom."""

    name: str
    signal: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    found: list[Row] = field(default_factory=list)
    settings: str = ""

    @property
    def children(self) -> set[str]:
        """Return every child whom the example names."""
        return {row["child"] for rows in self.rows.values() for row in rows}


def cells(line: str) -> list[str]:
    """Split a line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def value(table: str, column: str, text: str) -> Any:
    """Read a cell by the kind of its column."""
    if not text:
        return None
    found = THINGS[table].fields.get(column) if table in THINGS else None
    kind = found.kind if found else "text"
    if kind == "yes_no":
        return text == "yes"
    if kind == "number":
        return int(text)
    return float(text) if kind == "decimal" else text


def read(path: Path) -> list[Case]:
    """Read the examples of one chapter."""
    out: list[Case] = []
    signal, said, table, names = "", "", "", [""]
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            signal, said = line[3:].split(":")[0].strip(), ""
        elif line.startswith("As at "):
            assert line == f"As at {AS_AT.isoformat()}.", line
        elif line.startswith("### "):
            out.append(Case(f"{signal}: {line[4:].strip()}", signal))
            out[-1].settings = said
        elif line.startswith("Settings: "):
            out[-1].settings = line.removeprefix("Settings: ").rstrip(".")
        elif not line.startswith("|"):
            table = ""
        elif not table:
            table, *names = cells(line)
        elif set(line) - set("|- :"):
            child, *rest = cells(line)
            row = {n: value(table, n, c) for n, c in zip(names, rest, strict=True)}
            into = (
                out[-1].found
                if table == "Raised"
                else out[-1].rows.setdefault(table, [])
            )
            # A row of a worker, or of what a source covers, is about no child.
            into.append({"child": child or None, **row})
    return out


def settings(text: str) -> Settings:
    """Return the settings that an example asks for."""
    if not text:
        return Settings()
    if text.startswith("adjoining = "):
        return Settings(adjoining=tuple(text.removeprefix("adjoining = ").split(", ")))
    said = re.fullmatch(r"(S\d\d) (\w+) = (\d+) from (\S+)", text)
    assert said, text
    change = Change(date.fromisoformat(said[4]), {said[2]: int(said[3])})
    return Settings(signals={said[1]: (change,)})


def turns(cases: list[Case]) -> list[tuple[Settings, set[str]]]:
    """Say in how few turns all examples can be raised: the settings, and of which.

    Thresholds are each signal's own, so one turn holds one setting of each signal.
    """
    of_signal: dict[str, list[str]] = {}
    for case in cases:
        said = of_signal.setdefault(case.signal, [""])
        if case.settings not in said:
            said.append(case.settings)
    out = []
    for turn in range(max(map(len, of_signal.values()))):
        now = {k: said[turn] for k, said in of_signal.items() if turn < len(said)}
        asked = [settings(text) for text in now.values()]
        together = Settings(
            adjoining=tuple(name for one in asked for name in one.adjoining),
            signals={k: v for one in asked for k, v in one.signals.items()},
        )
        mine = {c.name for c in cases if now.get(c.signal) == c.settings}
        out.append((together, mine))
    return out


def run_all(cases: list[Case], engine: Engine) -> dict[str, list[Row]]:
    """Raise the signals of all examples, each a council of its own.

    Journeys and clocks do not depend on thresholds: they are made once.
    """
    tables = record(_rows(cases))
    built = journeys(tables, engine, files())
    ran = run(
        built.timeline,
        built.coverage,
        engine.frame(calendar()),
        as_at=AS_AT,
        settings=Settings(),
    )
    timed = engine.frame(collected(ran))
    out: dict[str, list[Row]] = {case.name: [] for case in cases}
    for asked, mine in turns(cases):
        rows = collected(raised(timed, built, tables, engine, asked))
        for row in rows.filter(pl.col("council").is_in(mine)).to_dicts():
            out[row["council"]].append(row)
    return out


def _rows(cases: list[Case]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"coverage": []}
    for case in cases:
        rows["coverage"] += [
            {"council": case.name, "source": source, "shows": event,
             "is_latest_only": False}
            for source in ("cin", "ssda903", LISTS)
            for event in LOOKED_FOR
        ]  # fmt: skip
        for table, given in case.rows.items():
            source = SOURCE.get(table, LISTS)
            rows.setdefault(table, []).extend(
                {"council": case.name, "source": source, **_filled(row)}
                for row in given
            )
    return rows


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


HERE = Path(__file__).parent
CASES = [case for path in sorted(HERE.glob("*.md")) for case in read(path)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `signal_case` once for each example."""
    if "signal_case" in metafunc.fixturenames:
        metafunc.parametrize("signal_case", CASES, ids=[c.name for c in CASES])


@pytest.fixture(scope="session", params=["polars", "duckdb"])
def signal_results(request: pytest.FixtureRequest) -> dict[str, list[Row]]:
    """Give the rows raised in each example, by its name, on each engine in turn."""
    engine = DuckDB() if request.param == "duckdb" else Engine()
    return run_all(CASES, engine)


@pytest.fixture(scope="session")
def signal_cases() -> list[Case]:
    """Give every example."""
    return CASES
