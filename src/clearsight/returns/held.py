"""A file that was read, with what is wanted of it until all files are settled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

import polars as pl

from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.returns.event_days import event_days
from clearsight.returns.year_names import YearName, year_named


@dataclass
class Held:
    """One file of the run. `given` is the name of the folder it was handed over in."""

    file: ReadFile
    given: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return which return it was taken for; "" where it was left aside."""
        return "" if self.file.aside else self.file.taken_for

    @property
    def folder(self) -> str:
        """Return the folder or zip it lies in."""
        return str(PurePosixPath(self.file.name).parent)

    @cached_property
    def days(self) -> pl.DataFrame:
        """Return the days on which something was done (`day`), with how often (`n`)."""
        return event_days(self.file)

    def days_of(self, table: str) -> pl.DataFrame:
        """Return the days of one table only."""
        return event_days(self.file, table)

    @cached_property
    def year_name(self) -> YearName | None:
        """Return the year that the name of the file or of its folder speaks of."""
        return year_named(self.file.name, self.given)

    def set_aside(self, problem: Problem) -> None:
        """Leave the file aside for this reason, with every row of it counted."""
        rows = sum(empty(part) for part in self.file.parts)
        self.file.aside = True
        self.file.why = problem.what
        self.file.problems.append(replace(problem, rows=rows, set_aside=rows))


def empty(part: Part) -> int:
    """Set aside the rows of a part that are left in it; return how many they were."""
    rows = part.frame.height
    part.frame = part.frame.clear()
    part.rows_aside += rows
    return rows
