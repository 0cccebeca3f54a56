"""Stretches counted from the document's own date: "next month", "12 months ago"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from clearsight.accountability.proposing.points import (
    Clock,
    Point,
    Stretch,
    months,
)
from clearsight.dates import add_months

NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fourteen"
    r"|fifteen|eighteen|twenty|twenty[- ]eight|thirty|forty[- ]two|sixty|ninety)"
)
UNIT = r"(?:(?:working|calendar|school|business) )?(?:day|week|fortnight|month|year)"
_SPELT = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twentyeight": 28,
    "thirty": 30, "fortytwo": 42, "sixty": 60, "ninety": 90,
}  # fmt: skip
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_WEEKDAY = f"(?:{'|'.join(_WEEKDAYS)})"
Reader = Callable[[re.Match[str], Clock], Stretch | None]


def number(words: str) -> int:
    """Return what a number in figures or words stands for."""
    plain = words.lower().replace("-", "").replace(" ", "")
    return _SPELT[plain] if plain in _SPELT else int(plain)


def later(day: date, count: int, unit: str) -> date:
    """Return the day so many units after (a negative count: before) a day."""
    unit = unit.lower()
    if unit.endswith("month"):
        return add_months(day, count)
    if unit.endswith("year"):
        return add_months(day, 12 * count)
    each = {"fortnight": 14, "week": 7}.get(unit.split()[-1], 1)
    return day + timedelta(days=count * each)


def relative(text: str, clock: Clock) -> list[Point]:
    """Return the stretches that a text counts from the day of its document."""
    found: list[Point] = []
    for pattern, read in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < p.end and p.start < end for p in found):
                continue
            stretch = read(match, clock)
            how = "counted from the document's date" if stretch else (
                "the day that it counts from is not known"
            )  # fmt: skip
            found.append(Point(start, end, stretch, (stretch and stretch.how) or how))
    return sorted(found)


def _ago(match: re.Match[str], clock: Clock) -> Stretch | None:
    """Count back; months and years lead to a month, since nobody counts days so."""
    count, unit = number(match["n"]), match["unit"].lower()
    if unit.endswith(("month", "year")):
        if clock.month is None:
            return None
        then = later(clock.month, -count, unit)
        return months(
            then.year, then.month, 1, f"{match[0]} counted back, in whole months"
        )
    if clock.day is None:
        return None
    then = later(clock.day, -count, unit)
    return Stretch(then, then if unit.endswith("day") else then + timedelta(days=6))


def _calendar(match: re.Match[str], clock: Clock) -> Stretch | None:
    """Read "next month", "earlier this year", "this week", "the end of the year"."""
    words = match.groupdict()
    which, unit = (words.get("which") or "this").lower(), match["unit"].lower()
    shift = {"next": 1, "last": -1, "previous": -1, "following": 1}.get(which, 0)
    if unit in ("year", "calendar year"):
        if clock.span is None:
            return None
        whole = months(clock.span.first.year + shift, 1, 12)
    elif unit == "month":
        if clock.month is None:
            return None
        whole = months(clock.month.year, clock.month.month + shift)
    else:
        if clock.day is None:
            return None
        monday = clock.day + timedelta(days=7 * shift - clock.day.weekday())
        whole = Stretch(monday, monday + timedelta(days=6))
    return _part(whole, (words.get("part") or "").lower().strip(), clock)


def _part(whole: Stretch, part: str, clock: Clock) -> Stretch:
    if clock.span is None or clock.is_year_only:
        return whole
    if part == "later":
        return Stretch(max(whole.first, clock.span.first), whole.last)
    if part == "earlier":
        return Stretch(whole.first, min(whole.last, clock.span.last))
    return whole


def _weekday(match: re.Match[str], clock: Clock) -> Stretch | None:
    if clock.day is None:
        return None
    which = (match["which"] or "").lower()
    ahead = clock.is_ahead if not which else which in ("next", "this", "coming")
    wanted = _WEEKDAYS.index(match["weekday"].lower())
    if ahead:
        day = clock.day + timedelta(days=(wanted - clock.day.weekday() - 1) % 7 + 1)
    else:
        day = clock.day - timedelta(days=(clock.day.weekday() - wanted - 1) % 7 + 1)
    return Stretch(day, day)


def _nth_of_month(match: re.Match[str], clock: Clock) -> Stretch | None:
    if clock.month is None:
        return None
    shift = {"next": 1, "last": -1}.get(match["which"].lower(), 0)
    whole = months(clock.month.year, clock.month.month + shift)
    if not 0 < int(match["day"]) <= whole.last.day:
        return None
    day = whole.first.replace(day=int(match["day"]))
    return Stretch(day, day)


def _near_day(match: re.Match[str], clock: Clock) -> Stretch | None:
    if clock.day is None:
        return None
    shift = {"tomorrow": 1, "yesterday": -1}.get(match[0].lower(), 0)
    day = clock.day + timedelta(days=shift)
    return Stretch(day, day)


def _kind(pattern: str, read: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), read


_KINDS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _kind(
        rf"(?:(?:just|only|around|about|some|nearly|almost|over) )?(?P<n>{NUMBER}) "
        rf"(?P<unit>{UNIT})s? ago", _ago),
    _kind(
        r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th) of (?P<which>this|next|last) month",
        _nth_of_month),
    _kind(
        r"(?P<part>earlier |later )?(?P<which>this|next|last|previous|following) "
        r"(?P<unit>week|month|year|calendar year)", _calendar),
    _kind(r"(?<=end of )(?:the )?(?P<unit>week|month|year|calendar year)", _calendar),
    _kind(
        rf"(?<!\d )(?:(?<=on )|(?<=by )|(?<=before )|(?<=from )|(?P<which>next|last"
        rf"|this|coming) )(?P<weekday>{_WEEKDAY})(?! \d|,? the|,? [a-z]+ \d| \w+ "
        rf"20\d\d)", _weekday),
    _kind(r"tomorrow|yesterday|today", _near_day),
)  # fmt: skip
