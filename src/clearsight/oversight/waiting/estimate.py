"""The survival methods: product-limit, cumulative incidence, and the log-rank test.

A row is one spell: `entry`, `lasted` (Int64, days from its start) and `is_ended`. It is
watched on the days after `entry` up to and including `lasted`, on which it ended or was
last seen: late entry is left truncation, and not having ended is censoring. A spell
that was watched on no day is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final

import polars as pl

DAY: Final = "day"


def _steps(rows: pl.DataFrame, by: Sequence[str], ended: Sequence[str]) -> pl.DataFrame:
    """Count on each day of each group who joins, leaves, and ends in each way."""
    seen = rows.filter(pl.col("entry") < pl.col("lasted"))
    nothing = dict.fromkeys(("joins", "leaves", *ended), pl.lit(0, pl.Int64))
    one = pl.lit(1, pl.Int64)
    # Day 1 stands even where nobody was watched on it: the curve would not hold.
    parts = [
        seen.select(*by).unique().with_columns(one.alias(DAY), **nothing),
        seen.select(*by, (pl.col("entry") + 1).alias(DAY), **{**nothing, "joins": one}),
        seen.select(
            *by, (pl.col("lasted") + 1).alias(DAY), **{**nothing, "leaves": one}
        ),
        seen.select(
            *by,
            pl.col("lasted").alias(DAY),
            **{**nothing, **{name: pl.col(name).cast(pl.Int64) for name in ended}},
        ),
    ]
    counts = pl.concat(parts).group_by(*by, DAY).sum()
    return counts.sort(*by, DAY).with_columns(
        at_risk=(pl.col("joins") - pl.col("leaves")).cum_sum().over(by)
    )


def survival(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return the product-limit estimate (Kaplan and Meier) of each group.

    The columns of `by`, then for each day on which something changes: `day`, `at_risk`
    (who was watched on that day), `endings`, `survival` (the share that lasts beyond
    it) and `thinnest` (the fewest watched on any day so far). Each holds until the next
    row's day.
    """
    lived = 1 - pl.col("is_ended") / pl.col("at_risk")
    return (
        _steps(rows, by, ["is_ended"])
        .with_columns(lived=pl.when(pl.col("is_ended") > 0).then(lived).otherwise(1.0))
        .select(
            *by,
            DAY,
            "at_risk",
            endings="is_ended",
            survival=pl.col("lived").cum_prod().over(by),
            thinnest=pl.col("at_risk").cum_min().over(by),
        )
    )


def incidence(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return the cumulative incidence (Aalen and Johansen) of each kind of ending.

    `rows` have `ending` (null while it goes on) in place of `is_ended`. Returns the
    columns of `by`, `ending`, `day`, `at_risk`, `endings` and `share`: of all that
    began, the share that came to this ending by that day, which holds until the next
    row. Of endings that compete, none is taken for a mere loss from sight, so the
    shares add up to what has ended.
    """
    kinds = sorted(rows["ending"].drop_nulls().unique())
    named = {f"ended {n}": kind for n, kind in enumerate(kinds)}
    marked = rows.with_columns(
        **{n: (pl.col("ending") == k).fill_null(value=False) for n, k in named.items()}
    )
    steps = _steps(marked, by, list(named)).with_columns(
        every=pl.sum_horizontal(*named) if named else pl.lit(0, pl.Int64)
    )
    lived = pl.when(pl.col("every") > 0).then(1 - pl.col("every") / pl.col("at_risk"))
    steps = steps.with_columns(after=lived.fill_null(1.0).cum_prod().over(by))
    steps = steps.with_columns(before=pl.col("after").shift(1).over(by).fill_null(1.0))
    each = [
        steps.filter(pl.col("every") > 0).select(
            *by,
            DAY,
            "at_risk",
            ending=pl.lit(kind),
            endings=pl.col(name),
            step=pl.col("before") * pl.col(name) / pl.col("at_risk"),
        )
        for name, kind in named.items()
    ]
    if not each:
        told = steps.clear().select(*by, DAY, "at_risk")
        return told.with_columns(
            ending=pl.lit(None, pl.String),
            endings=pl.lit(None, pl.Int64),
            share=pl.lit(None, pl.Float64),
        )
    order = [*by, "ending", DAY]
    return (
        pl.concat(each)
        .sort(order)
        .with_columns(share=pl.col("step").cum_sum().over(*by, "ending"))
        .filter(pl.col("endings") > 0)
        .select(*order, "at_risk", "endings", "share")
    )


@dataclass(frozen=True)
class Compared:
    """The log-rank test of two cohorts.

    `ended` and `expected` are of the first: how many ended, and how many would have if
    both ended alike. `chance` is how often two like cohorts differ by this much.
    """

    ended: int
    expected: float
    statistic: float
    chance: float


def log_rank(first: pl.DataFrame, second: pl.DataFrame) -> Compared:
    """Say whether two cohorts end at the same pace; late entry is allowed for.

    With nothing to tell them apart by, `statistic` is 0 and `chance` 1.
    """
    both = pl.concat(
        [
            first.select("entry", "lasted", "is_ended", mine=pl.lit(value=True)),
            second.select("entry", "lasted", "is_ended", mine=pl.lit(value=False)),
        ]
    ).filter(pl.col("entry") < pl.col("lasted"))
    days = (
        both.filter("is_ended")
        .group_by(day="lasted")
        .agg(d=pl.len().cast(pl.Int64), d1=pl.col("mine").cast(pl.Int64).sum())
        .sort("day")
    )
    on = days["day"]
    days = days.with_columns(
        n=_watched(both, on), n1=_watched(both.filter("mine"), on)
    ).cast({"n": pl.Float64, "n1": pl.Float64})
    share = pl.col("n1") / pl.col("n")
    spread = (
        pl.col("d") * share * (1 - share) * (pl.col("n") - pl.col("d"))
        / (pl.col("n") - 1)
    )  # fmt: skip
    told = days.select(
        ended=pl.col("d1").sum(),
        expected=(pl.col("d") * share).sum(),
        variance=pl.when(pl.col("n") > 1).then(spread).otherwise(0.0).sum(),
    ).row(0, named=True)
    variance = told["variance"]
    apart = told["ended"] - told["expected"]
    statistic = apart**2 / variance if variance > 0 else 0.0
    return Compared(
        told["ended"], told["expected"], statistic, erfc(sqrt(statistic / 2))
    )


def _watched(rows: pl.DataFrame, on: pl.Series) -> pl.Series:
    """Count who is watched on each of the days."""
    come = rows["entry"].sort().search_sorted(on, side="left")
    gone = rows["lasted"].sort().search_sorted(on, side="left")
    return come.cast(pl.Int64) - gone.cast(pl.Int64)
