"""Complaints to the made-up council, each stage of them with its days.

Those about the work with one child are those that `madeup.local` tells of. The others
are about a service, and name no child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup import local
from clearsight.madeup.days import add_months, add_working, days
from clearsight.madeup.true import Child
from clearsight.madeup.world import World, pick

ABOUT = {
    "DELAY": 24, "COMMUNICATION": 24, "CHANGE OF WORKER": 14, "CONTACT": 10,
    "DECISION": 14, "CONDUCT": 10, "OTHER": 4,
}  # fmt: skip
# What `madeup.local` calls the same.
SAID = {
    "delay": "DELAY", "change of worker": "CHANGE OF WORKER",
    "not listened to": "COMMUNICATION", "contact": "CONTACT",
}  # fmt: skip
BY = {"PARENT": 52, "CHILD": 14, "ADVOCATE": 14, "CARER": 14, "OTHER": 6}
OUTCOME = {"UPHELD": 24, "PARTLY UPHELD": 28, "NOT UPHELD": 44, "OTHER": 4}
CHILDREN_A_COMPLAINT, FEWEST = 100, 3  # a month
CORPORATE, EXTENDED, TAKEN_BACK, NEVER = 0.08, 0.3, 0.14, 0.06
TO_STAGE_2, TO_STAGE_3, TO_OMBUDSMAN = 0.35, 0.3, 0.1
FIRST, LONGER, SECOND, LONGEST, PANEL, AFTER_PANEL = 10, 20, 25, 65, 30, 20


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of one complaint; of no child where it is about a service."""

    complaint: str
    child: int | None
    stage: str
    received_on: date
    made_by: str
    about: str
    started_on: date | None = None
    is_extended: bool = False
    due_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    panel_on: date | None = None


def stages(world: World, children: Sequence[Child]) -> list[Stage]:
    """Return every stage that had begun, in the order of complaints."""
    over = local.Over(world)
    found: list[Stage] = []
    for child in children:
        found += (
            _of_child(world, child, c) for c in local.told(over, child).complaints
        )
    number, month = 0, world.starts_on
    while month <= world.as_at:
        for _ in range(max(FEWEST, world.children // CHILDREN_A_COMPLAINT)):
            number += 1
            rng = _chance(world, f"service/{number}")
            came = month + days(rng.randrange(28))
            found += _of_service(rng, world, f"S{number:05}", came)
        month = add_months(month, 1)
    return [one for one in found if one.received_on <= world.as_at]


def _chance(world: World, about: str) -> Random:
    return Random(f"{world.seed}/beyond/own/complaint/{about}")  # noqa: S311 (a simulation)


def _of_child(world: World, child: Child, told: local.Complained) -> Stage:
    rng = _chance(world, f"child/{child.number}")
    is_extended = rng.random() < EXTENDED
    outcome = pick(rng, OUTCOME)
    return Stage(
        f"C{child.number:05}", child.number, str(told.stage), told.on, pick(rng, BY),
        SAID[told.about],
        started_on=told.on if told.stage > 1 else None,
        is_extended=is_extended,
        due_on=add_working(told.on, _limit(told.stage, is_extended)),
        answered_on=told.answered_on,
        outcome=outcome if told.answered_on else "",
    )  # fmt: skip


def _limit(stage: int, is_extended: bool) -> int:
    if stage == 1:
        return LONGER if is_extended else FIRST
    return LONGEST if is_extended else SECOND


def _of_service(rng: Random, world: World, number: str, came: date) -> Iterator[Stage]:
    """Yield the stages of a complaint, each from the answer of the one before."""
    made_by, about = pick(rng, BY), pick(rng, ABOUT)
    is_corporate = rng.random() < CORPORATE
    kind = "CORPORATE" if is_corporate else "1"
    one = _answered(rng, world, Stage(number, None, kind, came, made_by, about), 1)
    yield one
    follows = [("2", TO_STAGE_2), ("3", TO_STAGE_3), ("OMBUDSMAN", TO_OMBUDSMAN)]
    for at, (stage, chance) in enumerate(follows, start=2):
        goes_on = rng.random() < chance and not is_corporate
        if one.answered_on is None or not goes_on:
            return
        asked = add_working(one.answered_on, rng.randint(1, 20))
        if asked > world.as_at:
            return
        one = _answered(
            rng, world, Stage(number, None, stage, asked, made_by, about), at
        )
        yield one


def _answered(rng: Random, world: World, one: Stage, at: int) -> Stage:
    """Answer a stage on its last day, before it, after it or never; or close it."""
    is_extended = rng.random() < EXTENDED
    waits = rng.randint(0, 10)
    begun, started, panel = one.received_on, None, None
    if at == 2 and rng.random() < 0.8:
        begun = add_working(one.received_on, waits)
        started = world.by(begun)
    limit = _limit(min(at, 2), is_extended) if at < 3 else PANEL + AFTER_PANEL
    most = {2: LONGEST}.get(at, limit)
    took = rng.choice((limit, most, rng.randint(1, most), rng.randint(1, limit),
                       most + rng.randint(1, 15)))  # fmt: skip
    if at == 3:
        met = rng.choice((PANEL, 20, 28, 41))
        panel, took = world.by(add_working(begun, met)), max(took, met)
    thrown, closed_after = rng.random(), rng.randint(1, most + 10)
    answered = world.by(add_working(begun, took))
    closed: date | None = None
    outcome = pick(rng, OUTCOME)
    if thrown < TAKEN_BACK:
        answered, closed = None, world.by(add_working(begun, closed_after))
        outcome = rng.choice(("WITHDRAWN", "RESOLVED"))
    elif thrown < TAKEN_BACK + NEVER:
        answered = None
    return Stage(
        one.complaint, one.child, one.stage, one.received_on, one.made_by, one.about,
        started, is_extended, add_working(begun, limit), answered, closed,
        outcome if answered or closed else "", panel,
    )  # fmt: skip
