"""The words of saying: which verbs tell that somebody spoke, and by what medium."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_OPENING = "that|whether|if|how|why|what|when|where"
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|may|"
    r"might|does|do|did|"
    r"\w+(?:n['’]t)|aims?|plans?|intends?|expects?|needs?|wants?|hopes?|remains?|"
    r"continues?|\w{3,}ed)\b"
)


@cache
def lists() -> dict[str, Any]:
    """Return the lists of `saying.toml`; runs of words come as tuples."""
    path = resources.files("clearsight.accountability.proposing") / "saying.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {k: tuple(v.split()) if isinstance(v, str) else v for k, v in read.items()}


def _any_of(*names: str) -> str:
    words = {w for name in names for w in lists()[name]}
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def quoting() -> re.Pattern[str]:
    """Return the pattern of a verb that can stand beside quoted words."""
    return re.compile(
        rf"(?<![\w’'-])(?:{_any_of('quoting', 'acts')}|according to)(?![\w’'-])",
        re.IGNORECASE,
    )


@cache
def telling(in_minutes: bool) -> re.Pattern[str]:
    """Return the pattern of a verb with the clause that tells what was said.

    The match ends where that clause begins. `in_minutes`: the document is the minutes
    of a meeting, in which more verbs tell what was said.
    """
    plain = ("telling", "telling_in_minutes") if in_minutes else ("telling",)
    parted = "[ ,:]" if in_minutes else "[ ,]"
    whom = (
        r"(?: (?:the |a |his |her |their |our |its )?"
        r"(?:[A-Z][\w’'-]*|\w+)(?: \w+){0,3}?)?"
    )
    return re.compile(
        rf"(?<![\w’'-])(?P<verb>(?:{_any_of(*plain)})(?={parted})"
        rf"|(?:told|tells|assured|informed|reminded|advised){whom} (?=that\b|how\b)"
        rf"|(?:{_any_of('telling_that', 'telling')})(?=,? (?:{_OPENING})\b)"
        rf"|(?:{_any_of('acts')})(?= ))"
    )


@cache
def acts() -> frozenset[str]:
    """Return the verbs that tell an act of speech whatever noun follows."""
    return frozenset(lists()["acts"])


def tells_a_clause(words: str) -> bool:
    """Say whether words after a verb of saying hold a clause and not just a noun."""
    return bool(_CLAUSE.search(words)) and len(words.split()) >= 4


@cache
def _media() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (medium, re.compile(pattern, re.IGNORECASE))
        for medium, pattern in lists()["media"].items()
    )


def medium_in(words: str) -> str:
    """Return the medium that the words around a statement show, or ""."""
    return next((m for m, pattern in _media() if pattern.search(words)), "")


@cache
def carriers() -> re.Pattern[str]:
    """Return the pattern of nouns that carry words: letter, report, post, update."""
    nouns = "|".join(sorted(map(re.escape, lists()["carriers"]), key=len, reverse=True))
    return re.compile(rf"(?<![\w’'-])(?:{nouns})(?![\w-])", re.IGNORECASE)


def medium_of(carrier: str) -> str:
    """Return the medium that a carrier of words stands for."""
    return str(lists()["carriers"].get(carrier.lower(), ""))
