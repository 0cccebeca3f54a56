"""Notices and approvals that come before the placement, and do not say which one."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import dated
from clearsight.shape import Frame

# Of each thing: its code, the code of what is due before the placement, and its day.
BEFORE: Mapping[str, tuple[str, str, str]] = {
    "notice": ("told", "HOST COUNCIL", "sent_on"),
    "approval": ("kind", "DISTANT", "approved_on"),
}
# As far ahead as signal S19 takes it for one about the placement.
AHEAD = "28d"
# One so soon after a placement began is about that one, and late.
JUST_BEGUN = "-7d"


def with_placement_ahead(thing: str, rows: Frame, spans: Frame) -> Frame:
    """Name the first placement to begin after the day, where a row names none.

    `rows`: a table of the record with `who` and `placed_on`, the start it names;
    `spans` as in `journeys.local`.
    """
    code, said, on = BEFORE[thing]
    begun = spans.filter(nw.col("kind") == e.PLACEMENT, dated("starts_on"))
    begun = begun.select("who", begun_on="starts_on").unique()
    bare = rows.filter(
        (nw.col(code) == said).fill_null(False), ~dated("placed_on"), dated(on)
    )
    day, start = nw.col(on), nw.col("begun_on")
    ahead = (start >= day) & (start <= day.dt.offset_by(AHEAD).cast(nw.Date))
    just = (start < day) & (start >= day.dt.offset_by(JUST_BEGUN).cast(nw.Date))
    found = (
        bare.select("who", on)
        .unique()
        .join(begun, on="who", how="inner")
        .with_columns(ahead_on=nw.when(ahead).then(start), just=just.cast(nw.Int8))
        .group_by("who", on)
        .agg(nw.col("ahead_on").min(), nw.col("just").max())
        .filter(nw.col("just") == 0)
        .select("who", on, "ahead_on", is_it=nw.lit(said))
    )
    return (
        rows.join(
            found, left_on=["who", on, code], right_on=["who", on, "is_it"], how="left"
        )
        .with_columns(placed_on=nw.coalesce("placed_on", "ahead_on"))
        .drop("ahead_on")
    )
