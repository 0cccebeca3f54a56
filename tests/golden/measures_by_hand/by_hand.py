"""What a measure counted by hand is: plain loops over what truly happened.

A chapter beside this one has one function for each measure, written from the words of
the catalogue of measures and from nothing in Clearsight that counts. It is given the
children of the made-up council as they truly lived, and a period, and yields whom the
measure counts. Loops and dictionaries are right here: they must be obvious, not quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from clearsight.madeup.days import add_working, is_working
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.world import World

DAY = timedelta(days=1)
# Children to one worker: what the test says each worker's own limit is.
CASELOAD = 2


@dataclass(frozen=True)
class Period:
    """A reporting period; what is counted at a point is counted on its last day."""

    name: str
    start: date
    end: date

    def has(self, on: date | None) -> bool:
        """Say whether a day falls in it."""
        return on is not None and self.start <= on <= self.end


class Member(NamedTuple):
    """A child, or a worker, in a denominator; the day of the event; if it counts."""

    child: int | str
    day: date | None
    counts: bool


@dataclass(frozen=True)
class Council:
    """Every child of the made-up council, and the day up to which their lives go."""

    children: list[Child]
    as_at: date
    world: World

    @property
    def referrals(self) -> Iterator[tuple[Child, Referral]]:
        """Yield each referral with its child, one for each child and day."""
        for child in self.children:
            seen = set()
            for referral in child.referrals:
                if referral.on not in seen:
                    seen.add(referral.on)
                    yield child, referral

    @property
    def cares(self) -> Iterator[tuple[Child, Care]]:
        """Yield each period of care with its child; series of short breaks are none."""
        for child in self.children:
            for care in child.cares:
                if not care.is_short_breaks:
                    yield child, care


Count = Callable[[Council, Period], Iterable[Member]]
Amounts = Callable[[Council, Period], float | None]
Sums = Callable[[Council, Period], tuple[float, float]]
COUNTED: dict[str, Count] = {}
# The column of the list of members that holds the day a hand count gives.
DAYS: dict[str, str] = {}
VALUES: dict[str, Amounts] = {}
# What a ratio sets against what: neither is a number of members.
SUMS: dict[str, Sums] = {}


def measure(key: str, day: str = "from_on") -> Callable[[Count], Count]:
    """Register a hand count; `day` names the column that its days stand in, or none."""

    def register(count: Count) -> Count:
        assert key not in COUNTED, key
        COUNTED[key], DAYS[key] = count, day
        return count

    return register


def value(key: str) -> Callable[[Amounts], Amounts]:
    """Register how a figure that is no share of members is worked out by hand."""

    def register(count: Amounts) -> Amounts:
        VALUES[key] = count
        return count

    return register


def sums(key: str) -> Callable[[Sums], Sums]:
    """Register how the two sums of a ratio are added up by hand."""

    def register(count: Sums) -> Sums:
        SUMS[key] = count
        return count

    return register


def open_at(starts_on: date, ended_on: date | None, at: date) -> bool:
    """Say whether what began and ended on these days was open on a day."""
    return starts_on <= at and (ended_on is None or ended_on > at)


def over(referral: Referral) -> date | None:
    """Return the day on which a referral's episode was over; null while it is open."""
    return referral.on if referral.is_nfa else referral.closed_on


def in_need(referral: Referral, at: date) -> bool:
    """Say whether this was an open episode of need on a day."""
    return not referral.is_nfa and open_at(referral.on, referral.closed_on, at)


def elapsed(starts_on: date, day: date) -> int:
    """Count the working days after one day, up to and with another."""
    passed = (starts_on + n * DAY for n in range(1, (day - starts_on).days + 1))
    return sum(is_working(one) for one in passed)


def within(starts_on: date, day: date, working_days: int) -> bool:
    """Say whether at most so many working days lie between two days."""
    return elapsed(starts_on, day) <= working_days


def past(starts_on: date, at: date, working_days: int) -> bool:
    """Say whether the last day of a limit, itself a working day, lies behind."""
    return add_working(starts_on, working_days) < at


def last_by(days: Iterable[date], at: date) -> date | None:
    """Return the latest of these days that had come by a day."""
    return max((day for day in days if day <= at), default=None)


def once(members: Iterable[Member]) -> list[Member]:
    """Keep one row of each child: one that counts, if any does; else the earliest."""
    kept: dict[int | str, Member] = {}
    for one in members:
        held = kept.get(one.child)
        if held is None or one.counts > held.counts:
            kept[one.child] = one
    return list(kept.values())
