"""Loading: kept once, by its owner alone, and whole or not at all whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import killing
from clearsight.errors import InputError, SettingsError
from clearsight.store.current import every, known
from clearsight.store.kept import kept
from clearsight.store.place import MEANT, Place
from clearsight.store.snapshots import ALREADY, ASIDE, KEPT, keep

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "store")


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "extracts"
    killing.write_extracts(folder, 3)
    return folder


def load(place: Place, *paths: Path, **more: object) -> list[str]:
    """Load, and return what became of each file."""
    given = {"at": AT, "by": "tester", **more}
    return [found.became for found in keep(place, paths, **given)]  # type: ignore[arg-type]


def contents(place: Place) -> dict[str, bytes]:
    """Return every file of the store but the lock."""
    files = (p for p in place.root.rglob("*") if p.is_file() and p.name != ".lock")
    return {str(p.relative_to(place.root)): p.read_bytes() for p in files}


def test_the_same_twice_changes_nothing(place, extracts) -> None:
    assert load(place, extracts) == [KEPT] * 3
    before = contents(place)
    assert load(place, extracts) == [ALREADY] * 3
    assert load(place, extracts / "contacts_00001.csv", council="") == [ALREADY]
    assert contents(place) == before


def test_a_copy_elsewhere_is_the_same_thing(place, extracts, tmp_path) -> None:
    load(place, extracts)
    shutil.copytree(extracts, tmp_path / "copies")
    assert load(place, tmp_path / "copies") == [ALREADY] * 3
    assert len(list(place.extracts.iterdir())) == 3
    assert len(known(place).files) == 3


@POSIX
def test_nobody_else_can_read_it(place, extracts) -> None:
    before = os.umask(0)
    try:
        load(place, extracts)
    finally:
        os.umask(before)
    for path in (place.root, *place.root.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_day_stated_is_when_it_was_known(place, extracts) -> None:
    load(place, extracts, extract_dates={"contacts_00001.csv": date(2026, 1, 31)})
    days = {x.file.name: x.known_on for x in every(place)}
    assert days["contacts_00001.csv"] == date(2026, 1, 31)
    assert days["contacts_00002.csv"] == AT.date()
    names = [f.name for f in known(place, known_at=date(2026, 2, 1)).files]
    assert names == ["contacts_00001.csv"]


def test_a_day_for_a_file_that_is_not_there_keeps_nothing(place, extracts) -> None:
    with pytest.raises(SettingsError):
        load(place, extracts, extract_dates={"contcats.csv": date(2026, 1, 31)})
    assert not place.ledger.exists()


def test_two_councils_with_the_same_bytes_are_kept_apart(place, extracts) -> None:
    load(place, extracts, council="Eastshire")
    load(place, extracts, council="Westshire")
    assert len(list(place.extracts.iterdir())) == 3
    for name in ("Eastshire", "WESTSHIRE"):
        found = known(place, council=name).files
        assert {f.council.casefold() for f in found} == {name.casefold()}
        assert len(found) == 3
    with pytest.raises(InputError, match="Northshire"):
        known(place, council="Northshire")


def test_what_cannot_be_used_is_told_and_not_kept(place, extracts) -> None:
    (extracts / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert sorted(load(place, extracts)) == sorted([ASIDE, *[KEPT] * 3])
    assert len(kept(place).sightings) == 3


def test_a_changed_ledger_is_noticed_and_half_a_line_counts_for_nothing(
    place, extracts
) -> None:
    load(place, extracts / "contacts_00000.csv")
    load(place, extracts / "contacts_00001.csv")
    whole = place.ledger.read_bytes()
    place.ledger.write_bytes(whole + whole[:50])
    assert len(kept(place).sightings) == 2
    load(place, extracts / "contacts_00002.csv")
    assert len(kept(place).sightings) == 3
    place.ledger.write_bytes(place.ledger.read_bytes().replace(b"tester", b"nobody", 1))
    with pytest.raises(InputError, match="Line 2"):
        kept(place)


def test_only_what_a_killed_load_meant_is_swept(place, extracts) -> None:
    """A ledger put back from a copy must not cost what was loaded since."""
    load(place, extracts)
    (place.extract("since")).mkdir()
    (place.extract("killed")).mkdir()
    (place.unfinished / "x").mkdir()
    (place.unfinished / "x" / MEANT).write_text(json.dumps(["killed"]))
    load(place, extracts)
    assert place.extract("since").exists()
    assert not place.extract("killed").exists()
    assert not list(place.unfinished.iterdir())


def test_loads_at_the_same_time_are_all_kept(place, tmp_path) -> None:
    running = []
    for number in range(3):
        folder = tmp_path / f"extracts-{number}"
        killing.write_extracts(folder, 10, start=number * 10)
        command = [sys.executable, "-c", killing.LOADER, str(place.root), str(folder)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))  # noqa: S603
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(kept(place).sightings) == 30


def clearsight(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    return subprocess.run(  # type: ignore[call-overload]  # noqa: S603
        [sys.executable, "-m", "clearsight", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


def _with_little_room() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (800, 800))


@POSIX
def test_a_full_disk_ends_plainly_and_changes_nothing(place, extracts) -> None:
    load(place, extracts / "contacts_00000.csv")
    before = contents(place)
    ended = clearsight(
        "load",
        extracts,
        "--store",
        place.root,
        # No file may grow beyond this: the system refuses as a full disk does.
        preexec_fn=_with_little_room,
    )
    assert ended.returncode == 2
    assert "It is as it was" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(place) == before
    assert load(place, extracts) == [ALREADY, KEPT, KEPT]


AS_ANOTHER = """
import os, sys
import clearsight.cli.load, clearsight.settings
import clearsight.store.snapshots, clearsight.store.account
from clearsight.cli.main import main

if os.geteuid() == 0:  # the system's all-powerful account may write anywhere
    os.setuid(65534)
main(sys.argv[1:])
"""


@POSIX
def test_a_folder_that_may_not_be_written_ends_plainly(place, extracts) -> None:
    place.root.mkdir(mode=0o500)
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", AS_ANOTHER, "load", extracts, "--store", place.root],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert ended.returncode == 2, ended.stderr
    assert "could not be written" in ended.stderr
    assert not list(place.root.iterdir())


def test_a_folder_of_other_things_is_refused(place, extracts) -> None:
    with pytest.raises(SettingsError):
        load(Place(extracts), extracts)
    assert len(list(extracts.iterdir())) == 3


def test_a_store_among_the_extracts_is_no_extract(extracts) -> None:
    place = Place(extracts / "store")
    assert load(place, extracts) == [KEPT] * 3
    assert load(place, extracts) == [ALREADY] * 3


def test_no_store_is_said_plainly(place) -> None:
    with pytest.raises(InputError, match="no store"):
        known(place)
