"""Two sources side by side: what both say, in which words, and what one alone says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from clearsight.accountability.align import Pair, align, passages, related
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.sentences import spans
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import Source
from clearsight.accountability.told import Differs
from clearsight.accountability.words import keys

_TITLES = {
    "statement": "Statements",
    "post": "Posts and who holds them",
    "commitment": "Promises",
    "inspection": "Inspections",
    "intervention": "Interventions",
    "event": "Events",
}
WITHHELD = "(withheld)"


class Side(NamedTuple):
    """A source, its text, and what it seems to say."""

    source: Source
    text: str
    proposals: Sequence[Proposal]


@dataclass(frozen=True)
class Both:
    """Something that both sources tell, and the words in which they differ."""

    one: Proposal
    other: Proposal
    differs: Differs = ()


@dataclass(frozen=True)
class Comparison:
    """What two sources have in common, and what stands in one of them alone.

    `pairs` are sentences of statements that stand in both; `told`, posts, promises
    and the like that both tell; `only_one` and `only_other` what no proposal of the
    other source matches. `cut` are statements that stand in both, but not whole: a
    statement with the sentences that the other source does not give. `withheld` are
    the ids of proposals that should not be public, each with the reason.
    """

    one: Source
    other: Source
    pairs: tuple[Pair, ...]
    told: tuple[Both, ...]
    only_one: tuple[Proposal, ...]
    only_other: tuple[Proposal, ...]
    cut: tuple[tuple[Proposal, tuple[str, ...]], ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)


def compare(
    one: tuple[Source, str, Sequence[Proposal]],
    other: tuple[Source, str, Sequence[Proposal]],
) -> Comparison:
    """Return two sources side by side. Each is a source, its text and its proposals."""
    here, there = Side(*one), Side(*other)
    pairs = align(passages(here.proposals), passages(there.proposals))
    told = tuple(
        Both(mine, theirs, differs)
        for mine, theirs, differs in related(here.proposals, there.proposals)
        if mine.kind != "statement"
    )
    met = {p.id for pair in pairs for p in (*pair.one, *pair.other)}
    met |= {p.id for t in told for p in (t.one, t.other)}
    both = (*here.proposals, *there.proposals)
    return Comparison(
        one=here.source,
        other=there.source,
        pairs=tuple(pairs),
        told=told,
        only_one=_alone(here, there, met),
        only_other=_alone(there, here, met),
        cut=tuple(_cut(both, pairs, met)),
        withheld={p.id: p.restricted for p in both if p.restricted},
    )


def lines(comparison: Comparison, *, show_withheld: bool = False) -> list[str]:
    """Return a comparison as lines to read.

    Words that should not be public are left out, with the reason, unless asked for.
    """
    one, other = comparison.one, comparison.other
    hidden = frozenset[str]() if show_withheld else frozenset(comparison.withheld)
    return [
        f"{_name(one)} and {_name(other)}",
        *_pair_lines(comparison, hidden),
        *_told_lines(comparison, hidden),
        *_cut_lines(comparison, hidden),
        *_alone_lines(f"Only {_name(one)}", comparison.only_one, hidden),
        *_alone_lines(f"Only {_name(other)}", comparison.only_other, hidden),
    ]


def _alone(side: Side, other: Side, met: set[str]) -> tuple[Proposal, ...]:
    """Return what only this side says: its words are not in the other text either."""
    text = " ".join(keys(other.text))
    return tuple(
        p
        for p in side.proposals
        if p.id not in met
        and not (p.kind == "statement" and " ".join(keys(p.exact)) in text)
    )


def _cut(
    proposals: Sequence[Proposal], pairs: Sequence[Pair], met: set[str]
) -> Iterator[tuple[Proposal, tuple[str, ...]]]:
    paired = {(p.id, p.text) for pair in pairs for p in (*pair.one, *pair.other)}
    for p in proposals:
        if p.kind != "statement" or p.id not in met:
            continue
        left = tuple(s for s in _sentences(p.exact) if (p.id, s) not in paired)
        if left:
            yield p, left


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for start, end in spans(line):
            if keys(line[start:end]):
                yield line[start:end].strip()


def _pair_lines(comparison: Comparison, hidden: frozenset[str]) -> Iterator[str]:
    if comparison.pairs:
        yield from ("", "Sentences in both")
    for pair in comparison.pairs:
        sides = (*pair.one, *pair.other)
        if hidden & {p.id for p in sides}:
            why = {comparison.withheld[p.id] for p in sides if p.id in hidden}
            yield from ("", f"  {WITHHELD}: {'; '.join(sorted(why))}")
            continue
        yield from ("", f"  {_said(pair.one_text, pair.one[0].speaker)}")
        if not (pair.differs or pair.speakers):
            yield "    the same in both" + (
                ", but for capitals or punctuation" if pair.trivial else ""
            )
            continue
        yield f"  {_said(pair.other_text, pair.other[0].speaker)}"
        yield from _differing(pair.differs)
        yield from (f"    said by {a} | said by {b}" for a, b in pair.speakers)


def _told_lines(comparison: Comparison, hidden: frozenset[str]) -> Iterator[str]:
    for kind, title in _TITLES.items():
        found = [t for t in comparison.told if t.one.kind == kind]
        if found:
            yield from ("", f"{title}, in both")
        for t in found:
            yield f"  {_summary(t.one, hidden)} | {_summary(t.other, hidden)}"
            if not hidden & {t.one.id, t.other.id}:
                yield from _differing(t.differs)


def _cut_lines(comparison: Comparison, hidden: frozenset[str]) -> Iterator[str]:
    if comparison.cut:
        yield from ("", "Left out of what both quote")
    for p, left in comparison.cut:
        source = comparison.one if p.source == comparison.one.id else comparison.other
        yield f"  Only {_name(source)}:"
        yield from (
            [f"    {_withheld(p)}"] if p.id in hidden else (f"    {s}" for s in left)
        )


def _alone_lines(
    title: str, found: Sequence[Proposal], hidden: frozenset[str]
) -> Iterator[str]:
    for kind, words in _TITLES.items():
        some = [p for p in found if p.kind == kind]
        if some:
            yield from ("", f"{title}: {words[0].lower()}{words[1:]}")
        yield from (f"  {_summary(p, hidden)}" for p in some)


def _differing(differs: Differs) -> Iterator[str]:
    yield from (f"    {a or '(nothing)'} | {b or '(nothing)'}" for a, b in differs)


def _summary(p: Proposal, hidden: frozenset[str]) -> str:
    """Return what a proposal says in one line."""
    if p.id in hidden:
        return _withheld(p)
    if p.kind == "statement":
        return _said(p.exact, p.speaker or p.speaker_words)
    edtf = p.window if p.kind == "commitment" else p.date
    told = (p.person, p.capacity, p.post, p.body, p.what, edtf and spoken(edtf))
    return ", ".join(t for t in told if t)


def _withheld(p: Proposal) -> str:
    return f"{WITHHELD}: {p.restricted}"


def _said(words: str, speaker: str) -> str:
    shown = " ".join(words.split())
    return f"{speaker}: {shown}" if speaker else shown


def _name(source: Source) -> str:
    return source.publisher or source.title or source.id
