"""The subject of a verb of saying: which words before or after it name who spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from clearsight.accountability.proposing.people import Cast, Mention
from clearsight.accountability.proposing.saying import carriers

Sort = Literal[
    "person", "body", "post", "pronoun", "carrier", "spokesperson", "unnamed"
]

_SPOKESPERSON = re.compile(
    r"\b(?:(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[Aa]nother|"
    r"[Oo]ne)\s)?(?:[\w’'&-]+\s){0,7}?"
    r"(?P<noun>spokes(?:person|man|woman)|spokespeople)\b"
    r"(?:\s(?:for|from|at|of|on behalf of)\s(?:the\s)?[\w’'&]+(?:\s(?:for\s|and\s|"
    r"of\s)?[A-Z][\w’'&]+)*)?"
)
_UNNAMED = re.compile(
    r"\b(?:[Aa]nother|[Aa]n?|[Oo]ne|[Tt]he|[Ss]ome|[Mm]any|[Ss]everal|[Tt]wo|"
    r"[Tt]hree)\s(?:[a-z-]+\s){0,3}?"
    r"(?:sources?|insiders?|parents?|mothers?|fathers?|mums?|dads?|grandmothers?|"
    r"carers?|residents?|whistle-?blowers?|workers?|teachers?|"
    r"employees?|staff member|member of staff|posters?|commenters?|councillors?|"
    r"campaigners?|relatives?|young (?:person|people)|child|children|girl|boy|teenager|"
    r"care leavers?)\b"
    r"|\b(?:[Ss]ources|[Ii]nsiders|[Pp]osters|[Pp]arents|[Cc]arers|[Rr]esidents|"
    r"[Cc]ampaigners|[Cc]ritics|[Ss]taff|[Ss]ocial workers|"
    r"[Tt]eachers|(?:[Ss]enior )?[Ll]eaders|[Mm]anagers|[Uu]nions|[Ww]orkers"
    r"|[Oo]fficers|[Oo]pposition councillors|"
    r"[Cc]hildren|[Yy]oung people|[Ff]amilies|[Pp]rofessionals)\b"
)
_PRONOUN = re.compile(r"(?<![\w’'-])(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)(?![\w’'-])")
_OBLIQUE = re.compile(
    r"(?:\b(?:to|with|by|about|from|for|of|at|in|into|alongside|against|on|after|"
    r"before|between|over|under|"
    r"including|like|than|as|per|via|despite|following|told|tells|asked|thanked|"
    r"through|towards?|around|within|"
    r"replaced|succeed(?:s|ed)|criticised|praised|and that|joined by|urged|called|"
    r"thanking|given)"
    r"|\blet (?:go|down) by)\s"
    r"(?:(?:the|a|an|his|her|its|their|our|this|that|these|former|new|interim|acting|"
    r"current|outgoing|latest|[\w-]+['’]s)\s)*$",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"(?: (?:OBE|MBE|CBE|MP|KC))*,| \([^)]*\),?| (?:on|in|from|at|of|for) [^,;:]{2,60},"
)


@dataclass(frozen=True)
class Candidate:
    """Words that could be the subject, with where the whole noun phrase begins."""

    start: int
    end: int
    sort: Sort
    phrase: int
    mention: Mention | None = None


def candidates(text: str, start: int, end: int, cast: Cast) -> list[Candidate]:
    """Return what could be a subject between two places of the text, in order.

    The text has its quoted words blotted out, every place kept.
    """
    here = [m for m in cast.between(start, end) if text[m.start : m.end] == m.words]
    found: list[Candidate] = []
    for match in _SPOKESPERSON.finditer(text, start, end):
        begin = _spokesperson_from(match.group())
        found.append(
            Candidate(
                match.start() + begin,
                match.end(),
                "spokesperson",
                match.start() + begin,
            )
        )
    taken = [(c.start, c.end) for c in found]
    for mention in here:
        if not _overlaps(mention.start, mention.end, taken):
            phrase = _phrase_start(text, mention, here, start)
            found.append(
                Candidate(mention.start, mention.end, mention.kind, phrase, mention)
            )
    taken = [(c.start, c.end) for c in found]
    without_names: tuple[tuple[re.Pattern[str], Sort], ...] = (
        (_UNNAMED, "unnamed"),
        (carriers(), "carrier"),
        (_PRONOUN, "pronoun"),
    )
    for pattern, sort in without_names:
        for match in pattern.finditer(text, start, end):
            if _overlaps(match.start(), match.end(), taken):
                continue
            begin = (
                _carrier_start(text, match.start(), start)
                if sort == "carrier"
                else match.start()
            )
            found.append(Candidate(match.start(), match.end(), sort, begin))
    return sorted(found, key=lambda c: c.start)


def _spokesperson_from(words: str) -> int:
    """Return where the phrase that ends in a spokesperson begins: its last article."""
    at = 0
    noun = re.search(r"spokes", words)
    head = words[: noun.start()] if noun else words
    for match in re.finditer(
        r"(?:^|\s)((?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[Aa]nother|[Oo]ne)\s)", head
    ):
        at = match.start(1)
    cut = re.search(
        r".*\b(?:but|and|when|while|that|said|as|asked|however|meanwhile|yesterday|"
        r"today),?\s",
        head[at:],
        re.IGNORECASE,
    )
    return at + cut.end() if cut else at


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in taken)


def _phrase_start(
    text: str, mention: Mention, here: Sequence[Mention], floor: int
) -> int:
    """Return where the noun phrase begins whose head is this mention.

    "Oldham Council's chief executive Ann Lee" begins at Oldham.
    """
    at = mention.start
    moved = True
    while moved:
        moved = False
        for other in here:
            between = text[other.end : at]
            if other.end <= at and (
                (other.kind == "post" and re.fullmatch(r",? ", between))
                or re.fullmatch(r"['’]s? (?:\w+ ){0,2}", between)
                or (other.kind == "body" and between == " ")
            ):
                at, moved = other.start, True
    article = re.search(
        r"(?:\b(?:the|a|an|its|their|our|his|her|new|interim|acting|former|current|"
        r"outgoing|then)\s)+$",
        text[floor:at],
        re.IGNORECASE,
    )
    return floor + article.start() if article else at


def _carrier_start(text: str, at: int, floor: int) -> int:
    before = re.search(
        r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is|[Tt]heir|[Ii]ts|[Tt]his|[Tt]hat|"
        r"(?:(?:M[rs]s?|Dr|Cllr)\.?\s)?[\w’'-]+['’]s)\s)(?:[\w-]+\s){0,3}$",
        text[floor:at],
    )
    return floor + before.start() if before else at


def subject(text: str, start: int, verb: int, cast: Cast) -> Candidate | None:
    """Return the subject of the verb of saying at `verb`, in the clause from `start`.

    Names under a preposition or with a possessive 's fall away; after them the words
    right before the verb decide, past anything set off by commas.
    """
    kept = [
        c
        for c in candidates(text, start, verb, cast)
        if not _is_oblique(text, start, c, verb)
        and not (
            c.sort in ("person", "body", "post")
            and re.match(r"['’]s?\s", text[c.end : c.end + 3])
        )
    ]
    if not kept:
        return None
    before = text[start:verb].rstrip()
    before = re.sub(
        r"(?:\s(?:has|have|had|also|then|later|further|is|was))+$", "", before
    )
    if re.search(r"\b(?:which|who|that)$", before):
        every = candidates(text, start, verb, cast)
        named = [c for c in every if c.sort != "pronoun"]
        return named[-1] if named else None
    if re.search(r"\b(?:and|but|then)$", before):
        return kept[0]
    if not before.endswith(","):
        return _nearest(text, kept)
    return _past_commas(text, start, start + len(before) - 1, kept)


def _is_oblique(text: str, start: int, candidate: Candidate, verb: int) -> bool:
    """Say whether a preposition governs the name; "after Ann Lee said" has none."""
    before = _OBLIQUE.search(text[start : candidate.phrase])
    if not before:
        return False
    between = text[candidate.end : verb].strip()
    opens_clause = re.match(r"(?:after|before|as|than|like)\s", before.group(), re.I)
    return not (opens_clause and between in ("", "has", "had", "also", "later"))


def _past_commas(text: str, start: int, final: int, kept: list[Candidate]) -> Candidate:
    """Return the subject where the verb follows a comma, the last of those at `final`.

    Either a name in apposition ends there ("the director, Ann Lee, said"), or what is
    set off stands after the subject ("Ann Lee, the director, said").
    """
    inner = [c for c in kept if c.end >= final - 1 and c.sort == "person"]
    for c in inner:
        if text[: c.phrase].rstrip().endswith(",") or c.phrase == start:
            return c
    for sorts in (
        ("person", "spokesperson", "pronoun"),
        ("body", "carrier", "unnamed", "post"),
    ):
        ending = [
            c
            for c in kept
            if c.sort in sorts
            and c.end < final
            and _PARTED.match(text, c.end, final + 1)
        ]
        if ending:
            return ending[-1 if sorts[0] == "person" else 0]
    return kept[0] if len(kept) == 1 else _nearest(text, kept)


def _nearest(text: str, kept: list[Candidate]) -> Candidate:
    """Return the last candidate, or the person named within the same phrase."""
    last = kept[-1]
    for other in reversed(kept[:-1]):
        between = text[other.end : last.start]
        if (
            last.sort == "post"
            and other.sort == "person"
            and re.fullmatch(r",? (?:as |the )*", between)
        ):
            return other
    return last


def following(text: str, start: int, end: int, cast: Cast) -> Candidate | None:
    """Return the subject that stands after its verb: "said Ann Lee, the director"."""
    found = candidates(text, start, end, cast)
    for k, candidate in enumerate(found):
        if re.match(r"['’]s? ", text[candidate.end : candidate.end + 3]):
            continue
        nxt = found[k + 1] if k + 1 < len(found) else None
        renamed = nxt and re.fullmatch(r",? ", text[candidate.end : nxt.start])
        if candidate.sort == "post" and nxt and nxt.sort == "person" and renamed:
            return nxt
        if candidate.start - start > 60:
            return None
        return candidate
    return None
