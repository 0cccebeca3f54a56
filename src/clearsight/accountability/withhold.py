"""What may be published. Deny by default: what is not plainly public is left out.

Everything public is made from `public(record)`, and from nothing else, so that what is
withheld cannot reach a page, a feed, a file name or an index. Who may read a statement
is decided by people (a `Classing`); until then the software's proposal holds, and words
from which a child could be recognised are withheld also where a newspaper has printed
them (Children Act 1989, section 97; Administration of Justice Act 1960, section 12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from clearsight.accountability.links import links
from clearsight.accountability.log import Entry
from clearsight.accountability.proposing.restricted import why_restricted
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Acceptance,
    Claim,
    Classing,
    Refusal,
    Release,
    Source,
    Statement,
    Thing,
    Voice,
    VoiceStep,
)

NOT_PUBLIC = "the source is not public"
NOT_CLASSED = "nobody has classed it as public"
RESTS_ON_WITHHELD = "it rests on what is withheld"
# Not part of what anybody answers for, or only about what a person chose.
NEVER = (Acceptance, Refusal, Classing, VoiceStep)
# A quotation and what it says of the world are fields that carry words of others.
WORDS = frozenset(
    {"words", "what", "title", "says", "children", "exact", "judgement", "how"}
)


@dataclass(frozen=True)
class Public:
    """The record that may be published, and how many things were withheld, by reason.

    The reasons are ours and carry no word of what is withheld.
    """

    record: Record
    withheld: Mapping[str, int]


def public(record: Record) -> Public:
    """Return what of a record may be published."""
    why: dict[str, str] = {}
    classed = {c.about: c for c in record.things(Classing)}
    standing = {e.thing.id: e.thing for e in record.entries if _stands(record, e)}
    for name, thing in standing.items():
        if reason := _own_reason(thing, classed.get(name)):
            why[name] = reason
    while more := dict(_by_links(standing, why)):
        why.update(more)
    kept = [_shown(e, why) for e in record.entries if _may(e, standing, why)]
    told = (reason for name, reason in why.items() if reason)
    return Public(Record.of(kept), Counter(told))


def _stands(record: Record, entry: Entry) -> bool:
    return record.get(entry.thing.id) is entry.thing


def _may(entry: Entry, standing: Mapping[str, Thing], why: Mapping[str, str]) -> bool:
    """Say whether an entry, of now or of before, may be shown.

    An earlier version of a public thing is shown as what was corrected, unless its own
    words must be withheld; what was retracted is shown no more.
    """
    thing = entry.thing
    if isinstance(thing, NEVER) or thing.id not in standing or thing.id in why:
        return False
    return standing[thing.id] is thing or not _own_reason(thing, None)


def _shown(entry: Entry, why: Mapping[str, str]) -> Entry:
    """Return the entry without mention of what is withheld."""
    thing = entry.thing
    if isinstance(thing, Source):
        thing = msgspec.structs.replace(thing, file_name="")
    if isinstance(thing, Statement):
        # What stands around the words in their source is nobody's to publish here.
        bare = msgspec.structs.replace(thing.anchor, prefix="", suffix="", start=0)
        thing = msgspec.structs.replace(thing, anchor=bare)
    if isinstance(thing, Claim):
        left = tuple(s for s in thing.rests_on if s not in why)
        thing = msgspec.structs.replace(thing, rests_on=left)
    because = "" if why_restricted(entry.because) else entry.because
    return msgspec.structs.replace(entry, thing=thing, because=because)


def _own_reason(thing: Thing, classing: Classing | None) -> str:
    """Return why a thing may not be published for what it is itself, else blank."""
    if isinstance(thing, (*NEVER, Release)):
        return ""
    if classing:
        return "" if classing.access == "public" else classing.restricted or NOT_PUBLIC
    if isinstance(thing, Voice):
        return NOT_CLASSED
    if isinstance(thing, Source | Statement) and thing.access != "public":
        return getattr(thing, "restricted", "") or NOT_PUBLIC
    if isinstance(thing, Statement) and thing.restricted:
        return thing.restricted
    return next((why for w in _words(thing) if (why := why_restricted(w))), "")


def _words(thing: object) -> Iterator[str]:
    for field in getattr(thing, "__struct_fields__", ()):
        value = getattr(thing, field)
        if field in WORDS and isinstance(value, str):
            yield value
        elif hasattr(value, "__struct_fields__"):
            yield from _words(value)


def _by_links(
    standing: Mapping[str, Thing], why: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what must go because of what it hangs on."""
    for name, thing in standing.items():
        if name in why or isinstance(thing, NEVER):
            continue
        hangs_on = list(links(thing))
        resting = [other for field, other in hangs_on if field == "rests_on"]
        rest = [other for field, other in hangs_on if field != "rests_on"]
        is_gone = resting and all(_gone(o, standing, why) for o in resting)
        if is_gone or any(_gone(o, standing, why) for o in rest):
            yield name, RESTS_ON_WITHHELD


def _gone(name: str, standing: Mapping[str, Thing], why: Mapping[str, str]) -> bool:
    return name in why or name not in standing
