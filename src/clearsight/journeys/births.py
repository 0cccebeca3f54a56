"""When each child was born, where what was loaded gives more than one day."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys.frames import dated
from clearsight.journeys.precedence import EVERY
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import TURN, in_turn, turn_number
from clearsight.shape import Frame

# `record.Conflict` says which part of the record it is about.
THING, COLUMN = "child", "birth_on"


def settled(child: Frame, files: Frame) -> tuple[Frame, Frame]:
    """Return the day to go by where several are given, and what differs from it.

    `child`: the rows of `record.Child`, with who; `files` as of `journeys.build`. A day
    of birth counts before the day on which an unborn child was expected, then what the
    newest file of each source says, then the source that comes first in `EVERY`. The
    first frame has who and `settled_on`, for those children alone; the second is empty
    but where the newest files still differ, with the columns of `settle.CONFLICT`, and
    who in place of council and child.
    """
    told = child.filter(dated("birth_on")).select(
        "who", "source", "file", "row", "birth_on",
        is_born=(~nw.col("is_unborn")).fill_null(True).cast(nw.Int8),
    )  # fmt: skip
    day = nw.col("birth_on")
    spread = told.group_by("who").agg(earliest=day.min(), latest=day.max())
    several = spread.filter(nw.col("earliest") != nw.col("latest")).select("who")
    rows = keep(told.join(several, on="who", how="inner"))
    newest = _in_order(keep(_newest(rows, files)))
    first = nw.col("nth") == 1
    taken = keep(
        newest.filter(first).select("who", settled_on="birth_on", taken_source="source")
    )
    return taken.select("who", "settled_on"), _differing(newest.filter(~first), taken)


def _newest(rows: Frame, files: Frame) -> Frame:
    """Keep what each source says in its newest file, of a birth rather than a hope."""
    born = nw.col("is_born")
    known = rows.with_columns(any_born=born.max().over("who"))
    known = known.filter(born == nw.col("any_born")).join(
        files.select("file", "known_on"), on="file", how="left"
    )
    newest_on = nw.col("known_on").max().over("who", "source")
    known = known.with_columns(newest_on=newest_on)
    return known.filter(
        (nw.col("known_on") == nw.col("newest_on")).fill_null(
            nw.col("newest_on").is_null()
        )
    )


def _in_order(rows: Frame) -> Frame:
    rank = nw.col("source").replace_strict(
        list(EVERY), list(range(len(EVERY))), default=len(EVERY), return_dtype=nw.Int64
    )
    ordered = in_turn(
        rows.with_columns(rank=rank), ["who"], ["rank", "source", "file", "row"]
    )
    return ordered.with_columns(nth=turn_number(["who"])).drop(TURN)


def _differing(others: Frame, taken: Frame) -> Frame:
    """Return each other day once for each source that gives it."""
    apart = others.join(taken, on="who", how="inner").filter(
        nw.col("birth_on") != nw.col("settled_on")
    )
    once = apart.with_columns(
        nth_same=nw.col("nth").min().over("who", "source", "birth_on")
    )
    no_text = nw.lit(None, nw.String)
    return once.filter(nw.col("nth") == nw.col("nth_same")).select(
        "who",
        thing=nw.lit(THING),
        column=nw.lit(COLUMN),
        taken="taken_source",
        other="source",
        taken_on="settled_on",
        other_on="birth_on",
        taken_text=no_text,
        other_text=no_text,
        file="file",
        row="row",
    )
