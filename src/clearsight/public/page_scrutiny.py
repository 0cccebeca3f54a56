"""Inspections, findings, instruments and clauses; two commissioners kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Appointed,
    Claim,
    Clause,
    Finding,
    Happened,
    Inspected,
    Inspection,
    Instrument,
    Intervened,
    Post,
    Statement,
)
from clearsight.public.site import Quote, Shown, Site, anchor

COMMISSIONER = re.compile(r"commissioner", re.IGNORECASE)
OF_THE_SECRETARY = re.compile(r"497A", re.IGNORECASE)
FOR_ENGLAND = re.compile(r"Children Act 2004,? (?:section|s\.?) ?2\b", re.IGNORECASE)


@dataclass(frozen=True)
class FindingShown:
    """A finding or a clause: its words, what they rest on, what answers it."""

    anchor: str
    number: str
    words: str
    due: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class InspectionShown:
    """An inspection, what is claimed of it, and what it found."""

    anchor: str
    title: str
    body: str
    council: str
    is_visit: bool
    claims: tuple[Shown, ...]
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True)
class InstrumentShown:
    """An instrument: who made it, under what law, what it supersedes, its clauses."""

    anchor: str
    title: str
    kind: str
    made_by: str
    about: str
    law: str
    supersedes: str
    superseded_by: str
    claims: tuple[Shown, ...]
    clauses: tuple[FindingShown, ...]


@dataclass(frozen=True)
class Commissioners:
    """The two who are called commissioner, kept apart, and the sources' own words."""

    of_the_secretary: tuple[tuple[str, str], ...]
    for_england: tuple[tuple[str, str], ...]
    words: tuple[Quote, ...]


def inspections(site: Site) -> list[InspectionShown]:
    """Return every inspection of the record."""
    claims = site.record.things(Claim)
    return [
        InspectionShown(
            anchor=anchor(i.id),
            title=i.title,
            body=site.name(i.body) if i.body else "",
            council=i.council,
            is_visit=i.is_monitoring_visit,
            claims=site.claimed(
                c.id
                for c in claims
                if isinstance(c.says, Inspected) and c.says.inspection == i.id
            ),
            findings=_findings(site, i.id),
        )
        for i in site.record.things(Inspection)
    ]


def other_findings(site: Site) -> tuple[FindingShown, ...]:
    """Return the findings of somebody who is no inspection: a commissioner, a board."""
    inspected = {i.id for i in site.record.things(Inspection)}
    others = {f.found_by for f in site.record.things(Finding)} - inspected
    return tuple(f for o in sorted(others) for f in _findings(site, o))


def instruments(site: Site) -> list[InstrumentShown]:
    """Return every commission, diagnostic, order and direction of the record."""
    every = site.record.things(Instrument)
    claims = site.record.things(Claim)
    later = {i.supersedes: i.title for i in every if i.supersedes}
    return [
        InstrumentShown(
            anchor=anchor(i.id),
            title=i.title,
            kind=i.kind,
            made_by=site.name(i.made_by) if i.made_by else "",
            about=site.name(i.about) if i.about else "",
            law=i.law,
            supersedes=site.name(i.supersedes) if i.supersedes else "",
            superseded_by=later.get(i.id, ""),
            claims=site.claimed(
                c.id
                for c in claims
                if isinstance(c.says, Intervened) and c.says.instrument == i.id
            ),
            clauses=tuple(
                FindingShown(
                    anchor(c.id), c.number, c.words, spoken(c.due) if c.due else "", ()
                )
                for c in site.record.things(Clause)
                if c.instrument == i.id
            ),
        )
        for i in every
    ]


def events(site: Site) -> tuple[Shown, ...]:
    """Return what else is claimed to have happened."""
    return site.claimed(
        c.id for c in site.record.things(Claim) if isinstance(c.says, Happened)
    )


def commissioners(site: Site) -> Commissioners | None:
    """Return both commissioners where any source speaks of one; else None."""
    words = tuple(
        site.quote(s)
        for s in site.record.things(Statement)
        if COMMISSIONER.search(s.anchor.exact)
    )
    posts = site.record.things(Post)
    ours = [p for p in posts if OF_THE_SECRETARY.search(p.law)]
    england = [p for p in posts if FOR_ENGLAND.search(p.law)]
    if not (words or ours or england):
        return None
    return Commissioners(_holders(site, ours), _holders(site, england), words)


def _holders(site: Site, posts: Iterable[Post]) -> tuple[tuple[str, str], ...]:
    """Return each post's title with whoever a claim says came to it or held it."""
    found = []
    for post in posts:
        names = dict.fromkeys(
            site.name(c.says.person)
            for c in site.record.things(Claim)
            if isinstance(c.says, Appointed)
            and c.says.post == post.id
            and c.says.person
        )
        found.append((post.title, ", ".join(names)))
    return tuple(found)


def _findings(site: Site, found_by: str) -> tuple[FindingShown, ...]:
    return tuple(
        FindingShown(
            anchor(f.id),
            "",
            f.words,
            "",
            site.quotes([f.statement]) if f.statement else (),
        )
        for f in site.record.things(Finding)
        if f.found_by == found_by
    )
