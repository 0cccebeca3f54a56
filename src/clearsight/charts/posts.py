"""Draw who held which post and when: a lane for each post, a bar for each holder.

Capacity is told by pattern and in words, never by colour alone. Where an end is not
known to the day, the bar is pale and dashed over all the days on which it may have
been; where no claim gives it, the edge is broken. The page has a table of the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Final

from clearsight.charts.axis_days import LEFT, RIGHT, WIDTH, Days, ground

BAR: Final = 13
ROW: Final = 34
HEAD: Final = 24
CHARACTER: Final = 6.1
VACANT: Final = "vacant"
# Each capacity and its class in the style sheet; blank is a capacity that nobody says.
STYLES: Final = {
    "permanent": "hp", "interim": "hi", "acting": "ha", "covering": "hc", "": "hn",
    VACANT: "hv",
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One bar. `words` are who and in what capacity; `told` is all of it in words.

    `start` and `end` are the first and the last day on which it may have begun or
    ended; None where no claim gives them. `seen` is the first day, and `said` the last,
    of which a claim tells; an open bar after `said` is drawn pale.
    """

    words: str
    told: str
    capacity: str
    seen: date
    said: date
    start: tuple[date, date] | None = None
    end: tuple[date, date] | None = None


@dataclass(frozen=True)
class Lane:
    """A post: its title, and its bars in order of time."""

    title: str
    bars: Sequence[Held]


def picture(lanes: Sequence[Lane], as_at: date, name: str = "posts") -> str:
    """Return the SVG; `name` makes its ids its own. Text is escaped."""
    days = _days(lanes, as_at)
    bands: list[str] = []
    drawn: list[str] = []
    y = 4.0
    for n, lane in enumerate(lanes):
        rows = _rows(lane.bars, days, as_at)
        high = HEAD + max(len(rows), 1) * ROW - 6
        if n % 2 == 0:
            bands.append(f'<path class="ro" d="M0 {y:.0f}h{WIDTH}v{high}H0z"/>')
        drawn.append(
            f'<text class="ti" x="{LEFT}" y="{y + 16:.0f}">{escape(lane.title)}</text>'
        )
        if not lane.bars:
            drawn.append(
                f'<text class="no" x="{LEFT}" y="{y + HEAD + 14:.0f}">not known from '
                "these sources</text>"
            )
        for place, row in enumerate(rows):
            top = y + HEAD + place * ROW
            drawn += [_bar(bar, days, as_at, top) for bar in row]
        y += high + 4
    axis = ground(days, 4, y, as_at)
    told = "; ".join(f"{lane.title}: {_told(lane)}" for lane in lanes)
    return (
        f'<svg class="hd" viewBox="0 0 {WIDTH} {y + 22:.0f}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">Who held which '
        f'post, and when</title><desc id="{name}-d">{escape(told)}. The same facts '
        f"stand in the table below.</desc>{PATTERNS}{''.join(bands)}{axis}"
        f"{''.join(drawn)}</svg>"
    )


def key() -> list[tuple[str, str]]:
    """Return each capacity in words with a small patch of its pattern."""
    words = {"": "capacity not said", VACANT: "stood vacant"}
    return [
        (words.get(capacity, capacity), _patch(style))
        for capacity, style in STYLES.items()
    ]


def _patch(style: str) -> str:
    return (
        '<svg class="sk hd" viewBox="0 0 24 12" aria-hidden="true" focusable="false">'
        f'<path class="b {style}" d="M1 1h22v10H1z"/></svg>'
    )


PATTERNS: Final = (
    '<defs><pattern id="hpi" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hb" d="M0 0h6v6H0z"/><path class="hf" '
    'd="M0 0h2.4v6H0z"/></pattern><pattern id="hpa" width="6" height="6" '
    'patternUnits="userSpaceOnUse"><path class="hb" d="M0 0h6v6H0z"/><circle '
    'class="hf" cx="3" cy="3" r="1.5"/></pattern><pattern id="hpc" width="6" '
    'height="4" '
    'patternUnits="userSpaceOnUse"><path class="hb" d="M0 0h6v4H0z"/><path class="hf" '
    'd="M0 0h6v1.4H0z"/></pattern></defs>'
)


def _told(lane: Lane) -> str:
    return ", ".join(b.told for b in lane.bars) or "not known from these sources"


def _days(lanes: Sequence[Lane], as_at: date) -> Days:
    found = [as_at]
    for bar in (b for lane in lanes for b in lane.bars):
        found += [bar.seen, *(bar.start or ()), *(bar.end or ())]
    first, last = min(found), max(*found, as_at)
    room = max((last - first).days // 14, 20)
    return Days(first - timedelta(days=room), last + timedelta(days=room // 6))


def _rows(bars: Sequence[Held], days: Days, as_at: date) -> list[list[Held]]:
    """Lay bars in as few rows as there is room for, so that none hides another."""
    rows: list[tuple[float, list[Held]]] = []
    for bar in bars:
        x0, x1 = _reach(bar, days, as_at)
        for n, (end, row) in enumerate(rows):
            if end + 8 < x0:
                rows[n] = (x1, [*row, bar])
                break
        else:
            rows.append((x1, [bar]))
    return [row for _, row in rows]


def _reach(bar: Held, days: Days, as_at: date) -> tuple[float, float]:
    """Return from where to where a bar and its words take room."""
    left = days.x(bar.start[0] if bar.start else bar.seen) - (0 if bar.start else 22)
    right = days.x(bar.end[1] if bar.end else max(as_at, bar.said))
    wide = len(bar.words) * CHARACTER
    if left + wide > RIGHT:
        left = min(left, RIGHT - wide)
    return left, max(right, left + wide)


def _bar(bar: Held, days: Days, as_at: date, top: float) -> str:
    y = top + 14
    style = STYLES.get(bar.capacity, "hn")
    begins = bar.start[1] if bar.start else bar.seen
    ends = bar.end[0] if bar.end else max(min(bar.said, as_at), begins)
    left, right = days.x(begins), max(days.x(ends), days.x(begins) + 3)
    parts = [f'<path class="b {style}" d="M{left:.1f} {y:.1f}H{right:.1f}v{BAR}H']
    parts[0] += f'{left:.1f}z"/>'
    if bar.start:
        parts.append(_pale(days.x(bar.start[0]), left, y, style))
    else:
        parts.append(_broken(left, y, style))
    if bar.end:
        parts.append(_pale(right, days.x(bar.end[1]), y, style))
        shut = days.x(bar.end[1])
        parts.append(f'<path class="st" d="M{shut:.1f} {y - 2:.1f}v{BAR + 4}"/>')
    else:
        parts.append(_open(right, days.x(max(as_at, ends)), y, style))
    x, _ = _reach(bar, days, as_at)
    return (
        f"<g><title>{escape(bar.told)}</title>{''.join(parts)}"
        f'<text class="w" x="{x:.1f}" y="{top + 10:.1f}">{escape(bar.words)}</text></g>'
    )


def _pale(left: float, right: float, y: float, style: str) -> str:
    if right - left < 1:
        return ""
    return (
        f'<path class="b {style} f" d="M{left:.1f} {y:.1f}H{right:.1f}v{BAR}H'
        f'{left:.1f}z"/>'
    )


def _broken(x: float, y: float, style: str) -> str:
    """Draw the ragged beginning of a time that no claim begins."""
    steps = f"l-5 {BAR / 4}l5 {BAR / 4}l-5 {BAR / 4}l5 {BAR / 4}"
    return (
        f'<path class="b {style} f" d="M{x - 16:.1f} {y:.1f}{steps}H{x:.1f}v-{BAR}z"/>'
    )


def _open(left: float, right: float, y: float, style: str) -> str:
    """Draw the days after the last that a claim tells of, with an arrow on."""
    half = BAR / 2
    body = _pale(left, right - 6, y, style) if right - left > 7 else ""
    at = max(right - 6, left)
    return body + (
        f'<path class="b {style} f" d="M{at:.1f} {y:.1f}l7 {half}l-7 {half}z"/>'
    )
