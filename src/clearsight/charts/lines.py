"""A line chart of one figure over the years: a council, and what it is beside.

Lines are told apart by weight and dash as well as colour, and each bears its name at
its end. What has no value leaves a gap. The words of it stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import floor, log10
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 230
LEFT: Final = 46
RIGHT: Final = 470
TOP: Final = 14
FOOT: Final = 200
APART: Final = 13  # between the names at the right
STEPS: Final = 4
YEARS: Final = 8  # named along the foot, at most

Point = tuple[date, float | None]


@dataclass(frozen=True)
class Line:
    """A line: its name, its class in the style sheet, and its points in order."""

    name: str
    style: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Scale:
    """How days and values become places in the picture."""

    first: date
    last: date
    low: float
    high: float
    step: float

    def x(self, on: date) -> float:
        """Return how far from the left a day is."""
        span = max((self.last - self.first).days, 1)
        return LEFT + (on - self.first).days * (RIGHT - LEFT) / span

    def y(self, value: float) -> float:
        """Return how far from the top a value is."""
        return FOOT - (value - self.low) * (FOOT - TOP) / (self.high - self.low)


def picture(
    lines: Sequence[Line],
    band: Sequence[tuple[date, float, float]],
    event: tuple[date, str] | None,
    described: str,
) -> str:
    """Return the SVG; nothing where no line has a value.

    `band` is the least and greatest of those compared with, drawn pale behind; `event`
    a day to be marked, with its words; `described` what a reader who sees none is told.
    """
    there = [(d, v) for line in lines for d, v in line.points if v is not None]
    if not there:
        return ""
    days = [d for d, _ in there]
    values = [v for _, v in there] + [v for _, *pair in band for v in pair]
    scale = _scale(days, values)
    parts = [
        _ground(scale, sorted({d.year: d for d in sorted(days)}.values())),
        _band(band, scale),
        _event(event, scale),
        *(_line(line, scale) for line in reversed(lines)),
        _names(lines, scale),
    ]
    return (
        f'<svg class="lc" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(described)}">{"".join(parts)}</svg>'
    )


def _scale(days: Sequence[date], values: Sequence[float]) -> Scale:
    """Begin at zero, unless all values lie so far up that nothing could be seen."""
    least, most = min(values), max(values)
    low = least if least < 0 or least > most * 0.6 else 0.0
    step = _round_step((most - low) / STEPS or 1.0)
    low = floor(low / step) * step
    high = low
    while high < most or high == low:
        high += step
    return Scale(min(days), max(days), low, high, step)


def _round_step(rough: float) -> float:
    size = 10.0 ** floor(log10(rough))
    return next(n * size for n in (1, 2, 2.5, 5, 10) if n * size >= rough * 0.999)


def _ground(scale: Scale, days: Sequence[date]) -> str:
    drawn = []
    for n in range(round((scale.high - scale.low) / scale.step) + 1):
        value = scale.low + n * scale.step
        y = scale.y(value)
        drawn.append(
            f'<path d="M{LEFT} {y:.1f}H{RIGHT}"/>'
            f'<text class="e" x="{LEFT - 6}" y="{y + 4:.1f}">{_short(value)}</text>'
        )
    every = -(-len(days) // YEARS)
    for n, on in enumerate(reversed(days)):
        if n % every == 0:
            x = f"{scale.x(on):.1f}"
            drawn.append(f'<text class="m" x="{x}" y="{FOOT + 17}">{on.year}</text>')
    return f'<g class="ax">{"".join(drawn)}</g>'


def _short(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") or "0"


def _band(band: Sequence[tuple[date, float, float]], scale: Scale) -> str:
    if len(band) < 2:
        return ""
    up = [f"{scale.x(d):.1f} {scale.y(most):.1f}" for d, _, most in band]
    down = [f"{scale.x(d):.1f} {scale.y(least):.1f}" for d, least, _ in reversed(band)]
    return f'<path class="bd" d="M{"L".join([*up, *down])}z"/>'


def _event(event: tuple[date, str] | None, scale: Scale) -> str:
    if event is None or not scale.first <= event[0] <= scale.last:
        return ""
    x = scale.x(event[0])
    return (
        f'<path class="ev" d="M{x:.1f} {TOP - 8}V{FOOT}"/>'
        f'<text class="e" x="{x - 4:.1f}" y="{TOP - 2}">{escape(event[1])}</text>'
    )


def _line(line: Line, scale: Scale) -> str:
    """Draw a line, and a dot at each value, so that one between gaps is seen too."""
    drawn, dots, pen = [], [], "M"
    for on, value in line.points:
        if value is None:
            pen = "M"
            continue
        at = f"{scale.x(on):.1f} {scale.y(value):.1f}"
        drawn.append(f"{pen}{at}")
        x, y = at.split()
        dots.append(f'<circle cx="{x}" cy="{y}" r="2.6"/>')
        pen = "L"
    return f'<g class="{line.style}"><path d="{"".join(drawn)}"/>{"".join(dots)}</g>'


def _names(lines: Sequence[Line], scale: Scale) -> str:
    """Name each line at its last value, moved apart where they would lie on another."""
    ends = []
    for line in lines:
        last = [(d, v) for d, v in line.points if v is not None]
        if last:
            ends.append((scale.y(last[-1][1]), scale.x(last[-1][0]), line))
    drawn, above = [], float("-inf")
    placed = []
    for y, x, line in sorted(ends, key=lambda end: end[0]):
        at = max(y, above + APART)
        placed.append((at, y, x, line))
        above = at
    over = max(0.0, above - FOOT)
    for at, y, x, line in placed:
        lies = at - over
        drawn.append(
            f'<path class="ld" d="M{x + 4:.1f} {y:.1f}L{RIGHT + 10} {lies:.1f}"/>'
            f'<text class="{line.style}" x="{RIGHT + 13}" y="{lies + 4:.1f}">'
            f"{escape(line.name)}</text>"
        )
    return f'<g class="nm">{"".join(drawn)}</g>'
