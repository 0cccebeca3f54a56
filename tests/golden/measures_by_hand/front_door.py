"""The front door and assessment, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup.days import add_months, add_working, age
from clearsight.madeup.true import Assessment, Child, Referral
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    in_need,
    measure,
    once,
    open_at,
    over,
    value,
    within,
)

NEGLECT = "16A"


@measure("contacts_rate")
def contacts(council: Council, period: Period) -> Iterator[Member]:
    """Count each contact: those of a child, a day and a source are one."""
    for child in council.children:
        for on, _ in sorted(set(child.contacts)):
            if period.has(on):
                yield Member(child.number, on, True)


@measure("contact_to_referral")
def became_referrals(council: Council, period: Period) -> Iterator[Member]:
    """Count contacts ten working days old, of children who were not open."""
    for child in council.children:
        every = sorted(set(child.contacts))
        for nth, (on, _) in enumerate(every):
            if not period.has(on) or add_working(on, 10) > council.as_at:
                continue
            if any(
                r.on < on and ((ended := over(r)) is None or ended > on)
                for r in child.referrals
            ):
                continue
            # Of several before one referral the last counts.
            later = [day for day, _ in every[nth + 1 :]]
            became = any(
                on <= r.on
                and within(on, r.on, 10)
                and not any(day <= r.on for day in later)
                for r in child.referrals
            )
            yield Member(child.number, on, became)


@measure("referral_rate")
def referrals(council: Council, period: Period) -> Iterator[Member]:
    """Count each referral of the period."""
    for child, referral in council.referrals:
        if period.has(referral.on):
            yield Member(child.number, referral.on, True)


@measure("rereferral_12m", day="to_on")
def again(council: Council, period: Period) -> Iterator[Member]:
    """Count those with another referral on an earlier day of the twelve months."""
    for child, referral in council.referrals:
        if period.has(referral.on):
            since = add_months(referral.on, -12)
            before = any(since <= r.on < referral.on for r in child.referrals)
            yield Member(child.number, referral.on, before)


@measure("referral_nfa")
def no_further_action(council: Council, period: Period) -> Iterator[Member]:
    """Count those flagged as leading to no further action."""
    for child, referral in council.referrals:
        if period.has(referral.on):
            yield Member(child.number, referral.on, referral.is_nfa)


@measure("referral_not_in_need", day="")
def not_in_need(council: Council, period: Period) -> Iterator[Member]:
    """Count those assessed and closed straight after it, as RC8 or RC9."""
    for child, referral in council.referrals:
        if period.has(referral.on):
            one = referral.assessment
            is_assessed = one is not None and one.authorised_on is not None
            found = is_assessed and referral.closure_reason in ("RC8", "RC9")
            yield Member(child.number, None, found)


@measure("awaiting_assessment")
def awaiting(council: Council, period: Period) -> list[Member]:
    """Count open children with no assessment authorised and no plan by the day."""

    def found() -> Iterator[Member]:
        for child, referral in council.referrals:
            plans = [*referral.cin_plans, *referral.plans]
            has_plan = any(open_at(p.starts_on, p.ended_on, period.end) for p in plans)
            if (
                in_need(referral, period.end)
                and not has_plan
                and not _is_authorised(referral.assessment, period.end)
            ):
                yield Member(child.number, referral.on, True)

    return once(found())


def _is_authorised(one: Assessment | None, by: date) -> bool:
    return one is not None and one.authorised_on is not None and one.authorised_on <= by


@measure("rereferral_after_closure")
def closed(council: Council, period: Period) -> Iterator[Member]:
    """Count episodes of need closed in the period, but for those closed as RC8.

    Those who came back within 365 days count.
    """
    for child, referral in council.referrals:
        if _is_closed(referral, period):
            day, how = _watched(council, child, referral)
            is_back = how == "back" and day <= 365
            yield Member(child.number, referral.closed_on, is_back)


def _watched(council: Council, child: Child, referral: Referral) -> tuple[int, str]:
    closed_on = referral.closed_on or council.as_at
    back = [r.on for r in child.referrals if r.on > closed_on]
    first = min([*back, add_months(child.born_on, 216), council.as_at])
    how = "back" if first in back else "seen" if first == council.as_at else ""
    return (first - closed_on).days, how


def _is_closed(referral: Referral, period: Period) -> bool:
    if referral.is_nfa or referral.closure_reason == "RC8":
        return False
    return period.has(referral.closed_on)


@value("rereferral_after_closure")
def back_within_a_year(council: Council, period: Period) -> float | None:
    """Return the share back by day 365, coming of age being another end.

    Day by day: of those still watched, who came back, who grew up. Null where fewer
    than ten were watched for the whole year.
    """
    ends = []
    for child, referral in council.referrals:
        if _is_closed(referral, period):
            day, how = _watched(council, child, referral)
            if day >= 0:  # not grown up already
                ends.append((day, how))
    if sum(day >= 365 for day, _ in ends) < 10:
        return None
    still, returned = 1.0, 0.0
    for day in range(366):
        watched = sum(d >= day for d, _ in ends)
        came = sum(d == day and how == "back" for d, how in ends)
        grew = sum(d == day and how == "" for d, how in ends)
        if watched:
            returned += still * came / watched
            still *= 1 - (came + grew) / watched
    return returned * 100


def _authorised(
    council: Council, period: Period
) -> Iterator[tuple[Child, Referral, Assessment, date]]:
    for child, referral in council.referrals:
        one = referral.assessment
        if one and one.authorised_on and period.has(one.authorised_on):
            yield child, referral, one, one.authorised_on


@measure("assess_45")
def in_45(council: Council, period: Period) -> Iterator[Member]:
    """Count those authorised at most 45 working days after their start."""
    for child, _, one, done in _authorised(council, period):
        yield Member(child.number, one.starts_on, within(one.starts_on, done, 45))


@measure("assess_45_from_referral")
def in_45_of_referral(council: Council, period: Period) -> Iterator[Member]:
    """Count the same from the referral; each referral here has one assessment."""
    for child, referral, _, done in _authorised(council, period):
        yield Member(child.number, referral.on, within(referral.on, done, 45))


@measure("assess_open_over_45")
def open_over_45(council: Council, period: Period) -> Iterator[Member]:
    """Count open assessments begun over 45 working days before, on open episodes."""
    for child, referral in council.referrals:
        one = referral.assessment
        if (
            one
            and open_at(one.starts_on, one.authorised_on, period.end)
            and in_need(referral, period.end)
        ):
            is_over = not within(one.starts_on, period.end, 45)
            yield Member(child.number, one.starts_on, is_over)


@measure("assess_child_seen")
def seen(council: Council, period: Period) -> Iterator[Member]:
    """Count those in which the child was seen; an unborn child cannot be."""
    for child, _, one, done in _authorised(council, period):
        if age(child.born_on, done) >= 0:
            yield Member(child.number, one.starts_on, one.seen_on is not None)


@measure("assess_neglect_factor")
def neglect(council: Council, period: Period) -> Iterator[Member]:
    """Count those with neglect among the factors, of those with any."""
    for child, _, one, _ in _authorised(council, period):
        if one.factors:
            yield Member(child.number, one.starts_on, NEGLECT in one.factors)
