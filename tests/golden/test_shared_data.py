"""Returns that others invented, untidy, often impossible: each is explained."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from clearsight.report.run import Options, review
from clearsight.settings import Settings

FOLDERS = ("ssda903-fake", "cin-fake", "annex-a-fake")
OUTPUTS = {
    "report.html",
    "worklist.xlsx",
    "manifest.json",
    "figures.csv",
    "figures.parquet",
    *(f"{n}.parquet" for n in ("timeline", "spells", "clocks", "signals", "questions")),
}


def places(shared: Path) -> list[Path]:
    """List every folder of invented returns, and every file in one by itself."""
    found: list[Path] = []
    for name in FOLDERS:
        top = shared / "data" / name
        below = sorted(top.rglob("*"))
        found += [top, *(p for p in below if p.is_dir())]
        found += [p for p in below if p.is_file() and "five-years" not in p.parts]
    return found


def clearsight(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would."""
    command = [sys.executable, "-m", "clearsight", *map(str, arguments)]
    return subprocess.run(  # noqa: S603, our own program on a folder of ours
        command, capture_output=True, text=True, check=False
    )


def test_every_folder_and_file_is_reviewed_or_explained(shared, tmp_path):
    said = {}
    for number, place in enumerate(places(shared)):
        out = tmp_path / str(number)
        ended = clearsight("review", place, "--out", out)
        said[place.name] = ended
        assert ended.returncode in {0, 2}, (place, ended.stderr)
        assert "Traceback" not in ended.stderr + ended.stdout
        if ended.returncode == 0:
            assert {p.name for p in out.iterdir()} == OUTPUTS
        else:
            assert "Nothing usable was read" in ended.stderr
    assert said["SOURCE.md"].returncode == 2
    for name in (
        "five-years",
        "validator",
        "fake_903.xml",
        "fake_CIN_data.xml",
        "Annex_A_2024_Jan.xlsx",
    ):
        assert said[name].returncode == 0, said[name].stderr


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_manifest_says_what_was_made_of_each_file(shared, folder):
    place = shared / "data" / folder
    ended = clearsight("read", place, "--json")
    files = json.loads(ended.stdout)["files"]
    there = {p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()}
    assert {f["name"] for f in files} == there
    for file in files:
        assert file["why"]
        assert len(file["sha256"]) == 64
        assert file["rows_in"] == file["rows"] + file["rows_set_aside"]


def test_five_years_of_903_are_one_history_for_each_child(shared):
    place = shared / "data" / "ssda903-fake" / "five-years"
    found = review([place], Options(), Settings())
    headers = sorted(place.glob("*-header.csv"))
    assert len(headers) == 5
    named = pl.concat([pl.read_csv(h, infer_schema=False) for h in headers])
    assert set(found.children["child"]) >= set(named["CHILD"])
    rows = pl.concat(
        [
            pl.read_csv(p, infer_schema=False)
            for p in sorted(place.glob("*-episodes.csv"))
        ]
    )
    days = pl.col("DECOM").str.to_date("%d/%m/%Y")
    began = rows.select(child=pl.col("CHILD"), starts_on=days).unique()
    placed = found.spells.filter(pl.col("kind") == "placement")
    shown = placed.select("child", "starts_on").unique()
    # Each start is told once, however many years repeat it.
    assert placed.height == shown.height
    assert shown.join(began, on=["child", "starts_on"], how="anti").height == 0
    periods = found.spells.filter(pl.col("kind") == "period of care")
    assert set(periods["child"]) == set(began["child"])


def test_two_runs_write_the_same_bytes(shared, tmp_path):
    place = shared / "data" / "cin-fake"
    for name in ("one", "two"):
        assert clearsight("review", place, "--out", tmp_path / name).returncode == 0
    for file in sorted((tmp_path / "one").iterdir()):
        again = tmp_path / "two" / file.name
        assert file.read_bytes() == again.read_bytes(), file.name
