"""Words of a text, compared without regard to capitals and marks, shown as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(
    r"[£$€]?\d+(?:[.,:]\d+)*(?:%|[^\W\d_]+)?|[^\W\d_]+(?:['’‘`\u02bc][^\W\d_]+)*"
)
# One character for one, so that places in the plain text are places in the text. The
# codes are a reversed apostrophe, a modifier one, a hyphen, a minus and narrow spaces.
PLAIN_MARKS = str.maketrans(
    "‘’`´\u201b\u02bc“”„«»–—\u2011\u2212\u00a0\u2009\u202f\t\n",
    "'" * 6 + '"' * 5 + "-" * 4 + " " * 5,
)
# What begins or ends speech, and the gap between words, is the paper's own setting.
_SETTING = " \t\n\"'"


@dataclass(frozen=True)
class Word:
    """A word: `key` is what is compared; `text[start:end]` is how it was written."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Differing:
    """How two texts differ: pairs of words, this one's and the other's.

    `words` are words that one has and the other has not; blank where there are none.
    `trivial` differ only in capitals or in punctuation.
    """

    words: tuple[tuple[str, str], ...] = ()
    trivial: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order. Marks between them are no words."""
    return tuple(
        Word(m[0].translate(PLAIN_MARKS).casefold(), *m.span())
        for m in _WORD.finditer(text)
    )


@lru_cache(maxsize=8192)
def keys(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(w.key for w in words(text))


def runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where runs of the same words stand: place in one, in the other, length."""
    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(b.a, b.b, b.size) for b in found if b.size]


def differing(one: str, other: str) -> Differing:
    """Return the words in which two texts differ, as each wrote them."""
    ours, theirs = words(one), words(other)
    matcher = SequenceMatcher(None, keys(one), keys(other), autojunk=False)
    unlike: list[tuple[str, str]] = []
    trivial: list[tuple[str, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            unlike.append((_written(one, ours[a:b]), _written(other, theirs[c:d])))
            continue
        for n in range(b - a):
            pair = (_with_marks(one, ours, a + n), _with_marks(other, theirs, c + n))
            if pair[0].translate(PLAIN_MARKS) != pair[1].translate(PLAIN_MARKS):
                trivial.append(pair)
    return Differing(tuple(unlike), tuple(dict.fromkeys(trivial)))


def _written(text: str, some: Sequence[Word]) -> str:
    return " ".join(text[some[0].start : some[-1].end].split()) if some else ""


def _with_marks(text: str, all_words: Sequence[Word], n: int) -> str:
    """Return a word with the punctuation that follows it, without speech marks."""
    until = all_words[n + 1].start if n + 1 < len(all_words) else len(text)
    word = text[all_words[n].start : all_words[n].end]
    after = text[all_words[n].end : until].translate(PLAIN_MARKS)
    return word + "".join(c for c in after if c not in _SETTING)
