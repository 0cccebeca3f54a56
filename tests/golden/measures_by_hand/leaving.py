"""Care leavers, adoption, allocation, and swings between levels, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, age
from clearsight.madeup.true import Adoption, Care, Child, Leaver
from golden.measures_by_hand.by_hand import (
    CASELOAD,
    DAY,
    Council,
    Member,
    Period,
    in_need,
    last_by,
    measure,
    once,
    open_at,
    over,
    value,
)

OCCUPIED = "FP"  # full time and part time; G is neither
MONTH = 365.25 / 12
BRIEF = timedelta(days=14)


def _described(council: Council, period: Period) -> Iterator[tuple[Child, list[str]]]:
    """Yield each young person whose 19th, 20th or 21st birthday was in the year."""
    if (period.end.month, period.end.day) == (3, 31):
        start = date(period.end.year - 1, 4, 1)
        for child in council.children:
            codes = outcomes.leaver(child, start, period.end)
            if codes:
                yield child, [str(code) for code in codes]


def _with_code(
    at: int, counts: Callable[[str], bool]
) -> Callable[[Council, Period], Iterator[Member]]:
    def count(council: Council, period: Period) -> Iterator[Member]:
        for child, codes in _described(council, period):
            yield Member(child.number, None, counts(codes[at]))

    return count


measure("cl_not_in_touch", day="")(_with_code(0, lambda code: code == "NO"))
measure("cl_eet", day="")(_with_code(1, lambda code: code[0] in OCCUPIED))
measure("cl_suitable", day="")(_with_code(2, lambda code: code.endswith("1")))


def _younger(
    at: int, counts: Callable[[str], bool], leaves: str
) -> Callable[[Council, Period], Iterator[Member]]:
    """Count those who left care and turned 17 or 18 in the year, by one of their codes.

    Back home for six months leaves the count, and so does who lives nobody knows where.
    """

    def count(council: Council, period: Period) -> Iterator[Member]:
        if (period.end.month, period.end.day) == (3, 31):
            start = date(period.end.year - 1, 4, 1)
            for child in council.children:
                codes = [str(c) for c in outcomes.younger(child, start, period.end)]
                if codes and codes[0] != "RHOM" and codes[at][0] not in leaves:
                    yield Member(child.number, None, counts(codes[at]))

    return count


measure("cl_eet_17_18", day="")(_younger(1, lambda code: code[0] in OCCUPIED, ""))
measure("cl_suitable_17_18", day="")(
    _younger(2, lambda code: code.endswith("1"), "GHR")
)


def _served(council: Council, at: date) -> Iterator[tuple[Child, Leaver, str]]:
    """Yield who has the service on a day and is under 21, and by which right."""
    for child in council.children:
        one = child.leaver
        if one and one.starts_on <= at and age(child.born_on, at) < 21:
            is_in_care = any(
                open_at(c.starts_on, c.ended_on, at)
                for c in child.cares
                if not c.is_short_breaks
            )
            is_young = age(child.born_on, at) < 18
            right = "relevant" if is_young else "former relevant"
            yield child, one, "eligible" if is_in_care else right


@measure("cl_pathway_current")
def pathway(council: Council, period: Period) -> Iterator[Member]:
    """Count those whose plan was reviewed in the six months before."""
    for child, one, _ in _served(council, period.end):
        last = last_by(one.reviews, period.end)
        current = last is not None and add_months(last, 6) >= period.end
        yield Member(child.number, last, current)


@measure("cl_contact_8w")
def contacted(council: Council, period: Period) -> Iterator[Member]:
    """Count those no longer in care who were contacted in the 56 days before."""
    for child, one, right in _served(council, period.end):
        if right != "eligible":
            last = last_by(one.contacts, period.end)
            lately = last is not None and (period.end - last).days <= 56
            yield Member(child.number, last, lately)


def _adopted(
    council: Council, since: date, until: date
) -> list[tuple[Child, Adoption]]:
    return [
        (child, child.adoption)
        for child in council.children
        if child.adoption
        and child.adoption.adopted_on
        and since <= child.adoption.adopted_on <= until
    ]


def _care(child: Child) -> Care:
    return next(c for c in child.cares if c.end_reason in ("E11", "E12"))


Days = dict[int, tuple[date | None, int]]


def to_family(council: Council, period: Period) -> Days:
    """Return the days from the start of care to moving in, three years of adoptions."""
    found = _adopted(council, add_months(period.end + DAY, -36), period.end)
    return {
        child.number: (
            _care(child).starts_on,
            (way.placed_on - _care(child).starts_on).days,
        )
        for child, way in found
        if way.placed_on
    }


def to_match(council: Council, period: Period) -> Days:
    """Return the days from placement order to match, at least none."""
    found = _adopted(council, add_months(period.end + DAY, -36), period.end)
    return {
        child.number: (way.order_on, max((way.matched_on - way.order_on).days, 0))
        for child, way in found
        if way.order_on and way.matched_on and way.placed_on
    }


def decided_to_match(council: Council, period: Period) -> Days:
    """Return the days from the decision to the match, adoptions of the period."""
    return {
        child.number: (way.decided_on, (way.matched_on - way.decided_on).days)
        for child, way in _adopted(council, period.start, period.end)
        if way.matched_on
    }


def _of(days: Callable[[Council, Period], Days], unit: float, key: str) -> None:
    def count(council: Council, period: Period) -> Iterator[Member]:
        for child, (since, _) in days(council, period).items():
            yield Member(child, since, True)

    def mean(council: Council, period: Period) -> float | None:
        found = [taken / unit for _, taken in days(council, period).values()]
        return sum(found) / len(found) if found else None

    measure(key)(count)
    value(key)(mean)


_of(to_family, 1, "ad_a10")
_of(to_match, 1, "ad_a2")
_of(decided_to_match, MONTH, "ad_decision_to_match")


@measure("ad_waiting")
def waiting(council: Council, period: Period) -> Iterator[Member]:
    """Count children under a placement order for over 121 days, with no match."""
    at = period.end
    for child in council.children:
        way = child.adoption
        if way is None or way.order_on is None or (at - way.order_on).days <= 121:
            continue
        ended = (way.matched_on, way.placed_on, way.adopted_on, way.reversed_on)
        is_open = any(open_at(c.starts_on, c.ended_on, at) for c in child.cares)
        if is_open and not any(day and day <= at for day in ended):
            yield Member(child.number, way.order_on, True)


@measure("wf_unallocated", day="")
def unallocated(council: Council, period: Period) -> list[Member]:
    """Count open children whom no person held on the day."""

    def found() -> Iterator[Member]:
        for child, referral in council.referrals:
            if in_need(referral, period.end) and not any(
                spell.is_named and open_at(spell.starts_on, spell.ended_on, period.end)
                for spell in referral.workers
            ):
                yield Member(child.number, None, True)

    return once(found())


def _held_by_each(council: Council, at: date) -> dict[str, set[int]]:
    """Return the people named, and the numbers of the open children each has.

    A young person with a leaving care service, whose case is else closed, has the
    worker of that service.
    """
    held: dict[str, set[int]] = {}
    for child in council.children:
        is_open = False
        for referral in child.referrals:
            if in_need(referral, at):
                is_open = True
                for spell in referral.workers:
                    if spell.is_named and open_at(spell.starts_on, spell.ended_on, at):
                        held.setdefault(spell.worker, set()).add(child.number)
        if child.leaver and child.leaver.starts_on <= at and not is_open:
            held.setdefault(child.leaver.worker, set()).add(child.number)
    return held


@measure("wf_high_caseload", day="")
def over_the_limit(council: Council, period: Period) -> Iterator[Member]:
    """Count the people who have more open children than their limit."""
    for worker, children in _held_by_each(council, period.end).items():
        yield Member(worker, None, len(children) > CASELOAD)


@measure("wf_caseload_named", day="")
def who_is_named(council: Council, period: Period) -> Iterator[Member]:
    """Count the people who have any."""
    for worker in _held_by_each(council, period.end):
        yield Member(worker, None, True)


@value("wf_caseload_named")
def each_has(council: Council, period: Period) -> float | None:
    """Return the children of all of them, shared out."""
    held = _held_by_each(council, period.end).values()
    return sum(map(len, held)) / len(held) if held else None


def level(child: Child, at: date) -> int:
    """Return how far in a child was on a day: 0 closed, 1 need, 2 protected, 3 care."""
    if any(
        open_at(c.starts_on, c.ended_on, at)
        for c in child.cares
        if not c.is_short_breaks
    ):
        return 3
    if any(
        open_at(p.starts_on, p.ended_on, at) for r in child.referrals for p in r.plans
    ):
        return 2
    return int(any(in_need(r, at) for r in child.referrals))


@measure("drift_oscillation", day="")
def swung(council: Council, period: Period) -> Iterator[Member]:
    """Count children who stepped down and up again twice in 24 months.

    Of children open in the period and known for 24 months. The level is looked up on
    each day of the life; what lasted under 14 days is passed over.
    """
    since = add_months(period.end, -24)
    for child in council.children:
        first = min((r.on for r in child.referrals), default=date.max)
        if first > since:
            continue
        if not any(
            not r.is_nfa
            and r.on <= period.end
            and ((ended := over(r)) is None or ended >= period.start)
            for r in child.referrals
        ):
            continue
        runs = _runs(child, first, council.as_at)
        swings = sum(
            before[1] > low[1] < after[1] and low[0] > since and after[0] <= period.end
            for before, low, after in zip(runs, runs[1:], runs[2:], strict=False)
        )
        yield Member(child.number, None, swings >= 2)


def _runs(child: Child, first: date, last: date) -> list[tuple[date, int]]:
    """Return the days on which the level changed, and to what, brief ones left out."""
    days = [first + n * DAY for n in range((last - first).days + 1)]
    changes = [(day, level(child, day)) for day in days]
    ends = [*(day for day, _ in _changed(changes)[1:]), None]
    lasting = [
        (day, at)
        for (day, at), end in zip(_changed(changes), ends, strict=True)
        if end is None or end - day >= BRIEF
    ]
    return _changed(lasting)


def _changed(runs: list[tuple[date, int]]) -> list[tuple[date, int]]:
    kept: list[tuple[date, int]] = []
    for day, at in runs:
        if not kept or kept[-1][1] != at:
            kept.append((day, at))
    return kept
