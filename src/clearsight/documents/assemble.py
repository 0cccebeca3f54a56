"""Paragraphs to one document: the text that anchors count in, and its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from clearsight.documents.document import Document, Form, Paragraph, Part
from clearsight.documents.kinds import kind_of

# Soft hyphens, zero-width marks and the byte order mark: seen by nobody, never meant.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])


def tidy(text: str) -> str:
    """Return the text with single spaces and without characters that nobody can see.

    Letters are composed (NFC); quotation marks and dashes stay as they were typed.
    """
    composed = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    plain = "".join(
        c if c.isprintable() else " " for c in composed if not 0xD800 <= ord(c) < 0xE000
    )
    return re.sub(r"\s+", " ", plain).strip()


def assemble(
    parts: Iterable[tuple[str, Part]],
    form: Form,
    *,
    title: str = "",
    publisher: str = "",
    published: str = "",
    comments: int = 0,
    set_aside: str = "",
) -> Document:
    """Return the document whose paragraphs these are, in order, one a line.

    Empty paragraphs fall away, and those marked "comment" are counted and left out.
    """
    paragraphs: list[Paragraph] = []
    at = 0
    for raw, part in parts:
        text = tidy(raw)
        if not text:
            continue
        if part == "comment":
            comments += 1
            continue
        paragraphs.append(Paragraph(at, at + len(text), text, part))
        at += len(text) + 1
    whole = "\n".join(p.text for p in paragraphs)
    return Document(
        text=whole + "\n" if whole else "",
        paragraphs=tuple(paragraphs),
        form=form,
        title=tidy(title) or _title(paragraphs),
        publisher=tidy(publisher),
        published=published,
        kind=kind_of(whole),
        comments=comments,
        set_aside=set_aside,
    )


def _title(paragraphs: list[Paragraph]) -> str:
    """Return the first paragraph where it is a heading."""
    first = paragraphs[0] if paragraphs else None
    return first.text if first and first.part == "heading" else ""
