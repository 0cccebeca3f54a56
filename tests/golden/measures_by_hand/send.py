"""Education, health and care plans, by hand.

SEN2 is taken in January, so what came after the last of them nobody could know. It
tells when a request came and was decided, and when a plan was issued and ceased, but
not on what day a child moved in or away; and of reviews the latest before its day
alone, of plans maintained on it: that is the review recorded. A child who moved is not
yielded while the day is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup.beyond.ehc import (
    Person,
    Request,
    census_days,
    known_as,
    persons,
)
from clearsight.madeup.days import add_months
from golden.measures_by_hand.by_hand import Council, Member, Period, last_by, measure

TWENTY_WEEKS = 140
# Where the returns lie that only some councils hand over, as a reader names the folder.
FOLDER = "beyond"


def _requests(council: Council) -> Iterator[tuple[Person, Request]]:
    """Yield every request, and what came of it."""
    for person in persons(council.world, council.children):
        for request in person.requests:
            yield person, request


def _own(council: Council) -> Iterator[tuple[Person, Request, date]]:
    """Yield requests with the day received; what moved in was asked for elsewhere."""
    for person, request in _requests(council):
        is_moved_in = request.plan is not None and request.plan.moved_in_on is not None
        if request.received_on and not is_moved_in:
            yield person, request, request.received_on


def _name(council: Council, person: Person, request: Request) -> str:
    """Return the pupil's number, or of one who has none the row of the last return."""
    name = known_as(council.world, person, request)
    return f"pupil {FOLDER}/{name}" if "/" in name else f"pupil {name}"


def _issued(
    council: Council, period: Period, *, with_exceptions: bool
) -> Iterator[Member]:
    for person, request, received_on in _own(council):
        issued_on = request.plan.issued_on if request.plan else None
        if issued_on is None or not period.has(issued_on):
            continue
        if request.is_excepted and not with_exceptions:
            continue
        in_time = (issued_on - received_on).days <= TWENTY_WEEKS
        yield Member(_name(council, person, request), received_on, in_time)


@measure("send_20w")
def in_20_weeks(council: Council, period: Period) -> Iterator[Member]:
    """Count new plans issued at most 140 days after the request, exceptions apart."""
    return _issued(council, period, with_exceptions=False)


@measure("send_20w_all")
def in_20_weeks_all(council: Council, period: Period) -> Iterator[Member]:
    """Count the same, with those that have an exception in law."""
    return _issued(council, period, with_exceptions=True)


@measure("send_open_over_20w")
def open_over_20_weeks(council: Council, period: Period) -> Iterator[Member]:
    """Count requests over 140 days old with no final plan and no decision against."""
    last = census_days(council.world)[-1]
    at = period.end
    for person, request, received_on in _own(council):
        if (at - received_on).days <= TWENTY_WEEKS:
            continue
        issued_on = request.plan.issued_on if request.plan else None
        against_on = request.against_on
        if (issued_on and issued_on <= at) or (against_on and against_on <= at):
            continue
        if request.moved_away_on and request.moved_away_on <= last:
            continue  # it is told that the family moved, not when
        yield Member(_name(council, person, request), received_on, True)


@measure("send_refused")
def refused(council: Council, period: Period) -> Iterator[Member]:
    """Count requests of the period with a decision not to assess."""
    last = census_days(council.world)[-1]
    for person, request, received_on in _own(council):
        if period.has(received_on):
            is_decided = request.decided_on is not None and request.decided_on <= last
            is_refused = is_decided and request.outcome == "N"
            yield Member(_name(council, person, request), received_on, is_refused)


@measure("send_review_12m")
def reviewed(council: Council, period: Period) -> Iterator[Member]:
    """Count plans with a review recorded in the year, of those a year old by then."""
    year_before = add_months(period.end, -12)
    for person, request in _requests(council):
        plan = request.plan
        if plan is None or not plan.is_kept(period.end) or plan.issued_on > year_before:
            continue
        told = {
            census: last_by((review.met_on for review in plan.reviews), census)
            for census in census_days(council.world)
            if plan.is_kept(census)
        }
        if plan.moved_in_on and min(told) > period.end:
            continue  # it is told that the child moved in that year, not when
        is_recorded = any(
            met_on and year_before < met_on <= period.end for met_on in told.values()
        )
        yield Member(_name(council, person, request), plan.issued_on, is_recorded)
