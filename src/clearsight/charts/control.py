"""A control chart: points, the line they vary about, and the limits of chance.

What is beyond chance is told by the shape of its mark, not by its colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 230
LEFT: Final = 50
RIGHT: Final = 630
TOP: Final = 12
FOOT: Final = 200
NAMES: Final = 7


@dataclass(frozen=True)
class Mark:
    """A point: its value, its limits (lower, centre, upper), and what it signals.

    `way` is better, worse, or blank for chance alone; `is_broken`: no line leads to it
    from the point before.
    """

    name: str
    value: float
    limits: tuple[float, float, float] | None = None
    way: str = ""
    is_broken: bool = False
    last: date | None = None


def picture(
    marks: Sequence[Mark], standard: float | None, described: str, name: str
) -> str:
    """Return the SVG; nothing where there is no point."""
    if not marks:
        return ""
    values = [m.value for m in marks] + [v for m in marks for v in m.limits or ()]
    values += [] if standard is None else [standard]
    low, high = min(0.0, *values), max(values)
    high = high if high > low else low + 1
    step = (RIGHT - LEFT - 20) / max(len(marks) - 1, 1)
    xs = [LEFT + 10 + n * step for n in range(len(marks))]

    def y(value: float) -> float:
        return FOOT - (value - low) * (FOOT - TOP) / (high - low)

    drawn = [_axis(low, high, y(low), y(high))]
    for n, kind in enumerate(("lo", "ce", "up")):
        ys = [None if m.limits is None else y(m.limits[n]) for m in marks]
        drawn.append(_run(kind, xs, ys, marks))
    if standard is not None:
        at = y(standard)
        drawn.append(
            f'<path class="sd" d="M{LEFT} {at:.1f}H{RIGHT}"/><text '
            f'x="{LEFT + 6}" y="{at + 14:.1f}">standard</text>'
        )
    drawn.append(_run("va", xs, [y(m.value) for m in marks], marks))
    every = -(-len(marks) // NAMES)
    for n, (x, mark) in enumerate(zip(xs, marks, strict=True)):
        drawn.append(_mark(x, y(mark.value), mark))
        if n % every == 0:
            drawn.append(
                f'<text class="m" x="{x:.1f}" y="{FOOT + 17}">{escape(mark.name)}'
                "</text>"
            )
    return (
        f'<svg class="cc" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="'
        f'{name}-t {name}-d"><title id="{name}-t">Control chart</title>'
        f'<desc id="{name}-d">{escape(described)}</desc>{"".join(drawn)}</svg>'
    )


def _axis(low: float, high: float, bottom: float, top: float) -> str:
    return (
        f'<g class="ax"><path d="M{LEFT} {top:.1f}V{bottom:.1f}H{RIGHT}"/>'
        f'<text class="e" x="{LEFT - 6}" y="{top + 4:.1f}">{_short(high)}</text>'
        f'<text class="e" x="{LEFT - 6}" y="{bottom:.1f}">{_short(low)}</text></g>'
    )


def _short(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") or "0"


def _run(
    kind: str, xs: Sequence[float], ys: Sequence[float | None], marks: Sequence[Mark]
) -> str:
    path, pen = [], "M"
    for x, at, mark in zip(xs, ys, marks, strict=True):
        if at is None:
            pen = "M"
            continue
        path.append(f"{'M' if mark.is_broken else pen}{x:.1f} {at:.1f}")
        pen = "L"
    return f'<path class="{kind}" d="{"".join(path)}"/>'


def _mark(x: float, y: float, mark: Mark) -> str:
    told = f"{mark.name}: {_short(mark.value)}{', ' + mark.way if mark.way else ''}"
    title = f"<title>{escape(told)}</title>"
    if mark.way == "better":
        return f'<path class="gd" d="M{x:.1f} {y - 6:.1f}l6 10h-12z">{title}</path>'
    if mark.way:
        return f'<path class="bd" d="M{x:.1f} {y + 6:.1f}l6-10h-12z">{title}</path>'
    return f'<circle class="pt" cx="{x:.1f}" cy="{y:.1f}" r="3.2">{title}</circle>'
