"""Every signal of a child, by every rule, and the stack of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from clearsight.madeup.days import add_months, add_working, days, year_end
from clearsight.madeup.drift import caring, front_door, holders, seen, steps, waiting
from clearsight.madeup.drift.day import (
    ONE_DAY,
    Day,
    Raised,
    caseloads,
    in_care,
    open_now,
)
from clearsight.madeup.drift.rules import (
    DUE_SOON,
    DUE_SOON_SHORT,
    NOT_A_CLOCK_HERE,
    SHORT,
    STACK,
    tier,
)
from clearsight.madeup.standings import Standing, standings
from clearsight.madeup.true import Child, Referral

# A clock that is overdue is a signal of its own as well.
ALSO = {
    "cp_visit": ("S09", "protection visit"),
    "cla_visit": ("S09", "care visit"),
    "s47_outcome": ("S14", "no outcome"),
}


def the_day(children: list[Child], extracts: Sequence[date], as_at: date) -> Day:
    """Return what the rules are told, from the days of which there are extracts."""
    ends = [day for day in (*extracts, year_end(as_at)) if day == year_end(day)]
    reach = add_months(min(ends) + ONE_DAY, -12)
    day = Day(as_at, reach, tuple(sorted(extracts)), caseloads(children, as_at))
    every = (wait for child in children for wait in waiting.waits(child, day))
    return replace(day, long_from=waiting.baseline(every, day))


def raised(child: Child, day: Day) -> list[Raised]:
    """Return each signal that is raised for a child, in order; none if closed."""
    found = open_now(child)
    if found is None:
        return []
    every = sorted({*_single(child, found, day)})
    keys = sorted({signal for signal, _, _ in every})
    if len(keys) >= STACK and any(tier(s, about) <= 1 for s, about, _ in every):
        firsts = sorted(min(on for s, _, on in every if s == key) for key in keys)
        every.append(("S27", " ".join(keys), firsts[STACK - 1]))
    return every


def _single(child: Child, found: Referral, day: Day) -> Iterator[Raised]:
    yield from _clocks(child, day)
    yield from front_door.back_again(child)
    yield from front_door.planned_again(child, found, day)
    yield from front_door.long_neglect(child, day)
    yield from front_door.enquiries(child, day)
    yield from waiting.long_wait(child, day)
    yield from steps.long_plans(found, day)
    yield from steps.up_down_up(child, day)
    yield from seen.not_seen(found, day)
    yield from seen.silent(child, found, day)
    yield from seen.not_heard(child, found, day)
    yield from holders.changing(child, day)
    yield from holders.thin_cover(found, day)
    yield from holders.nobody(found)
    care = in_care(found)
    if care:
        yield from caring.adrift(child, care, day)
        yield from caring.no_permanence(care, day)
        yield from caring.far(care)
        yield from caring.restricted(child, care, day)
        yield from caring.coming_apart(child, day)
        yield from caring.missing(care, day)
        yield from caring.eighteen(child, day)


def _clocks(child: Child, day: Day) -> Iterator[Raised]:
    for run in standings(child, day.as_at):
        if run.clock == NOT_A_CLOCK_HERE:
            continue
        if run.standing == "overdue":
            yield "S01", run.clock, run.due_on + ONE_DAY
            if run.clock in ALSO:
                yield *ALSO[run.clock], run.due_on + ONE_DAY
        since = _due_soon(run)
        if run.standing == "running" and since <= day.as_at:
            yield "S02", run.clock, since


def _due_soon(run: Standing) -> date:
    is_short = run.due_on <= run.starts_on + days(SHORT)
    before = DUE_SOON_SHORT if is_short else DUE_SOON
    return max(run.starts_on, add_working(run.due_on, -before))
