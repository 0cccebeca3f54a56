"""The record in the shapes of Popolo: persons, organizations, posts, who held them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from clearsight.accountability.spells import Telling, spells
from clearsight.accountability.things import (
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
    Organisation,
    Person,
    Post,
)
from clearsight.accountability.when import When, when
from clearsight.public.site import Site

Told = dict[str, Any]


def popolo(site: Site) -> Told:
    """Return the record as Popolo; what Popolo has no word for has names of ours.

    Ours: `capacity`, `start_edtf`, `end_edtf`, `date_edtf`, `claims`, `is_statutory`,
    `law`. A Popolo date is given only where it is known to the day, month or year.
    """
    record = site.record
    return {
        "persons": [
            {"id": p.id, "name": p.name, "other_names": _names(p.other_names)}
            for p in record.things(Person)
        ],
        "organizations": [
            {
                "id": o.id,
                "name": o.name,
                "classification": o.kind,
                "other_names": _names(o.other_names),
            }
            for o in record.things(Organisation)
        ],
        "posts": [_post(p) for p in record.things(Post)],
        "memberships": [m for p in record.things(Post) for m in _memberships(site, p)],
        "events": [e for c in record.things(Claim) if (e := _event(site, c))],
    }


def edtf(window: When | None) -> str:
    """Return days as EDTF: a day, a month, a year, one of several days, or open."""
    if window is None or (window.is_open_start and window.is_open_end):
        return ""
    first, last = window.first, window.last
    if window.is_open_start or window.is_open_end:
        return f"../{last}" if window.is_open_start else f"{first}/.."
    if first == last:
        return first.isoformat()
    is_month = (first.year, first.month) == (last.year, last.month)
    if is_month and (first.day, last.day) == (1, monthrange(*_month(last))[1]):
        return f"{first:%Y-%m}"
    is_year = first.year == last.year
    if is_year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    return f"[{first}..{last}]"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def plain(text: str) -> str:
    """Return EDTF text as a Popolo date, blank where Popolo cannot say it."""
    return text if text and set(text) <= set("0123456789-") else ""


def _names(others: tuple[str, ...]) -> list[Told]:
    return [{"name": name} for name in others]


def _post(post: Post) -> Told:
    told: Told = {"id": post.id, "label": post.title, "role": post.title}
    if post.organisation:
        told["organization_id"] = post.organisation
    if post.other_titles:
        told["other_label"] = [{"name": t} for t in post.other_titles]
    if post.is_statutory is not None:
        told["is_statutory"] = post.is_statutory
    return {**told, "law": post.law} if post.law else told


def _memberships(site: Site, post: Post) -> list[Told]:
    told = [
        Telling.of(c.id, c.says)
        for c in site.record.things(Claim)
        if isinstance(c.says, Appointed) and c.says.post == post.id
    ]
    found = []
    for n, spell in enumerate(spells(told), start=1):
        one: Told = {
            "id": f"membership:{post.id}:{n}",
            "person_id": spell.person,
            "post_id": post.id,
            "role": post.title,
            "capacity": spell.capacity,
            "claims": list(spell.evidence),
        }
        if post.organisation:
            one["organization_id"] = post.organisation
        for name, window in (("start", spell.start), ("end", spell.end)):
            said = edtf(window)
            one[f"{name}_edtf"] = said
            if plain(said):
                one[f"{name}_date"] = said
        found.append(one)
    return found


def _event(site: Site, claim: Claim) -> Told | None:
    says = claim.says
    match says:
        case Inspected():
            kind, name = "inspection", site.name(says.inspection)
        case Intervened():
            kind, name = "intervention", site.name(says.instrument)
        case Happened():
            kind, name = "event", says.what
        case _:
            return None
    told: Told = {
        "id": claim.id,
        "name": name,
        "description": site.claims[claim.id].sentence,
        "classification": kind,
        "date_edtf": says.date,
        "claims": [claim.id],
    }
    if says.body:
        told["organization_id"] = says.body
    if plain(says.date) and when(says.date):
        told["start_date"] = says.date
    return told
