"""Sentences, with where each stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clearsight.documents.document import Document

# After these a full stop ends no sentence, whatever follows.
_NEVER_LAST = frozenset(
    """
    mr mrs ms miss mx dr prof cllr cllrs coun rev revd fr st sgt insp det supt gen col
    capt hon messrs jr sr no nos p pp para paras s ss sch art cl vol ch fig ref tel ext
    eg ie viz cf vs approx dept govt dir asst
    jan feb mar apr jun jul aug sept oct nov dec
    """.split()  # noqa: SIM905
)
_END = re.compile(
    r"""(?P<stop>[.!?…]+)                 # what ends it
        (?P<close>["'”’)\]]*)             # marks that close with it
        (?P<space>\s+)
        (?=["'“‘(\[]*[A-Z0-9À-Þ£])        # and the next begins like a sentence
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.’']*)$")
_NUMBER_ONLY = re.compile(r"^\s*\(?(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*$", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence: `text == document.text[start:end]`; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of the document in order; none crosses a paragraph."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        found += [
            Sentence(
                paragraph.start + start,
                paragraph.start + end,
                paragraph.text[start:end],
                number,
            )
            for start, end in spans(paragraph.text)
        ]
    return tuple(found)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of one paragraph starts and ends."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match["stop"] == "." and not _ends(text[start : match.start()], match):
            continue
        found.append((start, match.start("space")))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def _ends(before: str, match: re.Match[str]) -> bool:
    """Say whether a single full stop after `before` ends a sentence."""
    if _NUMBER_ONLY.match(before):
        return False
    last = _LAST_WORD.search(before)
    if last is None or match["close"]:
        return True
    word = last[1]
    if word.lower() in ("a.m", "p.m", "etc"):
        return True
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        return False
    if re.search(
        r"\d (?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)$", before, re.I
    ):
        return True  # "on 30 Sept. She leaves": a day has been named in full
    # A single capital is an initial, unless it is the pronoun.
    return not (
        word.lower() in _NEVER_LAST
        or (len(word) == 1 and word.isupper() and word != "I")
    )
