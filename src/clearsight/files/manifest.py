"""What was read, what each thing was taken for, and what was left aside and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Problem:
    """Something wrong with the input: what happened, where, and what to do.

    `where` names the sheet, row and column as a person would find them. `rows` is how
    many rows are like this one (a thousand bad dates are one problem, not a thousand).
    `set_aside` is how many of those rows were not kept.
    """

    what: str
    where: str = ""
    do: str = ""
    rows: int = 0
    set_aside: int = 0


@dataclass
class Part:
    """One table found in a file, typed, with what went in and what was kept.

    `rows_in == rows_kept + rows_aside` always: nothing is lost without being counted.
    `table` is the name of the shape (`Episodes`, `List_8`, `CINdetails`).
    """

    table: str
    frame: pl.DataFrame
    rows_in: int = 0
    rows_aside: int = 0
    missing_columns: tuple[str, ...] = ()
    extra_columns: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def rows_kept(self) -> int:
        """Return how many rows were kept."""
        return self.frame.height


@dataclass
class ReadFile:
    """One file of the manifest.

    `name` is the path below what was given (`returns.zip/header.csv` inside a zip).
    `taken_for` is the return's key (`ssda903`, `cin`, `annexa`), or "" where the file
    was left aside, and `why` says so in words. `council` and `reference_date` are what
    the file itself states; `extract_date` is the day an extract was made and
    `is_date_stated` whether somebody (or the file's name) says so; `year` is the
    collection year it was given (named by the year in which it ends); `period` the
    first and last plausible recorded day. `turn` tells files of the same bytes apart
    that are of several days: 0 is the first of them.
    """

    name: str
    sha256: str = ""
    size: int = 0
    taken_for: str = ""
    why: str = ""
    layout: str = ""
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    children: int = 0
    council: str = ""
    reference_date: date | None = None
    extract_date: date | None = None
    is_date_stated: bool = False
    year: int | None = None
    period: tuple[date, date] | None = None
    is_previous: bool = False
    aside: bool = False
    turn: int = 0

    @property
    def file_id(self) -> str:
        """Return the value of the `file` column in every row of this file."""
        return self.sha256[:16] + (f".{self.turn + 1}" if self.turn else "")

    def as_dict(self) -> dict[str, Any]:
        """Return the entry as plain values, for manifest.json."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
            "taken_for": self.taken_for or None,
            "layout": self.layout or None,
            "why": self.why,
            "left_aside": self.aside,
            "previous": self.is_previous,
            "council": self.council or None,
            "year": year_label(self.year) if self.year else None,
            "reference_date": self.reference_date and self.reference_date.isoformat(),
            "extract_date": self.extract_date and self.extract_date.isoformat(),
            "period": [d.isoformat() for d in self.period] if self.period else None,
            "children": self.children,
            "rows": sum(p.rows_kept for p in self.parts),
            "rows_in": sum(p.rows_in for p in self.parts),
            "rows_set_aside": sum(p.rows_aside for p in self.parts),
            "tables": [
                {
                    "table": p.table,
                    "sheet": p.sheet or None,
                    "rows_in": p.rows_in,
                    "rows": p.rows_kept,
                    "rows_set_aside": p.rows_aside,
                    "missing_columns": list(p.missing_columns),
                    "extra_columns": list(p.extra_columns),
                }
                for p in self.parts
            ],
            "problems": [
                {"what": p.what, "where": p.where, "do": p.do, "rows": p.rows}
                for p in self.problems
            ],
        }


def year_label(ends: int) -> str:
    """Return how a collection year is printed: 2026 gives 2025/26."""
    return f"{ends - 1}/{ends % 100:02d}"
