"""How the page writes a day, an age, a count, and text that came out of a record."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
# Control characters, and those that turn the direction of the text after them.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(value: object) -> object:
    """Return what is to be shown: nothing for None, and text a page may hold."""
    if value is None:
        return ""
    if type(value) is str:
        return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    return value


def day_words(day: date | None) -> str:
    """Return a day as `4 March 2026`, in the same words on every machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "not recorded"


def age_words(age: int | None) -> str:
    """Return an age in whole years as words; -1 stands for a child not yet born."""
    if age is None:
        return "not recorded"
    if age < 0:
        return "not yet born"
    return "under 1" if age == 0 else str(age)


def counted(n: int, one: str, many: str) -> str:
    """Return a number with the word that goes with it: `1 child`, `1,200 children`."""
    return f"{n:,} {one if n == 1 else many}"
