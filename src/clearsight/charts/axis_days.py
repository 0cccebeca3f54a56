"""The ground of a picture over days: months and years along the foot, and one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 900
LEFT: Final = 8
RIGHT: Final = 892
# Names along the foot at most, so that they do not run into one another.
NAMES: Final = 11
NAME: Final = 58  # how wide a month's name is, and the words of the day as at
ROOM: Final = 118
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_SHORT: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


@dataclass(frozen=True)
class Days:
    """How days become places across the picture."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return how far from the left a day is; one outside lies at the edge."""
        span = max((self.last - self.first).days, 1)
        along = min(max((day - self.first).days, 0), span)
        return LEFT + along * (RIGHT - LEFT) / span


def short(day: date) -> str:
    """Return a day as `4 Mar 2026`."""
    return f"{day.day} {_SHORT[day.month - 1]} {day.year}"


def ground(days: Days, top: float, foot: float, as_at: date) -> str:
    """Return the months along the foot and the line of the day as at."""
    drawn = []
    now = days.x(as_at)
    is_right = now > RIGHT - ROOM
    taken = (now - ROOM, now) if is_right else (now, now + ROOM)
    for month, name in _months(days):
        x = days.x(month)
        drawn.append(f'<path d="M{x:.1f} {top:.0f}V{foot:.0f}"/>')
        if (x + NAME < taken[0] or x > taken[1]) and x + NAME < RIGHT:
            drawn.append(f'<text x="{x + 3:.1f}" y="{foot + 13:.0f}">{name}</text>')
    end = ' class="e"' if is_right else ""
    return (
        f'<g class="ax">{"".join(drawn)}</g>'
        f'<path class="now" d="M{now:.1f} {top:.0f}V{foot + 3:.0f}"/>'
        f'<text{end} x="{now:.1f}" y="{foot + 15:.0f}">as at {short(as_at)}</text>'
    )


def _months(days: Days) -> Iterator[tuple[date, str]]:
    """Yield the firsts of months that are marked, with their names."""
    begin = days.first.year * 12 + days.first.month
    end = days.last.year * 12 + days.last.month - 1
    many = max(end - begin, 1)
    step = next((s for s in STEPS if many / s <= NAMES), STEPS[-1])
    for n in range(-(-begin // step) * step, end + 1, step):
        year, month = divmod(n, 12)
        name = str(year) if month == 0 else f"{_SHORT[month]} {year}"
        yield date(year, month + 1, 1), name
