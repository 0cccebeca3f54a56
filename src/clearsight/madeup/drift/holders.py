"""S08, S23 and S24: who holds the child, how many have, and with how many more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup.drift.day import ONE_DAY, Day, Raised, held_by, in_care
from clearsight.madeup.drift.rules import limit
from clearsight.madeup.true import Child, Referral
from clearsight.madeup.workers import gaps


def changing(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S08."""
    told = _told(child, day)
    year, half = day.months_ago(12), day.months_ago(6)
    people: dict[str, date] = {}
    changes: list[date] = []
    before = ""
    for on, worker in told:
        if worker and on > year:
            people.setdefault(worker, on)
        if worker and before and worker != before and on > half:
            changes.append(on)
        before = worker or before
    needed = limit("S08", "three in 12 months")
    if len(people) >= needed:
        yield "S08", "three in 12 months", sorted(people.values())[needed - 1]
    needed = limit("S08", "two in six months")
    if len(changes) >= needed:
        yield "S08", "two in six months", changes[needed - 1]
    empty = [on for on, worker in told if not worker and on > year]
    if len(empty) >= limit("S08", "days with nobody"):
        yield "S08", "days with nobody", empty[0]


def _told(child: Child, day: Day) -> list[tuple[date, str]]:
    """Return each day on which the returns say who held the child, and who."""
    found: dict[date, str] = {}
    for one in child.referrals:
        if one.is_nfa:
            continue
        ended = one.closed_on or day.as_at + ONE_DAY
        days = [on for on in day.month_ends if one.on <= on < ended]
        care = in_care(one)
        here = care.starts_on if care else day.as_at + ONE_DAY
        here = max(here, day.months_ago(12))
        while here <= day.as_at:
            days.append(here)
            here += ONE_DAY
        found |= {on: held_by(one, on) for on in days}
    return sorted(found.items())


def thin_cover(found: Referral, day: Day) -> Iterator[Raised]:
    """Yield S23, as far as counts go."""
    held = day.caseload.get(held_by(found, day.as_at), 0)
    if held > limit("S23", "caseload"):
        yield "S23", "caseload", day.as_at


def nobody(found: Referral) -> Iterator[Raised]:
    """Yield S24."""
    for start, end in gaps(found):
        if end is None:
            yield "S24", "nobody", start
