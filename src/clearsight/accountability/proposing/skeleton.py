"""Sentences with names and titles put aside, so that a rule sees how they are tied.

"Earlier this month Cllr A was replaced as executive member by Cllr B" becomes "earlier
this month <P0> was replaced as <T1> by <P2>", and <P0> still knows where it stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from clearsight.accountability.proposing.lexicon import titles
from clearsight.accountability.proposing.names import may_be
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.sentences import Sentence, sentences
from clearsight.documents.document import Document

Sort = Literal["P", "T", "B"]
_FIRST = {"person": "P", "body": "B"}
# "A letter from the chief executive reveals she has quit": "she" is not who wrote it.
_OBLIQUE = re.compile(
    r"\b(?:from|by|to|with|of|for|told|alongside|and)\s"
    r"(?:(?:the|our|its|their|council's|new|interim|acting"
    r"|former)\s)*(?:<B\d+>(?:'s)?\s)?(?:<T\d+>,?\s)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:she|he|her|his)\b", re.IGNORECASE)
_STYLES = ("Rt Hon", "The Rt Hon")  # how a minister is addressed, and nobody's name
_FAR = 900  # Further back than this, nobody would take a "she" to reach.


@dataclass(frozen=True)
class Token:
    """A person (P), title (T) or body (B): `name` is the full name, or the post."""

    sort: Sort
    start: int
    end: int
    name: str
    is_wider: bool = False


@dataclass(frozen=True)
class Skeleton:
    """A sentence whose names are tokens: `text` holds "<P3>" for `tokens[3]`.

    `tokens` are of the whole document, so that a number means the same in every
    sentence of it. `offsets` hold, for each character of `text`, its place in the
    document.
    """

    sentence: Sentence
    text: str
    tokens: tuple[Token, ...]
    offsets: tuple[int, ...]

    def numbers(self, sort: Sort, start: int = 0, end: int | None = None) -> list[int]:
        """Return the numbers of the tokens of a sort in a part of the text."""
        return [
            int(m[1])
            for m in re.finditer(rf"<{sort}(\d+)>", self.text[start:end])
        ]  # fmt: skip

    def place(self, at: int) -> int:
        """Return where in the document the character at `at` of the text stands."""
        return self.offsets[min(at, len(self.offsets) - 1)]


@lru_cache(maxsize=8)
def skeletons(document: Document) -> tuple[Skeleton, ...]:
    """Return the sentences of a document with their names put aside."""
    tokens = _tokens(document)
    starts = [t.start for t in tokens]
    return tuple(_skeleton(s, tokens, starts) for s in sentences(document))


def who_is_meant(skeleton: Skeleton, at: int, document: Document) -> str:
    """Return the person whom "she" or "he" at a place of the text means, "" unknown.

    The person last named in the same sentence before it, else the first that the
    nearest earlier sentence with a person names: English puts its subject first.
    """
    here = skeleton.place(at)
    said = _PRONOUN.match(skeleton.text, at)
    which = (
        "she" if said and said[0].lower() in ("she", "her") else "he" if said else ""
    )
    words = _words_for(document)
    own = [
        skeleton.tokens[int(m[1])]
        for m in re.finditer(r"<P(\d+)>", skeleton.text[:at])
        if not _OBLIQUE.search(skeleton.text[: m.start()])
    ]

    def fits(name: str) -> bool:
        return bool(name) and (not which or may_be(which, name, words.get(name, "")))

    named = [t.name for t in own if fits(t.name)]
    if named:
        return named[-1]
    before = [
        t for t in skeleton.tokens
        if t.sort == "P" and fits(t.name)
        and here - _FAR < t.start < skeleton.sentence.start
    ]  # fmt: skip
    if not before:
        return ""
    line = document.text.rfind("\n", 0, before[-1].start) + 1
    same = [t for t in before if t.start >= line]
    return same[0].name


@lru_cache(maxsize=8)
def _words_for(document: Document) -> dict[str, str]:
    """Give, for each person, all the words by which the document names them."""
    words: dict[str, str] = {}
    for mention in cast(document).mentions:
        if mention.kind == "person":
            words[mention.name] = f"{words.get(mention.name, '')} {mention.words}"
    return words


def our_council(document: Document) -> str:
    """Return the council that a document is about, "" where several may be."""
    council = cast(document).council
    if council.lower() not in ("the council", "council"):
        return council
    named = {
        m.name for m in cast(document).mentions
        if m.kind == "body" and m.name.endswith(" Council") and m.name != council
    }  # fmt: skip
    return named.pop() if len(named) == 1 else council


def _tokens(document: Document) -> tuple[Token, ...]:
    named = [
        Token(_FIRST[m.kind], m.start, m.end, m.name)  # type: ignore[arg-type]
        for m in cast(document).mentions
        if m.kind in _FIRST and m.name not in _STYLES
    ]
    posts = [
        Token("T", t.start, t.end, t.post, t.is_wider) for t in titles(document.text)
    ]
    kept: list[Token] = []
    covered: set[int] = set()
    order = {"P": 0, "T": 1, "B": 2}
    for token in sorted(named + posts, key=lambda t: (order[t.sort], t.start)):
        places = range(token.start, token.end)
        if covered.isdisjoint(places):
            covered.update(places)
            kept.append(token)
    return tuple(sorted(kept, key=lambda t: t.start))


def _skeleton(
    sentence: Sentence, tokens: tuple[Token, ...], starts: list[int]
) -> Skeleton:
    pieces: list[str] = []
    offsets: list[int] = []
    at = sentence.start
    number = bisect_right(starts, sentence.start - 1)
    while number < len(tokens) and tokens[number].start < sentence.end:
        token = tokens[number]
        _put(
            sentence.text[at - sentence.start : token.start - sentence.start],
            at,
            pieces,
            offsets,
        )
        mark = f"<{token.sort}{number}>"
        pieces.append(mark)
        offsets += [token.start] * (len(mark) - 1) + [token.end - 1]
        at = token.end
        number += 1
    _put(sentence.text[at - sentence.start :], at, pieces, offsets)
    text = (
        "".join(pieces)
        .replace("’", "'")
        .replace("‘", "'")
        .replace("“", '"')
        .replace("”", '"')
    )
    return Skeleton(sentence, text, tokens, (*offsets, sentence.end))


def _put(words: str, at: int, pieces: list[str], offsets: list[int]) -> None:
    pieces.append(words)
    offsets += range(at, at + len(words))
