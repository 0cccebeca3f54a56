"""School, as a virtual school knows it: where pupils were, what they missed, marks.

No return holds it. A pupil is at a primary school from four, at a secondary from
eleven, and some stay on after sixteen. Now and then one moves: more of those who come
into care. The lists of every other year are dated by the last day of term, as some
councils' are; the rest by the last day of August.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.days import add_months, days, working_by, working_from
from clearsight.madeup.true import Child
from clearsight.madeup.world import World

NOT_MATCHED = 0.06  # of children stand in no list: no number, or schooled elsewhere
STAYS_ON = 0.45  # of pupils have two more years at school after sixteen
MOVES, MOVES_ON_ENTRY = 0.12, 0.4  # in a school year; about the day care began
NO_SESSIONS = 0.05  # of school years are on the list with none
NO_SCORE = 0.1
YEARS = 4  # how far back the lists of attendance and of marks go
FIRST_AGE, TO_SECONDARY, TO_SIXTEEN, TO_EIGHTEEN = 4, 7, 12, 14
SESSIONS = (380, 378, 372, 300, 190, 90)
USUALLY_MISSED = {"care": 0.2, "plan": 0.55, "": 0.3}  # a tenth of sessions or more
# Days on which a move is, or is not, that of a new school year.
EDGES = ((7, 31), (8, 1), (9, 30), (10, 1))
OUT_OF_SCHOOL = (0, 0, 0, 1, 12, 45, 150)  # days between two schools
RESULTS_FROM = 19  # of August: marks come on the first Thursday from here
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class School:
    """A school on whose roll a pupil stood; `ended_on` is the day of leaving."""

    starts_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A pupil's sessions in a school year; `ended_on` is the day it is listed by."""

    ended_on: date
    sessions: int | None
    missed: int | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Attainment 8 at the end of key stage 4; no score where none is recorded."""

    awarded_on: date
    score: float | None


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child on the lists of the virtual school."""

    child: int
    schools: tuple[School, ...]
    years: tuple[SchoolYear, ...]
    marks: Marks | None = None


def pupils(world: World, children: Sequence[Child]) -> list[Pupil]:
    """Return every child who stands on a list, in the order of the children."""
    return [found for child in children if (found := pupil(world, child))]


def pupil(world: World, child: Child) -> Pupil | None:
    """Return the schooling of one child, by chance that is the child's own."""
    rng = Random(f"{world.seed}/beyond/schools/{child.number}")  # noqa: S311 (a simulation)
    if rng.random() < NOT_MATCHED:
        return None
    begins = _first_september(child)
    stays = TO_EIGHTEEN if rng.random() < STAYS_ON else TO_SIXTEEN
    last_on = _july(begins + stays)
    starts = _starts(rng, world, child, begins, last_on)
    if not starts:
        return None
    schools = tuple(_schools(rng, starts, world.by(last_on)))
    years = tuple(_years(rng, world, child, schools))
    return Pupil(
        child.number, schools, years, _marks(rng, world, begins + TO_SIXTEEN, schools)
    )


def _first_september(child: Child) -> int:
    """Return the year in which the child, four by the end of August, begins school."""
    fourth = add_months(child.born_on, 12 * FIRST_AGE)
    return fourth.year + (fourth > date(fourth.year, 8, 31))


def _september(year: int) -> date:
    return working_from(date(year, 9, 2))


def _july(year: int) -> date:
    return working_by(date(year, 7, 23))


def _results(year: int) -> date:
    first = date(year, 8, RESULTS_FROM)
    return first + days((THURSDAY - first.weekday()) % 7)


def _starts(
    rng: Random, world: World, child: Child, begins: int, last_on: date
) -> list[date]:
    """Return the days on which the child came to a school, oldest first."""
    first = _september(begins)
    if child.is_asylum_seeker and child.cares:
        # The first school in this country, whenever in the year it was.
        first = working_from(child.cares[0].starts_on + days(rng.randint(10, 60)))
    found = [_september(begins + TO_SECONDARY), *_moves(rng, world, child)]
    until = min(last_on, world.as_at)
    later = sorted({day for day in found if first < day <= until})
    return [first, *later] if first <= until else []


def _moves(rng: Random, world: World, child: Child) -> Iterator[date]:
    for year in range(world.as_at.year - YEARS, world.as_at.year + 1):
        if rng.random() < MOVES:
            yield working_from(date(year, 1, 1) + days(rng.randrange(365)))
        if rng.random() < MOVES / 4:
            month, day = rng.choice(EDGES)
            yield date(year, month, day)
    for care in child.cares:
        if rng.random() < MOVES_ON_ENTRY:
            # On the very day it is not yet a move in care.
            yield care.starts_on + days(rng.choice((0, 1, rng.randint(-30, 200))))


def _schools(rng: Random, starts: list[date], last_on: date | None) -> Iterator[School]:
    for here, following in zip(starts, [*starts[1:], None], strict=True):
        if following is None:
            yield School(here, last_on)
        else:
            gap = days(rng.choice(OUT_OF_SCHOOL))
            yield School(here, max(here, following - gap))


def _years(
    rng: Random, world: World, child: Child, schools: Sequence[School]
) -> Iterator[SchoolYear]:
    for year in range(world.as_at.year - YEARS, world.as_at.year + 1):
        ended_on = date(year, 8, 31) if year % 2 else _july(year)
        first = _september(year - 1)
        was_there = any(
            s.starts_on <= ended_on and (s.ended_on or date.max) > first
            for s in schools
        )
        if was_there and ended_on <= world.as_at:
            yield _attended(rng, child, ended_on)


def _attended(rng: Random, child: Child, ended_on: date) -> SchoolYear:
    if rng.random() < NO_SESSIONS:
        return SchoolYear(ended_on, *rng.choice(((None, None), (0, 0))))
    sessions = rng.choice(SESSIONS)
    tenth = -(-sessions // 10)
    if rng.random() < 0.2:
        # Exactly a tenth, or one session short of it.
        return SchoolYear(ended_on, sessions, tenth - rng.randint(0, 1))
    is_often = rng.random() < USUALLY_MISSED[_known_as(child, ended_on)]
    missed = rng.randint(tenth, sessions // 2) if is_often else rng.randrange(tenth)
    return SchoolYear(ended_on, sessions, missed)


def _known_as(child: Child, on: date) -> str:
    """Say whether the child was in care, or on a plan, on a day."""
    if any(c.starts_on <= on <= (c.ended_on or on) for c in child.cares):
        return "care"
    plans = [plan for found in child.referrals for plan in found.plans]
    is_planned = any(p.starts_on <= on <= (p.ended_on or on) for p in plans)
    return "plan" if is_planned else ""


def _marks(
    rng: Random, world: World, year: int, schools: Sequence[School]
) -> Marks | None:
    awarded_on, leaving_on = _results(year), _july(year)
    score = None if rng.random() < NO_SCORE else rng.randrange(110) / 2
    was_there = schools[0].starts_on < leaving_on
    is_lately = world.as_at.year - YEARS <= year and awarded_on <= world.as_at
    return Marks(awarded_on, score) if was_there and is_lately else None
