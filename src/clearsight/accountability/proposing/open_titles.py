"""Titles that no list names: a head word with what it is of, or with what precedes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clearsight.accountability.proposing.names import is_given
from clearsight.accountability.proposing.naming import is_of_vocabulary, post_of
from clearsight.accountability.proposing.titles_file import lexicon

_JOINING = ("and", "&", "of", "for", ",", "the", "in", "looked", "after")
_WITHIN = ("in", "looked", "after")  # "children in care": never the last word
_NO_POST = re.compile(r"head of (?:the |our )?(?:schools?|homes?|family|people)$")
_BARE = (
    "assistant director", "service director", "head of service", "deputy director",
    "service manager", "designated nurse", "designated doctor",
)  # fmt: skip
_CHAIR = re.compile(
    r"(?<![\w’'-])(?:[Ii]ndependent )?(?:[Vv]ice[- ]|[Dd]eputy |[Cc]o-)?[Cc]hair"
    r"(?:man|woman|person)?(?:-designate| designate)?,? (?:of|for) (?:the )?(?:our )?"
    r"(?:(?:[A-Z][\w’']*|and|of|the|for|&) ){0,7}?"
    r"(?:Panel|Board|Committee|Partnership|Trust|Group|Forum|Commission|Council"
    r"|Governors"
    r"|Executive)\b"
)
# "The improvement board is well run. Its chair, Ann Lee, ...": of the board before it.
_ITS_CHAIR = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Tt]he) (?P<chair>(?:independent )?chair(?:man"
    r"|woman)?)(?=, (?:who|[A-Z]))"
)
_A_BOARD = re.compile(
    r"\b((?:improvement|partnership|corporate parenting|safeguarding|scrutiny|SEND) "
    r"(?:board|panel|committee|partnership)|[A-Z]\w+(?: [A-Z]\w+){0,4} (?:Board|Panel"
    r"|Committee))\b"
)
_TIMES = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "monday", "tuesday", "wednesday",
    "thursday", "friday", "spring", "summer", "autumn", "winter", "easter",
})  # fmt: skip
_WORD = re.compile(r"([A-Za-z][A-Za-z’'-]*|&|,)\s*")
_OPENING = re.compile(r"\s+(?:of|for)\s+(?:(?:the|our)\s+)?|\s*[,(–-]\s*|\s+(?=[A-Z])")
_ENDS = re.compile(r"\s*(?:[,.;:)|\n]|$|and\b)")

Found = tuple[int, int, str]


def opened(text: str, heads: re.Pattern[str]) -> Iterator[Found]:
    """Yield the titles under a head ("assistant director"), with what each is of."""
    for match in heads.finditer(text):
        end = _end_of_what(text, match.end(), match[0])
        if end == match.end():
            bare = " ".join(match[0].lower().split()).replace("heads", "head")
            if bare in _BARE:
                yield match.start(), end, bare
            continue
        post = post_of(text[match.start() : end])
        if not _NO_POST.match(post):
            yield match.start(), end, post


def _end_of_what(text: str, at: int, head: str) -> int:
    """Return where the words after a head ("of family partnerships") end."""
    opening = _OPENING.match(text, at)
    is_bare = bool(opening) and not opening[0].strip() if opening else False
    if not opening or (is_bare and head != "AD"):
        return at
    end, place = at, opening.end()
    while match := _WORD.match(text, place):
        said = match[1].lower().replace("’", "'")
        is_known = (said in _of_what() and said not in _WITHIN) or (
            match[1][0].isupper()
            and end > at
            and is_of_vocabulary(match[1])
            and not is_given(match[1])
            and said not in _TIMES
        )
        if is_known and "\n" not in text[end : match.start(1)]:
            end = match.end(1)
        elif said not in _JOINING or (end == at and said != "the"):
            break
        place = match.end()
    if "(" in opening[0] and text[end : end + 1] == ")":
        return end + 1
    return end


def built(text: str) -> Iterator[Found]:
    """Yield the titles that end in their head: "Virtual School Improvement Lead".

    Words before the head must be such as stand in titles, or at least two of them
    begin with a capital, as the head does.
    """
    for match in _built().finditer(text):
        words = match[0]
        if words[0].islower() and words.split()[-1][0].isupper():
            continue
        if re.match(r"\s+(?:of|for)\b", text[match.end() :]) and words.split()[-1] in (
            "Member", "Head", "member", "head",
        ):  # fmt: skip
            continue
        end = match.end()
        held = re.match(r" \(([A-Z][\w’' ]{2,30})\)", text[end:])
        if held and all(is_of_vocabulary(w) for w in held[1].split()):
            end += held.end()
        yield match.start(), end, post_of(text[match.start() : end])
    for match in _CHAIR.finditer(text):
        yield match.start(), match.end(), post_of(match[0])
    for match in _ITS_CHAIR.finditer(text):
        boards = _A_BOARD.findall(text[max(0, match.start() - 250) : match.start()])
        if boards:
            post = f"chair of the {boards[-1].lower()}"
            yield match.start("chair"), match.end(), post


@cache
def _built() -> re.Pattern[str]:
    table = lexicon()["open"]
    apart = {"and", "family", "good", "a", "the", "of", "child", "new"}
    before = {*table["before"].split(), *table["of"].split()} - apart
    words = "|".join(sorted(map(re.escape, before), key=len, reverse=True))
    ends = sorted(table["ends"].split(), key=len, reverse=True)
    small = "|".join(ends)
    large = "|".join(w.capitalize() for w in ends)
    cap = "|".join(
        sorted(
            (re.escape(w[:1].upper() + w[1:]) for w in before), key=len, reverse=True
        )
    )
    shout = "SEND|NHS|DfE|IRO|MASH|HR|ICT|IT|SEN|ICB|AP|EHCP|QA"
    return re.compile(
        rf"(?<![\w’'-])(?:"
        rf"(?:(?:{cap}|{shout})(?:[ ]|(?:[ ](?:and|&)[ ])|/)){{1,5}}(?:{large})"
        rf"|(?:(?:{shout})[ ])?(?:(?:{words})[ ]){{0,3}}(?:{table['ends_after']})"
        rf"|(?:{shout})[ ](?:England[ ])?(?:{small}))(?![\w’'-])(?!['’]s? [a-z])"
    )


@cache
def _of_what() -> frozenset[str]:
    return frozenset(lexicon()["open"]["of"].split())
