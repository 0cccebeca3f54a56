"""Reporting periods: months, quarters, collection years, and the latest twelve months.

A quarter is of the calendar year (2025-Q3 is July to September 2025). A year is the
collection year, 1 April to 31 March, but for one that is asked for by a single number:
2025 is January to December, as SEN2 counts. Only whole periods up to the day of the
review are given: a part of a month beside whole ones would look like a fall.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from clearsight.dates import add_months, collection_year, year_start
from clearsight.errors import SettingsError

Kind = Literal["rolling", "month", "quarter", "year"]
KINDS: Final = ("month", "quarter", "year")
ROLLING: Final = "12 months"
HOW_MANY: Final = {"month": 24, "quarter": 8, "year": 3}
DECEMBER: Final = 12
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_QUARTER: Final = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_CALENDAR: Final = re.compile(r"\d{4}")
_YEAR: Final = re.compile(r"(\d{4})[/-](\d{2}|\d{4})")


@dataclass(frozen=True)
class Period:
    """A period: its name, kind, first and last day.

    The days of a rolling one are settled for each council and source: it ends on the
    last day to which they are known.
    """

    name: str
    kind: Kind
    start: date
    end: date


def rolling(as_at: date) -> Period:
    """Return the twelve months to the day."""
    return Period(ROLLING, "rolling", year_before(as_at), as_at)


def year_before(end: date) -> date:
    """Return the first day of the twelve months that end on the day."""
    return add_months(end + timedelta(days=1), -12)


def periods(text: str | None, as_at: date) -> list[Period]:
    """Return the periods that the text asks for, the oldest first.

    Nothing gives the latest twelve months; month, quarter or year as many whole ones as
    `HOW_MANY` says; 2026-03, 2025-Q3, 2025/26 or 2025 that one. Raises SettingsError
    for anything else, and for a period that is not over by the day of the review.
    """
    if not text:
        return [rolling(as_at)]
    asked = text.strip()
    if asked.lower() in KINDS:
        return _latest(asked.lower(), as_at)
    found = _named(asked)
    if found is None:
        raise SettingsError(
            f"{text!r} is not a period.",
            do="Write month, quarter, year, 2026-03, 2025-Q3, 2025/26 (April to March) "
            "or 2025 (January to December).",
        )
    if found.end > as_at:
        raise SettingsError(
            f"{found.name} is not over on {as_at:%d/%m/%Y}, the day of the review.",
            do="Ask for an earlier period, or give a later day with --as-at.",
        )
    return [found]


def _latest(kind: str, as_at: date) -> list[Period]:
    size = _MONTHS[kind]
    if kind == "year":
        first = year_start(collection_year(as_at))
    else:
        first = date(as_at.year, (as_at.month - 1) // size * size + 1, 1)
    if add_months(first, size) - timedelta(days=1) > as_at:
        first = add_months(first, -size)
    starts = [add_months(first, -size * n) for n in range(HOW_MANY[kind])]
    return [_starting(kind, start) for start in reversed(starts)]


def _starting(kind: str, start: date) -> Period:
    end = add_months(start, _MONTHS[kind]) - timedelta(days=1)
    if kind == "month":
        return Period(f"{start:%Y-%m}", "month", start, end)
    if kind == "quarter":
        name = f"{start.year}-Q{(start.month - 1) // 3 + 1}"
        return Period(name, "quarter", start, end)
    return Period(f"{start.year}/{end.year % 100:02}", "year", start, end)


def _named(text: str) -> Period | None:
    if found := _QUARTER.fullmatch(text):
        return _starting("quarter", date(int(found[1]), int(found[2]) * 3 - 2, 1))
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= DECEMBER:
        return _starting("month", date(int(found[1]), int(found[2]), 1))
    if _CALENDAR.fullmatch(text) and int(text):
        return Period(
            text, "year", date(int(text), 1, 1), date(int(text), DECEMBER, 31)
        )
    if found := _YEAR.fullmatch(text):
        ends = int(found[1]) + 1
        if ends % 100 == int(found[2]) % 100:
            return _starting("year", year_start(ends))
    return None
