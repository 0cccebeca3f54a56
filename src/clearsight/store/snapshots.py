"""Load: keep each extract for good, whole or not at all, and once only."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from clearsight.files.archive import Found, find, load
from clearsight.files.manifest import ReadFile
from clearsight.files.source import Source
from clearsight.returns.extracts import (
    KEYS,
    by_call,
    calls,
    must_be_used,
)
from clearsight.returns.folder import described, read_source, two_at_a_time
from clearsight.returns.held import Held
from clearsight.store import extracts, ledger
from clearsight.store.kept import LOAD, Kept, Sighting, Tombstone, kept, plain
from clearsight.store.place import MEANT, Place, settle_folder, write_whole

Progress = Callable[[str, int, int], None]
KEPT, ALREADY, ASIDE, REMOVED = "kept", "there already", "left aside", "removed before"
AGAIN, OTHER_DAY = "counts again", "kept for another day"
IN_ITS_PLACE = "another was loaded from there since; of one time the last one counts"


@dataclass(frozen=True)
class Loaded:
    """What became of one file of a load: one of the six words above, and why."""

    name: str
    became: str
    why: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class _File:
    """One file as it was found: where, its turn in its zip, and its bytes' hash."""

    name: str
    path: str
    place: int
    stated: date | None
    sha256: str = ""
    why: str = ""


@dataclass
class _Load:
    """One load under way: what was there, what is wanted, what has been read."""

    place: Place
    before: Kept
    folder: Path
    council: str
    days: Mapping[str, date]
    again: bool
    read: dict[str, dict[str, Any]] = field(default_factory=dict)
    useless: dict[str, str] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    turn: Lock = field(default_factory=Lock)

    def take(self, item: Found) -> list[_File]:
        """Read one file on disk, or each member of a zip, into the load's folder."""
        where = item.path.resolve().as_posix()
        taken = []
        for number, source in enumerate(load(item)):
            path = where + source.name.removeprefix(item.name)
            stated = self._stated(source.name, item.given)
            if isinstance(source, ReadFile):
                taken.append(_File(source.name, path, number, stated, why=source.why))
                continue
            taken.append(_File(source.name, path, number, stated, source.sha256))
            if self._is_mine_to_read(source.sha256):
                self._write(source)
        return taken

    def _is_mine_to_read(self, sha256: str) -> bool:
        if sha256 in self.before.hashes or self.grave(sha256, self.council):
            return False
        with self.turn:
            is_first = sha256 not in self.claimed
            self.claimed.add(sha256)
        return is_first

    def _write(self, source: Source) -> None:
        file = described(Held(read_source(source))).file
        if file.aside or not file.taken_for:
            self.useless[source.sha256] = file.why
        else:
            written = extracts.write(self.folder / source.sha256, file)
            self.read[source.sha256] = written

    def grave(self, sha256: str, given: str) -> Tombstone | None:
        """Return the decision that removed it for this council, where it counts."""
        return None if self.again else self.before.grave(sha256, given)

    def manifest(self, sha256: str) -> dict[str, Any]:
        """Return what was read of it, by this load or by an earlier one."""
        if sha256 not in self.read:
            self.read[sha256] = extracts.manifest_of(self.place.extract(sha256))
        return self.read[sha256]

    def _stated(self, name: str, given: str) -> date | None:
        """Return the day given for the file, by its path, name, stem or a folder."""
        for call in calls(name, given):
            if call in self.days:
                self.used.add(call)
                return self.days[call]
        return None


def keep(
    place: Place,
    paths: Sequence[Path],
    *,
    council: str = "",
    extract_dates: Mapping[str, date] | None = None,
    at: datetime,
    by: str,
    again: bool = False,
    progress: Progress | None = None,
) -> list[Loaded]:
    """Read every file below the paths and keep each that can be used.

    `at` is when, and `by` whose account. What a decision removed stays out unless
    `again`. All of it is kept or, whatever happens, none. Raises `SettingsError` where
    the store cannot be written, or a day was given for a file that is not there.
    """
    days = by_call(extract_dates or {})
    with place.writing():
        before = kept(place)
        place.sweep(before.hashes, before.removed)
        found, missing = find(paths)
        with place.half_done() as folder:
            given = before.spelt(" ".join(council.split()))
            run = _Load(place, before, folder, given, days, again)
            files = [_File(f.name, "", 0, None, why=f.why) for f in missing]
            with two_at_a_time() as pool:
                for done, taken in enumerate(pool.map(run.take, found)):
                    if progress:
                        progress(found[done].name, done + 1, len(found))
                    files += taken
            must_be_used(days, run.used)
            outcome, fresh = _weighed(run, files, at, by)
            if fresh:
                _acknowledge(run, fresh, at, by)
    return outcome


def _weighed(
    run: _Load, files: Sequence[_File], at: datetime, by: str
) -> tuple[list[Loaded], list[Sighting]]:
    """Say what becomes of each file, and return what is news to the ledger."""
    usable = {f.sha256 for f in files if f.sha256 in run.before.hashes | set(run.read)}
    usable = {h for h in usable if not run.grave(h, run.council)}
    told = {plain(run.manifest(h)["council"]) for h in usable} - {""}
    theirs = {(s.given, s.sha256) for s in run.before.sightings}
    outcome, fresh = [], list[Sighting]()
    for file in files:
        if file.sha256 not in usable:
            outcome.append(_not_kept(run, file))
            continue
        manifest = run.manifest(file.sha256)
        given = run.council
        says = plain(manifest["council"])
        if given and says and len(told) > 1 and says != plain(given):
            if plain(given) in told:
                outcome.append(Loaded(file.name, ASIDE, _of_another(manifest)))
                continue
            given = ""  # which of them was meant cannot be told: it keeps its own name
            if grave := run.grave(file.sha256, given):
                outcome.append(_removed(file, grave))
                continue
        seen = _sighting(file, manifest, given, at, by)
        before = (*run.before.sightings, *fresh)
        is_back = _is_back(seen, before)
        if is_back or _is_news(seen, before):
            fresh.append(seen)
        became = ALREADY if (given, file.sha256) in theirs else KEPT
        why = manifest["why"]
        if is_back:
            became, why = AGAIN, IN_ITS_PLACE
        elif became == ALREADY and _is_of_another_day(seen, before):
            became, why = OTHER_DAY, f"as it stood on {seen.stated:%d/%m/%Y}"
        outcome.append(Loaded(file.name, became, why, file.sha256))
    return outcome, fresh


def _not_kept(run: _Load, file: _File) -> Loaded:
    if file.sha256 and (grave := run.grave(file.sha256, run.council)):
        return _removed(file, grave)
    return Loaded(file.name, ASIDE, file.why or run.useless[file.sha256])


def _removed(file: _File, grave: Tombstone) -> Loaded:
    when = f"{grave.removed_at:%d/%m/%Y} by {grave.by}"
    why = f"It was removed on {when}; --again loads it all the same."
    return Loaded(file.name, REMOVED, why, file.sha256)


def _is_news(seen: Sighting, known: Sequence[Sighting]) -> bool:
    """Say whether the ledger does not know this yet: these bytes, there, of that day.

    A load without a day takes back none that was stated before.
    """
    days = {s.stated for s in known if s.same[:3] == seen.same[:3]}
    return not days or (seen.stated is not None and seen.stated not in days)


def _is_of_another_day(seen: Sighting, known: Sequence[Sighting]) -> bool:
    """Say whether these bytes are now kept for a stated day for which they were not."""
    days = {s.stated or s.named_on for s in known if s.same[:2] == seen.same[:2]}
    return seen.kind in KEYS and seen.stated is not None and seen.stated not in days


def _is_back(seen: Sighting, known: Sequence[Sighting]) -> bool:
    """Say whether these bytes lay there before others did, and now lie there again.

    Of what tells of one day, such as a list, only that day's others stand in its place.
    """
    there = [s for s in known if s.same[::2] == seen.same[::2]]
    days = {s.stated for s in there if s.sha256 == seen.sha256}
    day = seen.stated or max((d for d in days if d), default=None)
    if day not in days or (seen.kind in KEYS and not (day or seen.named_on)):
        return False
    beside = [s for s in there if (s.stated, s.year) == (day, seen.year)]
    return max(beside, key=lambda s: s.load).sha256 != seen.sha256


def _sighting(
    file: _File, manifest: Mapping[str, Any], given: str, at: datetime, by: str
) -> Sighting:
    reference, period = manifest["reference_date"], manifest["period"]
    return Sighting(
        sha256=file.sha256,
        path=file.path,
        place=file.place,
        given=given,
        stated=file.stated,
        kind=manifest["taken_for"],
        told=manifest["council"],
        year=manifest["year"],
        reference_date=date.fromisoformat(reference) if reference else None,
        period=(period[0], period[1]) if period else None,
        children=manifest["children"],
        rows=sum(part["rows"] for part in manifest["parts"]),
        load=0,
        loaded_at=at,
        loaded_by=by,
    )


def _acknowledge(run: _Load, fresh: Sequence[Sighting], at: datetime, by: str) -> None:
    """Put what was read in its place, and last of all say so in the ledger."""
    new = sorted({s.sha256 for s in fresh} - run.before.hashes)
    # A later writer learns from this what to take away if we are killed from here on.
    write_whole(run.folder / MEANT, json.dumps(new).encode())
    settle_folder(run.folder)
    settle_folder(run.place.unfinished)
    line = {
        "did": LOAD,
        "at": at.isoformat(),
        "by": by,
        "extracts": [s.as_dict() for s in fresh],
    }
    try:
        for sha256 in new:
            (run.folder / sha256).rename(run.place.extract(sha256))
        settle_folder(run.place.extracts)
        ledger.add(run.place.ledger, line)
    except OSError:
        for sha256 in new:
            shutil.rmtree(run.place.extract(sha256), ignore_errors=True)
        raise


def _of_another(manifest: Mapping[str, Any]) -> str:
    return f"It states that it is of {manifest['council']}: load it by itself."
