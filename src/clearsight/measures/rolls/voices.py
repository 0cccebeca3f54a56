"""Complaints, and advocates offered."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.limit import working_days
from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, touched
from clearsight.measures.reach import ADVOCATES, COMPLAINTS, THEMES
from clearsight.measures.rolls.care import is_short, periods
from clearsight.measures.rolls.during import each_month
from clearsight.measures.rolls.state import WHOSE, with_due
from clearsight.shape import Frame

FIRST, SECOND = "1", "2"
LIMITS = {"ten_on": 10, "twenty_on": 20, "five_weeks_on": 25, "thirteen_weeks_on": 65}
UPHELD = ("UPHELD", "PARTLY UPHELD")
OFFERED, TAKEN_UP = "ADVOCATE OFFERED", "ADVOCATE TAKEN UP"
ABOUT = ("DELAY", "COMMUNICATION", "CHANGE OF WORKER")


def _complaints(known: Known) -> Frame:
    """Return each stage of each complaint, with the days by which an answer was due."""
    begun = nw.when(nw.col("stage") == SECOND).then(nw.col("started_on"))
    rows = known.record["complaint"].with_columns(
        begun_on=nw.coalesce(begun, nw.col("received_on"))
    )
    for limit_on, days in LIMITS.items():
        rows = with_due(known, rows, "begun_on", working_days(days), limit_on)
    extended = nw.col("is_extended").fill_null(False)
    first = nw.when(extended).then(nw.col("twenty_on")).otherwise(nw.col("ten_on"))
    due = nw.when(nw.col("stage") == FIRST).then(first)
    second = nw.when(nw.col("stage") == SECOND).then(nw.col("thirteen_weeks_on"))
    number = nw.col("row").cast(nw.String).fill_null("")
    name = nw.concat_str(nw.lit("complaint "), nw.coalesce(nw.col("complaint"), number))
    stage = nw.col("stage").fill_null("not known")
    # Whether more time was agreed is not known, and it decides.
    between = (nw.col("answered_on") > nw.col("ten_on")).fill_null(True) & (
        nw.coalesce(nw.col("answered_on"), nw.lit(known.as_at)) <= nw.col("twenty_on")
    ).fill_null(False)
    unsure = (nw.col("stage") == FIRST) & nw.col("is_extended").is_null() & between
    taken_back = (nw.col("closed_on") <= nw.col("by_on")) & nw.col(
        "answered_on"
    ).is_null()
    return rows.with_columns(by_on=nw.coalesce(due, second)).select(
        "council", "file", "row", "stage", "begun_on", "by_on", "answered_on",
        "five_weeks_on", "made_by",
        child=nw.coalesce(nw.col("child"), name),
        is_closed=taken_back.fill_null(False),
        is_unsure=unsure.fill_null(False),
        key=nw.concat_str(name, nw.lit(" stage "), stage),
        touched=touched(
            nw.col("begun_on").is_null(), backwards("begun_on", "answered_on")
        ),
    )  # fmt: skip


def _upheld(known: Known) -> Frame:
    """Return complaints upheld about one of the themes, each when it first was."""
    rows = known.record["complaint"].filter(
        nw.col("outcome").is_in(list(UPHELD)), nw.col("about").is_in(list(ABOUT))
    )
    number = nw.col("row").cast(nw.String).fill_null("")
    name = nw.concat_str(nw.lit("complaint "), nw.coalesce(nw.col("complaint"), number))
    rows = rows.select(
        "council", "file", "row", theme="about", decided_on="answered_on", key=name,
        child=nw.coalesce(nw.col("child"), name),
        touched=nw.col("answered_on").is_null(),
    )  # fmt: skip
    return rows.unique(
        ["council", "key"],
        keep="first",
        order_by=["touched", "decided_on", "file", "row"],
    )


def _concerned(known: Known) -> Frame:
    """Return children looked after, month by month, and children with a conference."""
    care = periods(known).filter(~is_short("status_last"))
    columns = (*WHOSE, "key", "file", "row", "on", "touched")
    held = known.timeline.filter(
        nw.col("event").is_in([e.CONFERENCE_HELD, e.REVIEW_CONFERENCE]),
        ~nw.col("on").is_null(),
    )
    day = nw.col("on").dt.to_string("%Y-%m-%d")
    held = held.unique([*WHOSE, "on"], keep="first", order_by=["file", "row"])
    held = held.with_columns(
        key=nw.concat_str(nw.lit("conference "), day),
        touched=nw.lit(False),
    )
    months = each_month(known, care, "starts_on", "ended_on")
    return nw.concat([months.select(*columns), held.select(*columns)])


def _offered(known: Known, rows: Frame) -> Frame:
    """Say whether an advocate had been offered by the end of the period, and taken."""
    told = known.record["step"].filter(
        nw.col("kind").is_in([OFFERED, TAKEN_UP]), ~nw.col("done_on").is_null()
    )
    steps = told.select(*WHOSE, "kind", "done_on")
    is_offer = nw.col("kind") == OFFERED
    found = (
        rows.select(*WHOSE, "period", "period_end")
        .unique()
        .join(steps, on=list(WHOSE), how="inner")
        .filter(nw.col("done_on") <= nw.col("period_end"))
        .with_columns(
            offered_on=nw.when(is_offer).then(nw.col("done_on")),
            taken=(~is_offer).cast(nw.Int8),
        )
        .group_by(*WHOSE, "period")
        .agg(nw.col("offered_on").max(), nw.col("taken").max())
    )
    return rows.join(found, on=[*WHOSE, "period"], how="left")


STAGES = Roll(
    "complaints", "a stage of a complaint", (COMPLAINTS,), _complaints, on="by_on"
)
ABOUT_DELAY = Roll(
    "complaints upheld", "a complaint upheld", (THEMES,), _upheld, on="decided_on"
)
CONCERNED = Roll(
    "children to be heard", "a child in care or with a conference", (ADVOCATES,),
    _concerned, on="on", at_points=_offered,
)  # fmt: skip
