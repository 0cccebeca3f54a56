"""Readers' comments under an article: told from the article, and left out."""

from __future__ import annotations

import re

from clearsight.documents.document import Part
from clearsight.documents.kinds import kind_of

# A line that opens the comments, as sites and people who copy them have it.
_HEADING = re.compile(
    r"^\W*(?:\(?\d[\d,]*\)?\s+)?(?:(?:readers?['’]?s?['’]?|your|user|all|latest|"
    r"top)\s+)?comments?(?:\s+section)?\W*(?:\(?\d[\d,]*\)?)?\W*$"
    r"|^\W*(?:have your say|join (?:the|in the) (?:conversation|discussion)|what do "
    r"you think|leave a (?:comment|reply)|post a comment|"
    r"add (?:a|your) comment|view comments|comments are closed|\d+ (?:thoughts?|"
    r"repl(?:y|ies|ies)|responses?) (?:on|to)\b.*)\W*$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|myself|IMO|IMHO)\b"
)
_OPINION = re.compile(
    r"\b(?:should|need(?:s)? to|ought|disgrac\w+|disgust\w+|criminals?|shame\w*|always "
    r"seems?|joke|useless|corrupt\w*|clueless|sack(?:ed)?|about time|unlikely|"
    r"never|what a|well said|good riddance|absolutely|appalling|ridiculous|pathetic|"
    r"heads (?:must|should|need to) roll|taxpayers?|overpaid|cover[- ]up|whitewash|"
    r"wake up|these people|those who|let['’]s|hope|far too long)\b|!",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“”‘]|(?<!\w)'\w|[.,!?]'(?!\w)")
# How reports close after the last words that somebody is quoted for.
_REPORTED = re.compile(
    r"\b(?:said|says|told|added|adds|asked|contacted|approached|declined|responded|"
    r"confirmed|published|according to|"
    r"spokes(?:person|man|woman)|council (?:was|has been|is)|the (?:report|council|"
    r"meeting|committee|inspection|Reporter|Correspondent)\b.{0,40}\b(?:will|was|is|"
    r"has))\b"
)
_LEAST_REPORT = 4
# Under these nobody comments.
_NO_ARTICLE = (
    "minutes",
    "letter",
    "direction",
    "inspection report",
    "press notice",
    "post",
)


def without_comments(parts: list[tuple[str, Part]]) -> list[tuple[str, Part]]:
    """Return the paragraphs with those that are comments marked "comment".

    Comments begin at a heading that says so. Where there is none, they are the last
    paragraphs after the last quotation has closed, if all of them lie outside
    quotation marks, tell of nobody who said anything, and at least one speaks in the
    first person or gives an opinion. Only a report that quotes somebody can have them.
    """
    for number, (text, _) in enumerate(parts):
        if number >= _LEAST_REPORT and _HEADING.match(text):
            return _marked(parts, number)
    last = _last_quoted(parts)
    texts = [text for text, _ in parts]
    # Comments speak in the first person too, but stand after the last quotation.
    kinds = (
        kind_of("\n".join(texts), by_voice=False),
        kind_of("\n".join(texts[: last + 1])),
    )
    if any(kind in _NO_ARTICLE for kind in kinds):
        return parts
    if last < _LEAST_REPORT - 1 or not _is_report(parts[: last + 1]):
        return parts
    start = len(parts)
    for number in range(len(parts) - 1, last, -1):
        if not _may_be_comment(parts[number][0]):
            break
        start = number
    tail = [text for text, _ in parts[start:]]
    if not any(_FIRST_PERSON.search(t) for t in tail):
        return parts
    while start < len(parts) and not _voices(parts[start][0]):
        start += 1
    return _marked(parts, start)


def _marked(parts: list[tuple[str, Part]], start: int) -> list[tuple[str, Part]]:
    after: list[tuple[str, Part]] = [(text, "comment") for text, _ in parts[start:]]
    return parts[:start] + after


def _last_quoted(parts: list[tuple[str, Part]]) -> int:
    """Return the last paragraph that holds or closes quoted words, or -1."""
    quoted = [n for n, (text, _) in enumerate(parts) if _QUOTES.search(text)]
    return quoted[-1] if quoted else -1


def _is_report(parts: list[tuple[str, Part]]) -> bool:
    """Say whether the paragraphs report in the third person what others said."""
    whole = "\n".join(text for text, _ in parts)
    letter = re.search(r"(?m)^(?:Dear|Yours (?:sincerely|faithfully))\b", whole)
    return bool(_REPORTED.search(whole)) and not letter


def _may_be_comment(text: str) -> bool:
    return not _QUOTES.search(text) and not _REPORTED.search(text)


def _voices(text: str) -> bool:
    return bool(_FIRST_PERSON.search(text) or _OPINION.search(text))
