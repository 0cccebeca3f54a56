"""Planned drift: children whose dates are chosen, so that what is late is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup import care, need
from clearsight.madeup.days import (
    add_months,
    add_working,
    days,
    working_by,
    working_from,
)
from clearsight.madeup.person import born, person
from clearsight.madeup.true import (
    Care,
    Child,
    Enquiry,
    ProtectionPlan,
    Referral,
    WorkerSpell,
)
from clearsight.madeup.workforce import steadiest
from clearsight.madeup.world import (
    DUTY,
    Habit,
    World,
    ladder,
    months,
    postcode,
    weeks,
    working,
)

PROMPT = Habit(early=2, late=0.0, most=1)


@dataclass(frozen=True, slots=True)
class Story:
    """A planned story: what is told, the clocks it is about and how they must stand."""

    key: str
    words: str
    clocks: tuple[tuple[str, str], ...]
    make: Callable[[Random, World, Child], None]


def tell(rng: Random, world: World, index: int, story: Story) -> Child:
    """Return a child to whom a planned story happened, and nothing else late."""
    child = person(rng, world, index, born(rng, world.as_at, 48, 170))
    child.story = story.key
    story.make(rng, world, child)
    for referral in child.referrals:
        if not referral.workers:
            referral.workers = [steady(rng, world, referral)]
    return child


def steady(rng: Random, world: World, referral: Referral) -> WorkerSpell:
    """Return one worker who holds the child throughout."""
    kind = "care" if referral.cares else "locality" if referral.plans else "assessment"
    one = steadiest(world, kind, referral.on, referral.closed_on or world.as_at)
    worker = rng.choice(one)
    return WorkerSpell(
        worker.code, worker.team, referral.on, "FCONTA", referral.closed_on
    )


def referred(rng: Random, child: Child, on: date) -> Referral:
    """Refer the child on a day."""
    found = need.referral(rng, on)
    found.need = "N1"
    child.referrals.append(found)
    return found


def ago(world: World, working_days: int) -> date:
    """Return the day so many working days before now."""
    return add_working(world.as_at, -working_days)


def on_plan(
    rng: Random, world: World, child: Child, starts_on: date, enquiry_took: int = 12
) -> ProtectionPlan:
    """Put the child on a protection plan that goes on, with nothing late."""
    found = referred(rng, child, add_working(starts_on, -enquiry_took - 1))
    need.assess(rng, world, found, 30)
    begun = add_working(starts_on, -enquiry_took)
    found.enquiries.append(Enquiry(begun, conference_on=starts_on, is_plan_made=True))
    if found.assessment and found.assessment.authorised_on:
        found.assessment.is_service = True
    plan = need.protect(rng, world, found, starts_on)
    plan.ended_on = plan.changed_on = None
    plan.category_latest = plan.category_first
    found.before_court = []
    last = world.as_at + days(1)
    plan.reviews = ladder(rng, starts_on, last, (months(3), months(6)), PROMPT)
    plan.visits = ladder(rng, starts_on, last, (working(10),), PROMPT)
    plan.alone = list(plan.visits)
    return plan


def on_help(
    rng: Random, world: World, child: Child, on: date | None = None
) -> Referral:
    """Put the child on a child in need plan that goes on, after a referral on a day."""
    found = referred(rng, child, on or ago(world, 110))
    done = need.assess(rng, world, found, 35)
    if found.assessment and done:
        found.assessment.is_service = True
        need.plan_help(rng, world, found, working_from(done + days(2)), 4000)
    return found


def in_care(
    rng: Random, world: World, child: Child, on: date, ended: date | None = None
) -> Care:
    """Look after the child from a day, with nothing late."""
    found = referred(rng, child, add_working(on, -10))
    need.assess(rng, world, found, 35)
    if found.assessment and found.assessment.authorised_on:
        found.assessment.is_service = True
    home = care.placement(rng, world, child, on, "voluntary", "U6")
    home.ended_on, home.is_in_area, home.miles = ended, True, 5
    period = Care(on, "N1", [(on, "C2")], [home], ended, "E4A" if ended else "")
    period.home_postcode, period.permanence = postcode(rng), "a"
    period.permanence_on = world.by(on + days(30))
    last = ended or world.as_at + days(1)
    limits = (working(20), months(3), months(6))
    period.reviews = ladder(rng, on, last, limits, PROMPT)
    period.visits = ladder(rng, on, last, (weeks(1), weeks(6)), PROMPT)
    care.cut(period)
    found.cares.append(period)
    need.close(world, found, ended, "RC7")
    return period


def _open_late(rng: Random, world: World, child: Child) -> None:
    need.assess(rng, world, referred(rng, child, ago(world, 60)), 400)


def _finished_late(rng: Random, world: World, child: Child) -> None:
    found = referred(rng, child, ago(world, 100))
    done = need.assess(rng, world, found, 57)
    need.close(world, found, done, "RC8")


def _due_soon(rng: Random, world: World, child: Child) -> None:
    need.assess(rng, world, referred(rng, child, ago(world, 38)), 400)


def _no_outcome(rng: Random, world: World, child: Child) -> None:
    found = referred(rng, child, ago(world, 28))
    need.assess(rng, world, found, 400)
    found.enquiries.append(Enquiry(ago(world, 25)))


def _late_conference(rng: Random, world: World, child: Child) -> None:
    on_plan(rng, world, child, ago(world, 40), enquiry_took=21)


def _plan_unreviewed(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, working_by(add_months(world.as_at, -5)))
    plan.reviews = []


def _plan_unvisited(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, working_by(add_months(world.as_at, -2)))
    plan.visits = [day for day in plan.visits if day <= ago(world, 18)]


def _care_unreviewed(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, working_by(add_months(world.as_at, -8)))
    period.reviews = period.reviews[:1]


def _left_unreviewed(rng: Random, world: World, child: Child) -> None:
    on = working_by(world.as_at - days(100))
    period = in_care(rng, world, child, on, on + days(60))
    period.reviews = []


def _care_unvisited(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, working_by(add_months(world.as_at, -7)))
    period.visits = [day for day in period.visits if day <= world.as_at - days(70)]


def _nobody(rng: Random, world: World, child: Child) -> None:
    found = on_help(rng, world, child)
    found.workers = [steady(rng, world, found)]
    found.workers[0].ended_on = ago(world, 8)


def _duty_tray(rng: Random, world: World, child: Child) -> None:
    _nobody(rng, world, child)
    last = child.referrals[-1].workers[-1]
    tray = WorkerSpell(DUTY, last.team, last.ended_on or world.as_at, "MANAGE")
    child.referrals[-1].workers.append(tray)


def _three_signals(rng: Random, world: World, child: Child) -> None:
    due = add_working(world.as_at, 6)
    plan = on_plan(rng, world, child, working_by(add_months(due, -3)))
    plan.reviews = []
    plan.visits = [day for day in plan.visits if day <= ago(world, 17)]
    found = child.referrals[-1]
    found.workers = [steady(rng, world, found)]
    found.workers[0].ended_on = ago(world, 5)


STORIES = (
    Story(
        "assessment open past its day",
        "Referred 60 working days ago; the assessment is still open.",
        (("assessment_45", "overdue"),),
        _open_late,
    ),
    Story(
        "assessment finished late",
        "The assessment took 57 working days from the referral.",
        (("assessment_45", "late"),),
        _finished_late,
    ),
    Story(
        "section 47 enquiry with no outcome",
        "An enquiry began 25 working days ago; no conference, no decision against one.",
        (("s47_outcome", "overdue"), ("s47_to_icpc", "overdue")),
        _no_outcome,
    ),
    Story(
        "initial conference late",
        "The conference was held 21 working days after the enquiry began.",
        (("s47_to_icpc", "late"), ("s47_outcome", "late")),
        _late_conference,
    ),
    Story(
        "review conference overdue",
        "On a protection plan for five months; no review conference has been held.",
        (("rcpc", "overdue"),),
        _plan_unreviewed,
    ),
    Story(
        "protection visit overdue",
        "On a protection plan; nobody has visited for at least 18 working days.",
        (("cp_visit", "overdue"),),
        _plan_unvisited,
    ),
    Story(
        "looked-after review overdue",
        "Looked after for eight months; the second review was never held.",
        (("cla_review", "overdue"),),
        _care_unreviewed,
    ),
    Story(
        "left care late and unreviewed",
        "Looked after for 60 days and never reviewed; due within 20 working days.",
        (("cla_review", "late"),),
        _left_unreviewed,
    ),
    Story(
        "looked-after visit overdue",
        "Looked after for seven months; nobody has visited for at least 70 days.",
        (("cla_visit", "overdue"),),
        _care_unvisited,
    ),
    Story(
        "no worker",
        "On a child in need plan; the worker left eight working days ago.",
        (("unallocated", "overdue"),),
        _nobody,
    ),
    Story(
        "duty tray for a worker",
        "On a child in need plan; held for eight working days by a tray, not a person.",
        (("unallocated", "overdue"),),
        _duty_tray,
    ),
    Story(
        "coming due",
        "The assessment is open and falls due within ten working days.",
        (("assessment_45", "running"),),
        _due_soon,
    ),
    Story(
        "three signals at once",
        "On a protection plan: not visited, no worker, a review conference nearly due.",
        (("cp_visit", "overdue"), ("unallocated", "overdue"), ("rcpc", "running")),
        _three_signals,
    ),
)
