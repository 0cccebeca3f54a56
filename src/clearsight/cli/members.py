"""Whom a figure counts, as `clearsight measures --members` prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

FIRST = 5
DAY = "%d/%m/%Y"
Figure = tuple[str, str, str]


class Members:
    """The first few members of each figure, by council, measure and period."""

    def __init__(self, members: pl.DataFrame | None) -> None:
        """Put the first few of each figure into words; null where nobody asked."""
        self.lines: Mapping[Figure, Sequence[str]] = {}
        self.ending: list[str] = []
        if members is None:
            return
        figure = ["council", "measure", "period"]
        told = members.group_by(figure, maintain_order=True).agg(
            first=_words().head(FIRST), more=pl.len().cast(pl.Int64) - FIRST
        )
        self.lines = {
            (council, measure, period): [
                *first,
                *([f"and {more:,} more"] if more > 0 else []),
            ]
            for council, measure, period, first, more in told.iter_rows()
        }
        said = (
            f"Members: {members.height:,}, of which {FIRST} at most are printed for "
            "each figure. --out DIR or --json gives them all, with the file and row."
        )
        self.ending = ["", said]

    def of(self, figure: Figure) -> Sequence[str]:
        """Return the lines of this figure."""
        return self.lines.get(figure, ())


def _words() -> pl.Expr:
    """Say who a member is, if it counts, from which day to which, and why."""
    child = pl.format("child {}", "child")
    counts = (
        pl.when(pl.col("in_numerator"))
        .then(pl.lit("counts"))
        .when(pl.col("in_denominator"))
        .then(pl.lit("is counted among all"))
    )
    days = [pl.col(name).dt.to_string(DAY) for name in ("from_on", "to_on")]
    return pl.concat_str(
        pl.coalesce(child, "key"),
        counts,
        pl.concat_str(*days, separator=" to ", ignore_nulls=True).replace("", None),
        "why",
        separator="; ",
        ignore_nulls=True,
    )
