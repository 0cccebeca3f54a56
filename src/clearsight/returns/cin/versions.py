"""The same thing in several census years: take the newest, and say where they differ.

Two files of one council tell of the same thing where the child, the kind, the start
date and the place among that child's things of that start in the file agree. A thing
without a start date is never matched. What only an earlier file holds stays, but for a
start that the next one corrects. What one file tells again of the same start, and no
otherwise, is the same thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from clearsight.record.identity import Conflict
from clearsight.returns.moved import KNOWN_BY, with_known_by
from clearsight.returns.nth import NTH, nth_among
from clearsight.returns.repeats import repeated


@dataclass(frozen=True)
class Versions:
    """The newest version of each thing, every version, and what they differ in."""

    kept: pl.DataFrame
    every: pl.DataFrame
    conflicts: pl.DataFrame

    def followed(self, key: str) -> pl.DataFrame | None:
        """Return `key` of every version beside `newest`, the key of the one kept.

        None where each is its own newest.
        """
        if self.every.height == self.kept.height:
            return None
        joined = self.every.join(
            self.kept.select("thing_no", pl.col(key).alias("newest")),
            on="thing_no",
            how="left",
        )
        return joined.filter(pl.col(key).is_not_null()).select(key, "newest")


@dataclass(frozen=True)
class Correction:
    """When two starts, of which each census leaves one out, are of one thing.

    `end`: the column that says that it is over; `inside`: columns that must agree too;
    `days` by which the start may have moved, where a child can have one thing soon
    after another.
    """

    end: str
    inside: tuple[str, ...] = ()
    days: int | None = None


def follow(frame: pl.DataFrame, key: str, keys: pl.DataFrame | None) -> pl.DataFrame:
    """Point the rows nested in an older version to the newest one."""
    if keys is None:
        return frame
    joined = frame.join(keys, on=key, how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("newest", key).alias(key)).drop("newest")


def newest(
    frame: pl.DataFrame,
    kind: str,
    start: str,
    values: Sequence[str],
    within: Sequence[str] = (),
    corrects: Correction | None = None,
) -> Versions:
    """Match the versions of each thing by `start`; compare the columns `values`.

    `frame` has the origin columns, `rank` (greater is newer), `made_on` and `label`.
    `kind` names the thing; "" takes it from the column `kind`. `within` are the keys of
    what the thing is nested in: what is told again is told again in the same.
    `corrects` says when a newer start is the older one corrected; without it, none is.
    """
    if "kind" not in frame.columns:
        frame = frame.with_columns(pl.lit(kind).alias("kind"))
    whose = ["council", "child", "kind"]
    if corrects:
        apart = [*whose, *corrects.inside]
        frame = with_known_by(frame, apart, start, corrects.end, corrects.days)
        values = [start, *values]
    else:
        frame = frame.with_columns(pl.col(start).alias(KNOWN_BY))
    same = [*whose, KNOWN_BY]
    lone = pl.when(pl.col(start).is_null()).then("file").otherwise(pl.lit(""))
    nth = _told_once(frame, [*same, "file"], [*values, *within], start)
    every = (
        frame.with_columns(lone.alias("lone"), nth)
        .with_columns(
            pl.struct(*same, "lone", "nth")
            .rank("dense")
            .cast(pl.Int64)
            .alias("thing_no")
        )
        .drop("lone", "nth", KNOWN_BY)
        .with_columns(pl.col("rank").max().over("thing_no").alias("newest_rank"))
    )
    kept = every.filter(pl.col("rank") == pl.col("newest_rank"))
    # The rank is dense, so that the last is how many things there are.
    if kept.height > (every.select(pl.col("thing_no").max()).item() or 0):
        kept = kept.unique("thing_no", keep="first", maintain_order=True)
    return Versions(kept, every, _differences(every, kept, start, values))


def _told_once(
    frame: pl.DataFrame, same: Sequence[str], values: Sequence[str], start: str
) -> pl.Series:
    """Return `nth`, 0, 1, ... among things of one start; one told again has its first.

    Things without a start are told apart, whatever else they say.
    """
    nth = nth_among(frame, same)
    again = repeated(frame, [*same, *values]) & frame[start].is_not_null()
    if not again.any():
        return nth
    first = frame.with_columns(nth).with_columns(
        pl.when(pl.col(start).is_null())
        .then(NTH)
        .otherwise(pl.col(NTH).min().over(*same, *values))
    )
    place = pl.col(NTH).rank("dense").over(same).cast(pl.Int64) - 1
    return first.select(place.alias(NTH)).to_series()


def _differences(
    every: pl.DataFrame, kept: pl.DataFrame, start: str, values: Sequence[str]
) -> pl.DataFrame:
    older = every.filter(pl.col("rank") < pl.col("newest_rank"))
    if not older.height or not values:
        return Conflict.empty()
    pairs = kept.join(
        older.select("thing_no", "label", *values),
        on="thing_no",
        suffix="_other",
        maintain_order="left_right",
    )
    return pl.concat([_in_column(pairs, start, column) for column in values])


def _in_column(pairs: pl.DataFrame, start: str, column: str) -> pl.DataFrame:
    """Return the conflicts in one column: a blank that was filled since is none."""
    taken, other = pl.col(column), pl.col(f"{column}_other")
    differ = pairs.filter(other.is_not_null() & taken.ne_missing(other))
    is_day = pairs.schema[column] == pl.Date
    suffix, kind = ("on", pl.Date) if is_day else ("text", pl.String)
    return Conflict.conform(
        differ.with_columns(
            pl.format("{} {}", "kind", pl.col(start).dt.to_string("%Y-%m-%d")).alias(
                "thing"
            ),
            pl.lit(column).alias("column"),
            pl.col("label").alias("taken"),
            pl.col("label_other").alias("other"),
            taken.cast(kind).alias(f"taken_{suffix}"),
            other.cast(kind).alias(f"other_{suffix}"),
        )
    )
