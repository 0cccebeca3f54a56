"""Who works with children on 30 September, who left, what stands empty, by hand.

A member is a person in a post, or all that stands empty. Who left is found by looking
for the people of last 30 September on this one, not by the days on which jobs ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup.beyond import staffing
from clearsight.madeup.beyond.staffing import Job
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    in_need,
    measure,
    open_at,
    sums,
)


def _day(period: Period) -> date | None:
    """Return the 30 September that falls in a period; none of these holds two."""
    years = range(period.start.year, period.end.year + 1)
    return next((d for d in (date(y, 9, 30) for y in years) if period.has(d)), None)


def _in_post(council: Council, at: date | None) -> list[Job]:
    """Return the jobs that somebody has on a day, those of agency workers among them.

    A job that ends on the day is over; a person with two jobs is there twice.
    """
    return [
        job
        for job in staffing.jobs(council.world)
        if at and open_at(job.starts_on, job.ended_on, at)
    ]


def _own(jobs: list[Job]) -> list[Job]:
    return [job for job in jobs if not job.is_agency]


def _gone(council: Council, period: Period) -> list[Job]:
    """Return the last jobs of the council's own people of a year before who left.

    Who came and went within the year is nobody of a year before, and who moved to
    another post is still here. Who went to an agency left, even if lent back.
    """
    at = _day(period)
    if at is None:
        return []
    here = {job.worker for job in _own(_in_post(council, at))}
    found = []
    before = _own(_in_post(council, date(at.year - 1, 9, 30)))
    for worker in {job.worker for job in before} - here:
        ended = [
            (job.ended_on, job)
            for job in staffing.jobs(council.world)
            if job.worker == worker and not job.is_agency and job.ended_on is not None
        ]
        last = max(day for day, _ in ended if day <= at)
        found += [job for day, job in ended if day == last]
    return found


@measure("wf_turnover")
def turnover(council: Council, period: Period) -> Iterator[Member]:
    """Count who left, beside who is in post; agency workers are out."""
    for job in _own(_in_post(council, _day(period))):
        yield Member(job.worker, job.starts_on, False)
    for job in _gone(council, period):
        yield Member(job.worker, job.starts_on, True)


@sums("wf_turnover")
def turned_over(council: Council, period: Period) -> tuple[float, float]:
    """Add up the contracts of who left, and the hours of who is in post."""
    return sum(job.fte for job in _gone(council, period)), _worked(
        _own(_in_post(council, _day(period))), _day(period)
    )


def _worked(jobs: list[Job], at: date | None) -> float:
    """Add up the hours of the day itself: some work less for a while."""
    return sum(job.works(at) for job in jobs if at)


@measure("wf_vacancy", day="")
def vacancy(council: Council, period: Period) -> Iterator[Member]:
    """Count what stands empty, as one, beside who is in post."""
    for job in _own(_in_post(council, _day(period))):
        yield Member(job.worker, None, False)
    if _day(period):
        yield Member("vacancies", None, True)


@sums("wf_vacancy")
def vacant(council: Council, period: Period) -> tuple[float, float]:
    """Add up the posts with nobody in them, or with an agency worker who covers."""
    at = _day(period)
    if at is None:
        return 0, 0
    empty = 0.0
    for seat in staffing.seats(council.world):
        holders = [j for j in seat.jobs if open_at(j.starts_on, j.ended_on, at)]
        if all(job.covers_vacancy for job in holders):
            empty += seat.fte
    return empty, empty + _worked(_own(_in_post(council, at)), at)


@measure("wf_agency", day="")
def agency(council: Council, period: Period) -> Iterator[Member]:
    """Count agency workers, whether or not they cover a vacancy, among all in post."""
    for job in _in_post(council, _day(period)):
        yield Member(job.worker, None, job.is_agency)


@sums("wf_agency")
def from_agency(council: Council, period: Period) -> tuple[float, float]:
    """Add up the hours of agency workers, and of everybody."""
    at = _day(period)
    here = _in_post(council, at)
    return _worked([job for job in here if job.is_agency], at), _worked(here, at)


def _loads(council: Council, period: Period) -> list[tuple[Job, int]]:
    """Return everybody in post who holds a child on the day, and how many."""
    at = _day(period)
    if at is None:
        return []
    held: dict[str, set[int]] = {}
    for child in council.children:
        needs = [referral for referral in child.referrals if in_need(referral, at)]
        for referral in needs:
            for spell in referral.workers:
                if open_at(spell.starts_on, spell.ended_on, at):
                    held.setdefault(spell.worker, set()).add(child.number)
        if child.leaver and child.leaver.starts_on <= at and not needs:
            held.setdefault(child.leaver.worker, set()).add(child.number)
    here = _in_post(council, at)
    return [(job, len(held[job.code])) for job in here if job.code in held]


@measure("wf_caseload", day="")
def caseload(council: Council, period: Period) -> Iterator[Member]:
    """Count who holds a child, from an agency or not and in any role."""
    for job, _ in _loads(council, period):
        yield Member(job.worker, None, True)


@sums("wf_caseload")
def children_to_each(council: Council, period: Period) -> tuple[float, float]:
    """Add up the children, and the hours of who holds them."""
    loads = _loads(council, period)
    at = _day(period)
    return sum(held for _, held in loads), _worked([job for job, _ in loads], at)
