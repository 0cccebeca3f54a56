"""What was known on a day: the extracts kept by then, settled as one folder would be.

Nothing that depends on other files is stored. Year, council, extract date and repeats
are settled anew from all that was known, under the names the files would have if they
all still lay where they were loaded from; so a folder loaded in parts, in any order,
comes out as the folder loaded, or reviewed, whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from clearsight.errors import InputError
from clearsight.files.manifest import ReadFile
from clearsight.returns import by_key
from clearsight.returns.exports import settle_exports
from clearsight.returns.extracts import KEYS, day_in_name, settle_extract_dates
from clearsight.returns.held import Held
from clearsight.returns.twice import drop_repeats, tell_apart
from clearsight.returns.years import settle_years
from clearsight.store import extracts, whose
from clearsight.store.kept import Kept, Sighting, Tombstone, kept, plain
from clearsight.store.place import Place

SSDA903, EPISODES, XML = "ssda903", "Episodes", "XML"


@dataclass
class Extract:
    """One extract of the store, named and placed, with the day it was known on.

    `known_on` is the extract date that somebody or the name of the file states, else
    the day of loading. `held` has its tables only once `known` has read them.
    """

    sighting: Sighting
    held: Held
    known_on: date
    manifest: Mapping[str, Any]

    @property
    def file(self) -> ReadFile:
        """Return the file as the settling of all files together leaves it."""
        return self.held.file


@dataclass(frozen=True)
class Known:
    """What was known on a day. `files` are as `returns.folder.read_paths` gives them.

    `superseded` are names of files of which a later cut is used; `not_yet` counts the
    extracts that only came later; `tombstones` what was removed and did not come back;
    `unnamed` are names of files, left aside among `files`, that may be of the council
    asked for and name none.
    """

    files: list[ReadFile]
    unnamed: list[str]
    superseded: list[str]
    not_yet: int
    tombstones: list[Tombstone]
    known_at: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what a manifest says of the store."""
        return {
            "known_at": self.known_at and self.known_at.isoformat(),
            "superseded": self.superseded,
            "of_no_named_council": self.unnamed,
            "not_known_yet": self.not_yet,
            "removed": [t.as_dict() for t in self.tombstones],
        }


def every(place: Place, council: str = "") -> list[Extract]:
    """Return every extract that is kept, without its tables, in order of name.

    Of one council where it is named, and `InputError` where the store holds nothing of
    it, or there is no store.
    """
    return every_and_unnamed(place, council)[0]


def every_and_unnamed(
    place: Place, council: str, damaged: list[Sighting] | None = None
) -> tuple[list[Extract], list[Extract]]:
    """Return what `every` does, and what may be of the council and names none.

    What is not as it was written is put into `damaged`; where that is not given it is
    an `InputError`, for no review may be made without it.
    """
    place.must_be_there()
    said = whose.named_since(kept(place), None)
    found = _unsettled(place, council, said, damaged=damaged)
    whose.settle(found)
    return whose.of(found, council, said), whose.of_nobody(found, council)


def unnamed(place: Place) -> whose.Unnamed:
    """Return whose each extract is taken to be whose council nobody named."""
    said = kept(place)
    asked = any(not (s.given or s.told) for s in said.sightings)
    return whose.unnamed(every(place)) if asked else {}


def known(place: Place, *, known_at: date | None = None, council: str = "") -> Known:
    """Return what was known on the day, of one council where it is named.

    Nothing that came later has a say, not even in whose an extract is. Raises
    `InputError` where there is no store, nothing was known, or no such council.
    """
    place.must_be_there()
    said = whose.named_since(kept(place), known_at)
    there = _unsettled(place, council, said, known_at)
    by_then = [x for x in there if known_at is None or x.known_on <= known_at]
    if not by_then and (known_at or not council):
        raise InputError(
            (
                f"Nothing was known on {known_at:%d/%m/%Y}."
                if known_at and said.ever
                else "The store holds no extract."
            )
            + whose.removed_since(said, council, known_at),
            where=str(place.root),
            do="`clearsight store show` says from which day each extract was known.",
        )
    whose.settle(by_then)
    used = whose.of(by_then, council, said, known_at)
    unnamed = whose.of_nobody(by_then, council)
    _with_tables(place, used)
    for given in sorted({x.sighting.given for x in used}):
        beside = [x.held for x in used if x.sighting.given == given]
        settle_years(beside, None)
        settle_exports(beside)
        settle_extract_dates(beside, {})
    latest, earlier = _latest(used)
    ready = [x.held for x in latest]
    drop_repeats(ready)
    tell_apart(ready)
    for h in ready:
        if h.key and h.notes:
            h.file.why = "; ".join([h.file.why, *h.notes])
    return Known(
        files=[*(h.file for h in ready), *(x.file for x in unnamed)],
        unnamed=[x.file.name for x in unnamed],
        superseded=[x.file.name for x in earlier],
        not_yet=sum(
            known_at is not None
            and x.known_on > known_at
            and whose.may_be_of(x, council)
            for x in there
        ),
        tombstones=[t for t in said.gone if t.is_of(council)],
        known_at=known_at,
    )


def _unsettled(
    place: Place,
    council: str,
    said: Kept,
    known_at: date | None = None,
    damaged: list[Sighting] | None = None,
) -> list[Extract]:
    """Return all that may be of the council, as each by itself says what it is."""
    found = []
    for given in sorted({s.given for s in said.sightings}):
        # The name given with a load is the council's: others need not be looked at.
        if not (council and given) or plain(given) == plain(council):
            found += _of_one_name(place, given, said, known_at, damaged)
    return found


def _of_one_name(
    place: Place,
    given: str,
    said: Kept,
    known_at: date | None,
    damaged: list[Sighting] | None,
) -> list[Extract]:
    """Name the extracts loaded under one council's name, and say when each was known.

    A content that lay in several places goes by a place where it was seen by then.
    """
    root = _root(s.path for s in said.ever if s.given == given)
    chosen = _chosen([s for s in said.sightings if s.given == given], known_at)
    found = []
    for sighting, folder in _named(chosen):
        try:
            manifest = _manifest(place, sighting)
        except InputError:
            if damaged is None:
                raise
            damaged.append(sighting)
            continue
        name = str(PurePosixPath(folder, PurePosixPath(sighting.path).name))
        name = name.removeprefix(root).lstrip("/")
        file = extracts.read(place.extract(sighting.sha256), manifest, name)
        if sighting.stated and file.taken_for in KEYS:
            file.extract_date, file.is_date_stated = sighting.stated, True
        held = Held(file, PurePosixPath(root).name)
        day = sighting.stated or day_in_name(held) or sighting.loaded_at.date()
        found.append(Extract(sighting, held, day, manifest))
    return sorted(found, key=lambda x: (x.file.name, x.sighting.place))


def _manifest(place: Place, sighting: Sighting) -> Mapping[str, Any]:
    """Return what was written beside an extract, if it is what the ledger tells of."""
    manifest = extracts.manifest_of(place.extract(sighting.sha256))
    if not sighting.is_told_by(manifest):
        raise extracts.damaged(place.extract(sighting.sha256))
    return manifest


def _root(paths: Iterable[str]) -> str:
    """Return the nearest folder that all lie in, as if it had been handed over."""
    folders = {str(PurePosixPath(p).parent) for p in paths}
    try:
        return os.path.commonpath(folders).replace("\\", "/")
    except ValueError:  # on several drives
        return ""


def _chosen(sightings: Sequence[Sighting], known_at: date | None) -> list[Sighting]:
    """Take the same bytes of one day once, wherever they lay.

    The same bytes of another day say that nothing has changed. Of one day they were
    loaded when they first were, and lie where they were seen by the day asked about:
    where a day is stated, the last one stated, before others; then where the name has
    one; then in order of name. Those with no day count only if no other is dated, by
    then. Empty tables stand for themselves.
    """
    by_then = [s for s in sightings if known_at is None or s.seen_on <= known_at]
    stated = {(s.sha256, s.path) for s in by_then if s.stated}
    dated = {s.sha256 for s in by_then if s.rows and s.when_told}
    same: dict[tuple[object, ...], list[Sighting]] = {}
    for s in sorted(sightings, key=lambda s: s.path):
        if not s.stated and (s.sha256, s.path) in stated:
            continue
        when, path = s.when_told, "" if s.rows else s.path
        if when or path or s.sha256 not in dated:
            same.setdefault((s.sha256, path, when), []).append(s)
    return [_as_seen(seen, known_at) for seen in same.values()]


def _as_seen(seen: Sequence[Sighting], known_at: date | None) -> Sighting:
    by_then = [s for s in seen if known_at is None or s.seen_on <= known_at]
    by_then.sort(key=lambda s: s.load)
    # Loaded from one place again, after others were: it counts from that load on.
    lies = {(s.path, s.stated): s for s in by_then or seen}
    here = max(sorted(lies.values(), key=lambda s: s.path), key=_preferred)
    first = min(seen, key=lambda s: s.load)
    is_back = any(s.same == here.same and s.load < here.load for s in seen)
    since = here if is_back else first
    return replace(
        here,
        stated=max(seen, key=_preferred).stated,
        loaded_at=since.loaded_at,
        loaded_by=since.loaded_by,
    )


def _preferred(s: Sighting) -> tuple[object, ...]:
    """Order sightings of one content so that the one to use comes last."""
    named = Held(ReadFile(name=s.path))
    is_dated = day_in_name(named) is not None
    later = s.load if s.stated else 0
    return (s.stated is not None, is_dated, later)


def _named(chosen: Sequence[Sighting]) -> list[tuple[Sighting, str]]:
    """Give each its folder, apart where a later load brought other files of one name.

    The files of one folder belong together. Once a load brings another content for a
    name that was there, what it brings is the folder as it was later: `folder (2)`.
    """
    folders: dict[str, list[Sighting]] = {}
    for s in sorted(chosen, key=lambda s: (s.load, s.path)):
        folders.setdefault(str(PurePosixPath(s.path).parent), []).append(s)
    named = []
    for folder, inside in folders.items():
        turn, names = 1, set[str]()
        for load in sorted({s.load for s in inside}):
            brought = [s for s in inside if s.load == load]
            if names & {s.path for s in brought}:
                turn, names = turn + 1, set()
            names |= {s.path for s in brought}
            as_called = folder if turn == 1 else f"{folder} ({turn})"
            named += [(s, as_called) for s in brought]
    return named


def _with_tables(place: Place, used: Sequence[Extract]) -> None:
    def fill(x: Extract) -> None:
        frames = extracts.tables(place.extract(x.file.sha256), x.manifest)
        for part, frame in zip(x.file.parts, frames, strict=True):
            part.frame = frame

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, (x for x in used if not x.file.aside)))


def _latest(used: Sequence[Extract]) -> tuple[list[Extract], list[Extract]]:
    """Part the cuts to use from those of which a later one is there.

    A later cut tells of the same table, for the same council and time. Of cuts known
    on one day the later load of the same file counts; others are left for the rule
    that a folder follows, so that the store says what the folder would.
    """
    best: dict[tuple[object, ...], tuple[date, dict[str, int]]] = {}
    forms: dict[tuple[object, ...], tuple[date, bool]] = {}
    for x in used:
        for part in x.file.parts:
            key = _place(x, part.table)
            day, loads = best.get(key, (x.known_on, {}))
            if x.known_on > day:
                day, loads = x.known_on, {}
            if x.known_on == day:
                path = x.sighting.path
                loads[path] = max(loads.get(path, 0), x.sighting.load)
            best[key] = day, loads
        if x.file.taken_for == SSDA903 and _has_care(x.file):
            last = forms.get(_when(x.file), (x.known_on, _is_xml(x.file)))
            forms[_when(x.file)] = max(last, (x.known_on, _is_xml(x.file)))
    kept_on, gone = [], []
    for x in used:
        later = [p for p in x.file.parts if _is_later(x, best[_place(x, p.table)])]
        form = forms.get(_when(x.file))
        of_other_form = form is not None and form[1] != _is_xml(x.file)
        if len(later) == len(x.file.parts) or (
            form is not None and of_other_form and form[0] > x.known_on
        ):
            gone.append(x)
            continue
        x.file.parts = [p for p in x.file.parts if p not in later]
        kept_on.append(x)
    return kept_on, gone


def _is_later(x: Extract, best: tuple[date, dict[str, int]]) -> bool:
    day, loads = best
    return x.known_on < day or loads.get(x.sighting.path, 0) > x.sighting.load


def _place(x: Extract, table: str) -> tuple[object, ...]:
    """Say whose place a later cut takes; of parts of one state, only their own."""
    kind = x.file.taken_for
    own = x.sighting.path if kind and by_key(kind).builds_up else ""
    return (*_when(x.file), table, own)


def _when(file: ReadFile) -> tuple[object, ...]:
    return (
        file.taken_for, file.council, file.year, file.reference_date, file.extract_date,
    )  # fmt: skip


def _has_care(file: ReadFile) -> bool:
    return any(p.table == EPISODES for p in file.parts)


def _is_xml(file: ReadFile) -> bool:
    return file.layout.upper().startswith(XML)
