"""Children in need, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clearsight.madeup.days import age
from clearsight.madeup.true import Child, Referral
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    in_need,
    last_by,
    measure,
    once,
    open_at,
    past,
    within,
)

VISIT = 20  # working days: the council's own limit, where it sets no other


@measure("cin_rate")
def children_in_need(council: Council, period: Period) -> list[Member]:
    """Count children with an episode of need open on the day, once each."""
    return once(
        Member(child.number, referral.on, True)
        for child, referral in council.referrals
        if in_need(referral, period.end)
    )


@measure("cin_two_years")
def two_years(council: Council, period: Period) -> Iterator[Member]:
    """Count open episodes referred at least 730 days before."""
    for child, referral in council.referrals:
        if in_need(referral, period.end):
            is_long = (period.end - referral.on).days >= 730
            yield Member(child.number, referral.on, is_long)


@measure("cin_plan_long")
def long_plans(council: Council, period: Period) -> Iterator[Member]:
    """Count open plans over 365 days old; plans 14 days apart or less are one."""
    for child in council.children:
        plans = [p for r in child.referrals for p in r.cin_plans]
        plans.sort(key=lambda plan: plan.starts_on)
        began: date | None = None
        before: date | None = None
        for plan in plans:
            joins = before and plan.starts_on - before <= timedelta(days=14)
            began = began if joins and began else plan.starts_on
            before = plan.ended_on
            if open_at(plan.starts_on, plan.ended_on, period.end) and not protected(
                child, period.end
            ):
                yield Member(child.number, began, (period.end - began).days > 365)


def protected(child: Child, at: date) -> bool:
    """Say whether the child had a protection plan open on a day."""
    return any(
        open_at(p.starts_on, p.ended_on, at) for r in child.referrals for p in r.plans
    )


def planned(child: Child, at: date) -> bool:
    """Say whether the child had a child in need plan open on a day."""
    plans = [p for r in child.referrals for p in r.cin_plans]
    return any(open_at(p.starts_on, p.ended_on, at) for p in plans)


def looked_after(child: Child, at: date) -> bool:
    """Say whether the child was looked after on a day, short breaks included."""
    return any(open_at(care.starts_on, care.ended_on, at) for care in child.cares)


@measure("cin_no_plan", day="")
def no_plan(council: Council, period: Period) -> list[Member]:
    """Count open children with no plan of any kind, assessed over ten days before.

    Those with a leaving care service on the day who are not looked after, and people
    of 18, are in neither.
    """
    at = period.end

    def found() -> Iterator[Member]:
        for child, referral in council.referrals:
            has_service = child.leaver is not None and child.leaver.starts_on <= at
            has_left = has_service and not looked_after(child, at)
            if not in_need(referral, at) or has_left or age(child.born_on, at) >= 18:
                continue
            one = referral.assessment
            done = one.authorised_on if one else None
            is_assessed = done is not None and done <= at and not within(done, at, 10)
            being = any(
                a and open_at(a.starts_on, a.authorised_on, at)
                for a in (r.assessment for r in child.referrals)
            )
            has_plan = planned(child, at) or protected(child, at)
            bare = not (has_plan or looked_after(child, at) or being)
            yield Member(child.number, None, is_assessed and bare)

    return once(found())


@measure("cin_seen", day="")
def seen_lately(council: Council, period: Period) -> Iterator[Member]:
    """Count those on a plan by List 6 who were seen within the council's limit.

    The list calls everyone who is assessed and open, and neither looked after nor on a
    protection plan, on a child in need plan.
    """
    at = period.end
    for child, referral in council.referrals:
        one = referral.assessment
        done = one.authorised_on if one else None
        cares = [c for c in referral.cares if not c.is_short_breaks]
        if (
            not in_need(referral, at)
            or any(open_at(c.starts_on, c.ended_on, at) for c in cares)
            or any(open_at(p.starts_on, p.ended_on, at) for p in referral.plans)
        ):
            continue
        plans = [p for p in referral.cin_plans if open_at(p.starts_on, p.ended_on, at)]
        if not plans and not (done and done <= at):
            continue
        if any(not past(p.starts_on, at, VISIT) for p in plans):
            continue
        seen_on = last_by(days_seen(referral), at)
        is_seen = seen_on is not None and not past(seen_on, at, VISIT)
        yield Member(child.number, None, is_seen)


def days_seen(referral: Referral) -> Iterator[date]:
    """Yield each day on which a social worker saw the child."""
    if referral.assessment and referral.assessment.seen_on:
        yield referral.assessment.seen_on
    for plan in referral.cin_plans:
        yield from plan.seen_on
    for protection in referral.plans:
        yield from protection.visits
    for care in referral.cares:
        yield from care.visits
