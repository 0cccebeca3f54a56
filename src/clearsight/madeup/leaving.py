"""Young people with a leaving care service: in care still at 16 or 17, or since."""

from __future__ import annotations

from datetime import date
from random import Random

from clearsight.madeup.days import add_months, age, days, working_from
from clearsight.madeup.true import Child, Leaver
from clearsight.madeup.workers import in_post
from clearsight.madeup.world import Habit, World, ladder, months, pick, weeks

IN_TOUCH = {"YES": 92, "NO": 4, "REFU": 2, "NREQ": 2}
ACCOMMODATION = {
    "U": 34, "D": 18, "B": 12, "Z": 10, "E": 5, "K": 6, "T": 4, "X": 3, "V": 2, "S": 2,
    "Y": 4,
}  # fmt: skip
ACTIVITY = {
    "F5": 22, "P5": 5, "F2": 20, "P2": 3, "F1": 6, "F4": 4, "G5": 26, "G4": 9, "G6": 5,
}  # fmt: skip
NEVER_SUITABLE = ("S", "X")
# As in the 903: a young person whose birthday falls in the year is described until 21.
OLDEST = 25
PATHWAY = Habit(early=30, late=0.06, most=60)
TOUCH = Habit(early=20, late=0.08, most=40)
LATE_PLAN = 0.08  # of eligible children have no pathway plan by 16 and a quarter
ELIGIBLE_DAYS = 91  # 13 weeks, which need not be together


def leave(rng: Random, world: World, child: Child) -> None:
    """Give a leaving care service to those to whom one is owed."""
    cares = [care for care in child.cares if not care.is_short_breaks]
    if not cares:
        return
    due = eligible_on(child, world.as_at)
    ended = cares[-1].ended_on
    if due is None or age(child.born_on, world.as_at) > OLDEST:
        return
    if ended is None and age(child.born_on, world.as_at) >= 18:
        return
    late = rng.random() < LATE_PLAN
    starts_on = working_from(
        due + days(rng.randint(100, 400) if late else rng.randint(20, 80))
    )
    if ended is not None:
        starts_on = min(starts_on, working_from(ended))
    if starts_on <= world.as_at:
        serve(rng, world, child, starts_on)


def serve(rng: Random, world: World, child: Child, starts_on: date) -> None:
    """Give the service from a day: a plan reviewed each half year, and an adviser."""
    home = pick(rng, ACCOMMODATION)
    is_bad = home in NEVER_SUITABLE or rng.random() < 0.07
    person = in_post(rng, world, "leaving", world.as_at)
    adviser = in_post(rng, world, "leaving", world.as_at)
    far = world.as_at + days(1)
    child.leaver = Leaver(
        starts_on,
        pick(rng, IN_TOUCH),
        home,
        "b" if is_bad else "a",
        pick(rng, ACTIVITY),
        person.code,
        adviser.code.replace("SW", "PA"),
        person.team,
        [starts_on, *ladder(rng, starts_on, far, (months(6),), PATHWAY)],
        [starts_on, *ladder(rng, starts_on, far, (weeks(8),), TOUCH)],
    )


def eligible_on(child: Child, as_at: date) -> date | None:
    """Return the day a child became eligible: 13 weeks in care since 14, and 16.

    None where that day had not come by the day given.
    """
    fourteen, sixteen = add_months(child.born_on, 168), add_months(child.born_on, 192)
    so_far = 0
    for care in child.cares:
        if care.is_short_breaks:
            continue
        first, last = max(care.starts_on, fourteen), care.ended_on or as_at
        if last < first:
            continue
        needed = first + days(ELIGIBLE_DAYS - so_far)
        found = max(needed, sixteen)
        if found <= last:
            return found
        so_far += (last - first).days
    return None
