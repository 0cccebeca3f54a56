"""Statements: who said what, in their own words or in the document's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing.bodies import MEETING
from clearsight.accountability.proposing.first_hand import first_hand
from clearsight.accountability.proposing.people import Cast, cast
from clearsight.accountability.proposing.quotes import Quotation, quotations
from clearsight.accountability.proposing.restricted import why_restricted
from clearsight.accountability.proposing.saying import (
    acts,
    medium_in,
    medium_of,
    quoting,
    telling,
    tells_a_clause,
)
from clearsight.accountability.proposing.sentences import spans
from clearsight.accountability.proposing.speakers import (
    Memory,
    Speaker,
    remember,
    resolved,
)
from clearsight.accountability.proposing.subjects import candidates, following, subject
from clearsight.documents.document import Document

SHORT = 3
_ADDED = re.compile(
    r"\b(?:add(?:s|ed)|continu(?:es|ed)|went on|conclud(?:es|ed)|also)\b"
)
_UNDERSTOOD = re.compile(
    r"\b[Ii]t (?:is|was|has been) (?:also |now |widely )?(?:understood|believed|"
    r"thought|reported|alleged|claimed|rumoured|said)\b"
)
_MINUTED = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?It was (?:also |further |then )?(?:noted|agreed|reported|"
    r"confirmed|suggested|explained|highlighted|acknowledged|recommended|resolved|"
    r"stated|clarified|emphasised)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|get|got|not) (?:\w+ly )?$")
# What every meeting begins or ends with tells nothing.
_COURTESY = re.compile(
    r"(?:welcomed|thanked) [^.]{0,60}(?:to|for attending) the [^.]{0,30}meeting"
)
_GRADES = re.compile(
    r"(?:inadequate|outstanding|good|requires improvement(?: to be good)?)[.,]?",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r":\s*[\"“‘']?$")
_AUDIENCES = (
    re.compile(
        r"\b(?:letter|e-?mail|message|memo|note|update|statement|speech|briefing) to "
        r"(?P<to>[^,.:;]{3,60}?)(?=,|:| said| wrote| he| she| they| M[rs]s? | Cllr | "
        r"(?:[A-Z]\w+ ){1,2}(?:said|wrote|says)|$)"
    ),
    re.compile(
        r"\b(?:wrote|writing|written|emailed) to (?P<to>[^,.:;]{3,60}?)(?=,|:| that| "
        r"saying| to |$)"
    ),
    re.compile(
        r"\b(?:told|tells|assured|informed|reminded|thanked) (?P<to>(?:the |a |an "
        r")?[A-Z]?[\w’'-]+(?: [A-Z][\w’'-]+| of | the | for | and | [a-z]+ "
        r"(?=committee|panel|board|meeting)){0,6}?)(?=,|:| that| how| (?:he|she|it|"
        r"they|the) | in |$)"
    ),
    re.compile(
        r"\b(?:addressing|speaking to|spoke to) (?P<to>[^,.:;]{3,60}?)(?=,|:|$)"
    ),
)


@dataclass
class _Reader:
    """One reading of a document from its first paragraph to its last."""

    document: Document
    source: str
    cast: Cast
    quotes: tuple[Quotation, ...]
    blotted: str
    memory: Memory
    runs: dict[int, Speaker] = field(default_factory=dict)
    found: list[Proposal] = field(default_factory=list)


def statements(document: Document, source_id: str) -> list[Proposal]:
    """Return a proposal for each statement that the document reports or makes.

    Quoted words, one proposal a paragraph, `exact` being the words inside the marks;
    and sentences that tell what somebody said. A letter, a post, an inspection report
    and a direction also speak for themselves. A speaker who cannot be told is left
    blank, with the words that stand for them.
    """
    quotes = quotations(document)
    found = cast(document)
    reader = _Reader(
        document, source_id, found, quotes, blot(document.text, quotes), Memory(found)
    )
    for number, paragraph in enumerate(document.paragraphs):
        framed = reader.blotted[paragraph.start : paragraph.end]
        for start, end in spans(framed):
            _read(reader, number, paragraph.start + start, paragraph.start + end)
    taken = [(p.start, p.start + len(p.exact)) for p in reader.found]
    spoken = [
        proposed(
            "statement",
            document,
            source_id,
            said.span,
            **said.fields,
            restricted=why_restricted(document.text[slice(*said.span)]),
        )
        for said in first_hand(document, found, taken)
    ]
    return sorted([*reader.found, *spoken], key=lambda p: p.start)


def blot(text: str, quotes: tuple[Quotation, ...]) -> str:
    """Return the text with quoted words blotted out, every place kept.

    The marks stay, and the last sign inside them, so that sentences still end.
    """
    for quote in quotes:
        if _count(text[quote.start : quote.end]) > SHORT:
            inner = "Q" * (quote.end - quote.start - 1) + text[quote.end - 1]
            text = text[: quote.start] + inner + text[quote.end :]
    return text


def _count(words: str) -> int:
    return len(words.split())


def _read(reader: _Reader, number: int, start: int, end: int) -> None:
    """Read one sentence: its quotations, or what it tells, then remember it."""
    here = [q for q in reader.quotes if start <= q.outer[0] < end]
    long = [q for q in here if _count(reader.document.text[q.start : q.end]) > SHORT]
    told = bool(long) and _quoted(reader, number, long, start, end)
    if not told:
        told = _paraphrased(reader, number, start, end)
    if not told:
        _quoted(reader, number, [q for q in here if q not in long], start, end)
    if _INTRODUCED.search(reader.blotted[start:end]) and not here:
        _introduce(reader, number, start, end)
    remember(reader.memory, reader.blotted, start, end)


def _introduce(reader: _Reader, number: int, start: int, end: int) -> None:
    """Keep who is about to be quoted: "A spokesperson said:" and a new line."""
    speaker = _before(reader, start, end)
    if speaker:
        speaker = _with_medium(reader, speaker, start, end)
        _keep(reader, number, speaker, start, end)


def _quoted(
    reader: _Reader, number: int, quotes: list[Quotation], start: int, end: int
) -> bool:
    """Propose the quotations of one sentence; say whether there was any."""
    done = False
    for quote in quotes:
        words = reader.document.text[quote.start : quote.end]
        speaker = reader.runs.get(quote.run) or _attributed(reader, quote, start, end)
        if _count(words) <= SHORT and (speaker is None or _GRADES.fullmatch(words)):
            continue
        if speaker is None and _is_title(words):
            continue
        if speaker is None:
            speaker = _going_on(reader, number, quote) or Speaker("", "")
        if quote.run not in reader.runs:
            speaker = _with_medium(reader, speaker, start, end)
        reader.runs[quote.run] = speaker
        unnamed = speaker.is_unnamed and not speaker.name
        manner = "anonymous" if unnamed else "quoted"
        _propose(reader, (quote.start, quote.end), speaker, manner, (start, end))
        _keep(reader, number, speaker, start, end)
        done = True
    return done


def _is_title(words: str) -> bool:
    """Say whether words in marks are the title of a thing, not anybody's speech."""
    bare = words.split()
    capitals = sum(w[0].isupper() for w in bare)
    return not words.rstrip().endswith((".", "!", "?")) and capitals * 2 > len(bare)


def _attributed(
    reader: _Reader, quote: Quotation, start: int, end: int
) -> Speaker | None:
    """Return who the sentence says spoke the quotation; None where it does not."""
    text, memory = reader.blotted, reader.memory
    others = [q.outer[0] for q in reader.quotes if q.outer[0] > quote.outer[1]]
    until = min([end, *others])
    after = text[quote.outer[1] : until]
    verb = quoting().search(after)
    if verb and re.fullmatch(
        r"[\s,–-]*(?:has |had |also |later )*", after[: verb.start()]
    ):
        found = following(text, quote.outer[1] + verb.end(), end, reader.cast)
        if found:
            return resolved(found, text, memory)
    introduced = _before(reader, start, quote.outer[0])
    if introduced:
        return introduced
    if verb:
        at = quote.outer[1]
        found = subject(text, at, at + verb.start(), reader.cast)
        if found and found.phrase - at <= 4:
            return resolved(found, text, memory)
    return None


def _before(reader: _Reader, start: int, end: int) -> Speaker | None:
    """Return who the words before a quotation say is about to speak."""
    text = reader.blotted
    verbs = [
        v
        for v in quoting().finditer(text, start, end)
        if not _PASSIVE.search(text[start : v.start()])
    ]
    for verb in reversed(verbs):
        if verb.group().lower() == "according to":
            found = following(text, verb.end(), end, reader.cast)
        else:
            found = subject(text, start, verb.start(), reader.cast)
        if found:
            return resolved(found, text, reader.memory)
    if text[start:end].rstrip().rstrip("\"“‘'").rstrip().endswith(":"):
        found = subject(text, start, end, reader.cast)
        return resolved(found, text, reader.memory) if found else None
    return None


def _going_on(reader: _Reader, number: int, quote: Quotation) -> Speaker | None:
    """Return the speaker of a quotation that stands by itself: whoever spoke last."""
    memory = reader.memory
    if memory.speaker and number - memory.paragraph <= 1:
        opens = not reader.document.text[
            reader.document.paragraphs[number].start : quote.outer[0]
        ].strip()
        if opens or memory.paragraph == number:
            return memory.speaker
    return None


def _paraphrased(reader: _Reader, number: int, start: int, end: int) -> bool:
    """Propose a sentence that tells what somebody said; say whether it does."""
    text = reader.blotted
    is_minutes = reader.document.kind == "minutes"
    if _count(re.sub(r"Q{2,}", "", text[start:end])) < SHORT + (0 if is_minutes else 2):
        return False
    if _INTRODUCED.search(text[start:end]):
        return False  # it only says who is about to be quoted
    speaker, manner = _teller(reader, start, end), "paraphrased"
    understood = _UNDERSTOOD.search(text, start, end)
    if understood and (speaker is None or understood.start() - start < 12):
        papers = {m.name for m in reader.cast.mentions if m.name.startswith("The ")}
        paper = next(iter(papers)) if len(papers) == 1 else reader.document.publisher
        name = paper if "understood" in understood.group() else ""
        speaker, manner = Speaker(name, understood.group()), "anonymous"
    agreed = reader.document.kind == "minutes" and _MINUTED.match(text, start, end)
    if speaker is None and agreed:
        meeting = next(
            (m.name for m in reader.cast.mentions if MEETING.search(m.name)), ""
        )
        speaker = Speaker(meeting, agreed.group().strip())
    if speaker is None:
        return False
    if not speaker.name and speaker.words in ("We", "I", "we"):
        return False
    if speaker.is_unnamed and not speaker.name:
        manner = "anonymous"
    speaker = _with_medium(reader, speaker, start, end)
    _propose(reader, (start, end), speaker, manner, (start, end))
    _keep(reader, number, speaker, start, end)
    return True


def _teller(reader: _Reader, start: int, end: int) -> Speaker | None:
    text = reader.blotted
    for verb in telling(reader.document.kind == "minutes").finditer(text, start, end):
        before, after = text[start : verb.start()], text[verb.end() : end]
        is_act = verb["verb"].lower() in acts() or reader.document.kind == "minutes"
        if _PASSIVE.search(before) or not (
            tells_a_clause(after) or (is_act and after.strip(" .,"))
        ):
            continue
        if _COURTESY.match(text, verb.start(), end):
            continue
        found = subject(text, start, verb.start(), reader.cast)
        if found and _governs(text[found.end : verb.start()]):
            return resolved(found, text, reader.memory)
    according = re.compile(r"\b[Aa]ccording to\b").search(text, start, end)
    if according:
        found = following(text, according.end(), end, reader.cast)
        return resolved(found, text, reader.memory) if found else None
    return None


def _governs(between: str) -> bool:
    """Say whether only what may part a subject from its verb stands between them."""
    if (
        re.search(r"\b(?:and|but|then)\s(?:\w+ly |also )?$", between)
        and len(between) < 160
    ):
        return True
    return bool(
        re.fullmatch(
            r"(?: \([^)]*\))?(?:,|,[^;]{0,160},| who[^,;]{0,80}| "
            r"which[^,;]{0,100}(?:,)?| of [^,;]{3,60}|['’]s [\w ]{0,30}| (?:on|in|from|"
            r"at|for|by|run by) [^;]{3,140},?)?"
            r"(?: (?:has|have|had|also|then|later|now|further|again|can|could|could "
            r"not|did|does|will|would|is|previously|repeatedly|\w+ly))*\s?",
            between,
        )
    )


def _with_medium(reader: _Reader, speaker: Speaker, start: int, end: int) -> Speaker:
    """Return the speaker with the medium and the audience that the sentence shows."""
    framed, memory = reader.blotted[start:end], reader.memory
    medium = medium_in(framed) or speaker.medium
    own = _own_carrier(reader, speaker, start, end)
    last = memory.speaker
    if own and (not medium or medium in ("statement", "report")):
        medium = own
    if medium == "report" and speaker.name == "Ofsted":
        medium = "inspection report"
    if not medium and last and last.name == speaker.name and _ADDED.search(framed):
        medium = last.medium
    if not medium:
        medium = {"minutes": "meeting", "press notice": "press notice"}.get(
            reader.document.kind, ""
        )
    said_to = next((m["to"] for p in _AUDIENCES if (m := p.search(framed))), "")
    audience = speaker.audience or said_to
    return replace(speaker, medium=medium, audience=audience.strip())


def _own_carrier(reader: _Reader, speaker: Speaker, start: int, end: int) -> str:
    """Return the medium of the letter or update in which the speaker speaks here."""
    text, memory = reader.blotted, reader.memory
    for c in candidates(text, start, end, reader.cast):
        if c.sort != "carrier":
            continue
        noun = text[c.start : c.end].lower()
        known = memory.carriers.get(noun)
        if known and known.name == speaker.name and known.medium:
            return known.medium
        if (
            re.search(r"\b(?:[Ii]n|[Bb]y|[Vv]ia)\s$", text[start : c.phrase])
            and speaker.name
        ):
            kept = replace(speaker, medium=medium_of(noun))
            memory.carriers[noun] = memory.carriers[noun.split()[-1]] = kept
            return kept.medium
    return ""


def _keep(reader: _Reader, number: int, speaker: Speaker, start: int, end: int) -> None:
    memory = reader.memory
    memory.speaker, memory.paragraph = speaker, number
    if speaker.medium == "social media post":
        memory.social = speaker


def _propose(
    reader: _Reader,
    span: tuple[int, int],
    speaker: Speaker,
    manner: str,
    sentence: tuple[int, int],
) -> None:
    """Propose a statement; what its sentence tells beside it can restrict it too."""
    beside = reader.document.text[sentence[0] : max(sentence[1], span[1])]
    reader.found.append(
        proposed(
            "statement",
            reader.document,
            reader.source,
            span,
            speaker=speaker.name,
            speaker_words=speaker.words,
            role=speaker.role,
            medium=speaker.medium,
            manner=manner,
            audience=speaker.audience,
            restricted=why_restricted(beside),
        )
    )
