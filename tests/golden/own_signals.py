"""Signals that a council's own extract completes, by slow and obvious rules.

Written from the words of the design note on drift over what is true of the made-up
children (`madeup.local`, `madeup.beyond`); nothing here imports clocks or oversight.
A rule yields the child and the way in which the signal is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from clearsight.madeup import local, places
from clearsight.madeup.beyond import before_court, ehc, own_staff, own_true
from clearsight.madeup.beyond.ehc import Request
from clearsight.madeup.days import add_months, is_working
from clearsight.madeup.drift.day import held_by, in_care, open_now
from clearsight.madeup.true import Child, Placement, Referral
from clearsight.madeup.workforce import Person
from clearsight.madeup.world import World

DAY = timedelta(days=1)
# Working days with neither supervision nor a decision, by the plan that is strictest.
PROTECTION, CARE, HELP = 20, 30, 40
TELL_HOST, OFFER = 5, 3  # working days; days
TIMES, WINDOW = 3, 90
CONTRACT_SOON = 28
SIXTEEN_WEEKS, EIGHT_WEEKS = timedelta(days=112), timedelta(days=56)
MEET_PARENTS = 10  # working days
SIX_WEEKS, TWENTY_WEEKS = timedelta(days=42), timedelta(days=140)
IN_FORCE = date(2014, 1, 27)
# The first day of the first collection year among the extracts: what ended before it
# is in no return.
REACH = date(2024, 4, 1)
Raised = tuple[str, str, str]  # child, signal, way


@dataclass(frozen=True)
class Truth:
    """The made-up council as it truly was on the last day."""

    world: World
    children: list[Child]

    @property
    def as_at(self) -> date:
        """Return the day it is looked at."""
        return self.world.as_at

    @cached_property
    def open(self) -> list[tuple[Child, Referral]]:
        """Return the children open on the day, with the referral they are open by."""
        found = ((child, open_now(child)) for child in self.children)
        return [(child, referral) for child, referral in found if referral]

    @cached_property
    def told(self) -> dict[int, local.Told]:
        """Return what no return holds of each child."""
        over = local.Over(self.world)
        return {child.number: local.told(over, child) for child in self.children}

    @cached_property
    def people(self) -> dict[str, Person]:
        """Return everybody who ever held a post, by their code."""
        return {one.code: one for one in local.people(self.world)}

    def raised(self) -> Iterator[Raised]:
        """Yield all that is so."""
        for child, referral in self.open:
            for signal, way in (
                *self._unled(child, referral),
                *self._before_court(child),
                *self._send(child),
                *self._far(child, referral),
                *self._liberty(child, referral),
                *self._missing(child, referral),
                *self._thin(referral),
            ):
                yield str(child.number), signal, way

    def _working_days_since(self, on: date) -> int:
        passed = (on + n * DAY for n in range(1, (self.as_at - on).days + 1))
        return sum(is_working(one) for one in passed)

    @cached_property
    def first_talk(self) -> date:
        """Return the first supervision of anybody: the extract tells from there."""
        return min(
            one.on
            for told in self.told.values()
            for one in told.sessions
            if one.kind == "supervision"
        )

    def _unled(self, child: Child, referral: Referral) -> Iterator[tuple[str, str]]:
        begun = self._strictest(referral)
        if begun is None:
            return
        starts_on, limit = begun
        talks = [one.on for one in self.told[child.number].sessions]
        since = max([starts_on, self.first_talk, *talks])
        if self._working_days_since(since) > limit:
            yield "S10", "no decision"

    def _strictest(self, referral: Referral) -> tuple[date, int] | None:
        """Return when the strictest plan of now began, and its limit."""
        plans = [plan for plan in referral.plans if plan.ended_on is None]
        if plans:
            return min(plan.starts_on for plan in plans), PROTECTION
        if care := in_care(referral):
            return care.starts_on, CARE
        helped = [plan for plan in referral.cin_plans if plan.ended_on is None]
        if helped:
            return min(plan.starts_on for plan in helped), HELP
        return None

    def _before_court(self, child: Child) -> Iterator[tuple[str, str]]:
        stages = before_court.stages(self.world, [child])
        running = [stage for _, stage in stages if stage.ended_on is None]
        if any(stage.starts_on + SIXTEEN_WEEKS < self.as_at for stage in running):
            yield "S16", "past 16 weeks"
        # The letter goes on the first day.
        unmet = [stage.starts_on for stage in running if stage.meeting_on is None]
        if any(self._working_days_since(on) > MEET_PARENTS for on in unmet):
            yield "S16", "not met"
        met = [
            one.meeting_on for one in running if one.meeting_on and not one.review_on
        ]
        if any(self.first_look <= on < self.as_at - EIGHT_WEEKS for on in met):
            yield "S16", "not looked at"

    @cached_property
    def first_look(self) -> date:
        """Return the first review half-way of anybody: the extract tells from there."""
        stages = before_court.stages(self.world, self.children)
        return min(stage.review_on for _, stage in stages if stage.review_on)

    @cached_property
    def asked(self) -> dict[int, tuple[Request, ...]]:
        """Return what was asked of the SEND system, of whom a person has linked."""
        linked = {one.child for one in own_true.links(self.world, self.children)}
        every = ehc.persons(self.world, self.children)
        return {one.number: one.requests for one in every if one.number in linked}

    def _send(self, child: Child) -> Iterator[tuple[str, str]]:
        """Say what the last SEN2 left open and overdue."""
        at = max(ehc.census_days(self.world))
        for one in self.asked.get(child.number, ()):
            if not ehc.is_told(one, at):
                continue
            for way in _overdue(one, at):
                yield "S26", way

    def _first(self, kind: str) -> date:
        """Return the first day of a kind of row: the extract tells from there."""
        days: list[date | None] = []
        for told in self.told.values():
            for far in told.far:
                if not far.home.is_in_area:
                    near = self._is_near(far.home)
                    asked = far.home.starts_on - 7 * DAY
                    days += {
                        "notice": [far.told_on],
                        "approval": [] if near else [far.approved_on, asked],
                    }[kind]
        return min(day for day in days if day)

    def _is_near(self, home: Placement) -> bool:
        return places.host(home, self.world.council) in places.ADJOINING

    def _far(self, child: Child, referral: Referral) -> Iterator[tuple[str, str]]:
        care = in_care(referral)
        if care is None:
            return
        home = care.placements[-1]
        if home.is_in_area or home.starts_on < IN_FORCE:
            return
        told = [one for one in self.told[child.number].far if one.home is home]
        late = self._working_days_since(home.starts_on) > TELL_HOST
        is_known = home.starts_on >= self._first("notice")
        if late and is_known and not any(one.told_on for one in told):
            yield "S19", "host not told"
        is_known = home.starts_on >= self._first("approval")
        is_distant = not self._is_near(home) and home.starts_on < self.as_at
        if is_distant and is_known and not any(one.approved_on for one in told):
            yield "S19", "not approved"

    @cached_property
    def first_liberty_review(self) -> date:
        """Return the first review of any order: the extract tells from there."""
        told = (far for one in self.told.values() for far in one.far)
        return min(far.reviewed_on for far in told if far.reviewed_on)

    def _liberty(self, child: Child, referral: Referral) -> Iterator[tuple[str, str]]:
        if in_care(referral) is None:
            return
        for far in self.told[child.number].far:
            begun, end = far.liberty
            if begun is None or (end and end <= self.as_at):
                continue
            last = far.reviewed_on or begun
            if last >= self.first_liberty_review and add_months(last, 1) < self.as_at:
                yield "S20", "not reviewed"

    def _missing(self, child: Child, referral: Referral) -> Iterator[tuple[str, str]]:
        if in_care(referral) is None:
            return
        backs = self.told[child.number].backs
        for away in (one.away for one in backs):
            back = away.ended_on
            if not back or back < REACH:
                continue
            if not away.offered_on and back + OFFER * DAY < self.as_at:
                yield "S22", "not offered"
                break
        went = sorted(
            one.away.starts_on
            for one in backs
            if (self.as_at - one.away.starts_on).days < WINDOW
        )
        if len(went) >= TIMES:
            met = [one.meeting_on for one in backs if one.meeting_on]
            if not any(on >= went[TIMES - 1] for on in met):
                yield "S22", "no meeting"

    @cached_property
    def loads(self) -> dict[str, int]:
        """Return how many open children each person holds."""
        found: dict[str, int] = {}
        for _, referral in self.open:
            worker = held_by(referral, self.as_at)
            found[worker] = found.get(worker, 0) + 1
        return found

    def _thin(self, referral: Referral) -> Iterator[tuple[str, str]]:
        worker = held_by(referral, self.as_at)
        if not worker:
            return
        person = self.people[worker]
        is_new = person.newly_qualified_until is not None
        most = own_staff.MOST_NEW if is_new else own_staff.MOST
        if self.loads[worker] > most:
            yield "S23", "too many"
        ends = person.contract_ends_on
        soon = self.as_at + CONTRACT_SOON * DAY
        if person.is_agency and ends and self.as_at <= ends <= soon:
            yield "S23", "contract ends"
        if person.notice_on and person.notice_on <= self.as_at:
            yield "S23", "notice given"


def _overdue(one: Request, at: date) -> Iterator[str]:
    """Say what of a request or its plan is past its limit on a day, and not done."""
    gone = one.moved_away_on is not None and one.moved_away_on <= at
    decided = one.decided_on is not None and one.decided_on <= at
    against = one.against_on is not None and one.against_on <= at
    plan = one.plan if one.plan and one.plan.issued_on <= at else None
    if gone:
        return
    # Who came with a plan was asked for elsewhere.
    asked_on = None if one.plan and one.plan.moved_in_on else one.received_on
    if asked_on and not decided and asked_on + SIX_WEEKS < at:
        yield "not decided"
    if asked_on and not against and plan is None and asked_on + TWENTY_WEEKS < at:
        yield "no plan"
    if plan and (plan.ceased_on is None or plan.ceased_on > at):
        # A review ends with the council's decision; SEN2 tells of the latest alone. One
        # not decided hides what was before it, unless it met in the plan's first year.
        held = [one for one in plan.reviews if one.met_on <= at]
        done = [one.decided_on for one in held if one.decided_on]
        done = [on for on in done if on <= at]
        first_year = add_months(plan.issued_on, 12)
        is_plain = not held or held[-1].decided_on in done
        is_plain = is_plain or held[-1].met_on <= first_year
        if is_plain and add_months(max([plan.issued_on, *done]), 12) < at:
            yield "not reviewed"
