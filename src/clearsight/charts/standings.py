"""A bar of how one clock stands: six standings, apart by pattern as well as colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clearsight.clocks import words

WIDTH: Final = 400
HEIGHT: Final = 16
LEAST: Final = 4  # so that one child among thousands can still be seen

# In the order drawn: what is wrong now stands first, where the eye begins.
ORDER: Final[Mapping[str, str]] = {
    words.OVERDUE: "so",
    words.LATE: "sl",
    words.RUNNING: "sr",
    words.MET: "sm",
    words.NO_LONGER_DUE: "sn",
    words.CANNOT_RUN: "sc",
}

# Put once in the page: the patterns that every bar and the key to them refer to.
PATTERNS: Final = (
    '<svg class="defs" aria-hidden="true" focusable="false" width="0" height="0"><defs>'
    '<pattern id="pl" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="pl0" d="M0 0h6v6H0z"/>'
    '<path class="pl1" d="M0 0h3v6H0z"/></pattern>'
    '<pattern id="pn" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="pn0" d="M0 0h6v6H0z"/><circle class="pn1" cx="3" cy="3" r="1.2"/>'
    '</pattern><pattern id="pc" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path class="pc0" d="M0 0h5v5H0z"/><path class="pc1" d="M0 0h1v5H0z"/></pattern>'
    '<pattern id="pr" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="pr0" d="M0 0h6v6H0z"/><path class="pr1" d="M0 0h6v1H0z"/></pattern>'
    "</defs></svg>"
)


def bar(standing: Mapping[str, int]) -> str:
    """Return an inline SVG of how many stand how; an empty frame where none do."""
    total = sum(standing.values())
    told = ", ".join(f"{name} {standing.get(name, 0):,}" for name in ORDER)
    said = told if total else "this clock ran for nobody"
    drawn, x = [], 0.0
    there = [(name, standing.get(name, 0)) for name in ORDER if standing.get(name, 0)]
    free = WIDTH - LEAST * len(there)
    for name, n in there:
        wide = LEAST + free * n / total
        drawn.append(_segment(ORDER[name], x, wide, name, n))
        x += wide
    return (
        f'<svg class="sb" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{said}"><path class="s0" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f"{''.join(drawn)}</svg>"
    )


def _segment(shade: str, x: float, wide: float, name: str, n: int) -> str:
    """Return one part of the bar, with its words for whoever points at it."""
    return (
        f'<path class="{shade}" d="M{x:.1f} 0h{wide:.1f}v{HEIGHT}h-{wide:.1f}z">'
        f"<title>{name}: {n:,}</title></path>"
    )


def _sample(shade: str) -> str:
    return (
        '<svg class="sk" viewBox="0 0 24 12" aria-hidden="true" focusable="false">'
        f'<path class="{shade}" d="M0 0h24v12H0z"/></svg>'
    )


# A small patch of each, for the key beside the bars.
SYMBOLS: Final[Mapping[str, str]] = {n: _sample(shade) for n, shade in ORDER.items()}
