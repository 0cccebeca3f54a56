"""Inspections and interventions: what was inspected and judged; what was ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from clearsight.accountability.proposing.lexicon import known
from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_facts import is_minister
from clearsight.accountability.proposing.signed import signatory
from clearsight.accountability.proposing.skeleton import Skeleton
from clearsight.accountability.proposing.window import edtf
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_GRADES = (
    r"(?:inadequate|requires improvement(?: to be good)?|good|outstanding|widespread "
    r"(?:and/or|and|or) systemic failings|inconsistent experiences)"
)
_INSPECTED = re.compile(
    r"\b(?:inspection|inspectors?|inspected|re-?inspected|monitoring visit"
    r"|focused visit|ILACS|rated|judged|graded|visited|scathing report|critical "
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
_HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|could|might|would|should|stop short of|avoid|unless|not "
    r"(?:be|been)|no decision|instead of|rather than|prepar\w+ for|expect(?:s"
    r"|ing)? (?:the|an|another)|ready for|ahead of|before (?:the|our|its) next"
    r"|next inspection|recommend(?:s|ed|ing)?\b|calls? for|called for)\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"^\W*(?:statutory )?direction\b|\bhereby\b|\bin exercise of\b|\bthis direction\b"
    r"|\b(?:decided to issue|am issuing|am giving)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|shall|is to|are to|due to|intended to|expected to)\b")
_BY_WHOM = (
    r"(?:<T\d+>|<B\d+>|government|minister|secretary of state|department(?: for "
    r"education)?|dfe)"
)
_ORDERED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(words, re.IGNORECASE))
    for what, words in (
        (
            "diagnostic by a commissioner",
            (
                r"\bcommissioned (?:a |an |the )?<T\d+>"
                r"|<T\d+>[^.;]{0,80}\bdiagnostic\b|\bdiagnostic\b[^.;]{0,80}<T\d+>"
            ),
        ),
        (
            "appointment of a commissioner",
            (
                rf"\b(?:appoint(?:ed|s|ing)?|sent in|named"
                rf"|installed)\b[^.;]{{0,60}}<T\d+>|<T\d+>[^.;]{{0,40}}\b(?:was|has "
                rf"been|were) (?:appointed|sent in|named)|{_BY_WHOM}[- ]appointed "
                rf"<T\d+>|<P\d+>[^.;]{{0,60}}\bappointed[^.;]{{0,60}}<T\d+>"
                rf"|<T\d+>[^.;]{{0,60}} (?:conducted|carried out|undertaken) a review"
            ),
        ),
        (
            "statutory direction",
            (
                r"\b(?:statutory direction|direction under section 497A|(?:issued"
                r"|issues|gives|given|made|makes|hereby|received"
                r"|serve[sd]?)\b[^.;]{0,60}\bdirections?\b|secretary of "
                r"state[^.;]{0,60}\bdirects?\b|<T\d+>[^.;]{0,90}\b(?:hereby "
                r")?directs\b)"
            ),
        ),
        ("statutory order", r"\bstatutory order\b"),
        (
            "improvement notice",
            r"\bimprovement notice\b|\bnotice to improve\b|\bstatutory notice\b",
        ),
        (
            "children's services trust",
            (
                r"\b(?:placed|placing|moved|transferred|put|taken) (?:it |them "
                r"|services |the service |children's services )?(?:into|to) (?:a|an"
                r"|the) [^.;]{0,40}\btrust\b|\b(?:alternative delivery|voluntary) "
                r"trust\b"
            ),
        ),
    )
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
    """Yield the inspection that a sentence speaks of, if it took place."""
    text = skeleton.text
    body = next(
        (
            skeleton.tokens[n].name
            for n in skeleton.numbers("B")
            if _INSPECTORATE.match(skeleton.tokens[n].name)
        ),
        "",
    )
    judged = (
        _JUDGED.search(text) or _GRADE_FIRST.search(text) or _GRADE_LINE.match(text)
    )
    is_named = bool(_INSPECTED.search(text))
    sort = next(name for name, words in _KINDS if words.search(text))
    dated = [w for w in dates(skeleton.sentence.text, day) if w.edtf]
    by_itself = bool(_DATES_LINE.match(text) or (dated and sort.endswith("visit")))
    if (
        not by_itself
        and not (body and is_named)
        and not (judged and (is_named or _GRADE_LINE.match(text)))
    ):
        return
    if _HYPOTHETICAL.search(text):
        return
    when_ = next(
        (w for w in dated if not _PUBLISHED.search(skeleton.sentence.text[: w.start])),
        None,
    )
    if not (by_itself or when_ or judged or _PLAIN.search(text)):
        return
    if _SINCE.search(text):
        sort = _KINDS[-1][0]
    if _PREVIOUS.search(text) or _SINCE.search(text):
        sort = f"previous {sort}"
    if sort == "SEND inspection" and re.search(r"\bsimilar\b", text):
        yield Found(
            "inspection",
            _KINDS[-1][0],
            _span(skeleton),
            _KINDS[-1][0],
            body or "Ofsted",
        )
    what = f"{sort}: {judged['grade'].lower()}" if judged else sort
    near = when_ if when_ and _is_its(skeleton, when_.start) else None
    yield Found(
        "inspection", sort, _span(skeleton), what, body or "Ofsted",
        date=near.edtf if near else "", how=f"“{near.words}”: {near.how}" if near else
            "",
    )  # fmt: skip


_DATES_LINE = re.compile(
    r"^\W*inspection dates?\b|^\W*dates? of inspection\b", re.IGNORECASE
)
_PREVIOUS = re.compile(
    r"\b(?:the|its|our) (?:last|previous)(?: full)? inspection\b", re.IGNORECASE
)
_SINCE = re.compile(
    r"\bsince (?:the|it|they|its|children's|<B\d+>)[^.;]*\b(?:judged|rated|graded)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\bpublish\w*(?: on| in)? ?$", re.IGNORECASE)
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
            r"inspect\w*|visit\w*|rated|judged|graded|Ofsted", words, re.IGNORECASE
        )
    ]
    return any(-60 <= at - end <= 60 for end in found)


def _as_made(text: str, what: str, day: Made | None) -> tuple[str, str]:
    """Return the document's date where the document is itself the direction."""
    if day and not day.is_year_only and "direction" in what and _ITSELF.search(text):
        return edtf(day.span.first, day.span.last), "The document's own date."
    return "", ""


def interventions(
    skeleton: Skeleton, document: Document, day: Made | None
) -> Iterator[Found]:
    """Yield what a sentence says a minister ordered or commissioned."""
    text = skeleton.text
    for what, words in _ORDERED:
        match = words.search(text)
        if not match or _HYPOTHETICAL.search(
            text[max(0, match.start() - 80) : match.end()]
        ):
            continue
        posts = [skeleton.tokens[int(n)] for n in re.findall(r"<T(\d+)>", text)]
        ours = [t for t in posts if known(t.name).law == "Education Act 1996 s497A"]
        if "commissioner" in what and not ours:
            continue
        person = _commissioner(document) if "commissioner" in what else ""
        when_ = windows if _TO_COME.search(text) else dates
        named = [
            w for w in when_(skeleton.sentence.text, day)
            if w.edtf and _is_of(skeleton, w.start, match)
        ]  # fmt: skip
        at = skeleton.place(match.end() - 1) - skeleton.sentence.start
        near = min(named, key=lambda w: abs(w.start - at), default=None)
        own = _as_made(text, what, day)
        yield Found(
            "intervention", _sort(what), _span(skeleton), what,
            _by_whom(skeleton, document), person,
            ours[0].name if ours else "", near.edtf if near else own[0],
            f"“{near.words}”: {near.how}" if near else own[1],
        )  # fmt: skip
        return


def _sort(what: str) -> str:
    """Return what makes two sayings one: a commissioner and the diagnostic are."""
    if "commissioner" in what:
        return "commissioner"
    return "direction" if what in ("statutory direction", "statutory order") else what


def _is_of(skeleton: Skeleton, at: int, match: re.Match[str]) -> bool:
    """Say whether a date is the order's, not an inspection's or another's before it."""
    words = skeleton.sentence.text
    before = words[max(0, at - 40) : at]
    if re.search(r"(?:inspect\w*|Ofsted|visit|since)[^,;]*$", before, re.IGNORECASE):
        return False
    first = skeleton.place(match.start()) - skeleton.sentence.start
    return at < 15 or at >= first or "," not in words[at:first]


def _by_whom(skeleton: Skeleton, document: Document) -> str:
    role = cast(document).roles.get(signatory(document), "")
    if re.search(r"\bI (?:have|am|hereby)\b", skeleton.sentence.text) and (
        is_minister(role)
    ):
        return role
    for number in skeleton.numbers("B") + skeleton.numbers("T"):
        name = skeleton.tokens[number].name
        if re.search(
            r"minister|secretary of state|government|department for education|dfe",
            name,
            re.IGNORECASE,
        ):
            return name
    if re.match(r"\W*direction under", skeleton.sentence.text, re.IGNORECASE):
        return "Secretary of State for Education"  # only she can give one: s497A(4)
    found = re.search(
        r"\bgovernment\b|\bminister\b", skeleton.sentence.text, re.IGNORECASE
    )
    return found[0].capitalize() if found else ""


def _commissioner(document: Document) -> str:
    """Return the one person whom the document makes its commissioner."""
    roles = cast(document).roles
    people = [
        name
        for name, post in roles.items()
        if known(post).law == "Education Act 1996 s497A"
    ]
    return people[0] if len(people) == 1 else ""


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
