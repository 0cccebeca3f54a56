"""How each clock stands, worked out day by day from what truly happened.

Slow and plain on purpose: it is what the clocks are checked against, so it shares no
code with them. Limits: assessment 45 working days from the referral; enquiry outcome
and initial conference 15 working days; review conference three months, then six;
protection visit 10 working days; looked-after review 20 working days, three months,
six months; looked-after visit one week from each new placement, then six weeks, then
three months once a long-term placement (U1 or U4, or planned as such) is a year old; a
named worker within one working day. What would begin on the last day of a spell does
not begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clearsight.madeup.days import add_months, is_working
from clearsight.madeup.true import Care, Child, Placement, Referral
from clearsight.madeup.workers import gaps

ONE_DAY = timedelta(days=1)
LONG_TERM_FOSTERING = "f"


@dataclass(frozen=True, slots=True)
class Standing:
    """One run of a clock for one child."""

    child: int
    clock: str
    starts_on: date
    due_on: date
    stopped_on: date | None
    standing: str


def standings(child: Child, as_at: date) -> list[Standing]:
    """Return every run of every clock that began for this child by a day."""
    runs = [run for found in child.referrals for run in _need(found)]
    runs += [run for care in child.cares for run in _care(care)]
    return [
        Standing(child.number, clock, start, due, stop, _stands(due, stop, end, as_at))
        for clock, start, due, stop, end in runs
    ]


Run = tuple[str, date, date, date | None, date | None]


def _stands(due: date, stop: date | None, end: date | None, as_at: date) -> str:
    if stop is not None:
        return "met" if stop <= due else "late"
    if end is not None:
        return "no longer due" if end <= due else "late"
    return "overdue" if as_at > due else "running"


def _working(start: date, count: int) -> date:
    here = start
    while count > 0:
        here += ONE_DAY
        if is_working(here):
            count -= 1
    return here


def _need(found: Referral) -> Iterator[Run]:
    if found.is_nfa:
        return
    for start, end in gaps(found):
        yield "unallocated", start, _working(start, 1), end, found.closed_on
    if found.assessment:
        due = _working(found.on, 45)
        done = found.assessment.authorised_on
        yield "assessment_45", found.on, due, done, found.closed_on
    for enquiry in found.enquiries:
        start, due = enquiry.starts_on, _working(enquiry.starts_on, 15)
        outcome = enquiry.conference_on or enquiry.not_needed_on
        yield "s47_outcome", start, due, outcome, None
        yield "s47_to_icpc", start, due, enquiry.conference_on, enquiry.not_needed_on
    for plan in found.plans:
        here = plan.starts_on
        for count, held in enumerate([*plan.reviews, None]):
            if here != plan.ended_on:
                due = add_months(here, 3 if count == 0 else 6)
                yield "rcpc", here, due, held, plan.ended_on
            here = held or here
        yield from _visits(plan.starts_on, plan.visits, plan.ended_on)


def _visits(start: date, visits: Iterable[date], end: date | None) -> Iterator[Run]:
    here = start
    for seen in [*visits, None]:
        yield "cp_visit", here, _working(here, 10), seen, end
        here = seen or here


def _care(care: Care) -> Iterator[Run]:
    if care.is_short_breaks:
        return
    here = care.starts_on
    for count, held in enumerate([*care.reviews, None]):
        due = (
            _working(here, 20)
            if count == 0
            else add_months(here, 3 if count == 1 else 6)
        )
        yield "cla_review", here, due, held, care.ended_on
        here = held or here
    for placement in care.placements:
        # The plan of now speaks of the placement of now.
        is_planned = placement is care.placements[-1] and care.permanence_on is not None
        is_lasting = is_planned and care.permanence == LONG_TERM_FOSTERING
        is_lasting = is_lasting or placement.place in ("U1", "U4")
        yield from _placement(placement, care.visits, is_lasting)


def _placement(
    placement: Placement, visits: Iterable[date], is_lasting: bool
) -> Iterator[Run]:
    start, end = placement.starts_on, placement.ended_on
    seen = [v for v in visits if start < v and (end is None or v < end)]
    here, due = start, start + timedelta(days=7)
    for visit in [*seen, None]:
        yield "cla_visit", here, due, visit, end
        here = visit or here
        is_rare = is_lasting and here >= add_months(start, 12)
        due = add_months(here, 3) if is_rare else here + timedelta(days=42)
