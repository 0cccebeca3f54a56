"""A window of time as EDTF, with how it was worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Window:
    """What a time expression means: `words == text[start:end]`.

    `edtf` is blank where no window can be known; `how` says in a plain sentence how it
    was worked out, or why it could not be.
    """

    edtf: str
    how: str
    words: str
    start: int
    end: int


def edtf(first: date, last: date) -> str:
    """Return the shortest EDTF for the days from one to another."""
    if first == last:
        return first.isoformat()
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if first.month == 1 and after == date(first.year + 1, 1, 1):
            return f"{first:%Y}"
        if after == _next_month(first):
            return f"{first:%Y-%m}"
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first}/{last}"


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
