"""Plain text: lines become paragraphs; lines only wrapped are rejoined."""

from __future__ import annotations

import re
from itertools import pairwise

from clearsight.documents.assemble import assemble
from clearsight.documents.columns import is_row, with_bars
from clearsight.documents.comments import without_comments
from clearsight.documents.document import Document, Part
from clearsight.files.encoding import as_utf8

# A text is taken for wrapped where no line is longer than this and many come near it.
WIDEST = 120
_NARROWEST = 50
_LIST = re.compile(r"^\s*(?:[-*•–]|\(?(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*[.)])\s+")
_HEADING = re.compile(r"^(?:#{1,6}\s+\S|[A-Z][A-Z0-9 ,&’'–-]{3,80}$)")
# What follows a hyphen that only the printer set: a piece that is no word by itself.
_ENDING = re.compile(
    r"(?:ment|ments|tion|tions|sion|sions|ing|ings|ed|ly|ity|ities|ness|ance|ence|able|"
    r"ible|tive|tional|"
    r"ers?|ies|ous|ally|cil|cils|dren|cial|tial|tee|tees|ship|lic|ical|tions?|vices?|"
    r"viding|guarding|sures?)\b"
)
_RULE = re.compile(r"^\s*[-=_*~]{3,}\s*$")
_NOTES = re.compile(r"^\W*(?:notes? (?:to|for) editors?|media enquiries)\b", re.I)


def read_text(content: bytes, name: str) -> Document:
    """Return the document that plain text holds, in whatever encoding it came.

    `name` is that of the file, for errors; plain text has none.
    """
    utf8, _ = as_utf8(content)
    text = utf8.decode("utf-8", errors="replace").replace("\r\n", "\n")
    lines = re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    parts = parts_of(rejoined(with_bars(lines)))
    return assemble(without_comments(parts), "text")


def rejoined(lines: list[str], slack: float = 0.06, widest: int = WIDEST) -> list[str]:
    """Return one line a paragraph: lines broken only for width are joined again.

    A line goes on in the next where the text is wrapped and the next one's first word
    would not have fitted; blank lines, lists, rows of a table and short lines end a
    paragraph. `slack`
    is how much of the width a full line may fall short: more where letters differ in
    width, as in print. Text with a line longer than `widest` was never wrapped.
    """
    width = _wrapped_at(lines, widest)
    if not width:
        return lines
    whole = " ".join(lines)
    paragraphs: list[str] = []
    previous = ""
    for raw in lines:
        line = raw.strip()
        first = line.split(" ", 1)[0]
        is_full = len(previous) + 1 + len(first) > width * (1 - slack)
        goes_on = is_full or (line[:1].islower() and len(previous) > width / 2)
        if is_row(line) or is_row(previous):
            goes_on = False
        if line and previous and goes_on and not _LIST.match(raw):
            paragraphs[-1] = _joined(paragraphs[-1], line, whole)
        elif line:
            paragraphs.append(line)
        previous = line
    return paragraphs


def _joined(before: str, after: str, whole: str) -> str:
    """Join two lines; a hyphen at the break stays where the word has one anyway."""
    if not re.search(r"[a-z]-$", before) or not after[0].islower():
        return f"{before} {after}"
    left, right = before[:-1].rsplit(" ", 1)[-1], re.split(r"\W", after, maxsplit=1)[0]
    is_one_word = re.search(rf"\b{re.escape(left + right)}\b", whole, re.IGNORECASE)
    if is_one_word or len(left) < 3 or _ENDING.match(right):
        return before[:-1] + after
    return before + after


def parts_of(paragraphs: list[str]) -> list[tuple[str, Part]]:
    """Return each paragraph with what it is: heading, list, note or body."""
    parts: list[tuple[str, Part]] = []
    in_notes = False
    for paragraph in paragraphs:
        text = paragraph.strip()
        if not text or _RULE.match(text):
            continue
        in_notes = in_notes or bool(_NOTES.match(text))
        if in_notes:
            parts.append((text, "note"))
        elif is_row(text):
            parts.append((text, "table"))
        elif _HEADING.match(text):
            parts.append((text.lstrip("# "), "heading"))
        else:
            parts.append((text, "list" if _LIST.match(text) else "body"))
    return parts


def _wrapped_at(lines: list[str], widest: int) -> int:
    """Return the width at which the text was wrapped, or 0 where it was not."""
    lengths = [len(x.rstrip()) for x in lines if x.strip() and not is_row(x)]
    if not lengths or max(lengths) > widest:
        return 0
    width = max(lengths)
    if width < _NARROWEST:
        return 0
    going_on = sum(
        1
        for line, following in pairwise(lines)
        if len(line.rstrip()) > width * 0.7
        and following.strip()
        and (following.strip()[0].islower() or line.rstrip()[-1:] not in ".!?:;”\"'’")
    )
    return width if going_on >= 2 else 0
