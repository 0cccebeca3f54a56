"""Working days and months, worked out apart from the rest of Clearsight.

The made-up council is a check on the clocks, so it may not lean on their calendar: the
bank holidays of England and Wales are worked out here from their rules (Banking and
Financial Dealings Act 1971 and royal proclamations), from memory.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1990, 2060

# Moved or added by proclamation: the day taken away, the days put in.
MOVED = {
    1995: ((date(1995, 5, 1),), (date(1995, 5, 8),)),
    1999: ((), (date(1999, 12, 31),)),
    2002: ((date(2002, 5, 27),), (date(2002, 6, 3), date(2002, 6, 4))),
    2011: ((), (date(2011, 4, 29),)),
    2012: ((date(2012, 5, 28),), (date(2012, 6, 4), date(2012, 6, 5))),
    2020: ((date(2020, 5, 4),), (date(2020, 5, 8),)),
    2022: (
        (date(2022, 5, 30),),
        (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)),
    ),
    2023: ((), (date(2023, 5, 8),)),
}


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England and Wales in a year, substitutes included."""
    sunday = easter(year)
    days = {
        _weekday_from(date(year, 1, 1)),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        _monday(date(year, 5, 1)),
        _monday(date(year, 5, 25)),
        _monday(date(year, 8, 25)),
    }
    christmas = _weekday_from(date(year, 12, 25))
    boxing = _weekday_from(date(year, 12, 26))
    if boxing == christmas:
        boxing += timedelta(days=1)
    if date(year, 12, 25).weekday() == 6:
        christmas, boxing = date(year, 12, 27), date(year, 12, 26)
    gone, added = MOVED.get(year, ((), ()))
    return frozenset((days | {christmas, boxing} | set(added)) - set(gone))


def _weekday_from(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _monday(day: date) -> date:
    while day.weekday() != 0:
        day += timedelta(days=1)
    return day


@cache
def all_bank_holidays() -> frozenset[date]:
    """Return every bank holiday of the years that this council can live in."""
    return frozenset().union(
        *(bank_holidays(y) for y in range(FIRST_YEAR, LAST_YEAR + 1))
    )


def is_working(day: date) -> bool:
    """Say whether a day is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in all_bank_holidays()


@cache
def _table() -> tuple[int, list[int], list[date]]:
    first = date(FIRST_YEAR, 1, 1)
    length = (date(LAST_YEAR, 12, 31) - first).days + 1
    every = [first + timedelta(days=n) for n in range(length)]
    working, so_far = [], []
    for day in every:
        if is_working(day):
            working.append(day)
        so_far.append(len(working))
    return first.toordinal(), so_far, working


def add_working(day: date, days: int) -> date:
    """Return the nth working day after a day, or before it where n is below zero."""
    first, so_far, working = _table()
    here = day.toordinal() - first
    if days > 0:
        return working[so_far[here] + days - 1]
    return working[so_far[here - 1] + days] if days < 0 else day


def working_by(day: date) -> date:
    """Return the day itself if it is a working day, else the last one before it."""
    first, so_far, working = _table()
    return working[so_far[day.toordinal() - first] - 1]


def working_from(day: date) -> date:
    """Return the day itself if it is a working day, else the first one after it."""
    return add_working(day - timedelta(days=1), 1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born_on: date, on: date) -> int:
    """Return the age in whole years on a day; -1 before birth."""
    if on < born_on:
        return -1
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def year_end(on: date) -> date:
    """Return the last day of the latest collection year that had ended by a day."""
    this = date(on.year, 3, 31)
    return this if on >= this else date(on.year - 1, 3, 31)


def days(count: int) -> timedelta:
    """Return so many calendar days."""
    return timedelta(days=count)
