"""S04, S05 and S12: plans that go on, and steps down that do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clearsight.madeup.days import add_months
from clearsight.madeup.drift.day import ONE_DAY, Day, Raised
from clearsight.madeup.drift.rules import ASKED_AGAIN, NOISE, limit
from clearsight.madeup.true import Child, Referral

DISABILITY = "N2"


def long_plans(found: Referral, day: Day) -> Iterator[Raised]:
    """Yield S04 and S12."""
    for plan in found.plans:
        full = add_months(plan.starts_on, limit("S04", "protection plan"))
        if plan.ended_on is None and day.as_at >= full:
            yield "S04", "protection plan", full
    for helped in found.cin_plans:
        last = add_months(helped.starts_on, limit("S12", "child in need plan"))
        is_apart = helped.ended_on is not None or found.need == DISABILITY
        if not is_apart and day.as_at > last:
            again, times = last, 0
            while day.as_at > again:
                last, times = again, times + 1
                months = limit("S12", "child in need plan") + ASKED_AGAIN * times
                again = add_months(helped.starts_on, months)
            yield "S12", "child in need plan", last + ONE_DAY


def up_down_up(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S05."""
    undone: set[date] = set()
    steps = _steps(child, day)
    for at in range(1, len(steps)):
        on, level = steps[at]
        before = steps[at - 1][1]
        if level >= before:
            continue
        until = add_months(on, limit("S05", "up, down, up"))
        again = [d for d, here in steps[at + 1 :] if here >= before and d <= until]
        if again:
            undone.add(again[0])
    if len(undone) > 1:
        yield "S05", "up, down, up", sorted(undone)[1]


def _steps(child: Child, day: Day) -> list[tuple[date, int]]:
    """Return each day on which the level changed, and the level from then on."""
    spells = [spell for spell in _spells(child) if day.is_seen(spell[1])]
    days = sorted({on for start, end, _ in spells for on in (start, end) if on})
    steps: list[tuple[date, int]] = []
    for at, on in enumerate(days):
        level = max(
            (n for start, end, n in spells if start <= on and (not end or on < end)),
            default=0,
        )
        until = days[at + 1] if at + 1 < len(days) else day.as_at + ONE_DAY
        is_last = at + 1 == len(days)
        if until - on < timedelta(days=NOISE) and not is_last:
            continue
        if not steps or steps[-1][1] != level:
            steps.append((on, level))
    return steps


def _spells(child: Child) -> Iterator[tuple[date, date | None, int]]:
    for found in child.referrals:
        for care in found.cares:
            if not care.is_short_breaks:
                yield care.starts_on, care.ended_on, 3
        for plan in found.plans:
            yield plan.starts_on, plan.ended_on, 2
        for helped in found.cin_plans:
            yield helped.starts_on, helped.ended_on, 1
