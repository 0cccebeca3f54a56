"""Capitalised words: which of them can be the name of a person or of a body."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from clearsight.published.authorities import authority_code

_CAP = r"(?:(?:Mc|Mac|O['’]|D['’])?[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-ZÀ-Þ][a-zà-ÿ]+)*)"
_CAPS = r"(?:[A-ZÀ-Þ]{2,}(?:['’-][A-ZÀ-Þ]{2,})*)"
_INITIAL = r"(?:[A-Z]\.?(?![\w’']))"
_APOSTROPHE = str.maketrans("’", "'")


@cache
def lists() -> dict[str, Any]:
    """Return the lists of `names.toml`; runs of words come as frozen sets."""
    path = resources.files("clearsight.accountability.proposing") / "names.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        k: frozenset(v.split()) if isinstance(v, str) else v for k, v in read.items()
    }


@dataclass(frozen=True)
class Run:
    """Capitalised words that could be a person's name, with what stands before it.

    `start` and `end` are places in the paragraph, `honorific` included in them;
    `tokens` are the words of the name alone.
    """

    start: int
    end: int
    honorific: str
    tokens: tuple[str, ...]

    @property
    def first(self) -> str:
        """The given name or names, or ""."""
        return " ".join(self.tokens[: -self._surname_words()])

    @property
    def surname(self) -> str:
        """The family name with its particles."""
        return " ".join(self.tokens[-self._surname_words() :])

    def _surname_words(self) -> int:
        words = 1
        while (
            words < len(self.tokens) - 1
            and self.tokens[-words - 1].lower() in lists()["particles"]
        ):
            words += 1
        return words


@cache
def _runs() -> re.Pattern[str]:
    honorific = "|".join(sorted(lists()["honorifics"], key=len, reverse=True))
    particle = "|".join(lists()["particles"])
    return re.compile(
        rf"""(?<![\w’'])
        (?P<honorifics>(?:(?i:{honorific})\.?\s+)*)
        (?P<name>(?:{_CAP}|{_CAPS}|{_INITIAL})(?![a-z])
            (?:\s(?:(?:{particle})\s)*(?:{_CAP}|{_CAPS}|{_INITIAL})(?![a-z]))*)""",
        re.VERBOSE,
    )


def runs(text: str, taken: list[tuple[int, int]]) -> Iterator[Run]:
    """Give each run of one paragraph that could be a name, outside what is `taken`."""
    masked = mask(text, taken)
    for match in _runs().finditer(masked):
        honorific = match["honorifics"].strip()
        words = [
            (m.group(), match.start("name") + m.start())
            for m in re.finditer(r"\S+", match["name"])
        ]
        begin = match.start() if honorific else words[0][1]
        for number, piece in enumerate(_pieces(words, bool(honorific))):
            held = honorific if number == 0 and piece[0] == words[0] else ""
            end = piece[-1][1] + len(piece[-1][0])
            yield Run(
                begin if held else piece[0][1],
                end,
                held,
                tuple(w.strip(".") for w, _ in piece),
            )


def _pieces(
    words: list[tuple[str, int]], is_named: bool
) -> Iterator[list[tuple[str, int]]]:
    """Break a run where a word stands that is no part of a name."""
    piece: list[tuple[str, int]] = []
    for word, at in words:
        low = word.strip(".").lower()
        is_first = not piece and at == words[0][1]
        follows_given = bool(piece) and is_given(piece[-1][0])
        surname = low in lists()["also_surnames"] and (
            follows_given or (is_first and is_named)
        )
        if (low in lists()["not_names"] and not surname) or word in lists()["letters"]:
            if piece:
                yield piece
            piece = []
        else:
            piece.append((word, at))
    if piece:
        yield piece


def is_given(word: str) -> bool:
    """Say whether the word is a usual given name."""
    return word.lower().strip(".") in lists()["given"]


def is_place(word: str) -> bool:
    """Say whether the word names an English local authority."""
    return authority_code(word) is not None


def is_same_first(one: str, other: str) -> bool:
    """Say whether two given names can be one person's: equal, cut short or an initial.

    Only the first word of each counts.
    """
    a, b = (x.lower().strip(".").split(" ")[0] if x else "" for x in (one, other))
    if not a or not b:
        return False
    if len(a) > len(b):
        a, b = b, a
    short = lists()["short_forms"]
    return (
        (len(a) == 1 and b.startswith(a))
        or (len(a) >= 3 and b.startswith(a))
        or a == b
        or b in short.get(a, ())
        or a in short.get(b, ())
    )


def mask(text: str, taken: list[tuple[int, int]]) -> str:
    """Return the text with what is taken blotted out, every place kept."""
    for start, end in taken:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    return text


def straight(text: str) -> str:
    """Return the text with one kind of apostrophe, so that words can be compared."""
    return text.translate(_APOSTROPHE)


def may_be(pronoun: str, name: str, seen: str = "") -> bool:
    """Say whether "he" or "she" can mean a person, by honorific and given name.

    `seen` holds the words by which the document names the person.
    """
    words = f"{seen} {name}"
    if re.search(r"\b(?:Mr|Sir|Lord)\b", words):
        return pronoun == "he"
    if re.search(r"\b(?:Ms|Mrs|Miss|Dame|Lady|Baroness)\b", words):
        return pronoun == "she"
    first = (name.split() or [""])[0].lower()
    data = lists()
    if first not in data["given"] or first in data["either"]:
        return True
    return (first in data["women"]) == (pronoun == "she")
