"""The place of a row among those that tell of the same."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

NTH = "nth"


def nth_among(rows: pl.DataFrame, same: Sequence[str]) -> pl.Series:
    """Return `nth` (Int64): 0, 1, ... among the rows that agree in these columns.

    Rows are counted as they stand; blanks agree with one another. Nearly every row
    stands alone, and to gather groups of one costs many times what it costs to find the
    rows that have a companion.
    """
    nth = pl.repeat(0, rows.height, dtype=pl.Int64, eager=True).alias(NTH)
    if rows.is_empty():
        return nth
    shared = rows.select(pl.struct(same).is_duplicated()).to_series()
    if not shared.any():
        return nth
    counted = rows.filter(shared).select(
        pl.int_range(pl.len(), dtype=pl.Int64).over(same)
    )
    return nth.scatter(shared.arg_true(), counted.to_series())
