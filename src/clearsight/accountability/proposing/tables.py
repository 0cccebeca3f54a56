"""Rows of the tables in a document, with what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from clearsight.documents.columns import BAR
from clearsight.documents.document import Document, Paragraph

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^\W*(?:{words})\W*$", re.IGNORECASE))
    for kind, words in (
        ("grade", r"grades?|judge?ments?|outcome|rating(?: given)?"),
        (
            "due",
            (
                r"(?:due|target|completion|end|agreed|revised|new)?\s?(?:date"
                r"|deadline)(?: due)?"
                r"|due|when|by when\??|timescales?|timeframe|deadlines?|target|by"
                r"|(?:to be )?(?:achieved|completed?|done|delivered) by|complete by"
            ),
        ),
        (
            "who",
            (
                r"(?:action |lead |responsible )?(?:owners?|officers?|lead|person)|who"
                r"|by whom\??"
                r"|responsib(?:le|ility)(?: officer| person)?|lead(?:er)?|assigned to"
                r"|owned by"
            ),
        ),
        (
            "what",
            (
                r"(?:agreed |key )?actions?(?: (?:required|agreed|to be taken))?|what"
                r"|tasks?"
                r"|recommendations?|measures?|milestones?|requirements?|commitments?"
                r"|paragraph"
                r"|objectives?|steps?|items?|outcomes?|deliverables?|what we will do"
                r"|matter"
            ),
        ),
        ("name", r"names?|members?|attendees?|representatives?|holder|post ?holder"),
        ("role", r"roles?|posts?|titles?|positions?|job titles?|designation|capacity"),
        ("ref", r"ref(?:erence)?|no|number|#|minute"),
        ("status", r"rag|status|progress|update|comments?|notes?"),
        ("body", r"agency|organisation|body|authority"),
    )
)
_A_DAY = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}"
    r"|[A-Z][a-z]{2,8} "
    r"20\d\d|\basap\b|immediate|ongoing|\bend (?:of )?[A-Z]",
)


@dataclass(frozen=True)
class Cell:
    """A cell, `text == document.text[start:end]`, and what its column holds."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True)
class Row:
    """A row below the heading of its table: where it stands, and its cells."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def of(self, kind: str) -> Cell | None:
        """Return the first cell of a kind that holds something."""
        return next((c for c in self.cells if c.kind == kind and c.text), None)


@lru_cache(maxsize=8)
def rows(document: Document) -> tuple[Row, ...]:
    """Return the rows of all tables whose columns are headed or plain to see."""
    found: list[Row] = []
    for is_table, group in groupby(
        document.paragraphs, key=lambda p: BAR in p.text or p.part == "table"
    ):
        if is_table:
            found += _of_table(list(group))
    return tuple(found)


def _of_table(paragraphs: list[Paragraph]) -> Iterator[Row]:
    kinds: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        cells = list(_cells(paragraph))
        named = [_kind(text) for _, _, text in cells]
        if sum(bool(k) for k in named) >= min(2, len(cells)) and len(cells) > 1:
            kinds = named
            continue
        own = kinds or (_guessed(paragraphs[number:]) if number == 0 else [])
        kinds = own
        padded = [*own, *[""] * len(cells)]
        yield Row(
            paragraph.start,
            paragraph.end,
            tuple(
                Cell(a, b, t, k) for (a, b, t), k in zip(cells, padded, strict=False)
            ),
        )


def _cells(paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    at = paragraph.start
    for piece in re.split(r"(\s?\|\s?)", paragraph.text):
        if "|" not in piece or piece.strip() != "|":
            yield at, at + len(piece), piece
        at += len(piece)


def _kind(text: str) -> str:
    return next((kind for kind, words in _COLUMNS if words.match(text)), "")


def _guessed(paragraphs: list[Paragraph]) -> list[str]:
    """Guess the columns of a table without headings: days in its last column."""
    every = [[t for _, _, t in _cells(p)] for p in paragraphs]
    width = max(map(len, every))
    if len(every) < 2 or width < 2:
        return []
    last = [row[width - 1] for row in every if len(row) == width]
    if len(last) < 2 or not all(_A_DAY.search(t) for t in last):
        return []
    kinds = [""] * width
    lengths = [sum(len(row[n]) for row in every if n < len(row)) for n in range(width)]
    kinds[lengths.index(max(lengths))] = "what"
    kinds[width - 1] = "due"
    return kinds
