"""How long is allowed: a number of units, and ladders of them.

Day zero is the day a clock starts and is never counted, unless the law says that the
period begins *with* that day; the due date is the last lawful day. Working days are
counted over the calendar of `dates.py`; weeks are seven calendar days each; months and
years keep the day number, or take the last day of a shorter month.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from typing import Literal

from clearsight.errors import SettingsError

Unit = Literal["working day", "school day", "calendar day", "week", "month", "year"]
Position = Literal["any", "first", "second", "later"]

UNITS: tuple[Unit, ...] = ("working day", "calendar day", "week", "month", "year")
FIRST, SECOND, LATER = 1, 2, 3
POSITIONS: dict[Position, tuple[int, ...]] = {
    "any": (FIRST, SECOND, LATER),
    "first": (FIRST,),
    "second": (SECOND,),
    "later": (LATER,),
}
PERIODS: dict[Unit, tuple[int, str]] = {
    "calendar day": (1, "d"),
    "week": (7, "d"),
    "month": (1, "mo"),
    "year": (1, "y"),
}
LONGEST = 1000


@dataclass(frozen=True)
class Limit:
    """A number of one unit.

    In days or weeks it may count the first day; `is_before` counts back from a day.
    `by` is a month and a day of it: due on the first such day, from the start on.
    """

    n: int
    unit: Unit
    counts_first_day: bool = False
    is_before: bool = False
    by: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """Write it as a person would: 1 week, 10 working days."""
        if self.by:
            month, day = self.by
            return f"by {day} {month_name[month]}"
        if not self.n:
            return "no time at all"
        said = f"{self.n} {self.unit}{'' if self.n == 1 else 's'}"
        if self.is_before:
            return f"{said} before"
        return f"{said}, the first day counted" if self.counts_first_day else said

    @property
    def offset(self) -> str:
        """Write it as an offset of dates; working days have none."""
        each, letter = PERIODS[self.unit]
        return f"{self.n * each - self.counts_first_day}{letter}"


def working_days(n: int) -> Limit:
    """Return a limit in working days."""
    return Limit(n, "working day")


def calendar_days(n: int, *, counts_first_day: bool = False) -> Limit:
    """Return a limit in calendar days."""
    return Limit(n, "calendar day", counts_first_day)


def by_day(month: int, day: int) -> Limit:
    """Return a limit that ends on a fixed day of the year."""
    return Limit(0, "calendar day", by=(month, day))


def working_days_before(n: int) -> Limit:
    """Return how many working days before a day a thing must be done."""
    return Limit(n, "working day", is_before=True)


def school_days(n: int) -> Limit:
    """Return a limit in school days: those on which no school is on holiday.

    Schools are shut on other days in each area. Days on which some may be shut are not
    counted, so it is due no earlier than it truly was.
    """
    return Limit(n, "school day")


def weeks(n: int, *, counts_first_day: bool = False, is_before: bool = False) -> Limit:
    """Return a limit in weeks of seven calendar days."""
    return Limit(n, "week", counts_first_day, is_before)


def months(n: int) -> Limit:
    """Return a limit in calendar months."""
    return Limit(n, "month")


def years(n: int) -> Limit:
    """Return a limit in calendar years."""
    return Limit(n, "year")


@dataclass(frozen=True)
class Step:
    """One rung of a ladder: a limit, and the gaps that it is for.

    `position`: the first gap, the second, or any later one. `from_age`: only gaps that
    begin at least so long after the spell did. `starts`: only spells begun by one of
    these events. `after`: only gaps that begin on or after the first such event since
    the start; where that event may have happened unseen, it is taken to have. The first
    step of a ladder that fits a gap is the one taken.
    """

    limit: Limit
    position: Position = "any"
    from_age: Limit | None = None
    starts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def fits_all_later(self) -> bool:
        """Say whether every gap after the second is covered by this step."""
        later = LATER in POSITIONS[self.position]
        return later and self.from_age is None and not self.starts and not self.after


Ladder = tuple[Step, ...]


def parse_limit(text: str, *, clock: str, where: str) -> Limit:
    """Read a local limit such as "4 weeks", or say whose it is and what to write."""
    found = re.fullmatch(r"\s*(\d{1,4})\s+([a-z]+(?:\s+[a-z]+)?)\s*", text.lower())
    if found:
        unit = " ".join(found[2].split()).removesuffix("s")
        n = int(found[1])
        for known in UNITS:
            if unit == known and 0 < n <= LONGEST:
                return Limit(n, known)
    raise SettingsError(
        f"The limit of {clock} is {text!r}, which is not a length of time.",
        where=where,
        do='Write a number from 1 and a unit, such as "10 working days" or "4 weeks".',
    )
