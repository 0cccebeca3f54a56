"""Dated events: what a sentence says took place, or is to take place, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clearsight.accountability.proposing.made import Made, own_line
from clearsight.accountability.proposing.skeleton import Skeleton
from clearsight.accountability.proposing.window import Window
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_HAPPENED = re.compile(
    r"\b(?:[a-z]{3,}(?:ed|ied)|revealed|published|met|held|took|taken|sent|came|come"
    r"|went|gone"
    r"|gave|given|began|begun|wrote|written|made|set|brought|found|left|lost|put|read"
    r"|rose|fell|chosen|won|paid|built|ran|became|drew|meeting me|saw)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:opens?|closes?|starts?|begins?|ends?|runs?|takes? place|goes live|go live"
    r"|launch(?:es)?"
    r"|will (?:also )?(?:run|be held|take place|open|close|start|begin|end|meet"
    r"|be launched|go live"
    r"|be published|be celebrated|sit)|meets?|moved? (?:from .{3,20} )?to|expires?"
    r"|returns?"
    r"|is being held)\b|\b(?:is|are) (?:on )?(?:the )?$|'s (?:on )?(?:the )?$",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:panels?|interviews?|meetings?|visits?|evening|conference|workshop|session"
    r"|hearing"
    r"|election|consultation|launch|fieldwork|stocktake|AGM|summit|ceremony|event"
    r"|drop-in"
    r"|closing date|appointments|celebration|briefings?|training day|open day)(?: (?:on"
    r"|is|was|are|from"
    r"|between|of|'s on))?[:,]? (?:the )?$",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    r"\b(?:next (?:meeting|one)s?|date of (?:the )?next)\b[^.;]*|^dates? of (?:future"
    r"|next)",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\b(?:if|whether|could|might|would|should|must|shall|will|not|never|n't|(?<=')ll"
    r"|(?<=')d|target|due|fixed"
    r"|deadline|intended|expected|planned|scheduled|to be|aims?|plans to|agreed to"
    r"|undertakes"
    r"|no later than)\b",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:(?:is|are|am|'re|'m) (?:\w+ )?\w+ing|starting|joining|opening|closing"
    r"|beginning"
    r"|coming|promised)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:expect|hope|due to|expected|aim|want|intend)s?\b", re.IGNORECASE
)
_MOVED = re.compile(r"\bmoved? (?:from .{3,20} )?to $")
_IF = re.compile(r"\b(?:if|whether|could|might|unless)\b", re.IGNORECASE)
# A day that only says which paper, or since when, tells of no event.
_OF_A_PAPER = re.compile(
    r"\b(?:dated|of|the|for|(?:since|until|to|from|by|before|after"
    r"|following)(?: the)?(?: "
    r"previous| last| next)?|(?:minutes|letter|report"
    r"|notice|direction|order|meeting)(?: of| on)?) $",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:by|no later|within|before|until|till|due|since|after|following|from|over)\b",
    re.I,
)
_BREAK = re.compile(
    r"[;:]|, (?:and|but|while|which|who|so|though|with|as) |\band (?=(?:he|she|it|they"
    r"|that|the"
    r"|a|an|we|I|<[PTB]\d+>)\b)|\b(?:but|while|which|whose|that|because|until)\b|\. "
)
_ABOUT_ITSELF = re.compile(
    r"\W*(?:\d+\.? )?(?:published|dated|issued|updated|date|sent|page last updated"
    r"|report "
    r"published|minutes of the (?:last|previous)|the minutes of|review date|next review"
    r"|in exercise|call-in)\b|.*\bminutes of (?:the (?:last |previous )?meeting"
    r"|\d).*\b(?:agreed"
    r"|approved|confirmed|accepted|signed)\b|\W*(?:resolved|action|decision)\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"^[^.]{0,60}\b(?:19|20)\d\d$")


@dataclass(frozen=True)
class Event:
    """What took place in a span of the document, and when."""

    span: tuple[int, int]
    what: str
    at: Window


def meetings(document: Document, day: Made | None) -> Iterator[Event]:
    """Yield the meeting that minutes are of, and the next one that they name."""
    line = own_line(document)
    if line and (document.kind == "minutes" or _names_a_meeting(document, line[1])):
        paragraph = document.paragraphs[line[1]]
        found = [w for w in dates(paragraph.text, day) if len(w.edtf) == 10]
        if found:
            yield Event((paragraph.start, paragraph.end), "meeting", found[0])
    yield from _published(document, day)
    every = document.paragraphs
    for number, paragraph in enumerate(every):
        match = _NEXT_MEETING.search(paragraph.text)
        if not match or _NOT_A_DATE.search(paragraph.text):
            continue
        span = (paragraph.start, paragraph.end)
        named = [w for w in windows(paragraph.text[match.start() :], day) if _is_day(w)]
        if not named and number + 1 < len(every) and len(paragraph.text) < 60:
            below = every[number + 1]
            named = [w for w in windows(below.text, day) if _is_day(w)]
            span = (paragraph.start, below.end) if len(below.text) < 120 else span
        for one in named[:1]:
            yield Event(span, "next meeting", one)


def _published(document: Document, day: Made | None) -> Iterator[Event]:
    """Yield the day on which an inspectorate's report says that it came out."""
    if document.kind != "inspection report":
        return
    for paragraph in document.paragraphs:
        match = re.search(
            r"\b(?:report )?published(?: on)?:? (?=\d)", paragraph.text, re.I
        )
        if match and re.match(
            r"(?:.*[.] )?(?:report )?published", paragraph.text, re.I
        ):
            for one in dates(paragraph.text[match.start() :], day)[:1]:
                yield Event((paragraph.start, paragraph.end), "report published", one)


_NOT_A_DATE = re.compile(r"\bnext meeting (?:to|for|will (?:receive|consider))\b")


def _names_a_meeting(document: Document, number: int) -> bool:
    return bool(
        re.search(r"\bmeeting\b", document.paragraphs[number].text, re.IGNORECASE)
    )


def _is_day(window: Window) -> bool:
    return len(window.edtf) >= 7 and "/.." not in window.edtf


def dated(skeleton: Skeleton, day: Made | None) -> Iterator[Event]:
    """Yield the events of a sentence that says on what day or in what month."""
    text = skeleton.sentence.text
    if text.endswith("?") or _ABOUT_ITSELF.match(text) or _NEXT_MEETING.search(text):
        return
    if _HEADLINE.match(text):
        return
    seen: set[int] = set()
    past = [w for w in dates(text, day) if len(w.edtf) > 4 and not _is_to_come(w, day)]
    ahead = [w for w in windows(text, day) if _is_day(w) and _is_to_come(w, day)]
    ways = [(w, _was) for w in past] + [(w, _is_set) for w in ahead]
    for window, told in ways:
        if window.end not in seen and told(skeleton, window):
            seen.add(window.end)
            yield Event(
                (skeleton.sentence.start, skeleton.sentence.end), _what(text), window
            )


def _was(skeleton: Skeleton, at: Window) -> bool:
    """Say whether the clause round a date tells of something done."""
    before, after = _clause(skeleton, at)
    if _SPAN.match(at.words) or (
        _OF_A_PAPER.search(before) and not _OCCASION.search(before)
    ):
        return False
    if _NOT_TOLD.search(before) or _UNDER_WAY.search(before):
        return False
    done = _last(_HAPPENED, before)
    if done >= 0:
        return done >= _last(_COMING, before)
    if len(before.split()) < 4 and not _NOT_TOLD.search(after):
        return bool(_HAPPENED.search(after))
    is_over = re.search(r"\b(?:was|were) $", before) or re.search(r"20\d\d", at.words)
    return bool(_OCCASION.search(before) and is_over)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _is_set(skeleton: Skeleton, at: Window) -> bool:
    """Say whether the clause round a date says that something takes place then."""
    before, _ = _clause(skeleton, at)
    if _IF.search(skeleton.text) or _HOPED.search(before):
        return False
    if _SPAN.match(at.words) or _OF_A_PAPER.search(before):
        return bool(_MOVED.search(before))
    return bool(_COMING.search(before) or _OCCASION.search(before))


def _clause(skeleton: Skeleton, at: Window) -> tuple[str, str]:
    """Return the words of the clause before and after a date, names put aside."""
    text, first = skeleton.text, skeleton.sentence.start
    begin = next(
        (n for n, o in enumerate(skeleton.offsets) if o >= first + at.start), 0
    )
    end = next(
        (n for n, o in enumerate(skeleton.offsets) if o >= first + at.end), len(text)
    )
    before = _BREAK.split(text[:begin])[-1]
    after = _BREAK.split(text[end:], maxsplit=1)[0]
    return f"{before.rstrip()} ", after


def _what(text: str, longest: int = 160) -> str:
    what = " ".join(text.split()).strip("\"'“”‘’ .")
    return what if len(what) <= longest else what[:longest].rsplit(" ", 1)[0]


def _is_to_come(at: Window, day: Made | None) -> bool:
    return day is not None and when(at.edtf).first > day.span.last
