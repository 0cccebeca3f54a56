"""Columns of Annex A that show just the latest of something: a visit, a review.

Each extract overwrites what the one before said, so every day that was ever the latest
is kept. But a latest day that goes back withdraws what was said before: had that visit
been made, it would be the latest still.
"""

from __future__ import annotations

import polars as pl

from clearsight.record import Conflict
from clearsight.returns.annexa.spells import Latest

DAY_OF = {"visit": "visited_on", "meeting": "held_on", "check": "done_on"}
WHOSE = ("council", "child")
ORIGIN = (*WHOSE, "source", "file", "row")


def latest_of_each(
    frame: pl.DataFrame, latest: Latest
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return each distinct day that no later extract withdrew, and those withdrawn.

    `frame`: one list of all extracts, as `record.gather` gives it, the oldest first.
    The first frame has the columns of the thing that `latest` is of; the second those
    of `record.identity.Conflict`, a row for each day withdrawn.
    """
    on = DAY_OF[latest.thing]
    told = frame.select(
        *ORIGIN, "_extract", "_place", pl.col(latest.field).alias(on), *_alone(latest)
    ).drop_nulls(on)
    before = pl.col(on).cum_max().over(*WHOSE)
    gone_back = told.filter(pl.col(on) < before).select(WHOSE).unique()
    if gone_back.is_empty():
        return _rows(told, latest, on), Conflict.empty()
    apart = told.join(gone_back, on=WHOSE, how="semi", maintain_order="left")
    marked = _marked(apart, on)
    is_gone = pl.col(on) > pl.col("later_on")
    kept = marked.filter(is_gone.not_().fill_null(value=True)).select(told.columns)
    others = told.join(gone_back, on=WHOSE, how="anti", maintain_order="left")
    differing = _withdrawn(marked.filter(is_gone), latest, on)
    return _rows(pl.concat([others, kept]), latest, on), differing


def extract_name(column: str) -> pl.Expr:
    """Name the extract of the day in this column."""
    return pl.format("Annex A extract of {}", pl.col(column))


def _alone(latest: Latest) -> list[pl.Expr]:
    return [pl.col(latest.alone)] if latest.alone else []


def _marked(told: pl.DataFrame, on: str) -> pl.DataFrame:
    """Add the earliest latest day that a later extract gives, and that extract's day.

    A child may stand on a list twice: the later of the two days is that extract's.
    """
    said = (
        told.group_by(*WHOSE, "_place")
        .agg(pl.col(on).max(), pl.col("_extract").max())
        .sort(*WHOSE, "_place", descending=[False, False, True])
    )
    least = pl.col(on).cum_min().over(*WHOSE)
    said = said.with_columns(least=least).with_columns(
        by=pl.when(pl.col(on) == pl.col("least")).then("_extract")
    )
    by = pl.col("by").forward_fill().over(*WHOSE)
    later = said.with_columns(by=by).with_columns(
        later_on=pl.col("least").shift(1).over(*WHOSE),
        later_by=pl.col("by").shift(1).over(*WHOSE),
    )
    columns = [*WHOSE, "_place"]
    return told.join(
        later.select(*columns, "later_on", "later_by"),
        on=columns,
        how="left",
        maintain_order="left",
    )


def _rows(told: pl.DataFrame, latest: Latest, on: str) -> pl.DataFrame:
    answer = {"YES": True, "NO": False}
    alone = pl.lit(None, dtype=pl.Boolean)
    if latest.alone:
        alone = pl.col(latest.alone).replace_strict(
            answer, default=None, return_dtype=pl.Boolean
        )
    return told.select(
        *ORIGIN,
        on,
        kind=pl.lit(latest.kind),
        is_alone=alone,
        is_latest_only=pl.lit(value=True),
    ).unique(subset=[*WHOSE, on], keep="last", maintain_order=True)


def _withdrawn(gone: pl.DataFrame, latest: Latest, on: str) -> pl.DataFrame:
    """Write as conflicts the days that a later extract takes back, each once."""
    differing = gone.select(
        *ORIGIN,
        thing=pl.format("{} {}", pl.lit(latest.kind), pl.col(on)),
        column=pl.lit(on),
        taken=extract_name("later_by"),
        other=extract_name("_extract"),
        taken_on="later_on",
        other_on=on,
    ).unique([*WHOSE, "other_on"], keep="last", maintain_order=True)
    return Conflict.conform(differing)
