"""A public figure in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.measures.finish import SMALL
from clearsight.measures.points import OK

FEWER: Final = "fewer than six"
FEWER_CHILDREN: Final = f"{FEWER} children"


def is_nearly_none(value: pl.Expr) -> pl.Expr:
    """Say whether `value` is 0 by rounding alone: `exact` is not."""
    return (value == 0) & (pl.col("exact") > 0)


def words() -> pl.Expr:
    """Say what is shown, as a Polars expression of text.

    It is of status, unit, method, value, numerator, denominator, denominator_children
    and `nearly_none`: that the value was taken away since it rounds to 0.
    """
    number = pl.col("value").cast(pl.Int64).cast(pl.String)
    few = pl.format(
        "about {} of {}",
        pl.col("numerator").cast(pl.Int64),
        pl.col("denominator").cast(pl.Int64),
    )
    of_children = pl.col("unit") == "children"
    unreached = (pl.col("method") == "survival") & (pl.col("denominator_children") > 0)
    return (
        pl.when(pl.col("status") == SMALL)
        .then(pl.coalesce(few, pl.lit("too few")))
        .when((pl.col("status") == FEWER) & ~of_children)
        .then(pl.lit(FEWER_CHILDREN))
        .when(pl.col("status") != OK)
        .then("status")
        .when("nearly_none")
        .then(pl.lit("more than none, and rounds to 0"))
        .when(pl.col("value").is_null())
        .then(
            pl.when(unreached)
            .then(pl.lit("not reached"))
            .otherwise(pl.lit("none to count"))
        )
        .when(pl.col("unit") == "%")
        .then(pl.format("{}%", number))
        .otherwise(number)
    )
