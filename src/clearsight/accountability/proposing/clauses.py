"""Clauses under a lead: what a direction requires, what a meeting resolved.

"The Council shall:" or "RESOLVED -" binds each item of the list below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clearsight.accountability.proposing import promises
from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.promised import NO_WINDOW, Promise
from clearsight.accountability.proposing.skeleton import our_council
from clearsight.accountability.proposing.window import Window
from clearsight.accountability.proposing.windows import windows
from clearsight.documents.document import Document, Paragraph

_ORDERS = re.compile(
    r"\b(?:shall|must|will|is to|are to|(?:is|are) (?:hereby )?(?:required|directed"
    r"|expected"
    r"|asked)(?: to)?|requires?(?: (?:the|that|you|\w+ Council)[^:]{0,60})?"
    r"|directs?(?: that"
    r"| the[^:]{0,60})?|secure that|ensure that|require the [^:]{3,60}|undertakes? to"
    r"|commit(?:s|ted)? to|agrees? to|promises? (?:you|to)?)(?: that)?\s*[:–—-]\s*$",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s*)?(?:it was |the \w+ |members |cabinet |council "
    r"|board )?"
    r"(?:unanimously )?(?:resolved|agreed|decided|decision|decisions|resolution)"
    r"(?: (?:that|to|unanimously))*\s*[:–—-]*\s*$"
    r"|.*\bit was (?:unanimously )?(?:resolved|agreed|decided)(?: (?:that"
    r"|to))?\s*[:–—-]\s*$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^\W*(?:what (?:the |we )?[\w ]{0,30}(?:is |are )?(?:directed|required|will|must"
    r"|expected)"
    r"[\w, ]{0,40}|(?:our |the )?(?:commitments?|requirements?|undertakings?|promises)"
    r"|areas? for priority action"
    r"|[^.]{0,40}\bpromises?\b[^.]{0,20}:|[^.]{0,20}\bwe will(?: now)?:)\W*$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^\s*(?:[-*•–]|step \d+:?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\.\d+)*[.)])\s+(?=\S)",
    re.IGNORECASE,
)
_TOP = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s")
_LED = re.compile(r"^(?:and |that |to )+", re.IGNORECASE)
_BROKEN_ON = re.compile(
    r"\s+and (?=to \w+(?: \w+){0,6} by \d)|;\s+and (?=\w+ .*\bby \d)", re.IGNORECASE
)
_RESPONSIBLE = re.compile(r"^(?:responsib\w+|lead|owner)[^:]{0,30}:", re.IGNORECASE)
_MOST_WORDS = 130
_NO_ACT = re.compile(
    r"(?:be )?(?:noted|approved|received|endorsed|agreed|accepted|adopted|thanked"
    r"|recorded)\b|\b(?:be|is) (?:now )?(?:noted|approved|received|endorsed|agreed"
    r"|accepted"
    r"|adopted|thanked)\b(?! for)|\bthe (?:report|minutes|update|presentation) (?:be"
    r"|is)\b"
    r"|\bthanks?\b|\bbe (?:recorded|appointed|elected)\b",
    re.IGNORECASE,
)


def clauses(document: Document, day: Made | None) -> list[Promise]:
    """Return a promise for each item of a list that a lead makes binding."""
    found: list[Promise] = []
    for lead, item in _items(document):
        found += _of_item(document, lead, item, day)
    return found


def _items(document: Document) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield each item with the lead that binds it."""
    lead: Paragraph | None = None
    for paragraph in document.paragraphs:
        text = paragraph.text
        if _is_lead(text):
            lead = paragraph
        elif lead and _is_item(paragraph) and not _is_beside(lead, paragraph):
            if len(text.split()) <= _MOST_WORDS:
                yield lead, paragraph
        elif lead and paragraph.part != "heading" and not _RESPONSIBLE.match(text):
            lead = None


def _is_lead(text: str) -> bool:
    if len(text) < 90 and _HEADED.match(text):
        return True
    return bool(_ORDERS.search(text) or _RESOLVED.match(text))


def _is_beside(lead: Paragraph, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is numbered as its lead is, so that it stands beside."""
    return bool(_TOP.match(lead.text) and _TOP.match(paragraph.text))


def _is_item(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if "|" in text or len(text.split()) < 3:
        return False
    opens = paragraph.part == "list" or _MARK.match(text)
    return bool(opens or _LED.match(text) or text.endswith(";"))


def _of_item(
    document: Document, lead: Paragraph, item: Paragraph, day: Made | None
) -> Iterator[Promise]:
    mark = _MARK.match(item.text)
    first = mark.end() if mark else 0
    is_order = not _RESOLVED.match(lead.text)
    starts = [first, *(m.end() for m in _BROKEN_ON.finditer(item.text))]
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(item.text)
        words = item.text[start:stop].rstrip(" ;,")
        window = _window(item.text, start, stop, day)
        if not window and mark and number == 0:
            window = _window(item.text, 0, stop, day)
        if not is_order and _NO_ACT.search(words) and not (window and window.edtf):
            continue
        if promises.NOT_A_PROMISE.match(words) or words.endswith(":"):
            continue
        plain = _LED.sub("", words)
        body = _bound(document, lead) if is_order else ""
        at = item.start + start
        promise = Promise(
            (at, at + len(words)), plain[:200], "", "", "", body,
            window.edtf if window else "", window.how if window else NO_WINDOW,
        )  # fmt: skip
        yield (
            promise
            if number == 0
            else replace(promise, span=(item.start, at + len(words)))
        )


def _window(text: str, start: int, stop: int, day: Made | None) -> Window | None:
    found = [
        w for w in windows(text[start:stop], day)
        if not w.words.lower().startswith(("since", "following", "after"))
    ]  # fmt: skip
    dated = [w for w in found if w.edtf]
    due = [w for w in dated if promises.DUE.match(w.words)]
    best = due or dated or found
    return best[0] if best else None


def _bound(document: Document, lead: Paragraph) -> str:
    """Return the body that a lead binds: the one it names, else the council."""
    here = [
        m.name for m in cast(document).between(lead.start, lead.end)
        if m.kind == "body" and m.name
    ]  # fmt: skip
    councils = [n for n in here if "Council" in n]
    return councils[-1] if councils else our_council(document) or (here or [""])[-1]
