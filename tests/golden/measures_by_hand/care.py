"""Children in care, by hand: who they are, who reviews and visits them, how they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, add_working, age
from clearsight.madeup.true import Care, Child, Placement, WorkerSpell
from golden.measures_by_hand.by_hand import (
    DAY,
    Council,
    Member,
    Period,
    elapsed,
    last_by,
    measure,
    once,
    open_at,
    value,
)

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)
ADOPTIVE = ("A3", "A4", "A5", "A6")
LASTING = ("U1", "U4")


def open_cares(council: Council, at: date) -> Iterator[tuple[Child, Care]]:
    """Yield each child looked after on a day, short breaks apart."""
    for child, care in council.cares:
        if open_at(care.starts_on, care.ended_on, at):
            yield child, care


def status(care: Care, at: date) -> tuple[date, str]:
    """Return the legal status on a day and since when it has been so."""
    begun = [step for step in care.statuses if step[0] <= at]
    return begun[-1]


def home(care: Care, at: date) -> Placement:
    """Return where the child lived on a day."""
    return [one for one in care.placements if one.starts_on <= at][-1]


@measure("cla_rate")
def in_care(council: Council, period: Period) -> list[Member]:
    """Count children looked after on the day."""
    return once(
        Member(child.number, care.starts_on, True)
        for child, care in open_cares(council, period.end)
    )


@measure("cla_rate_without_asylum")
def in_care_but_for_asylum(council: Council, period: Period) -> list[Member]:
    """Count those of them who did not come unaccompanied."""
    return once(
        Member(child.number, care.starts_on, True)
        for child, care in open_cares(council, period.end)
        if not child.is_asylum_seeker
    )


def _started(council: Council, period: Period) -> Iterator[tuple[Child, Care]]:
    for child, care in council.cares:
        if period.has(care.starts_on):
            yield child, care


@measure("cla_start_rate")
def started(council: Council, period: Period) -> list[Member]:
    """Count children who started, once, at the first start."""
    return once(
        Member(child.number, care.starts_on, True)
        for child, care in _started(council, period)
    )


@measure("cla_known_before")
def known_before(council: Council, period: Period) -> Iterator[Member]:
    """Count starters who had a plan open on the day before."""
    for child, care in _started(council, period):
        before = care.starts_on - DAY
        plans = [p for r in child.referrals for p in (*r.cin_plans, *r.plans)]
        had = any(open_at(p.starts_on, p.ended_on, before) for p in plans)
        yield Member(child.number, care.starts_on, had)


Rung = Callable[[date], date]


def _late(start: date, reviews: list[date], rungs: list[Rung], period: Period) -> bool:
    """Say whether any review that fell due in the period was not held by its day."""
    due, late = rungs[0](start), False
    for nth, held in enumerate([*reviews, None]):
        if period.has(due):
            late = late or (held is not None and held > due)
            late = late or (held is None and due < period.end)
        if held:
            due = rungs[min(nth + 1, len(rungs) - 1)](held)
    return late


@measure("cla_reviews_in_time")
def reviewed(council: Council, period: Period) -> list[Member]:
    """Count children of whom every review that fell due in the period was in time.

    From the day of placing for adoption the count is four weeks, three and six months.
    """
    ladder: list[Rung] = [
        lambda day: add_working(day, 20),
        lambda day: add_months(day, 3),
        lambda day: add_months(day, 6),
    ]
    placed_ladder: list[Rung] = [lambda day: day + 4 * WEEK, *ladder[1:]]

    def found() -> Iterator[Member]:
        for child, care in open_cares(council, period.end):
            if elapsed(care.starts_on, period.end) < 20:
                continue
            held = [day for day in care.reviews if day <= period.end]
            placed = [p.starts_on for p in care.placements if p.place in ADOPTIVE]
            placed = [day for day in placed if day <= period.end]
            if placed:
                after = [day for day in held if day > placed[0]]
                before = [day for day in held if day <= placed[0]]
                upto = Period("", period.start, min(period.end, placed[0]))
                late = _late(placed[0], after, placed_ladder, period)
                late = late or _late(care.starts_on, before, ladder, upto)
            else:
                late = _late(care.starts_on, held, ladder, period)
            yield Member(child.number, care.starts_on, not late)

    return once(found())


@measure("cla_review_voice", day="")
def took_part(council: Council, period: Period) -> Iterator[Member]:
    """Count reviews of children of four and over in which the child took part."""
    for child, care in council.cares:
        for held in care.reviews:
            if period.has(held) and age(child.born_on, held) >= 4:
                code = outcomes.took_part(child, held)
                did = code in ("PN1", "PN2", "PN3", "PN5", "PN6")
                yield Member(child.number, None, did)


@measure("cla_visits_in_time", day="")
def visited(council: Council, period: Period) -> Iterator[Member]:
    """Count children in a placement for over a week whose next visit is not yet due."""
    at = period.end
    for child, care in open_cares(council, at):
        here = home(care, at)
        if here.starts_on + WEEK < at:
            yield Member(child.number, None, visit_due(care, here, at) >= at)


def visit_due(care: Care, here: Placement, at: date) -> date:
    """Return the day by which the child is next to be visited."""
    last = last_by(care.visits, at)
    if last is None or last < here.starts_on:
        return here.starts_on + WEEK
    legal = status(care, at)[1]
    if here.place == "U3" or (here.place == "P1" and legal == "C1"):
        # What was due before the review was held is not put off by it.
        is_reviewed = any(here.starts_on <= day <= last for day in care.reviews)
        return last + (4 if is_reviewed else 1) * WEEK
    if here.place in LASTING and last >= add_months(here.starts_on, 12):
        return add_months(last, 3)
    return last + 6 * WEEK


@measure("cla_permanence_4m")
def permanence(council: Council, period: Period) -> Iterator[Member]:
    """Count children of over four months in care who have a plan for permanence."""
    at = period.end
    for child, care in open_cares(council, at):
        if add_months(care.starts_on, 4) < at:
            planned = care.permanence_on is not None and care.permanence_on <= at
            yield Member(
                child.number, care.starts_on, bool(care.permanence and planned)
            )


# The 903 of the years loaded may not reach back to the day on which the status began.
@measure("cla_s20_long", day="")
def by_agreement(council: Council, period: Period) -> list[Member]:
    """Count children under V2, unbroken, for over 183 days; UASC are apart."""

    def found() -> Iterator[Member]:
        for child, care in open_cares(council, period.end):
            since, legal = status(care, period.end)
            if legal == "V2" and not child.is_asylum_seeker:
                is_long = (period.end - since).days > 183
                yield Member(child.number, None, is_long)

    return once(found())


def left(council: Council, period: Period) -> Iterator[tuple[Child, Care, date]]:
    """Yield each child who left in the period, the last time that they did."""
    last: dict[int, tuple[Child, Care, date]] = {}
    for child, care in council.cares:
        if care.ended_on and period.has(care.ended_on):
            last[child.number] = (child, care, care.ended_on)
    yield from last.values()


def _left_by(*reasons: str) -> Callable[[Council, Period], Iterator[Member]]:
    def count(council: Council, period: Period) -> Iterator[Member]:
        for child, care, _ in left(council, period):
            yield Member(child.number, care.starts_on, care.end_reason in reasons)

    return count


measure("cla_unplanned_return")(_left_by("E4B"))
measure("cla_sgo")(_left_by("E43", "E44", "E45", "E46", "E47", "E48"))
measure("ad_share")(_left_by("E11", "E12"))


@measure("cla_reentry")
def back_in_care(council: Council, period: Period) -> Iterator[Member]:
    """Count children back within 365 days of going home, a year before the period.

    A child who was to turn 18 within the year, and did not come back, is in neither.
    """
    for child, care in council.cares:
        ended = care.ended_on
        if ended is None or not period.has(add_months(ended, 12)):
            continue
        if care.end_reason in ("E4A", "E4B", "E13"):
            starts = [c.starts_on for c in child.cares if not c.is_short_breaks]
            back = any(ended < on <= ended + YEAR for on in starts)
            if back or add_months(child.born_on, 216) > ended + YEAR:
                yield Member(child.number, ended, back)


@measure("cla_sw_3plus")
def workers(council: Council, period: Period) -> list[Member]:
    """Count children with three people or more as social worker in twelve months.

    The return tells of those who had the child at some time while in care.
    """

    def found() -> Iterator[Member]:
        start = add_months(period.end + timedelta(days=1), -12)
        for child, care in open_cares(council, period.end):
            people = {
                spell.worker
                for referral in child.referrals
                for spell in referral.workers
                if spell.is_named
                and _overlap(spell, start, period.end)
                and any(
                    _overlap(spell, c.starts_on, c.ended_on or council.as_at)
                    for c in child.cares
                    if not c.is_short_breaks
                )
            }
            yield Member(child.number, care.starts_on, len(people) >= 3)

    return once(found())


def _overlap(spell: WorkerSpell, first: date, last: date) -> bool:
    return spell.starts_on <= last and (spell.ended_on or date.max) > first


def _in_turn(council: Council, child: Child) -> list[WorkerSpell]:
    """Return the named workers whom the return tells of: those of time in care."""
    return [
        spell
        for referral in child.referrals
        for spell in referral.workers
        if spell.is_named
        and any(
            _overlap(spell, c.starts_on, c.ended_on or council.as_at)
            for c in child.cares
            if not c.is_short_breaks
        )
    ]


def _without(council: Council, period: Period) -> Iterator[tuple[Child, Care, int]]:
    start = add_months(period.end + timedelta(days=1), -12)
    for child, care in open_cares(council, period.end):
        spells = _in_turn(council, child)
        day, days = max(start, care.starts_on), 0
        while day < period.end:
            is_held = any(open_at(s.starts_on, s.ended_on, day) for s in spells)
            had_one = any(s.ended_on is not None and s.ended_on <= day for s in spells)
            days += had_one and not is_held
            day += DAY
        if spells:
            yield child, care, days


@measure("cla_sw_gap")
def unheld(council: Council, period: Period) -> list[Member]:
    """Count children looked after whose worker was ever named."""
    return once(
        Member(child.number, care.starts_on, True)
        for child, care, _ in _without(council, period)
    )


@value("cla_sw_gap")
def days_unheld(council: Council, period: Period) -> float | None:
    """Return the days without a named worker, after one had left, for each child."""
    days = [found for *_, found in _without(council, period)]
    return sum(days) / len(days) if days else None


@measure("cla_missing", day="")
def missing(council: Council, period: Period) -> list[Member]:
    """Count children missing at some time, of those in care at some time."""

    def found() -> Iterator[Member]:
        for child, care in council.cares:
            if _touches(care.starts_on, care.ended_on, period):
                away = [a for c in child.cares for a in c.away if a.kind == "M"]
                was = any(_touches(a.starts_on, a.ended_on, period) for a in away)
                yield Member(child.number, None, was)

    return once(found())


def _touches(starts_on: date, ended_on: date | None, period: Period) -> bool:
    return starts_on <= period.end and (ended_on is None or ended_on >= period.start)


@measure("missing_rhi_offered")
def offered(council: Council, period: Period) -> Iterator[Member]:
    """Count children missing in the year who were offered an interview, last time."""
    at = period.end
    since = add_months(at + DAY, -12)
    for child, care in open_cares(council, at):
        gone = [a for a in care.away if a.kind == "M" and a.starts_on <= at]
        if any(a.starts_on >= since for a in gone):
            on = gone[-1].offered_on
            yield Member(child.number, care.starts_on, on is not None and on <= at)
