"""Everything that a document seems to say, beside what other sources say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from clearsight.accountability.align import mark
from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing.commitments import commitments
from clearsight.accountability.proposing.events import events
from clearsight.accountability.proposing.posts import posts
from clearsight.accountability.proposing.restricted import why_restricted
from clearsight.accountability.proposing.sentences import sentences
from clearsight.accountability.proposing.statements import statements
from clearsight.accountability.things import Source
from clearsight.documents.document import Document

Withheld = list[tuple[int, int, str]]  # from, to, why


def propose(document: Document, source: Source) -> list[Proposal]:
    """Return what one source seems to say, in the order of its words.

    What touches a paragraph in which a child could be recognised is restricted, with
    the reason: the next sentence goes on about the same child. Such a sentence is
    proposed even if nobody else is said to speak in it, so that a person sees what is
    in the document and decides.
    """
    said = statements(document, source.id)
    published = source.published or document.published
    found = [
        *said,
        *posts(document, source.id, published),
        *commitments(document, source.id, published, said),
        *events(document, source.id, published),
    ]
    hidden = _withheld(document)
    found += _unsaid(document, source, hidden, found)
    around = _around(document, hidden)
    each = {p.id: _guarded(p, around) for p in found}
    return sorted(each.values(), key=lambda p: (p.start, p.kind, p.id))


def beside(of_each: Sequence[Sequence[Proposal]]) -> list[list[Proposal]]:
    """Mark, in the proposals of each source, what the other sources say too."""
    return [
        mark(list(own), [p for n, o in enumerate(of_each) if n != k for p in o])
        for k, own in enumerate(of_each)
    ]


def _withheld(document: Document) -> Withheld:
    return [
        (s.start, s.end, why)
        for s in sentences(document)
        if (why := why_restricted(s.text))
    ]


def _around(document: Document, hidden: Withheld) -> Withheld:
    return [
        (p.start, p.end, why)
        for p in document.paragraphs
        for start, end, why in hidden
        if start < p.end and p.start < end
    ]


def _unsaid(
    document: Document, source: Source, hidden: Withheld, found: Sequence[Proposal]
) -> Iterator[Proposal]:
    """Propose, as the publisher's own words, what must be withheld and nobody said."""
    for start, end, why in hidden:
        if not any(p.start < end and start < p.start + len(p.exact) for p in found):
            yield proposed(
                "statement",
                document,
                source.id,
                (start, end),
                speaker=source.publisher or document.publisher,
                medium="report",
                manner="paraphrased",
                restricted=why,
            )


def _guarded(proposal: Proposal, hidden: Withheld) -> Proposal:
    start, end = proposal.start, proposal.start + len(proposal.exact)
    around = (why for first, last, why in hidden if start < last and first < end)
    why = proposal.restricted or next(around, "") or why_restricted(proposal.exact)
    return msgspec.structs.replace(proposal, restricted=why)
