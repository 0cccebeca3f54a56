"""What a proposal or a claim tells, in one shape, so that any two can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clearsight.accountability.likeness import (
    ALIKE,
    NEARLY_ALL,
    alike,
    fills_a_post,
    in_common,
    lengths,
    same_body,
    same_person,
    same_post,
)
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
)
from clearsight.accountability.when import when

Differs = tuple[tuple[str, str], ...]

_JUDGED = re.compile(
    r"outstanding|requires improvement|inadequate|\bgood\b", re.IGNORECASE
)
_SEND = re.compile(r"\bSEND\b|special educational", re.IGNORECASE)
_VISIT = re.compile(r"monitoring|focused visit|focussed visit", re.IGNORECASE)
_ACTS = (r"diagnostic", r"\border\b", r"direct", r"notice", r"commission")
_FIGURE = re.compile(r"(?<![\w.,])[£]?\d[\d.,]*(?!\w)%?")
# A window as narrow as this says which promise is meant.
NARROW = 62


@dataclass(frozen=True)
class Told:
    """A post, commitment, event, inspection or intervention as one source tells it.

    `when` is EDTF: the date, or the window of a commitment. `words`: those it rests on.
    """

    kind: str
    person: str = ""
    post: str = ""
    change: str = ""
    capacity: str = ""
    body: str = ""
    what: str = ""
    when: str = ""
    words: str = ""


def of_proposal(p: Proposal) -> Told:
    """Return what a proposal tells."""
    return Told(
        kind=p.kind,
        person=p.person,
        post=p.post,
        change="left" if p.what == "replaced" else p.what if p.kind == "post" else "",
        capacity=p.capacity,
        body=p.body,
        what=p.what,
        when=p.window if p.kind == "commitment" else p.date,
        words=p.exact,
    )


def of_claim(claim: Claim, name: Callable[[str], str], words: str = "") -> Told:
    """Return what a claim tells, with names for ids and the words it rests on."""
    says = claim.says
    match says:
        case Appointed():
            return Told(
                "post", name(says.person), name(says.post), says.change, says.capacity,
                when=says.date, words=words,
            )  # fmt: skip
        case Happened():
            return Told(
                "event", body=name(says.body), what=says.what, when=says.date,
                words=words,
            )  # fmt: skip
        case Inspected():
            return Told(
                "inspection", body=name(says.body), when=says.date, words=words,
                what=f"{says.what} {says.judgement}",
            )  # fmt: skip
        case Intervened():
            return Told(
                "intervention", name(says.person), body=name(says.body),
                what=says.what, when=says.date, words=words,
            )  # fmt: skip
        case _:
            return Told("commitment", what=says.what, when=says.window, words=words)


def compare(one: Told, other: Told, *, is_one: bool = False) -> Differs | None:
    """Return how two tellings of one thing differ; None if they are of two things.

    Empty where nothing in them differs: what one leaves blank, it does not deny.
    `is_one`: somebody decided that they are one, so that only values are compared.
    """
    if one.kind != other.kind:
        return None
    return _KINDS[one.kind](one, other, is_one) if one.kind in _KINDS else None


def _post(one: Told, other: Told, is_one: bool) -> Differs | None:
    if one.change != other.change or not _fits(one.post, other.post, same_post):
        return None
    if bool(one.person) != bool(other.person) or not same_body(one.body, other.body):
        return None
    if one.person and not is_one and not same_person(one.person, other.person):
        return None
    dates = _dates(one, other)
    # Somebody who held a post at two times held it twice: no difference.
    if dates and one.change == "held":
        return None
    return dates + _values(one.capacity, other.capacity)


def _commitment(one: Told, other: Told, is_one: bool) -> Differs | None:
    ways = _ways(one, other)
    likeness = alike(one.what, other.what)
    dates = _dates(one, other)
    figures = _figures(one, other)
    if is_one or likeness >= NEARLY_ALL or ways:
        return dates if dates and not ways else (ways or figures)
    if dates:
        return None
    if likeness >= ALIKE or _same_length(one, other):
        return figures
    is_narrow = _is_narrow(one.when) and _is_narrow(other.when)
    return figures if is_narrow and in_common(one.what, other.what) >= 2 else None


def _event(one: Told, other: Told, is_one: bool) -> Differs | None:
    likeness = alike(one.what, other.what)
    if not is_one and (not same_body(one.body, other.body) or likeness < ALIKE):
        return None
    dates = _dates(one, other)
    return dates if not dates or is_one or likeness >= NEARLY_ALL else None


def _inspection(one: Told, other: Told, is_one: bool) -> Differs | None:
    dates = _dates(one, other)
    ours, theirs = one.what + one.words, other.what + other.words
    if not is_one and (
        dates
        or not (one.body and other.body and same_body(one.body, other.body))
        or any(bool(p.search(ours)) != bool(p.search(theirs)) for p in (_SEND, _VISIT))
    ):
        return None
    return dates + _values(rating(one.what), rating(other.what))


def _intervention(one: Told, other: Told, is_one: bool) -> Differs | None:
    dates = _dates(one, other)
    ours, theirs = _acts(one.what), _acts(other.what)
    if not is_one and (
        dates
        or not same_body(one.body, other.body)
        or (ours and theirs and not ours & theirs)
        or (not (ours and theirs) and alike(one.what, other.what) < ALIKE)
        or not _fits(one.post, other.post, same_post)
    ):
        return None
    bodies = one.body.casefold() == other.body.casefold()
    people = _fits(one.person, other.person, same_person)
    return (
        dates
        + (() if bodies else _values(one.body, other.body))
        + (() if people else _values(one.person, other.person))
    )


_KINDS: Mapping[str, Callable[[Told, Told, bool], Differs | None]] = {
    "post": _post,
    "commitment": _commitment,
    "event": _event,
    "inspection": _inspection,
    "intervention": _intervention,
}


def _fits(one: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Say whether two values can be one. Blank fits any."""
    return not one or not other or same(one, other)


def _values(one: str, other: str) -> Differs:
    return ((one, other),) if one and other and one != other else ()


def _dates(one: Told, other: Told) -> Differs:
    """Return the two dates where no day fits both."""
    if when(one.when).overlaps(when(other.when)):
        return ()
    return ((spoken(one.when), spoken(other.when)),)


def _ways(one: Told, other: Told) -> Differs:
    """Return a limit and a length of one size: "within", "for" three months."""
    if not (fills_a_post(one.words) and fills_a_post(other.words)):
        return ()
    return tuple(
        (a.words, b.words)
        for a in lengths(one.words)
        for b in lengths(other.words)
        if (a.many, a.unit) == (b.many, b.unit) and a.lasts != b.lasts
    )


def _same_length(one: Told, other: Told) -> bool:
    """Say whether both promise somebody for a post in the same length of time."""
    return fills_a_post(one.words) and fills_a_post(other.words) and any(
        (a.many, a.unit, a.lasts) == (b.many, b.unit, b.lasts)
        for a in lengths(one.words)
        for b in lengths(other.words)
    )  # fmt: skip


def _figures(one: Told, other: Told) -> Differs:
    ours, theirs = _FIGURE.findall(one.what), _FIGURE.findall(other.what)
    if not ours or not theirs or set(ours) & set(theirs):
        return ()
    return ((", ".join(ours), ", ".join(theirs)),)


def _is_narrow(edtf: str) -> bool:
    known = when(edtf)
    is_open = known.is_open_start or known.is_open_end
    return not is_open and (known.last - known.first).days <= NARROW


def rating(text: str) -> str:
    """Return the judgement that a text names, in small letters, or blank."""
    found = _JUDGED.search(text)
    return found[0].lower() if found else ""


def _acts(what: str) -> frozenset[str]:
    return frozenset(p for p in _ACTS if re.search(p, what, re.IGNORECASE))
