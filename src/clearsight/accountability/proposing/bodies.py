"""Councils, inspectorates, departments, boards and papers, as documents name them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from clearsight.accountability.proposing.names import (
    is_given,
    is_place,
    lists,
    mask,
    straight,
)
from clearsight.documents.document import Document
from clearsight.published.authorities import authority_code

_WORD = r"(?:[A-Z][\w-]*(?:['’][sS]\b|[sS]['’](?!\w))?|&)"
_GENERIC = re.compile(
    r"\b(?P<the>[Tt]he|[Tt]his|[Oo]ur|[Aa])\s+(?P<what>[Cc]ouncil|[Ll]ocal "
    r"[Aa]uthority|"
    r"[Aa]uthority|[Gg]overnment|[Dd]epartment|[Ii]nspectorate|[Cc]ommittee|[Pp]anel|"
    r"[Bb]oard|[Cc]abinet|[Uu]nion|[Tt]rust|[Cc]ommission|[Ss]crutiny [Cc]ommittee|"
    r"[Ii]mprovement [Bb]oard|[Nn]ewspaper)\b(?!\s+(?:[Tt]ax|[Mm]ember|[Ll]eader|"
    r"[Hh]ouse)s?\b)"
    r"|\b[Tt]he (?:\w+ )?(?P<watch>watchdog|regulator)\b"
    r"|\b(?P<who>[Ii]nspectors|[Mm]inisters|Government|Members|Councillors)\b"
)
_COUNCIL = re.compile(
    r"\b(?:Council|MBC|MDC|LBC|BC|CC)$|^(?:London|Royal|Metropolitan) Borough of"
)
MEETING = re.compile(r"\b(?:Committee|Panel|Board|Cabinet|Forum|Commission)$")


@cache
def _fixed() -> re.Pattern[str]:
    names = [straight(n) for n in (*lists()["bodies"], *lists()["ministers"])]
    each = "|".join(
        re.escape(n).replace("'", "['’]")
        for n in sorted(set(names), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w’'])(?:{each})(?!\w|\s+(?:Visit|Link)\b)")


@cache
def _papers() -> re.Pattern[str]:
    need = set(lists()["papers_need_a_name"])
    alone = "|".join(p for p in lists()["papers"] if p not in need)
    every = "|".join(sorted(lists()["papers"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:[Tt]he\s+(?:{alone})|(?:[Tt]he\s+)?(?:[A-Z][a-z]+\s+){{1,3}}(?:{every}))\b"
        r"(?!['’]?\s+(?:of|for)\b)"
    )


@cache
def _built() -> re.Pattern[str]:
    every = [*lists()["body_heads"], *(h.upper() for h in lists()["body_heads"])]
    heads = "|".join(sorted(every, key=len, reverse=True))
    joined = r"(?:\s+(?:and|of|for|the|upon|AND|OF|FOR)(?:\s+the)?)?\s+"
    more = rf"(?:\s+(?:and\s+|upon\s+)?{_WORD})"
    offices = "Department|Ministry|Office|University|Association|Institute|College"
    return re.compile(
        rf"(?<![\w’'])(?:"
        rf"(?:{_WORD}{joined}){{1,7}}?(?:{heads})\b(?:\s+for\s+{_WORD}{more}*)?"
        rf"|(?:London|Royal|Metropolitan) Borough of {_WORD}{more}{{0,2}}"
        rf"|(?:{offices}) (?:for|of) {_WORD}(?:(?:,? and|,| of)?\s+{_WORD})*)"
        r"(?!\s+(?:Tax|Member|Leader)\b)"
    )


def named(text: str) -> list[tuple[int, int, str]]:
    """Return where bodies are named in a paragraph, each with its name.

    Bodies that stand under their own names, those built of words ("X Scrutiny
    Committee") and newspapers ("the Reporter").
    """
    found = [(m.start(), m.end(), m.group()) for m in _fixed().finditer(text)]
    masked = mask(text, [(a, b) for a, b, _ in found])
    for match in _built().finditer(masked):
        start = _begin(match)
        name = text[start : match.end()]
        if " " in name:
            found.append((start, match.end(), _cased(name)))
    masked = mask(text, [(a, b) for a, b, _ in found])
    for match in _papers().finditer(masked):
        start, name = match.start(), match.group()
        first = name.split()[0].lower()
        if first != "the" and first in lists()["openers"]:
            continue
        if name.lower().startswith("the "):
            name = "The " + name[4:]
        if not is_given(name.split()[0]):
            found.append((start, match.end(), name))
    return sorted(found)


def _cased(name: str) -> str:
    """Return a name that stands all in capitals as a heading would be read."""
    if not name.isupper() or len(name) < 8:
        return name
    small = ("and", "of", "for", "the", "upon")
    words = [w.lower() if w.lower() in small else w.capitalize() for w in name.split()]
    return " ".join(words)


def _begin(match: re.Match[str]) -> int:
    """Return where the name begins, after words that only open the sentence.

    What stands before an "and" is another name where it is a person's.
    """
    start, words = match.start(), match.group()
    while True:
        first, _, rest = words.partition(" ")
        bare = straight(first).lower().removesuffix("'s")
        is_person = is_given(first) and not is_place(bare)
        possessive = straight(first).lower().endswith("'s") and bare not in (
            "children",
            "people",
            "women",
        )
        if not rest or not (bare in lists()["openers"] or is_person or possessive):
            break
        if is_person and " and " in rest:
            rest = rest.split(" and ", 1)[1]
        start, words = start + len(words) - len(rest), rest
    return start


def council_of(document: Document, bodies: list[str]) -> str:
    """Return the one council that "the council" means here, or "".

    `bodies` holds every naming of a body in the document. Where no council is named as
    such, the local authority named most, of those whose children's services are spoken
    of, gives its name.
    """
    forms = Counter(b for b in bodies if _COUNCIL.search(b))
    if not forms:
        return _council_of_place(document)
    places = Counter[str]()
    for form, count in forms.items():
        places[_place(form)] += count
    (best, most), *others = places.most_common(2)
    if others and others[0][1] * 2 > most:
        return ""
    return max((f for f in forms if _place(f) == best), key=lambda f: forms[f])


def same_council(name: str, forms: Counter[str]) -> str:
    """Return the form that this document uses most for the council so named."""
    if not _COUNCIL.search(name):
        return name
    alike = [f for f in forms if _COUNCIL.search(f) and _place(f) == _place(name)]
    return max(alike, key=lambda f: forms[f], default=name)


def generic(text: str, council: str, bodies: list[str]) -> list[tuple[int, int, str]]:
    """Return where a body is spoken of without its name, with the name it has here."""
    found = []
    for match in _GENERIC.finditer(text):
        words = (match["what"] or match["watch"] or match["who"]).lower()
        found.append((match.start(), match.end(), _meant(words, council, bodies)))
    return found


def _meant(words: str, council: str, bodies: list[str]) -> str:
    if words in ("council", "local authority", "authority"):
        return council
    if words in ("inspectors", "inspectorate", "watchdog", "regulator"):
        fits = {
            b
            for b in bodies
            if b in ("Ofsted", "CQC", "Care Quality Commission", "HMIP")
        }
        return "Ofsted" if "Ofsted" in fits else next(iter(fits), "")
    if words in ("government", "ministers"):
        return "Government"
    if words == "department":
        fits = {b for b in bodies if b.startswith("Department ") or b == "DfE"}
        return next(iter(fits)) if len(fits) == 1 else ""
    if words in ("members", "councillors"):
        return next((b for b in bodies if MEETING.search(b)), "")
    fits = {b for b in bodies if words in b.lower()}
    return next(iter(fits)) if len(fits) == 1 else ""


def _place(form: str) -> str:
    return authority_code(form) or form.lower()


def _council_of_place(document: Document) -> str:
    places = Counter(
        m[1]
        for m in re.finditer(
            r"\b((?:[A-Z][a-z-]+ ?){1,3}?)(?:['’]s)?,? (?:failing |troubled "
            r")?children['’]s services",
            document.text,
        )
        if is_place(m[1])
    )
    return f"{places.most_common(1)[0][0].strip()} Council" if places else ""
