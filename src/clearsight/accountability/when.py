"""Imprecise dates: what an EDTF text can mean, in days.

EDTF is ISO 8601-2: "2024-08" is some day in August, "2024-09-09/2024-09-15" a week,
"../2024-07-31" no later than, "2023-12?" uncertain, "2024-08-20~" about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clearsight.errors import InputError

# An open end is as far as a calendar of ours goes, so that comparing needs no blanks.
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
OPEN = ("", "..")


@dataclass(frozen=True)
class When:
    """The first and the last day that a text can mean.

    `is_open_start` and `is_open_end`: the text sets no bound on that side.
    """

    first: date
    last: date
    is_open_start: bool = False
    is_open_end: bool = False

    def certainly_before(self, other: When) -> bool:
        """Say whether every day this can mean comes before every day of the other."""
        return self.last < other.first

    def overlaps(self, other: When) -> bool:
        """Say whether both can mean one day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, day: date) -> bool:
        """Say whether the day is one that this can mean."""
        return self.first <= day <= self.last


@lru_cache(maxsize=4096)
def when(text: str) -> When:
    """Return what an EDTF text can mean. Blank is wholly unknown.

    A text that is not EDTF is an `InputError` that names it.
    """
    if "/" in text:
        start, end = text.split("/", 1)
        return When(
            EARLIEST if start in OPEN else _bounds(start)[0],
            LATEST if end in OPEN else _bounds(end)[1],
            start in OPEN,
            end in OPEN,
        )
    if text in OPEN:
        return When(EARLIEST, LATEST, True, True)
    return When(*_bounds(text))


def is_edtf(text: str) -> bool:
    """Say whether `when` understands the text."""
    try:
        when(text)
    except InputError:
        return False
    return True


def _bounds(text: str) -> tuple[date, date]:
    exact = _plain(text)
    if exact:
        return exact
    # Half a second to import: most dates are plain ones.
    from edtf import parse_edtf  # noqa: PLC0415
    from edtf.parser.edtf_exceptions import (  # noqa: PLC0415
        EDTFParseException,
    )

    try:
        read = parse_edtf(text)
        return date(*read.lower_strict()[:3]), date(*read.upper_strict()[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        raise InputError(
            f"{text!r} is not a date we can read.",
            do="Write it as EDTF: 2024-09-09, 2024-08, or 2024-09-09/2024-09-15.",
        ) from None


def _plain(text: str) -> tuple[date, date] | None:
    """Read year, month or day without the library."""
    try:
        parts = [int(p) for p in text.split("-")]
    except ValueError:
        return None
    try:
        match [len(p) for p in text.split("-")], parts:
            case [4, 2, 2], [y, m, d]:
                return date(y, m, d), date(y, m, d)
            case [4, 2], [y, m] if m <= 12:
                following = date(y + m // 12, m % 12 + 1, 1)
                return date(y, m, 1), date.fromordinal(following.toordinal() - 1)
            case [4], [y]:
                return date(y, 1, 1), date(y, 12, 31)
    except ValueError:
        return None
    return None
