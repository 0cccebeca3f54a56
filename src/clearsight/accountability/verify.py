"""Is the record as it was written? The first line that is not, and lost originals."""

from __future__ import annotations

from dataclasses import dataclass

from clearsight.accountability.log import FIRST, Log, first_broken
from clearsight.accountability.record import Record
from clearsight.accountability.things import Source
from clearsight.errors import InputError


@dataclass(frozen=True)
class Wrong:
    """Where something is not as it was, and what."""

    where: str
    what: str


@dataclass(frozen=True)
class Verified:
    """What was looked at and what was wrong with it. `head` is the last hash."""

    lines: int
    originals: int
    head: str
    problems: tuple[Wrong, ...]


def verify(log: Log, *, expect: str = "") -> Verified:
    """Look at every line and every original.

    `expect` is a hash that the log is known to have held: a chain that was cut short,
    or written anew, no longer holds it.
    """
    lines = log.keeper.lines()
    if broken := first_broken(lines):
        wrong = Wrong(f"line {broken.line} of the log", f"{broken.why}.")
        return Verified(len(lines), 0, "", (wrong,))
    entries = log.entries()
    problems = []
    if expect and not any(entry.hash == expect for entry in entries):
        problems.append(
            Wrong("the log", "it does not hold the hash that was noted earlier.")
        )
    kept = {s.kept: s.id for s in Record.of(entries).things(Source) if s.kept}
    for digest, name in kept.items():
        try:
            log.keeper.original(digest)
        except InputError as gone:
            problems.append(Wrong(name, gone.what))
    head = entries[-1].hash if entries else FIRST
    return Verified(len(lines), len(kept), head, tuple(problems))
