"""What XML elements mean to a return, and what reading a file by them gives.

`Element` declares; `Collected` is the result, with the tables as `Rows` and what went
wrong on the way, which `problems` puts into plain words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat

import polars as pl

from clearsight.files.manifest import Problem

_NAMES_SHOWN = 10


@dataclass(frozen=True)
class Element:
    """What an element means to a return.

    `table` names the table of which each such element is a row; without it the element
    is a wrapper, and its `leaves` belong to the row around it. `leaves` maps the names
    of elements that hold a value to column names. `text` is the column that takes the
    element's own text. `is_single` allows one for each row around it. `is_record` marks
    the unit that is kept or set aside whole. `blank_row` names a table that gets a
    blank row if the wrapper adds none to it. `is_open` looks through elements it does
    not know; `others` says what to make of them; else they are left out and counted,
    unless named in `ignored`.
    """

    table: str = ""
    leaves: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, Element] = field(default_factory=dict)
    text: str = ""
    is_single: bool = False
    is_record: bool = False
    blank_row: str = ""
    is_open: bool = False
    others: Element | None = None
    ignored: frozenset[str] = frozenset()


@dataclass
class Rows:
    """One table: the line of each row's element, its parent's number, its columns.

    `marks` is kept only for elements read by `Element.others`: name, record, depth.
    """

    lines: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    columns: dict[str, list[str | None]] = field(default_factory=dict)

    def frame(self) -> pl.DataFrame:
        """Return `No` (from 0), `row` (line), `parent` (number, or -1) and the columns.

        The columns are String, as the text arrived; absent or empty elements are null.
        """
        height = len(self.lines)
        for column in self.columns.values():
            column.extend(repeat(None, height - len(column)))
        return pl.DataFrame(
            [
                pl.Series("row", self.lines, dtype=pl.Int64),
                pl.Series("parent", self.parents, dtype=pl.Int64),
                *(pl.Series(n, c, dtype=pl.String) for n, c in self.columns.items()),
            ]
        ).with_row_index("No")


@dataclass
class Failure:
    """A place at which the XML broke: its line, and why in plain words."""

    line: int
    why: str


@dataclass
class Collected:
    """What `collect` found.

    `broken` holds the numbers of records that could not be read whole; `unread` counts
    those that could not be read at all. `unknown`, `repeated` and `repeated_rows` give
    the lines of elements left out, by name: unknown ones, second values, second rows
    where the layout allows one. `refused` is set where a document type was met:
    then nothing was kept. `made` holds tables that were never rows (see `xml_quick`).
    """

    tables: dict[str, Rows]
    made: dict[str, pl.DataFrame] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    unread: int = 0
    failures: list[Failure] = field(default_factory=list)
    unknown: dict[str, list[int]] = field(default_factory=dict)
    repeated: dict[str, list[int]] = field(default_factory=dict)
    repeated_rows: dict[str, list[int]] = field(default_factory=dict)
    refused: bool = False

    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the tables by name, each as `Rows.frame` gives it."""
        return self.made or {name: rows.frame() for name, rows in self.tables.items()}

    def problems(self, rows_aside: int) -> list[Problem]:
        """Return what to tell people, given how many rows broken records held."""
        return list(_problems(self, rows_aside))


def _problems(done: Collected, rows_aside: int) -> Iterator[Problem]:
    if done.refused:
        yield Problem(
            "The file declares a document type or entities, which could make it expand "
            "without end or fetch other files. It was left aside.",
            where=f"line {done.failures[-1].line}",
            do="Export it again; a return needs no DOCTYPE.",
        )
        return
    if done.failures:
        yield _broken(done, rows_aside)
    if done.unknown:
        count, names, where = _summary(done.unknown)
        yield Problem(
            f"{count} element(s) unknown to this return were left out: {names}.",
            where=where,
            do="Nothing, if your supplier added them; else check their spelling.",
            rows=count,
        )
    if done.repeated or done.repeated_rows:
        rows = sum(map(len, done.repeated_rows.values()))
        count, names, where = _summary(done.repeated | done.repeated_rows)
        yield Problem(
            f"{count} element(s) stand twice where one is allowed: {names}. "
            "The first was taken.",
            where=where,
            do="Correct the record in the case system and export again.",
            rows=count,
            set_aside=rows,
        )


def _broken(done: Collected, rows_aside: int) -> Problem:
    first, places = done.failures[0], len(done.failures)
    lost = len(done.broken) + done.unread
    more = f" The same happens in {places - 1} more place(s)." if places > 1 else ""
    lines = ", ".join(str(f.line) for f in done.failures[:_NAMES_SHOWN])
    children = "1 child was" if lost == 1 else f"{lost:,} children were"
    aside = f" {children} set aside, not being whole." if lost else ""
    return Problem(
        f"The XML breaks at line {first.line}: {first.why}.{more}{aside} "
        "Every child that could be read whole was kept.",
        where=f"line {lines}",
        do="Export the file again. If it breaks at the same line, correct that record.",
        rows=rows_aside,
        set_aside=rows_aside,
    )


def _summary(counts: Mapping[str, list[int]]) -> tuple[int, str, str]:
    """Return how many there are, their names with counts, and the first lines."""
    by_count = sorted(counts.items(), key=lambda item: (-len(item[1]), item[0]))
    names = ", ".join(
        f"{name} ({len(lines)})" for name, lines in by_count[:_NAMES_SHOWN]
    )
    if len(by_count) > _NAMES_SHOWN:
        names += ", ..."
    first = sorted({line for lines in counts.values() for line in lines})[:_NAMES_SHOWN]
    return sum(map(len, counts.values())), names, f"line {', '.join(map(str, first))}"
