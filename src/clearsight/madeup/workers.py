"""Who held each child: workers stay, leave, hand over, and at times leave a gap."""

from __future__ import annotations

from datetime import date
from random import Random

from clearsight.madeup.days import days, working_from
from clearsight.madeup.true import Referral, WorkerSpell
from clearsight.madeup.workforce import Person, posts
from clearsight.madeup.world import World, pick

MEAN_STAY = 1100  # days with one child, where the worker herself does not leave
TRIES = 12
GAP = 0.12  # of changes leave the child with nobody for some days
WHY_LEFT = {"LEFTRL": 55, "MANAGE": 15, "ORGRST": 12, "ABSENC": 12, "OTHERS": 6}


def allocate(rng: Random, world: World, referral: Referral) -> None:
    """Give the referral its workers, from its first day until it is closed."""
    if referral.is_nfa:
        one = in_post(rng, world, "assessment", referral.on)
        referral.workers = [
            WorkerSpell(one.code, one.team, referral.on, "FCONTA", referral.on)
        ]
        return
    stages = _stages(referral)
    ends = [*(start for start, _ in stages[1:]), referral.closed_on]
    reason = "FCONTA"
    for (start, kind), end in zip(stages, ends, strict=True):
        referral.workers += _stay(rng, world, kind, reason, start, end)
        reason = "TSPROC"


def _stages(referral: Referral) -> list[tuple[date, str]]:
    stages = [(referral.on, "assessment")]
    done = referral.assessment and referral.assessment.authorised_on
    if done and done != referral.closed_on and done > referral.on:
        stages.append((done, "locality"))
    for care in referral.cares:
        if care.starts_on > stages[-1][0]:
            stages.append((care.starts_on, "care"))
    return stages


def _stay(
    rng: Random, world: World, kind: str, reason: str, start: date, end: date | None
) -> list[WorkerSpell]:
    spells: list[WorkerSpell] = []
    here: date | None = start
    mean = MEAN_STAY / world.rates.worker_changes
    while here is not None and here <= world.as_at and (end is None or here < end):
        person = in_post(rng, world, kind, here, spells[-1].worker if spells else "")
        spell = WorkerSpell(person.code, person.team, here, reason)
        spells.append(spell)
        stays = 20 + int(rng.expovariate(1 / mean))
        left = working_from(min(here + days(stays), world.as_at + days(400)))
        reason = pick(rng, WHY_LEFT)
        if person.ended_on and person.ended_on <= left:
            left, reason = max(person.ended_on, here + days(1)), "LEFTRL"
        if left >= (end or left + days(1)) or left > world.as_at:
            spell.ended_on = end
            break
        spell.ended_on = here = left
        if rng.random() < GAP:
            here = working_from(left + days(rng.randint(2, 9)))
    return spells


def in_post(rng: Random, world: World, kind: str, on: date, but: str = "") -> Person:
    """Return somebody in post on a day in a team of this kind, and not this one."""
    every = posts(world)[kind]
    for _ in range(TRIES):
        found = rng.choice(every).at(on)
        if found and found.code != but:
            return found
    # A small team may stand empty for a while: then another team helps.
    other = pick(rng, dict.fromkeys(posts(world), 1))
    return in_post(rng, world, other, on)


def handed_over(
    rng: Random, world: World, referral: Referral, kind: str, turns: list[date]
) -> None:
    """Give the referral a first worker, and another on each of some days."""
    starts = [referral.on, *turns]
    ends = [*turns, referral.closed_on]
    referral.workers = []
    for start, end in zip(starts, ends, strict=True):
        last = referral.workers[-1].worker if referral.workers else ""
        one = in_post(rng, world, kind, start, last)
        reason = "LEFTRL" if last else "FCONTA"
        referral.workers.append(WorkerSpell(one.code, one.team, start, reason, end))


def gaps(referral: Referral) -> list[tuple[date, date | None]]:
    """Return each stretch in which the open referral had no named worker."""
    if referral.is_nfa:
        return []
    found: list[tuple[date, date | None]] = []
    here: date | None = referral.on
    for spell in referral.workers:
        if not spell.is_named or here is None:
            continue
        if spell.starts_on > here:
            found.append((here, spell.starts_on))
        here = spell.ended_on
    if here is not None and (referral.closed_on is None or here < referral.closed_on):
        found.append((here, None))
    return found


def holder(referral: Referral, on: date) -> WorkerSpell | None:
    """Return who held the child on a day: the later of two on the day of a change."""
    held = [
        spell
        for spell in referral.workers
        if spell.starts_on <= on and (spell.ended_on is None or spell.ended_on >= on)
    ]
    return held[-1] if held else None


def shown(referral: Referral, on: date) -> tuple[str, str]:
    """Return team and worker as a return shows them on a day.

    Where nobody holds the child the worker is blank, and the team is the last one.
    """
    held = holder(referral, on)
    if held:
        return held.team, held.worker
    teams = [spell.team for spell in referral.workers if spell.starts_on <= on]
    return (teams[-1] if teams else ""), ""
