"""The ground of a timeline: its lanes and their names, its months, the day as at."""

from __future__ import annotations

import polars as pl

from clearsight.charts.lanes import NOBODY, OVERDUE, Drawing
from clearsight.charts.markup import day_words, joined, tenth
from clearsight.charts.pieces import (
    BAR,
    LEFT,
    NOW_ROOM,
    PITCH,
    RIGHT,
    TOP,
    WIDTH,
    piece,
    x_of,
    y_of,
)


def bands(drawing: Drawing) -> pl.DataFrame:
    """Return a pale band behind every other lane, to lead the eye from its name."""
    odd = drawing.lanes.filter(pl.col("place") % 2 == 0)
    top = tenth(TOP + pl.col("place") * PITCH)
    return piece(odd, 0, '<path class="ro" d="M0 ', top, f'H{WIDTH}v{PITCH}H0z"/>')


def ticks(drawing: Drawing) -> pl.DataFrame:
    """Return the months along the foot, and the line that stands for the day as at."""
    sizes = drawing.lanes.select("n", "lanes").unique()
    frame = drawing.windows.join(sizes, on="n")
    foot = TOP + pl.col("lanes") * PITCH
    months = (
        frame.with_columns(month=pl.date_ranges("first", "last", "1mo"))
        .with_columns(
            step=pl.when(pl.col("month").list.len() > 10).then(3).otherwise(1)
        )
        .explode("month")
        .filter(
            (pl.col("month").dt.month() - 1) % pl.col("step") == 0,
            pl.col("month") <= pl.lit(drawing.as_at).dt.offset_by("-20d"),
        )
    )
    name = (
        pl.when(pl.col("month").dt.month() == 1)
        .then(pl.col("month").dt.strftime("%b %Y"))
        .otherwise(pl.col("month").dt.strftime("%b"))
    )
    first = pl.col("month") == pl.col("month").min().over("n")
    name = pl.when(first).then(pl.col("month").dt.strftime("%b %Y")).otherwise(name)
    x, y = tenth(x_of("month")), tenth(foot)
    # A month's name gives way to the day as at, at the right of the same line.
    text = pl.when(x_of("month") < RIGHT - NOW_ROOM).then(
        joined('<text x="', x, '" y="', tenth(foot + 12), '">', name, "</text>")
    )
    axis = piece(
        months, 1, '<g class="ax"><path d="M', x, f" {TOP}V", y, '"/>', text, "</g>"
    )
    here = frame.with_columns(now=pl.lit(drawing.as_at))
    x = tenth(x_of("now"))
    now = piece(
        here,
        5,
        '<path class="now" d="M',
        x,
        f" {TOP}V",
        tenth(foot + 1),
        '"/><text class="e" x="',
        str(RIGHT),
        '" y="',
        tenth(foot + 14),
        '">as at ',
        day_words(pl.col("now")),
        "</text>",
    )
    older = piece(
        frame.filter("has_older"),
        1,
        f'<g class="ax"><text class="old" x="{LEFT - 8}" y="',
        tenth(foot + 12),
        '">\N{BLACK LEFT-POINTING SMALL TRIANGLE} older not shown</text></g>',
    )
    return pl.concat([axis, older, now])


def labels(drawing: Drawing) -> pl.DataFrame:
    """Return the name of each lane, at its left."""
    named = drawing.lanes.filter(pl.col("label") != "")
    late = pl.when(pl.col("label").is_in([OVERDUE, NOBODY])).then(pl.lit(" o"))
    return piece(
        named,
        3,
        '<text class="la',
        late,
        f'" x="{LEFT - 8}" y="',
        tenth(y_of() + BAR - 2),
        '">',
        pl.col("label"),
        "</text>",
    )
