"""Stretches of time as whole numbers, so that a council's are joined in one sort.

A day is counted from 1970, and a row's `key` says to whom and what it belongs. Key and
day together make one number that grows from one key to the next, so that one running
greatest value serves every key at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

# Days from one key to the next: no day of any record is half as far from 1970.
KEY: Final = 2**21
FACTS: Final = ("file", "row", "is_start_known", "is_stated", "category")


def day_number(column: str) -> pl.Expr:
    """Return a Date column as days from 1970, Int64."""
    return pl.col(column).cast(pl.Int32).cast(pl.Int64)


def at(key: str, day: str) -> pl.Expr:
    """Return key and day as one number."""
    return pl.col(key) * KEY + pl.col(day)


def joined(rows: pl.DataFrame, gap: int, facts: Sequence[str] = FACTS) -> pl.DataFrame:
    """Join what overlaps, or lies no more than `gap` days apart, within each key.

    `rows`: key, start, end (Int64), is_cut (the end is only where knowledge ends) and
    the facts, which are taken from the first of those joined. A stretch is cut only if
    nothing says that what reached furthest had ended. Returns the same columns.
    """
    ordered = rows.sort("key", "start", "end", *facts, nulls_last=True)
    # An end that is known weighs less than a cut on the same day.
    far = (at("key", "end") * 2 + pl.col("is_cut").cast(pl.Int64)).cum_max()
    begins = at("key", "start") > far.shift(1) // 2 + gap
    marked = ordered.with_columns(far=far, begins=begins.fill_null(value=True))
    ends = pl.col("begins").shift(-1).fill_null(value=True)
    firsts = marked.filter("begins").select("key", "start", *facts)
    lasts = marked.filter(ends).select(
        end=pl.col("far") // 2 - pl.col("key") * KEY, is_cut=pl.col("far") % 2 == 1
    )
    return firsts.hstack(lasts)


def latest_before(
    rows: pl.DataFrame, facts: pl.DataFrame, on: str, day: str
) -> pl.DataFrame:
    """Add to each row the latest fact of its key on or before its `start`.

    `facts`: the key by the name `on`, the day by the name `day`, and what is added.
    Rows of `rows` have `on` and `start`; one without such a fact has nulls. Also adds
    `fact_on`, the day of the fact.
    """
    told = facts.select(
        pl.exclude(on, day), at=at(on, day), fact_of=pl.col(on), fact_on=pl.col(day)
    ).sort("at")
    found = (
        rows.with_columns(at=at(on, "start"))
        .sort("at")
        .join_asof(told, on="at", strategy="backward")
    )
    ours = pl.col("fact_of") == pl.col(on)
    added = [c for c in told.columns if c not in ("at", "fact_of")]
    told_of = [pl.when(ours).then(pl.col(c)).alias(c) for c in added]
    return found.with_columns(told_of).drop("at", "fact_of")
