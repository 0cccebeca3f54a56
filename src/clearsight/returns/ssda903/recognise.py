"""Telling which table of the return a set of headings belongs to.

Every table has CHILD, and most have DOB and some SEX. The other columns stand in one
table only, and it is by these that a table is known: it fits where CHILD is there and
at least half of its own columns. The best fit is the one with the largest share of
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clearsight.files.headings import squeezed
from clearsight.returns.ssda903.shape import TABLES, XML_ONLY
from clearsight.shape import Field

CHILD = "CHILD"
LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Fit:
    """How a set of headings fits a table.

    `columns` maps each field found to the heading it was found under; `missing` and
    `extra` are what is lacking and what is left; `own` are the table's own columns
    found, `of` how many it has; `also` other tables that the headings hold in full.
    """

    table: str
    columns: Mapping[str, str]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    own: tuple[str, ...]
    of: int
    also: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Return the share of the table's own columns that are there."""
        return len(self.own) / self.of

    @property
    def is_good(self) -> bool:
        """Say whether the file may be taken for this table."""
        return CHILD in self.columns and self.share >= LEAST_SHARE

    @property
    def why(self) -> str:
        """Say in words what it was recognised by."""
        found = f"has CHILD and {len(self.own)} of the {self.of} columns that only "
        text = f"{found}{self.table} has ({', '.join(self.own)})"
        return (
            text if not self.missing else f"{text}; without {', '.join(self.missing)}"
        )


@cache
def own_columns() -> dict[str, frozenset[str]]:
    """Return for each table the columns that no other table has."""
    counts = Counter(name for t in TABLES.values() for name in t.fields)
    return {
        name: frozenset(f for f in table.fields if counts[f] == 1) - _xml_only(name)
        for name, table in TABLES.items()
    }


def _xml_only(table: str) -> frozenset[str]:
    return XML_ONLY.get(table, frozenset())


def _named(field: Field) -> list[str]:
    return [squeezed(name) for name in (field.name, *field.other_names)]


def fits(headings: Sequence[str]) -> list[Fit]:
    """Return how the headings fit every table, the best first."""
    by_name = {squeezed(h): h for h in reversed(headings)}
    found = []
    for name, table in TABLES.items():
        columns: dict[str, str] = {}
        for field in table.fields.values():
            heading = next((by_name[n] for n in _named(field) if n in by_name), None)
            if heading is not None:
                columns[field.name] = heading
        own = own_columns()[name]
        wanted = [f for f in table.fields if f not in _xml_only(name)]
        used = set(columns.values())
        found.append(
            Fit(
                table=name,
                columns=columns,
                missing=tuple(f for f in wanted if f not in columns),
                extra=tuple(h for h in headings if h not in used),
                own=tuple(f for f in table.fields if f in own and f in columns),
                of=len(own),
            )
        )
    return sorted(found, key=lambda f: (-f.is_good, -f.share, -len(f.own)))


def recognise(headings: Sequence[str]) -> Fit | None:
    """Return the table that the headings belong to, or None."""
    found = fits(headings)
    best = found[0]
    if not best.is_good:
        return None
    also = tuple(
        f.table for f in found[1:] if f.is_good and set(f.own) <= set(best.extra)
    )
    return Fit(
        best.table, best.columns, best.missing, best.extra, best.own, best.of, also
    )
