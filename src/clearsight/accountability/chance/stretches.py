"""Which points share a baseline, and when a person may set a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clearsight.accountability.chance.limits import Base, Limits, Rules, based_on
from clearsight.accountability.chance.series import Series, Value
from clearsight.accountability.chance.signals import signals


@dataclass(frozen=True)
class Rebasing:
    """New limits from a day on, decided by a named person.

    For a *shift* it needs a shift signal there, a known cause and a decision. A *new
    definition* (or source, or layout) needs the last two and breaks the line.
    """

    from_day: date
    cause: str
    decision: str
    by: str
    kind: Literal["shift", "new definition"] = "shift"


@dataclass
class Stretch:
    """Points that share one baseline; `start` and `end` are their places."""

    start: int
    end: int
    base: Base | None
    baseline: tuple[int, ...]
    is_break: bool = False
    limits: list[Limits] = field(default_factory=list)


def is_since(value: Value, since: date | None) -> bool:
    """Say whether a point lies wholly on or after the day, if there is one."""
    return since is None or value.first >= since


def stretches_of(
    told: Series, since: date | None, rebasings: Sequence[Rebasing], rules: Rules
) -> tuple[
    list[Stretch], list[Rebasing], list[tuple[Rebasing, str]], list[tuple[int, int]]
]:
    """Return the stretches, the re-basings applied and refused, and shifts accepted.

    An accepted shift is its side and the place from which it ran.
    """
    stretches, done, refused, justified = [], [], [], []
    start, is_break, end = 0, False, len(told.values)
    for rebasing in sorted(rebasings, key=lambda r: r.from_day):
        days = enumerate(told.values)
        place = next((n for n, v in days if v.first >= rebasing.from_day), end)
        now = _stretch(told, (start, place), since, rules, is_break=is_break)
        new = _stretch(told, (place, end), since, rules)
        sides = _shift_at(told.values, now, place, rules)
        why = _refusal(rebasing, bool(sides), new, now, rules)
        if why:
            refused.append((rebasing, why))
            continue
        now.limits = now.limits[: place - start]
        stretches.append(now)
        done.append(rebasing)
        start, is_break = place, rebasing.kind == "new definition"
        if not is_break and is_since(told.values[place], since):
            justified += [(side, place) for side in sides]
    last = _stretch(told, (start, end), since, rules, is_break=is_break)
    return [*stretches, last], done, refused, justified


def _stretch(
    told: Series,
    ends: tuple[int, int],
    since: date | None,
    rules: Rules,
    *,
    is_break: bool = False,
) -> Stretch:
    """Freeze a baseline, and give its limits from there to the latest point."""
    start, end = ends
    values = told.values
    closed = [n for n in range(start, end) if not values[n].is_open]
    before = [n for n in closed if since and values[n].last < since]
    has_since = any(is_since(values[n], since) for n in range(start, end))
    places = closed[: rules.baseline_most]
    if since and has_since and (before or not start):
        places = before[-rules.baseline_most :]
    base = None
    if len(places) >= rules.baseline_least:
        base = based_on(told.kind, [values[n] for n in places], rules)
    made = Stretch(start, end, base, tuple(places), is_break)
    if base:
        made.limits = [base.at(v) for v in values[start:]]
    return made


def _shift_at(
    values: Sequence[Value], stretch: Stretch, place: int, rules: Rules
) -> list[int]:
    """Return the sides on which a shift begins by this place, by the limits of now."""
    if not stretch.limits or place >= len(values):
        return []
    marks = signals(values[place:], stretch.limits[place - stretch.start :], rules)
    return [side for rule, side in marks[0] if rule == "shift"]


def _refusal(
    rebasing: Rebasing, has_shift: bool, new: Stretch, now: Stretch, rules: Rules
) -> str:
    lacking = [
        name
        for name, given in (
            ("a known cause", rebasing.cause),
            ("a decision", rebasing.decision),
            ("the name of the person who decided", rebasing.by),
        )
        if not given.strip()
    ]
    if lacking:
        return f"it lacks {' and '.join(lacking)}"
    if new.start <= now.start or new.start >= new.end:
        return "no point of this chart lies after it"
    if rebasing.kind == "shift" and not has_shift:
        return "no shift begins there"
    if rebasing.kind == "shift" and len(new.baseline) < rules.baseline_least:
        return f"fewer than {rules.baseline_least} points follow it"
    return ""
