"""What had happened by a day: a child with all taken away that came after."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from clearsight.madeup import care as caring
from clearsight.madeup.days import add_months
from clearsight.madeup.true import (
    Adoption,
    Assessment,
    Away,
    Care,
    Child,
    CinPlan,
    Enquiry,
    Leaver,
    Placement,
    PreProceedings,
    ProtectionPlan,
    Referral,
    WorkerSpell,
)

# No list of any return reaches further back than this after all is over.
REACH = 13


def first_day(child: Child) -> date:
    """Return the day on which the child first came to notice."""
    days = [found.on for found in child.referrals[:1]]
    days += [on for on, _ in child.contacts[:1]]
    days += [on for on, _, _ in child.early_help[:1]]
    return min(days, default=date.max)


def last_day(child: Child) -> date:
    """Return the last day on which anything of the child changed; never, while open."""
    return max(_days(child), default=date.min)


def gone_by(child: Child) -> date:
    """Return the day from which no return shows the child; never, while open."""
    waits = any(ended is None for _, ended, _ in child.early_help)
    last = last_day(child)
    return date.max if waits or last == date.max else add_months(last, REACH)


def _days(child: Child) -> Iterator[date]:
    yield child.born_on
    yield from (on for on, _ in child.contacts)
    yield from (
        on for begun, ended, _ in child.early_help for on in (begun, ended) if on
    )
    for found in child.referrals:
        yield found.on
        if not found.is_nfa:
            yield found.closed_on or date.max
        for spell in found.workers:
            yield spell.ended_on or spell.starts_on
    if child.leaver or child.adoption:
        yield date.max


def known(child: Child, day: date) -> Child | None:
    """Return the child as it stood at the end of a day; None where not heard of."""
    if first_day(child) > day:
        return None
    found = Child(
        child.number,
        child.born_on,
        child.sex if child.born_on <= day else "U",
        child.ethnicity,
        child.upn,
        child.disabilities if child.born_on <= day else (),
        child.is_asylum_seeker,
        story=child.story,
    )
    found.contacts = [one for one in child.contacts if one[0] <= day]
    found.early_help = [
        (on, by(ended, day), who) for on, ended, who in child.early_help if on <= day
    ]
    found.referrals = [_referral(one, day) for one in child.referrals if one.on <= day]
    found.leaver = _leaver(child.leaver, day)
    if found.cares:
        found.adoption = _adoption(child.adoption, day)
    return found


def by(on: date | None, day: date) -> date | None:
    """Return a day if it had come by another."""
    return on if on is not None and on <= day else None


def _upto(days: list[date], day: date) -> list[date]:
    return days[: bisect_right(days, day)]


def _referral(one: Referral, day: date) -> Referral:
    closed = by(one.closed_on, day)
    return Referral(
        one.on,
        one.source,
        one.need,
        one.is_nfa,
        closed,
        one.closure_reason if closed else "",
        _assessment(one.assessment, day),
        [_enquiry(each, day) for each in one.enquiries if each.starts_on <= day],
        [
            CinPlan(each.starts_on, by(each.ended_on, day), _upto(each.seen_on, day))
            for each in one.cin_plans
            if each.starts_on <= day
        ],
        [_plan(each, day) for each in one.plans if each.starts_on <= day],
        [_care(each, day) for each in one.cares if each.starts_on <= day],
        [
            WorkerSpell(
                each.worker,
                each.team,
                each.starts_on,
                each.reason,
                by(each.ended_on, day),
            )
            for each in one.workers
            if each.starts_on <= day
        ],
        [_stage(each, day) for each in one.before_court if each.starts_on <= day],
    )


def _assessment(one: Assessment | None, day: date) -> Assessment | None:
    if one is None or one.starts_on > day:
        return None
    done = by(one.authorised_on, day)
    return Assessment(
        one.starts_on,
        done,
        by(one.seen_on, day),
        one.is_service and done is not None,
        one.factors if done else (),
    )


def _enquiry(one: Enquiry, day: date) -> Enquiry:
    held = by(one.conference_on, day)
    made = one.is_plan_made if held else None
    return Enquiry(one.starts_on, by(one.not_needed_on, day), held, made)


def _plan(one: ProtectionPlan, day: date) -> ProtectionPlan:
    return ProtectionPlan(
        one.starts_on,
        one.category_first,
        one.category_latest,
        by(one.ended_on, day),
        _upto(one.reviews, day),
        _upto(one.visits, day),
        _upto(one.alone, day),
        one.previous,
        by(one.changed_on, day),
    )


def _stage(one: PreProceedings, day: date) -> PreProceedings:
    ended = by(one.ended_on, day)
    return PreProceedings(
        one.starts_on,
        by(one.meeting_on, day),
        by(one.review_on, day),
        ended,
        one.outcome if ended else "",
    )


def _care(one: Care, day: date) -> Care:
    ended = by(one.ended_on, day)
    care = Care(
        one.starts_on,
        one.need,
        [step for step in one.statuses if step[0] <= day],
        [_placement(each, day) for each in one.placements if each.starts_on <= day],
        ended,
        one.end_reason if ended else "",
        reviews=_upto(one.reviews, day),
        visits=_upto(one.visits, day),
        away=[_away(each, day) for each in one.away if each.starts_on <= day],
        permanence=one.permanence,
        permanence_on=by(one.permanence_on, day),
        home_postcode=one.home_postcode,
        medicals=_upto(one.medicals, day),
        dentists=_upto(one.dentists, day),
    )
    if one.liberty and one.liberty[0] <= day:
        care.liberty = one.liberty[0], by(one.liberty[1], day)
    caring.cut(care)
    return care


def _placement(one: Placement, day: date) -> Placement:
    ended = by(one.ended_on, day)
    return Placement(
        one.starts_on,
        one.place,
        one.provider,
        one.postcode,
        one.urn,
        one.is_in_area,
        ended,
        one.change_reason if ended else "",
        one.miles,
    )


def _away(one: Away, day: date) -> Away:
    return Away(
        one.kind,
        one.starts_on,
        by(one.ended_on, day),
        by(one.offered_on, day),
        by(one.interview_on, day),
    )


def _leaver(one: Leaver | None, day: date) -> Leaver | None:
    if one is None or one.starts_on > day:
        return None
    return Leaver(
        one.starts_on,
        one.in_touch,
        one.accommodation,
        one.suitability,
        one.activity,
        one.worker,
        one.adviser,
        one.team,
        _upto(one.reviews, day),
        _upto(one.contacts, day),
    )


def _adoption(one: Adoption | None, day: date) -> Adoption | None:
    if one is None or one.decided_on > day:
        return None
    matched = by(one.matched_on, day)
    return Adoption(
        one.decided_on,
        one.family if matched else "",
        by(one.order_on, day),
        matched,
        by(one.placed_on, day),
        by(one.adopted_on, day),
        by(one.reversed_on, day),
    )
