"""A mention: words of a document that stand for a person, a body or a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "body", "post"]


@dataclass(frozen=True)
class Mention:
    """Words that stand for a person, a body or a post.

    `start`, `end` and `words` are of the document's text; `name` is the full form used
    in this document, "" where two fit or nothing tells. Of a post, it is the name of
    the one person whom the document puts in it.
    """

    start: int
    end: int
    words: str
    kind: Kind
    name: str
