"""A promise as it was said, and which sayings are of one promise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from clearsight.accountability.proposing import promises
from clearsight.accountability.when import When, when

NO_WINDOW = "No window is stated."
_ALIKE = 72  # rapidfuzz token_set_ratio: of two wordings of one thing


@dataclass(frozen=True)
class Promise:
    """One saying of a promise, before those that say the same are made one."""

    span: tuple[int, int]
    what: str
    deed: str
    who: str
    role: str
    body: str
    window: str
    how: str

    @property
    def weight(self) -> tuple[bool, float, bool, bool, int]:
        """Give how exact it is: a window, short, with its year, a promiser, earlier."""
        days = length(self.window)
        is_in_full = "nearest" not in self.how
        by_whom = bool(self.who or self.body)
        return (bool(self.window), -days, is_in_full, by_whom, -self.span[0])


def length(window: str) -> float:
    """Return how many days a window has; one with an open start counts as a day."""
    if not window:
        return float("inf")
    read: When = when(window)
    return 1 if read.is_open_start else (read.last - read.first).days


def one_each(found: list[Promise]) -> list[Promise]:
    """Keep, of sayings of one promise, the one with the most exact window."""
    kept: list[Promise] = []
    for promise in sorted(found, key=lambda p: p.weight, reverse=True):
        if not any(_is_same(promise, k) for k in kept):
            kept.append(promise)
    return kept


def _is_same(one: Promise, other: Promise) -> bool:
    kind = _class(one)
    if kind != _class(other):
        return False
    if (
        one.window
        and other.window
        and not when(one.window).overlaps(when(other.window))
    ):
        return False
    alike = fuzz.token_set_ratio(one.what.lower(), other.what.lower())
    differ = one.window and other.window and one.window != other.window
    if kind in ("publish", "advertise") and not differ:
        return _topic(one.what) & _topic(other.what) != set()
    return alike >= (90 if differ else _ALIKE)


def _class(promise: Promise) -> str:
    for name, words in promises.CLASSES:
        if words.search(promise.deed):
            return name
    return promise.deed


def _topic(what: str) -> set[str]:
    """Return what is published or advertised, as far as single words tell."""
    words = set(
        re.findall(
            r"report|order|findings|plan|strategy|director|response|review"
            r"|minutes|data|statement|policy|framework|head|manager|worker",
            what.lower(),
        )
    )
    return {"report" if w == "findings" else w for w in words}
