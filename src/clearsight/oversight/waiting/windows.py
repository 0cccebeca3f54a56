"""From which day on the data show everything, and to which day, for each state.

A spell that was already open when the data begin is seen only because it lasted until
then. To count it from its start as if it had been watched all along would make every
wait look longer, so each spell carries the day from which it was watched.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import polars as pl

WINDOW: Final = {
    "council": pl.String,
    "source": pl.String,
    "begins_on": pl.Date,
    "known_on": pl.Date,
}


def known_to(windows: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Return council, source and the last day that the source knows, until `as_at`."""
    return windows.group_by("council", "source").agg(
        source_to=pl.min_horizontal(pl.col("known_on").max(), pl.lit(as_at))
    )


def begins(used: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """Return council, rank and the first day from which a state is fully shown.

    `used`: council, rank, sources: which returns tell of the state. `windows` has the
    columns of `WINDOW`, a row for each file. Windows that touch or overlap are one;
    only the last unbroken one counts, for what ended in a hole was never seen.
    """
    each = (
        used.select("council", "rank", "sources")
        .unique()
        .join(windows.drop_nulls(), on="council")
        .filter(pl.col("sources").str.contains(pl.col("source"), literal=True))
        .sort("council", "rank", "begins_on", "known_on")
    )
    own = ["council", "rank"]
    before = pl.col("known_on").cum_max().shift(1).over(own)
    breaks = (pl.col("begins_on") > before + timedelta(days=1)).fill_null(value=True)
    return (
        each.with_columns(run=breaks.cum_sum().over(own))
        .filter(pl.col("run") == pl.col("run").max().over(own))
        .group_by(own)
        .agg(pl.col("begins_on").min())
    )
