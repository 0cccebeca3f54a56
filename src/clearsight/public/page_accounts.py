"""Who said what about whom; the same words in two sources; claims that differ."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from clearsight.accountability.align import Passage, align
from clearsight.accountability.differences import Difference
from clearsight.accountability.things import (
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
    Materiality,
    Promised,
    Source,
    Statement,
)
from clearsight.accountability.words import keys, runs, words
from clearsight.public.site import Quote, Shown, Site, moment_words

Marked = tuple[tuple[str, bool], ...]
NOT_NAMED = "Not named by the source"


@dataclass(frozen=True)
class Side:
    """One of two accounts: whose, in which source, with its differing words marked."""

    quote: Quote
    words: Marked


@dataclass(frozen=True)
class Pair:
    """Two sources that give the same words, or nearly."""

    one: Side
    other: Side
    differs: bool


@dataclass(frozen=True)
class Beside:
    """Claims that do not go together: why, in which words, and whether it matters."""

    explanation: str
    words: tuple[tuple[str, str], ...]
    claims: tuple[Shown, ...]
    material: str


@dataclass(frozen=True)
class Voice:
    """A speaker, and each statement with whom or what it is about."""

    name: str
    said: tuple[tuple[Quote, tuple[str, ...]], ...]


def speakers(site: Site) -> list[Voice]:
    """Return who said what about whom, by speaker, those with most to say first."""
    about: dict[str, dict[str, None]] = {}
    for claim in site.record.things(Claim):
        for name in claim.rests_on:
            about.setdefault(name, {}).update(dict.fromkeys(_subjects(site, claim)))
    by: dict[str, list[tuple[Quote, tuple[str, ...]]]] = {}
    for statement in site.record.things(Statement):
        quote = site.quote(statement)
        told = tuple(a for a in about.get(statement.id, {}) if a != quote.speaker)
        by.setdefault(quote.speaker or NOT_NAMED, []).append((quote, told))
    found = sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Voice(name, tuple(said)) for name, said in found]


def pairs(site: Site) -> list[Pair]:
    """Return the statements of different sources that give the same words."""
    told: dict[str, list[Statement]] = {}
    for statement in site.record.things(Statement):
        told.setdefault(statement.source, []).append(statement)
    known = {s.id: s for of in told.values() for s in of}
    order = [s.id for s in site.record.things(Source) if s.id in told]
    found = []
    for here, there in combinations(order, 2):
        aligned = align(_passages(site, told[here]), _passages(site, told[there]))
        for pair in aligned:
            one, other = marked(pair.one_text, pair.other_text)
            found.append(
                Pair(
                    Side(site.quote(known[pair.one[0].id]), one),
                    Side(site.quote(known[pair.other[0].id]), other),
                    bool(pair.differs),
                )
            )
    return sorted(found, key=lambda p: not p.differs)


def differing(site: Site) -> list[Beside]:
    """Return the claims that differ."""
    return [_beside(site, d) for d in site.differences if d.kind == "differs"]


def impossible(site: Site) -> list[Beside]:
    """Return the claims that cannot be in the order in which they are told."""
    return [_beside(site, d) for d in site.differences if d.kind == "impossible order"]


def alone(site: Site) -> list[Beside]:
    """Return what one source alone claims."""
    return [_beside(site, d) for d in site.differences if d.kind == "one source alone"]


def marked(one: str, other: str) -> tuple[Marked, Marked]:
    """Return both texts in pieces, each with whether its words differ."""
    same = runs(keys(one), keys(other))
    ours = {i for start, _, size in same for i in range(start, start + size)}
    theirs = {i for _, start, size in same for i in range(start, start + size)}
    return _pieces(one, ours), _pieces(other, theirs)


def _pieces(text: str, same: set[int]) -> Marked:
    found: list[tuple[str, bool]] = []
    at = 0
    for n, word in enumerate(words(text)):
        is_unlike = n not in same
        between, written = text[at : word.start], text[word.start : word.end]
        if found and found[-1][1] == is_unlike:
            found[-1] = (found[-1][0] + between + written, is_unlike)
        else:
            found += [(between, False), (written, is_unlike)]
        at = word.end
    found.append((text[at:], False))
    return tuple((piece, unlike) for piece, unlike in found if piece)


def _passages(site: Site, told: list[Statement]) -> list[Passage]:
    return [Passage(s.id, s.anchor.exact, site.quote(s).speaker) for s in told]


def _beside(site: Site, found: Difference) -> Beside:
    return Beside(
        found.explanation,
        found.words,
        site.claimed(found.claims),
        _material(site, found),
    )


def _material(site: Site, found: Difference) -> str:
    """Say whether it matters, and who decided so."""
    if found.material is None:
        return "Nobody has decided whether this matters."
    told = "matters" if found.material else "does not matter"
    for decided in site.record.things(Materiality):
        if frozenset(decided.claims) == frozenset(found.claims):
            entry = site.record.entry(decided.id)
            why = f": {entry.because}" if entry.because else "."
            return f"{entry.by} decided on {moment_words(entry.at)} that it {told}{why}"
    return f"It was decided that it {told}."


def _subjects(site: Site, claim: Claim) -> list[str]:
    """Return the names of whom and what a claim speaks of."""
    match claim.says:
        case Appointed(post=post, person=person):
            ids = [person, post]
        case Happened(body=body):
            ids = [body]
        case Inspected(inspection=inspection):
            ids = [inspection]
        case Intervened(instrument=instrument, person=person):
            ids = [instrument, person]
        case Promised(commitment=commitment):
            ids = [commitment]
    return [site.name(i) for i in ids if i]
