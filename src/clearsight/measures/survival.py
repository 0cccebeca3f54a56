"""Shares and medians that allow for those still waiting.

The plain average of those who have come to an end leaves out everyone who has not, and
looks worst just as a backlog is cleared. Here a row that is still open counts for as
long as it was watched. Where another end makes the one measured impossible (death,
coming of age), the share is the cumulative incidence (Aalen and Johansen); a median is
that of Kaplan and Meier.
"""

from __future__ import annotations

import polars as pl

from clearsight.measures.flags import FLAGS, named
from clearsight.measures.measure import Measure, Survival
from clearsight.shape import Frame

HALF = 0.5
# With fewer still watched on the day, the estimate rests on hardly anybody.
FEWEST_WATCHED = 10
ENDED = 1


def estimated(rows: Frame, m: Measure, watch: Survival, by: list[str]) -> pl.DataFrame:
    """Return the columns that `run` counts, with the estimate in `amount`.

    A share is in per cent; a median, in days, is null where under half have ended.
    The engine counts who ended on which day; a few rows for each are left to Polars.
    """
    flags = {f: named(m, f) for f in FLAGS}
    told = rows.select(*by, *flags.values(), days=watch.days, ended=watch.ended)
    table: pl.DataFrame = told.collect("polars").to_native()
    counted = table.group_by(by).agg(
        **{f: pl.col(c).sum().cast(pl.Int64) for f, c in flags.items()}
    )
    watched = table.filter(pl.col(flags["den"]), pl.col("days") >= 0)
    if watch.by_day is None:
        found = median(watched, by)
    else:
        found = incidence(watched, by, watch.by_day)
        if watch.is_rest:
            found = found.with_columns(amount=100 - pl.col("amount"))
    joined = counted.join(found, on=by, how="left")
    return joined.with_columns(
        measure=pl.lit(m.key),
        num=pl.col("num").fill_null(0),
        amount=pl.col("amount").cast(pl.Float64),
        weight=pl.lit(None, pl.Float64),
    )


def _steps(watched: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return for each day: at risk, ended, ended otherwise, still there before it."""
    by_day = (
        watched.group_by(*by, "days")
        .agg(
            ended=(pl.col("ended") == ENDED).sum().cast(pl.Float64),
            other=(pl.col("ended") > ENDED).sum().cast(pl.Float64),
            left=pl.len().cast(pl.Float64),
        )
        .sort(*by, "days")
    )
    at_risk = pl.col("left").cum_sum(reverse=True).over(by)
    return by_day.with_columns(at_risk=at_risk)


def incidence(watched: pl.DataFrame, by: list[str], day: int) -> pl.DataFrame:
    """Return the columns of `by` and `amount`: per cent ended by the day.

    Null where too few were watched for so long, unless nobody was left to watch.
    """
    steps = _steps(watched, by)
    stayed = 1 - (pl.col("ended") + pl.col("other")) / pl.col("at_risk")
    steps = steps.with_columns(still=stayed.cum_prod().over(by))
    before = pl.col("still").shift(1, fill_value=1.0).over(by)
    risen = before * pl.col("ended") / pl.col("at_risk")
    upto = pl.when(pl.col("days") <= day).then(risen).otherwise(0.0)
    found = steps.group_by(by).agg(
        told=upto.sum() * 100,
        watched=pl.col("at_risk").filter(pl.col("days") >= day).max(),
        still=pl.col("still").last(),
    )
    enough = (pl.col("watched") >= FEWEST_WATCHED) | (pl.col("still") <= 0)
    return found.select(*by, amount=pl.when(enough).then("told"))


def median(watched: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return the columns of `by` and `amount`: the day by which half had ended."""
    steps = _steps(watched, by)
    stayed = 1 - pl.col("ended") / pl.col("at_risk")
    steps = steps.with_columns(still=stayed.cum_prod().over(by))
    return (
        steps.filter(pl.col("still") <= HALF)
        .group_by(by)
        .agg(amount=pl.col("days").min().cast(pl.Float64))
    )
