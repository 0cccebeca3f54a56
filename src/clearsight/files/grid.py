"""A part of a file before anyone knows what it is: rows of text and their places."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from clearsight.files.manifest import Problem


@dataclass
class Grid:
    """Text cells below a heading.

    `frame` has the column `row` (Int64: line of the file, or row of the sheet, from 1)
    and one String column for each heading in `headings`, named as it stood (trimmed).
    Blank cells are null. `rows_in` counts every data row met, `rows_aside` those that
    could not be put into the frame; each of these is counted in a problem.
    """

    frame: pl.DataFrame
    headings: list[str]
    sheet: str = ""
    rows_in: int = 0
    rows_aside: int = 0
    problems: list[Problem] = field(default_factory=list)
