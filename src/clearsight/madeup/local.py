"""What a council knows and no return holds: supervision, notices, complaints.

Each table is worked out from true events, by chance that depends on the child alone, so
that a local extract can be written from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from clearsight.madeup.days import add_months, days, working_from
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Away, Care, Child, Placement, Referral
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


@dataclass(frozen=True, slots=True)
class Session:
    """A supervision of the work with a child, or a manager's decision about it."""

    on: date
    kind: str
    by: str
    referral: Referral

    @property
    def row(self) -> Row:
        """Return what the table shows of it."""
        return [iso(self.on), self.kind, self.by]


@dataclass(frozen=True, slots=True)
class Back:
    """A time missing, and the meeting held about it if any was."""

    away: Away
    meeting_on: date | None

    @property
    def row(self) -> Row:
        """Return what the table shows of it."""
        away = self.away
        told = (away.starts_on, away.ended_on, away.offered_on, away.interview_on)
        return [*map(iso, told), iso(self.meeting_on)]


@dataclass(frozen=True, slots=True)
class Far:
    """A placement far from home, outside the area, or under a liberty order."""

    home: Placement
    told_on: date | None
    approved_on: date | None
    liberty: tuple[date | None, date | None]
    reviewed_on: date | None

    @property
    def row(self) -> Row:
        """Return what the table shows of it."""
        home = self.home
        return [
            iso(home.starts_on), home.miles, "yes" if home.is_in_area else "no",
            iso(self.told_on), iso(self.approved_on),
            *map(iso, self.liberty), iso(self.reviewed_on),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Complained:
    """A complaint about the work with a child, at the stage that it came to."""

    on: date
    about: str
    stage: int
    answered_on: date | None

    @property
    def row(self) -> Row:
        """Return what the table shows of it."""
        return [iso(self.on), self.about, self.stage, iso(self.answered_on)]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who chairs or reviews, from the start of a plan or a period of care."""

    on: date
    role: str
    by: str
    ended_on: date | None

    @property
    def row(self) -> Row:
        """Return what the table shows of it."""
        return [iso(self.on), self.role, self.by]


@dataclass(frozen=True, slots=True)
class Told:
    """All of the kind that is true of one child."""

    sessions: list[Session] = field(default_factory=list)
    backs: list[Back] = field(default_factory=list)
    far: list[Far] = field(default_factory=list)
    complaints: list[Complained] = field(default_factory=list)
    reviewers: list[Reviewer] = field(default_factory=list)


def write(folder: Path, world: World, children: list[Child]) -> None:
    """Write each of the tables."""
    found: dict[str, Iterable[Row]] = {
        "staff": _staff(world),
        "vacancies": _vacancies(world),
    }
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    over = Over(world)
    for child in children:
        one = told(over, child)
        shown: dict[str, Iterable[Row]] = {
            "supervision": (each.row for each in one.sessions),
            "return_interviews": (each.row for each in one.backs),
            "pre_proceedings": _before_court(child),
            "far_placements": (each.row for each in one.far),
            "complaints": (each.row for each in one.complaints),
            "reviewers": (each.row for each in one.reviewers),
        }
        for name, its in shown.items():
            rows[name] += ([child.number, *row] for row in its)
    for name, headings in TABLES.items():
        write_csv(folder / f"{name}.csv", headings, found.get(name, rows[name]))


def _before_court(child: Child) -> Iterator[Row]:
    for stage in (one for found in child.referrals for one in found.before_court):
        days_of = (stage.starts_on, stage.meeting_on, stage.review_on)
        yield [*map(iso, days_of), iso(stage.ended_on), stage.outcome]


def people(world: World) -> Iterator[Person]:
    """Yield everybody who held a post, in the order of the posts."""
    for each in posts(world).values():
        for post in each:
            yield from post.people
    yield from overseers(world)


def _staff(world: World) -> Iterator[Row]:
    for one in people(world):
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


class Over:
    """The people who oversee, by role and, for managers, by team."""

    def __init__(self, world: World) -> None:
        """Look up who oversees in this world."""
        self.world = world
        self.people: dict[str, list[Person]] = {}
        for one in overseers(world):
            key = one.team if one.role == "manager" else one.role
            self.people.setdefault(key, []).append(one)

    def manager(self, team: str, on: date) -> str:
        """Return who managed a team on a day; blank while nobody did."""
        held = [one for one in self.people.get(team, ()) if one.holds(on)]
        return held[0].code if held else ""

    def one_of(self, rng: Random, role: str, on: date) -> str:
        """Return somebody who held such a post on a day; blank if nobody did."""
        held = [one for one in self.people[role] if one.holds(on)]
        return rng.choice(held).code if held else ""


def told(over: Over, child: Child) -> Told:
    """Return what was true of a child."""
    rng = Random(f"{over.world.seed}/local/{child.number}")  # noqa: S311 (a simulation)
    one = Told()
    for found in child.referrals:
        if not found.is_nfa:
            one.sessions.extend(_supervision(rng, over, found))
        for plan in found.plans:
            by = over.one_of(rng, "conference chair", plan.starts_on)
            chair = Reviewer(plan.starts_on, "conference chair", by, plan.ended_on)
            one.reviewers.append(chair)
        for care in found.cares:
            _care(rng, over, care, one)
    if child.referrals and rng.random() < COMPLAINED:
        one.complaints.append(_complaint(rng, over.world, child.referrals[-1]))
    return one


def _supervision(rng: Random, over: Over, found: Referral) -> Iterator[Session]:
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
        yield Session(on, kind, over.manager(spell.team if spell else "", on), found)


def _care(rng: Random, over: Over, care: Care, one: Told) -> None:
    world = over.world
    by = over.one_of(rng, "reviewing officer", care.starts_on)
    one.reviewers.append(
        Reviewer(care.starts_on, "reviewing officer", by, care.ended_on)
    )
    for away in care.away:
        if away.kind == "M":
            is_met = rng.random() < 0.3
            back = away.ended_on
            meeting = world.by(back + days(4)) if back and is_met else None
            one.backs.append(Back(away, meeting))
    for home in care.placements:
        is_last = home is care.placements[-1]
        start, end = care.liberty if care.liberty and is_last else (None, None)
        if home.is_in_area and home.miles <= 20 and start is None:
            continue
        told_on = home.starts_on + days(rng.randint(0, 9))
        approved = home.starts_on - days(rng.randint(0, 5))
        reviewed = world.by(working_from(start + days(25))) if start else None
        one.far.append(
            Far(
                home,
                world.by(told_on) if rng.random() < 0.85 else None,
                approved if rng.random() < 0.85 else None,
                (start, end),
                reviewed,
            )
        )


def _complaint(rng: Random, world: World, found: Referral) -> Complained:
    span = max(((found.closed_on or world.as_at) - found.on).days, 1)
    on = found.on + days(rng.randrange(span))
    answered = world.by(working_from(on + days(rng.randint(5, 45))))
    about = rng.choices(list(COMPLAINTS), list(COMPLAINTS.values()))[0]
    return Complained(on, about, rng.choice((1, 1, 1, 2)), answered)
