"""The windows that promises mean, and the dates of what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest

from clearsight.accountability.proposing.lengths import lengths
from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.points import (
    Clock,
    Point,
    Stretch,
    months,
    points,
)
from clearsight.accountability.proposing.relative import relative
from clearsight.accountability.proposing.window import Window, edtf
from clearsight.accountability.when import When

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
_HOUR = (
    r"(?:(?:\d+(?:[.:]\d\d)?\s*(?:am|pm)|noon|midday|midnight|close\s+of\s+(?:play"
    r"|business))(?:,)?\s+(?:on\s+)?)?"
)
_BEFORE = re.compile(

        r"(?<![\w-])(?:(?P<prep>(?:by|no\s+later\s+than|not\s+later\s+than"
        r"|on\s+or\s+before|due(?:\s+by)?|due\s+on"

        r"|deadline:?|due(?:\s+date)?:|target\s+date:|before|prior\s+to|ahead\s+of"
        r"|until|till|up\s+to|with\s+effect\s+from|effective\s+from|effective"

        r"|(?:starting|beginning|commencing)(?:\s+(?:on|in|from))?|w\.?e\.?f\.?|from"
        r"|after|following|since|in\s+time\s+for|in|on|during|over|at|through"
        r"|throughout"

        r"|(?:during\s+|in\s+|on\s+)?(?:the\s+)?(?:week\s+(?:commencing|beginning"
        r"|starting|of)|w/?c|w/b)(?:\s+on)?))\s+)?"

        r"(?:the\s+)?(?:(?P<part>(?:back\s+)?end|start|beginning|middle"
        r"|close)\s+of\s+(?:the\s+)?|(?P<edge>early|mid|late|later\s+in"
        r"|earlier\s+in)[\s-]*(?:the\s+|in\s+)?)?"
    + _HOUR + _WEEKDAY + "$",
    re.IGNORECASE,
)  # fmt: skip
_JOINED = re.compile(r"^\s*(?:and|to|until|[-–])\s*(?:the\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:moved?|put back|slipped|changed|rescheduled|brought forward"
    r"|postponed) from (?:the )?$"
)
_PARTS = {
    "end": "its last day or days", "back": "its last day or days",
    "close": "its last day or days",
    "start": "its first day or days", "beginning": "its first day or days",
    "middle": "its middle", "mid": "its middle", "early": "its first third",
    "late": "its last third", "later": "late in it", "earlier": "early in it",
}  # fmt: skip
_DEADLINES = (
    "by", "no later", "not later", "on or before", "due", "deadline", "target",
    "in time for",
)  # fmt: skip
_EARLIER = ("before", "prior to", "ahead of")
_UNTIL = ("until", "till", "up to")
_AFTER = ("after", "following")
_ONWARDS = ("from", "with effect", "effective", "starting", "beginning", "commencing",
    "wef",
    "w.e.f")  # fmt: skip


@dataclass(frozen=True)
class _Setting:
    """What stands before a point: "by", "from", "the end of", and where it begins."""

    start: int
    prep: str
    part: str


def windows(text: str, made: date | Made | None) -> list[Window]:
    """Return the windows that a text could promise something for, in order.

    `made` is when the document was made (a date, or what `made.made` worked out). A
    window's EDTF is blank where the words set no end ("in due course") or the year
    cannot be known; its `how` says so.
    """
    return list(_windows(text, made))


@lru_cache(maxsize=2048)
def _windows(text: str, made: date | Made | None) -> tuple[Window, ...]:
    clock = _clock(made, is_ahead=True)
    taken = lengths(text, clock)
    found = list(taken)
    for point, setting, last in _set(text, clock, taken):
        words = text[setting.start : point.end]
        if point.stretch is None:
            found.append(
                Window("", f"no window: {point.how}", words, setting.start, point.end)
            )
            continue
        value, how = _window(point, setting, last, clock)
        found.append(Window(value, how, words, setting.start, point.end))
    return tuple(sorted(found, key=lambda w: w.start))


def dates(text: str, made: date | Made | None) -> list[Window]:
    """Return the days and stretches that a text says something happened in.

    As `windows`, but a missing year is the last such time before the document, and
    "since August 2023" is August 2023.
    """
    return list(_dates(text, made))


@lru_cache(maxsize=2048)
def _dates(text: str, made: date | Made | None) -> tuple[Window, ...]:
    clock = _clock(made, is_ahead=False)
    found = []
    for point, setting, last in _set(text, clock, []):
        words = text[setting.start : point.end]
        if point.stretch is None:
            found.append(
                Window("", f"no date: {point.how}", words, setting.start, point.end)
            )
            continue
        as_said = replace(
            setting, prep="week" if setting.prep.startswith("week") else ""
        )
        value, how = _window(point, as_said, last, clock)
        found.append(Window(value, how, words, setting.start, point.end))
    return tuple(sorted(found, key=lambda w: w.start))


def _clock(made: date | Made | None, *, is_ahead: bool) -> Clock:
    if made is None:
        return Clock(None, is_ahead)
    if isinstance(made, date):
        return Clock(When(made, made), is_ahead)
    return Clock(made.span, is_ahead, made.is_year_only)


def _set(
    text: str, clock: Clock, taken: list[Window]
) -> list[tuple[Point, _Setting, Stretch | None]]:
    """Return each point in its setting; a second one where it ends a run of days."""
    named = points(text, clock)
    extra = [
        p for p in relative(text, clock)
        if all(p.end <= q.start or q.end <= p.start for q in named)
    ]  # fmt: skip
    free = [
        p for p in sorted(named + extra)
        if all(p.end <= w.start or w.end <= p.start for w in taken)
    ]  # fmt: skip
    found: list[tuple[Point, _Setting, Stretch | None]] = []
    skip = False
    for here, following in zip_longest(free, free[1:]):
        if skip:
            skip = False
            continue
        setting = _setting(text, here.start)
        if _is_no_time(text, here, setting):
            continue
        if following and _is_a_run(text, setting, here, following):
            whole = Point(
                here.start, following.end, here.stretch, "from the one day to the other"
            )
            found.append((whole, setting, following.stretch))
            skip = True
        else:
            found.append((here, setting, None))
    return found


def _is_no_time(text: str, point: Point, setting: _Setting) -> bool:
    """Say whether a month's name is a verb or a person: "May I", "Cllr June Hart"."""
    words = text[point.start : point.end]
    if words not in ("May", "March", "April", "June", "August"):
        return False
    return (not setting.prep and not setting.part) or bool(
        re.match(r"\s+[A-Z][a-z]+\b", text[point.end :])
        and not re.match(r"\s+[A-Z][a-z]+ \d", text[point.end :])
    )


def _is_a_run(text: str, setting: _Setting, here: Point, following: Point) -> bool:
    between = text[here.end : following.start]
    if not _JOINED.match(between) or following.stretch is None or here.stretch is None:
        return False
    before = text[max(0, setting.start - 10) : here.start].lower()
    if _MOVED.search(text[max(0, here.start - 40) : here.start]):
        return False
    return bool(re.search(r"\b(between|from)\s", before)) or "and" not in between


def _setting(text: str, start: int) -> _Setting:
    match = _BEFORE.search(text[:start])
    if not match:
        return _Setting(start, "", "")
    prep = " ".join((match["prep"] or "").lower().split())
    part = (match["part"] or match["edge"] or "").lower()
    week = bool(re.search(r"week|w/?c|w/b", prep))
    return _Setting(
        match.start() if match[0].strip() else start, "week" if week else prep, part
    )


def _window(
    point: Point, setting: _Setting, last: Stretch | None, clock: Clock
) -> tuple[str, str]:
    stretch, how = point.stretch, [point.how] if point.how else []
    assert stretch is not None  # noqa: S101 - callers set aside those without
    if last is not None:
        return edtf(stretch.first, last.last), _sentence([*how])
    if setting.part:
        stretch = _part_of(stretch, setting)
        how.append(_PARTS[setting.part.split()[0]])
    # What is to be before the end of a month may be on its last day.
    is_within = setting.prep in _EARLIER and setting.part == "end"
    value, why = _as_set(stretch, "by" if is_within else setting.prep)
    return value, _sentence([why, *how] if why or how else ["the days that are named"])


def _as_set(stretch: Stretch, prep: str) -> tuple[str, str]:
    """Return the EDTF of a stretch with what stands before it, and how that is read."""
    first, last = stretch.first, stretch.last
    day = timedelta(days=1)
    readings = (
        (
            ("week",),
            edtf(first, first + 6 * day),
            "the seven days that begin on that day",
        ),
        (
            _DEADLINES,
            f"../{last}",
            f"on or before the last day of what is named, {last}",
        ),
        (_EARLIER, f"../{first - day}", "ends on the day before what is named begins"),
        (_UNTIL, f"../{last}", "goes on until then; not a day for doing something"),
        (_ONWARDS, f"{first}/..", f"from {first}, with no end stated"),
        (_AFTER, f"{last + day}/..", f"after {last}, with no end stated"),
    )
    for words, value, why in readings:
        if prep.startswith(words):
            return value, why
    return edtf(first, last), ""


def _part_of(stretch: Stretch, setting: _Setting) -> Stretch:
    """Narrow a stretch to its start, middle or end, or to what is early or late."""
    first, last = stretch.first, stretch.last
    thirds = _thirds(stretch)
    match setting.part.split()[0]:
        case "end" | "close" | "back":
            return Stretch(last, last) if setting.prep else thirds[2]
        case "start" | "beginning":
            return Stretch(first, first) if setting.prep else thirds[0]
        case "middle" | "mid":
            half = Stretch(
                first, first + timedelta(days=((last - first).days + 1) // 2 - 1)
            )
            return half if setting.prep.startswith(_DEADLINES) else thirds[1]
        case "early":
            return thirds[0]
        case "late":
            return thirds[2]
    return stretch


def _thirds(stretch: Stretch) -> tuple[Stretch, Stretch, Stretch]:
    """Cut a stretch in three: a year by its months, anything else by its days."""
    first, last = stretch.first, stretch.last
    if (last - first).days > 360:
        parts = [months(first.year, first.month + n, 4) for n in (0, 4, 8)]
        return parts[0], parts[1], parts[2]
    third = max(1, ((last - first).days + 1) // 3)
    one, two = first + timedelta(days=third - 1), first + timedelta(days=2 * third - 1)
    day = timedelta(days=1)
    return Stretch(first, one), Stretch(one + day, two), Stretch(two + day, last)


def _sentence(parts: list[str]) -> str:
    text = "; ".join(dict.fromkeys(p for p in parts if p))
    return f"{text[:1].upper()}{text[1:]}."
