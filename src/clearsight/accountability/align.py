"""Where two sources give the same words: sentence beside sentence, and what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import msgspec
from rapidfuzz.distance import LCSseq

from clearsight.accountability.likeness import same_body, same_person
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.sentences import spans
from clearsight.accountability.told import Differs, compare, of_proposal
from clearsight.accountability.words import differing, keys, runs

# Of the words of the shorter of two sentences, how many must stand in the other, in
# runs of at least RUN words: single words in common ("the", "of") say nothing.
SHARED, RUN = 0.5, 3
# Fewer words than this are everybody's: they pair only if they are all the same.
FEW = 5


@dataclass(frozen=True)
class Passage:
    """Words of one speaker: a quoted paragraph, or a sentence. `id` is its statement's.

    `speaker` is a name, blank where it is not known.
    """

    id: str
    text: str
    speaker: str = ""


@dataclass(frozen=True)
class Pair:
    """Sentences that say the same, or nearly so, in two sources.

    A side holds more than one sentence where the other has made one of them. `score`
    is the share of the shorter side's words that stand in the other, in the same
    order (0 to 1). `differs` holds the differing words, as written: this side's, the
    other's, blank where that side has none; `trivial` those that differ in capitals
    or punctuation alone.
    """

    one: tuple[Passage, ...]
    other: tuple[Passage, ...]
    score: float
    differs: Differs = ()
    trivial: Differs = ()

    @property
    def one_text(self) -> str:
        """Return the words of this side."""
        return _text(self.one)

    @property
    def other_text(self) -> str:
        """Return the words of the other side."""
        return _text(self.other)

    @property
    def speakers(self) -> Differs:
        """Return the two speakers where they are named and are not the same."""
        here, there = self.one[0].speaker, self.other[0].speaker
        if not here or not there or same_person(here, there) or same_body(here, there):
            return ()
        return ((here, there),)


def align(one: Sequence[Passage], other: Sequence[Passage]) -> list[Pair]:
    """Return every pair of sentences that two lots of passages have in common.

    How each cut the words into paragraphs does not matter. A sentence may stand in
    more than one pair: a paper may give the words twice, by two speakers. The pairs
    come in the order of `one`, then of `other`.
    """
    ours, theirs = _sentences(one), _sentences(other)
    found = [
        (i, j)
        for (i, a), (j, b) in product(enumerate(ours), enumerate(theirs))
        if _is_shared(keys(a.text), keys(b.text))
    ]
    return [_pair(ours, theirs, i, j) for i, j in _joined(ours, theirs, found)]


def mark(proposals: list[Proposal], others: list[Proposal]) -> list[Proposal]:
    """Return the proposals with what other sources say of the same filled in.

    `same_as` holds those of `others` that say the same, `differs_from` those that say
    it in other words or with other values, and `differs` the words: this source's, the
    other's. Sameness is likely, never settled: a person decides. Proposals of the same
    source are not compared.
    """
    beside: dict[str, _Beside] = defaultdict(_Beside)
    for mine, theirs, differs in related(proposals, others):
        beside[mine.id].add(theirs.id, differs)
    return [
        msgspec.structs.replace(
            p,
            same_as=tuple(beside[p.id].same),
            differs_from=tuple(beside[p.id].unlike),
            differs=tuple(beside[p.id].differs),
        )
        for p in proposals
    ]


def related(
    proposals: Sequence[Proposal], others: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal, Differs]]:
    """Give each two proposals of different sources that tell one thing.

    With them comes how they differ, empty where they say the same.
    """
    yield from _related_statements(proposals, others)
    tellings = [(o, of_proposal(o)) for o in others if o.kind != "statement"]
    for mine in proposals:
        own = of_proposal(mine)
        for other, theirs in tellings:
            if mine.source == other.source or mine.kind != other.kind:
                continue
            differs = compare(own, theirs)
            if differs is not None:
                yield mine, other, differs


def passages(proposals: Sequence[Proposal]) -> list[Passage]:
    """Return the words of the statements among proposals."""
    return [
        Passage(p.id, p.exact, p.speaker) for p in proposals if p.kind == "statement"
    ]


@dataclass
class _Beside:
    """What stands beside one proposal; dictionaries keep order and drop repeats."""

    same: dict[str, None] = field(default_factory=dict)
    unlike: dict[str, None] = field(default_factory=dict)
    differs: dict[tuple[str, str], None] = field(default_factory=dict)

    def add(self, other: str, differs: Differs) -> None:
        (self.unlike if differs else self.same)[other] = None
        self.differs |= dict.fromkeys(differs)


def _related_statements(
    proposals: Sequence[Proposal], others: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal, Differs]]:
    ours = {p.id: p for p in proposals}
    theirs = {p.id: p for p in others}
    told: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for pair in align(passages(proposals), passages(others)):
        unlike = pair.differs + tuple(
            (f"said by {here}", f"said by {there}") for here, there in pair.speakers
        )
        for key in {(a.id, b.id): None for a in pair.one for b in pair.other}:
            told[key] |= dict.fromkeys(unlike)
    for (one, other), differs in told.items():
        if ours[one].source != theirs[other].source:
            yield ours[one], theirs[other], tuple(differs)


def _sentences(passages: Sequence[Passage]) -> list[Passage]:
    """Cut passages into sentences of at least one word."""
    return [
        Passage(p.id, line[start:end].strip(), p.speaker)
        for p in passages
        for line in p.text.split("\n")
        for start, end in spans(line)
        if keys(line[start:end])
    ]


def _is_shared(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    least = min(len(one), len(other))
    if least < FEW:
        return one == other
    # Without regard to runs this is quick, and never less than what runs give.
    if LCSseq.similarity(one, other) < SHARED * least:
        return False
    sizes = [size for _, _, size in runs(one, other)]
    return sum(size for size in sizes if size >= RUN) >= SHARED * least


Cells = tuple[tuple[int, ...], tuple[int, ...]]


def _joined(
    ours: Sequence[Passage], theirs: Sequence[Passage], found: Sequence[tuple[int, int]]
) -> list[Cells]:
    """Join neighbours where one side has cut in two what is one sentence in the other.

    Else what stands in the second half would show as words that were left out.
    """
    left = dict.fromkeys(found)
    cells: list[Cells] = []
    for i, j in found:
        if (i, j) not in left:
            continue
        del left[i, j]
        row, column = [i], [j]
        while (i, column[-1] + 1) in left and _is_better(
            ours[i], theirs, column, theirs[column[-1]].speaker
        ):
            column.append(column[-1] + 1)
            del left[i, column[-1]]
        while len(column) == 1 and (row[-1] + 1, j) in left:
            if not _is_better(theirs[j], ours, row, ours[row[-1]].speaker):
                break
            row.append(row[-1] + 1)
            del left[row[-1], j]
        cells.append((tuple(row), tuple(column)))
    return cells


def _is_better(
    whole: Passage, parts: Sequence[Passage], taken: Sequence[int], speaker: str
) -> bool:
    """Say whether the next part, too, is in the whole, after the parts so far."""
    following = parts[taken[-1] + 1]
    if following.speaker != speaker:
        return False
    so_far = [k for n in taken for k in keys(parts[n].text)]
    both = [*so_far, *keys(following.text)]
    sought = keys(whole.text)
    gain = LCSseq.similarity(sought, both) - LCSseq.similarity(sought, so_far)
    return bool(gain >= SHARED * len(keys(following.text)))


def _pair(
    ours: Sequence[Passage],
    theirs: Sequence[Passage],
    i: tuple[int, ...],
    j: tuple[int, ...],
) -> Pair:
    one, other = tuple(ours[n] for n in i), tuple(theirs[n] for n in j)
    here, there = _text(one), _text(other)
    least = min(len(keys(here)), len(keys(there)))
    how = differing(here, there)
    score = LCSseq.similarity(keys(here), keys(there)) / least
    return Pair(one, other, round(score, 3), how.words, how.trivial)


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(p.text for p in passages)
