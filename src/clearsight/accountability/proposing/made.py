"""When a document was made, as far as it says: what its "next month" counts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from clearsight.accountability.proposing.points import (
    DAY_MONTH,
    MONTHS,
    day_month,
    month_number,
)
from clearsight.accountability.when import When, is_edtf, when
from clearsight.documents.document import Document

_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?"
    r"|sun)(?:day)?,?\s+)?(?:the\s+)?"
    rf"{DAY_MONTH}"
)
_HOUR = (
    r"(?:,?\s+(?:at\s+|from\s+)?\d{1,2}[.:]?\d{0,2}\s*(?:[ap]\.?m\.?)?\b.*"
    r"|\s+at\b.*)?"
)
# A line that is a date, or says that it is one, or names a meeting and its day.
_DATE_LINE = re.compile(
    r"^(?:date(?:d| of (?:meeting|letter|issue|publication))?\s*:?\s*"
    r"|(?:published|sent|issued)(?: on)?\s*:?\s*"
    r"|(?!.*inspection)[^.:]{0,60}[,:–-]\s*|(?:held|met)\s+on\s+|.{0,80}\b(?:meeting"
    r"|minutes)\b.{0,60}?\b(?:held )?on\s+)?"
    rf"{_DAY}[.,]?{_HOUR}$",
    re.IGNORECASE,
)
_MEETING_LINE = re.compile(
    rf"^.{{0,80}}\b(?:meeting|minutes|notes?)\b.{{0,60}}?{_DAY}(?P<rest>.{{0,60}})$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:next|last|previous) (?:meeting|one)\b", re.IGNORECASE)
_NO_MEETING = re.compile(
    r"\b(?:next|last|previous|inspection|of the minutes|published|agreed|approved|were"
    r"|was)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<n>\d+|one|two|three|six|nine|twelve|eighteen|a) (?P<unit>month"
    r"|year)s? ago\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:since|joined|appointed|joining)\b[^.]{{0,40}}\bin "
    rf"(?P<month>{MONTHS}) (?P<year>20\d\d)"
)
_YEAR = re.compile(r"\b(20[0-3]\d)\b")
_WEEK = re.compile(
    rf"\bweek (?:commencing|beginning|starting)(?: on)? (?:monday )?{DAY_MONTH}",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "eighteen": 18,
}
_TOP = 10  # A letter's or minutes' own date stands within its first lines,
_END = 3  # that of an instrument also alone within its last.
_LATELY = 120  # days: minutes and letters are put out within months of their day


@dataclass(frozen=True)
class Made:
    """The days on which a document can have been made, and how that is known.

    `is_year_only`: worked out from what the document says of other days, so that it
    settles years and nothing finer.
    """

    span: When
    how: str
    is_year_only: bool = False


def made(document: Document, published: str | date | None = "") -> Made | None:
    """Return when the document was made; None where nothing tells.

    The day that the document gives itself, where that is not long before it was
    published: minutes count from their meeting. Else `published` (EDTF), which a
    person gave on bringing it in; then what the document states; then the one year
    that two signs in its text agree on, or that it gives beside the same day.
    """
    line = own_line(document)
    for said, how in (
        (published, "the date of publication that was given"),
        (document.published, "the date that the document states"),
    ):
        text = said.isoformat() if isinstance(said, date) else said or ""
        if text and is_edtf(text):
            given = when(text)
            if line and 0 <= (given.last - line[0]).days <= _LATELY:
                break
            return Made(given, how)
    if line:
        return Made(When(line[0], line[0]), "the document's own date line")
    return _from_its_year(document.text)


def own_line(document: Document) -> tuple[date, int] | None:
    """Return the day that the document gives itself, and in which paragraph."""
    every = list(enumerate(document.paragraphs))
    for number, paragraph in every[:_TOP]:
        text = paragraph.text.strip()
        match = None if _ANOTHER.search(text) else _DATE_LINE.match(text)
        if not match and not _NO_MEETING.search(text):
            match = _MEETING_LINE.match(text)
        day = day_month(match) if match else None
        if day:
            return day, number
    for number, paragraph in every[-_END:]:
        match = re.fullmatch(rf"(?:Dated? )?{_DAY}", paragraph.text.strip(), re.I)
        day = day_month(match) if match else None
        if day:
            return day, number
    return None


def _from_its_year(text: str) -> Made | None:
    """Work out the year from what the text says of other days, where signs agree."""
    weeks = list(_WEEK.finditer(text))
    stated = {int(m["year"]) for m in weeks if m["year"]}
    if len(stated) == 1:
        year = stated.pop()
        return _year(year, f"the text gives a week of {year} in full")
    floor = max((int(y) for y in _YEAR.findall(text)), default=None)
    if floor is None:
        return None
    mondays = {y for w in weeks for y in _monday_years(w, floor)}
    ago = _years_ago(text)
    if len(mondays) == 1 and mondays == ago:
        year = mondays.pop()
        return _year(
            year,
            f"a month it dates and how long ago it calls that give {year}, "
            f"and the week's first day is a Monday in {year}",
        )
    return None


def _monday_years(match: re.Match[str], floor: int) -> set[int]:
    """Return the years, from the last that the text names, when this is a Monday."""
    found = set()
    for year in range(floor, floor + 3):
        day = day_month(match, year)
        if day and day.weekday() == 0:
            found.add(year)
    return found


def _years_ago(text: str) -> set[int]:
    """Return the years of "12 months ago" with "since joining in August 2023"."""
    found = set()
    for ago in _AGO.finditer(text):
        n = _NUMBERS.get(ago["n"].lower()) or int(ago["n"])
        n *= 12 if ago["unit"].lower() == "year" else 1
        for since in _SINCE.finditer(text):
            months = month_number(since["month"]) - 1 + n
            found.add(int(since["year"]) + months // 12)
    return found


def _year(year: int, how: str) -> Made:
    last = date(year + 1, 1, 1) - timedelta(days=1)
    return Made(When(date(year, 1, 1), last), how, is_year_only=True)
