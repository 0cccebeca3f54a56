"""A proposal: what a document seems to say. Nothing of it is in the record yet."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Literal

from msgspec import Struct

from clearsight.documents.document import Document

AROUND = 40

ProposalKind = Literal[
    "statement", "post", "commitment", "event", "inspection", "intervention"
]


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something for a person to accept, change or refuse, with the words it rests on.

    `id` is made from the source and the words, so the same document proposes the same
    again. `start` is the place of `exact` in the source's text. As they apply:

    statement     speaker, role, medium, manner, audience
    post          person, post, capacity, what (appointed, held, left, replaced, vacant,
                  sought), date (EDTF), body (whose post)
    commitment    speaker or body (who promised), what, window (EDTF; blank where it
                  cannot be known), how (how the window was worked out)
    event         what, date, body
    inspection    body (the inspectorate), what (judgement or kind), date
    intervention  body (who ordered), person, post, what, date

    `same_as` and `differs_from` are ids of proposals or of accepted things in other
    sources; `differs` holds pairs of words (this source's, the other's). `restricted`
    is the reason why it should not be public, blank where there is none.
    """

    id: str
    kind: ProposalKind
    source: str
    exact: str
    start: int
    prefix: str = ""
    suffix: str = ""
    speaker: str = ""
    speaker_words: str = ""
    role: str = ""
    medium: str = ""
    manner: str = ""
    audience: str = ""
    person: str = ""
    post: str = ""
    capacity: str = ""
    body: str = ""
    what: str = ""
    date: str = ""
    window: str = ""
    how: str = ""
    because_of: str = ""
    same_as: tuple[str, ...] = ()
    differs_from: tuple[str, ...] = ()
    differs: tuple[tuple[str, str], ...] = ()
    restricted: str = ""


def proposed(
    kind: ProposalKind,
    document: Document,
    source: str,
    span: tuple[int, int],
    **fields: Any,
) -> Proposal:
    """Return a proposal that rests on `document.text[span[0]:span[1]]`.

    `source` is the id of the source; `fields` are those of `Proposal`. The id comes
    from the source, the kind, the words and the fields that tell one from another.
    """
    start, end = span
    text = document.text
    told = (source, kind, str(start), text[start:end], *_telling(fields))
    return Proposal(
        id=f"{kind}-{sha256(chr(0).join(told).encode()).hexdigest()[:12]}",
        kind=kind,
        source=source,
        exact=text[start:end],
        start=start,
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
        **fields,
    )


def _telling(fields: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(fields.get(n, "")) for n in ("person", "post", "what", "window"))
