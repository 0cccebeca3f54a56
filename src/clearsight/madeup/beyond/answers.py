"""What managers answered to the flags raised about children: the log of a council.

A flag is raised on a working day, or now and then at a weekend; urgent ones (tier 0)
are to be answered in two working days, a limit past (tier 1) in five, drift (tier 2) in
ten. Some are answered on the last day, some a day late, some never; some close by
themselves because what they asked for happened, and some are raised again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.days import add_months, add_working, days, working_from
from clearsight.madeup.true import Child
from clearsight.madeup.world import World, pick

TIERS = {"S14": 0, "S20": 0, "S24": 0, "S17": 1, "S18": 1, "S16": 1, "S12": 2, "S06": 2}
LIMITS = (2, 5, 10)  # working days, by tier
BACK = 30  # months for which the council has kept a log
FLAGGED = 0.5  # of children about whom there is work are flagged at some time
AT_A_WEEKEND = 0.1
AGAIN = 0.55  # of flags that were answered are raised again
MOST = 4  # times that one thing is raised of one child
HOW = {
    "early": 34, "last day": 14, "day late": 10, "weekend late": 6, "very late": 12,
    "never": 10, "by itself": 14,
}  # fmt: skip
ANSWER = {
    "acting now": 45, "planned": 25, "the record is wrong": 12,
    "not right for this child": 8, "passed to another team": 10,
}  # fmt: skip
PLANNED = "planned"
CLOSES = ("the record is wrong", "not right for this child")
# Days from an answer to the next flag of the kind, the edge of sixty days among them.
APART = (0, 1, 12, 30, 45, 59, 60, 60, 61, 61, 75, 110)
AHEAD = (7, 14, 21, 28)
FAR_AHEAD = (45, 90)  # drift alone may be planned so


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag, and what became of it; `is_resolved`: it closed by itself."""

    child: int
    signal: str
    tier: int
    raised_on: date
    answered_on: date | None = None
    answer: str = ""
    planned_on: date | None = None
    closed_on: date | None = None
    is_resolved: bool = False


def flags(world: World, children: Sequence[Child]) -> list[Flag]:
    """Return every flag of the log, child by child, in the order they were raised."""
    return [one for child in children for one in flagged(world, child)]


def flagged(world: World, child: Child) -> list[Flag]:
    """Return the flags about one child, by chance that is the child's own."""
    rng = Random(f"{world.seed}/beyond/answers/{child.number}")  # noqa: S311 (a simulation)
    began = add_months(world.as_at, -BACK)
    work = [found for found in child.referrals if not found.is_nfa]
    found: list[Flag] = []
    for referral in work:
        first, last = max(referral.on, began), referral.closed_on or world.as_at
        if first < last and rng.random() < FLAGGED:
            for signal in rng.sample(sorted(TIERS), rng.randint(1, 3)):
                on = first + days(rng.randrange((last - first).days))
                found += _again_and_again(rng, world, child, signal, on)
    return sorted(_once(found), key=lambda one: (one.raised_on, one.signal))


def _once(found: Sequence[Flag]) -> Iterator[Flag]:
    """Keep one flag of a kind for each day."""
    seen = set()
    for one in found:
        if (one.signal, one.raised_on) not in seen:
            seen.add((one.signal, one.raised_on))
            yield one


def _again_and_again(
    rng: Random, world: World, child: Child, signal: str, on: date
) -> Iterator[Flag]:
    here = on if rng.random() < AT_A_WEEKEND else working_from(on)
    for _ in range(MOST):
        if here > world.as_at:
            return
        one = _flag(rng, world, child.number, signal, here)
        yield one
        if one.answered_on is None or rng.random() >= AGAIN:
            return
        following = one.answered_on + days(rng.choice(APART))
        if one.planned_on:
            # A day before what was planned, on the day itself, or some time after.
            following = one.planned_on + days(rng.choice((-3, -1, 0, 0, 1, 20)))
        here = max(following, here + days(1))


def _flag(rng: Random, world: World, child: int, signal: str, on: date) -> Flag:
    tier = TIERS[signal]
    how = pick(rng, HOW)
    if how == "by itself":
        closed_on = world.by(on + days(rng.randint(1, 30)))
        resolved = closed_on is not None
        return Flag(child, signal, tier, on, closed_on=closed_on, is_resolved=resolved)
    answered_on = world.by(_answered(rng, how, on, LIMITS[tier]))
    if answered_on is None:
        return Flag(child, signal, tier, on)
    answer, planned_on = pick(rng, ANSWER), None
    happens_on = answered_on + days(rng.randint(0, 40))
    if answer == PLANNED:
        planned_on = answered_on + days(rng.choice(AHEAD if tier < 2 else FAR_AHEAD))
        happens_on = planned_on
    is_over = answer in CLOSES
    closed_on = answered_on if is_over else world.by(happens_on)
    if not is_over and rng.random() < 0.3:
        closed_on = None
    # What a person had answered may close by itself too, once the thing is done.
    by_itself = closed_on is not None and not is_over and rng.random() < 0.7
    return Flag(
        child, signal, tier, on, answered_on, answer, planned_on, closed_on, by_itself
    )


def _answered(rng: Random, how: str, on: date, limit: int) -> date | None:
    """Return the day of the answer; None where nobody answers."""
    due = add_working(on, limit)
    if how == "early":
        return max(on, due - days(rng.randint(1, limit)))
    if how == "last day":
        return due
    if how == "day late":
        return add_working(due, 1)
    if how == "weekend late":
        return due + days(1)
    return due + days(rng.randint(5, 60)) if how == "very late" else None
