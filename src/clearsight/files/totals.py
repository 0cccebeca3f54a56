"""Rows of totals below the data of a sheet or a CSV file: no records of anybody."""

from __future__ import annotations

import polars as pl

from clearsight.files.grid import Grid
from clearsight.files.manifest import Problem

TOTAL = r"(?i)^\s*(grand\s+|sub-?)?totals?\b|^\s*(row\s+)?count\s*[:=]?\s*\d*\s*$"
MOST_IN_TOTAL = 3
LAST_LINES = 16


def without_totals(grid: Grid) -> Grid:
    """Set aside the last lines that begin with the word for a total and hold little.

    A line of one cell alone is left: it may be a child of whom nothing else is known.
    """
    if len(grid.headings) <= MOST_IN_TOTAL:
        return grid
    last = grid.frame.tail(LAST_LINES)
    filled = pl.sum_horizontal(pl.col(grid.headings).is_not_null())
    begins = pl.coalesce(pl.col(grid.headings)).str.contains(TOTAL)
    is_total = last.select((begins & (filled <= MOST_IN_TOTAL)).fill_null(value=False))
    is_trailing = is_total.to_series().reverse().cast(pl.Int8).cum_min().reverse() == 1
    if not is_trailing.any():
        return grid
    aside = last.filter(is_trailing)
    grid.frame = grid.frame.head(grid.frame.height - aside.height)
    grid.rows_aside += aside.height
    grid.problems.append(trailing(aside))
    return grid


def trailing(aside: pl.DataFrame, where: str = "") -> Problem:
    """Say which rows below the data were set aside."""
    rows = ", ".join(str(r) for r in aside["row"].head(3))
    return Problem(
        f"{aside.height:,} {'row' if aside.height == 1 else 'rows'} of totals or notes "
        "below the data set aside.",
        where=f"{where}, row {rows}" if where else f"row {rows}",
        do="Nothing, unless one of them is a record: then fill in its other cells.",
        rows=aside.height,
        set_aside=aside.height,
    )
