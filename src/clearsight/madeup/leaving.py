"""Young people who have left care and have a leaving care service."""

from __future__ import annotations

from random import Random

from clearsight.madeup.days import age, days, working_by
from clearsight.madeup.true import Child, Leaver
from clearsight.madeup.world import World, pick

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


def leave(rng: Random, world: World, child: Child) -> None:
    """Give a young person who left care at 16 or later a leaving care service."""
    cares = [care for care in child.cares if care.ended_on and not care.is_short_breaks]
    if not cares or any(care.ended_on is None for care in child.cares):
        return
    years = age(child.born_on, world.as_at)
    ended = max(care.ended_on for care in cares if care.ended_on)
    if not 16 <= years <= OLDEST or age(child.born_on, ended) < 16:
        return
    in_touch = pick(rng, IN_TOUCH)
    home = pick(rng, ACCOMMODATION)
    is_bad = home in NEVER_SUITABLE or rng.random() < 0.07
    worker, team = world.worker(rng, "leaving")
    adviser, _ = world.worker(rng, "leaving")
    child.leaver = Leaver(
        "a" if years < 18 else "b",
        in_touch,
        home,
        "b" if is_bad else "a",
        pick(rng, ACTIVITY),
        working_by(max(ended, world.as_at - days(rng.randint(3, 170)))),
        working_by(max(ended, world.as_at - days(rng.randint(2, 55)))),
        worker,
        adviser.replace("SW", "PA"),
        team,
    )
