"""Actions with owners: rows of logs and schedules, and lists of who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.people import Mention, cast
from clearsight.accountability.proposing.promised import NO_WINDOW, Promise
from clearsight.accountability.proposing.tables import Cell, rows
from clearsight.accountability.proposing.window import Window
from clearsight.accountability.proposing.windows import windows
from clearsight.documents.document import Document, Paragraph

_HEADING = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:(?:agreed |summary of |new |key )?actions?(?: (?:points?|log"
    r"|list"
    r"|table|agreed|arising|summary|from .*))*|next steps|what happens (?:now|next)"
    r"|to do"
    r"|who (?:does|will do) what|jobs|follow[- ]up)\W*$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"^\W*(?P<owner>[^:–—]{2,40}?)\s*(?:[:–—]"
    r"|\s-\s)\s*(?P<rest>\S.{8,})$"
)
_NEXT = re.compile(r"^\d+[.)]?\s+[A-Z][\w’', &-]{2,50}$")
_EVERYBODY = re.compile(
    r"^(?:everyone|everybody|all(?: members)?|officers|chair)$", re.I
)
_DEADLINE = re.compile(r"\s[-–—|]\s(?P<due>[^-–—|]{3,40})$")
_PLAIN_DAY = re.compile(
    r"^(?:\d|mid|end|early|late|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue"
    r"|wed"
    r"|thu|fri|q[1-4]|spring|summer|autumn|winter|easter|christmas)",
    re.IGNORECASE,
)
_DONE = re.compile(r"^\W*(?:complete[d]?|closed|done|discharged)\b", re.IGNORECASE)


def actions(document: Document, day: Made | None) -> list[Promise]:
    """Return the promises that stand in tables and lists of actions."""
    return [*_in_tables(document, day), *_in_lists(document, day)]


def _in_tables(document: Document, day: Made | None) -> Iterator[Promise]:
    for row in rows(document):
        what, due, who = row.of("what"), row.of("due"), row.of("who")
        if not what or not (due or who) or row.of("grade"):
            continue
        if due and _DONE.match(due.text):
            continue
        window = due_in(due.text, day) if due else None
        words = re.sub(r"^\(?[\dA-Za-z]{1,3}[.)]\s", "", what.text)
        name, role = _owner(document, who)
        yield Promise(
            (row.start, row.end), words, "", name, role, "",
            window.edtf if window else "", window.how if window else NO_WINDOW,
        )  # fmt: skip


def due_in(text: str, day: Made | None) -> Window | None:
    """Return the window of words that stand where a table or list has its date."""
    said = f"by {text}" if _PLAIN_DAY.match(text.strip()) else text
    found = windows(said, day)
    return next((w for w in found if w.edtf), found[0] if found else None)


def _owner(document: Document, who: Cell | None) -> tuple[str, str]:
    if who is None:
        return "", ""
    here = _mentions(document, who.start, who.end)
    named = next((m.name for m in here if m.name and m.kind != "body"), "")
    return named or who.text, cast(document).roles.get(named, "")


def _mentions(document: Document, start: int, end: int) -> tuple[Mention, ...]:
    return cast(document).between(start, end)


def _in_lists(document: Document, day: Made | None) -> Iterator[Promise]:
    """Yield "Ann - write to schools - by May", under a heading that says actions."""
    below = False
    for paragraph in document.paragraphs:
        if _HEADING.match(paragraph.text):
            below = True
            continue
        if _NEXT.match(paragraph.text):
            below = False
        if not below or "|" in paragraph.text:
            continue
        match = _OWNED.match(paragraph.text)
        owner = match and _is_owner(document, paragraph, match)
        if not match or owner is None:
            below = below and paragraph.part != "heading"
            continue
        due = _DEADLINE.search(match["rest"])
        window = due_in(due["due"] if due else match["rest"], day)
        what = match["rest"][: due.start()] if due else match["rest"]
        role = cast(document).roles.get(owner, "")
        yield Promise(
            (paragraph.start, paragraph.end), what, "", owner, role, "",
            window.edtf if window else "", window.how if window else NO_WINDOW,
        )  # fmt: skip


def _is_owner(
    document: Document, paragraph: Paragraph, match: re.Match[str]
) -> str | None:
    """Return whose action a line is; None where it begins with nobody."""
    at = paragraph.start + match.start("owner")
    here = _mentions(document, at, at + len(match["owner"]))
    named = sum(m.end - m.start for m in here)
    if here and named >= 0.7 * len(match["owner"].strip()):
        return here[0].name or here[0].words
    return match["owner"] if _EVERYBODY.match(match["owner"]) else None
