"""How plans for neglect ended some months after they began, by hand."""

from __future__ import annotations

from collections.abc import Iterator

from clearsight.madeup.days import age
from clearsight.madeup.true import Child, ProtectionPlan
from golden.measures_by_hand.by_hand import (
    Council,
    Member,
    Period,
    measure,
    open_at,
    value,
)
from golden.measures_by_hand.protection import plans

DAYS = {"6m": 183, "12m": 365, "18m": 548, "24m": 730}
FEWEST_WATCHED = 10


def _begun(council: Council, period: Period) -> Iterator[tuple[Child, ProtectionPlan]]:
    for child in council.children:
        for plan in plans(child):
            if period.has(plan.starts_on) and plan.category_first == "NEG":
                yield child, plan


def _end(council: Council, child: Child, plan: ProtectionPlan) -> tuple[int, str]:
    """Return how long a plan was watched, and what ended it; blank while it is open.

    Coming into care ends it, also where the plan went on.
    """
    cares = [c for c in child.cares if not c.is_short_breaks]
    last = plan.ended_on or council.as_at
    taken = [c.starts_on for c in cares if plan.starts_on < c.starts_on <= last]
    if taken:
        return (min(taken) - plan.starts_on).days, "care"
    days = (last - plan.starts_on).days
    if plan.ended_on is None:
        return days, ""
    if any(open_at(c.starts_on, c.ended_on, last) for c in cares):
        return days, "care"
    return days, "otherwise" if age(child.born_on, last) >= 18 else "stepdown"


def _share(ends: list[tuple[int, str]], how: str, by_day: int) -> float | None:
    """Follow the cohort day by day: of those there, how many ended so, or in any way.

    Too few watched to the day tell nothing, but where everyone had ended.
    """
    there, came, on_the_day = 1.0, 0.0, 1.0
    for day in range(max((days for days, _ in ends), default=-1) + 1):
        watched = sum(days >= day for days, _ in ends)
        today = [end for days, end in ends if days == day and end]
        if day <= by_day:
            came += there * sum(end == how for end in today) / watched
        there *= 1 - len(today) / watched
        if day <= by_day:
            on_the_day = there
    watched = sum(days >= by_day for days, _ in ends)
    if watched < FEWEST_WATCHED and there > 0:
        return None
    return 100 * (on_the_day if how == "open" else came)


def _register(how: str, months: str, by_day: int) -> None:
    key = f"cpp_neglect_{how}_{months}"

    @measure(key)
    def members(council: Council, period: Period) -> Iterator[Member]:
        for child, plan in _begun(council, period):
            days, end = _end(council, child, plan)
            is_over = bool(end) and days <= by_day
            counts = not is_over if how == "open" else is_over and end == how
            yield Member(child.number, plan.starts_on, counts)

    @value(key)
    def share(council: Council, period: Period) -> float | None:
        ends = [_end(council, *one) for one in _begun(council, period)]
        return _share(ends, how, by_day)


for _how in ("stepdown", "care", "open"):
    for _months, _by_day in DAYS.items():
        _register(_how, _months, _by_day)
