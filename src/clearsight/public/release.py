"""Put the whole site in place, or nothing; and enter in the log that it was released.

The new site is written beside the old one, which stays until the new one is complete.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from clearsight.accountability.likeness import same_person
from clearsight.accountability.log import FIRST, Draft, Log
from clearsight.accountability.record import Record
from clearsight.accountability.things import Release
from clearsight.errors import InputError
from clearsight.public.closed import close, retracted
from clearsight.public.site import Site

ABOUT = "release.json"
FOLDER, FILE = 0o755, 0o644


def two_people(first: str, second: str) -> tuple[str, str]:
    """Return both names, tidied; one name given twice is an `InputError`."""
    names = [" ".join(n.split()) for n in (first, second)]
    plain = [unicodedata.normalize("NFKC", n).casefold() for n in names]
    if not all(plain):
        raise InputError(
            "A release needs two named people.", do="Give --first NAME --second NAME."
        )
    if plain[0] == plain[1] or same_person(*names):
        raise InputError(
            "The two who release it must be two different people.",
            do="Give each by the full name, --first NAME --second NAME.",
        )
    return names[0], names[1]


def site_of(
    log: Log,
    *,
    as_at: date,
    at: datetime,
    names: tuple[str, str],
    reply_to: str = "",
) -> tuple[Record, Site]:
    """Return the record as it stands, and what of it would be published."""
    record = Record.of(log.entries())
    closed = close(record)
    return record, Site(
        closed=closed,
        as_at=as_at,
        at=at,
        first=names[0],
        second=names[1],
        number=len(record.things(Release)) + 1,
        head=record.entries[-1].hash if record.entries else FIRST,
        upto=record.entries[-1].number if record.entries else 0,
        taken=retracted(record, closed),
        reply_to=reply_to,
    )


def check_place(out: Path, store: Path) -> None:
    """Refuse a folder that is not ours to replace, or that would publish the log."""
    here, there = out.resolve(), store.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise InputError(
            "The site may not be in the folder of the record, nor hold it.",
            where=str(out),
            do="Choose another folder.",
        )
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        if (out / ABOUT).is_file():
            return
        raise InputError(
            "There is something else in this folder, which would be lost.",
            where=str(out),
            do="Choose an empty folder, or one that holds the last release.",
        )


def publish(site: Site, made: Mapping[str, bytes], log: Log, out: Path) -> Release:
    """Write the files, put them in place of the last release, and log it.

    Whatever goes wrong on the way, the last release stays, and nothing is logged.
    """
    release = Release(
        id=f"release:{site.number}",
        sha256=over(made),
        first=site.first,
        second=site.second,
        upto=site.upto,
    )
    _place(site, release, made, out, lambda: _enter(log, release, site))
    return release


def draft(site: Site, made: Mapping[str, bytes], out: Path) -> None:
    """Write the files for people to look at. Nobody released it; nothing is logged."""
    told = Release(id="draft", sha256=over(made), first="", second="", upto=site.upto)
    _place(site, told, made, out, lambda: None)


def _place(
    site: Site,
    release: Release,
    made: Mapping[str, bytes],
    out: Path,
    then: Callable[[], None],
) -> None:
    about = json.dumps(_about(site, release, made), ensure_ascii=False, indent=1)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as problem:
        raise _not_written(out, problem) from None
    try:
        new = beside / "new"
        _write(new, {**made, ABOUT: f"{about}\n".encode()})
        _swap(new, out, beside / "old", then)
    except OSError as problem:
        raise _not_written(out, problem) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def over(made: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over all files: of lines `hash  name`, as sha256sum has."""
    lines = (f"{sha256(made[n]).hexdigest()}  {n}\n" for n in sorted(made))
    return sha256("".join(lines).encode()).hexdigest()


def _about(
    site: Site, release: Release, made: Mapping[str, bytes]
) -> dict[str, object]:
    return {
        "release": release.id,
        "as_at": site.as_at.isoformat(),
        "released_at": site.at.isoformat(timespec="seconds"),
        "first": site.first,
        "second": site.second,
        "upto": site.upto,
        "log_head": site.head,
        "sha256": release.sha256,
        "files": {n: sha256(made[n]).hexdigest() for n in sorted(made)},
    }


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    folder.mkdir(mode=FOLDER)
    folder.chmod(FOLDER)
    for name, content in made.items():
        path = folder / name
        if not path.parent.exists():
            path.parent.mkdir(mode=FOLDER)
            path.parent.chmod(FOLDER)
        path.write_bytes(content)
        path.chmod(FILE)


def _swap(new: Path, out: Path, old: Path, then: Callable[[], None]) -> None:
    """Put the new folder in place, and the old one back if what follows fails."""
    had = out.exists()
    if had:
        out.rename(old)
    try:
        new.rename(out)
        then()
    except BaseException:
        if out.exists():
            out.rename(new)
        if had:
            old.rename(out)
        raise


def _enter(log: Log, release: Release, site: Site) -> None:
    because = f"Released by {site.first} and {site.second}."
    log.add([Draft(thing=release, because=because)], by=site.first, at=site.at)


def _not_written(out: Path, problem: OSError) -> InputError:
    return InputError(
        f"The site could not be written ({problem.strerror}); the last release stays.",
        where=str(out),
        do="Make room, or choose a folder that you may write to.",
    )
