"""The rows of all extracts that are one child's, and of nobody else.

Each return declares how its tables name the child (`shape.Naming`). Another system's
number is the child's where somebody has confirmed it, and it was never confirmed for
another; a number that merely agrees joins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

import polars as pl

from clearsight.returns import by_key
from clearsight.shape import NOBODY, Naming, Through
from clearsight.store import extracts
from clearsight.store.current import Extract
from clearsight.store.history import scans
from clearsight.store.place import Place

LINKS = ("oversight", "linked_identifiers")
NUMBERS = ("UPN", "ULN")
VALID = ("link_valid_from_date", "link_valid_to_date")
XML = "XML"
# A kind and a number, and the first and last day on which it is the child's, if told.
Numbers = frozenset[tuple[str, str, date | None, date | None]]
T = TypeVar("T", int, date)


@dataclass
class Theirs:
    """One child's rows among these extracts.

    `child` is the council's own identifier, compared as the readers write it: trimmed.
    `numbers` are those by which other systems know the child, `not_theirs` those by
    which they know somebody else.
    """

    place: Place
    of: Sequence[Extract]
    child: str | None
    numbers: Numbers = frozenset()
    not_theirs: Numbers = frozenset()
    _found: dict[tuple[str, str], list[tuple[Extract, pl.DataFrame]]] = field(
        default_factory=dict
    )

    def rows(self, kind: str, table: str) -> list[tuple[Extract, pl.DataFrame]]:
        """Return the child's rows of a table, extract by extract."""
        if (kind, table) not in self._found:
            naming = by_key(kind).naming().get(table, NOBODY)
            found = []
            for x, lazy in scans(self.place, self.of, kind, table):
                folder = self.place.extract(x.sighting.sha256)
                columns = extracts.columns_of(folder, lazy)
                if ways := self._ways(x, naming, frozenset(columns)):
                    mine = lazy.filter(pl.any_horizontal(ways))
                    found.append((x, extracts.collected(folder, mine)))
            self._found[kind, table] = found
        return self._found[kind, table]

    def _ways(
        self, x: Extract, naming: Naming, columns: frozenset[str]
    ) -> list[pl.Expr]:
        """Return what makes a row the child's; any of it is enough."""
        by = [c for c in naming.by if c in columns]
        ways = [_text(c) == self.child for c in by if self.child is not None]
        numbers = {c: kind for c, kind in naming.numbers.items() if c in columns}
        if numbers:
            mine = _any_of(numbers, _held_on(self.numbers, x))
            ways.append(mine & ~_any_of(numbers, self.not_theirs))
        through = naming.through
        if through and through.column in columns:
            # A row that names somebody itself is theirs alone.
            names_nobody = pl.all_horizontal(
                pl.lit(value=True), *(pl.col(c).is_null() for c in by)
            )
            leads_here = _text(through.column).is_in(self._keys(x, through))
            ways.append(names_nobody & leads_here)
        return ways

    def _keys(self, x: Extract, through: Through) -> list[str]:
        """Return the ids, in the table that a row leads to, of rows of the child."""
        beside = {id(y) for y in _beside(x, self.of, through)}
        return [
            key
            for y, rows in self.rows(x.file.taken_for, through.table)
            if id(y) in beside and through.key in rows.columns
            for key in rows.select(_text(through.key)).to_series().drop_nulls()
        ]


def _text(column: str) -> pl.Expr:
    # A column that an extract leaves blank throughout may have no kind of its own.
    return pl.col(column).cast(pl.String)


def _held_on(numbers: Numbers, x: Extract) -> Numbers:
    """Return the numbers that were the child's on the day that the extract tells of."""
    day = x.file.reference_date or x.known_on
    return frozenset(
        n for n in numbers if (n[2] or day) <= day and (n[3] or day) >= day
    )


def _any_of(numbers: dict[str, str], known: Numbers) -> pl.Expr:
    return pl.any_horizontal(
        _text(c)
        .str.to_uppercase()
        .is_in([number for kind, number, *_ in known if kind == of])
        .fill_null(value=False)
        for c, of in numbers.items()
    )


def _beside(x: Extract, of: Sequence[Extract], through: Through) -> list[Extract]:
    """Return the extracts in which the ids that a row of this one leads to are told.

    Where ids last, those of the same day, else of the nearest day before, else after;
    of one day, those loaded last before it or with it, else next.
    """
    there = [
        y
        for y in of
        if y.file.taken_for == x.file.taken_for
        and any(part.table == through.table for part in y.file.parts)
        and (through.lasts or _export(y) == _export(x))
    ]
    days = {y.known_on for y in there}
    day = _nearest(days, x.known_on)
    loads = {y.sighting.load for y in there if y.known_on == day}
    load = _nearest(loads, x.sighting.load)
    return [y for y in there if (y.known_on, y.sighting.load) == (day, load)]


def _nearest(among: set[T], to: T) -> T | None:
    """Return the last that is not after it, else the first."""
    before = [one for one in among if one <= to]
    return max(before) if before else min(among, default=None)


def _export(x: Extract) -> str:
    """Name the export: ids mean the same in the files of one folder, or in one XML."""
    if x.file.layout == XML:
        return x.sighting.sha256
    return str(PurePosixPath(x.sighting.path).parent)


@dataclass(frozen=True)
class Links:
    """What people have confirmed of the numbers by which other systems know a child.

    `rows`: the council's own identifier, the kind, the number, the first and last day
    on which it is the child's, if told.
    """

    rows: frozenset[tuple[str, str, str, date | None, date | None]]

    def of(self, child: str) -> tuple[Numbers, Numbers]:
        """Return the numbers confirmed as the child's, and those as another's.

        A number confirmed for two children is nobody's.
        """
        mine = {row[1:] for row in self.rows if row[0] == child}
        others = {row[1:] for row in self.rows if row[0] != child}
        elsewhere = {number[:2] for number in others}
        theirs = {number for number in mine if number[:2] not in elsewhere}
        return frozenset(theirs), frozenset(others)

    def names(self, child: str) -> list[str]:
        """Return what is asked for, and the one child whose confirmed number it is."""
        children = {
            who for who, _, known_as, *_ in self.rows if known_as == child.upper()
        }
        return list(dict.fromkeys([child, *(children if len(children) == 1 else ())]))


def confirmed(place: Place, of: Sequence[Extract]) -> Links:
    """Return the numbers that somebody confirmed, as the last extract of them says.

    It lists all that stand.
    """
    kind, table = LINKS
    told = list(scans(place, of, kind, table))
    last = max(((x.known_on, x.sighting.load) for x, _ in told), default=None)
    rows = set()
    for x, lazy in told:
        if (x.known_on, x.sighting.load) != last:
            continue
        folder = place.extract(x.sighting.sha256)
        there = extracts.columns_of(folder, lazy)
        sure = lazy.filter(
            pl.col("link_identifier_type").is_in(NUMBERS),
            pl.col("link_confirmed_date").is_not_null(),
            _text("link_confirmed_by_id").str.strip_chars().fill_null("") != "",
            pl.col("link_identifier_value").is_not_null(),
        ).select(
            "link_person_id",
            "link_identifier_type",
            _text("link_identifier_value").str.to_uppercase(),
            *(
                pl.col(day) if day in there else pl.lit(None).alias(day)
                for day in VALID
            ),
        )
        rows |= set(extracts.collected(folder, sure).rows())
    return Links(frozenset(rows))
