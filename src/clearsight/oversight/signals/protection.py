"""Signals of plans: up and down, again, too long, for neglect, before court."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.before_court import OWN
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import (
    WHOSE,
    counted,
    day,
    later,
    said,
    so,
    written,
)
from clearsight.oversight.signals.seen import Seen, apart, besides, only
from clearsight.oversight.signals.stretches import BRIDGED, FAR, stretches
from clearsight.shape import Frame

DISABILITY = "N2"  # category of need: the child's disability
LEVELS = {e.CIN_PLAN: 1, e.PROTECTION_PLAN: 2, e.CARE: 3}
STAGES = 10  # of a long CIN plan; with the defaults, five years
# What pre-proceedings wait for, by the clock that says so.
MEETINGS = {
    "preproc_first_meeting": "first meeting with the parents",
    "preproc_review": "review half-way",
}

UP_DOWN_UP = Signal(
    key="S05",
    title="Up, down, up",
    tier=2,
    raised_when="two step-downs, each undone within 24 months, of a child who is open; "
    "a step-down is the end of a CIN plan, a protection plan or a "
    "period of care with nothing as high running or beginning within 14 days",
    data="CIN census: plans; SSDA903: periods of care; Annex A Lists 7 and 8",
    why_it_matters="Stopping and starting is drift in disguise.",
    pitfall="Moves of up to 14 days are noise, and are left out.",
    thresholds=(
        Threshold("times", 2, "step-downs that were undone"),
        Threshold("months", 24, "months within which a step-down is undone"),
    ),
)
AGAIN = Signal(
    key="S07",
    title="Planned again",
    tier=2,
    raised_when="a child protection plan began within 24 months of the end of the one "
    "before, or a third CIN plan is running",
    data="CIN census: plans; Annex A List 7",
    why_it_matters="The first plan ended and its cause did not.",
    pitfall="Something new may truly have happened.",
    thresholds=(
        Threshold("months", 24, "months from one protection plan to the next"),
        Threshold("plans", 3, "CIN plans of one child"),
    ),
)
LONG_HELP = Signal(
    key="S12",
    title="Long CIN plan",
    tier=2,
    raised_when="a CIN plan has run for over 9 months, and again every 6; children "
    "whose need is their disability are left to their own service",
    data="CIN census: CIN plan dates, primary need",
    why_it_matters="Help without end is often help without aim.",
    pitfall="Closing to meet the number: read it with S06, Back again.",
    thresholds=(
        Threshold(
            "months", 9, "months that a CIN plan may run before it is asked about"
        ),
        Threshold("again_months", 6, "months until it is asked about again"),
    ),
)
BEFORE_COURT = Signal(
    key="S16",
    title="Pre-proceedings too long",
    tier=1,
    raised_when="pre-proceedings have run past 112 days (16 weeks) with no step down "
    "and no application; or the clock of the first meeting with the parents, or that "
    "of the review by week 8, is overdue (both tier 2)",
    data="CIN census, pre-proceedings module (from 2026/27): start, decision, "
    "application, first meeting; the oversight extract: letters, meetings, reviews, "
    "applications",
    why_it_matters="The letter told the parents that time was short.",
    pitfall="Going to court in haste to meet the number: read it with cases that the "
    "court sends back.",
    thresholds=(Threshold("days", 112, "days that pre-proceedings may run"),),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S05, S07, S12 and S16."""
    return [
        _undone(seen),
        *_again(seen),
        _long_help(seen),
        _before_court(seen),
        _meetings(seen),
    ]


def _undone(seen: Seen) -> Frame:
    months = seen.limit(UP_DOWN_UP, "months")
    all_levels = seen.of(*LEVELS).with_columns(
        level=nw.col("kind").replace_strict(
            list(LEVELS), list(LEVELS.values()), default=None, return_dtype=nw.Int64
        ),
        end=nw.when(nw.col("is_over")).then(nw.col("until")).otherwise(nw.lit(FAR)),
    )
    ended = all_levels.filter(nw.col("is_over"))
    others = all_levels.select(*WHOSE, up_on="starts_on", up_end="end", up="level")
    after = (
        ended.join(others, on=list(WHOSE), how="inner")
        .filter(nw.col("up") >= nw.col("level"), nw.col("up_end") > nw.col("until"))
        .group_by(*WHOSE, "spell", "until")
        .agg(nw.col("up_on").min())
    )
    undone = after.filter(
        nw.col("up_on") > later("until", BRIDGED, "d"),
        nw.col("up_on") <= later("until", months, "mo"),
    )
    # Two plans that ended together are one step down.
    times = (
        undone.group_by(*WHOSE, "up_on")
        .agg(nw.col("until").max())
        .group_by(*WHOSE)
        .agg(
            times=nw.col("up_on").count().cast(nw.Int64),
            down_first=nw.col("until").min(),
            up_first=nw.col("up_on").min(),
            down_last=nw.col("until").max(),
            up_last=nw.col("up_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(UP_DOWN_UP, "times"))
    )
    return written(
        _with_origin(only(times, seen.known), all_levels),
        UP_DOWN_UP,
        since=nw.col("up_last"),
        because=said(
            "Stepped down and back up ", nw.col("times"), " times: first down on ",
            day("down_first"), " and up on ", day("up_first"), ", last down on ",
            day("down_last"), " and up on ", day("up_last"), ".",
        ),
    )  # fmt: skip


def _with_origin(frame: Frame, rows: Frame) -> Frame:
    """Add the file and row in which one of the child's rows stands."""
    where = rows.group_by(*WHOSE).agg(nw.col("file", "row").max())
    return frame.join(where, on=list(WHOSE), how="left")


def _stretches(seen: Seen, kind: str) -> Frame:
    """Return the time on plans of this kind of the children who are on one now."""
    return seen.once(
        ("stretches", kind),
        lambda: stretches(only(seen.of(kind), seen.running(kind)), seen.as_at),
    )


def _again(seen: Seen) -> list[Frame]:
    months = seen.limit(AGAIN, "months")
    plans = _stretches(seen, e.PROTECTION_PLAN)
    before = plans.select(*WHOSE, nth=nw.col("nth") + 1, ended_on="until")
    again = plans.filter(nw.col("is_now")).join(before, on=[*WHOSE, "nth"], how="inner")
    again = again.filter(nw.col("starts_on") <= later("ended_on", months, "mo"))
    again = again.with_columns(gap=apart("ended_on", "starts_on"))
    helped = _stretches(seen, e.CIN_PLAN).filter(
        nw.col("is_now"), nw.col("nth") >= seen.limit(AGAIN, "plans")
    )
    return [
        written(
            again, AGAIN, since=nw.col("starts_on"),
            because=said(
                "The protection plan of ", day("starts_on"), " began ",
                counted("gap", "day", "days"), " after the last one ended on ",
                day("ended_on"), ".",
            ),
        ),
        written(
            helped, AGAIN, since=nw.col("starts_on"),
            because=said(
                "The CIN plan of ", day("starts_on"), " is number ", nw.col("nth"),
                " of this child's that the data hold.",
            ),
        ),
    ]  # fmt: skip


def _long_help(seen: Seen) -> Frame:
    first, again = (seen.limit(LONG_HELP, n) for n in ("months", "again_months"))
    own_service = seen.running(e.REFERRAL).filter(so(nw.col("detail") == DISABILITY))
    plans = _stretches(seen, e.CIN_PLAN).filter(nw.col("is_now"))
    due: nw.Expr = later("starts_on", first, "mo")
    for stage in range(1, STAGES):
        passed = later("starts_on", first + again * stage, "mo")
        due = nw.when(passed < seen.today).then(passed).otherwise(due)
    return written(
        seen.past(besides(plans, own_service), due),
        LONG_HELP,
        since=later("due_on", 1, "d"),
        because=said(
            "The CIN plan of ", day("starts_on"), " has run for ",
            counted("run", "day", "days"),
            f". It is asked about after {first} months, then every {again}: last on ",
            day("due_on"), ".",
        ),
    )  # fmt: skip


def _before_court(seen: Seen) -> Frame:
    limit = seen.limit(BEFORE_COURT, "days")
    issued = seen.events(e.PROCEEDINGS_ISSUED).group_by(*WHOSE)
    running = seen.running(e.PRE_PROCEEDINGS).join(
        issued.agg(issued_on=nw.col("on").max()), on=list(WHOSE), how="left"
    )
    # The census may be older than the extract that tells of the application.
    waiting = running.filter(~so(nw.col("issued_on") >= nw.col("starts_on")))
    return written(
        _asked(seen, seen.past(waiting, later("starts_on", limit, "d"))),
        BEFORE_COURT,
        since=later("due_on", 1, "d"),
        because=said(
            "Pre-proceedings began on ", day("starts_on"), ", ",
            counted("run", "day", "days"),
            f" ago, with no step down and no application; the limit is {limit} days.",
        ),
    )  # fmt: skip


def _asked(seen: Seen, late: Frame) -> Frame:
    """Leave out what was due after our own extract was made, if that alone tells of it.

    `late`: council, `due_on`, and `sources` of the stage.
    """
    made = (
        seen.newest("step")
        .filter(nw.col("source") == OWN)
        .join(seen.files.select("file", "known_on"), on="file", how="left")
        .group_by("council")
        .agg(made_on=nw.col("known_on").max())
    )
    is_told = so(nw.col("due_on") < nw.col("made_on"))
    joined = late.join(made, on="council", how="left")
    return joined.filter((nw.col("sources") != OWN) | is_told).drop("made_on")


def _meetings(seen: Seen) -> Frame:
    late = seen.overdue.filter(nw.col("clock").is_in(list(MEETINGS)))
    # Known from its letter alone, a stage may be over unseen; its meeting is owed.
    is_from_letter = nw.col("is_open") & (nw.col("sources") == OWN)
    going = seen.of(e.PRE_PROCEEDINGS).filter(nw.col("is_now") | is_from_letter)
    going = going.select(*WHOSE, "spell", "sources")
    which = nw.col("clock").replace_strict(
        list(MEETINGS), list(MEETINGS.values()), default=None, return_dtype=nw.String
    )
    return written(
        _asked(seen, late.join(going, on=[*WHOSE, "spell"], how="inner")),
        BEFORE_COURT,
        tier=nw.lit(2),
        since=later("due_on", 1, "d"),
        because=said(
            "In pre-proceedings, and no ", which, " is on record: counted from ",
            day("starts_on"), ", it was due by ", day("due_on"), " (",
            nw.col("limit"), ").",
        ),
    )  # fmt: skip
