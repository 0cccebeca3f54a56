"""A line so small that it stands in a table: how one figure went over the years."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

WIDTH: Final = 96
HEIGHT: Final = 26
EDGE: Final = 4
UP: Final = HEIGHT - 2 * EDGE
FEWEST: Final = 2


def spark(points: Sequence[tuple[str, float | None]], described: str) -> str:
    """Return the SVG of (period, value) in order; nothing where there is but one value.

    A period without a value keeps its place and breaks the line, so that no step looks
    shorter than it was. Whoever sees no picture is told `described` and every period.
    The newest value has a dot.
    """
    values = [value for _, value in points if value is not None]
    if len(values) < FEWEST:
        return ""
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    runs: list[list[str]] = [[]]
    x = y = 0.0
    for n, (_, value) in enumerate(points):
        if value is None:
            runs.append([])
            continue
        x, y = EDGE + n * step, HEIGHT - EDGE - (value - low) * UP / span
        runs[-1].append(f"{x:.1f} {y:.1f}")
    # A line from a place to itself is not drawn: one that stands alone is a small dot.
    line = "".join(f"M{'L'.join(run)}" for run in runs if len(run) > 1)
    alone = "".join(_dot(run[0], 1.6) for run in runs if len(run) == 1)
    told = ", ".join(
        f"{period} no figure" if value is None else f"{period} {value:,.1f}"
        for period, value in points
    )
    return (
        f'<svg class="sp" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(f"{described}: {told}")}"><path d="{line}"/>'
        f"{alone}{_dot(f'{x:.1f} {y:.1f}', 2.6)}</svg>"
    )


def _dot(place: str, r: float) -> str:
    x, y = place.split()
    return f'<circle cx="{x}" cy="{y}" r="{r}"/>'
