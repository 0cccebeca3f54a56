"""A period of care: legal statuses, placements, and the episodes that they make."""

from __future__ import annotations

from datetime import date
from random import Random

from clearsight.madeup.days import add_months, age, days, working_by
from clearsight.madeup.true import Away, Care, Child, Episode, Placement
from clearsight.madeup.world import (
    Habit,
    World,
    ladder,
    months,
    pick,
    postcode,
    weeks,
    working,
)

LONG_TERM = ("U1", "U4")
# Registered supported accommodation came into use on this day.
SUPPORTED_FROM = date(2023, 10, 28)

NEED = {"N1": 66, "N2": 3, "N3": 4, "N4": 9, "N5": 13, "N6": 1, "N8": 4}
YOUNG = {"U6": 56, "U3": 22, "U4": 8, "U1": 6, "K2": 4, "R3": 2, "P1": 2}
TEEN = {"U6": 38, "U4": 12, "U3": 12, "K2": 30, "U1": 5, "S1": 1, "P1": 2}
OLDER = {"K3": 52, "U6": 20, "U4": 10, "K2": 18}
SETTLED = {"U4": 46, "U6": 22, "U1": 16, "K2": 12, "P1": 4}
PROVIDER = {
    "U": {"PR1": 62, "PR4": 34, "PR5": 4},
    "K": {"PR4": 78, "PR1": 14, "PR5": 8},
    "R": {"PR5": 50, "PR4": 50},
    "S": {"PR4": 60, "PR5": 40},
    "P": {"PR0": 1},
    "A": {"PR1": 70, "PR5": 30},
}
WHY_MOVED = {
    "CARPL": 50, "CREQB": 16, "CREQO": 10, "CHILD": 6, "LAREQ": 5, "CLOSE": 3,
    "ALLEG": 2, "STAND": 2, "OTHER": 6,
}  # fmt: skip
LEFT = {
    "E4A": 40,
    "E4B": 5,
    "E13": 6,
    "E41": 8,
    "E45": 16,
    "E46": 5,
    "E47": 10,
    "E8": 10,
}
GROWN = {"E5": 48, "E6": 14, "E17": 26, "E4A": 8, "E7": 4}

REVIEWS = Habit(early=14, late=0.03, most=20)
FIRST_VISIT = Habit(early=4, late=0.04, most=4)
VISITS = Habit(early=15, late=0.03, most=12)
MOVES = 1 / 430  # a day
AWAY = 1 / 520  # a day, from the age of eleven


def live(
    rng: Random,
    world: World,
    child: Child,
    on: date,
    *,
    ends: date | None = None,
    why: str = "",
    legal: str = "",
) -> Care:
    """Return a period of care that began on a day and goes on until its end or today.

    `legal` is one of voluntary, court, police, adoption, breaks; chosen when not given.
    An end that has not come is no end. An adopted child's placement comes later.
    """
    legal = legal or pick(rng, {"voluntary": 32, "court": 56, "police": 12})
    ended = world.by(ends)
    last = ended or world.as_at + days(1)
    statuses = _statuses(rng, on, last, legal)
    homes = _placements(rng, world, child, statuses, last, legal)
    care = Care(on, pick(rng, NEED), statuses, homes)
    care.home_postcode = postcode(rng)
    care.ended_on, care.end_reason = ended, why if ended else ""
    if child.is_asylum_seeker:
        care.need = "N8"
    return finish(rng, world, child, care, last)


def finish(rng: Random, world: World, child: Child, care: Care, last: date) -> Care:
    """Give the period its reviews, visits and times away, and cut its episodes."""
    care.placements[-1].ended_on = care.ended_on
    care.permanence = _permanence(rng, child, care)
    if care.permanence:
        wanted = care.starts_on + days(rng.randint(40, 115))
        care.permanence_on = min(max(wanted, care.starts_on), last - days(1))
    if not care.is_short_breaks:
        limits = (working(20), months(3), months(6))
        care.reviews = ladder(rng, care.starts_on, last, limits, REVIEWS)
        care.visits = [v for p in care.placements for v in visits(rng, p, last)]
        care.medicals = _checks(rng, care.starts_on + days(18), last)
        care.dentists = _checks(rng, care.starts_on + days(60), last)
    care.away = _away(rng, child, care, last, AWAY * world.rates.missing)
    for away in care.away:
        _ask(rng, world, away)
    care.liberty = _liberty(rng, child, care, last)
    cut(care)
    return care


def visits(rng: Random, placement: Placement, last: date) -> list[date]:
    """Return the days on which a child was visited in one placement."""
    end = placement.ended_on or last
    first = FIRST_VISIT.held(rng, placement.starts_on, placement.starts_on + days(7))
    if first >= end:
        return []
    found = [first]
    settled = add_months(placement.starts_on, 12)
    while True:
        is_rare = placement.place in LONG_TERM and found[-1] >= settled
        due = (months(3) if is_rare else weeks(6))(found[-1])
        nxt = VISITS.held(rng, found[-1], due)
        if nxt >= end:
            return found
        found.append(nxt)


def prompt_visits(rng: Random, placement: Placement, last: date) -> list[date]:
    """Return visits in one placement that are all in time."""
    end = placement.ended_on or last
    limits = (weeks(1), weeks(6))
    return ladder(rng, placement.starts_on, end, limits, Habit(2, 0.0, 1))


def cut(care: Care) -> None:
    """Cut the period into episodes, a new one whenever status or placement changes."""
    starts = sorted(
        {d for d, _ in care.statuses} | {p.starts_on for p in care.placements}
    )
    moved = {p.starts_on: p for p in care.placements}
    status, here = "", care.placements[0]
    legal = dict(care.statuses)
    care.episodes = []
    for at, start in enumerate(starts):
        reason = "S" if at == 0 else "L"
        if at and start in moved:
            reason = "B" if start in legal else "P"
        status, here = legal.get(start, status), moved.get(start, here)
        end = starts[at + 1] if at + 1 < len(starts) else care.ended_on
        ended = "X1" if at + 1 < len(starts) else care.end_reason
        care.episodes.append(Episode(start, reason, status, here, end, ended))


def _statuses(rng: Random, on: date, last: date, legal: str) -> list[tuple[date, str]]:
    later = on + days(rng.randint(170, 290))
    by_kind = {
        "voluntary": [(on, "V2")],
        "court": [(on, "C1"), (later, "C2")],
        "police": [(on, "L1"), (on + days(rng.randint(1, 3)), "C1"), (later, "C2")],
        "adoption": [(on, "C1"), (later, "E1")],
        "breaks": [(on, "V4")],
    }
    steps = by_kind[legal]
    if legal == "voluntary" and rng.random() < 0.35:
        begun = on + days(rng.randint(40, 200))
        steps = [*steps, (begun, "C1"), (begun + days(rng.randint(150, 280)), "C2")]
    return [step for step in steps if step[0] < last]


def _placements(
    rng: Random,
    world: World,
    child: Child,
    statuses: list[tuple[date, str]],
    last: date,
    legal: str,
) -> list[Placement]:
    found = [placement(rng, world, child, statuses[0][0], legal)]
    while True:
        here = found[-1]
        rate = (
            MOVES
            * world.rates.moves
            * (3 if len(found) == 1 and here.place not in LONG_TERM else 1)
        )
        rate *= 0.3 if here.place in LONG_TERM or legal == "adoption" else 1
        nxt = here.starts_on + days(3 + int(rng.expovariate(rate)))
        # A court's order and a move often come on one day.
        orders = [on for on, _ in statuses if on > here.starts_on]
        nxt = next((on for on in orders if abs((on - nxt).days) < 15), nxt)
        if nxt >= last or legal == "breaks":
            return found
        here.ended_on, here.change_reason = nxt, pick(rng, WHY_MOVED)
        found.append(placement(rng, world, child, nxt, "moved"))


def placement(
    rng: Random, world: World, child: Child, on: date, legal: str, place: str = ""
) -> Placement:
    """Return a placement that starts on a day, of a kind that suits the child's age."""
    years = age(child.born_on, on)
    if not place and legal in ("adoption", "breaks"):
        place = "U6"
    if not place:
        kinds = SETTLED if legal == "moved" and years < 15 else YOUNG
        if years >= 16 and on >= SUPPORTED_FROM:
            kinds = OLDER
        elif years >= 11 and legal != "moved":
            kinds = TEEN
        place = pick(rng, kinds)
    if place == "P1" and legal in ("voluntary", "police"):
        place = "U3"
    provider = pick(rng, PROVIDER[place[0]]) if place != "K3" else "PR4"
    if legal == "breaks":
        return Placement(on, place, provider, "", "")
    urn = "XXXXXXX" if place[0] == "P" else f"SC{900_000 + rng.randrange(400):06d}"
    is_far = place[0] != "P" and rng.random() < world.rates.far_away
    is_in_area = not is_far and rng.random() < 0.75
    miles = rng.randint(21, 140) if is_far else rng.randint(0, 19)
    found = Placement(on, place, provider, postcode(rng), urn, is_in_area)
    found.miles = miles
    return found


def _permanence(rng: Random, child: Child, care: Care) -> str:
    # Long-term fostering is planned where the placement says so, and nowhere else.
    if care.placements[-1].place in LONG_TERM:
        return "f"
    if care.statuses[-1][1] == "E1":
        return "b"
    last = care.ended_on or care.starts_on + days(10_000)
    if last < care.starts_on + days(90):
        return ""
    years = age(child.born_on, care.placements[-1].starts_on)
    return pick(rng, {"d": 70, "e": 30} if years >= 16 else {"a": 50, "c": 40, "g": 10})


def _checks(rng: Random, first: date, last: date) -> list[date]:
    """Return the days of a check that is held once a year, more or less."""
    found: list[date] = []
    here = working_by(first + days(rng.randint(-10, 40)))
    while here < last:
        found.append(here)
        here = working_by(here + days(rng.randint(330, 400)))
    return found


def _ask(rng: Random, world: World, away: Away) -> None:
    """Offer an interview to a child who was missing and is back, and hold it."""
    if away.kind != "M" or away.ended_on is None or rng.random() < 0.14:
        return
    away.offered_on = world.by(away.ended_on + days(rng.choice((0, 1, 1, 2, 2, 3, 3))))
    if away.offered_on and rng.random() < 0.6:
        away.interview_on = world.by(
            away.offered_on + days(rng.choice((0, 0, 1, 2, 5)))
        )


def _away(rng: Random, child: Child, care: Care, last: date, rate: float) -> list[Away]:
    here = max(care.starts_on + days(2), add_months(child.born_on, 132))
    found: list[Away] = []
    if care.is_short_breaks or rng.random() > 0.45:
        return found
    while True:
        here += days(1 + int(rng.expovariate(rate * (6 if found else 1))))
        back = here + days(rng.choice((0, 0, 1, 1, 1, 2, 3, 6)))
        if back >= last:
            return found
        found.append(Away("M" if rng.random() < 0.85 else "A", here, back))
        here = back + days(1)


def _liberty(
    rng: Random, child: Child, care: Care, last: date
) -> tuple[date, date | None] | None:
    # Orders that deprive a child of liberty are made for few, in children's homes.
    home = care.placements[-1]
    if home.place != "K2" or rng.random() > 0.12:
        return None
    start = home.starts_on + days(rng.randint(1, 20))
    if start >= last or age(child.born_on, start) < 10:
        return None
    end = start + days(rng.randint(28, 90))
    return start, end if end < last else care.ended_on
