"""Inspections: what was inspected, when, and how it was judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.skeleton import Skeleton
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_GRADES = (
    r"(?:inadequate|requir(?:es|ed|e|ing) improvement(?: to be good)?|good|outstanding"
    r"|widespread (?:and/or|and|or) systemic failings|inconsistent experiences)"
)
_INSPECTED = re.compile(
    r"\b(?:inspection|inspectors?|inspected|re-?inspected|monitoring visit"
    r"|focused visit|ILACS|JTAI|(?:first|second|third|fourth|last|previous) visit|rated"
    r"|judged|graded|visited|scathing report|critical "
    r"(?:<B\d+> )?report|<B\d+> (?:report|rating|verdict|judg(?:e)?ment))\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    rf"\b(?:rat(?:ed|ing)|judged|graded|found|judg(?:e)?ment(?: (?:of|was|is))?"
    rf"|declared|branded|overall effectiveness|impact of leaders|experiences and "
    rf"progress|remains?|deemed"
    rf"|scored)\b[^.;]{{0,130}}?['\"‘“]?\b(?P<grade>{_GRADES})\b",
    re.IGNORECASE,
)
_GRADE_FIRST = re.compile(
    r"['\"‘“]?\b(?P<grade>inadequate|requires improvement(?: to be good)?"
    r"|outstanding)\b['\"’”]? (?:rating|judg(?:e)?ment|grade|verdict)",
    re.IGNORECASE,
)
_GRADE_LINE = re.compile(
    rf"^(?:overall effectiveness|overall judg(?:e)?ment"
    rf"|judg(?:e)?ment)\W+(?P<grade>{_GRADES})\W*$",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("monitoring visit", re.compile(r"\bmonitoring visits?\b", re.IGNORECASE)),
    ("focused visit", re.compile(r"\bfocused visits?\b", re.IGNORECASE)),
    (
        "SEND inspection",
        re.compile(
            r"\bSEND\b|\bspecial educational needs\b|\barea (?:SEND )?inspection\b"
        ),
    ),
    (
        "joint targeted area inspection",
        re.compile(r"\bJTAI\b|\bjoint targeted area inspection", re.IGNORECASE),
    ),
    ("inspection of children's services", re.compile(r"")),
)
_INSPECTORATE = re.compile(
    r"^(?:Ofsted|Care Quality Commission|CQC|His Majesty.s Inspectorate.*"
    r"|HMICFRS|HMI Probation)$",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|could|might|would|should|stop short of|avoid|unless|not "
    r"(?:be|been)|no decision|instead of|rather than|prepar\w+ for|expect(?:s"
    r"|ing)? (?:the|an|another)|ready for|ahead of|before (?:the|our|its) next"
    r"|next inspection|recommend(?:s|ed|ing)?\b|calls? for|called for)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """One saying of an inspection or an intervention."""

    kind: Literal["inspection", "intervention"]
    sort: str
    span: tuple[int, int]
    what: str
    body: str = ""
    person: str = ""
    post: str = ""
    date: str = ""
    how: str = ""

    @property
    def weight(self) -> tuple[int, int]:
        """Give how much it says: a date or a judgement twice what a name does."""
        told = 2 * bool(self.date) + 2 * (": " in self.what)
        told += bool(self.body) + bool(self.person) + 2 * ("diagnostic" in self.what)
        return (told, -self.span[0])


def inspections(
    skeleton: Skeleton, document: Document, day: Made | None
) -> Iterator[Found]:
    """Yield the inspection that a sentence speaks of, and the judgement of a line."""
    text = skeleton.text
    line = _JUDGEMENT_LINE.match(text)
    if line and "inspect" in document.kind:
        aspect = " ".join(line["aspect"].split()).strip(" |:").lower()
        grade = _grade(line["grade"])
        yield Found(
            "inspection", aspect, _span(skeleton), f"{aspect}: {grade}", "Ofsted"
        )
        if not aspect.startswith("overall"):
            return
    body = next(
        (
            skeleton.tokens[n].name
            for n in skeleton.numbers("B")
            if _INSPECTORATE.match(skeleton.tokens[n].name)
        ),
        "",
    )
    one = _inspected(skeleton, document, day, body)
    if one:
        yield one


def _inspected(
    skeleton: Skeleton, document: Document, day: Made | None, body: str
) -> Found | None:
    text = skeleton.text
    judged = _judged(text, document)
    named = _INSPECTED.search(text)
    by_itself = _DATES_LINE.match(text)
    if HYPOTHETICAL.search(_clause_of(text, named)) or text.endswith("?"):
        return None
    sort = _sort(text, document)
    expected = bool(_EXPECTED.search(text)) and not judged
    dated = [
        w for w in (windows if expected else dates)(skeleton.sentence.text, day)
        if w.edtf and _is_its(skeleton, w.start)
        and not _PUBLISHED.search(skeleton.sentence.text[: w.start])
    ]  # fmt: skip
    is_visit = sort.endswith("visit") and bool(named)
    is_meant = (
        by_itself
        or (dated and (is_visit or (named and (body or _TOOK_PLACE.search(text)))))
        or (judged and (named or _GRADE_LINE.match(text) or "inspect" in document.kind))
        or (body and named and (judged or _PLAIN.search(text)))
    )
    if not is_meant:
        return None
    if _SINCE.search(text):
        sort = _KINDS[-1][0]
    if _PREVIOUS.search(text) or _SINCE.search(text):
        sort = f"previous {sort}"
    what = f"{sort}: {_grade(judged['grade'])}" if judged else sort
    near = dated[0] if dated else None
    return Found(
        "inspection", sort, _span(skeleton), what, body or "Ofsted",
        date=near.edtf if near else "",
        how=f"“{near.words}”: {near.how}" if near else "",
    )  # fmt: skip


def _judged(text: str, document: Document) -> re.Match[str] | None:
    found = _JUDGED.search(text) or _GRADE_FIRST.search(text) or _GRADE_LINE.match(text)
    return found or (_OUTCOME.search(text) if "inspect" in document.kind else None)


def _grade(words: str) -> str:
    """Return a judgement as inspectorates word it."""
    return re.sub(r"^requir\w+ improvement", "requires improvement", words.lower())


def _sort(text: str, document: Document) -> str:
    sort = next(name for name, words in _KINDS if words.search(text))
    is_plain = sort == _KINDS[-1][0]
    if is_plain and _VISIT.search(text):
        whole = document.text.lower()
        return "monitoring visit" if "monitoring visit" in whole else "visit"
    if is_plain and "area SEND inspection" in document.text[:400]:
        return "SEND inspection"
    return sort


def _clause_of(text: str, named: re.Match[str] | None) -> str:
    """Return the clause in which an inspection is named."""
    if named is None:
        return text
    parts = re.split(r"(;|, (?:and|but) |\band that\b)", text)
    at = 0
    for part in parts:
        if at <= named.start() < at + len(part):
            return part
        at += len(part)
    return text


_JUDGEMENT_LINE = re.compile(
    rf"^\W*(?P<aspect>(?:the )?(?:overall effectiveness|impact of leaders"
    rf"|experiences and "
    rf"progress|leadership|effectiveness|quality|help and protection"
    rf"|how well)[^.|:]{{0,110}}?)"
    rf"\s*(?:\||:|–|-|\s{{2,}})\s*(?P<grade>{_GRADES})\W*$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?P<grade>widespread (?:and/or|and|or) systemic failings"
    r"|inconsistent experiences and "
    r"outcomes|typically positive experiences)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:is|was|are|were) (?:expected|due|likely|planned|scheduled)\b|\bwill (?:be"
    r"|take"
    r"|visit|return|inspect|conduct|carry)\b",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(
    r"\b(?:inspection|reinspection|re-inspection|JTAI|ILACS|inspected"
    r"|inspectors (?:visited"
    r"|came|returned|were))\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|previous|next|this) visit\b",
    re.IGNORECASE,
)
_DATES_LINE = re.compile(
    r"^\W*inspection dates?\b|^\W*dates? of (?:(?:the )?(?:last"
    r"|previous) )?inspection\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:the|its|our|of)(?: the)? (?:last|previous)(?: full)? inspection\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\bsince (?:the|it|they|its|children's|<B\d+>)[^.;]*\b(?:judged|rated|graded)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:publish\w*|is out|released|letter[^.,;]{0,20})(?: on| in)? ?$", re.IGNORECASE
)
_PLAIN = re.compile(
    r"\b(?:scathing|critical|damning) (?:report|(?:<B\d+>) report)"
    r"|\b(?:inspected|inspection (?:of|into|found|report|in|took place|was))\b",
    re.IGNORECASE,
)


def _is_its(skeleton: Skeleton, at: int) -> bool:
    """Say whether a date stands by the inspection, not by what followed it."""
    words = skeleton.sentence.text.replace("’", "'")
    found = [
        m.end()
        for m in re.finditer(
            r"inspect\w*|visit\w*|rated|judged|graded|Ofsted|JTAI|ILACS|fieldwork",
            words,
            re.IGNORECASE,
        )
    ]
    return any(-60 <= at - end <= 60 for end in found)


def _span(skeleton: Skeleton) -> tuple[int, int]:
    return skeleton.sentence.start, skeleton.sentence.end


def one_each(found: list[Found]) -> list[Found]:
    """Make one of the sayings of one inspection or intervention.

    Two that are dated apart are two. One without a date goes with the only one there
    is of its sort, and lends it the judgement it lacks.
    """
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: f.weight, reverse=True):
        same = [
            k for k in kept
            if (k.kind, k.sort) == (one.kind, one.sort) and _may_be_one(k, one)
        ]  # fmt: skip
        if not same:
            kept.append(one)
            continue
        place = kept.index(same[0])
        kept[place] = _with(same[0], one)
    return kept


def _may_be_one(one: Found, other: Found) -> bool:
    if one.date and other.date:
        return when(one.date).overlaps(when(other.date))
    return True


def _with(best: Found, other: Found) -> Found:
    what = best.what
    if ": " in other.what and ": " not in what:
        what = other.what
    date, how = best.date, best.how
    if other.date and not date:
        date, how = other.date, f"Elsewhere in the document, {other.how}"
    return replace(
        best, what=what, date=date, how=how, body=best.body or other.body,
        person=best.person or other.person, post=best.post or other.post,
    )  # fmt: skip
