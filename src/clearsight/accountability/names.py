"""Ids for things, made from what they are, and finding things by name."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from clearsight.accountability.record import Record
from clearsight.accountability.things import Organisation, Person, Post

SHORT = 12


def slug(words: str) -> str:
    """Return words as they stand in an id: "Children’s services" is childrens-services.

    Blank if the words hold no letter or figure.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    without = re.sub(r"(?<=\w)'(?=s\b)", "", plain.lower())
    return re.sub(r"[^a-z0-9]+", "-", without).strip("-")


def digest(*parts: str) -> str:
    """Return twelve hexadecimal figures that stand for these words."""
    return sha256("\0".join(parts).encode()).hexdigest()[:SHORT]


def find_person(record: Record, name: str) -> Person | None:
    """Return the person known by this name, if the record holds just one."""
    wanted = slug(name)
    found = [
        p
        for p in record.things(Person)
        if wanted in {slug(n) for n in (p.name, *p.other_names)}
    ]
    return found[0] if len(found) == 1 else None


def find_organisation(record: Record, name: str) -> Organisation | None:
    """Return the organisation known by this name, if the record holds just one."""
    wanted = slug(name)
    found = [
        o
        for o in record.things(Organisation)
        if wanted in {slug(n) for n in (o.name, *o.other_names)}
    ]
    return found[0] if len(found) == 1 else None


def find_post(record: Record, title: str, organisation: str = "") -> Post | None:
    """Return the post with this title in this organisation (or in any, if blank)."""
    wanted = slug(title)
    found = [
        p
        for p in record.things(Post)
        if wanted in {slug(t) for t in (p.title, *p.other_titles)}
        and (not organisation or p.organisation in ("", organisation))
    ]
    return found[0] if len(found) == 1 else None
