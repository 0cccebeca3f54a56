"""Kill -9 a loading process 200 times at random moments, and look at the store.

    python bench/kills.py [times]

Wanted: no half load visible, no load lost of which the process had said it was kept.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import killing
from clearsight.store.place import Place

EXTRACTS = 100


def main(times: int) -> None:
    """Kill so many times, and print what was found."""
    rng = random.Random(1)  # noqa: S311, a moment to kill at, not a secret
    said, bad, started = 0, 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch) / "store")
        for attempt in range(times):
            folder = Path(scratch) / f"extracts-{attempt}"
            killing.write_extracts(folder, EXTRACTS, start=attempt * EXTRACTS)
            outcome = killing.kill_once(place, folder, rng, loads=4)
            said += outcome.said
            bad += bool(outcome.lost or outcome.broken)
    print(
        f"{times} kills, {said:,} loads said to be kept, {bad} kills that lost or "
        f"broke one, {time.perf_counter() - started:.0f} s"
    )
    sys.exit(bool(bad))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
