"""What every part of the simulation is given: the day, the window, chance and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.days import (
    add_months,
    add_working,
    days,
    working_by,
    working_from,
)
from clearsight.madeup.rates import Rates, rates

TEAMS = {
    "assessment": ("Team Ash", "Team Birch", "Team Alder"),
    "locality": ("Team Cedar", "Team Elder", "Team Hazel", "Team Maple"),
    "care": ("Team Oak", "Team Rowan"),
    "leaving": ("Team Willow",),
}
# Children known at some time, for each worker the council has.
CHILDREN_A_WORKER = 44
DUTY = "Duty Tray"


@dataclass(frozen=True, slots=True)
class World:
    """The made-up council: `starts_on` is the first day on which new referrals come."""

    as_at: date
    starts_on: date
    children: int
    seed: int
    council: str
    rates: Rates

    def by(self, day: date | None) -> date | None:
        """Return the day if it has come."""
        return day if day is not None and day <= self.as_at else None

    def chance(self, number: int) -> Random:
        """Return the dice of one child, whatever the others do."""
        return Random(f"{self.seed}/{number}")  # noqa: S311 (a simulation, not a secret)

    @property
    def each(self) -> int:
        """Return how many social workers' posts a team of middling size has."""
        teams = sum(len(every) for every in TEAMS.values())
        return max(3, self.children // (CHILDREN_A_WORKER * teams))


def world(
    as_at: date,
    months: int,
    children: int,
    seed: int,
    council: str,
    lives_by: Rates | None = None,
) -> World:
    """Return the world of a council made for one day, with so many months behind it.

    It lives by the rates given, or else by England's.
    """
    starts_on = add_months(as_at + days(1), -months)
    return World(as_at, starts_on, children, seed, council, lives_by or rates())


def pick(rng: Random, weights: dict[str, int]) -> str:
    """Return one of the keys, each as likely as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def postcode(rng: Random) -> str:
    """Return a postcode of a shape that no house has (ZZ99)."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"ZZ99 {rng.randrange(10)}{rng.choice(letters)}{rng.choice(letters)}"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a council keeps to a limit: how early it can be, how often late, by how much.

    `early` and `most` are calendar days, `late` the share of times.
    """

    early: int
    late: float
    most: int

    def held(self, rng: Random, after: date, due: date) -> date:
        """Return a working day after one day and by another, or, at times, late."""
        if rng.random() < self.late:
            return working_from(due + days(rng.randint(1, self.most)))
        found = working_by(due - days(rng.randint(0, self.early)))
        return found if found > after else working_from(after + days(1))


Limit = Callable[[date], date]


def ladder(
    rng: Random, start: date, last: date, limits: Sequence[Limit], habit: Habit
) -> list[date]:
    """Return the days on which something was done, each by a limit from the one before.

    The last of the limits repeats. Nothing is done on the first or on the last day.
    """
    done: list[date] = []
    here = start
    while True:
        due = limits[min(len(done), len(limits) - 1)](here)
        here = habit.held(rng, here, due)
        if here >= last:
            return done
        done.append(here)


def working(count: int) -> Limit:
    """Return the limit of so many working days."""
    return lambda day: add_working(day, count)


def months(count: int) -> Limit:
    """Return the limit of so many calendar months."""
    return lambda day: add_months(day, count)


def weeks(count: int) -> Limit:
    """Return the limit of so many weeks."""
    return lambda day: day + days(7 * count)
