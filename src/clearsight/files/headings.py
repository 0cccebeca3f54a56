"""Comparing column headings as people mean them, not as they happen to be typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SEARCHED_ROWS = 30

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "_": " ",
     "\u00a0": " ", "–": "-", "—": "-", "\ufeff": None, "\u200b": None}
)  # fmt: skip
_PUT_BY = re.compile(
    r"(?i)(?<![a-z])(?:cop(?:y|ies)|drafts?|old|superseded|back-?up|bak|archived?|wip|"
    r"do not use|previous)(?![a-z])|\(\d+\)"
)
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^a-z0-9]+")
_TAIL = "?):;,. "


def normalise(heading: str) -> str:
    """Return the heading as it is compared.

    Lower case, one space where there are several, straight quotes, underscores as
    spaces, and no punctuation at the end.
    """
    plain = _SPACES.sub(" ", heading.translate(_QUOTES)).strip().lower()
    return plain.rstrip(_TAIL)


def squeezed(heading: str) -> str:
    """Return the heading without any mark: REVIEW_CODE, Review-Code and REVIEWCODE."""
    return _MARKS.sub("", normalise(heading))


def is_put_by(name: str) -> bool:
    """Say whether a file or sheet is called a copy, a draft or an old one."""
    return _PUT_BY.search(name) is not None


def known_in(cells: Iterable[str | None], known: frozenset[str]) -> int:
    """Count the different known headings among the cells."""
    return len({n for c in cells if c and (n := normalise(c)) in known})


def heading_row(
    rows: Sequence[Sequence[str | None]], known: frozenset[str]
) -> int | None:
    """Return the index of the row that holds the headings; None where all are blank.

    It is the row with most known headings, the first of several, if it has two of them
    or nothing else. Where no row is like that, it is the first with two filled cells,
    so that a file that nobody knows can still be described; else the first filled one.
    """
    best, most = None, 0
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        found = known_in(row, known)
        if found > most and (found > 1 or sum(1 for c in row if c and c.strip()) == 1):
            best, most = index, found
    if best is not None:
        return best
    filled = [sum(1 for c in row if c and c.strip()) for row in rows[:SEARCHED_ROWS]]
    for least in (2, 1):
        for index, count in enumerate(filled):
            if count >= least:
                return index
    return None
