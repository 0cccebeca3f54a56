"""Where things stand in a timeline, and the pieces of SVG that it is made of."""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.charts.lanes import Drawing
from clearsight.charts.markup import joined

WIDTH: Final = 900
LEFT: Final = 108
RIGHT: Final = 896
TOP: Final = 4
PITCH: Final = 16
BAR: Final = 11
AXIS: Final = 18
NOW_ROOM: Final = 150
# Average width of a character at the size used, in units of the picture.
CHARACTER: Final = 5.6


def x_of(day: str) -> pl.Expr:
    """Return where a day falls across the picture, from its window's first day."""
    span = (pl.col("last") - pl.col("first")).dt.total_days()
    along = (pl.col(day) - pl.col("first")).dt.total_days()
    return LEFT + along * (RIGHT - LEFT) / span


def y_of() -> pl.Expr:
    """Return the top of the bar in a row's lane."""
    return TOP + pl.col("place") * PITCH + (PITCH - BAR) / 2


def piece(frame: pl.DataFrame, layer: int, *pieces: str | pl.Expr) -> pl.DataFrame:
    """Return n, layer, svg; pieces of a lower layer lie under those of a higher one."""
    return frame.select("n", pl.lit(layer).alias("layer"), joined(*pieces).alias("svg"))


def placed(frame: pl.DataFrame, drawing: Drawing) -> pl.DataFrame:
    """Return the rows with the place of their lane, in the order given."""
    lanes = drawing.lanes.select("n", "lane", "place", "lanes")
    return frame.join(lanes, on=["n", "lane"], how="inner", maintain_order="left")


def height() -> pl.Expr:
    """Return how high a picture of so many `lanes` is."""
    return TOP + pl.col("lanes") * PITCH + AXIS
