"""How what happened was recorded: late, with a wrong day for a while, or never.

Each fault has a name and is listed in `truth/faults.csv` with every extract that it
touches, so that whatever a review of the returns misses can be explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup import care as caring
from clearsight.madeup.days import days
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.world import World

LATE, PUT_RIGHT, NEVER = "recorded late", "date put right later", "never recorded"
HEADINGS = (
    "child", "what", "on", "fault", "shown_as", "right_from", "extract",
)  # fmt: skip

# Shares of all that is recorded.
HOW_OFTEN = ((0.004, NEVER), (0.010, PUT_RIGHT), (0.040, LATE))
# What can be put down with a wrong day without becoming another thing.
MOVABLE = frozenset(
    {"protection visit", "child seen", "care visit", "review conference", "care review"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was not recorded as it happened.

    `shown` is the wrong day it stood under (None: it was absent); `right_from` the day
    on which the record was put right (None: it has not been).
    """

    child: int
    what: str
    on: date
    name: str
    shown: date | None
    right_from: date | None

    def touches(self, day: date) -> bool:
        """Say whether an extract of a day shows the fault."""
        first = min(self.on, self.shown) if self.shown else self.on
        return first <= day and (self.right_from is None or day < self.right_from)


def faults(world: World, child: Child) -> list[Fault]:
    """Return the faults of one child, by chance; the same for the same seed."""
    rng = Random(f"{world.seed}/recorded/{child.number}")  # noqa: S311 (a simulation)
    found = []
    for what, on, first in _recorded(child):
        dice = rng.random()
        name = next((name for share, name in HOW_OFTEN if dice < share), None)
        if name is None or (name == PUT_RIGHT and what not in MOVABLE):
            continue
        shown = None
        right: date | None = on + days(rng.choice((2, 4, 7, 7, 10, 14, 21, 30, 45)))
        if name == PUT_RIGHT:
            shown, right = on - days(rng.randint(1, 25)), on + days(rng.randint(20, 90))
            if shown <= first:
                continue
        if name == NEVER:
            if what not in MOVABLE:
                continue
            right = None
        found.append(Fault(child.number, what, on, name, shown, right))
    return found


def _recorded(child: Child) -> Iterator[tuple[str, date, date]]:
    """Yield what, its day, and the day before which it could not be."""
    for found in child.referrals:
        one = found.assessment
        if one and one.authorised_on:
            yield "assessment authorised", one.authorised_on, one.starts_on
        for plan in found.cin_plans:
            yield from (("child seen", on, plan.starts_on) for on in plan.seen_on)
        for protection in found.plans:
            start = protection.starts_on
            yield from (("protection visit", on, start) for on in protection.visits)
            # The conference at which a plan ended is dated by that end.
            ended = protection.ended_on
            for on in protection.reviews:
                if on not in (ended, protection.changed_on):
                    yield "review conference", on, start
        for care in found.cares:
            yield from (("care visit", on, care.starts_on) for on in care.visits)
            yield from (("care review", on, care.starts_on) for on in care.reviews)
            last = care.placements[-1]
            if len(care.placements) > 1 and last.ended_on is None:
                yield "placement move", last.starts_on, care.starts_on
        if len(found.workers) > 1:
            yield "worker change", found.workers[-1].starts_on, found.on


def as_recorded(child: Child, of_child: Iterable[Fault], day: date) -> Child:
    """Change a child, as known on a day, into what the record showed; return it."""
    for fault in of_child:
        if fault.touches(day):
            for found in child.referrals:
                _apply(found, fault, day)
    return child


def _apply(found: Referral, fault: Fault, day: date) -> None:
    match fault.what:
        case "assessment authorised":
            one = found.assessment
            if one and one.authorised_on == fault.on:
                one.authorised_on, one.is_service, one.factors = None, False, ()
        case "child seen":
            for plan in found.cin_plans:
                plan.seen_on = _moved(plan.seen_on, fault, day)
        case "protection visit":
            for protection in found.plans:
                protection.visits = _moved(protection.visits, fault, day)
                protection.alone = _moved(protection.alone, fault, day)
        case "review conference":
            for protection in found.plans:
                protection.reviews = _moved(protection.reviews, fault, day)
        case "worker change":
            _unchanged(found, fault.on)
        case _:
            for care in found.cares:
                _care(care, fault, day)


def _care(care: Care, fault: Fault, day: date) -> None:
    match fault.what:
        case "care visit":
            care.visits = _moved(care.visits, fault, day)
        case "care review":
            care.reviews = _moved(care.reviews, fault, day)
        case "placement move" if care.placements[-1].starts_on == fault.on:
            if len(care.placements) > 1 and care.ended_on is None:
                care.placements.pop()
                care.placements[-1].ended_on = None
                care.placements[-1].change_reason = ""
                caring.cut(care)
        case _:
            pass


def _unchanged(found: Referral, on: date) -> None:
    if len(found.workers) > 1 and found.workers[-1].starts_on == on:
        gone = found.workers.pop()
        if found.workers[-1].ended_on == gone.starts_on:
            found.workers[-1].ended_on = gone.ended_on


def _moved(held: list[date], fault: Fault, day: date) -> list[date]:
    if fault.on in held:
        held = [on for on in held if on != fault.on]
        if fault.shown and fault.shown <= day:
            held = sorted({*held, fault.shown})
    return held
