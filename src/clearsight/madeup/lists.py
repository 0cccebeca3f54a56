"""What Annex A's lists show on the day of the extract, worked out from true events.

Lists 1 to 5 reach back six months, Lists 6 to 8 hold each child's latest spell if open
or ended in those months, List 9 who has a leaving care service now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup import labels
from clearsight.madeup.cin import plans_before
from clearsight.madeup.days import add_months, age, days
from clearsight.madeup.text import code
from clearsight.madeup.true import Child, Enquiry, ProtectionPlan, Referral
from clearsight.madeup.workers import shown

Value = str | int | date | None
Row = list[Value]


class Extract:
    """One extract, made on a day."""

    def __init__(self, as_at: date, council: str = "") -> None:
        """Set the windows: six and twelve calendar months that end on the day."""
        self.as_at, self.council = as_at, council
        self.six = add_months(as_at + days(1), -6)
        self.twelve = add_months(as_at + days(1), -12)

    def who(self, child: Child) -> Row:
        """Return the five columns that tell whose row it is."""
        return [
            child.number,
            labels.GENDER[child.sex if child.born_on <= self.as_at else "U"],
            labels.ETHNICITY[child.ethnicity],
            child.born_on,
            age(child.born_on, self.as_at),
        ]

    def is_current(self, ended_on: date | None) -> bool:
        """Say whether a spell is open or ended in the six months."""
        return ended_on is None or ended_on >= self.six

    def contacts(self, child: Child) -> Iterator[Row]:
        """Yield List 1."""
        for on, source in child.contacts:
            if on >= self.six:
                yield [*self.who(child), on, labels.SOURCE[source]]

    def early_help(self, child: Child) -> Iterator[Row]:
        """Yield List 2."""
        for on, ended, organisation in child.early_help:
            if on >= self.six or ended is None:
                yield [*self.who(child), on, ended, organisation]

    def referrals(self, child: Child) -> Iterator[Row]:
        """Yield List 3."""
        if not child.referrals:
            return
        latest = child.referrals[-1].on
        year = add_months(latest, -12)
        before = sum(year <= found.on < latest for found in child.referrals)
        for found in child.referrals:
            if found.on >= self.six:
                team, worker = shown(found, found.on)
                yield [
                    *self.who(child), found.on, labels.SOURCE[found.source],
                    labels.YES_NO[found.is_nfa], before, team, worker,
                ]  # fmt: skip

    def assessments(self, child: Child) -> Iterator[Row]:
        """Yield List 4."""
        for found in child.referrals:
            one = found.assessment
            if one is None or not self.is_current(one.authorised_on):
                continue
            done = one.authorised_on
            team, worker = shown(found, done or self.as_at)
            yield [
                *self.who(child), disability(child), one.starts_on,
                labels.YES_NO[one.seen_on is not None], done,
                labels.YES_NO[one.is_service] if done else "", team, worker,
            ]  # fmt: skip

    def enquiries(self, child: Child) -> Iterator[Row]:
        """Yield List 5."""
        every = [(found, one) for found in child.referrals for one in found.enquiries]
        if not every:
            return
        latest = every[-1][1].starts_on
        year = add_months(latest, -12)
        before = sum(year <= one.starts_on < latest for _, one in every)
        held = sum(
            one.conference_on is not None and year <= one.conference_on < latest
            for _, one in every
        )
        for found, one in every:
            if one.starts_on < self.six and not one.is_open:
                continue
            decided = one.not_needed_on or one.conference_on
            team, worker = shown(found, decided or self.as_at)
            yield [
                *self.who(child), disability(child), one.starts_on, _unnecessary(one),
                one.conference_on, labels.YES_NO[one.is_plan_made], before, held,
                team, worker,
            ]  # fmt: skip

    def need(self, child: Child) -> Iterator[Row]:
        """Yield List 6: the latest episode of need that was more than an assessment."""
        listed = [found for found in child.referrals if self._is_need(found)]
        if not listed:
            return
        found = listed[-1]
        team, worker = shown(found, found.closed_on or self.as_at)
        yield [
            *self.who(child), disability(child), found.on, labels.NEED[found.need],
            last_seen(found), found.closed_on,
            labels.CLOSURE[found.closure_reason] if found.closed_on else "",
            labels.STATUS[status(found)], team, worker,
        ]  # fmt: skip

    def _is_need(self, found: Referral) -> bool:
        is_short = found.is_nfa or found.closure_reason in ("RC8", "RC9")
        return not is_short and self.is_current(found.closed_on)

    def protection(self, child: Child) -> Iterator[Row]:
        """Yield List 7."""
        every = [(found, plan) for found in child.referrals for plan in found.plans]
        if not every or not self.is_current(every[-1][1].ended_on):
            return
        found, plan = every[-1]
        team, worker = shown(found, plan.ended_on or self.as_at)
        yield [
            *self.who(child), disability(child), plan.starts_on,
            labels.ABUSE[plan.category_first], labels.ABUSE[plan.category_now],
            _last(plan.visits), _alone(plan), _last(plan.reviews), plan.ended_on,
            labels.YES_NO[self._is_protected(child)], plans_before(child, plan),
            team, worker,
        ]  # fmt: skip

    def _is_protected(self, child: Child) -> bool:
        statuses = [step for care in child.cares for step in care.statuses]
        return any(status == "L1" and on >= self.six for on, status in statuses)

    def leavers(self, child: Child) -> Iterator[Row]:
        """Yield List 9."""
        one = child.leaver
        if one is None:
            return
        category = eligibility(child, self.as_at)
        # Whoever holds an open child holds the plan too.
        held = [found for found in child.referrals if not found.is_nfa]
        team, worker = one.team, one.worker
        if held and held[-1].closed_on is None:
            team, worker = shown(held[-1], self.as_at)
        is_met = one.in_touch == "YES"
        yield [
            *self.who(child), labels.YES_NO[child.is_asylum_seeker], disability(child),
            team, worker, one.adviser, labels.ELIGIBILITY[category],
            _last(one.reviews), labels.IN_TOUCH[one.in_touch], _last(one.contacts),
            labels.ACCOMMODATION[one.accommodation] if is_met else "",
            labels.SUITABILITY[one.suitability] if is_met else "",
            labels.ACTIVITY.get(one.activity, one.activity) if is_met else "",
        ]  # fmt: skip


def disability(child: Child) -> str:
    """Return whether the child is disabled; a few are not known."""
    if not child.disabilities and code(child.number, "known", ("",) * 30 + ("?",)):
        return labels.UNKNOWN
    return labels.YES_NO[bool(child.disabilities)]


def eligibility(child: Child, as_at: date) -> str:
    """Return d while in care; since then a until 18, and b from then on."""
    if any(care.ended_on is None for care in child.cares):
        return "d"
    return "a" if age(child.born_on, as_at) < 18 else "b"


def _unnecessary(one: Enquiry) -> str:
    if one.is_open:
        return ""
    return labels.YES_NO[one.not_needed_on is not None]


def _alone(plan: ProtectionPlan) -> str:
    return labels.YES_NO[plan.visits[-1] in plan.alone] if plan.visits else ""


def _last(held: list[date]) -> date | None:
    return held[-1] if held else None


def last_seen(found: Referral) -> date | None:
    """Return the last day on which a social worker saw the child."""
    days_seen = [found.assessment.seen_on] if found.assessment else []
    for plan in found.cin_plans:
        days_seen += plan.seen_on[-1:]
    for protection in found.plans:
        days_seen += protection.visits[-1:]
    for care in found.cares:
        days_seen += care.visits[-1:]
    return max((day for day in days_seen if day), default=None)


def status(found: Referral) -> str:
    """Return the letter of the first status that applies on the day of the extract."""
    if found.closed_on:
        return "e"
    if any(care.ended_on is None and not care.is_short_breaks for care in found.cares):
        return "a"
    if any(plan.ended_on is None for plan in found.plans):
        return "b"
    if any(plan.ended_on is None for plan in found.cin_plans):
        return "c"
    is_assessed = found.assessment and found.assessment.authorised_on
    return "c" if is_assessed else "d"
