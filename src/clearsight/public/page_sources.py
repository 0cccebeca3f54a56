"""Sources, each with its statements; corrections; and counts of what there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from clearsight.accountability.enter import DATED
from clearsight.accountability.log import Entry
from clearsight.accountability.sayings import sentence
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Claim,
    Release,
    Source,
    Statement,
    Thing,
    Voice,
)
from clearsight.public.site import Answer, Quote, Shown, Site, anchor, moment_words

WITHHELD = "what it said before is withheld"
KINDS = {
    "Happened": "event", "ActionSlip": "slip of an action",
    "BoardDecision": "decision of the board", "OverseerClock": "duty of an overseer",
    "Sameness": "decision on sameness", "Materiality": "decision on what matters",
    "Outcome": "decision on a promise",
}  # fmt: skip


@dataclass(frozen=True)
class SourcePage:
    """A source with its statements, each with the claims that rest on it."""

    source: Source
    href: str
    published: str
    received: str
    statements: tuple[tuple[str, Quote, tuple[Shown, ...]], ...]
    replies: tuple[Answer, ...]


@dataclass(frozen=True)
class Correction:
    """A correction: of what, which fields, by whom, when and why."""

    kind: str
    title: str
    href: str
    changes: tuple[tuple[str, str, str], ...]
    by: str
    on: str
    because: str


def sources(site: Site) -> list[SourcePage]:
    """Return every source that may be shown."""
    resting: dict[str, list[str]] = {}
    for claim in site.record.things(Claim):
        for name in claim.rests_on:
            resting.setdefault(name, []).append(claim.id)
    told: dict[str, list[Statement]] = {}
    for statement in site.record.things(Statement):
        told.setdefault(statement.source, []).append(statement)
    return [
        SourcePage(
            source=s,
            href=site.href(s.id),
            published=spoken(s.published) if s.published else "not known",
            received=spoken(s.received) if s.received else "",
            statements=tuple(
                (anchor(t.id), site.quote(t), site.claimed(resting.get(t.id, ())))
                for t in sorted(told.get(s.id, []), key=lambda t: t.anchor.start)
            ),
            replies=site.replies(s.id),
        )
        for s in site.record.things(Source)
    ]


def voices(site: Site) -> list[tuple[Voice, tuple[str, ...]]]:
    """Return the voices that a person classed as public, with what they bear on."""
    return [
        (v, tuple(site.name(a) for a in v.about)) for v in site.record.things(Voice)
    ]


def corrections(site: Site) -> list[Correction]:
    """Return every correction of what is public, the newest first."""
    found = [
        _correction(site, entry)
        for entry in site.record.entries
        if entry.act == "correct" and not isinstance(entry.thing, Release)
    ]
    return found[::-1]


def kind_of(thing: Thing) -> str:
    """Return the kind of a thing as people say it."""
    name = type(thing).__name__
    return KINDS.get(name, name.lower())


def _correction(site: Site, entry: Entry) -> Correction:
    thing = entry.thing
    before = [e for e in site.record.history(thing.id) if e.number < entry.number]
    changes: tuple[tuple[str, str, str], ...] = (("", WITHHELD, ""),)
    if before:
        changes = tuple(_changes(site, before[-1].thing, thing))
    return Correction(
        kind=kind_of(thing),
        title=site.name(thing.id),
        href=site.href(thing.id),
        changes=changes,
        by=entry.by,
        on=moment_words(entry.at),
        because=entry.because,
    )


def _changes(site: Site, before: Thing, after: Thing) -> Iterator[tuple[str, str, str]]:
    """Yield each field that was changed, with what it said before and says now."""
    if isinstance(before, Claim) and isinstance(after, Claim):
        said = sentence(before.says, site.name), sentence(after.says, site.name)
        if said[0] != said[1]:
            yield "claim", *said
    one, other = dict(fields(site, before)), dict(fields(site, after))
    for name in dict.fromkeys([*one, *other]):
        here, there = one.get(name, ""), other.get(name, "")
        if here != there and name != "says":
            yield name.replace("_", " "), here or "nothing", there or "nothing"


def fields(site: Site, thing: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """Yield each field of a thing with its value as people read it."""
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if name in ("id", "start") or (isinstance(thing, Claim) and name == "says"):
            continue
        if isinstance(value, msgspec.Struct):
            yield from fields(site, value)
        elif isinstance(value, tuple):
            yield name, "; ".join(site.name(v) for v in value)
        elif name in DATED and isinstance(value, str):
            yield name, spoken(value) if value else ""
        elif isinstance(value, str):
            yield name, site.name(value) if value else ""
        elif value is not None:
            yield name, {True: "yes", False: "no"}.get(value, str(value))
