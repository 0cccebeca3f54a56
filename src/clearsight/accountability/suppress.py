"""Small numbers, protected wherever a count of people leaves the building.

One to four could point at a person, so it is said as that. Every other number is
rounded to the nearest five, so that no difference of two gives a small one away.
"""

from __future__ import annotations

from dataclasses import dataclass

SMALL = 5
FEW = f"1 to {SMALL - 1}"


@dataclass(frozen=True)
class Protected:
    """A number as it may be shown, and what it may be put in order by."""

    words: str
    sort: int


def protected(n: int) -> Protected:
    """Return a count of people as it may be shown to anyone."""
    if 0 < n < SMALL:
        return Protected(FEW, 1)
    rounded = SMALL * ((n + SMALL // 2) // SMALL)
    return Protected(str(rounded), rounded)
