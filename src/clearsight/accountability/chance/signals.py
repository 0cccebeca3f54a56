"""Four rules by which a point, or a run of points, is beyond chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from clearsight.accountability.chance.limits import Limits, Rules
from clearsight.accountability.chance.series import Value

Rule = Literal["outlier", "shift", "trend", "two of three"]
# Which rule, and whether the points are high or rising (1), or low or falling (-1).
Signal = tuple[Rule, int]


def signals(
    values: Sequence[Value], limits: Sequence[Limits], rules: Rules
) -> list[frozenset[Signal]]:
    """Return the signals that each point belongs to.

    Points and limits pair off. A run never crosses a missing period.
    """
    found: list[set[Signal]] = [set() for _ in values]
    for rule, side, places in (
        *_outliers(values, limits),
        *_shifts(values, limits, rules.shift),
        *_trends(values, rules.trend),
        *_two_of_three(values, limits),
    ):
        for n in places:
            found[n].add((rule, side))
    return [frozenset(f) for f in found]


Marked = tuple[Rule, int, Sequence[int]]


def _side(value: float, line: float) -> int:
    return (value > line) - (value < line)


def _outliers(values: Sequence[Value], limits: Sequence[Limits]) -> Iterator[Marked]:
    for n, (v, limit) in enumerate(zip(values, limits, strict=True)):
        if v.value > limit.upper:
            yield "outlier", 1, [n]
        elif v.value < limit.lower and not v.is_open:
            yield "outlier", -1, [n]


def _shifts(
    values: Sequence[Value], limits: Sequence[Limits], length: int
) -> Iterator[Marked]:
    """Find runs on one side of the centre; a point on the line breaks one."""
    run: list[int] = []
    side = 0
    for n, (v, limit) in enumerate(zip(values, limits, strict=True)):
        here = _side(v.value, limit.centre)
        if v.is_open and here < 1:
            here = 0
        if here != side or not v.follows:
            run, side = [], here
        if side:
            run.append(n)
        if len(run) >= length:
            yield "shift", side, run


def _trends(values: Sequence[Value], length: int) -> Iterator[Marked]:
    """Find runs all rising or all falling; a tie neither breaks nor lengthens one."""
    run: list[int] = []
    way = 0
    for n, v in enumerate(values):
        if not run or not v.follows:
            run, way = [n], 0
            continue
        step = _side(v.value, values[run[-1]].value)
        if step == 0 or (v.is_open and step < 0):
            continue
        run = [*run, n] if way in (0, step) else [run[-1], n]
        way = step
        if len(run) >= length:
            yield "trend", way, run


def _two_of_three(
    values: Sequence[Value], limits: Sequence[Limits]
) -> Iterator[Marked]:
    """Find two of three beyond the nearer line, all three on one side of the centre."""
    for n in range(2, len(values)):
        if not (values[n].follows and values[n - 1].follows):
            continue
        three = range(n - 2, n + 1)
        for side in (1, -1):
            if any(_side(values[i].value, limits[i].centre) != side for i in three):
                continue
            if side < 0 and values[n].is_open:
                continue
            beyond = [i for i in three if _is_beyond(values[i], limits[i], side)]
            if len(beyond) >= 2:
                yield "two of three", side, beyond


def _is_beyond(v: Value, limit: Limits, side: int) -> bool:
    if side > 0:
        return v.value > limit.near_upper
    return v.value < limit.near_lower and not v.is_open
