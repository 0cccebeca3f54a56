"""Planned drift that several returns show only together, or one only with its past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from clearsight.madeup import care as caring
from clearsight.madeup import need
from clearsight.madeup.days import add_months, add_working, days, working_by
from clearsight.madeup.person import person
from clearsight.madeup.stories import (
    PROMPT,
    ago,
    in_care,
    on_help,
    on_plan,
    referred,
    steady,
)
from clearsight.madeup.true import (
    Adoption,
    Away,
    Child,
    CinPlan,
    Enquiry,
    ProtectionPlan,
    Referral,
)
from clearsight.madeup.workers import handed_over
from clearsight.madeup.world import World, ladder, months, working


@dataclass(frozen=True, slots=True)
class Drift:
    """A planned drift: what is told, and the signals that are true of the child."""

    key: str
    words: str
    signals: tuple[tuple[str, str], ...]
    make: Callable[[Random, World, Child], None]
    age: float = 9.0


def _months_ago(world: World, count: int) -> date:
    return working_by(add_months(world.as_at, -count))


def _closed(
    rng: Random, world: World, child: Child, on: date, closed: date
) -> Referral:
    """Return a referral that was assessed, found no cause, and was closed."""
    found = referred(rng, child, on)
    need.assess(rng, world, found, 25)
    need.close(world, found, closed, "RC7")
    return found


def _helped(found: Referral, start: date, end: date | None) -> None:
    plan = CinPlan(start, end)
    found.cin_plans.append(plan)


def _long_plan(rng: Random, world: World, child: Child) -> None:
    on_plan(rng, world, child, _months_ago(world, 25))


def _up_down_up(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, _months_ago(world, 3))
    found = child.referrals[-1]
    found.on = _months_ago(world, 22)
    need.assess(rng, world, found, 30)
    for begun, ended in ((20, 16), (12, 7)):
        start, end = _months_ago(world, begun), _months_ago(world, ended)
        earlier = ProtectionPlan(start, "EMO", "EMO", end)
        earlier.reviews = [*_reviews(rng, start, end), end]
        earlier.visits = ladder(rng, start, end, (working(10),), PROMPT)
        earlier.alone = list(earlier.visits)
        found.plans.insert(-1, earlier)
        _enquired(found, start)
    found.enquiries.sort(key=lambda one: one.starts_on)
    for begun, ended in ((16, 12), (7, 3)):
        _helped(found, _months_ago(world, begun), _months_ago(world, ended))
    plan.category_first = plan.category_latest = "EMO"


def _reviews(rng: Random, start: date, end: date) -> list[date]:
    return ladder(rng, start, end, (months(3), months(6)), PROMPT)


def _enquired(found: Referral, held: date) -> None:
    begun = add_working(held, -12)
    found.enquiries.append(Enquiry(begun, conference_on=held, is_plan_made=True))


def _back_again(rng: Random, world: World, child: Child) -> None:
    _closed(rng, world, child, _months_ago(world, 14), _months_ago(world, 12))
    _closed(rng, world, child, _months_ago(world, 8), _months_ago(world, 5))
    on_help(rng, world, child, ago(world, 70))


def _planned_again(rng: Random, world: World, child: Child) -> None:
    start, end = _months_ago(world, 20), _months_ago(world, 12)
    found = referred(rng, child, add_working(start, -13))
    need.assess(rng, world, found, 30)
    _enquired(found, start)
    earlier = ProtectionPlan(start, "EMO", "EMO", end)
    earlier.reviews = [*_reviews(rng, start, end), end]
    earlier.visits = ladder(rng, start, end, (working(10),), PROMPT)
    earlier.alone = list(earlier.visits)
    found.plans.append(earlier)
    need.close(world, found, end, "RC7")
    on_plan(rng, world, child, _months_ago(world, 3))


def _third_help(rng: Random, world: World, child: Child) -> None:
    found = on_help(rng, world, child, _months_ago(world, 20))
    found.cin_plans[0].ended_on = _months_ago(world, 14)
    _helped(found, _months_ago(world, 12), _months_ago(world, 8))
    _helped(found, _months_ago(world, 5), None)
    seen = ladder(rng, found.on, world.as_at + days(1), (working(15),), PROMPT)
    for plan in found.cin_plans:
        last = plan.ended_on or world.as_at + days(1)
        plan.seen_on = [on for on in seen if plan.starts_on < on < last]


def _many_workers(rng: Random, world: World, child: Child) -> None:
    found = on_help(rng, world, child, ago(world, 150))
    turns = [_months_ago(world, 5), _months_ago(world, 3), ago(world, 30)]
    handed_over(rng, world, found, "locality", turns)


def _unseen_at_home(rng: Random, world: World, child: Child) -> None:
    plan = on_help(rng, world, child, ago(world, 110)).cin_plans[0]
    plan.seen_on = [on for on in plan.seen_on if on <= ago(world, 30)]


def _unmet(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 6))
    took = ago(world, 15)
    period.visits = [
        *(on for on in period.visits if on < took - days(9)),
        ago(world, 17),
    ]
    handed_over(rng, world, child.referrals[-1], "care", [took])


def _unseen_in_assessment(rng: Random, world: World, child: Child) -> None:
    found = referred(rng, child, ago(world, 20))
    need.assess(rng, world, found, 400)
    if found.assessment:
        found.assessment.seen_on = None


def _silent(rng: Random, world: World, child: Child) -> None:
    found = on_help(rng, world, child, ago(world, 150))
    plan = found.cin_plans[0]
    plan.seen_on = [on for on in plan.seen_on if on <= world.as_at - days(50)]


def _long_help(rng: Random, world: World, child: Child) -> None:
    on_help(rng, world, child, _months_ago(world, 13))


def _long_neglect(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, _months_ago(world, 14))
    plan.category_first = plan.category_latest = need.ABUSE_OF_NEGLECT
    plan.changed_on = None


def _category_moved(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, _months_ago(world, 8))
    plan.category_first, plan.category_latest = need.ABUSE_OF_NEGLECT, "EMO"
    plan.changed_on = plan.reviews[0]


def _enquired_twice(rng: Random, world: World, child: Child) -> None:
    found = on_help(rng, world, child, ago(world, 110))
    for back in (100, 40):
        begun = ago(world, back)
        decided = add_working(begun, 8)
        found.enquiries.append(Enquiry(begun, not_needed_on=decided))


def _unheard(rng: Random, world: World, child: Child) -> None:
    plan = on_plan(rng, world, child, _months_ago(world, 4))
    plan.alone = plan.alone[:-1]


def _section_20(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 5))
    period.statuses = [(period.starts_on, "V2")]
    caring.cut(period)


def _order_at_home(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 9))
    period.statuses = [(period.starts_on, "C2")]
    home = period.placements[0]
    home.place, home.provider, home.urn = "P1", "PR0", "XXXXXXX"
    caring.cut(period)


def _unmatched(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 11))
    order = _months_ago(world, 5)
    period.statuses = [(period.starts_on, "C1"), (order, "E1")]
    period.permanence = "b"
    child.adoption = Adoption(order - days(30), order_on=order)
    caring.cut(period)


def _no_permanence(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 6))
    period.permanence, period.permanence_on = "", None


def _not_confirmed(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 15))
    period.permanence = "f"


def _far(rng: Random, world: World, child: Child) -> None:
    home = in_care(rng, world, child, _months_ago(world, 3)).placements[0]
    home.miles, home.is_in_area = 85, False


def _too_young(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 2))
    home = period.placements[0]
    home.place, home.provider = "K3", "PR4"


def _no_number(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 2))
    home = period.placements[0]
    home.place, home.provider, home.urn = "K2", "PR4", "XXXXXXX"
    period.liberty = (home.starts_on + days(3), None)


def _three_homes(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 7))
    for back in (5, 2):
        on = _months_ago(world, back)
        last = period.placements[-1]
        last.ended_on, last.change_reason = on, "CREQB"
        moved = caring.placement(rng, world, child, on, "voluntary", "U6")
        period.placements.append(replace(moved, is_in_area=True, miles=4))
    far = world.as_at + days(1)
    period.visits = [
        on for home in period.placements for on in caring.prompt_visits(rng, home, far)
    ]
    caring.cut(period)


def _missing(rng: Random, world: World, child: Child) -> None:
    period = in_care(rng, world, child, _months_ago(world, 6))
    for back in (70, 45, 20):
        on = world.as_at - days(back)
        period.away.append(Away("M", on, on + days(1)))


def _nearly_eighteen(rng: Random, world: World, child: Child) -> None:
    in_care(rng, world, child, _months_ago(world, 14))


DRIFTS = (
    Drift("plan for two years", "On a protection plan for 25 months.",
          (("S04", "protection plan"),), _long_plan),
    Drift("up, down, up", "On a protection plan for the third time in 20 months.",
          (("S05", "up, down, up"), ("S07", "protection plan again")), _up_down_up),
    Drift("back again", "Referred three times in 14 months.",
          (("S06", "second in 12 months"), ("S06", "third in 24 months")),
          _back_again),
    Drift("planned again", "A second protection plan nine months after the first.",
          (("S07", "protection plan again"),), _planned_again),
    Drift("third plan of help", "On a third child in need plan.",
          (("S07", "third child in need plan"),), _third_help),
    Drift("many workers", "A fourth worker in seven months.",
          (("S08", "three in 12 months"), ("S08", "two in six months")),
          _many_workers),
    Drift("unseen at home", "On a child in need plan, unseen for 30 working days.",
          (("S09", "child in need visit"),), _unseen_at_home),
    Drift("worker who has not met the child",
          "In care; the worker came weeks ago.",
          (("S09", "new worker"),), _unmet),
    Drift("assessed and not seen", "Assessed for 20 working days and not seen.",
          (("S09", "assessment, not seen"),), _unseen_in_assessment),
    Drift("silent record", "Nothing has happened for 50 days.",
          (("S11", "silent"),), _silent),
    Drift("help without end", "On a child in need plan for 11 months.",
          (("S12", "child in need plan"),), _long_help),
    Drift("long neglect", "On a protection plan for neglect for 14 months.",
          (("S13", "over 12 months"),), _long_neglect),
    Drift("category moved", "The plan began for neglect and is now for another cause.",
          (("S13", "category moved"),), _category_moved),
    Drift("two enquiries", "A second section 47 enquiry within a year.",
          (("S14", "two in 12 months"),), _enquired_twice),
    Drift("not seen alone", "On a protection plan; the last visit was not alone.",
          (("S15", "not seen alone"),), _unheard),
    Drift("section 20 adrift", "Accommodated under section 20 for five months.",
          (("S17", "section 20"),), _section_20),
    Drift("care order at home", "With parents under a care order for nine months.",
          (("S17", "care order at home"),), _order_at_home),
    Drift("waiting for a match", "A placement order five months ago, and no match.",
          (("S17", "placement order"),), _unmatched, 3.0),
    Drift("no plan for permanence", "In care for six months without one.",
          (("S18", "no plan"),), _no_permanence),
    Drift("long-term home not confirmed", "To stay fostered, for 15 months.",
          (("S18", "long-term home not confirmed"),), _not_confirmed),
    Drift("far from home", "Placed 85 miles away.",
          (("S19", "over 20 miles"), ("S19", "outside the area")), _far),
    Drift("supported accommodation under 16", "In supported accommodation at 15.",
          (("S20", "under 16 in supported accommodation"),), _too_young, 15.2),
    Drift("setting with no number", "In a home that is not registered, under an order.",
          (("S20", "unregistered setting"), ("S20", "deprivation of liberty")),
          _no_number, 14.0),
    Drift("placement coming apart", "Three placements in seven months, two broken.",
          (("S21", "three placements"), ("S21", "two unplanned ends")), _three_homes),
    Drift("missing and unasked", "Missing three times, and nobody asked why.",
          (("S22", "not offered"), ("S22", "three in 90 days"),
           ("S15", "return interview")), _missing, 13.0),
    Drift("eighteen coming", "In care at 17 and seven months, with no pathway plan.",
          (("S25", "no pathway plan"), ("S25", "no adviser")), _nearly_eighteen,
          17.6),
)  # fmt: skip


def tell(rng: Random, world: World, index: int, drift: Drift) -> Child:
    """Return a child to whom a planned drift happened."""
    born_on = world.as_at - days(int(drift.age * 365.25) + rng.randint(0, 60))
    child = person(rng, world, index, born_on)
    child.story = drift.key
    drift.make(rng, world, child)
    for found in child.referrals:
        if not found.workers:
            found.workers = [steady(rng, world, found)]
    return child
