"""Removing an extract: a decision with a name and a reason, and what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clearsight.dates import add_months
from clearsight.errors import InputError, SettingsError
from clearsight.store import ledger
from clearsight.store.current import Extract, every
from clearsight.store.kept import REMOVE, Kept, Sighting, kept, plain
from clearsight.store.place import Place
from clearsight.store.whose import named_since

SHORTEST = 8  # hex digits of a hash that name an extract


@dataclass(frozen=True)
class Decision:
    """Who decided that something be removed, and why; `account` is whose hand it was.

    Raises `SettingsError` where nobody, or no reason, is named.
    """

    by: str
    because: str
    account: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse a decision that nobody could be asked about."""
        if not self.by.strip() or not self.because.strip():
            raise SettingsError(
                "A removal needs a name and a reason.",
                do="Say who decided with --by, and why with --because.",
            )

    def line(self, sha256: str, given: str) -> Mapping[str, Any]:
        """Return the line that the ledger keeps for good."""
        return {
            "did": REMOVE,
            "at": self.at.isoformat(),
            "hash": sha256,
            "council": given,
            "by": self.by,
            "account": self.account,
            "because": self.because,
        }


def remove(place: Place, sha256: str, council: str, decision: Decision) -> Sighting:
    """Remove one extract for good, and return what it was.

    `sha256` may be its first 8 digits or more. `council` need only be named where
    several councils hold the same bytes. The line in the ledger comes first: from then
    on no review sees the extract, even if the machine stops before the files are gone.
    """
    place.must_be_there()
    with place.writing():
        before = named_since(kept(place), None)
        found = _meant(before, sha256, council)
        ledger.add(place.ledger, decision.line(found.sha256, found.given))
        _swept(place)
    return found


def overdue(place: Place, months: int, on: date) -> list[Extract]:
    """Return the extracts that are older than so many months on the day.

    An extract ages from the day it was last known on: the same bytes may stand for
    several days, and go with the last of them.
    """
    found = every(place)
    last: dict[tuple[str, str], date] = {}
    for x in found:
        last[_pair(x)] = max(last.get(_pair(x), x.known_on), x.known_on)
    return [x for x in found if add_months(last[_pair(x)], months) < on]


def _pair(extract: Extract) -> tuple[str, str]:
    return extract.sighting.given, extract.sighting.sha256


def apply_retention(
    place: Place, meant: Collection[tuple[str, str]], decision: Decision
) -> list[Sighting]:
    """Remove those meant that are still there, and return what they were.

    `meant` are the pairs of council named and hash that somebody has looked at: what
    was loaded in between is not removed unseen.
    """
    place.must_be_there()
    with place.writing():
        there = {(s.given, s.sha256): s for s in kept(place).sightings}
        gone = [there[pair] for pair in sorted(meant) if pair in there]
        for s in gone:
            ledger.add(place.ledger, decision.line(s.sha256, s.given))
        _swept(place)
    return gone


def _swept(place: Place) -> None:
    after = kept(place)
    place.sweep(after.hashes, after.removed)


def _meant(before: Kept, sha256: str, council: str) -> Sighting:
    if len(sha256) < SHORTEST:
        raise InputError(
            "The hash is too short to name one extract.",
            do=f"Give at least {SHORTEST} of its digits.",
        )
    found = [s for s in before.sightings if s.sha256.startswith(sha256.casefold())]
    if council:
        named = [s for s in found if plain(s.given or s.told) == plain(council)]
        # One that names nobody is told whose it is by what lies beside it.
        found = named or [s for s in found if not s.given and not s.told]
    if not found:
        raise InputError(
            "The store holds no extract of this hash.",
            do="`clearsight store show` lists what there is.",
        )
    _must_be_one({s.sha256 for s in found}, "extract", "Give more digits of the hash.")
    _must_be_one({s.given for s in found}, "council", "Name the council: --council.")
    return found[-1]


def _must_be_one(names: Collection[str], what: str, do: str) -> None:
    if len(names) > 1:
        raise InputError(f"More than one {what} holds an extract of this hash.", do=do)
