"""A record made from things, each with who said so, when and why."""

from __future__ import annotations

from clearsight.accountability.log import Act, Entry
from clearsight.accountability.record import Record
from clearsight.accountability.things import Thing

DAY = "2024-09-01"


def said(
    thing: Thing,
    by: str = "A. Clerk",
    on: str = DAY,
    because: str = "",
    act: Act = "add",
) -> Entry:
    """Return an entry, not yet numbered."""
    return Entry(
        number=0,
        at=f"{on}T12:00:00+00:00",
        by=by,
        act=act,
        because=because,
        thing=thing,
        previous="",
    )


def record(*told: Thing | Entry) -> Record:
    """Return the record of things and entries, in this order; its hashes are blank."""
    entries = [t if isinstance(t, Entry) else said(t) for t in told]
    return Record.of(
        Entry(
            number=n,
            at=e.at,
            by=e.by,
            act=e.act,
            because=e.because,
            thing=e.thing,
            previous="",
        )
        for n, e in enumerate(entries, start=1)
    )
