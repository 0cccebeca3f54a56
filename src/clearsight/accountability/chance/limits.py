"""The mean of a baseline, and how far from it chance alone would take a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from statistics import NormalDist, fmean

from clearsight.accountability.chance.series import Kind, Value

# The average distance between two draws of a normal is 1.128 times its sigma, and
# 2.66 is three of those, rounded as every published XmR chart rounds it.
RANGE_TO_SIGMA = 1.128
RANGE_TO_THREE_SIGMA = 2.66
# The power that makes waiting times nearly normal: L. S. Nelson, "A control chart for
# parts-per-million nonconforming items", Journal of Quality Technology 26 (1994).
WAITING = 3.6


@dataclass(frozen=True)
class Rules:
    """What counts as beyond chance. Every one is a setting, and is shown on the chart.

    `least_sigma_z`: Laney's correction only widens the limits of a p-chart where this
    is 1, since siblings make points differ more than chance and never less; 0 gives
    his own arithmetic. `baseline_least` to `baseline_most` points make the baseline.
    """

    sigma: float = 3.0
    shift: int = 7
    trend: int = 6
    near: float = 2.0
    least_points: int = 13
    baseline_least: int = 12
    baseline_most: int = 15
    least_sigma_z: float = 1.0

    @property
    def words(self) -> str:
        """Say the settings, to be printed on every chart."""
        return (
            f"limits {self.sigma:g} sigma; shift {self.shift}; trend {self.trend};"
            f" two of three beyond {self.near:g} sigma;"
            f" baseline {self.baseline_least} to {self.baseline_most} points"
        )


@dataclass(frozen=True)
class Limits:
    """The centre line at one point, the limits, and the lines for two of three."""

    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


@dataclass(frozen=True)
class Base:
    """A frozen baseline. `spread` is one sigma, on the scale on which it is measured.

    On a p-chart `spread` is Laney's sigma z, and each point's own size does the rest.
    """

    kind: Kind
    centre: float
    spread: float
    rules: Rules

    def at(self, value: Value) -> Limits:
        """Return the limits for a point, which on a p-chart depend on its size."""
        if self.kind == "g":
            return _geometric(self.centre, self.rules)
        if self.kind == "p":
            one = self.spread * _binomial(self.centre, value)
            return _around(self.centre, one, self.rules, most=1.0)
        if self.kind == "xmr":
            return _around(self.centre, self.spread, self.rules)
        on_scale = _around(self.centre, self.spread, self.rules)
        return Limits(*(n**WAITING for n in vars(on_scale).values()))


def based_on(kind: Kind, baseline: Sequence[Value], rules: Rules) -> Base | None:
    """Return what the points of a baseline give; None where they never vary."""
    points = [v for v in baseline if not v.is_open]
    if kind == "p":
        return _of_shares(points, rules)
    if kind == "g":
        mean = fmean(v.value for v in points)
        return Base(kind, mean, 0.0, rules) if mean else None
    numbers = [v.value for v in points]
    if kind == "days between":
        numbers = [n ** (1 / WAITING) for n in numbers]
    ranges = _moving_ranges(points, numbers)
    spread = fmean(ranges) * RANGE_TO_THREE_SIGMA / 3 if ranges else 0.0
    return Base(kind, fmean(numbers), spread, rules) if spread else None


def _of_shares(points: Sequence[Value], rules: Rules) -> Base | None:
    sizes = [v.size or 0.0 for v in points]
    share = sum(v.value * (v.size or 0.0) for v in points) / sum(sizes)
    if not 0 < share < 1:
        return None
    z = [(v.value - share) / _binomial(share, v) for v in points]
    ranges = _moving_ranges(points, z)
    sigma_z = fmean(ranges) / RANGE_TO_SIGMA if ranges else 0.0
    spread = max(sigma_z, rules.least_sigma_z)
    return Base("p", share, spread, rules) if spread else None


def _binomial(share: float, value: Value) -> float:
    return sqrt(share * (1 - share) / (value.size or 1.0))


def _moving_ranges(points: Sequence[Value], numbers: Sequence[float]) -> list[float]:
    """Return how far each number is from the one before, unless a period is missing."""
    pairs = zip(points[1:], pairwise(numbers), strict=True)
    return [abs(b - a) for point, (a, b) in pairs if point.follows]


def _around(
    centre: float, one: float, rules: Rules, *, most: float = float("inf")
) -> Limits:
    """Return limits so many sigma away; nothing that is counted is below zero."""
    far, near = rules.sigma * one, rules.near * one
    return Limits(
        centre,
        max(0.0, centre - far),
        min(most, centre + far),
        max(0.0, centre - near),
        min(most, centre + near),
    )


def _geometric(mean: float, rules: Rules) -> Limits:
    """Return the limits for cases between rare events.

    So many sigma stand for the chance that they have under a normal curve: three sigma
    of a geometric distribution would be passed by one point in fifty-five. The centre
    is its median, so that a run on one side is as unlikely on either.
    """
    rate = log(1 + 1 / mean)
    far, near = (NormalDist().cdf(-n) for n in (rules.sigma, rules.near))

    def below(chance: float) -> float:
        return max(0.0, -log(1 - chance) / rate - 1)

    def above(chance: float) -> float:
        return -log(chance) / rate

    return Limits(log(2) * mean, below(far), above(far), below(near), above(near))
