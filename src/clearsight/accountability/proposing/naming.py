"""Words of titles: which words head one, and how a title is read out of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from clearsight.accountability.proposing.names import lists
from clearsight.accountability.proposing.titles_file import lexicon

_LEADING = re.compile(
    r"^[\s,;:|–—-]*(?:(?:(?:and|the|our|its|a|an|as|who is|in the|currently|now|also"
    r"|new|interim|acting|temporary|permanent|substantive|statutory|current"
    r"|council['’]s"
    r"|independent(?= (?:person|member)))\s+))*",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:the )?(?:[A-Z]{2,6}|.*\b(?:Council|Police|Board|Trust|School|Academy|College"
    r"|NHS"
    r"|Hospital|Partnership|University|Department|MBC|Ofsted|Association|Service"
    r"|Education"
    r"|HQ|Constabulary|Borough|County|City))(?: \([A-Z]+\))?$"
)
_ABBREVIATED = {"ad": "assistant director of", "hos": "head of service of"}
_PLURAL = re.compile(
    r"\b(?:co-chair|director|manager|officer|head|inspector)s$", re.IGNORECASE
)
_ASIDE = re.compile(r"\s+(?:at|from|on behalf of|representing|until|since|in) .*$")


@cache
def heads() -> re.Pattern[str]:
    """Return the pattern of a word that can head a title."""
    words = "|".join(sorted(lexicon()["open"]["any_heads"].split(), key=len))
    short = "|".join(lexicon()["open"]["short"].split())
    return re.compile(
        rf"(?<![\w’'])(?:(?i:(?:vice-|co-|deputy-)?(?:{words})s?(?:-designate)?)"
        rf"|{short})(?![\w’'])"
    )


def has_head(words: str) -> bool:
    """Say whether words hold one that can head a title."""
    return bool(heads().search(words))


@cache
def _vocabulary() -> frozenset[str]:
    opened: dict[str, Any] = lexicon()["open"]
    words = [
        *opened["of"].split(),
        *opened["any_heads"].split(),
        *opened["before"].split(),
    ]
    short = [w.lower() for w in opened["short"].split()]
    return frozenset([*words, *short, *lists()["not_names"]])


def is_of_vocabulary(word: str) -> bool:
    """Say whether a word belongs to titles and bodies, and so to no name."""
    bare = word.strip(".,").lower().replace("’", "'")
    return bare in _vocabulary() or bare.removesuffix("'s") in _vocabulary()


def title_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield each title in words that stand in the place of one: start, end, post.

    "Executive Director, People, and statutory Director of Children's Services" is two;
    a body after the last comma ("Chief Executive, KCC") is no part of either.
    """
    pieces: list[tuple[int, int]] = []
    for match in re.finditer(r"[^,|;–—]+?(?=,|\||;| [-–—] |–|—|$)", text[start:end]):
        a, b = start + match.start(), start + match.end()
        words = text[a:b].strip(" -–—")
        if not words:
            continue
        a = text.index(words, a)
        b = a + len(words)
        if has_head(words):
            pieces.append((a, b))
        elif pieces and _goes_on(words, text[pieces[-1][1] : a]):
            pieces[-1] = (pieces[-1][0], b)
    for a, b in pieces:
        lead = _LEADING.match(text[a:b])
        first = a + (lead.end() if lead else 0)
        last = first + len(_ASIDE.sub("", text[first:b]))
        if first < last and has_head(text[first:last]):
            yield first, last, post_of(text[first:last])


def _goes_on(words: str, between: str) -> bool:
    """Say whether words after a comma belong to the title: "Director, People"."""
    if "|" in between or "(" in between or _BODY.match(words) or not words[0].isupper():
        return False
    return len(words.split()) <= 5


def post_of(words: str) -> str:
    """Return the post that the words of a title name, in small letters."""
    plain = re.sub(r"\s*[,(–-]\s+|\s+\(|,\s*", " of ", words.strip(" ()"), count=1)
    if re.search(r"\b(?:of|for)\b", re.split(r"[,(]", words)[0]):
        plain = words
    plain = _PLURAL.sub(lambda m: m[0][:-1], plain)
    said = [
        w
        if (w.isupper() or w == "DfE") and len(w) > 1 and w.lower() not in _ABBREVIATED
        else w.lower()
        for w in plain.replace("’", "'").rstrip(")").split()
    ]
    if said and said[0] in _ABBREVIATED and len(said) > 1:
        said[0] = _ABBREVIATED[said[0]]
    return " ".join(said).replace("of of", "of").replace("of for", "for")
