"""Windows that are a length of time: "within three months", "over the coming weeks"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from clearsight.accountability.proposing.points import Clock, points
from clearsight.accountability.proposing.relative import NUMBER, UNIT, later, number
from clearsight.accountability.proposing.window import Window, edtf

_WEEKS_MEAN = 8  # "Weeks" rather than months: at most about two months.
_MONTHS_MEAN = 6
_NO_DAY = "No window: the day that it counts from is not known."
Reader = Callable[[re.Match[str], str, Clock], tuple[str, str]]


def lengths(text: str, clock: Clock) -> list[Window]:
    """Return the windows that a text states as a length of time, in order."""
    found: list[Window] = []
    for pattern, read in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < w.end and w.start < end for w in found):
                continue
            value, how = read(match, text, clock)
            found.append(Window(value, how, match[0], start, end))
    return sorted(found, key=lambda w: w.start)


def _within(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    """Read a deadline: so many units from the document's date."""
    count, unit = number(match["n"]), match["unit"]
    said = f"{match['n']} {unit}{'s' if count > 1 else ''}"
    span = clock.span
    if span is None or clock.is_year_only:
        return "", _NO_DAY
    how = f"{said} from the document's date"
    if clock.day is None:
        end = later(span.last.replace(day=1), count, unit)
        if unit.lower().endswith(("month", "year")):
            return f"{span.first:%Y-%m}/{end:%Y-%m}", f"{how.capitalize()}, in months."
        return edtf(span.first, later(span.last, count, unit)), f"{how.capitalize()}."
    return edtf(clock.day, _end(clock.day, count, unit)), f"{how.capitalize()}."


def _end(day: date, count: int, unit: str) -> date:
    if unit.lower().startswith(("working", "business", "school")):
        from clearsight.dates import add_working_days  # noqa: PLC0415

        return add_working_days(day, count)
    return later(day, count, unit)


def _within_of(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    """Read "within 28 days of ...": of this document, a named day or an event."""
    since = match["since"]
    named = [
        p
        for p in points(since, clock)
        if p.stretch and p.stretch.first == p.stretch.last
    ]
    count, unit = number(match["n"]), match["unit"]
    if named and named[0].stretch:
        day = named[0].stretch.first
        return edtf(day, _end(day, count, unit)), f"{match['n']} {unit}s from {day}."
    if re.search(

            r"\b(?:this|the date of (?:this|the)|^the) (?:direction|letter|order|notice"
            r"|report|meeting|decision|date|plan)|today|now\b|the date (?:of|hereof"
            r"|above)|publication of this",
        since, re.IGNORECASE,
    ):  # fmt: skip
        return _within(match, text, clock)
    what = " ".join(since.split()[:6])
    return (
        "",
        (
            f"No window: it counts from another event ({what}), whose date is not in "
            f"these words."
        ),
    )


def _anniversary(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    """Read "the first anniversary of this Direction"."""
    years = {"first": 1, "second": 2, "third": 3}[match["nth"].lower()]
    is_ours = re.match(r"(?:this|the date of this|the) (?:direction|notice|order"
                       r"|letter)",
        match["since"], re.IGNORECASE)  # fmt: skip
    if clock.day is None or not is_ours:
        return "", _NO_DAY
    day = later(clock.day, years, "year")
    how = f"{match['nth'].capitalize()} year from the document's date."
    return day.isoformat(), how


def _in_time(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    """Read "in three months' time": about then."""
    if clock.span is None or clock.is_year_only:
        return "", _NO_DAY
    count, unit = number(match["n"]), match["unit"]
    how = (
        f"About {match['n']} {unit}{'s' if count > 1 else ''} after the document's "
        f"date."
    )
    if unit.lower().endswith(("month", "year")):
        then = later(clock.span.first, count, unit)
        return f"{then:%Y-%m}", how
    if clock.day is None:
        return "", _NO_DAY
    then = later(clock.day, count, unit)
    return (
        then.isoformat()
        if unit.lower().endswith("day")
        else edtf(then, then + timedelta(days=6))
    ), how


def _coming(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    """Read "over the coming weeks": from now, and how long "weeks" can be."""
    if clock.span is None or clock.is_year_only:
        return "", _NO_DAY
    unit = match["unit"].lower().rstrip("s")
    count = {"week": _WEEKS_MEAN, "month": _MONTHS_MEAN, "day": 14, "year": 3}[unit]
    end = later(clock.span.last, count, unit)
    how = (
        f"From the document's date; how long is not stated, taken as {count} {unit}s "
        f"at most."
    )
    if clock.day is None:
        return f"{clock.span.first:%Y-%m}/{end:%Y-%m}", how
    return f"{clock.day}/{end}~", how


def _at_once(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    if clock.span is None or clock.is_year_only:
        return "", "No window: at once, but the document's date is not known."
    return edtf(
        clock.span.first, clock.span.last
    ), "At once: taken as the document's date."


def _open(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    return "", f"No window: “{match[0]}” sets no day."


def _again(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    return "", f"No single window: it recurs, “{match[0]}”."


def _period(match: re.Match[str], text: str, clock: Clock) -> tuple[str, str]:
    return (
        "",
        (
            f"No deadline: “{match[0]}” is how long something lasts, not when it is "
            f"done by."
        ),
    )


def _kind(pattern: str, read: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE), read


_N = rf"(?P<n>{NUMBER})(?: \(\d+\))? (?P<unit>{UNIT})s?(?:['’]s?|s['’])?\b"
_KINDS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _kind(
        rf"(?:within|no later than|not later than|not more than|no more than|at the "
        rf"latest)(?: a period of)? {_N} (?:of|from|after|following|beginning with) "
        rf"(?P<since>[^,;.\n]+)", _within_of),
    _kind(
        rf"{_N} (?:from|after) (?P<since>(?:the date|today|\d|(?:the|this) (?:direction"
        rf"|letter|notice|order|meeting|report))[^,;.\n]*)",
        _within_of),
    _kind(
        r"(?:by |before |on )?(?:the )?(?P<nth>first|second"
        r"|third) anniversary of (?P<since>[^,;.\n]+)",
        _anniversary),
    _kind(
        rf"every (?:{NUMBER} )?{UNIT}s?\b|(?:at )?(?:{NUMBER}[- ])?monthly "
        rf"intervals\b", _again),
    _kind(
        rf"(?:with)?in(?:side)? (?:the )?(?:next|coming|following)? ?{_N}['’]? time",
        _in_time),
    _kind(rf"{_N}['’]? time\b", _in_time),
    _kind(
        rf"(?:within|inside|in under|in less than|in no more than) (?:the "
        rf")?(?:(?:next|coming|following|approximately|about|around|roughly) )?{_N}",
        _within),
    _kind(rf"(?:in|over|during) the (?:next|coming) {_N}", _within),
    _kind(
        rf"(?:for|lasting|a period of|for a period of|for up to|for at least) "
        rf"(?:(?:the|a) )?(?:(?:next|further|initial|coming|period of|another) )*{_N}",
        _period),
    _kind(
        rf"(?<!only )(?<!\w ago )in {_N}(?! (?:in|of|since|it|he|she|they|after"
        rf"|after which|has|have))", _in_time),
    _kind(
        r"(?:in|over|during|within) the (?:coming|next few|next couple of|weeks) "
        r"(?P<unit>days|weeks|months|years)", _coming),
    _kind(r"in the coming (?P<unit>days|weeks|months)", _coming),
    _kind(
        r"(?:with )?immediate effect\b|immediately(?! (?:after|before|prior"
        r"|following|concern))\b|straight ?away\b|forthwith\b|at once\b|without "
        r"delay\b", _at_once),
    _kind(
        r"in due course\b|asap\b|ongoing\b|as soon as (?:possible|practicable"
        r"|reasonably practicable"
        r"|is practicable|we can)\b|shortly\b|(?:very )?soon(?! after)\b|at the "
        r"earliest opportunity\b|at a later date\b|in the (?:near|foreseeable) "
        r"future\b|when possible\b|urgently\b", _open),
)  # fmt: skip
