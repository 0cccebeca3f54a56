"""The whole made-up council: which children there are, and the life of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from clearsight.madeup import (
    adoption,
    care,
    leaving,
    need,
    stories,
    stories_drift,
    workers,
)
from clearsight.madeup.days import add_months, age, days, working_by, working_from
from clearsight.madeup.person import born, person
from clearsight.madeup.true import Child, Referral
from clearsight.madeup.world import World, pick

# Places in each block of children, after those that have a planned story.
BLOCK = 300
DRIFTS_EVERY = 4  # blocks: planned drift is not the common lot
LOOKED_AFTER, LEAVERS, UNBORN = 22, 11, 2
BACK_AGAIN = 2.15  # for each referral that is one, those whose course is run
DIRECT_CARE = 0.02  # of referrals
ORGANISATIONS = {
    "Early Help East": 4,
    "Early Help West": 4,
    "A school": 3,
    "Health visiting": 2,
}


def children(
    world: World, progress: Callable[[str, int, int], None] | None = None
) -> list[Child]:
    """Return every child, ordered by number."""
    found: list[Child] = []
    for index in range(world.children):
        if progress and index % 500 == 0:
            progress("living", index, world.children)
        found.append(_child(world, index))
    found.sort(key=lambda child: child.number)
    return found


def _child(world: World, index: int) -> Child:
    rng = world.chance(index)
    block, slot = divmod(index, BLOCK)
    told = len(stories.STORIES)
    drifts = stories_drift.DRIFTS if block % DRIFTS_EVERY == 0 else ()
    if slot < told:
        child = stories.tell(rng, world, index, stories.STORIES[slot])
    elif slot < told + len(drifts):
        child = stories_drift.tell(rng, world, index, drifts[slot - told])
    else:
        # A stride spreads the kinds evenly, so that a small council has some of each.
        told += len(drifts)
        place = (slot - told) * 101 % (BLOCK - told)
        cared_for = round(LOOKED_AFTER * world.rates.looked_after)
        if place < cared_for:
            child = _looked_after(rng, world, index, place)
        elif place < cared_for + LEAVERS:
            child = _grown(rng, world, index)
        else:
            is_unborn = place < cared_for + LEAVERS + UNBORN
            child = _referred(rng, world, index, is_unborn)
    for referral in child.referrals:
        if not referral.workers:
            workers.allocate(rng, world, referral)
    if child.story:
        child.contacts = [(found.on, found.source) for found in child.referrals]
        return child
    leaving.leave(rng, world, child)
    _front_door(rng, world, child)
    return child


def _referred(rng: Random, world: World, index: int, is_unborn: bool) -> Child:
    span = (world.as_at - world.starts_on).days
    on = world.starts_on + days(rng.randrange(max(span, 1)))
    if is_unborn:
        on = world.as_at - days(rng.randint(5, 60))
        child = person(rng, world, index, world.as_at + days(rng.randint(20, 150)))
    else:
        child = person(rng, world, index, born(rng, on, 0.2, 185))
    here: date | None = _weekday(rng, on)
    while here is not None and here <= world.as_at:
        found = need.referral(rng, here)
        child.referrals.append(found)
        here = _next(rng, world, child, found)
    return child


def _weekday(rng: Random, on: date) -> date:
    # The police refer at week-ends too.
    return on if rng.random() < 0.08 else working_by(on)


def _next(rng: Random, world: World, child: Child, found: Referral) -> date | None:
    if age(child.born_on, found.on) >= 0 and rng.random() < DIRECT_CARE:
        done = need.assess(rng, world, found)
        _into_care(rng, world, child, found, done or world.as_at, "voluntary")
    else:
        plan = need.settle(rng, world, found)
        if plan and plan.ended_on:
            _into_care(rng, world, child, found, plan.ended_on, "court")
    ended = found.on if found.is_nfa else found.closed_on
    if ended is None or rng.random() >= world.rates.back_again * BACK_AGAIN:
        return None
    return working_from(ended + days(rng.randint(12, 364)))


def _into_care(
    rng: Random, world: World, child: Child, found: Referral, on: date, legal: str
) -> None:
    if on > world.as_at - days(8) or not found.assessment:
        return
    found.assessment.is_service = found.assessment.authorised_on is not None
    length = days(int(40 + rng.expovariate(1 / 420)))
    adult = need.turned(child.born_on, 18)
    ends, why = on + length, pick(rng, care.LEFT)
    if ends >= adult:
        ends, why = adult, pick(rng, care.GROWN)
    period = care.live(rng, world, child, on, ends=ends, why=why, legal=legal)
    found.cares.append(period)
    _after_care(rng, world, found, period.ended_on, is_grown=ends == adult)


def _after_care(
    rng: Random, world: World, found: Referral, ended: date | None, *, is_grown: bool
) -> None:
    if ended is None:
        return
    done = found.assessment.authorised_on if found.assessment else None
    if is_grown or rng.random() < 0.5:
        need.close(world, found, max(ended, done or ended), "RC7")
        return
    starts_on = working_from(ended)
    if starts_on <= world.as_at:
        plan = need.plan_help(rng, world, found, starts_on)
        need.close(world, found, plan.ended_on, "RC7")


def _looked_after(rng: Random, world: World, index: int, place: int) -> Child:
    kind = {0: "adoption", 1: "adoption", 2: "asylum", 3: "asylum", 4: "breaks"}.get(
        place, ""
    )
    back = int(
        25 + rng.expovariate(1 / (330 if kind in ("adoption", "asylum") else 900))
    )
    if kind == "adoption":
        # One on the way, and one whose order was made in the last year or so.
        back = rng.randint(300, 520) if place == 0 else rng.randint(700, 830)
    ends = world.as_at + days(4000)
    if rng.random() < 0.24 and kind not in ("adoption", "breaks"):
        window = (world.as_at - world.starts_on).days
        ends = world.as_at - days(rng.randrange(1, max(window, 2)))
    on = min(ends, world.as_at) - days(min(back, 4200))
    spans = {"adoption": (1, 40), "asylum": (187, 208), "breaks": (60, 150)}
    youngest, oldest = spans.get(kind, (1, 190))
    child = person(rng, world, index, born(rng, on, youngest, oldest))
    child.is_asylum_seeker = kind == "asylum"
    adult = need.turned(child.born_on, 18)
    why = pick(rng, care.LEFT)
    if ends >= adult:
        ends, why = adult, pick(rng, care.GROWN)
    found = _earlier_referral(rng, world, child, on)
    legal = {"asylum": "voluntary"}.get(kind, kind)
    period = care.live(rng, world, child, on, ends=ends, why=why, legal=legal)
    found.cares.append(period)
    if kind == "adoption":
        adoption.lead(rng, world, child, period)
        need.close(world, found, period.ended_on, "RC1")
    else:
        _after_care(rng, world, found, period.ended_on, is_grown=ends == adult)
    if kind == "breaks":
        found.need = "N2"
        need.plan_help(rng, world, found, on, 5000)
    return child


def _earlier_referral(rng: Random, world: World, child: Child, on: date) -> Referral:
    referred = max(working_by(on - days(rng.randint(3, 120))), child.born_on)
    found = need.referral(rng, min(referred, on))
    need.assess(rng, world, found, rng.randint(15, 44))
    if found.assessment:
        found.assessment.is_service = found.assessment.authorised_on is not None
    child.referrals.append(found)
    return found


def _grown(rng: Random, world: World, index: int) -> Child:
    birthday = add_months(world.as_at, -12 * rng.randint(18, 21)) - days(
        rng.randint(1, 364)
    )
    child = person(rng, world, index, birthday)
    adult = need.turned(child.born_on, 18)
    on = adult - days(int(rng.triangular(120, 2900, 900)))
    found = _earlier_referral(rng, world, child, on)
    found.cares.append(
        care.live(rng, world, child, on, ends=adult, why=pick(rng, care.GROWN))
    )
    need.close(world, found, adult, "RC7")
    return child


def _front_door(rng: Random, world: World, child: Child) -> None:
    child.contacts = [(found.on, found.source) for found in child.referrals]
    young = need.turned(child.born_on, 18)
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        on = world.as_at - days(rng.randrange(540))
        if child.born_on < on < young:
            child.contacts.append((on, pick(rng, need.SOURCE)))
    child.contacts.sort()
    on = working_by(world.as_at - days(rng.randrange(400)))
    if rng.random() > 0.12 or not child.born_on < on < young:
        return
    done = world.by(on + days(rng.randint(25, 260)))
    child.early_help.append((on, done, pick(rng, ORGANISATIONS)))
