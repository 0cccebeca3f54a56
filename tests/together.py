"""Build the cases of a file of tests at once: one build of journeys, not forty.

A test asks what the journeys say of a few rows. A build has a cost of its own, whatever
the number of rows, so each case is put in a council of its own and all are built
together, when the first test asks:

    CASES = Cases()

    @CASES.given({"care_episode": [...]})
    def test_care_ends(case): assert case.timeline["event"].to_list() == [...]

`tests/engines/test_together.py` then puts the cases of all files into one, and holds
the second engine to every frame of them: a file need not try each case on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl
import pytest
from polars import selectors as cs

from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.journeys.build import Journeys
from clearsight.settings import Settings
from clearsight.shape import Frame
from records import AS_AT, Engine, collected, files, journeys, raised, record

COUNCIL = "Exampleshire"
Rows = Mapping[str, list[dict[str, Any]]]
Tables = dict[str, pl.DataFrame]


def rows_of(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of a record that was read from files, for others to join them."""
    return {
        name: table.drop("council").with_columns(cs.date().dt.to_string()).to_dicts()
        for name, table in tables.items()
        if table.height
    }


@dataclass
class Built:
    """The journeys of every case on one engine, and what rests on them."""

    engine: Engine
    tables: Tables
    known: pl.DataFrame
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def journeys(self) -> Journeys:
        """Build them all."""
        return journeys(self.tables, self.engine, self.known)

    def frame(self, name: str) -> pl.DataFrame:
        """Return a frame of the journeys, the clocks or the signals, of all cases."""
        if name not in self._frames:
            made = {"clocks": self._clocks, "signals": self._signals}
            found = made[name]() if name in made else getattr(self.journeys, name)
            self._frames[name] = collected(found)
        return self._frames[name]

    def _clocks(self) -> Frame:
        older = self.known.filter(~pl.col("is_newest")).select("file", "known_on")
        return run(
            self.journeys.timeline,
            self.journeys.coverage,
            self.engine.frame(calendar()),
            as_at=AS_AT,
            settings=Settings(),
            older=self.engine.frame(older) if older.height else None,
        )

    def _signals(self) -> Frame:
        clocks = self.engine.frame(self.frame("clocks"))
        return raised(clocks, self.journeys, self.tables, self.engine, known=self.known)


@dataclass
class Cases:
    """The cases of one file of tests."""

    records: list[tuple[Tables, pl.DataFrame]] = field(default_factory=list)
    _built: dict[str, Built] = field(default_factory=dict)

    def add(self, rows: Rows | Tables, known: pl.DataFrame | None = None) -> Case:
        """Take in a record, or its rows, and its files if they are not all of one day.

        To be called while the file of tests is imported, before anything is built.
        """
        assert not self._built, "Every case is added before the first is asked about."
        is_made = all(isinstance(told, pl.DataFrame) for told in rows.values())
        tables: Any = rows if is_made and rows else record(rows)  # type: ignore[arg-type]
        self.records.append((tables, files() if known is None else known))
        return Case(self, f"{COUNCIL} {len(self.records):03}")

    def given(
        self, rows: Rows | Tables, known: pl.DataFrame | None = None
    ) -> pytest.MarkDecorator:
        """Give a test its one case, as `case`."""
        one = pytest.param(self.add(rows, known), id=pytest.HIDDEN_PARAM)
        return pytest.mark.parametrize("case", [one])

    def on(self, engine: type[Engine]) -> Built:
        """Return all of them on an engine, built once."""
        if engine.name not in self._built:
            self._built[engine.name] = Built(engine(), *self._together())
        return self._built[engine.name]

    def _together(self) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
        """Put each case in a council of its own, with files of its own."""
        made, known = [], []
        for number, (tables, its_files) in enumerate(self.records, start=1):
            named = pl.format("{} {}", pl.lit(f"{number:03}"), "file").alias("file")
            council = pl.lit(f"{COUNCIL} {number:03}").alias("council")
            made.append({n: t.with_columns(council, named) for n, t in tables.items()})
            known.append(its_files.with_columns(named))
        names = list(made[0])
        return {n: pl.concat([one[n] for one in made]) for n in names}, pl.concat(known)


def _frame(name: str) -> property:
    """Make a property of the frame of this name."""
    return property(lambda case: case.frame(name))


@dataclass(frozen=True)
class Case:
    """One case: what each frame says of it, on Polars, as if there were no other."""

    cases: Cases
    council: str

    def frame(self, name: str) -> pl.DataFrame:
        """Return its rows of a frame, in the order of all columns."""
        found = self.cases.on(Engine).frame(name)
        mine = found.filter(pl.col("council") == self.council)
        out = mine.with_columns(council=pl.lit(COUNCIL))
        if "file" in out.columns:
            out = out.with_columns(pl.col("file").str.slice(len("001 ")))
        return out.sort(out.columns)

    spells = _frame("spells")
    timeline = _frame("timeline")
    coverage = _frame("coverage")
    conflicts = _frame("conflicts")
    links = _frame("links")
    children = _frame("children")
    clocks = _frame("clocks")
    signals = _frame("signals")
