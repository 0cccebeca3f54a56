"""Signals of the front door: coming back, and enquiries that lead nowhere."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_months
from clearsight.journeys import events as e
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
from clearsight.oversight.signals.seen import Seen, apart, only
from clearsight.oversight.signals.stretches import stretches
from clearsight.shape import Frame

# Its start may be any of three days, so nothing is counted from it.
LIST_6_ALONE = "annexa list 6"
REFUSED = "no further action"  # as journeys writes it: nothing was open to be closed
ENQUIRY_CLOCK = "s47_outcome"

BACK_AGAIN = Signal(
    key="S06",
    title="Back again",
    tier=2,
    raised_when="the latest referral is open and is the second in 12 months or the "
    "third in 24, or came within 90 days of closing",
    data="CIN census: referrals and closures; Annex A Lists 3 and 6",
    why_it_matters="About a third of closed episodes come back within a year: what was "
    "done the last time did not hold.",
    pitfall="That a family finds it easy to come back is a good thing. Ask what is "
    "different this time; do not punish the return.",
    thresholds=(
        Threshold("referrals", 2, "referrals, in `months` months"),
        Threshold("months", 12, "months in which `referrals` are too many"),
        Threshold("long_referrals", 3, "referrals, in `long_months` months"),
        Threshold("long_months", 24, "months in which `long_referrals` are too many"),
        Threshold("days_after_closing", 90, "days after a closing, at most"),
    ),
)
NO_END = Signal(
    key="S14",
    title="Enquiry with no end",
    tier=0,
    raised_when="a section 47 enquiry is past its limit with no conference and no "
    "decision that none is needed; or a child who is open has had two in 12 months",
    data="CIN census: section 47; Annex A List 5",
    why_it_matters="The child is held at the highest concern and has no plan.",
    pitfall="One joint enquiry may be recorded for each of several children: look at "
    "brothers and sisters by the day it began, on the screen alone.",
    thresholds=(
        Threshold("enquiries", 2, "enquiries, in `months` months"),
        Threshold("months", 12, "months in which `enquiries` are too many"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S06 and S14."""
    return [_back_again(seen), _unended(seen), _enquired_again(seen)]


def _came_before(seen: Seen) -> Frame:
    """Return the latest referral of each child, where it is open, and those before it.

    council, child, starts_on; `short` and `long`: how many came within each span of
    months, itself counted; `came_on`, the one before; `near_on`, the last closing that
    was near, and `gap`, the days since; file, row.
    """
    months = seen.limit(BACK_AGAIN, "months")
    long_months = seen.limit(BACK_AGAIN, "long_months")
    soon = seen.limit(BACK_AGAIN, "days_after_closing")
    told = seen.of(e.REFERRAL).filter(nw.col("sources") != LIST_6_ALONE)
    latest = (
        told.with_columns(newest=nw.col("starts_on").max().over(*WHOSE))
        .filter(nw.col("is_now"), nw.col("starts_on") == nw.col("newest"))
        .group_by(*WHOSE, "starts_on")
        .agg(nw.col("file", "row").max())
    )
    # Two on one day are one, told twice.
    was_work = ~so(nw.col("outcome") == REFUSED)
    each = told.select(
        *WHOSE, came_on="starts_on", until=nw.when(was_work).then(nw.col("until"))
    )
    each = each.group_by(*WHOSE, "came_on").agg(closed_on=nw.col("until").max())
    start, closed = nw.col("starts_on"), nw.col("closed_on")
    after = so((closed <= start) & (start <= later("closed_on", soon, "d")))
    found = (
        latest.join(each, on=list(WHOSE), how="inner")
        .filter(nw.col("came_on") < start)
        .with_columns(
            short=(start <= later("came_on", months, "mo")).cast(nw.Int64),
            long=(start <= later("came_on", long_months, "mo")).cast(nw.Int64),
            near_on=nw.when(after).then(closed),
        )
        .group_by(*WHOSE, "starts_on")
        .agg(
            nw.col("short", "long").sum(),
            nw.col("near_on", "came_on", "file", "row").max(),
        )
        .with_columns(short=nw.col("short") + 1, long=nw.col("long") + 1)
    )
    return found.with_columns(gap=apart("near_on", "starts_on"))


def _back_again(seen: Seen) -> Frame:
    found = _came_before(seen)
    start = nw.col("starts_on")
    months = seen.limit(BACK_AGAIN, "months")
    long_months = seen.limit(BACK_AGAIN, "long_months")
    rules = {
        "short": (nw.col("short") >= seen.limit(BACK_AGAIN, "referrals"), months),
        "long": (
            nw.col("long") >= seen.limit(BACK_AGAIN, "long_referrals"),
            long_months,
        ),
    }
    counts = [
        nw.when(is_so).then(
            said(nw.col(name), f" referrals in the {span} months up to then")
        )
        for name, (is_so, span) in rules.items()
    ]
    is_near = ~nw.col("near_on").is_null()
    on_the_day = nw.lit("on the day work was closed, ")
    after = said(counted("gap", "day", "days"), " after work was closed on ")
    near = said(
        nw.when(nw.col("gap") == 0).then(on_the_day).otherwise(after), day("near_on")
    )
    parts = nw.concat_str(
        *counts, nw.when(is_near).then(near), separator="; ", ignore_nulls=True
    )
    is_any = nw.any_horizontal(
        *(is_so for is_so, _ in rules.values()), is_near, ignore_nulls=True
    )
    came_before = nw.when(~nw.col("came_on").is_null()).then(
        said("; the referral before came on ", day("came_on"))
    )
    return written(
        found.filter(is_any),
        BACK_AGAIN,
        since=start,
        because=said(
            "This child was referred on ", day("starts_on"), ": ", parts,
            came_before, ".",
        ),
    )  # fmt: skip


def _unended(seen: Seen) -> Frame:
    return written(
        seen.overdue.filter(nw.col("clock") == ENQUIRY_CLOCK),
        NO_END,
        tier=nw.lit(NO_END.tier),
        since=later("due_on", 1, "d"),
        because=said(
            "The section 47 enquiry of ", day("starts_on"), " has no end on file: no "
            "conference, and no decision that none is needed. The limit is ",
            nw.col("limit"), "; it was due by ", day("due_on"), ".",
        ),
    )  # fmt: skip


def _enquired_again(seen: Seen) -> Frame:
    months = seen.limit(NO_END, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    begun = only(seen.of(e.ENQUIRY), seen.known)
    # One decided on a day that no return holds may have been over at once.
    is_dated = nw.col("is_open") | nw.col("is_over")
    begun = begun.with_columns(until=nw.when(is_dated).then(nw.col("until")))
    each = stretches(begun, seen.as_at)
    several = (
        each.filter(nw.col("starts_on") > from_day)
        .group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            first_on=nw.col("starts_on").min(),
            last_on=nw.col("starts_on").max(),
            times=nw.col("starts_on").count().cast(nw.Int64),
        )
        .filter(nw.col("times") >= seen.limit(NO_END, "enquiries"))
    )
    return written(
        several,
        NO_END,
        since=nw.col("last_on"),
        because=said(
            "There were ", nw.col("times"), " section 47 enquiries on this child in ",
            f"the last {months} months: the first on ", day("first_on"),
            ", the latest on ", day("last_on"), ".",
        ),
    )  # fmt: skip
