"""Measure clocks, signals and measures: a large council, with 24 monthly points.

    python bench/measures.py [children]

Wanted: every clock, signal and measure of a large council (about 20,000 referrals and
3,000 looked after in a year) with 24 monthly points in under 5 s cold and 1,500 MB on
2 cores. Each way is one command, written out in full: the review of one folder of
returns with the measures of 24 months and of the twelve to the day, the same without
the months, and the measures of 24 months by themselves, which raise no signal; then the
same of a store of 24 monthly extracts, where `bench/memory.py` has made one. Made-up
input is kept in bench/out.
"""

from __future__ import annotations

import sys

import measure
import run

LARGE = 30_000
RUNS = 3
MONTHS = ["--period", "month"]
WAYS = {
    "clocks, signals and measures over 24 months": ["review", *MONTHS],
    "clocks, signals and measures of twelve months": ["review"],
    "clocks and measures over 24 months": ["measures", *MONTHS],
}


def said(found: measure.Measured) -> str:
    """Say what was measured."""
    return f"{found.seconds:.1f} s, {found.megabytes:.0f} MB"


def main(size: int) -> None:
    """Measure each way, the median of a few runs."""
    places = {"folder": [str(run.made("Largeshire", size))]}
    store = run.OUT / f"months-{size}" / "store"
    if store.is_dir():
        places["store"] = ["--store", str(store)]
    for place, given in places.items():
        for what, (command, *asked) in WAYS.items():
            out = ["--out", str(run.OUT / command)]
            line = [*run.CLEARSIGHT, command, *given, *asked, *out]
            print(f"{place}: {what}: {said(measure.median(line, RUNS))}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
