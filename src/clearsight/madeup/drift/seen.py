"""S09, S11 and S15: the child not seen, not heard, or not written about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, year_end
from clearsight.madeup.drift.day import (
    ONE_DAY,
    Day,
    Raised,
    after_working,
    held_by,
    in_care,
)
from clearsight.madeup.drift.rules import LONG_TERM, SILENT_REVIEW, limit
from clearsight.madeup.lists import last_seen
from clearsight.madeup.true import Care, Child, Referral


def not_seen(found: Referral, day: Day) -> Iterator[Raised]:
    """Yield what of S09 is no clock."""
    care = in_care(found)
    is_protected = any(plan.ended_on is None for plan in found.plans)
    helped = [plan for plan in found.cin_plans if plan.ended_on is None]
    if helped and not is_protected and not care:
        last = max(helped[-1].starts_on, last_seen(found) or date.min)
        due = after_working(last, limit("S09", "child in need visit"))
        if day.as_at > due:
            yield "S09", "child in need visit", due + ONE_DAY
    one = found.assessment
    if one and one.authorised_on is None and one.seen_on is None:
        due = after_working(one.starts_on, limit("S09", "assessment, not seen"))
        if day.as_at > due:
            yield "S09", "assessment, not seen", due + ONE_DAY
    if care or is_protected or helped:
        yield from _new_worker(found, care, day)


def _new_worker(found: Referral, care: Care | None, day: Day) -> Iterator[Raised]:
    now = held_by(found, day.as_at)
    took_over = _took_over(found, care, now, day) if now else None
    if took_over is None:
        return
    begun, known_before = took_over
    due = after_working(begun, limit("S09", "new worker"))
    seen = last_seen(found)
    if day.as_at > due and (seen is None or seen <= known_before):
        yield "S09", "new worker", due + ONE_DAY


def _took_over(
    found: Referral, care: Care | None, now: str, day: Day
) -> tuple[date, date] | None:
    """Return the first day of the worker of now, and the last known to be another's.

    None for a child's first worker.
    """
    if care:
        spells = [s for s in found.workers if s.is_named]
        here = len(spells) - 1
        while here > 0 and spells[here - 1].worker == now:
            here -= 1
        is_in_care = spells[here].starts_on > care.starts_on
        begun = spells[here].starts_on
        return (begun, begun - ONE_DAY) if here > 0 and is_in_care else None
    shown = [on for on in day.month_ends if on >= found.on]
    took = None
    for on in reversed(shown):
        if held_by(found, on) != now:
            named = [d for d in shown if d <= on and held_by(found, d)]
            plans = [p.starts_on for p in found.plans if p.ended_on is None]
            plans += [p.starts_on for p in found.cin_plans if p.ended_on is None]
            return (max(took, plans[0]), named[-1]) if took and named else None
        took = on
    return None


def silent(child: Child, found: Referral, day: Day) -> Iterator[Raised]:
    """Yield S11."""
    care = in_care(found)
    home = care.placements[-1] if care else None
    is_settled = home is not None and home.place in LONG_TERM
    if home and is_settled:
        is_settled = day.as_at >= add_months(home.starts_on, 12)
    about = "silent, settled" if is_settled else "silent"
    last = max(_dated(child, day.as_at))
    since = last + timedelta(days=limit("S11", about) + 1)
    if day.as_at >= since:
        yield "S11", about, since


def _dated(child: Child, as_at: date) -> Iterator[date]:
    """Yield the day of everything that some return dates."""
    yield from (on for on, _ in child.contacts)
    yield from (on for start, end, _ in child.early_help for on in (start, end) if on)
    for found in child.referrals:
        yield found.on
        if found.closed_on:
            yield found.closed_on
        seen = last_seen(found)
        if seen:
            yield seen
        if found.assessment:
            yield found.assessment.authorised_on or found.assessment.starts_on
        for enquiry in found.enquiries:
            yield enquiry.conference_on or enquiry.starts_on
        for helped in found.cin_plans:
            yield helped.ended_on or helped.starts_on
        for plan in found.plans:
            yield from (plan.ended_on or plan.starts_on, *plan.reviews)
        for care in found.cares:
            yield from _of_care(care)
            if in_care(found) is care:
                starts = [s.starts_on for s in found.workers if s.is_named]
                yield from (on for on in starts if on >= care.starts_on)
    if child.leaver:
        yield from (*child.leaver.reviews, *child.leaver.contacts)
    way = child.adoption
    if way:
        steps = (way.decided_on, way.order_on, way.matched_on, way.placed_on)
        yield from (on for on in (*steps, way.reversed_on) if on)


def _of_care(care: Care) -> Iterator[date]:
    yield care.ended_on or care.starts_on
    yield from (on for on, _ in care.statuses)
    yield from (home.starts_on for home in care.placements)
    yield from (*care.reviews, *care.visits, *care.medicals, *care.dentists)
    for away in care.away:
        yield away.ended_on or away.starts_on
    if care.liberty:
        yield care.liberty[1] or care.liberty[0]


def not_heard(child: Child, found: Referral, day: Day) -> Iterator[Raised]:
    """Yield S15."""
    for plan in found.plans:
        last = plan.visits[-1] if plan.ended_on is None and plan.visits else None
        # Nobody can be seen alone before the birth.
        if last and last >= child.born_on and last not in plan.alone:
            yield "S15", "not seen alone", last
    care = in_care(found)
    if care is None:
        return
    end = year_end(day.as_at)
    reviewed = [on for on in care.reviews if day.reach <= on <= end]
    if reviewed and outcomes.took_part(child, reviewed[-1]) in SILENT_REVIEW:
        yield "S15", "review", reviewed[-1]
    start = add_months(end + ONE_DAY, -12)
    is_asked = care.starts_on <= start and outcomes.is_asked(child, start, end)
    if is_asked and not outcomes.health(child, start, end)[0]:
        yield "S15", "no strengths score", end
    missing = [away for away in care.away if away.kind == "M"]
    lately = [away for away in missing if away.starts_on > day.months_ago(12)]
    needed = limit("S15", "return interview")
    if len(lately) >= needed and missing[-1].interview_on is None:
        yield "S15", "return interview", lately[needed - 1].starts_on
