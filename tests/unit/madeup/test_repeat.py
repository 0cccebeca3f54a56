"""The same arguments give the same bytes, whatever the machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearsight import madeup

SIZE = {"children": 60, "months": 18, "seed": 5, "mess": "ordinary", "monthly": True}
PROGRAM = """
import sys
from pathlib import Path
from clearsight.madeup import make
make(Path(sys.argv[1]), children=60, months=18, seed=5, mess='ordinary', monthly=True)
"""


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_runs_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        madeup.make(tmp_path / name, **SIZE)
    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")
    names = list(_digests(tmp_path / "one"))
    months = [name for name in names if name.endswith(".xlsx") and "extracts/" in name]
    assert len(months) == 18


@pytest.mark.parametrize(("hashing", "zone"), [("0", "UTC"), ("7", "Asia/Tokyo")])
def test_hashing_and_time_zone_change_nothing(
    tmp_path: Path, hashing: str, zone: str
) -> None:
    madeup.make(tmp_path / "here", **SIZE)
    changed = {**os.environ, "PYTHONHASHSEED": hashing, "TZ": zone}
    changed["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "there")]
    subprocess.run(command, env=changed, check=True)  # noqa: S603 (this interpreter)
    assert _digests(tmp_path / "here") == _digests(tmp_path / "there")


def test_another_seed_is_another_council(tmp_path: Path) -> None:
    madeup.make(tmp_path / "one", **SIZE)
    madeup.make(tmp_path / "two", **{**SIZE, "seed": 6})
    one, two = _digests(tmp_path / "one"), _digests(tmp_path / "two")
    assert one["truth/events.csv"] != two["truth/events.csv"]


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    madeup.make(tmp_path, children=20, progress=lambda *step: told.append(step))
    assert told[0] == ("living", 0, 20)
    assert told[-1] == ("writing returns", 4, 4)


def test_one_year_has_no_year_before_it(tmp_path: Path) -> None:
    madeup.make(tmp_path, children=20, months=12)
    names = {path.name for path in (tmp_path / "returns").iterdir()}
    assert names == {"ssda903", "cin_2025-26.xml", "annex_a_2026-03-31.xlsx"}
