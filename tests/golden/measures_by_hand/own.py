"""What the council's own extract tells of, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup import local, places
from clearsight.madeup.beyond import complaints, own_true
from clearsight.madeup.days import add_working
from clearsight.madeup.true import Care, Child
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    in_need,
    last_by,
    measure,
    once,
    open_at,
    within,
)
from golden.measures_by_hand.care import home, open_cares

FAR = 20
PLAN, CARE, NEED = 20, 30, 40  # working days from one supervision to the next
FIRST, LONGER, SECOND = 10, 20, 65
THEMES = ("DELAY", "COMMUNICATION", "CHANGE OF WORKER")


@measure("referral_decision_1wd")
def decided(council: Council, period: Period) -> Iterator[Member]:
    """Count referrals decided by the next working day.

    One of which the day has not passed, and nothing is decided, is in neither.
    """
    for child, referral in council.referrals:
        if not period.has(referral.on):
            continue
        told = own_true.decisions(council.world, child)
        (on,) = (one.on for one in told if one.referred_on == referral.on)
        if on is not None or add_working(referral.on, 1) < council.as_at:
            in_time = on is not None and within(referral.on, on, 1)
            yield Member(child.number, referral.on, in_time)


@measure("fgdm_offered")
def offered_a_meeting(council: Council, period: Period) -> list[Member]:
    """Count children for whom the court was applied to, by whether it was offered.

    Those of whom a best-interests exception is recorded are in neither.
    """

    def found() -> Iterator[Member]:
        for child in council.children:
            for one in own_true.applications(council.world, child):
                if period.has(one.on) and one.excepted_on is None:
                    is_offered = one.offered_on and one.offered_on <= one.on
                    yield Member(child.number, one.on, bool(is_offered))

    return once(found())


def _miles(council: Council, care: Care, at: date) -> int | None:
    """Return how far from home a child lived, where both postcodes are in the table."""
    here = home(care, at)
    table = places.located(council.children)
    is_known = care.home_postcode in table and here.postcode in table
    return here.miles if is_known else None


@measure("pl_over_20")
def far(council: Council, period: Period) -> list[Member]:
    """Count children placed over 20 miles from home; not known stays below the line."""
    return once(
        Member(child.number, home(care, period.end).starts_on, (miles or 0) > FAR)
        for child, care in open_cares(council, period.end)
        for miles in [_miles(council, care, period.end)]
    )


@measure("pl_out_area_20")
def far_outside(council: Council, period: Period) -> list[Member]:
    """Count those of them who live outside the council's area as well."""
    return once(
        Member(child.number, here.starts_on, not here.is_in_area and (miles or 0) > FAR)
        for child, care in open_cares(council, period.end)
        for here in [home(care, period.end)]
        for miles in [_miles(council, care, period.end)]
    )


@measure("pl_distant")
def distant(council: Council, period: Period) -> list[Member]:
    """Count children placed neither in the council's area nor in one that adjoins."""
    return once(
        Member(child.number, here.starts_on, True)
        for child, care in open_cares(council, period.end)
        for here in [home(care, period.end)]
        if not here.is_in_area
        and places.host(here, council.world.council) not in places.ADJOINING
    )


@measure("wf_supervision")
def supervised(council: Council, period: Period) -> list[Member]:
    """Count open children with a worker, by whether supervision is within the limit."""
    at = period.end
    over = local.Over(council.world)

    def found() -> Iterator[Member]:
        for child in council.children:
            if not _is_open(child, at) or not _has_worker(child, at):
                continue
            sessions = local.told(over, child).sessions
            held = [one.on for one in sessions if one.kind == "supervision"]
            last = last_by(held, at)
            in_time = last is not None and add_working(last, _limit(child, at)) >= at
            yield Member(child.number, last, in_time)

    return once(found())


def _is_open(child: Child, at: date) -> bool:
    return any(in_need(referral, at) for referral in child.referrals)


def _has_worker(child: Child, at: date) -> bool:
    return any(
        spell.is_named and open_at(spell.starts_on, spell.ended_on, at)
        for referral in child.referrals
        if in_need(referral, at)
        for spell in referral.workers
    )


def _limit(child: Child, at: date) -> int:
    plans = [plan for referral in child.referrals for plan in referral.plans]
    if any(open_at(plan.starts_on, plan.ended_on, at) for plan in plans):
        return PLAN
    cares = [care for care in child.cares if not care.is_short_breaks]
    is_looked_after = any(open_at(c.starts_on, c.ended_on, at) for c in cares)
    return CARE if is_looked_after else NEED


def _whose(one: complaints.Stage) -> int | str:
    return one.child or f"complaint {one.complaint}"


def _answered(
    council: Council, period: Period, stage: str
) -> Iterator[tuple[complaints.Stage, date, date]]:
    """Yield each stage due in the period, with the day it began and its last day.

    What was taken back or settled by then was not due.
    """
    for one in complaints.stages(council.world, council.children):
        if one.stage != stage:
            continue
        begun = one.received_on
        limit = LONGER if one.is_extended else FIRST
        if stage == "2":
            begun, limit = one.started_on or one.received_on, SECOND
        due = add_working(begun, limit)
        is_closed = one.closed_on is not None and one.closed_on <= due
        if period.has(due) and not is_closed:
            yield one, begun, due


@measure("cm_stage1")
def answered_first(council: Council, period: Period) -> Iterator[Member]:
    """Count stage 1 complaints answered in 10 working days, or 20 where extended."""
    for one, begun, due in _answered(council, period, "1"):
        in_time = one.answered_on is not None and one.answered_on <= due
        yield Member(_whose(one), begun, in_time)


@measure("cm_stage2")
def answered_second(council: Council, period: Period) -> Iterator[Member]:
    """Count stage 2 investigations answered in 65 working days of their start."""
    for one, begun, due in _answered(council, period, "2"):
        in_time = one.answered_on is not None and one.answered_on <= due
        yield Member(_whose(one), begun, in_time)


@measure("cm_upheld")
def upheld(council: Council, period: Period) -> Iterator[Member]:
    """Count complaints upheld about one of the themes, when they first were."""
    first: dict[str, tuple[date, complaints.Stage]] = {}
    for one in complaints.stages(council.world, council.children):
        is_upheld = one.outcome in ("UPHELD", "PARTLY UPHELD")
        if is_upheld and one.answered_on and one.about in THEMES:
            first.setdefault(one.complaint, (one.answered_on, one))
    for on, one in first.values():
        if period.has(on):
            yield Member(_whose(one), on, True)


@measure("voice_advocacy")
def advocates(council: Council, period: Period) -> Iterator[Member]:
    """Count children in care or with a conference, by whether one had been offered."""
    for child in council.children:
        if _is_in_care(child, period) or _has_conference(child, period):
            one = own_true.advocate(council.world, child)
            on = one.offered_on if one and one.offered_on <= period.end else None
            yield Member(child.number, on, on is not None)


def _is_in_care(child: Child, period: Period) -> bool:
    return any(
        care.starts_on <= period.end
        and (care.ended_on is None or care.ended_on >= period.start)
        for care in child.cares
        if not care.is_short_breaks
    )


def _has_conference(child: Child, period: Period) -> bool:
    return any(
        any(period.has(enquiry.conference_on) for enquiry in referral.enquiries)
        or any(period.has(held) for plan in referral.plans for held in plan.reviews)
        for referral in child.referrals
    )
