"""S17 to S22 and S25: drift of a child in care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clearsight.madeup.days import add_months
from clearsight.madeup.drift.day import ONE_DAY, Day, Raised, years_old
from clearsight.madeup.drift.rules import (
    LONG_TERM,
    NO_NUMBER,
    SETTINGS_TO_REGISTER,
    UNPLANNED,
    limit,
)
from clearsight.madeup.leaving import eligible_on
from clearsight.madeup.true import Care, Child, Placement

LONG_TERM_FOSTERING = "f"


def adrift(child: Child, care: Care, day: Day) -> Iterator[Raised]:
    """Yield S17."""
    begun, status = care.statuses[-1]
    home = care.placements[-1]
    if status == "V2" and not child.is_asylum_seeker:
        last = add_months(begun, limit("S17", "section 20"))
        if day.as_at > last and years_old(child, begun) < 16:
            yield "S17", "section 20", last + ONE_DAY
    if status == "C2" and home.place == "P1":
        both = max(begun, home.starts_on)
        last = add_months(both, limit("S17", "care order at home"))
        if day.as_at > last:
            yield "S17", "care order at home", last + ONE_DAY
    way = child.adoption
    is_waiting = way is None or not (way.matched_on or way.reversed_on)
    if status == "E1" and is_waiting:
        last = begun + timedelta(days=limit("S17", "placement order"))
        if day.as_at > last:
            yield "S17", "placement order", last + ONE_DAY


def no_permanence(care: Care, day: Day) -> Iterator[Raised]:
    """Yield S18."""
    last = add_months(care.starts_on, limit("S18", "no plan"))
    if care.permanence_on is None and day.as_at > last:
        yield "S18", "no plan", last + ONE_DAY
    about = "long-term home not confirmed"
    last = add_months(care.starts_on, limit("S18", about))
    is_plan = care.permanence == LONG_TERM_FOSTERING and care.permanence_on
    if is_plan and care.placements[-1].place not in LONG_TERM and day.as_at > last:
        yield "S18", about, last + ONE_DAY


def far(care: Care) -> Iterator[Raised]:
    """Yield S19."""
    home = care.placements[-1]
    if home.miles > limit("S19", "over 20 miles"):
        yield "S19", "over 20 miles", home.starts_on
    if not home.is_in_area:
        yield "S19", "outside the area", home.starts_on


def restricted(child: Child, care: Care, day: Day) -> Iterator[Raised]:
    """Yield S20."""
    home = care.placements[-1]
    about = "under 16 in supported accommodation"
    if home.place == "K3" and years_old(child, day.as_at) < limit("S20", about):
        yield "S20", about, home.starts_on
    if home.place in SETTINGS_TO_REGISTER and home.urn in NO_NUMBER:
        yield "S20", "unregistered setting", home.starts_on
    if care.liberty:
        start, end = care.liberty
        after = timedelta(days=limit("S20", "deprivation of liberty"))
        if end is None or day.as_at <= end + after:
            yield "S20", "deprivation of liberty", start


def coming_apart(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S21."""
    homes: list[Placement] = [
        home
        for care in child.cares
        if not care.is_short_breaks
        for home in care.placements
    ]
    year, half = day.months_ago(12), day.months_ago(6)
    lately = [home for home in homes if home.ended_on is None or home.ended_on > year]
    needed = limit("S21", "three placements")
    if len(lately) >= needed:
        yield "S21", "three placements", lately[needed - 1].starts_on
    broken = [
        home.ended_on
        for home in homes
        if home.ended_on and home.ended_on > half and home.change_reason in UNPLANNED
    ]
    needed = limit("S21", "two unplanned ends")
    if len(broken) >= needed:
        yield "S21", "two unplanned ends", broken[needed - 1]


def missing(care: Care, day: Day) -> Iterator[Raised]:
    """Yield S22."""
    times = [away for away in care.away if away.kind == "M"]
    if not times:
        return
    back = times[-1].ended_on
    last = back + timedelta(days=limit("S22", "not offered")) if back else None
    if last and day.as_at > last and times[-1].offered_on is None:
        yield "S22", "not offered", last + ONE_DAY
    first = day.as_at - timedelta(days=90)
    lately = [away.starts_on for away in times if away.starts_on > first]
    needed = limit("S22", "three in 90 days")
    if len(lately) >= needed:
        yield "S22", "three in 90 days", lately[needed - 1]


def eighteen(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S25; the limits are ages in months."""
    due = eligible_on(child, day.as_at)
    if due is None:
        return
    one = child.leaver
    quarter = add_months(child.born_on, limit("S25", "no pathway plan"))
    if one is None and day.as_at >= max(quarter, due):
        yield "S25", "no pathway plan", max(quarter, due)
    half = add_months(child.born_on, limit("S25", "no adviser"))
    if (one is None or not one.adviser) and day.as_at >= max(half, due):
        yield "S25", "no adviser", max(half, due)
