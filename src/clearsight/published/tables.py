"""What is taken from each published table, as `tables.toml` declares it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

POPULATION: Final = "@population"
Better = Literal["higher", "lower", ""]

# The columns that say which area and which period: every table of the department's has
# the first four, and those of councils the rest.
PLACE: Final = ("time_period", "geographic_level", "country_code", "country_name")


@dataclass(frozen=True)
class Measure:
    """One figure of a table: where its parts stand, and what it means.

    `numerator` and `denominator` are columns to be added up. Without `value` the figure
    is worked out from the two. `where` picks rows, `of` the row of the denominator.
    `source` is another than the table's own.
    """

    id: str
    title: str
    unit: str
    better: Better = ""
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    value: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    split_by: str = ""
    each: Mapping[str, str] = field(default_factory=dict)
    value_tail: str = ""
    source: str = ""

    @property
    def per(self) -> float:
        """Return what a share is multiplied by to give the figure in its unit."""
        return {"%": 100.0, "rate per 10,000": 10_000.0}.get(self.unit, 1.0)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the columns that hold numbers."""
        tails = [name + self.value_tail for name in self.each if self.value_tail]
        named = (*self.numerator, *self.denominator, self.value, *self.each, *tails)
        return tuple(n for n in dict.fromkeys(named) if n and n != POPULATION)

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that it reads."""
        words = {*self.where, *self.of, self.split_by} - {""}
        return frozenset({*self.numbers, *words})


@dataclass(frozen=True)
class Table:
    """A published table: its source, how its periods end, and what it measures."""

    key: str
    source: str
    ends: str
    measures: tuple[Measure, ...]
    needs: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that must be there for a file to be this table."""
        named = {c for m in self.measures for c in m.columns}
        return frozenset({*PLACE, *self.needs, *named})


@cache
def tables() -> tuple[Table, ...]:
    """Return every table that is known, in the order of the file."""
    path = resources.files("clearsight.published") / "tables.toml"
    return tuple(
        _table(told) for told in tomllib.loads(path.read_text("utf-8"))["table"]
    )


def recognise(headings: Iterable[str]) -> Table | None:
    """Return the table that has these headings; of several, the one that uses most.

    A measure that the department has since stopped publishing must not make the rest of
    its table unknown: a table is known by its own number columns, all of one measure.
    """
    there = frozenset(headings)
    found = [t for t in tables() if _fits(t, there)]
    return max(found, key=lambda t: len(t.columns & there), default=None)


def _fits(table: Table, there: frozenset[str]) -> bool:
    return {*PLACE, *table.needs} <= there and any(
        m.columns <= there for m in table.measures
    )


def _table(told: Mapping[str, Any]) -> Table:
    return Table(
        key=told["key"],
        source=told["source"],
        ends=told["ends"],
        measures=tuple(_measure(m) for m in told["measure"]),
        needs=tuple(told.get("needs", ())),
    )


def _measure(told: Mapping[str, Any]) -> Measure:
    several = {
        name: _listed(told[name])
        for name in ("numerator", "denominator")
        if name in told
    }
    return Measure(**{**told, **several})


def _listed(named: str | list[str]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else tuple(named)
