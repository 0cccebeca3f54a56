"""Interventions: what a minister ordered, whom he appointed, what that replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearsight.accountability.proposing.inspections import HYPOTHETICAL, Found
from clearsight.accountability.proposing.lexicon import known
from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_facts import is_minister
from clearsight.accountability.proposing.signed import signatory
from clearsight.accountability.proposing.skeleton import Skeleton, Token
from clearsight.accountability.proposing.window import Window, edtf
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.documents.document import Document

_LAW = "Education Act 1996 s497A"
_BY_WHOM = (
    r"(?:<T\d+>|<B\d+>|government|minister|secretary of state|department(?: for "
    r"education)?|dfe)"
)
_PAPER = (
    r"(?:(?:statutory |improvement |further |earlier |previous |first |second "
    r"|existing )*"
    r"(?:directions?|orders?|notices?(?: to improve)?)|those|(?<=supersede )the one"
    r"|(?<=replace )the one|(?<=replaces )the one)"
)
DIRECTION, NOTICE = "statutory direction", "improvement notice"
DIAGNOSTIC, APPOINTED = "diagnostic by a commissioner", "appointment of a commissioner"
_ORDERED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(words, re.IGNORECASE))
    for what, words in (
        (
            DIAGNOSTIC,
            (
                r"\bcommissioned (?:a |an |the )?<T\d+>"
                r"|<T\d+>[^.;]{0,80}\bdiagnostic\b|\bdiagnostic\b[^.;]{0,80}<T\d+>"
            ),
        ),
        (
            APPOINTED,
            (
                rf"\b(?:appoint(?:ed|s|ing)?|sent in|named"
                rf"|installed)\b[^.;]{{0,60}}<T\d+>|<T\d+>[^.;]{{0,40}}\b(?:(?:was"
                rf"|has been|were"
                rf"|is) )?(?:appointed|sent in|named)|{_BY_WHOM}[- ]appointed <T\d+>"
                rf"|<P\d+>[^.;]{{0,60}}\b(?:appointed|named)[^.;]{{0,60}}<T\d+>"
                rf"|<T\d+>[^.;]{{0,60}} (?:conducted|carried out|undertaken) a review"
                rf"|<P\d+>: (?:was|is) <T\d+> (?:from|since)"
            ),
        ),
        (
            DIRECTION,
            (
                r"\b(?:statutory direction|direction under section 497A|(?:issued?"
                r"|issues|gives|given|made|makes|hereby|received"
                r"|serve[sd]?)\b[^.;]{0,60}\bdirections?\b|secretary of "
                r"state[^.;]{0,60}\bdirect(?:s|ed)\b"
                r"|<T\d+>[^.;]{0,90}\b(?:hereby )?direct(?:s|ed)"
                r" (?:<B|the|that|as)|\bdirections?\b[^.;]{0,60}\b(?:given|issued|made"
                r"|dated|in"
                r" force|has effect|revoked)\b|\bdirections?\b[^.;]{0,20}\b(?:takes"
                r"|replaces"
                r"|supersedes)\b)"
            ),
        ),
        ("statutory order", r"\bstatutory order\b"),
        (
            NOTICE,
            (
                r"\bimprovement notice\b|\bnotice to improve\b|\bstatutory notice\b"
                r"|\bthis notice is (?:issued|given|served)"
            ),
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
_ITSELF = re.compile(
    r"^\W*(?:statutory )?direction\b|\bhereby\b|\bin exercise of\b|\bthis (?:direction"
    r"|notice)\b"
    r"|\b(?:decided to issue|am issuing|am giving|minded to (?:issue|give|make))\b"
    r"|^\W*improvement"
    r" notice$|\bis appointed\b|\bappoints\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\bthis (?:direction|notice)\b(?! (?:is (?:issued|given|made|served)|replaces"
    r"|takes|has"
    r" effect|may be cited|supersedes))|\bremains in force until\b",
    re.IGNORECASE,
)
_MINDED = re.compile(r"\bminded to (?:issue|give|make)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|shall|is to|are to|due to|intended to|expected to)\b")
# What gives a direction or notice its own day: "dated 4 May", "given to you on 4 May".
_OF_A_DAY = re.compile(
    rf"\b{_PAPER}\b[^.;,]{{0,70}}?(?:\b(?:dated|of|on)(?: the)?|<B\d+> on)? ?$|\band $",
    re.IGNORECASE,
)


def interventions(
    skeleton: Skeleton, document: Document, day: Made | None
) -> Iterator[Found]:
    """Yield what a sentence says a minister ordered, commissioned or replaced."""
    text = skeleton.text
    for what, words in _ORDERED:
        match = words.search(text)
        if not match or _is_not_so(text, match):
            continue
        ours = [t for t in _posts(skeleton) if known(t.name).law == _LAW]
        if "commissioner" in what and not ours:
            continue
        is_paper = what in (DIRECTION, NOTICE, "statutory order")
        if is_paper and _CONDITION.search(text) and "dated" not in text:
            return
        found = list(_each(what, skeleton, match, document, day, ours))
        if _MINDED.search(text):
            made = _as_made(text, what, document, day)
            found.append(_one(f"proposed {what}", skeleton, document, ours, made))
        yield from found
        return


def _posts(skeleton: Skeleton) -> list[Token]:
    return [skeleton.tokens[n] for n in skeleton.numbers("T")]


def _is_not_so(text: str, match: re.Match[str]) -> bool:
    if _MINDED.search(text):
        return False
    around = text[max(0, match.start() - 80) : match.end()]
    said = HYPOTHETICAL.search(re.split(r"[;]|\band (?=<|the|that)", around)[-1])
    return bool(said) and not re.search(r"\bdated\b|\bgiven\b.{0,40}\bon \d", text)


def _each(
    what: str,
    skeleton: Skeleton,
    match: re.Match[str],
    document: Document,
    day: Made | None,
    ours: list[Token],
) -> Iterator[Found]:
    """Yield one for each day that a direction or notice is given; else one."""
    text = skeleton.sentence.text
    if what in (DIRECTION, NOTICE):
        dated = [
            w for w in dates(text, day) if len(w.edtf) == 10 and _is_dated(skeleton, w)
        ]
        for window in dated:
            how = f"“{window.words}”: {window.how}"
            yield _one(what, skeleton, document, ours, (window.edtf, how))
        if dated or _MINDED.search(text):
            return
    when_ = (
        windows
        if _TO_COME.search(skeleton.text[match.start() : match.end() + 30])
        else dates
    )
    named = [
        w for w in when_(text, day)
        if w.edtf and "/.." not in w.edtf and _is_of(skeleton, w, match)
    ]  # fmt: skip
    at = skeleton.place(match.end() - 1) - skeleton.sentence.start
    near = min(named, key=lambda w: (-_fineness(w), abs(w.start - at)), default=None)
    if near:
        told = near.edtf, f"“{near.words}”: {near.how}"
    else:
        told = _as_made(skeleton.text, what, document, day)
    yield _one(what, skeleton, document, ours, told)


def _fineness(window: Window) -> int:
    return 0 if len(window.edtf) < 7 else 1


def _is_dated(skeleton: Skeleton, window: Window) -> bool:
    begin = next(
        n for n, o in enumerate(skeleton.offsets)
        if o >= skeleton.sentence.start + window.start
    )  # fmt: skip
    before = skeleton.text[:begin]
    if re.search(
        r"\b(?:report|inspection|published|letter|meeting|review)\b[^,;]{0,30}$", before
    ):
        return False
    return bool(_OF_A_DAY.search(f"{before.rstrip()} ")) or begin < 4


def _one(
    what: str,
    skeleton: Skeleton,
    document: Document,
    ours: list[Token],
    told: tuple[str, str],
) -> Found:
    is_commissioner = "commissioner" in what
    return Found(
        "intervention", _sort(what), (skeleton.sentence.start, skeleton.sentence.end),
        what, _by_whom(what, skeleton, document, ours),
        _commissioner(skeleton, document) if is_commissioner else "",
        ours[0].name if ours and is_commissioner else "", *told,
    )  # fmt: skip


def _as_made(
    text: str, what: str, document: Document, day: Made | None
) -> tuple[str, str]:
    """Return the document's date where the document is itself the direction."""
    is_one = document.kind == "direction" or "direction" in what
    if day and not day.is_year_only and is_one and _ITSELF.search(text):
        return edtf(day.span.first, day.span.last), "The document's own date."
    return "", ""


def _sort(what: str) -> str:
    """Return what makes two sayings one: a commissioner and the diagnostic are."""
    if "commissioner" in what:
        return "commissioner"
    return "direction" if what in (DIRECTION, "statutory order") else what


def _is_of(skeleton: Skeleton, window: Window, match: re.Match[str]) -> bool:
    """Say whether a date is the order's, not an inspection's or another's before it."""
    words, at = skeleton.sentence.text, window.start
    before = words[max(0, at - 40) : at]
    if re.search(
        r"(?:inspect\w*|Ofsted|visit|since|submit\w*|report\w*|recommend\w*|would"
        r"|will)[^,;]*$",
        before, re.IGNORECASE,
    ):  # fmt: skip
        return False
    first = skeleton.place(match.start()) - skeleton.sentence.start
    last = skeleton.place(match.end() - 1) - skeleton.sentence.start
    if at > last and re.search(r"[;]|, (?:and|but|who|which) |\band ", words[last:at]):
        return False
    return at < 15 or at >= first or "," not in words[at:first]


def _by_whom(
    what: str, skeleton: Skeleton, document: Document, ours: list[Token]
) -> str:
    """Return who ordered it: named, signing, or the only one whom the law lets."""
    role = cast(document).roles.get(signatory(document), "")
    text = skeleton.sentence.text
    if re.search(r"\bI (?:have|am|hereby)\b", text) and is_minister(role):
        return role
    for number in skeleton.numbers("B") + skeleton.numbers("T"):
        name = skeleton.tokens[number].name
        if re.search(
            r"minister|secretary of state|government|department for education|dfe",
            name, re.IGNORECASE,
        ):  # fmt: skip
            return name
    found = re.search(r"\bgovernment\b|\bminister\b", text, re.IGNORECASE)
    if found:
        return found[0].capitalize()
    if what == DIAGNOSTIC:
        return "Commissioner" if ours else ""
    if what == NOTICE:
        return "Department for Education"
    # Only she can give a direction or appoint under one: Education Act 1996 s497A(4).
    return "Secretary of State for Education" if "trust" not in what else ""


def _commissioner(skeleton: Skeleton, document: Document) -> str:
    """Return whom the words appoint, else the one commissioner of the document."""
    roles = cast(document).roles
    here = {
        skeleton.tokens[n].name for n in skeleton.numbers("P")
        if known(roles.get(skeleton.tokens[n].name, "")).law == _LAW
    }  # fmt: skip
    people = here or {name for name, post in roles.items() if known(post).law == _LAW}
    return people.pop() if len(people) == 1 else ""
