"""Rows of totals below the data of a sheet or a CSV file: no records of anybody."""

from __future__ import annotations

import polars as pl

from clearsight.files.grid import Grid
from clearsight.files.manifest import Problem

TOTAL = r"(?i)^\s*(grand\s+|sub-?)?totals?\b|^\s*(row\s+)?count\s*[:=]?\s*\d*\s*$"
SEVERAL_WORDS = r"\w\W*\s+\W*\w"
MOST_IN_TOTAL = 3
LAST_LINES = 16


def without_totals(grid: Grid) -> Grid:
    """Set aside the last lines that are of totals or notes and hold little.

    Such a line begins with the word for a total, or is one cell of several words. One
    word alone is left: it may be a child of whom nothing else is known.
    """
    if len(grid.headings) <= MOST_IN_TOTAL:
        return grid
    last = grid.frame.tail(LAST_LINES)
    filled = pl.sum_horizontal(pl.col(grid.headings).is_not_null())
    first = pl.coalesce(pl.col(grid.headings))
    begins = first.str.contains(TOTAL) & (filled <= MOST_IN_TOTAL)
    is_note = (filled == 1) & first.str.contains(SEVERAL_WORDS)
    is_total = last.select((begins | is_note).fill_null(value=False))
    is_trailing = is_total.to_series().reverse().cast(pl.Int8).cum_min().reverse() == 1
    if not is_trailing.any():
        return grid
    aside = last.filter(is_trailing)
    grid.frame = grid.frame.head(grid.frame.height - aside.height)
    grid.rows_aside += aside.height
    grid.problems.append(trailing(aside))
    return grid


def without_headings(grid: Grid) -> Grid:
    """Set aside rows that hold the headings once more, as where files were joined."""
    several = grid.headings[:MOST_IN_TOTAL]
    if len(several) < MOST_IN_TOTAL or grid.frame.is_empty():
        return grid
    # One column tells of nearly every file that there is no such row.
    first = grid.frame.get_column(several[0]).str.strip_chars() == several[0].strip()
    if not first.any():
        return grid
    again = pl.all_horizontal(pl.col(h).str.strip_chars() == h.strip() for h in several)
    is_again = grid.frame.select(again.fill_null(value=False)).to_series()
    aside = grid.frame.filter(is_again)
    if aside.is_empty():
        return grid
    grid.frame = grid.frame.filter(~is_again)
    grid.rows_aside += aside.height
    rows = ", ".join(str(r) for r in aside["row"].head(3))
    grid.problems.append(
        Problem(
            f"{aside.height:,} {'row' if aside.height == 1 else 'rows'} of headings "
            "among the data set aside.",
            where=f"row {rows}",
            do="Nothing, if files were joined; else see what the headings stand for.",
            rows=aside.height,
            set_aside=aside.height,
        )
    )
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
