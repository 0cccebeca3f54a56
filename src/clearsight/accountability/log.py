"""The record itself: entries that are only ever added, each chained to the one before.

An entry is one line of JSON. Its hash is the SHA-256 of the hash before it and of its
own words, so a line that is altered, taken out or moved breaks the chain from there on.
Where lines and originals are kept is a `Keeper`: a folder today, a database later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal, Protocol

import msgspec
from msgspec import Struct

from clearsight.accountability.things import Thing
from clearsight.errors import InputError

Act = Literal["add", "correct", "retract"]
FIRST = "0" * 64


class Draft(Struct, frozen=True, kw_only=True):
    """What somebody wants to put in the record.

    *add* a new thing; *correct* one that is there (same id, said anew) or *retract* it,
    both with a reason. Nothing that was there before is lost by either.
    """

    thing: Thing
    act: Act = "add"
    because: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the log: what was put in the record, by whom, when (UTC) and why."""

    number: int
    at: str
    by: str
    act: Act
    because: str
    thing: Thing
    previous: str
    hash: str = ""


class Keeper(Protocol):
    """Keeps lines in order, and originals by their SHA-256. Knows nothing of either."""

    def lines(self) -> list[bytes]:
        """Return every line, oldest first."""

    def add(self, make: Callable[[Sequence[bytes]], Sequence[bytes]]) -> list[bytes]:
        """Add the lines that `make` returns for those now held, as one whole, or none.

        Nobody else adds between the look and the writing.
        """

    def keep(self, content: bytes) -> str:
        """Keep an original, and return its SHA-256 in hexadecimal."""

    def original(self, digest: str) -> bytes:
        """Return an original that was kept; `InputError` where it is not."""


class Broken(Struct, frozen=True, kw_only=True):
    """The first place where the log is not as it was written."""

    line: int
    why: str


class Log:
    """The entries that a keeper keeps."""

    def __init__(self, keeper: Keeper) -> None:
        """Look through the keeper at each call: others may have added to it."""
        self.keeper = keeper

    def entries(self) -> list[Entry]:
        """Return every entry, oldest first; an altered log is an `InputError`."""
        lines = self.keeper.lines()
        entries = [_decode(line, n) for n, line in enumerate(lines, start=1)]
        broken = first_broken(lines)
        if broken:
            raise InputError(
                f"The record is not as it was written: {broken.why}.",
                where=f"line {broken.line} of the log",
                do="Run `clearsight record verify`, and go back to a copy that holds.",
            )
        return entries

    def add(self, drafts: Sequence[Draft], *, by: str, at: datetime) -> list[Entry]:
        """Add all the drafts or none, and return their entries.

        `by` is a named person; `at` has a time zone. The drafts are checked against
        what the log holds at that moment.
        """
        if not by.strip():
            raise InputError(
                "Every entry needs the name of the person who makes it.",
                do="Give --by NAME.",
            )
        made: list[Entry] = []

        def make(lines: Sequence[bytes]) -> list[bytes]:
            made[:] = _chained(lines, drafts, by.strip(), at)
            return [_encode(entry) for entry in made]

        self.keeper.add(make)
        return made


def first_broken(lines: Sequence[bytes]) -> Broken | None:
    """Return the first line that does not stand as it was written, or None."""
    previous = FIRST
    for number, line in enumerate(lines, start=1):
        try:
            entry = _decode(line, number)
        except InputError as wrong:
            return Broken(line=number, why=wrong.what)
        if _encode(entry) != line:
            return Broken(line=number, why="it is not in the form we write")
        if entry.number != number or entry.previous != previous:
            return Broken(line=number, why="it does not follow the line before it")
        if entry.hash != _hash(entry):
            return Broken(line=number, why="its words do not match its hash")
        previous = entry.hash
    return None


def _chained(
    lines: Sequence[bytes], drafts: Sequence[Draft], by: str, at: datetime
) -> list[Entry]:
    held = {}
    for number, line in enumerate(lines, start=1):
        entry = _decode(line, number)
        held[entry.thing.id] = entry
    previous = _decode(lines[-1], len(lines)).hash if lines else FIRST
    made = []
    for number, draft in enumerate(drafts, start=len(lines) + 1):
        _allowed(draft, held.get(draft.thing.id))
        entry = Entry(
            number=number,
            at=at.isoformat(timespec="seconds"),
            by=by,
            act=draft.act,
            because=draft.because,
            thing=draft.thing,
            previous=previous,
        )
        entry = msgspec.structs.replace(entry, hash=_hash(entry))
        previous = entry.hash
        held[entry.thing.id] = entry
        made.append(entry)
    return made


def _allowed(draft: Draft, held: Entry | None) -> None:
    name = draft.thing.id
    if draft.act == "add" and held is not None:
        raise InputError(
            f"The record already holds {name}.", do="Correct it, with a reason."
        )
    if draft.act == "add":
        return
    if held is None:
        raise InputError(f"The record holds no {name}.", do="Look at its id again.")
    if type(held.thing) is not type(draft.thing):
        raise InputError(f"{name} is another kind of thing.", do="Give it a new id.")
    if not draft.because.strip():
        raise InputError(
            f"To {draft.act} {name} needs a reason, which is kept.",
            do="Give --because TEXT.",
        )


def _hash(entry: Entry) -> str:
    bare = msgspec.structs.replace(entry, hash="")
    return sha256(_encode(bare)).hexdigest()


def _encode(entry: Entry) -> bytes:
    return msgspec.json.encode(entry, order="deterministic")


_DECODER = msgspec.json.Decoder(Entry)


def _decode(line: bytes, number: int) -> Entry:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError(
            "it cannot be read as an entry", where=f"line {number} of the log"
        ) from None
