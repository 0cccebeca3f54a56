"""Measure the memory of a council: 24 monthly extracts loaded, then reviewed.

    python bench/memory.py [children]

30,000 children make a large council (20,000 referrals and 3,000 looked after a year).
Wanted: loaded in under 60 s, reviewed in under 5 s and 1,500 MB on 2 cores, and the
last month at the cost of the first. Made-up input is kept in bench/out.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import measure

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import months

OUT = Path(__file__).parent / "out"
LAST = date(2026, 3, 31)
MONTHS = 24
CLEARSIGHT = [sys.executable, "-m", "clearsight"]


def load(store: Path, *paths: Path) -> measure.Measured:
    """Load the paths, as a process of its own."""
    asked = ["load", *map(str, paths), "--store", str(store), "--council", "Largeshire"]
    return measure.once([*CLEARSIGHT, *asked])


def said(found: measure.Measured) -> str:
    """Say what was measured."""
    return f"{found.seconds:.1f} s, {found.megabytes:.0f} MB"


def main(size: int) -> None:
    """Make the extracts once, then load and review them."""
    folder = OUT / f"months-{size}"
    if not (folder / "done").exists():
        months.write(folder / "extracts", LAST, MONTHS, size, council="Largeshire")
        (folder / "done").touch()
    paths = sorted((folder / "extracts").glob("*.xlsx"))
    store = folder / "store"
    shutil.rmtree(store, ignore_errors=True)
    for path in (paths[0], paths[-1]):
        print(f"{path.stem} alone: {said(load(store, path))}")
    shutil.rmtree(store)
    print(f"{len(paths)} months together: {said(load(store, *paths))}")
    print(f"loaded again: {said(load(store, *paths))}")
    asked = ["review", "--store", str(store), "--out", str(folder / "review")]
    for known in ([], ["--known-at", str(months_ago(paths, 12))]):
        found = measure.once([*CLEARSIGHT, *asked, *known])
        print(f"review {' '.join(known)}: {said(found)}")
    size_mb = sum(p.stat().st_size for p in store.rglob("*") if p.is_file()) / 1e6
    print(f"the store: {size_mb:.0f} MB")


def months_ago(paths: list[Path], count: int) -> date:
    """Return the day of the extract so many before the last."""
    return date.fromisoformat(paths[-1 - count].stem.removeprefix("annex_a_"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
