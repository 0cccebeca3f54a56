"""One council beside those most like it, its region and England, over the years.

`comparison()` gives the columns of `figures` and

    role     String  council, neighbour, neighbours' middle, region or England
    rank     Int64   of a neighbour, 1 the nearest; null for others
    of       Int64   of the neighbours' middle, how many had a value

The middle is the median of the neighbours' values; its `value` has the status worked
out and no numerator. Counts that are suppressed are small ones, so a middle of the few
that are left would lie too high: it is given only where seven of the ten have a value.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.published import areas, figures, marks, neighbours

COUNCIL: Final = "council"
NEIGHBOUR: Final = "neighbour"
MIDDLE: Final = "neighbours' middle"
REGION: Final = "region"
ENGLAND: Final = "England"
ROLES: Final = (COUNCIL, NEIGHBOUR, MIDDLE, REGION, ENGLAND)
FEWEST: Final = 7
_POINT: Final = ["measure", "split", "period", "period_ends", "unit", "licence"]


def comparison(council: str, measure: str | None = None) -> pl.DataFrame:
    """Return the figures (see above) of one measure, or of every measure of ours.

    Those that only the interactive tool names (`lait:`) are given by name alone. Raises
    SettingsError for a council or a measure that is not known, with the near miss.
    """
    code = areas.council_code(council)
    near = neighbours.neighbours(code).select(authority="neighbour", rank="rank")
    codes = [code, *near["authority"]]
    rows = figures.figures(measure=measure, best=True, among=codes)
    if measure is None:
        rows = rows.filter(~pl.col("measure").str.starts_with("lait:"))
    placed = rows.join(near, on="authority", how="left").with_columns(
        role=pl.when(pl.col("authority") == code)
        .then(pl.lit(COUNCIL))
        .when(pl.col("rank").is_not_null())
        .then(pl.lit(NEIGHBOUR))
        .when(
            pl.col("level") == areas.REGION,
            pl.col("council") == neighbours.region_of(code),
        )
        .then(pl.lit(REGION))
        .when(pl.col("level") == areas.ENGLAND)
        .then(pl.lit(ENGLAND)),
        of=pl.lit(None, pl.Int64),
    )
    chosen = placed.drop_nulls("role")
    order = pl.col("role").cast(pl.Enum(ROLES))
    return pl.concat([chosen, _middle(chosen)], how="diagonal").sort(
        "measure", "split", order, "rank", "period_ends", maintain_order=True
    )


def _middle(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.filter(pl.col("role") == NEIGHBOUR, pl.col("value").is_not_null())
        .group_by(_POINT, maintain_order=True)
        .agg(value=pl.col("value").median(), of=pl.len().cast(pl.Int64))
        .filter(pl.col("of") >= FEWEST)
        .with_columns(
            role=pl.lit(MIDDLE),
            council=pl.lit("Neighbours' middle"),
            level=pl.lit("neighbours"),
            status=pl.lit(marks.WORKED_OUT),
        )
    )
