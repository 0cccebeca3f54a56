"""The signal of children placed far from home."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import day, said, so, written
from clearsight.oversight.signals.seen import Seen, only
from clearsight.shape import Frame

OUTSIDE = "OUT"

FAR = Signal(
    key="S19",
    title="Far from home",
    tier=2,
    raised_when="the present placement is over 20 miles from home in a straight line, "
    "or List 8 shows it outside the council's area",
    data="SSDA903: postcodes of home and placement, and a table of postcodes (the "
    "extra `postcodes`, or a file named under `[references]`); Annex A List 8: in or "
    "out of the area. Without a table no distance is measured. Which councils adjoin, "
    "notices to the host council and approvals are not looked at here.",
    why_it_matters="Visits, school, family and police all get harder.",
    pitfall="Sometimes far is safe, or is with family: record the reason once, and "
    "look at it in each review.",
    day_one="proxy",
    thresholds=(Threshold("miles", 20, "miles from home, in a straight line"),),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S19."""
    return [_miles(seen), _outside(seen)]


def _miles(seen: Seen) -> Frame:
    limit = seen.limit(FAR, "miles")
    there = seen.newest("care_episode").filter(
        so(nw.col("starts_on") <= seen.today),
        ~so(nw.col("ended_on") <= seen.today),
        so(nw.col("miles_from_home") > limit),
    )
    tenths = (nw.col("miles_from_home") * 10).round(0).cast(nw.Int64)
    far = only(there, seen.running(e.CARE)).with_columns(tenths=tenths)
    miles, tenth = nw.col("tenths") // 10, nw.col("tenths") % 10
    return written(
        far,
        FAR,
        since=nw.col("starts_on"),
        because=said(
            "Placed ", miles, ".", tenth, " miles from home since ",
            day("starts_on"), f"; it is asked about over {limit} miles.",
        ),
    )  # fmt: skip


def unmeasured(episodes: pl.DataFrame) -> pl.DataFrame:
    """Ask of each council whose 903 shows no distance at all for what is lacking.

    `episodes`: `record.CareEpisode`. Returns the columns of a review's questions.
    """
    councils = (
        episodes.group_by("council")
        .agg(
            measured=pl.col("miles_from_home").is_not_null().any(),
            rows=pl.len().cast(pl.Int64),
        )
        .filter(~pl.col("measured"))
        .sort("council")
    )
    return councils.select(
        "council",
        child=pl.lit(None, pl.String),
        about=pl.lit(f"signal {FAR.key}"),
        where=pl.lit("SSDA903 episodes"),
        what=pl.lit(
            "S19 (far from home) cannot run by distance: no table says where these "
            "postcodes lie."
        ),
        do=pl.lit(
            "Install the extra `postcodes`, or name a CSV file of postcodes under "
            "[references] in clearsight.toml."
        ),
        rows="rows",
    )


def _outside(seen: Seen) -> Frame:
    listed = seen.newest("care_period").filter(
        nw.col("ended_on").is_null(), so(nw.col("location") == OUTSIDE)
    )
    outside = only(listed, seen.running(e.CARE)).with_columns(
        starts_on=nw.col("placement_from")
    )
    when = nw.when(~nw.col("starts_on").is_null()).then(
        said(" since ", day("starts_on"))
    )
    return written(
        outside,
        FAR,
        since=nw.col("starts_on"),
        because=said("Placed outside the council's area", when, ", as List 8 shows."),
    )
