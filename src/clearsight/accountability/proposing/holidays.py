"""Holidays, half terms and recesses that documents count by, with how each is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter  # type: ignore[import-untyped]  # ships no types

Days = tuple[date, date, str]

_Y = r"(?:,? (?P<year>20\d\d)(?![/\d]|-\d))?"
_WHICH = r"(?:(?P<which>this|next|last|coming) )?"
_ROUGHLY = "a half-term week, whose days each council sets, taken roughly"


def _after_easter(days: int) -> Callable[[int], Days]:
    def of(year: int) -> Days:
        day = easter(year) + timedelta(days=days)
        return day, day, "counted from Easter Sunday, computed"

    return of


def _on(month: int, first: int, how: str, last: int = 0) -> Callable[[int], Days]:
    def of(year: int) -> Days:
        return date(year, month, first), date(year, month, last or first), how

    return of


def _new_year(year: int) -> Days:
    how = "the new year taken as its first three months"
    return date(year, 1, 1), date(year, 3, 31), how


# Each pattern with its days in a year; the longer stand before the shorter.
HOLIDAYS: tuple[tuple[str, Callable[[int], Days]], ...] = (
    (rf"\b(?:autumn|october) half[- ]term(?: week)?{_Y}", _on(10, 21, _ROUGHLY, 31)),
    (rf"\b(?:spring|february) half[- ]term(?: week)?{_Y}", _on(2, 10, _ROUGHLY, 21)),
    (
        rf"\b(?:summer|may|whitsun) half[- ]term(?: week)?{_Y}",
        _on(5, 24, _ROUGHLY, 31),
    ),
    (
        rf"\b(?:parliament's |the )?summer (?:recess|break|holidays?){_Y}",
        _on(8, 1, "the summer recess taken as August", 31),
    ),
    (rf"\b{_WHICH}(?:Easter Monday){_Y}", _after_easter(1)),
    (rf"\b{_WHICH}(?:Good Friday){_Y}", _after_easter(-2)),
    (rf"\b{_WHICH}Easter{_Y}", _after_easter(0)),
    (rf"\b{_WHICH}(?:Whitsun|Pentecost){_Y}", _after_easter(49)),
    (rf"\b{_WHICH}Christmas(?: Day)?{_Y}", _on(12, 25, "Christmas Day")),
    (rf"\b(?:St )?Valentine['’]?s(?: Day)?{_Y}", _on(2, 14, "St Valentine's Day")),
    (r"\b(?:the )?new year\b(?!’s|'s)", _new_year),
    (
        (
            r"\b(?:the )?schools? (?:go|goes|went|come|are|were|being) back\b"
            rf"|\bthe (?:new|start of the(?: new)?) (?:school|academic) (?:year"
            rf"|term)\b{_Y}"
        ),
        _on(9, 1, "the school year taken to begin on 1 September"),
    ),
)
HALF_TERMS = ((2, 10, 21), (5, 24, 31), (10, 21, 31))


def next_half_term(day: date) -> Days:
    """Return the half-term week that a day is in or comes before."""
    spans = [
        (date(year, month, first), date(year, month, last))
        for year in (day.year, day.year + 1)
        for month, first, last in HALF_TERMS
    ]
    return (*next(s for s in spans if s[1] >= day), _ROUGHLY)
