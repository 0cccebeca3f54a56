"""A record made from things, each with who said so, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from clearsight.accountability.log import Act, Draft, Entry, Log
from clearsight.accountability.record import Record
from clearsight.accountability.things import Thing
from clearsight.errors import InputError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
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


class MemoryKeeper:
    """A keeper in memory: the seam has more than one side."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.held: list[bytes] = []
        self.originals: dict[str, bytes] = {}

    def lines(self) -> list[bytes]:
        """Return all lines."""
        return list(self.held)

    def add(self, make: Callable[[Sequence[bytes]], Sequence[bytes]]) -> list[bytes]:
        """Add what is made of those held."""
        new = list(make(self.lines()))
        self.held.extend(new)
        return new

    def keep(self, content: bytes) -> str:
        """Keep by hash."""
        digest = sha256(content).hexdigest()
        self.originals[digest] = content
        return digest

    def original(self, digest: str) -> bytes:
        """Give back by hash."""
        if digest not in self.originals:
            raise InputError("It is not kept.")
        return self.originals[digest]


def log_with(*drafts: Draft) -> Log:
    log = Log(MemoryKeeper())
    for hour, draft in enumerate(drafts):
        log.add([draft], by="A. Clerk", at=NOON + timedelta(hours=hour))
    return log
