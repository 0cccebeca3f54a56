"""Whether a measure moved beyond chance since a day, and will meet its standard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clearsight.accountability.chance.limits import Limits, Rules
from clearsight.accountability.chance.series import (
    BY_EVENT,
    Better,
    Counted,
    Kind,
    Value,
    series,
)
from clearsight.accountability.chance.signals import Rule, Signal, signals
from clearsight.accountability.chance.stretches import (
    Rebasing,
    Stretch,
    is_since,
    stretches_of,
)

Verdict = Literal[
    "better beyond chance", "worse beyond chance", "both", "no signal", "too early"
]
Way = Literal["better", "worse"]
Standard = Literal[
    "reliably met", "hit and miss", "will not be met without redesign",
    "no standard is set", "too early",
]  # fmt: skip

DEFAULTS = Rules()


@dataclass(frozen=True)
class Measure:
    """What a measure is: which way is better, how it is charted, what it should be.

    `standard` is on the scale of the points: 0.9 for nine in ten. Where no `kind` is
    given, denominators decide.
    """

    id: str
    title: str
    better: Better
    kind: Kind | None = None
    standard: float | None = None


@dataclass(frozen=True)
class Point:
    """A point as drawn. `limits` is None where there is no baseline.

    `signals` maps each rule that it belongs to onto the way it points. `is_broken`: the
    line does not reach back to the point before, because a period is missing or the
    measure was defined anew. `is_since`: it lies wholly on or after the day asked of.
    """

    period: str
    first: date
    last: date
    value: float
    size: float | None
    limits: Limits | None
    signals: tuple[tuple[Rule, Way], ...]
    is_since: bool
    is_baseline: bool
    is_broken: bool
    is_open: bool


@dataclass(frozen=True)
class Found:
    """One rule by which points since the day asked about are beyond chance."""

    rule: Rule
    way: Way
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """The verdict with everything that it rests on. It never says what moved it.

    `why` says what is lacking where the verdict is *too early*. `rebased` and `refused`
    are re-basings that were applied, and that were not, with the reason.
    """

    verdict: Verdict
    better: Better
    kind: Kind
    since: date | None
    as_at: date
    rules: Rules
    points: tuple[Point, ...]
    found: tuple[Found, ...] = ()
    why: str = ""
    standard: float | None = None
    will_meet: Standard = "no standard is set"
    rebased: tuple[Rebasing, ...] = ()
    refused: tuple[tuple[Rebasing, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def moved(
    counted: Iterable[Counted],
    *,
    better: Better,
    as_at: date,
    since: date | None = None,
    kind: Kind | None = None,
    standard: float | None = None,
    rebasings: Sequence[Rebasing] = (),
    rules: Rules = DEFAULTS,
) -> Moved:
    """Return whether a measure moved beyond chance since a day.

    `counted`: entries with `period` (EDTF), `numerator` and `denominator`, such as
    `Measurement`s, in any order; those not over by `as_at` are left out and named.
    `better`: for rare events, of the events themselves: fewer is *lower*. The baseline
    is the 12 to 15 points before `since`; with no `since`, the first ones. `InputError`
    as for `series`.
    """
    told = series(counted, kind, as_at)
    values = told.values
    stretches, rebased, refused, justified = stretches_of(told, since, rebasings, rules)
    high: Way = "better" if _up_is_better(told.kind, better) else "worse"
    points = _points(values, stretches, since, rules, high)
    why = _too_early(values, stretches, since, rules, bool(justified))
    found = () if why else _found(values, stretches, since, rules, high, justified)
    return Moved(
        verdict="too early" if why else _verdict({f.way for f in found}),
        better=better,
        kind=told.kind,
        since=since,
        as_at=as_at,
        rules=rules,
        points=points,
        found=found,
        why=why,
        standard=standard,
        will_meet=_will_meet(points, standard, high == "better", rules),
        rebased=tuple(rebased),
        refused=tuple(refused),
        left_out=told.left_out,
    )


def _up_is_better(kind: Kind, better: Better) -> bool:
    """Say whether a higher point is better: longer between rare events is fewer."""
    return (better == "higher") != (kind in BY_EVENT)


def _verdict(ways: set[Way]) -> Verdict:
    if len(ways) == 2:
        return "both"
    if "better" in ways:
        return "better beyond chance"
    return "worse beyond chance" if ways else "no signal"


def _points(
    values: Sequence[Value],
    stretches: Sequence[Stretch],
    since: date | None,
    rules: Rules,
    high: Way,
) -> tuple[Point, ...]:
    made = []
    for stretch in stretches:
        part = values[stretch.start : stretch.end]
        marks: list[frozenset[Signal]] = [frozenset()] * len(part)
        if stretch.limits:
            marks = signals(part, stretch.limits, rules)
        for n, (v, mark) in enumerate(zip(part, marks, strict=True)):
            made.append(
                Point(
                    v.period,
                    v.first,
                    v.last,
                    v.value,
                    v.size,
                    stretch.limits[n] if stretch.limits else None,
                    tuple(sorted((rule, _way(side, high)) for rule, side in mark)),
                    is_since=since is not None and is_since(v, since),
                    is_baseline=stretch.start + n in stretch.baseline,
                    is_broken=not v.follows or (n == 0 and stretch.is_break),
                    is_open=v.is_open,
                )
            )
    return tuple(made)


def _way(side: int, high: Way) -> Way:
    low: Way = "worse" if high == "better" else "better"
    return high if side > 0 else low


def _too_early(
    values: Sequence[Value],
    stretches: Sequence[Stretch],
    since: date | None,
    rules: Rules,
    has_shifted: bool,
) -> str:
    """Say what is lacking for a verdict, or nothing."""
    closed = sum(not v.is_open for v in values)
    if closed < rules.least_points:
        return f"{closed} points; {rules.least_points} are needed"
    if not any(is_since(v, since) for v in values):
        return "no period since then is over yet"
    asked = [s for s in stretches if any(is_since(v, since) for v in _of(values, s))]
    if has_shifted or any(s.limits and not _is_new(values, s, since) for s in asked):
        return ""
    return _no_limits(values, asked, since, rules)


def _no_limits(
    values: Sequence[Value],
    asked: Sequence[Stretch],
    since: date | None,
    rules: Rules,
) -> str:
    """Say why the points since the day have no limits to be compared with."""
    before = sum(v.last < since for v in values) if since else len(values)
    if not asked[0].start and before < rules.baseline_least:
        return f"{before} points before it; {rules.baseline_least} are needed"
    if any(_is_new(values, s, since) for s in asked):
        return "the measure was defined anew, with too little before it to compare"
    if len(asked[0].baseline) < rules.baseline_least:
        return "too few points since the limits were last worked out"
    return "the points of the baseline do not vary, so there are no limits"


def _of(values: Sequence[Value], stretch: Stretch) -> Sequence[Value]:
    return values[stretch.start : stretch.end]


def _is_new(values: Sequence[Value], stretch: Stretch, since: date | None) -> bool:
    """Say whether a definition was new after the day, so that nothing compares."""
    return bool(since and stretch.is_break and is_since(values[stretch.start], since))


def _found(
    values: Sequence[Value],
    stretches: Sequence[Stretch],
    since: date | None,
    rules: Rules,
    high: Way,
    justified: Sequence[tuple[int, int]],
) -> tuple[Found, ...]:
    """Return each rule broken by points since the day, by those points alone."""
    periods: dict[Signal, list[str]] = {}
    for side, place in justified:
        periods.setdefault(("shift", side), []).append(values[place].period)
    for stretch in stretches:
        places = [n for n, v in enumerate(_of(values, stretch)) if is_since(v, since)]
        if not stretch.limits or not places:
            continue
        part = [_of(values, stretch)[n] for n in places]
        marks = signals(part, [stretch.limits[n] for n in places], rules)
        for v, mark in zip(part, marks, strict=True):
            for signal in mark:
                periods.setdefault(signal, []).append(v.period)
    return tuple(
        Found(rule, _way(side, high), tuple(dict.fromkeys(where)))
        for (rule, side), where in sorted(periods.items())
    )


def _will_meet(
    points: Sequence[Point], standard: float | None, up: bool, rules: Rules
) -> Standard:
    """Read the standard against the limits at the latest point."""
    if standard is None:
        return "no standard is set"
    closed = [p for p in points if not p.is_open]
    if len(closed) < rules.least_points or closed[-1].limits is None:
        return "too early"
    limits = closed[-1].limits
    if standard < limits.lower:
        return "reliably met" if up else "will not be met without redesign"
    if standard > limits.upper:
        return "will not be met without redesign" if up else "reliably met"
    return "hit and miss"
