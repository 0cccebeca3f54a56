"""A measure over time: periods in order that never overlap, and a value for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import isfinite
from statistics import median
from typing import Literal, Protocol

from clearsight.accountability.when import When, when
from clearsight.errors import InputError

Better = Literal["higher", "lower"]
# p: shares of cases. xmr: counts, averages and rates. days between: one entry for each
# rare event, on its day. g: the cases counted since the last rare event.
Kind = Literal["p", "xmr", "days between", "g"]

BY_EVENT: tuple[Kind, ...] = ("days between", "g")
# Months differ by three days in thirty; a quarter among months is three times as long.
ALIKE = 1.5


class Counted(Protocol):
    """What was counted in a period: a `Measurement`, or anything shaped like one."""

    @property
    def period(self) -> str:
        """The period, in EDTF."""

    @property
    def numerator(self) -> float:
        """How many."""

    @property
    def denominator(self) -> float | None:
        """Of how many, where it is a share or a rate."""


@dataclass(frozen=True)
class Value:
    """One point. `follows`: nothing is missing between it and the point before.

    `is_open`: days since the latest rare event, so the true value is at least this.
    """

    period: str
    first: date
    last: date
    value: float
    size: float | None = None
    follows: bool = True
    is_open: bool = False


@dataclass(frozen=True)
class Series:
    """Points in order of time, and the periods that could not be used, with reasons."""

    kind: Kind
    values: tuple[Value, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def series(counted: Iterable[Counted], kind: Kind | None, as_at: date) -> Series:
    """Return the points of a measure that were complete on a day.

    Where no kind is given, entries with denominators make a p-chart and entries without
    an XmR chart. `InputError` where periods overlap (rolling figures do), are told
    twice, have no end or differ in length, or where a number cannot be of its kind.
    """
    told = sorted(
        ((_period(c.period), c) for c in counted), key=lambda t: (t[0].first, t[0].last)
    )
    left_out = [(c.period, "not over yet") for w, c in told if w.last > as_at]
    told = [(w, c) for w, c in told if w.last <= as_at]
    chosen = kind or _kind([c for _, c in told])
    if chosen in BY_EVENT:
        _each_on_one_day(told)
    else:
        _apart([(w, c.period) for w, c in told])
        _of_one_length([w for w, _ in told])
    values = []
    for w, c in told:
        _a_number(c)
        if c.denominator == 0:
            left_out.append((c.period, "there was nothing to count it over"))
            continue
        values.append(
            Value(c.period, w.first, w.last, _value(c, chosen), c.denominator)
        )
    if chosen == "days between":
        return Series(chosen, _days_between(values, as_at), tuple(left_out))
    if chosen == "g":
        return Series(chosen, tuple(values), tuple(left_out))
    return Series(chosen, _with_gaps(values), tuple(left_out))


def _period(text: str) -> When:
    found = when(text)
    if found.is_open_start or found.is_open_end:
        raise InputError(
            "A period of a measure has no beginning or no end.",
            where=f"period {text!r}",
            do="Write a month as 2025-04 and a quarter as 2025-04/2025-06.",
        )
    return found


def _kind(counted: Sequence[Counted]) -> Kind:
    with_size = sum(c.denominator is not None for c in counted)
    if with_size not in (0, len(counted)):
        raise InputError(
            "Some periods of this measure have a denominator and others have none.",
            do="Give every period its denominator, or none.",
        )
    return "p" if with_size else "xmr"


def _a_number(c: Counted) -> None:
    given = (c.numerator,) if c.denominator is None else (c.numerator, c.denominator)
    if not all(isfinite(n) and n >= 0 for n in given):
        raise InputError(
            "A number of this measure is below zero or is no number.",
            where=f"period {c.period!r}",
            do="Correct the numerator or the denominator.",
        )


def _value(c: Counted, kind: Kind) -> float:
    if kind == "p" and (c.denominator is None or c.numerator > c.denominator):
        raise InputError(
            "A share needs a denominator that is at least its numerator.",
            where=f"period {c.period!r}",
            do="Correct it, or chart this measure as xmr.",
        )
    return c.numerator if c.denominator is None else c.numerator / c.denominator


def _apart(periods: Sequence[tuple[When, str]]) -> None:
    for (one, name), (other, following) in pairwise(periods):
        if (one.first, one.last) == (other.first, other.last):
            raise InputError(
                "A period of this measure is told twice.",
                where=f"period {following!r}",
                do="Correct the one that is there instead of adding another.",
            )
        if one.overlaps(other):
            raise InputError(
                "Periods of this measure overlap, as rolling figures do. Each point"
                " would hold most of the one before, and chance could not be told.",
                where=f"periods {name!r} and {following!r}",
                do="Give the months or quarters themselves, one after another.",
            )


def _of_one_length(periods: Sequence[When]) -> None:
    days = [(w.last - w.first).days + 1 for w in periods]
    if days and max(days) > ALIKE * min(days):
        raise InputError(
            "Periods of this measure differ in length.",
            where=f"from {min(days)} to {max(days)} days",
            do="Give months alone, or quarters alone.",
        )


def _each_on_one_day(told: Sequence[tuple[When, Counted]]) -> None:
    for w, c in told:
        if w.first != w.last:
            raise InputError(
                "A rare event needs the day on which it happened.",
                where=f"period {c.period!r}",
                do="Give one entry for each event, dated to the day.",
            )


def _with_gaps(values: Sequence[Value]) -> tuple[Value, ...]:
    """Mark the points before which a period is missing: no run may cross the gap."""
    steps = [(b.first - a.first).days for a, b in pairwise(values)]
    usual = median(steps) if steps else 0
    return tuple(
        replace(v, follows=n > 0 and steps[n - 1] <= ALIKE * usual)
        for n, v in enumerate(values)
    )


def _days_between(events: Sequence[Value], as_at: date) -> tuple[Value, ...]:
    """Return the days from each event to the next, and from the latest to this day."""
    gaps = [
        replace(b, value=float((b.first - a.first).days), size=None)
        for a, b in pairwise(events)
    ]
    if events:
        since = float((as_at - events[-1].first).days)
        name = f"{events[-1].period}/{as_at}"
        gaps.append(Value(name, as_at, as_at, since, is_open=True))
    return tuple(gaps)
