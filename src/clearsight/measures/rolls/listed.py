"""What Annex A's List 6 says of a child in need on the day of its extract."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.limit import working_days
from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.rolls.state import WHOSE, limit_of, spells, with_due, with_last
from clearsight.shape import Frame

ON_PLAN = "CIN PLAN"  # as the return writes the code, whatever a council wrote
VISIT = working_days(20)
ABOUT = "need"
TOLD = (*WHOSE, "file", "row", "starts_on", "ended_on", "status")


def _on_cin_plan(known: Known) -> Frame:
    """Return the rows of List 6 whose status is a child in need plan.

    A row speaks for the day of its extract alone.
    """
    days = known.extracts
    earlier = known.record["listing"].filter(nw.col("about") == ABOUT)
    told = nw.concat([known.record["need"].select(*TOLD), earlier.select(*TOLD)])
    rows = told.filter(nw.col("status") == ON_PLAN)
    once = rows.join(days, on="file", how="inner").unique(
        [*WHOSE, "listed_on"], keep="first", order_by=["file", "row"]
    )
    open_then = (nw.col("ended_on") > nw.col("listed_on")).fill_null(True)
    return once.filter(open_then).select(
        *WHOSE, "file", "row", "starts_on", "listed_on",
        key=nw.concat_str(
            nw.lit("List 6 "), nw.col("listed_on").dt.to_string("%Y-%m-%d")
        ),
        touched=nw.col("starts_on").is_null(),
    )  # fmt: skip


def _seen(known: Known, rows: Frame) -> Frame:
    """Add the day last seen, the day that follows from it, and the plan's start."""
    out = with_last(known, rows, e.CHILD_SEEN, "seen_on")
    plans = spells(known, e.CIN_PLAN).select(*WHOSE, p_on="starts_on")
    begun = (
        rows.select(*WHOSE, "at")
        .unique()
        .join(plans, on=list(WHOSE), how="inner")
        .filter(nw.col("p_on") <= nw.col("at"))
        .group_by(*WHOSE, "at")
        .agg(plan_on=nw.col("p_on").max())
    )
    out = out.join(begun, on=[*WHOSE, "at"], how="left")
    limit = limit_of(known, "cin_visit", VISIT)
    out = with_due(known, out, "plan_on", limit, "first_due_on")
    return with_due(known, out, "seen_on", limit, "next_due_on")


ON_CIN_PLAN = Roll(
    "List 6 on a plan", "a child whom List 6 shows on a child in need plan",
    ("annexa",), _on_cin_plan,
    since="listed_on", until_known="listed_on", is_latest_only=True, at_points=_seen,
)  # fmt: skip
