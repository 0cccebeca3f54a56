"""The posts that lists of people put their names to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clearsight.accountability.proposing import post_rules as rules
from clearsight.accountability.proposing.lexicon import titles
from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_facts import Fact
from clearsight.accountability.proposing.roster import roster
from clearsight.accountability.proposing.windows import windows
from clearsight.documents.document import Document


def listed(document: Document, day: Made | None) -> Iterator[Fact]:
    """Yield a post held for each title that a list puts beside a name."""
    named = {t.start: t for t in titles(document.text)}
    people = [m for m in cast(document).mentions if m.kind == "person" and m.name]
    for entry in roster(document.text):
        who = [p for p in people if entry.start <= p.start and p.end <= entry.name_end]
        if not who:
            continue
        for start, end, _ in entry.titles:
            title = named.get(start)
            if title is None:
                continue
            before = document.text[max(entry.name_end, start - 24) : start]
            found = rules.CAPACITY.search(before) or rules.CAPACITY.match(
                document.text, start, end
            )
            capacity = rules.CAPACITIES[found[0].lower()] if found else ""
            span = (min(entry.start, start), max(entry.end, end))
            fact = Fact("held", title.post, span, who[0].name, capacity, is_signed=True)
            yield _from(fact, document, end, day)


def _from(fact: Fact, document: Document, end: int, day: Made | None) -> Fact:
    """Make it an appointment where the line says from when."""
    line = document.text[end : document.text.find("\n", end)]
    said = re.match(
        r"[^;|]{0,30}?\b(?:with effect from|w\.?e\.?f\.?|from|as of) (?=\d)", line
    )
    if not said:
        return fact
    named = windows(line[said.end() :], day)
    if not named or not named[0].edtf:
        return fact
    at = named[0]
    value = at.edtf.removesuffix("/..")
    return replace(
        fact, what="appointed", date=value, how=f"“{at.words}”: {at.how}",
        span=(fact.span[0], end + said.end() + at.end),
    )  # fmt: skip
