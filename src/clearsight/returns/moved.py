"""One thing whose start a later file of the same return corrects.

A thing that was open when the older file was made must stand in the next one, and what
began before that day must have stood in the older. Where the older file's is missing
from the later and the later file's from the older, and they overlap, the later file
tells of the same thing with its start corrected.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

# The start by which a row's thing is known: the later file's, where that corrects it.
KNOWN_BY = "known_by"


def with_known_by(
    rows: pl.DataFrame,
    same: Sequence[str],
    start: str,
    end: str,
    within: int | None = None,
) -> pl.DataFrame:
    """Add `known_by` to rows of several files: the start as the latest file gives it.

    `rows` has `rank` (greater is later), `made_on` (the day to which the file knows),
    `start`, `end` and the columns of `same`, which say whose it is and of what kind.
    `within`: how many days a start may move by, for things of which a child can have
    one soon after another.
    """
    as_told = rows.with_columns(pl.col(start).alias(KNOWN_BY))
    if rows.is_empty() or rows["rank"].n_unique() == 1:
        return as_told
    pairs = _pairs(rows, [*same], start, end, within)
    if pairs.is_empty():
        return as_told
    return (
        rows.join(
            pairs,
            on=[*same, start],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(pl.coalesce("becomes", start).alias(KNOWN_BY))
        .drop("becomes")
    )


def _pairs(
    rows: pl.DataFrame, same: list[str], start: str, end: str, within: int | None
) -> pl.DataFrame:
    """Return `same`, the older start and the later one that it `becomes`."""
    told = (
        rows.filter(pl.col(start).is_not_null())
        .sort("rank", maintain_order=True)
        .group_by(*same, start, maintain_order=True)
        .agg(
            first=pl.col("rank").first(),
            last=pl.col("rank").last(),
            made_on=pl.col("made_on").last(),
            ended=pl.col(end).last(),
        )
    )
    top = pl.col("last").max().over(same)
    older = told.filter(pl.col("last") < top)
    if older.is_empty():
        return pl.DataFrame()
    later = told.select(*same, becomes=start, begun="first", later_end="ended").filter(
        pl.col("begun") > pl.col("begun").min()
    )
    becomes, began = pl.col("becomes"), pl.col(start)
    apart = (becomes - began).dt.total_days().abs()
    overlap = (pl.col("later_end") > began).fill_null(value=True)
    still = pl.col("ended").is_null() | (pl.col("ended") == pl.col("later_end"))
    found = (
        older.join(later, on=same, how="inner", nulls_equal=True)
        .filter(pl.col("begun") > pl.col("last"), becomes <= pl.col("made_on"))
        .filter(overlap, still.fill_null(value=False))
        .with_columns(apart=apart)
        .sort("apart", start, "becomes")
    )
    if within is not None:
        found = found.filter(pl.col("apart") <= within)
    return (
        found.unique([*same, start], keep="first", maintain_order=True)
        .unique([*same, "becomes"], keep="first", maintain_order=True)
        .select(*same, start, "becomes")
    )
