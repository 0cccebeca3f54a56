"""Dated events, inspections and interventions that a document tells of."""

from __future__ import annotations

from collections.abc import Iterator

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing.dated import Event, dated, meetings
from clearsight.accountability.proposing.inspections import (
    Found,
    inspections,
    one_each,
)
from clearsight.accountability.proposing.interventions import interventions
from clearsight.accountability.proposing.made import Made, made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.posts import posts
from clearsight.accountability.proposing.skeleton import skeletons
from clearsight.accountability.when import when
from clearsight.documents.document import Document


def events(document: Document, source_id: str, published: str = "") -> list[Proposal]:
    """Return the inspections, interventions and dated events, each once.

    `published` is EDTF, blank where not known. Kinds: "inspection", "intervention" and
    "event"; what is an inspection, an intervention or a change of post is no event.
    """
    day = made(document, published)
    every = skeletons(document)
    found: list[Found] = []
    for skeleton in every:
        found += inspections(skeleton, document, day)
        found += interventions(skeleton, document, day)
    told = [
        proposed(
            f.kind, document, source_id, f.span, what=f.what, body=f.body,
            person=f.person, post=f.post, date=f.date, how=f.how,
        )
        for f in one_each(found)
    ]  # fmt: skip
    told += [
        _event(document, source_id, e)
        for e in _happenings(document, published, day, told)
    ]
    return sorted(told, key=lambda p: (p.start, p.kind))


def _happenings(
    document: Document, published: str, day: Made | None, told: list[Proposal]
) -> Iterator[Event]:
    """Yield the dated events that are no inspection, intervention or change of post."""
    of_posts = [p for p in posts(document, "", published) if p.what != "sought"]
    taken = [
        (p.start, p.start + len(p.exact), p.date)
        for p in (*told, *of_posts)
        if p.date or p.kind != "post"
    ]
    found = list(meetings(document, day))
    whole = [e.span for e in found]
    for skeleton in skeletons(document):
        start, end = skeleton.sentence.start, skeleton.sentence.end
        if "|" in skeleton.text or any(a < end and start < b for a, b in whole):
            continue
        for event in dated(skeleton, day):
            if not any(
                a < end and start < b and (not at or _is_one(at, event.at.edtf))
                for a, b, at in taken
            ):
                found.append(event)
    yield from found


def _is_one(one: str, other: str) -> bool:
    return when(one).overlaps(when(other))


def _event(document: Document, source_id: str, event: Event) -> Proposal:
    bodies = [
        m.name
        for m in cast(document).between(*event.span)
        if m.kind == "body" and m.name
    ]
    return proposed(
        "event", document, source_id, event.span, what=event.what, date=event.at.edtf,
        how=f"“{event.at.words}”: {event.at.how}", body=bodies[0] if bodies else "",
    )  # fmt: skip
