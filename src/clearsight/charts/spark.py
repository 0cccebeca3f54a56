"""A line so small that it stands in a table: how one figure went over the years."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

WIDTH: Final = 96
HEIGHT: Final = 26
EDGE: Final = 4
FEWEST: Final = 2


def spark(points: Sequence[tuple[str, float]], described: str) -> str:
    """Return the SVG of (period, value) in order; nothing where there is but one.

    Whoever sees no picture is told `described` and every value. The newest has a dot.
    """
    if len(points) < FEWEST:
        return ""
    values = [value for _, value in points]
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    at = [
        (EDGE + n * step, HEIGHT - EDGE - (v - low) * (HEIGHT - 2 * EDGE) / span)
        for n, v in enumerate(values)
    ]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
    told = ", ".join(f"{period} {value:,.1f}" for period, value in points)
    x, y = at[-1]
    return (
        f'<svg class="sp" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(f"{described}: {told}")}"><path d="M{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/></svg>'
    )
