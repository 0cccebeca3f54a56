"""A control chart of a measure, drawn whole from what `chance.moved` found.

Signals differ by shape as well as colour: a triangle that points up is better, one that
points down is worse, whichever way the measure runs.
"""

from __future__ import annotations

from datetime import date
from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

from clearsight.accountability.chance import Limits, Moved, Point

WIDTH: Final = 900
HEIGHT: Final = 320
LEFT: Final = 64
RIGHT: Final = 884
TOP: Final = 28
FOOT: Final = 252
STEPS: Final = 5
APART: Final = 84  # between names along the foot

# Put once in the page. Each colour has at least 4.5 to 1 on white, and prints apart.
STYLE: Final = (
    ".mc{width:100%;height:auto;font:13px system-ui,sans-serif;fill:#1b1b1b}"
    ".mc path,.mc circle{fill:none;stroke:#444}.mc .ln{stroke:#444;stroke-width:1.5}"
    ".mc .me{stroke:#222;stroke-width:1.5}.mc .li{stroke:#5a5a5a;stroke-dasharray:5 4}"
    ".mc .st{stroke:#8a2a00;stroke-width:1.5;stroke-dasharray:1 4}"
    ".mc .si{stroke:#222;stroke-dasharray:8 3 2 3}.mc .ax{stroke:#bbb}"
    ".mc .po{fill:#444;stroke:#fff}.mc .be{fill:#00558c;stroke:#fff}"
    ".mc .wo{fill:#b34700;stroke:#fff}.mc .bo{fill:#5b2a86;stroke:#fff}"
    ".mc .op{fill:#fff;stroke:#444}.mc .e{text-anchor:end}.mc .m{text-anchor:middle}"
)
VERDICTS: Final = {
    "better beyond chance": "better, beyond chance",
    "worse beyond chance": "worse, beyond chance",
    "both": "signs of better and of worse, both beyond chance",
    "no signal": "no change beyond chance",
    "too early": "too early to say",
}


def chart(moved: Moved, title: str, key: str) -> str:
    """Return an inline SVG of a measure.

    `title` is the measure's name, and `key` makes the ids in the page unique. What it
    shows is said in its description, and point by point by `rows`.
    """
    scale = _Scale(moved)
    drawn = [
        scale.axis(),
        *_lines(moved, scale),
        _standard(moved, scale),
        _since(moved, scale),
        _line(moved, scale),
        *(_mark(p, scale) for p in moved.points),
        _rebased(moved, scale),
        _settings(moved),
    ]
    name = escape(key)
    return (
        f'<svg class="mc" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(described(moved))}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def described(moved: Moved) -> str:
    """Say in words what the chart shows. It never says what moved the measure."""
    since = f" since {_day(moved.since)}" if moved.since else ""
    said = [f"{_first_up(VERDICTS[moved.verdict])}{since}."]
    if moved.why:
        said.append(f"{_first_up(moved.why)}.")
    for f in moved.found:
        ends = dict.fromkeys((f.periods[0], f.periods[-1]))
        said.append(f"{_first_up(f.rule)} for {f.way}: {' to '.join(ends)}.")
    if moved.standard is not None:
        standard = _number(moved.standard, moved)
        said.append(f"The standard of {standard}: {moved.will_meet}.")
    said += [
        f"Limits set anew from {_day(r.from_day)}: {r.cause} (decided by {r.by})."
        for r in moved.rebased
    ]
    return " ".join(said)


def rows(moved: Moved) -> str:
    """Return the rows of a table body: period, value, centre, limits, signals."""
    return "".join(
        f'<tr><th scope="row">{escape(p.period)}</th>'
        f"<td>{'at least ' if p.is_open else ''}{_number(p.value, moved)}</td>"
        f"<td>{_number(p.limits.centre, moved) if p.limits else ''}</td>"
        f"<td>{_between(p.limits, moved)}</td>"
        f"<td>{_signals(p)}</td></tr>"
        for p in moved.points
    )


class _Scale:
    """Where a day and a value fall in the picture."""

    def __init__(self, moved: Moved) -> None:
        self.moved = moved
        days = [_middle(p) for p in moved.points] or [moved.as_at.toordinal()]
        self.first, self.last = min(days), max(days)
        tall = [p.value for p in moved.points]
        for p in moved.points:
            tall += [p.limits.upper, p.limits.lower] if p.limits else []
        if moved.standard is not None:
            tall.append(moved.standard)
        low, high = min(tall, default=0.0), max(tall, default=1.0)
        room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
        self.low, self.high = max(0.0, low - room), high + room

    def x(self, day: float) -> float:
        span = self.last - self.first or 1
        return LEFT + 12 + (day - self.first) * (RIGHT - LEFT - 24) / span

    def y(self, value: float) -> float:
        return FOOT - (value - self.low) * (FOOT - TOP) / (self.high - self.low)

    def at(self, p: Point) -> tuple[float, float]:
        return self.x(_middle(p)), self.y(p.value)

    def axis(self) -> str:
        """Return the values at the left and the periods along the foot."""
        points = self.moved.points
        marks = []
        step = _round_step((self.high - self.low) / STEPS)
        for n in range(ceil(self.low / step), int(self.high / step) + 1):
            y = self.y(n * step)
            marks.append(
                f'<path class="ax" d="M{LEFT} {y:.1f}H{RIGHT}"/><text class="e" '
                f'x="{LEFT - 6}" y="{y + 4:.1f}">{_number(n * step, self.moved)}</text>'
            )
        latest = -float(APART)
        for p in points:
            x = min(max(self.x(_middle(p)), LEFT + 24), RIGHT - 24)
            # Rare events come at any distance: a name gives way to the one before.
            if x - latest >= APART:
                name = p.first.strftime("%b %Y")
                marks.append(
                    f'<text class="m" x="{x:.1f}" y="{FOOT + 18}">{name}</text>'
                )
                latest = x
        return "".join(marks)


def _round_step(least: float) -> float:
    """Return the next of 1, 2, 5, 10 and so on, of any power of ten."""
    power = 10.0 ** floor(log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * 0.999)


def _middle(p: Point) -> float:
    return (p.first.toordinal() + p.last.toordinal()) / 2


def _lines(moved: Moved, scale: _Scale) -> list[str]:
    """Return the centre and the limits, stepped where each point has its own."""
    drawn = []
    for name, shade in (("centre", "me"), ("upper", "li"), ("lower", "li")):
        path, is_drawing = "", False
        for p in moved.points:
            if p.limits is None:
                is_drawing = False
                continue
            x, y = scale.x(_middle(p)), scale.y(getattr(p.limits, name))
            path += f"V{y:.1f}" if is_drawing else f"M{x - 6:.1f} {y:.1f}"
            path += f"H{x + 6:.1f}"
            is_drawing = True
        if path:
            drawn.append(f'<path class="{shade}" d="{path}"/>')
    return drawn


def _line(moved: Moved, scale: _Scale) -> str:
    """Return the line through the points, broken where a period is missing."""
    path = ""
    for before, p in pairwise((None, *moved.points)):
        if p is not None:
            x, y = scale.at(p)
            to = "M" if before is None or p.is_broken else "L"
            path += f"{to}{x:.1f} {y:.1f}"
    return f'<path class="ln" d="{path}"/>' if path else ""


def _mark(p: Point, scale: _Scale) -> str:
    """Return a point: a dot, or a shape of its own where it is beyond chance."""
    x, y = scale.at(p)
    ways = {way for _, way in p.signals}
    more = f", {_signals(p)}" if p.signals else ""
    words = escape(f"{p.period}: {_number(p.value, scale.moved)}{more}")
    if not ways:
        shade = "op" if p.is_open else "po"
        return (
            f'<circle class="{shade}" cx="{x:.1f}" cy="{y:.1f}" r="4">'
            f"<title>{words}</title></circle>"
        )
    shade, drawn = "bo", f"M{x:.1f} {y - 7:.1f}l6 7l-6 7l-6 -7z"
    if ways == {"better"}:
        shade, drawn = "be", f"M{x:.1f} {y - 7:.1f}l6 11h-12z"
    elif ways == {"worse"}:
        shade, drawn = "wo", f"M{x:.1f} {y + 7:.1f}l6 -11h-12z"
    return f'<path class="{shade}" d="{drawn}"><title>{words}</title></path>'


def _signals(p: Point) -> str:
    return "; ".join(f"{rule} for {way}" for rule, way in p.signals)


def _standard(moved: Moved, scale: _Scale) -> str:
    if moved.standard is None:
        return ""
    y = scale.y(moved.standard)
    return (
        f'<path class="st" d="M{LEFT} {y:.1f}H{RIGHT}"/><text class="e" x="{RIGHT}" '
        f'y="{y - 4:.1f}">standard {_number(moved.standard, moved)}</text>'
    )


def _since(moved: Moved, scale: _Scale) -> str:
    """Return the line that stands for the day asked about."""
    day = moved.since.toordinal() if moved.since else None
    if day is None or not scale.first <= day <= scale.last:
        return ""
    x = scale.x(day)
    at = min(max(x, LEFT + 60), RIGHT - 60)
    return (
        f'<path class="si" d="M{x:.1f} {TOP - 8}V{FOOT}"/><text class="m" '
        f'x="{at:.1f}" y="{TOP - 12}">since {_day(moved.since)}</text>'
    )


def _rebased(moved: Moved, scale: _Scale) -> str:
    """Write the cause of each new set of limits under the chart, where it begins."""
    drawn = []
    for n, r in enumerate(moved.rebased):
        x = min(max(scale.x(r.from_day.toordinal()), LEFT), RIGHT - 220)
        words = escape(f"{r.kind}: {r.cause}")
        y = FOOT + 36 + 13 * (n % 2)
        drawn.append(f'<text x="{x:.1f}" y="{y}">{words}</text>')
    return "".join(drawn)


def _settings(moved: Moved) -> str:
    """Print the rules in use: at the edge, other settings give other signals."""
    words = escape(_first_up(moved.rules.words))
    return f'<text x="{LEFT}" y="{HEIGHT - 8}">{words}</text>'


def _between(limits: Limits | None, moved: Moved) -> str:
    if limits is None:
        return ""
    return f"{_number(limits.lower, moved)} to {_number(limits.upper, moved)}"


def _number(value: float, moved: Moved) -> str:
    """Write a share as a percentage and anything else to a tenth."""
    if moved.kind == "p":
        return f"{value * 100:.1f}".removesuffix(".0") + "%"
    return f"{value:,.1f}".removesuffix(".0")


def _day(day: date | None) -> str:
    return f"{day.day} {day.strftime('%b %Y')}" if day else ""


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
