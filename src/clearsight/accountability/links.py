"""Which fields of a thing name other things, and whether those are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from clearsight.accountability.log import Draft
from clearsight.accountability.record import Record
from clearsight.accountability.things import Claim, Thing
from clearsight.errors import InputError

LINKS: dict[str, tuple[str, ...]] = {
    "Statement": ("source", "speaker"),
    "Claim": ("rests_on",),
    "Post": ("organisation",),
    "Inspection": ("body",),
    "Finding": ("found_by", "statement"),
    "Instrument": ("made_by", "supersedes"),
    "Clause": ("instrument",),
    "Commitment": ("promised_by",),
    "Action": ("answers", "post"),
    "ActionSlip": ("action",),
    "Verdict": ("action",),
    "Rebased": ("measure",),
    "Challenge": ("about",),
    "BoardDecision": ("about", "answers"),
    "OverseerClock": ("overseer",),
    "Voice": ("about",),
    "VoiceStep": ("voice",),
    "Classing": ("about",),
    "Materiality": ("claims",),
    "Sameness": ("one", "other"),
    "Slip": ("commitment", "statement"),
    "Outcome": ("commitment",),
    "Reply": ("about",),
    "Appointed": ("post", "person"),
    "Happened": ("body",),
    "Inspected": ("inspection", "body"),
    "Intervened": ("instrument", "body", "person"),
    "Promised": ("commitment", "by"),
}


def links(thing: Thing) -> Iterator[tuple[str, str]]:
    """Yield each field that names another thing, and the id it names."""
    parts = (thing, thing.says) if isinstance(thing, Claim) else (thing,)
    for part in parts:
        for field in LINKS.get(type(part).__name__, ()):
            value = getattr(part, field)
            for name in (value,) if isinstance(value, str) else value:
                if name:
                    yield field, name


def check(record: Record, drafts: Sequence[Draft]) -> None:
    """Refuse drafts that name what is neither in the record nor among them."""
    after = record.beside(drafts)
    for draft in drafts:
        for field, name in links(draft.thing):
            if after.get(name) is not None or draft.act == "retract":
                continue
            near = get_close_matches(name, [e.thing.id for e in after.entries], n=1)
            raise InputError(
                f"Its {field} is {name!r}, which the record does not hold.",
                where=draft.thing.id,
                do=f"Did you mean {near[0]!r}?" if near else "Enter that first.",
            )
