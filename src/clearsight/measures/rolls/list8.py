"""What Annex A's List 8 says of a looked-after child on the day of its extract."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.rolls.state import WHOSE
from clearsight.shape import Frame

VISITS = ("cla_visit", "cla_visit_weekly", "cla_visit_care_order_home")
A_WEEK, FOUR_MONTHS = "7d", "4mo"
NOT_A_PLAN = ("", "NOT KNOWN", "UNKNOWN")
ABOUT = "period of care"
TOLD = (
    *WHOSE, "file", "row", "starts_on", "ended_on", "placement_from", "location",
    "authority", "times_missing", "is_interview_offered", "is_interview_accepted",
    "permanence_plan",
)  # fmt: skip


def listed(known: Known) -> Frame:
    """Return the rows of List 8 of children looked after on the day of the extract.

    A row speaks for that day alone.
    """
    days = known.extracts
    earlier = known.record["listing"].filter(nw.col("about") == ABOUT)
    told = nw.concat([known.record["care_period"].select(*TOLD), earlier.select(*TOLD)])
    rows = told.join(days, on="file", how="inner")
    open_then = (nw.col("ended_on") > nw.col("listed_on")).fill_null(True)
    once = rows.filter(open_then).unique(
        [*WHOSE, "listed_on"], keep="last", order_by=["starts_on", "file", "row"]
    )
    plan = nw.col("permanence_plan").fill_null("").str.strip_chars().str.to_uppercase()
    return once.select(
        *WHOSE, "file", "row", "starts_on", "listed_on", "placement_from", "location",
        "authority", "times_missing", "is_interview_offered", "is_interview_accepted",
        has_plan=~plan.is_in(list(NOT_A_PLAN)),
        settled_on=nw.col("placement_from").dt.offset_by(A_WEEK).cast(nw.Date),
        four_months_on=nw.col("starts_on").dt.offset_by(FOUR_MONTHS).cast(nw.Date),
        key=nw.concat_str(
            nw.lit("List 8 "), nw.col("listed_on").dt.to_string("%Y-%m-%d")
        ),
        touched=nw.col("starts_on").is_null(),
    )  # fmt: skip


def _visited(known: Known, rows: Frame) -> Frame:
    """Add the day by which the next visit is due, by every clock that applies.

    `visit_due_on` is the earliest of them; null where none of them says. A clock whose
    next gap is missing was stopped by a visit, and by another that no extract shows:
    then `is_visit_hidden`, for how long the gap might last is not known.
    """
    gaps = known.clocks.filter(nw.col("clock").is_in(list(VISITS))).select(
        *WHOSE, "clock", "due_on", "stopped_on", "ended_on", gap_on="starts_on"
    )
    at = nw.col("at")
    begun = (
        rows.select(*WHOSE, "at", "placement_from")
        .unique()
        .join(gaps, on=list(WHOSE), how="inner")
        .filter((nw.col("gap_on") <= at).fill_null(False))
    )
    # Of one clock the gap that began last is the one that runs.
    latest = begun.unique(
        [*WHOSE, "at", "clock"], keep="last", order_by=["gap_on", "due_on"]
    )
    runs = (nw.col("stopped_on") > at).fill_null(True)
    # A placement that has ended asks for no more visits.
    due = (
        latest.filter(runs, (nw.col("ended_on") > at).fill_null(True))
        .group_by(*WHOSE, "at")
        .agg(visit_due_on=nw.col("due_on").min())
    )
    hidden = (
        latest.filter(~runs, nw.col("gap_on") >= nw.col("placement_from"))
        .select(*WHOSE, "at")
        .unique()
        .with_columns(hidden=nw.lit(True))
    )
    out = rows.join(due, on=[*WHOSE, "at"], how="left").join(
        hidden, on=[*WHOSE, "at"], how="left"
    )
    return out.with_columns(is_visit_hidden=nw.col("hidden").fill_null(False))


LIST_8 = Roll(
    "List 8", "a child whom List 8 shows as looked after", ("annexa",),
    lambda known: known.once("rows of List 8", listed), since="listed_on",
    until_known="listed_on", is_latest_only=True, at_points=_visited, is_timed=True,
)  # fmt: skip
