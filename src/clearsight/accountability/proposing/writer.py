"""Who wrote a post, as its head or its end says."""

from __future__ import annotations

import re

from clearsight.accountability.proposing.people import Cast
from clearsight.documents.document import Document


def author(document: Document, cast: Cast) -> tuple[str, int]:
    """Return who posted, and the paragraph that says so (-1 where none does)."""
    for number in (0, len(document.paragraphs) - 1):
        if number < 0:
            break
        paragraph = document.paragraphs[number]
        here = [
            m
            for m in cast.mentions
            if m.kind != "post"
            and m.name
            and paragraph.start <= m.start
            and m.end <= paragraph.end
        ]
        if not here or here[0].start - paragraph.start > 12:
            continue
        rest = document.text[here[0].end : paragraph.end]
        if len(rest.split()) <= 6 or re.match(
            r"\s*(?:\(@?\w+\)|@\w+|[^.]{0,60}:\s)", rest
        ):
            return here[0].name, number
    return "", -1
