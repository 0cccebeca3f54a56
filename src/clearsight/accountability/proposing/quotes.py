"""Quoted words: where they start and end, however badly the marks were set.

British papers open every paragraph of a long quotation with a mark and close only the
last; marks are straight or curly, double or single, missing at an end, left alone on a
line, or opened as one kind and closed as another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clearsight.documents.document import Document

OPENERS, CLOSERS = '“„"', '”"'
SINGLE_OPEN, SINGLE_CLOSE = "‘'", "’'"
_LOOK_AHEAD = 6
# With no closing mark, the words end where somebody is said to have said them.
_SAID = re.compile(
    r",? (?:he|she|they|the [a-z]+|(?:Cllr |Councillor |M[rs]s? |Dr )?[A-Z][\w’'-]+(?: "
    r"[A-Z][\w’'-]+)?) "
    r"(?:said|says|added|told|wrote)\b|,? said (?:[A-Z]|the |a )"
)


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks within one paragraph.

    `start` and `end` are of the words themselves, in the document's text; `outer` of
    the marks too. `paragraph` counts from 0. `run`: quotations of one run are one
    speech that goes on from paragraph to paragraph. `opened` and `closed`: a mark
    stands there; `is_single`: marks like ‘these’.
    """

    start: int
    end: int
    paragraph: int
    run: int
    outer: tuple[int, int]
    opened: bool = True
    closed: bool = True
    is_single: bool = False


@dataclass(frozen=True)
class _Piece:
    """A quotation within one paragraph's text, the marks included."""

    start: int
    end: int
    opened: bool
    closed: bool
    is_single: bool = False


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Return every quotation in order; none of them without words."""
    texts = [p.text for p in document.paragraphs]
    found: list[Quotation] = []
    run, going_on, until = 0, False, -1
    for number, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        if going_on and not _opens(text) and until < number:
            until = _closing_paragraph(texts, number)
            going_on = until >= number
        inside = going_on and not _opens(text)
        pieces = _pieces(text, inside=inside)
        for k, piece in enumerate(pieces):
            if not (k == 0 and going_on and (piece.start == 0 or inside)):
                run += 1
            start, end = _words(text, piece)
            if end > start:
                found.append(
                    Quotation(
                        paragraph.start + start,
                        paragraph.start + end,
                        number,
                        run,
                        (paragraph.start + piece.start, paragraph.start + piece.end),
                        piece.opened,
                        piece.closed,
                        piece.is_single,
                    )
                )
        following = texts[number + 1] if number + 1 < len(texts) else ""
        going_on = (
            bool(pieces) and not pieces[-1].closed and pieces[-1].end == len(text)
        )
        if going_on and not _opens(following):
            until = _closing_paragraph(texts, number + 1)
            if until < 0:
                going_on = False
                found = _cut_short(document, found, number)
    return tuple(found)


def _opens(text: str) -> bool:
    return text.startswith((*OPENERS, "‘")) or bool(re.match(r"'\w", text))


def _closing_paragraph(texts: Sequence[str], start: int) -> int:
    """Return the next paragraph that closes an open quotation, or -1.

    Those between must hold no marks: a paragraph that quotes anew shows that the mark
    was only forgotten.
    """
    for number in range(start, min(len(texts), start + _LOOK_AHEAD)):
        text = texts[number]
        marks = [c for c in text if c in OPENERS + CLOSERS]
        if not marks:
            continue
        at = text.find(marks[0])
        closes = marks[0] == "”" or (
            marks[0] == '"' and at > 0 and not text[at - 1].isspace()
        )
        return number if closes else -1
    return -1


def _pieces(text: str, *, inside: bool) -> list[_Piece]:
    """Return the quotations of one paragraph; `inside`: it begins within one."""
    pieces: list[_Piece] = []
    at = 0
    if inside:
        end = _double_end(text, 0, curly=False)
        pieces.append(_Piece(0, len(text) if end < 0 else end + 1, False, end >= 0))
        at = pieces[-1].end
    while at < len(text):
        mark = text[at]
        if mark in OPENERS and _may_open(text, at):
            end = _double_end(text, at + 1, curly=mark != '"')
            closed = end >= 0
            pieces.append(_Piece(at, end + 1 if closed else len(text), True, closed))
            at = pieces[-1].end
        elif mark in SINGLE_OPEN and _may_open_single(text, at):
            end, is_double = _single_end(text, at)
            if end < 0 and at == 0 and mark == "‘":
                end = len(text)
            if end >= 0:
                closed = end < len(text)
                pieces.append(
                    _Piece(at, min(end + 1, len(text)), True, closed, not is_double)
                )
                at = pieces[-1].end
            else:
                at += 1
        else:
            at += 1
    return pieces


def _may_open(text: str, at: int) -> bool:
    if text[at] != '"':
        return True
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    return (
        not before
        or before in " ([—–-:|/‘'“"
        or (bool(after) and after.isalnum() and before in ".,;!?")
    )


def _double_end(text: str, at: int, *, curly: bool) -> int:
    """Return where the mark stands that closes double quotation marks, or -1."""
    nested = False
    for k in range(at, len(text)):
        mark = text[k]
        if mark == "‘" or (mark == "'" and _may_open_single(text, k)):
            nested = True
        elif nested and mark in SINGLE_CLOSE and _may_close_single(text, k):
            nested = False
        elif mark in CLOSERS and not _goes_on(text, k, nested=nested, curly=curly):
            return k
        elif mark == "“" and k > at and not curly:
            return -1
    return -1


def _goes_on(text: str, at: int, *, nested: bool, curly: bool) -> bool:
    """Say whether a closing mark only closes a quotation inside, or opens one."""
    after = text[at + 1 :].lstrip(" ")
    if text[at] == '"':
        before, nxt = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isspace() and nxt and not nxt.isspace() and curly:
            return True
        return bool(nxt) and nxt.isalnum() and before.isspace()
    return nested and after[:1].islower() and text[at - 1] not in ",?!."


def _may_open_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before and before not in ' ([—–-:/"“':
        return False
    if not after or not (after.isalnum() or after in '£[“"…'):
        return False
    return not re.match(
        r"['‘’](?:\d0s\b|(?:tis|twas|em|til|cause|bout)\b)", text[at:], re.I
    )


def _may_close_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and not (after and after.isalnum())


def _single_end(text: str, at: int) -> tuple[int, bool]:
    """Return where a quotation opened by a single mark ends, or -1; and if by a ”."""
    possible: list[int] = []
    for k in range(at + 1, len(text)):
        if text[k] in "”" and not any(c in "“" for c in text[at + 1 : k]):
            if not possible:
                return k, True
            break
        if text[k] in SINGLE_CLOSE and _may_close_single(text, k):
            possible.append(k)
            plural = text[k - 1] == "s" and re.match(r"\s[a-z]", text[k + 1 : k + 3])
            if not plural:
                return k, False
        if text[k] in "‘'" and k > at + 1 and _may_open_single(text, k) and possible:
            break
    return (possible[-1], False) if possible else (-1, False)


def _words(text: str, piece: _Piece) -> tuple[int, int]:
    """Return the place of the words inside the marks, without space at either end."""
    start = piece.start + int(piece.opened)
    end = piece.end - int(piece.closed)
    while start < end and (text[start].isspace() or text[start] in OPENERS + CLOSERS):
        start += 1
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in OPENERS + CLOSERS
    ):
        end -= 1
    return start, end


def _cut_short(
    document: Document, found: list[Quotation], number: int
) -> list[Quotation]:
    """End a quotation whose closing mark was forgotten where its speaker is named."""
    if not found or found[-1].paragraph != number:
        return found
    last = found[-1]
    said = _SAID.search(document.text, last.start, last.end)
    if not said:
        return found
    return [
        *found[:-1],
        replace(last, end=said.start(), outer=(last.outer[0], said.start())),
    ]
