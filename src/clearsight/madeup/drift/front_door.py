"""S06, S07, S13 and S14: what comes back, and what goes on for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clearsight.madeup.days import add_months
from clearsight.madeup.drift.day import Day, Raised
from clearsight.madeup.drift.rules import APART, NEGLECT, NEGLECT_FACTOR, limit
from clearsight.madeup.true import Child, ProtectionPlan, Referral

Spell = tuple[date, date | None]


def back_again(child: Child) -> Iterator[Raised]:
    """Yield S06, of the referral under which the child is open."""
    latest = child.referrals[-1].on
    for about, months, count in (
        ("second in 12 months", limit("S06", "second in 12 months"), 2),
        ("third in 24 months", limit("S06", "third in 24 months"), 3),
    ):
        first = add_months(latest, -months)
        if sum(found.on >= first for found in child.referrals) >= count:
            yield "S06", about, latest
    closed = [found.closed_on for found in child.referrals[:-1] if found.closed_on]
    soon = limit("S06", "soon after closing")
    if closed and (latest - closed[-1]).days <= soon:
        yield "S06", "soon after closing", latest


def planned_again(child: Child, found: Referral, day: Day) -> Iterator[Raised]:
    """Yield S07."""
    plans = _plans(child, day)
    if len(plans) > 1 and plans[-1].ended_on is None:
        start, before = plans[-1].starts_on, plans[-2].ended_on
        within = add_months(start, -limit("S07", "protection plan again"))
        if before and before >= within:
            yield "S07", "protection plan again", start
    helped = [
        plan
        for one in child.referrals
        for plan in one.cin_plans
        if day.is_seen(plan.ended_on)
    ]
    needed = limit("S07", "third child in need plan")
    if len(helped) >= needed and helped[-1].ended_on is None:
        yield "S07", "third child in need plan", helped[-1].starts_on


def _plans(child: Child, day: Day) -> list[ProtectionPlan]:
    every = [plan for found in child.referrals for plan in found.plans]
    return [plan for plan in every if day.is_seen(plan.ended_on)]


def long_neglect(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S13."""
    since = _too_long(_neglected(child, day), day.as_at)
    if since:
        yield "S13", "over 12 months", since
    for plan in _plans(child, day):
        both = (plan.category_first, plan.category_latest)
        if plan.changed_on and plan.ended_on is None and NEGLECT in both:
            yield "S13", "category moved", plan.changed_on
    named = sorted(
        one.assessment.authorised_on
        for one in child.referrals
        if one.assessment
        and NEGLECT_FACTOR in one.assessment.factors
        and one.assessment.authorised_on
        and one.assessment.authorised_on >= day.reach
    )
    needed = limit("S13", "third assessment")
    if len(named) >= needed:
        yield "S13", "third assessment", named[needed - 1]


def _neglected(child: Child, day: Day) -> list[Spell]:
    spells: list[Spell] = [
        (plan.starts_on, plan.ended_on)
        for plan in _plans(child, day)
        if NEGLECT in (plan.category_first, plan.category_now)
    ]
    for found in child.referrals:
        one = found.assessment
        done = one.authorised_on if one and NEGLECT_FACTOR in one.factors else None
        if done and done >= day.reach:
            helped = [(plan.starts_on, plan.ended_on) for plan in found.cin_plans]
            protected = [(plan.starts_on, plan.ended_on) for plan in found.plans]
            spells += [s for s in helped + protected if day.is_seen(s[1])]
    return sorted(spells, key=lambda spell: spell[0])


def _too_long(spells: list[Spell], as_at: date) -> date | None:
    """Return the first day over the limit, if the last run of spells goes on."""
    if not any(ended is None for _, ended in spells):
        return None
    total, last, since = 0, date.min, None
    for start, ended in spells:
        if last != date.min and (start - last).days > APART:
            total, since = 0, None
        begins, until = max(start, last), ended or as_at
        if until > begins:
            over = limit("S13", "over 12 months") + 1 - total
            total += (until - begins).days
            if since is None and over <= (until - begins).days:
                since = begins + timedelta(days=over)
        last = max(last, until)
    return since


def enquiries(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S14's second half; the first is a clock."""
    begun = sorted(e.starts_on for found in child.referrals for e in found.enquiries)
    lately = [on for on in begun if on > day.months_ago(12)]
    if len(lately) >= limit("S14", "two in 12 months"):
        yield "S14", "two in 12 months", lately[1]
