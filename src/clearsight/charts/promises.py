"""Draw what was promised by when: a lane for each promise, its window and its slips.

A filled bar is the first window; a striped one, another window that a source gives;
each slip stands below with how far it moved. What became of it stands in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Final, Literal

from clearsight.charts.axis_days import LEFT, RIGHT, WIDTH, Days, ground

BAR: Final = 12
ROW: Final = 31
HEAD: Final = 26
LINE: Final = 14  # of words above a bar
CHARACTER: Final = 6.2
TITLE: Final = 7.6
Kind = Literal["first", "reading", "slip"]
STYLES: Final = {"first": "wf", "reading": "wr", "slip": "ws"}


@dataclass(frozen=True)
class Window:
    """A window in days; an end is None where it is open. `words` stand beside it."""

    kind: Kind
    words: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Promise:
    """A promise: its title, when it was made, its windows, and how it stands.

    `no_window` says why there is no window, where there is none.
    """

    title: str
    standing: str
    made: date | None
    windows: Sequence[Window]
    no_window: str = ""
    done: tuple[date, date] | None = None


def picture(promises: Sequence[Promise], as_at: date, name: str = "promises") -> str:
    """Return the SVG; `name` makes its ids its own. Text is escaped."""
    days = _days(promises, as_at)
    bands: list[str] = []
    drawn: list[str] = []
    y = 4.0
    for n, promise in enumerate(promises):
        high = HEAD + max(len(promise.windows), 1) * ROW + 6
        if n % 2 == 0:
            bands.append(f'<path class="ro" d="M0 {y:.0f}h{WIDTH}v{high}H0z"/>')
        drawn.append(_promise(promise, days, as_at, y))
        y += high + 4
    told = "; ".join(f"{p.title}: {_told(p)}" for p in promises)
    return (
        f'<svg class="hd pr" viewBox="0 0 {WIDTH} {y + 22:.0f}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">What was promised, '
        f'and by when</title><desc id="{name}-d">{escape(told)}. The same facts stand '
        f"in the table below.</desc>{PATTERNS}{''.join(bands)}"
        f"{ground(days, 4, y, as_at)}"
        f"{''.join(drawn)}</svg>"
    )


PATTERNS: Final = (
    '<defs><pattern id="wpr" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hb" d="M0 0h6v6H0z"/><path class="wl" '
    'd="M0 0h2v6H0z"/></pattern></defs>'
)
KEY: Final = (
    ("the first window", '<path class="b wf" d="M1 1h22v10H1z"/>'),
    ("another source’s window", '<path class="b wr" d="M1 1h22v10H1z"/>'),
    ("a slip", '<path class="b ws" d="M1 1h22v10H1z"/>'),
    ("when it was said", '<path class="md" d="M12 1l5 5-5 5-5-5z"/>'),
    ("when it was done", '<path class="dn" d="M12 0v12M7 6h10"/>'),
)


def key() -> list[tuple[str, str]]:
    """Return each mark in words with a small picture of it."""
    return [(words, _patch(mark)) for words, mark in KEY]


def _patch(mark: str) -> str:
    return (
        '<svg class="sk hd pr" viewBox="0 0 24 12" aria-hidden="true" '
        f'focusable="false">{mark}</svg>'
    )


def _told(promise: Promise) -> str:
    windows = ", ".join(w.words for w in promise.windows) or promise.no_window
    return f"{windows}: {promise.standing}"


def _days(promises: Sequence[Promise], as_at: date) -> Days:
    found = [as_at]
    for p in promises:
        found += [*([p.made] if p.made else []), *(p.done or ())]
        found += [d for w in p.windows for d in (w.first, w.last) if d]
    first, last = min(found), max(found)
    room = max((last - first).days // 20, 10)
    return Days(first - timedelta(days=room), last + timedelta(days=room))


def _promise(promise: Promise, days: Days, as_at: date, y: float) -> str:
    past = " o" if "past" in promise.standing or promise.standing == "broken" else ""
    standing = escape(promise.standing)
    title = escape(_cut(promise.title, promise.standing))
    parts = [
        f'<text class="ti" x="{LEFT}" y="{y + 16:.0f}">{title}</text>',
        f'<text class="sd{past}" x="{RIGHT}" y="{y + 16:.0f}">{standing}</text>',
    ]
    top = y + HEAD
    for n, window in enumerate(promise.windows):
        parts.append(_window(window, days, as_at, top + n * ROW))
    if not promise.windows:
        at = days.x(promise.made) if promise.made else LEFT
        parts.append(_words(promise.no_window or "no window is given", at, top))
    middle = top + LINE + BAR / 2
    if promise.made:
        x = days.x(promise.made)
        parts.append(
            f'<path class="md" d="M{x:.1f} {middle - 5:.1f}l5 5-5 5-5-5z"><title>said '
            "here</title></path>"
        )
    if promise.done:
        first, last = (days.x(d) for d in promise.done)
        at = (first + last) / 2
        parts.append(
            f'<path class="dn" d="M{at:.1f} {middle - 8:.1f}v16M{first - 5:.1f} '
            f'{middle:.1f}H{last + 5:.1f}"><title>done</title></path>'
        )
    return "".join(parts)


def _window(window: Window, days: Days, as_at: date, top: float) -> str:
    style = STYLES[window.kind]
    first = window.first or days.first
    last = window.last or max(as_at, first)
    left, y = days.x(first), top + LINE
    right = max(days.x(last), left + 3)
    faint = "" if window.first and window.last else " f"
    return (
        f'<g><title>{escape(window.words)}</title><path class="b {style}{faint}" '
        f'd="M{left:.1f} {y:.1f}H{right:.1f}v{BAR}H{left:.1f}z"/>'
        f"{_words(window.words, left, top)}</g>"
    )


def _words(text: str, left: float, top: float) -> str:
    """Write words above a bar, moved to the left where there is no room."""
    x = max(min(left, RIGHT - len(text) * CHARACTER), LEFT)
    return f'<text class="w" x="{x:.1f}" y="{top + 10:.1f}">{escape(text)}</text>'


def _cut(title: str, standing: str) -> str:
    """Cut a title that would run into the words beside it; the table has all of it."""
    room = int((RIGHT - LEFT - len(standing) * CHARACTER - 20) / TITLE)
    return title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
