"""Who speaks: whom pronouns, spokespeople, letters and reports stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from clearsight.accountability.proposing.names import may_be
from clearsight.accountability.proposing.people import Cast, Mention
from clearsight.accountability.proposing.saying import medium_of
from clearsight.accountability.proposing.subjects import Candidate, candidates

# "A letter seen by the Gazette" is not the Gazette's letter.
_SEEN = re.compile(
    r"\b(?:seen|obtained|read|shared|leaked|viewed|received|published|reported)\b"
)


@dataclass(frozen=True)
class Speaker:
    """Who speaks: the name in full or "", the words that stand for them, the post.

    `medium`, `audience` and `is_unnamed` (nobody who could be named) come from the
    words that name the speaker.
    """

    name: str
    words: str
    role: str = ""
    medium: str = ""
    audience: str = ""
    is_unnamed: bool = False


@dataclass
class Memory:
    """What has been read so far: whom "she", "it" and "the letter" can mean."""

    cast: Cast
    speaker: Speaker | None = None
    people: list[Mention] = field(default_factory=list)
    carriers: dict[str, Speaker] = field(default_factory=dict)
    it: Speaker | None = None
    bodies: list[Mention] = field(default_factory=list)
    unnamed: Speaker | None = None
    social: Speaker | None = None
    paragraph: int = -9


def resolved(candidate: Candidate, text: str, memory: Memory) -> Speaker:
    """Return who the subject is, as far as what was read before tells."""
    by_sort = {
        "pronoun": _pronoun,
        "spokesperson": _spokesperson,
        "carrier": _carrier,
        "unnamed": _unnamed,
    }
    if candidate.sort in by_sort:
        return by_sort[candidate.sort](candidate, text, memory)
    words = text[candidate.start : candidate.end]
    mention = candidate.mention
    if mention is None:
        return Speaker("", words)
    if mention.kind == "post":
        title = memory.cast.titles.get(mention.start, words)
        return Speaker(mention.name or title, words, title)
    medium = "inspection report" if words.lower() == "inspectors" else ""
    role = memory.cast.roles.get(mention.name, "")
    return Speaker(mention.name, words, role, medium)


def _pronoun(candidate: Candidate, text: str, memory: Memory) -> Speaker:
    words = text[candidate.start : candidate.end]
    low = words.lower()
    if low in ("he", "she"):
        meant = _he_or_she(low, memory)
    elif low == "it":
        meant = memory.it
    elif low == "they":
        meant = _they(memory)
    else:
        meant = None
    if meant is None:
        return Speaker("", words)
    if meant.is_unnamed or low == "they":
        return replace(meant, words=f"{words} ({meant.words})")
    return replace(meant, words=words)


def _he_or_she(pronoun: str, memory: Memory) -> Speaker | None:
    """Return whoever spoke last, if it can be they; else the one person who fits."""
    last = memory.speaker
    if last and _is_person(last.name, memory) and _may_be(pronoun, last.name, memory):
        return last
    fits = {
        m.name for m in memory.people if m.name and _may_be(pronoun, m.name, memory)
    }
    if len(fits) == 1:
        name = fits.pop()
        return Speaker(name, name, memory.cast.roles.get(name, ""))
    return last if last and last.is_unnamed else None


def _they(memory: Memory) -> Speaker | None:
    """Return the group last spoken of, or the body that spoke last."""
    last = memory.speaker
    if memory.unnamed and not (last and _is_person(last.name, memory)):
        return memory.unnamed
    return last


def _is_person(name: str, memory: Memory) -> bool:
    return any(m.kind == "person" and m.name == name for m in memory.cast.mentions)


def _may_be(pronoun: str, name: str, memory: Memory) -> bool:
    """Say whether "he" or "she" can mean the person, by honorific and given name."""
    seen = " ".join(m.words for m in memory.cast.mentions if m.name == name)
    return may_be(pronoun, name, seen)


def _spokesperson(candidate: Candidate, text: str, memory: Memory) -> Speaker:
    words = text[candidate.start : candidate.end]
    noun = re.search(r"spokes\w+", words)
    inside = [
        m
        for m in memory.cast.between(candidate.start, candidate.end)
        if m.kind == "body" and m.name
    ]
    name = inside[-1].name if inside else ""
    if not name and re.search(
        r"\b(?:council|authority|town hall)\b", words, re.IGNORECASE
    ):
        name = memory.cast.council
    if (
        not name
        and re.match(r"(?:its|their)\b", words, re.IGNORECASE)
        and memory.bodies
    ):
        name = memory.bodies[-1].name
    role = (
        "spokesperson"
        if noun and noun.group() == "spokespeople"
        else (noun.group() if noun else "")
    )
    return Speaker(name, words, role, "statement")


def _carrier(candidate: Candidate, text: str, memory: Memory) -> Speaker:
    noun = text[candidate.start : candidate.end].lower()
    phrase = text[candidate.phrase : candidate.end]
    owner = owner_of(candidate, text, memory)
    known = memory.carriers.get(noun)
    if noun in ("post", "tweet", "thread") and memory.social and not owner:
        known = memory.social
    if owner:
        return replace(owner, words=phrase)
    if known:
        return replace(known, words=phrase)
    if noun in ("report", "findings") and any(
        b.name == "Ofsted" for b in memory.bodies
    ):
        return Speaker("Ofsted", phrase, medium="inspection report")
    return Speaker("", phrase, medium=medium_of(noun))


def owner_of(candidate: Candidate, text: str, memory: Memory) -> Speaker | None:
    """Return whose the letter, report or post is, where the words beside it say."""
    noun = text[candidate.start : candidate.end].lower()
    before = [
        m for m in memory.cast.mentions if 0 <= candidate.start - m.end <= 60 and m.name
    ]
    after = [
        m for m in memory.cast.mentions if 0 <= m.start - candidate.end <= 80 and m.name
    ]
    owner: Mention | None = None
    for m in before:
        between = text[m.end : candidate.start]
        if (
            re.fullmatch(r"['’]s? (?:[\w-]+ ){0,4}|\s(?:[a-z-]+ ){0,2}", between)
            and "\n" not in between
        ):
            if between.startswith(" ") and m.kind != "body":
                continue
            owner = m
    for m in after:
        between = text[candidate.end : m.start]
        if not _SEEN.search(between) and re.fullmatch(
            r"[^.;\n]{0,40}?\b(?:by|from|sent by|written by)\s(?:the\s|its\s|"
            r"their\s)?(?:[\w’'-]+\s){0,1}",
            between,
        ):
            owner = owner or m
            if owner.kind == "post" and m.kind == "person" and m.start - owner.end <= 2:
                owner = m
    inside = [
        m
        for m in memory.cast.mentions
        if m.kind == "body"
        and m.name
        and candidate.start <= m.start
        and m.end <= candidate.end
    ]
    if inside and not owner:
        owner = inside[0]
    if not owner:
        if noun == "inspection report":
            return Speaker("Ofsted", noun, medium=medium_of(noun))
        return None
    medium = (
        "inspection report"
        if owner.name == "Ofsted" and medium_of(noun) == "report"
        else medium_of(noun)
    )
    return Speaker(
        owner.name, owner.words, memory.cast.roles.get(owner.name, ""), medium
    )


def _unnamed(candidate: Candidate, text: str, memory: Memory) -> Speaker:
    words = text[candidate.start : candidate.end]
    tail = re.match(
        r" (?:on|in|from|at|of|for) (?:the )?[^,.;:]{2,60}", text[candidate.end :]
    )
    where = tail.group() if tail else ""
    body = next(
        (
            m
            for m in memory.cast.mentions
            if m.kind == "body"
            and m.name
            and candidate.end <= m.start
            and m.end <= candidate.end + len(where)
        ),
        None,
    )
    is_social = (
        bool(re.search(r"\b(?:Facebook|Twitter|page|LinkedIn|forum|X)\b", where))
        or "poster" in words.lower()
    )
    if is_social:
        full = re.match(
            r".*?(?:Facebook|page|Twitter|group|forum|LinkedIn)(?: (?:page|group))?",
            words + where,
        )
        return Speaker(
            body.name if body else "",
            full.group() if full else words + where,
            words.lower(),
            "social media post",
            is_unnamed=body is None,
        )
    return Speaker("", words, is_unnamed=True)


def remember(memory: Memory, text: str, start: int, end: int) -> None:
    """Take into memory who and what a sentence speaks of."""
    here = [
        m for m in memory.cast.between(start, end) if text[m.start : m.end] == m.words
    ]
    memory.people = [m for m in here if m.kind == "person"] or memory.people
    bodies = [m for m in here if m.kind == "body"]
    memory.bodies += bodies
    if bodies and bodies[0].name:
        memory.it = Speaker(bodies[0].name, bodies[0].words)
    found = candidates(text, start, end, memory.cast)
    for c in found:
        if c.sort == "carrier":
            noun = text[c.start : c.end].lower()
            owner = owner_of(c, text, memory) or memory.carriers.get(noun)
            if owner:
                memory.carriers[noun] = owner
                memory.carriers[noun.split()[-1]] = owner
                memory.it = owner
        elif c.sort == "unnamed":
            unnamed = _unnamed(c, text, memory)
            if unnamed.medium:
                memory.social = unnamed
                memory.unnamed = unnamed
            elif not memory.social:
                memory.unnamed = unnamed
