"""Stretches of the calendar that words name: a day, "Easter 2025", "Q2 2025/26"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from dateutil.easter import easter  # type: ignore[import-untyped]  # ships no types

from clearsight.accountability.proposing.holidays import HOLIDAYS, next_half_term
from clearsight.accountability.when import When

MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November"
    "|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
DAY_MONTH = (
    rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTHS}\b)"
    rf"|(?P<month2>{MONTHS}) (?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:))(?:,? "
    rf"(?P<year>20\d\d))?"
)
_FIRST_THREE = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
_SPELT = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


class Stretch(NamedTuple):
    """The first and last day of a stretch, and how that was worked out."""

    first: date
    last: date
    how: str = ""


class Point(NamedTuple):
    """A stretch named by `text[start:end]`; `stretch` is None where it needs a year.

    `how` says what was worked out, or what is wanting.
    """

    start: int
    end: int
    stretch: Stretch | None
    how: str


Of = Callable[[int], Stretch]


@dataclass(frozen=True)
class Clock:
    """What "next" and a missing year count from.

    `span` is when the document was made, None where unknown; `is_ahead` says whether
    the words speak of what is to come; `is_year_only`: only years may be taken from it.
    """

    span: When | None
    is_ahead: bool = True
    is_year_only: bool = False

    @property
    def month(self) -> date | None:
        """Give the first day of the month it was made in, where that is one month."""
        span = self.span
        if span is None or span.first.replace(day=1) != span.last.replace(day=1):
            return None
        return span.first.replace(day=1)

    @property
    def day(self) -> date | None:
        """Give the day it was made, where that is known to the day."""
        return (
            self.span.first if self.span and self.span.first == self.span.last else None
        )

    def nearest(self, of: Of) -> Stretch | None:
        """Return the stretch of the nearest year that lies ahead (or behind)."""
        if self.span is None:
            return None
        years = range(self.span.first.year - 1, self.span.last.year + 3)
        if self.is_ahead:
            fits = [of(y) for y in years if of(y).last >= self.span.first]
            found = fits[0] if fits else None
        else:
            fits = [of(y) for y in years if of(y).first <= self.span.last]
            found = fits[-1] if fits else None
        return found and found._replace(
            how="; ".join(h for h in (found.how, f"the nearest such {self._way}") if h)
        )

    @property
    def _way(self) -> str:
        if self.is_year_only:
            return "time in the document's year, which it does not state but implies"
        side = "after" if self.is_ahead else "before"
        return f"time {side} the document's date"


def month_number(word: str) -> int:
    """Return 1 to 12 for the name of a month, whole or cut short."""
    return _FIRST_THREE.index(word.lower()[:3]) + 1


def day_month(match: re.Match[str], year: int | None = None) -> date | None:
    """Return the day of a `DAY_MONTH` match, None without a year or where none is."""
    stated = match["year"] or year
    try:
        return date(
            int(stated or 0),
            month_number(match["month"] or match["month2"]),
            int(match["day"] or match["day2"]),
        )
    except ValueError:
        return None


def months(first_year: int, first_month: int, count: int = 1, how: str = "") -> Stretch:
    """Return a run of whole months; a month after the twelfth is in the next year."""
    start, stop = first_month - 1, first_month - 1 + count
    first = date(first_year + start // 12, start % 12 + 1, 1)
    after = date(first_year + stop // 12, stop % 12 + 1, 1)
    return Stretch(first, after - timedelta(days=1), how)


def points(text: str, clock: Clock) -> list[Point]:
    """Return the stretches named in a text, in order; none overlaps another."""
    found: list[Point] = []
    for pattern, read in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < p.end and p.start < end for p in found):
                continue
            stretch = read(match, clock)
            if stretch == NOT_A_TIME:
                continue
            how = stretch.how if stretch else _wanting(clock)
            found.append(Point(start, end, stretch, how))
    return sorted(found)


def _wanting(clock: Clock) -> str:
    if clock.is_year_only:
        return "the document's day is not known, only its year"
    return "the document's date is not known, so the year is not"


def _stated(match: re.Match[str], clock: Clock, of: Of) -> Stretch | None:
    """Return the stretch of the year that is written, else of the nearest."""
    year = match.groupdict().get("year")
    if year:
        return of(int(year))
    which = (match.groupdict().get("which") or "").lower()
    if which and clock.span:
        shift = {"next": 1, "new": 1, "last": -1}.get(which, 0)
        ahead = Clock(clock.span, which != "last", clock.is_year_only).nearest(of)
        near = of(clock.span.first.year)
        if which == "this":
            return near._replace(how="in the document's own year")
        # "Next spring" said in January is this year's; "next July" said in July is not.
        if ahead and shift > 0 and ahead.first <= clock.span.first:
            return of(ahead.first.year + 1)
        return ahead
    return clock.nearest(of)


def _day(match: re.Match[str], clock: Clock) -> Stretch | None:
    def of(year: int) -> Stretch:
        day = day_month(match, year) or day_month(match, year + 4 - year % 4)
        return Stretch(day, day) if day else NOT_A_TIME

    if of(2024) == NOT_A_TIME:
        return NOT_A_TIME
    return _stated(match, clock, of)


def _digits(match: re.Match[str], clock: Clock) -> Stretch:
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    try:
        day = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return NOT_A_TIME
    return Stretch(day, day)


def _month(match: re.Match[str], clock: Clock) -> Stretch | None:
    number = month_number(match["month"])
    return _stated(match, clock, lambda year: months(year, number))


def _financial_year(match: re.Match[str], clock: Clock) -> Stretch | None:
    how = "a council's financial year runs from 1 April to 31 March"
    return _stated(match, clock, lambda year: months(year, 4, 12, how))


def _academic_year(match: re.Match[str], clock: Clock) -> Stretch | None:
    how = "an academic year taken as 1 September to 31 July"
    return _stated(match, clock, lambda year: months(year, 9, 11, how))


def _quarter(match: re.Match[str], clock: Clock) -> Stretch | None:
    said = match["q"].lower()
    quarter = int(said) if said.isdigit() else _SPELT[said]
    is_calendar = bool(match["year"]) and not match["to"]
    if is_calendar:
        return months(
            int(match["year"]), 3 * quarter - 2, 3, "a quarter of the calendar year"
        )
    how = "a quarter of a financial year, which begins on 1 April"
    return _stated(match, clock, lambda year: months(year, 3 * quarter + 1, 3, how))


def _season(match: re.Match[str], clock: Clock) -> Stretch | None:
    season = match["season"].lower()
    first, last = _SEASONS[season]
    how = f"{season} taken as {last - first + 1} whole months"
    return _stated(
        match, clock, lambda year: months(year, first, last - first + 1, how)
    )


def _term(match: re.Match[str], clock: Clock) -> Stretch | None:
    season = match["season"].lower()

    def of(year: int) -> Stretch:
        how = f"the {season} term, which Easter or Christmas bounds"
        if season == "autumn":
            return months(year, 9, 4, how)
        if season == "spring":
            return Stretch(date(year, 1, 1), easter(year) - timedelta(days=3), how)
        return Stretch(easter(year) + timedelta(days=2), date(year, 7, 31), how)

    return _stated(match, clock, of)


def _feast(
    match: re.Match[str], clock: Clock, of: Callable[[int], tuple[date, date, str]]
) -> Stretch | None:
    """Read a holiday, or the week or day that schools or parliament go by."""
    found = _stated(match, clock, lambda year: Stretch(*of(year)))
    within = found and clock.span and found.first < clock.span.first <= found.last
    if found and within and clock.is_ahead and re.search("recess|break", match[0]):
        return Stretch(*of(found.first.year + 1))  # in August, the next recess
    return found


def _half_term(match: re.Match[str], clock: Clock) -> Stretch | None:
    """Read a half term that is not named: the next, or the last, from the document."""
    if clock.span is None or clock.is_year_only:
        return None
    day = clock.span.first
    return Stretch(
        *next_half_term(day if clock.is_ahead else day - timedelta(days=150))
    )


def _nth_week(match: re.Match[str], clock: Clock) -> Stretch | None:
    number, which = month_number(match["month"]), match["nth"].lower()

    def of(year: int) -> Stretch:
        whole = months(year, number)
        how = "a week of a month taken as seven days of it"
        if which in ("last", "final"):
            return Stretch(whole.last - timedelta(days=6), whole.last, how)
        first = whole.first + timedelta(days=7 * (_SPELT[which] - 1))
        return Stretch(first, first + timedelta(days=6), how)

    return _stated(match, clock, of)


def _edge_day(match: re.Match[str], clock: Clock) -> Stretch | None:
    number = month_number(match["month"])
    step = timedelta(days=1 if match["nth"].lower() == "first" else -1)

    def of(year: int) -> Stretch:
        whole = months(year, number)
        day = whole.first if step.days > 0 else whole.last
        while match["working"] and day.weekday() > 4:
            day += step
        return Stretch(day, day)

    return _stated(match, clock, of)


def _days(match: re.Match[str], clock: Clock) -> Stretch | None:
    """Read "4 to 15 December 2023": from the first number to the day."""

    def of(year: int) -> Stretch:
        last = day_month(match, year)
        first = int(match["from"])
        if not last or not 0 < first < last.day:
            return NOT_A_TIME
        return Stretch(last.replace(day=first), last)

    return NOT_A_TIME if of(2024) == NOT_A_TIME else _stated(match, clock, of)


def _bare_year(match: re.Match[str], clock: Clock) -> Stretch:
    return months(int(match["year"]), 1, 12)


# What a reader answers when the words turn out to name no time (31 June).
NOT_A_TIME = Stretch(date.max, date.min)
_Y = r"(?:,? (?P<year>20\d\d)(?![/\d]|-\d))?"
_PAIR = r"(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<to>(?:20)?\d\d))"
_WHICH = r"(?:(?P<which>this|next|last|coming|new) )?"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
Reader = Callable[[re.Match[str], Clock], Stretch | None]


def _kind(
    pattern: str, read: Reader, flags: int = re.IGNORECASE
) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, flags), read


_KINDS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _kind(
        rf"(?<![\w/.-])(?P<from>[0-3]?\d)(?:st|nd|rd|th)?(?: ?[-–] ?| to | and |, "
        rf")(?=\d){DAY_MONTH}", _days, 0),
    _kind(rf"\b{DAY_MONTH}", _day, 0),
    _kind(r"\b(?P<d>[0-3]?\d)[/.](?P<m>[01]?\d)[/.](?P<y>20\d\d|\d\d)\b", _digits),
    _kind(r"\b(?P<y>20\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b", _digits),
    _kind(
        r"\bQ(?:uarter )?(?P<q>[1-4])(?:,? (?:of "
        r")?(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<to>(?:20)?\d\d))?)?\b", _quarter),
    _kind(
        r"\b(?P<q>first|second|third|fourth|final|last) quarter(?: of (?:the "
        r"financial year )?(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<to>(?:20)?\d\d))?)?",
        _quarter),
    _kind(rf"\b{_SEASON} term{_Y}", _term),
    _kind(rf"\b{_WHICH}(?:academic|school) year {_PAIR}", _academic_year),
    _kind(rf"\b{_PAIR} (?:academic|school) year", _academic_year),
    _kind(rf"\b{_WHICH}(?:current )?(?:academic|school) year\b{_Y}", _academic_year),
    _kind(
        rf"\b(?:financial year )?{_PAIR}\b(?!-)(?: financial year)?",
        _financial_year),
    _kind(rf"\b{_WHICH}(?:current )?financial year\b{_Y}", _financial_year),
    *(
        _kind(pattern, partial(_feast, of=of))
        for pattern, of in HOLIDAYS
    ),
    _kind(r"\b(?<!-)half[- ]term\b(?: week)?", _half_term),
    _kind(
        rf"\b(?:the )?(?P<nth>first|second|third|fourth|last"
        rf"|final) (?:full )?week (?:of|in) "
        rf"(?P<month>{MONTHS})\b{_Y}", _nth_week),
    _kind(
        rf"\b(?P<nth>first|last|final) (?P<working>working )?day (?:of|in) "
        rf"(?P<month>{MONTHS})\b{_Y}", _edge_day),
    _kind(rf"\b{_WHICH}{_SEASON}(?: of)?{_Y}\b", _season),
    _kind(
        rf"(?<!\w)(?:(?<=mid-)|(?<!-))(?:(?P<which>[Tt]his|[Nn]ext|[Ll]ast) "
        rf")?(?P<month>{MONTHS})\b(?! \d{{1,2}}\b){_Y}", _month, 0),
    _kind(
        r"(?<=[a-z] )(?<!Act )(?<!Regulations )(?<!Order )(?P<year>20[0-4]\d)\b"
        r"(?![/-]\d)", _bare_year),
)  # fmt: skip
