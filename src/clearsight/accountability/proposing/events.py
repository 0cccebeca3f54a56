"""Dated events, inspections and interventions that a document tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing.inspections import (
    Found,
    inspections,
    interventions,
    one_each,
)
from clearsight.accountability.proposing.made import Made, made
from clearsight.accountability.proposing.posts import posts
from clearsight.accountability.proposing.skeleton import Skeleton, skeletons
from clearsight.accountability.proposing.window import Window
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_HAPPENED = re.compile(
    r"\b(?:revealed|published|met|held|took place|launched|issued|opened|closed"
    r"|approved|agreed|voted|signed|announced|received|began|started|wrote"
    r"|written|visited"
    r"|resolved|ended|completed|established|declared|raided|suspended|ordered"
    r"|ruled|found|warned|apologised|debated|considered|reported|set up|formed"
    r"|extended|ceased|expired|rejected|awarded|submitted)\b",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(r"\bnext meeting\b[^.;]*", re.IGNORECASE)
_NOT_TOLD = re.compile(
    r"\b(?:if|whether|could|might|would|should|must|shall|will|not|never|n't"
    r"|target|due|deadline|intended|expected|planned|scheduled|to be|aims?|plans "
    r"to|agreed to|undertakes)\b",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\W*(?:\d+\.? )?(?:published|dated|issued|updated|date|minutes of the "
    r"(?:last|previous)|the minutes of)\b|.*\bminutes of the (?:last |previous "
    r")?meeting\b.*\b(?:agreed|approved|confirmed)\b"
    r"|\W*(?:resolved|action|decision)\b",
    re.IGNORECASE,
)
_LONGEST = 160


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
    taken = {f.span for f in found}
    of_posts = posts(document, source_id, published)
    taken |= {(p.start, p.start + len(p.exact)) for p in of_posts if p.what != "sought"}
    for skeleton in every:
        span = (skeleton.sentence.start, skeleton.sentence.end)
        if not any(a < span[1] and span[0] < b for a, b in taken):
            told += _dated(skeleton, document, source_id, day)
    return sorted(told, key=lambda p: (p.start, p.kind))


def _dated(
    skeleton: Skeleton, document: Document, source_id: str, day: Made | None
) -> Iterator[Proposal]:
    """Yield the event of a sentence that says on what day or in what month it was."""
    text = skeleton.sentence.text
    meeting = _NEXT_MEETING.search(text)
    if meeting:
        named = [w for w in windows(text, day) if w.edtf]
        if named:
            yield _event(document, source_id, skeleton, "next meeting", named[0])
        return
    happened = _HAPPENED.search(skeleton.text)
    if not happened or _NOT_TOLD.search(skeleton.text) or text.endswith("?"):
        return
    if _ABOUT_ITSELF.match(text):
        return
    named = [w for w in dates(text, day) if len(w.edtf) > 4 and not _is_to_come(w, day)]
    if not named:
        return
    what = " ".join(text.split()).strip("\"'“”‘’ .")
    if len(what) > _LONGEST:
        what = what[:_LONGEST].rsplit(" ", 1)[0]
    yield _event(document, source_id, skeleton, what, named[0])


def _is_to_come(at: Window, day: Made | None) -> bool:
    return day is not None and when(at.edtf).first > day.span.last


def _event(
    document: Document, source_id: str, skeleton: Skeleton, what: str, at: Window
) -> Proposal:
    bodies = [skeleton.tokens[n].name for n in skeleton.numbers("B")]
    return proposed(
        "event", document, source_id, (skeleton.sentence.start, skeleton.sentence.end),
        what=what, date=at.edtf, how=f"“{at.words}”: {at.how}",
        body=bodies[0] if bodies else "",
    )  # fmt: skip
