"""Documents that speak for themselves: letters, posts, inspections, directions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clearsight.accountability.proposing.people import Cast, Mention
from clearsight.accountability.proposing.post_facts import is_minister
from clearsight.accountability.proposing.sentences import Sentence, sentences
from clearsight.accountability.proposing.signed import signatory as last_signed
from clearsight.accountability.proposing.writer import author
from clearsight.documents.document import Document

_CLOSING = re.compile(
    r"^(?:Yours (?:sincerely|faithfully|truly|ever)|(?:Kind|Best|Warm|With) (?:\w+ "
    r")?(?:regards|wishes)|Regards|Signed)\b"
)
_DEAR = re.compile(r"^Dear (?P<to>[^,\n]{2,80}),?$")
_PLEASANTRY = re.compile(
    r"^(?:I am writing (?:to|in|further|about|following)|I write (?:to|in|further)|"
    r"Thank you for (?:your|the) (?:letter|email|message|time)|Please |If you (?:have|"
    r"would|wish|are|need)|"
    r"Further to|I look forward|We look forward|Should you|Do not hesitate|I enclose|I "
    r"attach|Yours |Kind |I hope (?:this|you)|cc\b|Copied? to|"
    r"This (?:letter|inspection|visit|report) (?:was|is|sets out|summarises|confirms "
    r"the)|You can (?:find|read|contact)|A copy of)",
    re.IGNORECASE,
)
# What claims, promises, apologises or judges. Wide on purpose: a person looks at each.
_CLAIM = re.compile(
    r"\b(?:will|shall|must|cannot|apolog\w+|sorry|regret\w*|commit\w*|promis\w+|"
    r"pledg\w+|believe|consider(?:ed|s)?|concern\w*|disappoint\w*|"
    r"satisfied|pleased|proud|grateful|thank|recognis\w+|acknowledg\w+|accept\w*|"
    r"agree\w*|expect\w*|intend\w*|plan to|aims? to|determined|confident|"
    r"improv\w+|deteriorat\w+|fail\w*|inadequate|serious\w*|weak\w*|strong\w*|risk\w*|"
    r"delay\w*|drift|poor\w*|progress\w*|never|no longer|not|too (?:many|few|long|"
    r"often|slow\w*)|"
    r"has|have|had|decided|appoint\w*|resign\w*|direct(?:s|ed)?|require[sd]?|"
    r"insufficient\w*|ineffective\w*|effective\w*|inconsisten\w+|variable|well|good|"
    r"better|worse\w*|"
    r"timely|robust\w*|outstanding|lack\w*|remains?|most|some|few|many|majority|"
    r"minority|always|sufficient\w*|swift\w*|benefit\w*|thorough\w*|sensitive\w*|"
    r"skilled|stable|committed|clear\w*|unable|experience\w*|quality)\b",
    re.IGNORECASE,
)
_DIRECTS = re.compile(
    r"\b(?:directs?|is satisfied|considers?|requires?|must|shall|hereby|has (?:\w+ "
    r"){0,2}(?:decided|concluded|appointed|considered|directed)|appoints?|will|"
    r"expects?|to (?:appoint|co-operate|cooperate|comply|provide|secure|take|work|"
    r"report|submit|prepare|allow|publish|produce))\b"
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:inspection (?:was|is) carried out|inspectors? (?:for|on) this (?:inspection|"
    r"visit) (?:was|were)|HMI,|lead inspector|Ofsted (?:is|publishes|regulates|"
    r"inspects)|"
    r"carried out in (?:line|accordance)|under the (?:framework|inspection of)|Crown "
    r"copyright|www\.|@|(?:piccadilly|telephone|textphone))\b",
    re.IGNORECASE,
)
_DIRECTING = re.compile(r"\b(?:hereby |now )?directs?\b")
_TO_IMPROVE = re.compile(
    r"^(?:What|Areas?)\b.{0,40}\bneeds? to improve|^Areas for (?:improvement|priority "
    r"action)|^Recommendations",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:[-*•–]|\(?(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*[.)]?)\s+(?=\S)")
_SECRETARY = re.compile(
    r"\bSecretary of State(?: for [A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*)?"
)
_HANDLE = re.compile(r"(?P<name>@\w+)\s*[:·–-]\s*")
_EMAIL = re.compile(r"(?m)^(?:From|To|Sent|Subject|Cc):\s")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_LEAST_WORDS = 4
_LAST = 8
_INSPECTING = re.compile(
    r"\b(?:monitoring visit|focused visit|inspection) (?:to|of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """Where first-hand words stand, and the fields of the proposal they make."""

    span: tuple[int, int]
    fields: dict[str, Any]


def first_hand(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> list[Said]:
    """Return what the document itself says, leaving out what is already `taken`.

    `taken` holds places of statements that the document attributes to somebody.
    """
    readers = {
        "letter": _letter,
        "direction": _direction,
        "inspection report": _inspection,
        "post": _post,
    }
    reader = readers.get(document.kind)
    if reader is None:
        return list(_transcript(document, cast, taken))
    return list(reader(document, cast, taken))


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(b <= span[0] or span[1] <= a for a, b in taken)


def _claims(
    document: Document, taken: Sequence[tuple[int, int]], first: int, last: int
) -> Iterator[Sentence]:
    """Give the sentences between two paragraphs that claim, promise or judge."""
    for sentence in sentences(document):
        part = document.paragraphs[sentence.paragraph].part
        if not first <= sentence.paragraph < last or part in ("heading", "note"):
            continue
        words = sentence.text.split()
        if len(words) < _LEAST_WORDS or sentence.text.endswith("?"):
            continue
        if sentence.text.endswith(":") and not _DIRECTING.search(sentence.text):
            continue
        if part == "body" and not sentence.text.rstrip("”\"’'").endswith(
            (".", "!", ";", ":")
        ):
            continue
        if _PLEASANTRY.match(sentence.text) or "I am writing to" in sentence.text:
            continue
        if document.kind not in ("letter", "other") and not _CLAIM.search(
            sentence.text
        ):
            continue
        if _free((sentence.start, sentence.end), taken):
            yield sentence


def signatory(document: Document, cast: Cast) -> tuple[str, str, int]:
    """Return who signed a letter, in what post, and the paragraph where it closes."""
    texts = [p.text for p in document.paragraphs]
    closing = next((n for n, t in enumerate(texts) if _CLOSING.match(t)), len(texts))
    for number in range(closing, min(closing + 5, len(texts))):
        paragraph = document.paragraphs[number]
        here = _within(cast, paragraph.start, paragraph.end, "person")
        if here and here[0].name:
            role = cast.roles.get(here[0].name, "")
            return here[0].name, role or _post_under(document, cast, number), closing
    name = last_signed(document) or _alone_at_the_end(document, cast)
    return name, cast.roles.get(name, ""), closing


def _alone_at_the_end(document: Document, cast: Cast) -> str:
    """Return whose name stands by itself among the last lines."""
    for paragraph in reversed(document.paragraphs[-_LAST:]):
        here = _within(cast, paragraph.start, paragraph.end, "person")
        if here and here[0].name and len(paragraph.text) - len(here[0].words) <= 4:
            return here[0].name
    # A letterhead that is a name says whose letter it is.
    first = document.paragraphs[0]
    here = _within(cast, first.start, first.end, "person")
    is_name = here and len(first.text) - len(here[0].words) <= 4
    return here[0].name if is_name else ""


def _post_under(document: Document, cast: Cast, number: int) -> str:
    until = min(number + 3, len(document.paragraphs))
    end = document.paragraphs[until - 1].end
    here = _within(cast, document.paragraphs[number].start, end, "post")
    return cast.titles.get(here[0].start, here[0].words) if here else ""


def _within(cast: Cast, start: int, end: int, kind: str) -> list[Mention]:
    return [
        m for m in cast.mentions if m.kind == kind and start <= m.start and m.end <= end
    ]


def addressee(document: Document, cast: Cast) -> tuple[str, int]:
    """Return to whom a letter is written and the paragraph after its "Dear"."""
    for number, paragraph in enumerate(document.paragraphs):
        match = _DEAR.match(paragraph.text)
        if match:
            people = _within(cast, paragraph.start, paragraph.end, "person")
            return (
                people[0].name if people and people[0].name else match["to"]
            ), number + 1
    return "", 0


def _letter(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> Iterator[Said]:
    name, role, closing = signatory(document, cast)
    audience, first = addressee(document, cast)
    head = "\n".join(p.text for p in document.paragraphs[: first + 4])
    medium = "email" if len(_EMAIL.findall(head)) > 1 else "letter"
    words = name or f"the {medium}"
    end = (
        document.text[document.paragraphs[closing].start :]
        if closing < len(document.paragraphs)
        else ""
    )
    if (
        _INSPECTING.search(head)
        and re.search(r"\bHMI\b|Inspector|Ofsted", end + head[:200])
        and "Ofsted" in document.text
    ):
        name, role, medium = "Ofsted", "", "inspection report"
    for sentence in _claims(document, taken, first, closing):
        yield _said(sentence, name, words, role, medium, audience)


def _direction(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> Iterator[Said]:
    name, role, closing = signatory(document, cast)
    audience, first = addressee(document, cast)
    if not name:
        signed = last_signed(document)
        if signed and is_minister(cast.roles.get(signed, "")):
            name, role = signed, cast.roles[signed]
    named = [m.group() for m in _SECRETARY.finditer(document.text)]
    minister = max(named, key=len, default="Secretary of State")
    medium = "letter" if first else ""
    for sentence in _claims(document, taken, first, closing):
        if not _DIRECTS.search(sentence.text) and not _FIRST_PERSON.search(
            sentence.text
        ):
            continue
        if name and (not first or _FIRST_PERSON.search(sentence.text)):
            yield _said(sentence, name, name, role, medium, audience)
        else:
            yield _said(sentence, minister, minister, "", medium, audience)


def _inspection(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> Iterator[Said]:
    names = [m.name for m in cast.mentions if m.kind == "body"]
    others = [
        n for n in names if n in ("Care Quality Commission", "CQC", "HMIP", "HMICFRS")
    ]
    name = "Ofsted" if "Ofsted" in names or not others else others[0]
    wanting = list(_to_improve(document))
    for start, end in wanting:
        yield Said(
            (start, end), _fields(name, "the report", "", "inspection report", "")
        )
    for sentence in _claims(document, [*taken, *wanting], 0, len(document.paragraphs)):
        if not _ABOUT_ITSELF.search(sentence.text):
            yield _said(sentence, name, "the report", "", "inspection report", "")


def _to_improve(document: Document) -> Iterator[tuple[int, int]]:
    """Give each item of the list under "What needs to improve", without its number."""
    below = False
    for paragraph in document.paragraphs:
        if _TO_IMPROVE.match(paragraph.text):
            below = True
            continue
        number = _NUMBER.match(paragraph.text)
        is_item = paragraph.part == "list" or number or paragraph.text.endswith(";")
        below = below and (bool(is_item) or paragraph.text[0].islower())
        if below and len(paragraph.text.split()) > 2:
            yield paragraph.start + (number.end() if number else 0), paragraph.end


def _post(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> Iterator[Said]:
    """Give each paragraph of a post, the words of whoever stands at its head or end."""
    name, header = author(document, cast)
    role = cast.roles.get(name, "")
    for number, paragraph in enumerate(document.paragraphs):
        bare = re.sub(r"[#@]\S+|https?://\S+", "", paragraph.text)
        start = paragraph.start
        handle = _HANDLE.match(paragraph.text)
        if handle:
            name = name or handle["name"]
            start += handle.end()
        if number == header:
            lead = re.match(
                r"^.{3,90}?(?::\s|\s[–—|-]\s)(?=\S+\s\S+\s\S+\s\S+)", paragraph.text
            )
            if not lead:
                continue
            start += lead.end()
        if len(re.findall(r"[A-Za-z]{3,}", bare)) < _LEAST_WORDS - 1 or not _free(
            (start, paragraph.end), taken
        ):
            continue
        span = (start, paragraph.end)
        yield Said(
            span, _fields(name, name or "the post", role, "social media post", "")
        )


def _transcript(
    document: Document, cast: Cast, taken: Sequence[tuple[int, int]]
) -> Iterator[Said]:
    """Give what follows a name and a colon at the head of a paragraph."""
    if document.kind not in ("minutes", "other"):
        return
    for paragraph in document.paragraphs:
        head = re.match(r"[^:.?!]{3,80}:\s+(?=\S+(?:\s+\S+){4})", paragraph.text)
        if not head:
            continue
        here = _within(cast, paragraph.start, paragraph.start + head.end(), "person")
        span = (paragraph.start + head.end(), paragraph.end)
        if not here or here[0].start > paragraph.start + 14 or not _free(span, taken):
            continue
        if document.text[paragraph.end - 1] not in '.!?”"':
            continue
        name = here[0].name
        role = cast.roles.get(name, "")
        medium = "meeting" if document.kind == "minutes" else ""
        yield Said(span, _fields(name, here[0].words, role, medium, ""))


def _said(
    sentence: Sentence, name: str, words: str, role: str, medium: str, audience: str
) -> Said:
    number = _NUMBER.match(sentence.text)
    start = sentence.start + (number.end() if number else 0)
    return Said((start, sentence.end), _fields(name, words, role, medium, audience))


def _fields(
    name: str, words: str, role: str, medium: str, audience: str
) -> dict[str, Any]:
    return {
        "speaker": name,
        "speaker_words": words,
        "role": role,
        "medium": medium,
        "manner": "quoted",
        "audience": audience,
    }
