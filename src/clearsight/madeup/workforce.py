"""Who works for the made-up council: posts, and the people who hold them in turn.

A post belongs to a team. People come to it, stay, give notice and go; some are from an
agency with a contract that ends, some are newly qualified for their first year; between
two people a post may stand vacant. Reviewing officers, conference chairs and team
managers are posts too. No name is a person's: all are codes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count
from random import Random

from clearsight.madeup.days import add_months, days, working_from
from clearsight.madeup.rates import Rates
from clearsight.madeup.world import TEAMS, World

FIRST_DAY = date(1996, 4, 1)  # before the eldest of these children came into care
NEWLY_QUALIFIED = 0.11
AGENCY_STAYS, AGENCY_CONTRACT = 250, 6  # days on average; months
FILLED_LATER = 0.6  # of posts, when somebody goes
NOTICE = 2  # months
# How large a team is beside the others.
SIZES = {"assessment": 0.9, "locality": 1.5, "care": 0.9, "leaving": 0.4}
ROLES = {"manager": "TM", "reviewing officer": "IRO", "conference chair": "CC"}


@dataclass(frozen=True, slots=True)
class Person:
    """One person's time in one post."""

    code: str
    role: str
    team: str
    starts_on: date
    ended_on: date | None
    is_agency: bool = False
    contract_ends_on: date | None = None
    newly_qualified_until: date | None = None
    notice_on: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the person was in post on a day."""
        return self.starts_on <= on and (self.ended_on is None or on < self.ended_on)


class Post:
    """A post and the people who held it, oldest first."""

    __slots__ = ("people", "starts", "team")

    def __init__(self, team: str, people: list[Person]) -> None:
        """Keep the people, and their first days for looking up."""
        self.team, self.people = team, people
        self.starts = [one.starts_on for one in people]

    def at(self, on: date) -> Person | None:
        """Return who held the post on a day; None while it was vacant."""
        place = bisect_right(self.starts, on) - 1
        if place >= 0 and self.people[place].holds(on):
            return self.people[place]
        return None


@lru_cache(4)
def posts(world: World) -> dict[str, list[Post]]:
    """Return the posts of social workers by the kind of team."""
    numbers = count()
    return {
        kind: [
            _filled(world, team, next(numbers))
            for team in teams
            for _ in range(max(3, round(world.each * SIZES[kind])))
        ]
        for kind, teams in TEAMS.items()
    }


def steadiest(world: World, kind: str, start: date, end: date) -> list[Person]:
    """Return who was in post throughout, or else the one who came soonest after."""
    people = [one for post in posts(world)[kind] for one in post.people]
    staying = [one for one in people if one.holds(start) and one.holds(end)]
    return staying or [max(people, key=lambda one: one.ended_on or date.max)]


@lru_cache(4)
def overseers(world: World) -> tuple[Person, ...]:
    """Return team managers, reviewing officers and conference chairs."""
    teams = [team for each in TEAMS.values() for team in each]
    few = max(2, world.children // 500)
    wanted = [("manager", team) for team in teams]
    wanted += [("reviewing officer", "Reviewing")] * few
    wanted += [("conference chair", "Reviewing")] * max(1, few // 2)
    found: list[Person] = []
    for number, (role, team) in enumerate(wanted):
        rng = Random(f"{world.seed}/overseer/{number}")  # noqa: S311 (a simulation)
        code = f"{ROLES[role]}{101 + number}"
        found += _in_turn(rng, world, code, role, team)
    return tuple(found)


def _filled(world: World, team: str, number: int) -> Post:
    rng = Random(f"{world.seed}/post/{number}")  # noqa: S311 (a simulation)
    return Post(team, _in_turn(rng, world, f"SW{1001 + number}", "social worker", team))


def _in_turn(
    rng: Random, world: World, code: str, role: str, team: str
) -> list[Person]:
    """Return who held one post, from long ago until today."""
    found: list[Person] = []
    here = FIRST_DAY - days(rng.randrange(400))
    vacant = _vacant(world.rates) / FILLED_LATER
    while here <= world.as_at:
        person = _person(rng, world, f"{code}{len(found):02}", role, team, here)
        found.append(person)
        if person.ended_on is None:
            break
        here = person.ended_on
        if rng.random() < FILLED_LATER:
            empty = days(1 + int(rng.expovariate(1 / vacant)))
            here = working_from(min(here + empty, world.as_at + days(30)))
    return found


def _person(
    rng: Random, world: World, code: str, role: str, team: str, on: date
) -> Person:
    is_agency = rng.random() < _from_agency(world.rates)
    is_new = not is_agency and role == "social worker"
    is_new = is_new and rng.random() < NEWLY_QUALIFIED * 2
    stays = AGENCY_STAYS if is_agency else _stay(world.rates)
    stays_on = on + days(60 + int(rng.expovariate(1 / stays)))
    left = working_from(min(stays_on, world.as_at + days(400)))
    ended = left if left <= world.as_at else None
    notice = None if is_agency else add_months(left, -NOTICE)
    contract = None
    if is_agency:
        contract = on
        while contract < min(left, world.as_at + days(1)):
            contract = add_months(contract, AGENCY_CONTRACT)
    return Person(
        code,
        role,
        team,
        on,
        ended,
        is_agency,
        contract,
        add_months(on, 12) if is_new else None,
        world.by(max(notice, on)) if notice else None,
    )


def _from_agency(rates: Rates) -> float:
    """Return the share of comers who are agency, if so many of those in post are."""
    longer = rates.agency * _stay(rates)
    return longer / (longer + (1 - rates.agency) * AGENCY_STAYS)


def _vacant(rates: Rates) -> float:
    """Return for how many days a post is vacant after each person, on average."""
    share = _from_agency(rates)
    stays = share * AGENCY_STAYS + (1 - share) * _stay(rates)
    return rates.vacancies * stays / (1 - rates.vacancies)


def _stay(rates: Rates) -> float:
    """Return days in post on average, from the share who leave in a year."""
    return 365 / max(rates.turnover, 0.03)
