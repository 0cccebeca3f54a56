"""What a council knows and no return holds: supervision, notices, complaints.

Each table is worked out from true events, by chance that depends on the child alone, so
that a local extract can be written from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from clearsight.madeup.days import add_months, days, working_from
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.workers import holder
from clearsight.madeup.workforce import Person, overseers, posts
from clearsight.madeup.world import Habit, World, ladder, months, weeks

Row = Sequence[Cell]
SUPERVISED = Habit(early=10, late=0.12, most=60)
LAPSED = 0.05  # of children are not supervised at all in the last half year
COMPLAINTS = {
    "delay": 30, "change of worker": 25, "not listened to": 25, "contact": 20,
}  # fmt: skip
COMPLAINED = 0.02

TABLES: dict[str, tuple[str, ...]] = {
    "staff": (
        "worker", "role", "team", "starts_on", "ended_on", "is_agency",
        "contract_ends_on", "newly_qualified_until", "notice_on",
    ),
    "vacancies": ("team", "post", "from", "to"),
    "supervision": ("child", "on", "kind", "by"),
    "return_interviews": (
        "child", "went_on", "returned_on", "offered_on", "held_on", "meeting_on",
    ),
    "pre_proceedings": (
        "child", "starts_on", "meeting_on", "review_on", "ended_on", "outcome",
    ),
    "far_placements": (
        "child", "starts_on", "miles", "is_in_area", "host_told_on", "approved_on",
        "liberty_from", "liberty_to", "liberty_reviewed_on",
    ),
    "complaints": ("child", "on", "about", "stage", "answered_on"),
    "reviewers": ("child", "starts_on", "role", "by"),
}  # fmt: skip


def write(folder: Path, world: World, children: list[Child]) -> None:
    """Write each of the tables."""
    found: dict[str, Iterable[Row]] = {
        "staff": _staff(world),
        "vacancies": _vacancies(world),
    }
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    over = _Over(world)
    for child in children:
        rng = Random(f"{world.seed}/local/{child.number}")  # noqa: S311 (a simulation)
        for name, row in _of_child(rng, over, child):
            rows[name].append([child.number, *row])
    for name, headings in TABLES.items():
        write_csv(folder / f"{name}.csv", headings, found.get(name, rows[name]))


def _people(world: World) -> Iterator[Person]:
    for each in posts(world).values():
        for post in each:
            yield from post.people
    yield from overseers(world)


def _staff(world: World) -> Iterator[Row]:
    for one in _people(world):
        yield [
            one.code, one.role, one.team, iso(one.starts_on), iso(one.ended_on),
            "yes" if one.is_agency else "no", iso(one.contract_ends_on),
            iso(one.newly_qualified_until), iso(one.notice_on),
        ]  # fmt: skip


def _vacancies(world: World) -> Iterator[Row]:
    for post in (post for each in posts(world).values() for post in each):
        for one, after in zip(post.people, [*post.people[1:], None], strict=True):
            until = after.starts_on if after else None
            if one.ended_on and one.ended_on != until:
                yield [post.team, one.code[:-2], iso(one.ended_on), iso(until)]


class _Over:
    """The people who oversee, by role and, for managers, by team."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[str, list[Person]] = {}
        for one in overseers(world):
            key = one.team if one.role == "manager" else one.role
            self.people.setdefault(key, []).append(one)

    def manager(self, team: str, on: date) -> str:
        held = [one for one in self.people.get(team, ()) if one.holds(on)]
        return held[0].code if held else ""

    def one_of(self, rng: Random, role: str, on: date) -> str:
        held = [one for one in self.people[role] if one.holds(on)]
        return rng.choice(held).code if held else ""


def _of_child(rng: Random, over: _Over, child: Child) -> Iterator[tuple[str, Row]]:
    for found in child.referrals:
        if not found.is_nfa:
            for row in _supervision(rng, over, found):
                yield "supervision", row
        for stage in found.before_court:
            days_of = (stage.starts_on, stage.meeting_on, stage.review_on)
            row = [*map(iso, days_of), iso(stage.ended_on), stage.outcome]
            yield "pre_proceedings", row
        for plan in found.plans:
            by = over.one_of(rng, "conference chair", plan.starts_on)
            yield "reviewers", [iso(plan.starts_on), "conference chair", by]
        for care in found.cares:
            yield from _care(rng, over, care)
    if child.referrals and rng.random() < COMPLAINED:
        yield "complaints", _complaint(rng, over.world, child.referrals[-1])


def _supervision(rng: Random, over: _Over, found: Referral) -> Iterator[Row]:
    world = over.world
    last = found.closed_on or world.as_at + days(1)
    first = max(found.on, world.starts_on)
    held = ladder(rng, first, last, (weeks(4), months(1)), SUPERVISED)
    if rng.random() < LAPSED:
        held = [on for on in held if on < add_months(world.as_at, -6)]
    decided = [found.on]
    decided += [one.starts_on for one in found.plans]
    decided += [one.ended_on for one in found.plans if one.ended_on]
    decided += [care.starts_on for care in found.cares]
    marked = [(on, "supervision") for on in held] + [(on, "decision") for on in decided]
    for on, kind in sorted(marked):
        spell = holder(found, on)
        manager = over.manager(spell.team if spell else "", on)
        yield [iso(on), kind, manager]


def _care(rng: Random, over: _Over, care: Care) -> Iterator[tuple[str, Row]]:
    world = over.world
    by = over.one_of(rng, "reviewing officer", care.starts_on)
    yield "reviewers", [iso(care.starts_on), "reviewing officer", by]
    for away in care.away:
        if away.kind == "M":
            is_met = rng.random() < 0.3
            back = away.ended_on
            meeting = world.by(back + days(4)) if back and is_met else None
            told = (away.starts_on, away.ended_on, away.offered_on, away.interview_on)
            yield "return_interviews", [*map(iso, told), iso(meeting)]
    last = care.placements[-1]
    for home in care.placements:
        start, end = care.liberty if care.liberty and home is last else (None, None)
        if home.is_in_area and home.miles <= 20 and start is None:
            continue
        told_on = home.starts_on + days(rng.randint(0, 9))
        approved = home.starts_on - days(rng.randint(0, 5))
        reviewed = world.by(working_from(start + days(25))) if start else None
        yield (
            "far_placements",
            [
                iso(home.starts_on), home.miles, "yes" if home.is_in_area else "no",
                iso(world.by(told_on)) if rng.random() < 0.85 else "",
                iso(approved) if rng.random() < 0.85 else "",
                iso(start), iso(end), iso(reviewed),
            ],
        )  # fmt: skip


def _complaint(rng: Random, world: World, found: Referral) -> Row:
    span = max(((found.closed_on or world.as_at) - found.on).days, 1)
    on = found.on + days(rng.randrange(span))
    answered = world.by(working_from(on + days(rng.randint(5, 45))))
    about = rng.choices(list(COMPLAINTS), list(COMPLAINTS.values()))[0]
    return [iso(on), about, rng.choice((1, 1, 1, 2)), iso(answered)]
