"""Days: ages, collection years, months, and working days over a calendar.

A working day is Monday to Friday, less the bank holidays of England and Wales kept in
`bank_holidays.toml`. The calendar runs from 1990 to 2035; a day outside it has no count
of working days, so a clock that needs one cannot run.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

CALENDAR_STARTS = date(1990, 1, 1)
CALENDAR_ENDS = date(2035, 12, 31)

SATURDAY = 5
APRIL = 4


@cache
def bank_holidays() -> frozenset[date]:
    """Return every weekday bank holiday of England and Wales from 1990 to 2035."""
    text = files("clearsight").joinpath("bank_holidays.toml").read_text("utf-8")
    return frozenset(d for year in tomllib.loads(text)["days"].values() for d in year)


def is_working_day(day: date) -> bool:
    """Say whether the day is Monday to Friday and no bank holiday known to us."""
    return day.weekday() < SATURDAY and day not in bank_holidays()


@cache
def calendar() -> pl.DataFrame:
    """Return one row for each day of the calendar.

    `on` (Date), `is_working` (Boolean) and `nth` (Int64): the number of working days
    from the first day of the calendar up to and including `on`.
    """
    # Asking an age, or what a clock means, should not wait for an engine.
    import polars as pl  # noqa: PLC0415

    on = pl.date_range(CALENDAR_STARTS, CALENDAR_ENDS, eager=True).alias("on")
    is_working = (on.dt.weekday() <= SATURDAY) & ~on.is_in(sorted(bank_holidays()))
    return pl.DataFrame(
        [on, is_working.alias("is_working"), is_working.cum_sum().alias("nth")],
        schema_overrides={"nth": pl.Int64},
    )


def add_working_days(day: date, n: int) -> date:
    """Return the nth working day after the day (before it, where n is below zero).

    The day itself is day zero and is never counted, working or not. Outside the
    calendar only weekends are left out.
    """
    one = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += one
        left -= is_working_day(day)
    return day


def add_months(day: date, n: int) -> date:
    """Return the same day n months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(birth: date, on: date) -> int:
    """Return the age in whole years; below zero before birth.

    Someone born on 29 February is a year older on 1 March where there is no such day.
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def collection_year(day: date) -> int:
    """Return the collection year (1 April to 31 March) by the year in which it ends."""
    return day.year + (day.month >= APRIL)


def year_start(ends: int) -> date:
    """Return 1 April, the first day of the collection year that ends in this year."""
    return date(ends - 1, 4, 1)


def year_end(ends: int) -> date:
    """Return 31 March, the last day of the collection year that ends in this year."""
    return date(ends, 3, 31)
