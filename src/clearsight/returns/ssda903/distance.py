"""How far from home a placement is. The postcodes themselves stay in the return."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.published.postcodes import located, squeezed
from clearsight.returns.ssda903.history import SOURCE

METRES_IN_A_MILE = 1609.344
# Rounded to tenths, what lies a few metres past a limit would not be past it.
DECIMALS = 4
POSTCODES = {"HOME_POST": "home", "PL_POST": "placed"}
KEY = ["file", "child", "starts_on"]
MILES = "miles_from_home"


def with_distance(
    episodes: pl.DataFrame, files: Sequence[ReadFile], path: Path | None
) -> pl.DataFrame:
    """Return episodes of care with `miles_from_home`, in a straight line.

    `episodes`: `record.CareEpisode`. `path` names a council's own table of postcodes.
    Null where a postcode is blank or not found, or where there is no table at all.
    """
    posts = _postcodes(files)
    wanted = pl.concat([posts["home"], posts["placed"]]).drop_nulls().unique()
    places = located(wanted, path) if len(wanted) else None
    if places is None:
        return episodes
    across = pl.col("easting") - pl.col("easting_placed")
    along = pl.col("northing") - pl.col("northing_placed")
    metres = (across**2 + along**2).sqrt()
    told = (
        posts.join(places, left_on="home", right_on="postcode", how="inner")
        .join(places, left_on="placed", right_on="postcode", suffix="_placed")
        .with_columns(miles=(metres / METRES_IN_A_MILE).round(DECIMALS))
        .unique(KEY, keep="first", maintain_order=True)
        .select(*KEY, "miles")
    )
    joined = episodes.join(told, on=KEY, how="left", maintain_order="left")
    return joined.with_columns(pl.col("miles").alias(MILES)).drop("miles")


def _postcodes(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the key of each episode, `home` and `placed`."""
    schema = {"file": pl.String, "child": pl.String, "starts_on": pl.Date}
    names = dict.fromkeys(POSTCODES.values(), pl.String)
    frames = [pl.DataFrame(schema={**schema, **names})]
    frames += [
        part.frame.select(
            "file",
            pl.col("CHILD").alias("child"),
            pl.col("DECOM").alias("starts_on"),
            *(squeezed(field).alias(name) for field, name in POSTCODES.items()),
        )
        for file in files
        if file.taken_for == SOURCE and not file.aside
        for part in file.parts
        if part.table == "Episodes"
    ]
    return pl.concat(frames).drop_nulls(["home", "placed"])
