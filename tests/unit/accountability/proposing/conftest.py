"""Documents for these tests, written out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearsight.documents.document import Document, Paragraph


@pytest.fixture
def written() -> Callable[[str], Document]:
    """Give a function that makes a document of a text, a paragraph a line."""

    def make(text: str) -> Document:
        found, at = [], 0
        for line in text.split("\n"):
            if line:
                found.append(Paragraph(at, at + len(line), line))
            at += len(line) + 1
        return Document(text, tuple(found), "text")

    return make
