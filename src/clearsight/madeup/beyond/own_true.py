"""What a council alone knows of its children: decisions, the court, advocates.

Each is made up from true events, by chance that depends on the child alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.beyond import ehc
from clearsight.madeup.days import add_working, days, working_by, working_from
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.world import World

SAME_DAY, NEXT_DAY, DECIDED_LATE = 0.62, 0.25, 0.08  # of referrals
OFFERED, EXCEPTED, TOO_LATE = 0.55, 0.12, 0.12  # of applications to court
ADVOCATE, TAKEN_UP, ADVOCATE_LATE = 0.8, 0.55, 0.2
LINKED, CONFIRMS = 0.85, "BS101"  # a business support officer
TO_COURT = "application to court"
INTERIM = "C1"


@dataclass(frozen=True, slots=True)
class Decided:
    """The day on which somebody decided what to do about a referral, if that came."""

    referred_on: date
    on: date | None


@dataclass(frozen=True, slots=True)
class Application:
    """An application to a court, and the family meeting offered before it or not.

    `stage_on` is when the pre-proceedings began from which it came, if it did.
    """

    on: date
    stage_on: date | None
    offered_on: date | None = None
    excepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advocate:
    """The day on which a child was offered an advocate, and took up the offer."""

    offered_on: date
    taken_up_on: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A number of a child in the SEND system that a person here has confirmed."""

    child: int
    kind: str
    number: str
    confirmed_by: str
    confirmed_on: date


def links(world: World, children: Sequence[Child]) -> Iterator[Link]:
    """Yield the pupil numbers that were looked up: most, and by a person each time."""
    known = {child.number: child for child in children}
    for one in ehc.persons(world, children):
        child = known.get(one.number)
        if child and one.upn:
            rng = _chance(world, "linked", child)
            on = working_by(world.as_at - days(rng.randint(30, 300)))
            if rng.random() < LINKED:
                yield Link(child.number, "UPN", one.upn, CONFIRMS, on)


def _chance(world: World, about: str, child: Child) -> Random:
    seed = f"{world.seed}/beyond/own/{about}/{child.number}"
    return Random(seed)  # noqa: S311 (a simulation)


def decisions(world: World, child: Child) -> list[Decided]:
    """Return the decision on each referral; of two on one day there is one."""
    rng = _chance(world, "decided", child)
    found: dict[date, Decided] = {}
    for on in (referral.on for referral in child.referrals):
        thrown = rng.random()
        late = add_working(on, rng.randint(2, 6))
        if thrown < SAME_DAY:
            decided = on
        elif thrown < SAME_DAY + NEXT_DAY:
            decided = add_working(on, 1)
        else:
            decided = late
        is_decided = thrown < SAME_DAY + NEXT_DAY + DECIDED_LATE
        found.setdefault(on, Decided(on, world.by(decided) if is_decided else None))
    return list(found.values())


def applications(world: World, child: Child) -> list[Application]:
    """Return the child's applications to court, oldest first."""
    rng = _chance(world, "court", child)
    every = [
        (on, stage_on)
        for referral in child.referrals
        for on, stage_on in _applied(rng, referral)
    ]
    every.sort(key=lambda one: one[0])
    return [
        _offered(rng, world, on, stage_on, is_last=nth == len(every) - 1)
        for nth, (on, stage_on) in enumerate(every)
    ]


def _applied(rng: Random, referral: Referral) -> Iterator[tuple[date, date | None]]:
    """Yield the day of each application, and when its pre-proceedings began.

    The court that made an interim order had been applied to some days before.
    """
    staged = [
        (stage.ended_on, stage.starts_on)
        for stage in referral.before_court
        if stage.ended_on and stage.outcome == TO_COURT
    ]
    yield from staged
    for care in referral.cares:
        made_on = _first_order(care)
        back = rng.randint(1, 7)
        if made_on and not any(on <= made_on for on, _ in staged):
            yield max(working_by(made_on - days(back)), referral.on), None


def _first_order(care: Care) -> date | None:
    return next((on for on, status in care.statuses if status == INTERIM), None)


def _offered(
    rng: Random, world: World, on: date, stage_on: date | None, *, is_last: bool
) -> Application:
    """Offer a meeting in the letter or before the application, too late, or never."""
    thrown, back = rng.random(), days(rng.randint(0, 3))
    before = stage_on or on - back
    if thrown < OFFERED:
        return Application(on, stage_on, offered_on=before)
    if thrown < OFFERED + EXCEPTED:
        return Application(on, stage_on, excepted_on=before)
    if thrown < OFFERED + EXCEPTED + TOO_LATE and is_last and not stage_on:
        late = world.by(working_from(on + days(1) + back))
        return Application(on, stage_on, offered_on=late)
    return Application(on, stage_on)


def advocate(world: World, child: Child) -> Advocate | None:
    """Return the offer of an advocate, to a child in care or with a conference."""
    rng = _chance(world, "advocate", child)
    first = min(_occasions(child), default=None)
    is_late = rng.random() < ADVOCATE_LATE
    wait = rng.randint(200, 900) if is_late else rng.randint(0, 60)
    if first is None or rng.random() >= ADVOCATE:
        return None
    offered = world.by(working_from(first + days(wait)))
    if offered is None:
        return None
    taken = working_from(offered + days(rng.randint(0, 30)))
    return Advocate(offered, world.by(taken) if rng.random() < TAKEN_UP else None)


def _occasions(child: Child) -> Iterator[date]:
    yield from (care.starts_on for care in child.cares if not care.is_short_breaks)
    for referral in child.referrals:
        yield from (e.conference_on for e in referral.enquiries if e.conference_on)
