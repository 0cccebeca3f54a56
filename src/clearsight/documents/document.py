"""What a document is, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["heading", "body", "list", "table", "note", "comment"]
Form = Literal["text", "html", "pdf", "docx"]


@dataclass(frozen=True)
class Paragraph:
    """A run of text: `text == document.text[start:end]`.

    `part` says what it is: a *comment* stands under an article and is no part of it; a
    *note* is such as "Notes to editors".
    """

    start: int
    end: int
    text: str
    part: Part = "body"


@dataclass(frozen=True)
class Document:
    """The text as people read it, a paragraph a line, and where each paragraph stands.

    `text` is what anchors count in: the same bytes always give the same text. Quotation
    marks and dashes stay as they were typed; spaces are single; a line ends with a line
    feed.
    `comments` holds how many paragraphs were left out as comments under an article
    (they are not in `text`). `title`, `publisher` and `published` (EDTF) are what the
    document itself states, blank where it does not.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    form: Form
    title: str = ""
    publisher: str = ""
    published: str = ""
    kind: str = ""
    comments: int = 0
    set_aside: str = ""

    def __hash__(self) -> int:
        """Hash by the text alone, which Python keeps: it is asked for all the time."""
        return hash(self.text)
