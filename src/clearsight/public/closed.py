"""The one door to the public: what passes here may be published, and nothing else.

`withhold.public` decides what is withheld. Here its decision is carried to every place
where the same words, or a mention of them, could still stand: a copy of a restricted
sentence in another statement, a title, a role, the words around an anchor, the id of
something withheld, the name of a person who is known only from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from clearsight.accountability.links import links
from clearsight.accountability.log import Draft, Entry
from clearsight.accountability.proposing.restricted import COURT_LAW, why_restricted
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Anchor,
    Classing,
    Commitment,
    Inspection,
    Instrument,
    Organisation,
    Person,
    Post,
    Release,
    Source,
    Statement,
    Thing,
    Voice,
)
from clearsight.accountability.withhold import (
    NEVER,
    NOT_CLASSED,
    NOT_PUBLIC,
    RESTS_ON_WITHHELD,
    WORDS,
    public,
)
from clearsight.public.shingles import Withheld

SHARES = "it holds words that are withheld elsewhere"
A_CHILD = "a child could be recognised"
IN_COURT = f"{A_CHILD}, and court proceedings may be in question ({COURT_LAW})"
A_PERSON = "a person decided that it may not be public"
# Control characters, and those that turn the direction of the text after them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Fields whose words are kept from everywhere, where the thing is withheld.
MAIN = WORDS | {"name"}
TELLING = MAIN | {"speaker_words", "role", "audience", "other_names", "file_name"}
# Things that may be in the record only because something withheld speaks of them.
NAMED = (Person, Organisation, Post, Inspection, Instrument, Commitment)


@dataclass(frozen=True)
class Closed:
    """What may be published. `withheld` counts things by reason, in words of ours."""

    record: Record
    withheld: Mapping[str, int]
    words: Withheld


@dataclass(frozen=True)
class Taken:
    """A retraction: of what kind of thing, by whom, when (ISO 8601) and why."""

    kind: str
    by: str
    at: str
    because: str


def close(record: Record) -> Closed:
    """Return what of a record may be published, and of each thing only what may be."""
    told = _withheld_texts(record, public(record).record)
    words = Withheld(told, but=(IN_COURT, A_PERSON, SHARES, NOT_PUBLIC, NOT_CLASSED))
    shares = [
        Draft(
            thing=Classing(
                id=f"classing:shares:{thing.id}",
                about=thing.id,
                access="restricted",
                restricted=SHARES,
            )
        )
        for thing in _standing(public(record).record)
        if _shares(thing, words)
    ]
    first = public(record.beside(shares))
    known = {thing.id for thing in _standing(first.record)}
    alone = _known_only_from_withheld(record, known)
    known -= alone
    counts = Counter({RESTS_ON_WITHHELD: len(alone)})
    for reason, n in first.withheld.items():
        counts[_ours(reason)] += n
    hidden = {e.thing.id for e in record.entries} - known
    kept = [
        _clean(entry, hidden, words)
        for entry in first.record.entries
        if entry.thing.id in known and not _shares(entry.thing, words)
    ]
    return Closed(Record.of(kept), +counts, words)


def retracted(record: Record, closed: Closed) -> tuple[Taken, ...]:
    """Return the retractions of what would otherwise be public, without its words."""
    taken = [e for e in record.entries if e.act == "retract"]
    if not taken:
        return ()
    standing = close(Record.of(e for e in record.entries if e.act != "retract")).record
    return tuple(
        Taken(
            type(e.thing).__name__.lower(),
            e.by,
            e.at,
            _sayable(e.because, closed.words),
        )
        for e in taken
        if record.get(e.thing.id) is None and standing.get(e.thing.id) is not None
    )


def _standing(record: Record) -> list[Thing]:
    ids = dict.fromkeys(e.thing.id for e in record.entries)
    found = (record.get(name) for name in ids)
    return [thing for thing in found if thing is not None]


def _shares(thing: Thing, words: Withheld) -> bool:
    """Say whether what a thing is about holds words that are withheld elsewhere.

    Where only a lesser field does (a role, a speaker's description), that is left out.
    """
    main = (text for name, text in _fields(thing) if name in MAIN)
    return any(map(words.stands_in, main))


def _withheld_texts(record: Record, kept: Record) -> Iterator[str]:
    """Yield the words of all that is withheld for the sake of a person.

    What only has not been published yet (a letter that the council holds) is no secret
    of its words: the same letter quoted by a newspaper is public there.
    """
    restricted = {c.about for c in record.things(Classing) if _is_personal(c)}
    shown = {(e.number, e.thing.id) for e in kept.entries}
    for entry in record.entries:
        thing = entry.thing
        if isinstance(thing, Classing) and _is_personal(thing):
            yield from (thing.restricted, entry.because)
        if (entry.number, thing.id) in shown or isinstance(thing, NEVER):
            continue
        source = record.get(thing.source) if isinstance(thing, Statement) else None
        if (
            isinstance(thing, Voice)
            or thing.id in restricted
            or _is_personal(thing)
            or _is_personal(source)
            or (source is not None and source.id in restricted)
            or any(map(why_restricted, _texts(thing)))
        ):
            yield from (text for name, text in _fields(thing) if name in TELLING)
            yield entry.because


def _is_personal(thing: Thing | None) -> bool:
    if not isinstance(thing, Source | Statement | Classing):
        return False
    return thing.access == "restricted" or bool(getattr(thing, "restricted", ""))


def _texts(thing: object) -> Iterator[str]:
    return (text for _, text in _fields(thing))


def _fields(thing: object) -> Iterator[tuple[str, str]]:
    """Yield each text in a thing, those in lists and inner structs too, by field."""
    fields = cast("tuple[str, ...]", getattr(thing, "__struct_fields__", ()))
    for field in fields:
        value = getattr(thing, field)
        if field in ("prefix", "suffix"):
            continue
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, tuple):
            yield from ((field, v) for v in value if isinstance(v, str))
        elif hasattr(value, "__struct_fields__"):
            yield from _fields(value)


def _known_only_from_withheld(record: Record, known: set[str]) -> set[str]:
    """Return the things that only what is not public speaks of."""
    speakers: dict[str, set[str]] = {}
    for entry in record.entries:
        if isinstance(entry.thing, (*NEVER, Release)):
            continue
        for _, name in links(entry.thing):
            speakers.setdefault(name, set()).add(entry.thing.id)
    alone: set[str] = set()
    while more := {
        name
        for name in known - alone
        if isinstance(record.get(name), NAMED)
        and speakers.get(name)
        and not speakers[name] & (known - alone)
    }:
        alone |= more
    return alone


def _clean(entry: Entry, hidden: set[str], words: Withheld) -> Entry:
    thing = cast("Thing", _cleaned(entry.thing, hidden, words))
    because = _sayable(entry.because, words)
    return msgspec.structs.replace(entry, thing=thing, because=because)


def _cleaned(thing: Any, hidden: set[str], words: Withheld) -> Any:
    """Return a struct without a mention of what is withheld, in any of its fields."""
    if isinstance(thing, Anchor):
        # What stands before and after may be what is withheld.
        thing = msgspec.structs.replace(thing, prefix="", suffix="")

    def of(value: str) -> str:
        return "" if value in hidden else _sayable(value, words)

    new = {}
    for field in thing.__struct_fields__:
        if field != "id":
            new[field] = _mapped(getattr(thing, field), of, hidden, words)
    return msgspec.structs.replace(thing, **new)


def _mapped(
    value: Any, of: Callable[[str], str], hidden: set[str], words: Withheld
) -> Any:
    if isinstance(value, str):
        return of(value)
    if isinstance(value, tuple):
        return tuple(kept for v in value if (kept := of(v)))
    if hasattr(value, "__struct_fields__"):
        return _cleaned(value, hidden, words)
    return value


def _sayable(text: str, words: Withheld) -> str:
    """Return text that may be said, without what no page may hold; else blank."""
    if why_restricted(text) or words.stands_in(text):
        return ""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _ours(reason: str) -> str:
    """Return a reason in our own words: one typed by a person may itself tell."""
    if reason in (NOT_PUBLIC, NOT_CLASSED, RESTS_ON_WITHHELD, SHARES):
        return reason
    if reason.casefold().startswith(A_CHILD):
        return IN_COURT if COURT_LAW in reason else A_CHILD
    return A_PERSON
