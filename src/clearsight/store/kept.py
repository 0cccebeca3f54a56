"""What the ledger says is kept, and what was removed, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clearsight.files.manifest import ReadFile
from clearsight.returns.extracts import KEYS, day_in_name
from clearsight.returns.held import Held
from clearsight.returns.year_names import YearName, year_named
from clearsight.store import ledger
from clearsight.store.place import Place

LOAD, REMOVE = "load", "remove"


@dataclass(frozen=True)
class Sighting:
    """One file of one load: these bytes lay there, and this was said of them.

    `given` is the council named with the load ("" where none was) and `told` the one
    that the file names itself; `stated` the day of the extract where somebody gave it;
    `place` the file's turn within its zip; `load` the line of the ledger.
    """

    sha256: str
    path: str
    place: int
    given: str
    stated: date | None
    kind: str
    told: str
    year: int | None
    reference_date: date | None
    period: tuple[str, str] | None
    children: int
    rows: int
    load: int
    loaded_at: datetime
    loaded_by: str

    @property
    def same(self) -> tuple[str, str, str, date | None]:
        """Return what makes a further load of it no news."""
        return self.given, self.sha256, self.path, self.stated

    @property
    def when_told(self) -> date | YearName | None:
        """Return the day, of a list, or the year that somebody or its name states."""
        return (
            (self.stated or self.named_on)
            if self.kind in KEYS
            else (year_named(self.path))
        )

    @property
    def named_on(self) -> date | None:
        """Return the day in the name of the file or of its folder."""
        return day_in_name(Held(ReadFile(name=self.path)))

    @property
    def seen_on(self) -> date:
        """Return the day from which it was known."""
        return self.stated or self.named_on or self.loaded_at.date()

    def is_told_by(self, manifest: Mapping[str, Any]) -> bool:
        """Say whether a manifest says of the content what the ledger does."""
        rows = sum(part["rows"] for part in manifest["parts"])
        says = (manifest["taken_for"], manifest["council"], manifest["year"])
        return (*says, manifest["children"], rows) == (
            self.kind, self.told, self.year, self.children, self.rows,
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return the entry for the ledger."""
        return {
            "hash": self.sha256,
            "path": self.path,
            "place": self.place,
            "council": self.given,
            "extract_date": self.stated and self.stated.isoformat(),
            "kind": self.kind,
            "council_told": self.told,
            "year": self.year,
            "reference_date": self.reference_date and self.reference_date.isoformat(),
            "period": self.period,
            "children": self.children,
            "rows": self.rows,
        }


@dataclass(frozen=True)
class Tombstone:
    """What is left of an extract that was removed."""

    sha256: str
    given: str
    removed_at: datetime
    by: str
    account: str
    because: str
    was: tuple[Sighting, ...]

    def is_of(self, council: str) -> bool:
        """Say whether it may have been of the council; of any, where none is named."""
        names = {plain(self.given), *(plain(s.told) for s in self.was)} - {""}
        return not council or not names or plain(council) in names

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for a manifest."""
        return {
            "sha256": self.sha256,
            "council": self.given or next((s.told for s in self.was), "") or None,
            "taken_for": next((s.kind for s in self.was), None),
            "removed_at": self.removed_at.isoformat(),
            "by": self.by,
            "because": self.because,
        }


@dataclass(frozen=True)
class Kept:
    """What a store holds. `ever` also has the sightings of what was removed since."""

    sightings: tuple[Sighting, ...]
    tombstones: tuple[Tombstone, ...]
    ever: tuple[Sighting, ...]

    @property
    def hashes(self) -> frozenset[str]:
        """Return the hashes of all that is there."""
        return frozenset(s.sha256 for s in self.sightings)

    @property
    def gone(self) -> tuple[Tombstone, ...]:
        """Return what was removed and was not loaded again for the same council."""
        there = {(s.sha256, s.given) for s in self.sightings}
        return tuple(t for t in self.tombstones if (t.sha256, t.given) not in there)

    @property
    def removed(self) -> frozenset[str]:
        """Return the hashes of all that was removed and did not come back."""
        return frozenset(t.sha256 for t in self.tombstones) - self.hashes

    def spelt(self, council: str) -> str:
        """Return a council's name as it was first given, for `Alpha` is `alpha`."""
        named = (s.given for s in self.ever if plain(s.given) == plain(council))
        return next(named, council)

    def grave(self, sha256: str, given: str) -> Tombstone | None:
        """Return the decision that removed it from the council, where it still stands.

        Where either names no council, it may be the same one.
        """
        if any((s.sha256, s.given) == (sha256, given) for s in self.sightings):
            return None
        return next(
            (
                t
                for t in reversed(self.tombstones)
                if t.sha256 == sha256 and (not given or t.given in ("", given))
            ),
            None,
        )


def plain(name: str) -> str:
    """Return a council's name as it is compared."""
    return " ".join(name.casefold().split())


def kept(place: Place) -> Kept:
    """Return what the ledger says. Raises `InputError` where it was tampered with.

    A council goes by its name as it was first spelt, whatever a line says.
    """
    names: dict[str, str] = {}
    there: list[Sighting] = []
    ever: list[Sighting] = []
    tombstones: list[Tombstone] = []
    for number, line in enumerate(ledger.lines(place.ledger), 1):
        if line["did"] == LOAD:
            seen = [
                _sighting(entry, line, number, _first(names, entry["council"]))
                for entry in line["extracts"]
            ]
            there += seen
            ever += seen
        elif line["did"] == REMOVE:
            meant = (line["hash"], _first(names, line["council"]))
            goes = _meant(there, *meant)
            there = [s for s in there if s not in goes]
            tombstones.append(_tombstone(line, goes, meant[1]))
    return Kept(tuple(there), tuple(tombstones), tuple(ever))


def only_names(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Return the council of each content, with rows, that one alone was named for."""
    names: dict[str, set[str]] = {}
    for s in sightings:
        if s.given and s.rows:
            names.setdefault(s.sha256, set()).add(s.given)
    return {h: next(iter(given)) for h, given in names.items() if len(given) == 1}


def _meant(there: Sequence[Sighting], sha256: str, given: str) -> list[Sighting]:
    """Return what a decision on a council's extract removes: its unnamed copy too."""
    same = [s for s in there if s.sha256 == sha256]
    is_only = only_names(same).get(sha256) == given
    return [
        s for s in same if s.given == given or (is_only and not (s.given or s.told))
    ]


def _first(names: dict[str, str], council: str) -> str:
    """Return the first spelling of a council's name, which may be this one."""
    return names.setdefault(plain(council), council)


def _sighting(
    entry: Mapping[str, Any], line: Mapping[str, Any], n: int, given: str
) -> Sighting:
    period = entry["period"]
    return Sighting(
        sha256=entry["hash"],
        path=entry["path"],
        place=entry["place"],
        given=given,
        stated=_day(entry["extract_date"]),
        kind=entry["kind"],
        told=entry["council_told"],
        year=entry["year"],
        reference_date=_day(entry["reference_date"]),
        period=(period[0], period[1]) if period else None,
        children=entry["children"],
        rows=entry["rows"],
        load=n,
        loaded_at=datetime.fromisoformat(line["at"]),
        loaded_by=line["by"],
    )


def _tombstone(
    line: Mapping[str, Any], was: Sequence[Sighting], given: str
) -> Tombstone:
    return Tombstone(
        sha256=line["hash"],
        given=given,
        removed_at=datetime.fromisoformat(line["at"]),
        by=line["by"],
        account=line["account"],
        because=line["because"],
        was=tuple(was),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
