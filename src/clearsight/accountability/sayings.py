"""Claims as sentences, and ids as names, in the same words on screen and page."""

from __future__ import annotations

from collections.abc import Callable

from clearsight.accountability.record import Record
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Appointed,
    Commitment,
    Happened,
    Inspected,
    Inspection,
    Instrument,
    Intervened,
    Organisation,
    Person,
    Post,
    Promised,
    Said,
    Source,
)

Naming = Callable[[str], str]
DID = {
    "appointed": "came to the post of",
    "held": "held the post of",
    "left": "left the post of",
}


def naming(record: Record) -> Naming:
    """Return a function from an id to a name; an id without one stays as it is."""

    def of(name: str) -> str:
        thing = record.get(name)
        if isinstance(thing, Person | Organisation):
            return thing.name
        if isinstance(thing, Post | Inspection | Instrument | Commitment | Source):
            return thing.title
        return name

    return of


def sentence(says: Said, name: Naming) -> str:
    """Return what is claimed as one sentence, with its date as people say it."""
    match says:
        case Appointed():
            told = _appointed(says, name)
        case Happened():
            told = f"{_upper(says.what)}{_after(' (', name(says.body), ')')}"
        case Inspected():
            told = _upper(name(says.inspection) or "an inspection")
            told += _after(" by ", name(says.body)) + _after(": ", says.judgement)
        case Intervened():
            told = f"{_upper(name(says.instrument))}: {says.what}"
            told += _after(" (", name(says.body), ")")
            told += _after(", ", name(says.person))
        case Promised():
            who = name(says.by) or "Somebody"
            told = f"{who} promised: {says.what}"
    date = says.window if isinstance(says, Promised) else says.date
    return f"{told}, {spoken(date)}." if date else f"{told}; no date is given."


def _appointed(says: Appointed, name: Naming) -> str:
    post = name(says.post)
    capacity = f" ({says.capacity})" if says.capacity else ""
    if says.change in DID and says.person:
        told = f"{name(says.person)} {DID[says.change]} {post}{capacity}"
    elif says.change == "sought":
        told = f"The post of {post}{capacity} was to be filled"
    elif says.change == "vacant":
        told = f"The post of {post} stood empty"
    else:
        told = f"The post of {post}{capacity}: {says.change}"
    return told + _after(" (“", says.says, "”)")


def _after(before: str, value: str, after: str = "") -> str:
    return f"{before}{value}{after}" if value else ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
