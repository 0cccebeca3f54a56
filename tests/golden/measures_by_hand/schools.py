"""School, by hand: absence, moves in the middle of a year, and marks at sixteen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup.beyond.schools import Pupil, SchoolYear, pupils
from clearsight.madeup.days import add_months, age
from clearsight.madeup.true import Child
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    measure,
    once,
    open_at,
    value,
)


def _schooled(council: Council) -> Iterator[tuple[Child, Pupil]]:
    """Yield each child who stands on a list, with what the lists say."""
    by_number = {child.number: child for child in council.children}
    for pupil in pupils(council.world, council.children):
        yield by_number[pupil.child], pupil


def _in_care(child: Child, at: date) -> date | None:
    """Return since when a child was looked after on a day, short breaks apart."""
    for care in child.cares:
        if not care.is_short_breaks and open_at(care.starts_on, care.ended_on, at):
            return care.starts_on
    return None


def _in_care_a_year(child: Child, spring: date) -> bool:
    """Say whether a child had been looked after for all of the twelve months."""
    since = _in_care(child, spring)
    return since is not None and since <= date(spring.year - 1, 4, 1)


def _on_plan(child: Child, at: date) -> bool:
    plans = [plan for referral in child.referrals for plan in referral.plans]
    return any(open_at(plan.starts_on, plan.ended_on, at) for plan in plans)


def _attended(
    council: Council, period: Period
) -> Iterator[tuple[Child, SchoolYear, date]]:
    """Yield each pupil's school year, of those of compulsory age, and its 31 March.

    The department takes the years of those who were five to fifteen on the last day of
    August before. Who had no session to go to is matched to nothing.
    """
    for child, pupil in _schooled(council):
        for year in pupil.years:
            before = date(year.ended_on.year - 1, 8, 31)
            is_of_age = 5 <= age(child.born_on, before) <= 15
            if period.has(year.ended_on) and is_of_age and year.sessions:
                yield child, year, date(year.ended_on.year, 3, 31)


def _is_persistent(year: SchoolYear) -> bool:
    return 10 * (year.missed or 0) >= (year.sessions or 0)


@measure("ed_absence_persistent_cla")
def absent_in_care(council: Council, period: Period) -> Iterator[Member]:
    """Count pupils looked after for a year at 31 March who missed a tenth or more."""
    for child, year, spring in _attended(council, period):
        if _in_care_a_year(child, spring):
            yield Member(child.number, year.ended_on, _is_persistent(year))


@measure("ed_absence_persistent_cp")
def absent_on_plan(council: Council, period: Period) -> Iterator[Member]:
    """Count pupils on a protection plan at 31 March, and not looked after."""
    for child, year, spring in _attended(council, period):
        if _on_plan(child, spring) and _in_care(child, spring) is None:
            yield Member(child.number, year.ended_on, _is_persistent(year))


@measure("ed_midyear_move")
def moved(council: Council, period: Period) -> list[Member]:
    """Count children looked after, and on a roll, who moved school in care.

    A move from the first of August to the last of September is that of a new year; the
    first school of all is no move.
    """

    def found() -> Iterator[Member]:
        for child, pupil in _schooled(council):
            since = _in_care(child, period.end)
            if since is None or not any(
                open_at(school.starts_on, school.ended_on, period.end)
                for school in pupil.schools
            ):
                continue
            moves = [school.starts_on for school in pupil.schools[1:]]
            did = any(
                period.has(on) and on > since and on.month not in (8, 9) for on in moves
            )
            yield Member(child.number, since, did)

    return once(found())


def _marked(
    council: Council, period: Period
) -> Iterator[tuple[Child, date, float | None]]:
    """Yield the marks of three years of those looked after for a year by then."""
    for child, pupil in _schooled(council):
        if pupil.marks:
            on = pupil.marks.awarded_on
            is_lately = on <= period.end < add_months(on, 36)
            if is_lately and _in_care_a_year(child, date(on.year, 3, 31)):
                yield child, on, pupil.marks.score


@measure("ed_ks4_cla")
def marked(council: Council, period: Period) -> Iterator[Member]:
    """Count those who have a score."""
    for child, on, score in _marked(council, period):
        if score is not None:
            yield Member(child.number, on, True)


@value("ed_ks4_cla")
def attainment(council: Council, period: Period) -> float | None:
    """Return the average of their scores."""
    scores = [s for _, _, s in _marked(council, period) if s is not None]
    return sum(scores) / len(scores) if scores else None
