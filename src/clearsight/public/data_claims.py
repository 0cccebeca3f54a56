"""Claims as schema.org: a Claim each; a ClaimReview only where a person decided.

The software never rates a claim, so what nobody decided carries no rating.
"""

from __future__ import annotations

from typing import Any

from clearsight.accountability.log import Entry
from clearsight.accountability.things import (
    Claim,
    Commitment,
    Materiality,
    Outcome,
    Promised,
)
from clearsight.public.site import Quote, Site

Told = dict[str, Any]


def claims(site: Site) -> Told:
    """Return every claim and every decision as one JSON-LD document."""
    record = site.record
    return {
        "@context": "https://schema.org",
        "@graph": [
            *(_claim(site, c.id) for c in record.things(Claim)),
            *(_outcome(site, o) for o in record.things(Outcome)),
            *(_material(site, m) for m in record.things(Materiality)),
        ],
    }


def _claim(site: Site, name: str) -> Told:
    shown = site.claims[name]
    told: Told = {
        "@type": "Claim",
        "@id": f"claims.html#{shown.anchor}",
        "identifier": name,
        "text": shown.sentence,
        "appearance": [_appearance(q) for q in shown.quotes],
    }
    if shown.replies:
        told["comment"] = [
            {
                "@type": "Comment",
                "text": r.words,
                "author": {"@type": "Thing", "name": r.by},
            }
            for r in shown.replies
        ]
    return told


def _appearance(quote: Quote) -> Told:
    return {
        "@type": "Quotation",
        "@id": quote.href,
        "text": quote.words,
        "spokenByCharacter": {"@type": "Thing", "name": quote.speaker},
        "isPartOf": {"@type": "CreativeWork", "name": quote.source},
    }


def _outcome(site: Site, outcome: Outcome) -> Told:
    commitment = site.record.must(outcome.commitment, Commitment)
    of = [
        c.id
        for c in site.record.things(Claim)
        if isinstance(c.says, Promised) and c.says.commitment == outcome.commitment
    ]
    told = _review(
        site.record.entry(outcome.id),
        f"{site.places[commitment.id]}#dec-h",
        commitment.title,
        outcome.standing,
        [f"claims.html#{s.anchor}" for s in site.claimed(of)],
    )
    told["citation"] = [site.name(e) for e in outcome.evidence]
    return told


def _material(site: Site, decided: Materiality) -> Told:
    shown = site.claimed(decided.claims)
    return _review(
        site.record.entry(decided.id),
        "accounts.html",
        " / ".join(s.sentence for s in shown),
        "material" if decided.is_material else "not material",
        [f"claims.html#{s.anchor}" for s in shown],
    )


def _review(
    entry: Entry, url: str, reviewed: str, rating: str, items: list[str]
) -> Told:
    told: Told = {
        "@type": "ClaimReview",
        "identifier": entry.thing.id,
        "url": url,
        "claimReviewed": reviewed,
        "itemReviewed": [{"@type": "Claim", "@id": i} for i in items],
        "reviewRating": {"@type": "Rating", "alternateName": rating},
        "author": {"@type": "Person", "name": entry.by},
        "datePublished": entry.at[:10],
    }
    return {**told, "reviewBody": entry.because} if entry.because else told
