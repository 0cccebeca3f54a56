"""Kill a load at a random moment, and say what the store was left as.

A process loads small extracts one after another and says after each that it is kept.
It is killed while it does so. Whatever it said must be there, whole, and whatever is
there must be whole.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clearsight.store import extracts
from clearsight.store.kept import kept
from clearsight.store.place import Place

LOADER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from clearsight.store.place import Place
from clearsight.store.snapshots import keep

store, folder = Place(Path(sys.argv[1])), Path(sys.argv[2])
keep(store, [folder / "none"], at=datetime(2026, 4, 2, tzinfo=UTC), by="killed")
print("ready", flush=True)
for path in sorted(folder.iterdir()):
    for one in keep(store, [path], at=datetime(2026, 4, 2, tzinfo=UTC), by="killed"):
        print(one.sha256, flush=True)
"""
# How often a kill falls in the first load of a process, and within how many seconds.
IN_THE_FIRST, SOON = 0.2, 0.02
ROWS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source"
)


@dataclass(frozen=True)
class Outcome:
    """What one kill showed. `lost` and `broken` must be empty."""

    said: int
    lost: set[str]
    broken: list[str]
    swept: int


def write_extracts(folder: Path, count: int, start: int = 0) -> None:
    """Write small Annex A lists of contacts, no two alike."""
    folder.mkdir(parents=True)
    for number in range(start, start + count):
        who = "f) Female,WBRI,01/02/2015,11"
        rows = [f"{number}{i},{who},0{1 + i}/03/2026,1A: Individual" for i in range(9)]
        text = "\n".join([ROWS, *rows]) + "\n"
        (folder / f"contacts_{number:05}.csv").write_text(text, encoding="utf-8")


def kill_once(place: Place, folder: Path, rng: random.Random, loads: int) -> Outcome:
    """Start loading, kill -9 within the time that so many loads take, and look.

    Now and then that is in the first; else the first says how long one takes here.
    """
    command = [sys.executable, "-c", LOADER, str(place.root), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        process.stdout.readline()
        began, first = time.perf_counter(), ""
        if rng.random() < IN_THE_FIRST:
            time.sleep(rng.uniform(0, SOON))
        else:
            first = process.stdout.readline()
            time.sleep(rng.uniform(0, loads) * (time.perf_counter() - began))
        process.kill()
        lines = [first, *process.stdout]
        said = {line.strip() for line in lines if line.endswith("\n")}
    return look(place, said)


def look(place: Place, said: set[str]) -> Outcome:
    """Say what is lost or broken, before and after the next writer has swept."""
    there = kept(place)
    broken = [s.sha256 for s in there.sightings if not _is_whole(place, s.sha256)]
    with place.writing():
        place.sweep(there.hashes, there.removed)
    on_disk = {p.name for p in place.extracts.iterdir()}
    strays = on_disk - there.hashes
    return Outcome(
        said=len(said),
        lost=(said - there.hashes) | (there.hashes - on_disk),
        broken=[*broken, *strays, *(p.name for p in place.unfinished.iterdir())],
        swept=len(strays),
    )


def _is_whole(place: Place, sha256: str) -> bool:
    folder = place.extract(sha256)
    manifest = extracts.manifest_of(folder)
    frames = extracts.tables(folder, manifest, whole=True)
    rows = [part["rows"] for part in manifest["parts"]]
    return [f.height for f in frames] == rows and all(
        isinstance(f, pl.DataFrame) for f in frames
    )
