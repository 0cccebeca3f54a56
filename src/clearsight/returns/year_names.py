"""Years and days that stand in the names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from clearsight.returns.event_days import collection_year

_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d) ?(?:[-_/.–]| to )? ?(?:20)?(\d\d)(?!\d)")
_TWO_SHORT = re.compile(r"(?<!\d)([12345]\d) ?[-_/–] ?([12345]\d)(?!\d)")
_ONE_YEAR = re.compile(r"(?<!\d)(20[0-5]\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)([-_. ]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d\d)([-_. ]?)(\d\d)\2(20\d\d)(?!\d)")
_FIRST_SHORT = 14


@dataclass(frozen=True)
class YearName:
    """What a name says of the collection year (by the year in which it ends).

    `years` holds one year where the name is plain (2016-17), and two where it may be
    either, the likelier first: 2017 is the year that ends in 2017 unless the data say
    that it began then; an extract of 10 May 2025 may be of the year just over.
    """

    years: tuple[int, ...]

    @property
    def is_plain(self) -> bool:
        """Say whether there is no doubt which year is meant."""
        return len(self.years) == 1


def year_named(name: str, given: str = "") -> YearName | None:
    """Return the year in the file's name, else in that of the nearest folder.

    `name` is the path below what was given, `given` the name of the folder itself.
    """
    parts = [*reversed(PurePosixPath(name).parts), given]
    for at, part in enumerate(parts):
        above = parts[at + 1] if at + 1 < len(parts) else ""
        if found := _in_part(part, above):
            return found
    return None


def _in_part(part: str, above: str) -> YearName | None:
    dates = set(days_named(part))
    if len(dates) == 1:
        year = collection_year(dates.pop())
        return YearName((year, year - 1))
    labels = set(_labels(part))
    # A folder 2017 that holds a folder 18 spells 2017/18.
    labels = labels or set(
        _labels(f"{above[-4:]}/{part[:2]}" if part[2:] == "" else "")
    )
    if len(labels) == 1:
        return YearName((labels.pop(),))
    single = {int(y) for y in _ONE_YEAR.findall(part)}
    if len(single) == 1 and not labels:
        year = single.pop()
        return YearName((year, year + 1))
    return None


def _labels(text: str) -> Iterator[int]:
    for first, second in _TWO_YEARS.findall(text):
        if (int(first) + 1) % 100 == int(second):
            yield int(first) + 1
    for first, second in _TWO_SHORT.findall(text):
        if int(first) + 1 == int(second) and int(first) >= _FIRST_SHORT:
            yield 2000 + int(second)


def days_named(text: str) -> Iterator[date]:
    """Give every day written in the text as 2025-03-31, 20250331 or 31-03-2025."""
    for year, _, month, day in _YEAR_FIRST.findall(text):
        yield from _day(int(year), int(month), int(day))
    for day, _, month, year in _DAY_FIRST.findall(text):
        yield from _day(int(year), int(month), int(day))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
