"""Who signs a document, and in which post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from clearsight.accountability.proposing import post_rules as rules
from clearsight.accountability.proposing.lexicon import titles
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_facts import Fact
from clearsight.accountability.proposing.writer import author
from clearsight.documents.document import Document

_LAST_LINES = 8
# Who stands with a title above this is written to.
_GREETING = re.compile(r"(?m)^(?:My )?[Dd]ear\b")
_COPIES = re.compile(r"(?:cc|copied to|copy to|dear|by e-?mail)\b", re.IGNORECASE)


def signatory(document: Document) -> str:
    """Return who signs the document at its end, or wrote the post; "" for nobody.

    Whoever stands with a title at its head may only be addressed.
    """
    if document.kind == "post":
        return author(document, cast(document))[0]
    last = [f.person for f in signatures(document) if _is_last(document, f)]
    return last[-1] if last else ""


def _is_last(document: Document, fact: Fact) -> bool:
    """Say whether a signature stands at the end, where letters have theirs."""
    after = document.text[fact.span[1] :]
    return after.count("\n") <= _LAST_LINES and not _GREETING.search(after)


@lru_cache(maxsize=8)
def signatures(document: Document) -> tuple[Fact, ...]:
    """Return the post in each line that follows a line which is a person's name."""
    return tuple(_signatures(document))


def _signatures(document: Document) -> Iterator[Fact]:
    named = titles(document.text)
    people = {
        (m.start, m.end): m.name for m in cast(document).mentions if m.kind == "person"
    }
    for first, second in zip(
        document.paragraphs, document.paragraphs[1:], strict=False
    ):
        name = next(
            (
                n
                for (a, b), n in people.items()
                if a >= first.start
                and b <= first.end
                and len(first.text) - (b - a) <= 4
            ),
            "",
        )
        if not name or len(second.text) > 90 or _COPIES.match(second.text):
            continue
        here = [
            t for t in named if second.start <= t.start < second.end and not t.is_wider
        ]
        if here and here[0].start - second.start <= 22:
            found = rules.CAPACITY.search(document.text[second.start : here[0].start])
            capacity = rules.CAPACITIES[found[0].lower()] if found else ""
            yield Fact(
                "held",
                here[0].post,
                (first.start, second.end),
                name,
                capacity,
                is_signed=True,
            )
