"""From a referral to its end: assessment, enquiry, conference, plans."""

from __future__ import annotations

from datetime import date
from random import Random

from clearsight.madeup.days import (
    add_months,
    add_working,
    days,
    working_by,
    working_from,
)
from clearsight.madeup.true import (
    Assessment,
    CinPlan,
    Enquiry,
    PreProceedings,
    ProtectionPlan,
    Referral,
)
from clearsight.madeup.world import Habit, World, ladder, months, pick, working

SOURCE = {
    "1A": 8, "1B": 2, "1C": 1, "1D": 2, "2A": 19, "2B": 2, "3A": 2, "3B": 2, "3C": 1,
    "3D": 2, "3E": 4, "3F": 4, "4": 1, "5A": 4, "5B": 4, "5C": 3, "5D": 3, "6": 29,
    "7": 3, "8": 5, "9": 2, "10": 2,
}  # fmt: skip
NEED = {"N1": 58, "N2": 8, "N3": 4, "N4": 9, "N5": 12, "N6": 3, "N8": 3, "N9": 3}
FACTOR = {
    "4B": 34, "3B": 30, "17A": 20, "16A": 17, "2B": 14, "1B": 14, "4A": 13, "18C": 11,
    "3A": 9, "2A": 6, "5A": 8, "15A": 7, "19C": 5, "18B": 4, "24A": 4, "7A": 4, "20": 8,
}  # fmt: skip
ABUSE = {"NEG": 49, "EMO": 37, "PHY": 9, "SAB": 5}

CIN_PLAN = 0.36  # of assessments that found no other way
BEFORE_COURT = 0.12  # of protection plans
NO_FACTOR, ABUSE_OF_NEGLECT = "21", "NEG"

REVIEWS = 18, 20  # how early a review conference can be, and how late
VISITS = Habit(early=5, late=0.03, most=8)
SEEN = Habit(early=9, late=0.05, most=10)


def referral(rng: Random, on: date) -> Referral:
    """Return a referral about which nothing is decided yet."""
    return Referral(on, pick(rng, SOURCE), pick(rng, NEED))


def assess(
    rng: Random, world: World, found: Referral, takes: int | None = None
) -> date | None:
    """Assess the child in so many working days; return the day it was authorised."""
    starts_on = min(
        working_from(found.on + days(rng.choice((0, 0, 1, 2)))), world.as_at
    )
    takes = takes or _assessment_takes(rng, world.rates.late_assessments)
    done = world.by(max(add_working(found.on, takes), starts_on))
    seen = world.by(working_from(starts_on + days(rng.randint(1, 9))))
    found.assessment = Assessment(
        starts_on, done, min(seen, done) if seen and done else seen
    )
    if done:
        found.assessment.factors = _factors(rng)
    return done


def _assessment_takes(rng: Random, late: float) -> int:
    if rng.random() < late * 1.1:
        return 45 + rng.randint(1, 12)
    return int(rng.triangular(6, 45.9, 40))


def _factors(rng: Random) -> tuple[str, ...]:
    found = {pick(rng, FACTOR) for _ in range(rng.choice((1, 2, 2, 3, 4)))}
    return tuple(sorted(found, key=lambda code: (len(code), code)))


def enquire(rng: Random, world: World, found: Referral, on: date) -> Enquiry:
    """Hold a section 47 enquiry; most need no conference."""
    enquiry = Enquiry(on)
    found.enquiries.append(enquiry)
    if rng.random() >= world.rates.conferences:
        enquiry.not_needed_on = world.by(add_working(on, rng.randint(2, 13)))
        return enquiry
    takes = rng.randint(8, 15)
    if rng.random() < world.rates.late_conferences:
        takes = rng.randint(16, 24)
    confer(rng, world, enquiry, add_working(on, takes))
    return enquiry


def confer(rng: Random, world: World, enquiry: Enquiry, on: date) -> None:
    """Hold the initial conference, if its day has come."""
    enquiry.conference_on = world.by(on)
    if enquiry.conference_on:
        enquiry.is_plan_made = rng.random() < world.rates.plans


def protect(
    rng: Random, world: World, found: Referral, on: date, length: int | None = None
) -> ProtectionPlan:
    """Put the child on a protection plan, which ends at a review conference."""
    first = pick(rng, ABUSE)
    latest = pick(rng, ABUSE) if rng.random() < 0.12 else first
    before = int(rng.random() < world.rates.plans_again * 0.8)
    plan = ProtectionPlan(on, first, first, previous=before)
    found.plans.append(plan)
    wanted = on + days(length or int(50 + rng.gammavariate(1.7, 85)))
    far = world.as_at + days(1)
    reviews = ladder(rng, on, far, (months(3), months(6)), reviewed(world))
    ends = [day for day in reviews if day >= wanted]
    plan.ended_on = ends[0] if ends else None
    plan.reviews = [day for day in reviews if day <= (plan.ended_on or far)]
    plan.visits = ladder(rng, on, plan.ended_on or far, (working(10),), VISITS)
    plan.alone = seen_alone(rng, plan.visits)
    if latest != first and plan.reviews:
        plan.category_latest, plan.changed_on = latest, rng.choice(plan.reviews)
    _before_court(rng, world, found, plan)
    return plan


def reviewed(world: World) -> Habit:
    """Return how this council keeps to the limits of review conferences."""
    early, most = REVIEWS
    # A plan has about two reviews: a share of plans is late if half that share is.
    return Habit(early=early, late=world.rates.late_reviews / 2, most=most)


def seen_alone(rng: Random, visits: list[date]) -> list[date]:
    """Return the visits at which the child was seen alone."""
    usual = 0.9 if rng.random() < 0.85 else 0.3
    return [on for on in visits if rng.random() < usual]


def _before_court(
    rng: Random, world: World, found: Referral, plan: ProtectionPlan
) -> None:
    if rng.random() >= BEFORE_COURT or not plan.reviews:
        return
    on = working_from(plan.reviews[0] + days(rng.randint(1, 30)))
    if on > world.as_at or (plan.ended_on and on >= plan.ended_on):
        return
    stage = PreProceedings(on, world.by(working_from(on + days(rng.randint(5, 25)))))
    stage.review_on = world.by(working_from(on + days(rng.randint(45, 75))))
    stage.ended_on = world.by(working_from(on + days(rng.randint(70, 200))))
    if stage.ended_on:
        stage.outcome = pick(rng, {"stepped down": 65, "application to court": 35})
    found.before_court.append(stage)


def plan_help(
    rng: Random, world: World, found: Referral, on: date, length: int | None = None
) -> CinPlan:
    """Put the child on a child in need plan."""
    ends = working_by(on + days(length or int(50 + rng.expovariate(1 / 150))))
    plan = CinPlan(on, world.by(ends))
    found.cin_plans.append(plan)
    last = plan.ended_on or world.as_at + days(1)
    plan.seen_on = ladder(rng, on, last, (working(20),), SEEN)
    return plan


def close(world: World, found: Referral, on: date | None, why: str) -> None:
    """Close the episode of need, if its day has come."""
    found.closed_on = world.by(on)
    found.closure_reason = why if found.closed_on else ""
    one = found.assessment
    if one and found.closure_reason in ("RC8", "RC9") and len(one.factors) == 1:
        one.factors = (NO_FACTOR,)


def settle(rng: Random, world: World, found: Referral) -> ProtectionPlan | None:
    """Let the referral take its course; return a plan that ended and was not enough.

    The caller looks after that child; every other way is followed to its end here.
    """
    if rng.random() < world.rates.no_further_action:
        found.is_nfa = True
        return None
    done = assess(rng, world, found)
    enquiry = None
    if rng.random() < world.rates.enquiries:
        on = working_from(found.on + days(int(rng.triangular(0, 14, 1))))
        enquiry = enquire(rng, world, found, on) if on <= world.as_at else None
    if enquiry and enquiry.is_plan_made and enquiry.conference_on:
        plan = protect(rng, world, found, enquiry.conference_on)
        return _after_plan(rng, world, found, plan)
    if done is None or (enquiry and enquiry.is_open):
        return None
    ready = max(done, *(d for e in found.enquiries for d in _outcome(e)), found.on)
    _after_assessment(rng, world, found, ready)
    return None


def _outcome(enquiry: Enquiry) -> list[date]:
    return [d for d in (enquiry.not_needed_on, enquiry.conference_on) if d]


def _after_assessment(rng: Random, world: World, found: Referral, on: date) -> None:
    if rng.random() < CIN_PLAN:
        found.assessment.is_service = True  # type: ignore[union-attr]
        starts_on = working_from(on + days(rng.randint(1, 7)))
        if starts_on <= world.as_at:
            plan = plan_help(rng, world, found, starts_on)
            close(world, found, plan.ended_on, "RC7")
        return
    plain = "RC9" if rng.random() < 0.3 else "RC8"
    close(world, found, on, "RC7" if found.enquiries else plain)


def _after_plan(
    rng: Random, world: World, found: Referral, plan: ProtectionPlan
) -> ProtectionPlan | None:
    if found.assessment:
        found.assessment.is_service = found.assessment.authorised_on is not None
    done = found.assessment.authorised_on if found.assessment else None
    if plan.ended_on is None or done is None:
        return None
    chance = rng.random()
    if chance < 0.14:
        return plan
    if chance < 0.8:
        help_plan = plan_help(rng, world, found, plan.ended_on, rng.randint(60, 150))
        close(world, found, help_plan.ended_on, "RC7")
    else:
        close(world, found, max(plan.ended_on, done), "RC7")
    return None


def turned(born_on: date, years: int) -> date:
    """Return the birthday at which a child reaches an age."""
    return add_months(born_on, 12 * years)
