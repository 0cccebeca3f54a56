"""What is kept is what was written: anything else is said, and never reviewed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

import killing
from clearsight.cli.main import cli
from clearsight.errors import InputError
from clearsight.store import removal
from clearsight.store.child import held_on
from clearsight.store.current import known
from clearsight.store.extracts import DIGEST, MANIFEST
from clearsight.store.kept import kept
from clearsight.store.place import Place
from clearsight.store.removal import Decision
from clearsight.store.snapshots import KEPT, keep

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
TABLE = "00-List_1.parquet"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Load two extracts of as many rows, of other children."""
    killing.write_extracts(tmp_path / "extracts", 2)
    made = Place(tmp_path / "store")
    keep(made, [tmp_path / "extracts"], council="Eastshire", at=AT, by="tester")
    return made


def folders(place: Place) -> tuple[Path, Path]:
    """Return the folders of the two."""
    one, other = kept(place).sightings
    return place.extract(one.sha256), place.extract(other.sha256)


def swap_table(good: Path, bad: Path) -> None:
    shutil.copy(good / TABLE, bad / TABLE)


def swap_manifest(good: Path, bad: Path) -> None:
    shutil.copy(good / MANIFEST, bad / MANIFEST)


def drop_table(good: Path, bad: Path) -> None:
    (bad / TABLE).unlink()


def write_manifest(text: str) -> Callable[[Path, Path], None]:
    def damage(good: Path, bad: Path) -> None:
        (bad / MANIFEST).write_text(text)

    return damage


def cut_manifest(good: Path, bad: Path) -> None:
    manifest = json.loads((bad / MANIFEST).read_text())
    (bad / MANIFEST).write_text(json.dumps(manifest | {"parts": []}))


DAMAGE = [
    swap_table, swap_manifest, drop_table, cut_manifest,
    write_manifest("{}"), write_manifest("[]"), write_manifest('{"sha256": 1'),
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_another_file_in_its_place_is_said_with_what_to_do(place, damage) -> None:
    good, bad = folders(place)
    damage(good, bad)
    for look in (
        lambda: known(place),
        lambda: held_on(place, "10", "Eastshire"),
    ):
        with pytest.raises(InputError, match="not as it was written") as told:
            look()
        assert told.value.where == str(bad)
        assert f"store remove {bad.name[:12]}" in told.value.do


def show(place: Place) -> Result:
    asked = ["store", "show", "--store", str(place.root), "--council", "Eastshire"]
    return CliRunner().invoke(cli, asked)


def test_what_is_whole_is_listed_beside_what_is_not(place) -> None:
    good, bad = folders(place)
    shutil.rmtree(bad)
    told = show(place)
    whole, damaged = told.output.split("Not there, or not as it was written")
    assert good.name[:12] in whole
    assert bad.name[:12] not in whole
    assert bad.name[:12] in damaged
    assert "Kept: 1. Removed: 0." in told.output
    assert isinstance(told.exception, InputError)
    assert told.exception.where == str(bad)
    shutil.rmtree(good)
    assert "Kept: 0. Removed: 0." in show(place).output


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_can_be_removed_and_loaded_again(place, damage) -> None:
    damage(*folders(place))
    file = Path(kept(place).sightings[1].path)
    decision = Decision("A. Officer", "damaged", "tester", AT)
    removal.remove(place, folders(place)[1].name[:12], "", decision)
    again = keep(place, [file], council="Eastshire", at=AT, by="tester", again=True)
    assert [one.became for one in again] == [KEPT]
    assert len(known(place).files) == 2


def test_an_extract_kept_before_there_were_digests_is_read(place) -> None:
    for folder in folders(place):
        manifest = json.loads((folder / MANIFEST).read_text())
        assert [part.pop(DIGEST) for part in manifest["parts"]]
        (folder / MANIFEST).write_text(json.dumps(manifest))
    assert len(known(place).files) == 2
    pl.DataFrame({"CHILD_ID": ["1"]}).write_parquet(folders(place)[1] / TABLE)
    with pytest.raises(InputError, match="not as it was written"):
        known(place)
