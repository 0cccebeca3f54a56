"""What is overdue, what managers answered to it, and what no return tells, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup import view
from clearsight.madeup.beyond.answers import Flag, flags
from clearsight.madeup.beyond.before_court import stages
from clearsight.madeup.beyond.unregistered import stays
from clearsight.madeup.days import add_working
from clearsight.madeup.standings import standings
from clearsight.madeup.true import Child
from golden.measures_by_hand.by_hand import (
    DAY,
    Council,
    Member,
    Period,
    in_need,
    measure,
    once,
    open_at,
)

# Working days in which a flag is to be answered, by tier.
LIMITS = {0: 2, 1: 5}
AGAIN = 60
SIXTEEN_WEEKS = 112
# The clocks of law and guidance that the truth times, of children whom it knows; of
# visits an extract shows the latest alone, so that earlier points cannot be told.
SHOWN_WHOLE = ("assessment_45", "s47_outcome", "s47_to_icpc", "rcpc", "cla_review")
TIMED = (*SHOWN_WHOLE, "cp_visit", "cla_visit")


def _raised(council: Council, period: Period) -> Iterator[Flag]:
    for flag in flags(council.world, council.children):
        if period.has(flag.raised_on):
            yield flag


@measure("oversight_answered")
def answered(council: Council, period: Period) -> Iterator[Member]:
    """Count flags of tier 0 and 1 that a person answered in the limit for the tier.

    Closed because the event happened, with nobody's answer, is apart. What may still
    be answered in time is not asked about yet.
    """
    for flag in _raised(council, period):
        is_apart = flag.is_resolved and flag.answered_on is None
        if flag.tier not in LIMITS or is_apart:
            continue
        due = add_working(flag.raised_on, LIMITS[flag.tier])
        if flag.answered_on or due < council.as_at:
            in_time = flag.answered_on is not None and flag.answered_on <= due
            yield Member(flag.child, flag.raised_on, in_time)


@measure("oversight_reraised", day="to_on")
def raised_again(council: Council, period: Period) -> Iterator[Member]:
    """Count flags of a child and signal that were answered in the 60 days before.

    While the day for which an answer planned something is not reached, a flag is not
    one raised again.
    """
    every = flags(council.world, council.children)
    for flag in _raised(council, period):
        answered_before = [
            one
            for one in every
            if (one.child, one.signal) == (flag.child, flag.signal)
            and one.raised_on < flag.raised_on
            and one.answered_on is not None
            and one.answered_on <= flag.raised_on
        ]
        if not any(_is_ahead(one, flag.raised_on) for one in answered_before):
            again = any(
                one.answered_on and (flag.raised_on - one.answered_on).days <= AGAIN
                for one in answered_before
            )
            yield Member(flag.child, flag.raised_on, again)


def _is_ahead(flag: Flag, on: date) -> bool:
    planned = flag.answer == "planned" and flag.planned_on is not None
    return planned and flag.planned_on is not None and flag.planned_on > on


@measure("drift_data_errors", day="to_on")
def data_errors(council: Council, period: Period) -> Iterator[Member]:
    """Count flags closed with the answer that the record is wrong."""
    for flag in flags(council.world, council.children):
        if period.has(flag.closed_on):
            is_error = flag.answer == "the record is wrong"
            yield Member(flag.child, flag.closed_on, is_error)


@measure("drift_overdue")
def overdue(council: Council, period: Period) -> Iterator[Member]:
    """Count open children with a clock past its limit, of those that are timed here.

    Each child is looked at as on the day itself, with what came later taken away.
    """
    at = period.end
    timed = TIMED if at == council.as_at else SHOWN_WHOLE
    for child in council.children:
        then = view.known(child, at)
        if then is not None and _is_open(then, at):
            due = [
                run.due_on
                for run in standings(then, at)
                if run.clock in timed and run.standing == "overdue"
            ]
            yield Member(child.number, min(due, default=None), bool(due))


def _is_open(child: Child, at: date) -> bool:
    """Say whether there was any work with a child: need, a plan or care."""
    return any(
        in_need(referral, at)
        or any(
            open_at(one.starts_on, one.ended_on, at)
            for one in (*referral.cin_plans, *referral.plans, *referral.cares)
        )
        for referral in child.referrals
    )


@measure("preproc_over_16w")
def before_court(council: Council, period: Period) -> list[Member]:
    """Count children in pre-proceedings who entered over 112 days before."""
    at = period.end
    return once(
        Member(
            child.number, stage.starts_on, (at - stage.starts_on).days > SIXTEEN_WEEKS
        )
        for child, stage in stages(council.world, council.children)
        if open_at(stage.starts_on, stage.ended_on, at)
    )


@measure("pl_unregistered_days", day="")
def unregistered(council: Council, period: Period) -> Iterator[Member]:
    """Count nights of a child in a setting, up to the day of its registration."""
    nights = set()
    for stay in stays(council.world, council.children):
        ends = [stay.ended_on, stay.registered_on, council.as_at]
        until = min(day for day in ends if day)
        for n in range((until - stay.starts_on).days):
            nights.add((stay.child, stay.starts_on + n * DAY))
    for child, night in sorted(nights):
        if period.has(night):
            yield Member(child, None, True)
