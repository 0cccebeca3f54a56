"""Measure clocks, signals and measures: a large council, with 24 monthly points.

    python bench/measures.py [children]

Wanted: every clock, signal and measure of a large council (about 20,000 referrals and
3,000 looked after in a year) with 24 monthly points in under 5 s cold and 1,500 MB on
2 cores. Three ways, each a whole process: from one folder of returns; from a store of
24 monthly extracts, where `bench/memory.py` has made one; and the twelve months that a
review counts, with and without them. Made-up input is kept in bench/out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import measure
import run

LARGE = 30_000
RUNS = 3
# Signals are no part of `clearsight measures`: counted in one process with the rest.
EVERYTHING = """
import resource, sys, time
from pathlib import Path
begun = time.perf_counter()
from clearsight.report.measured import Asked, measure_files
from clearsight.report.run import Options, review_files
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings
from clearsight.store.current import known
from clearsight.store.place import Place
kind, path = sys.argv[1], Path(sys.argv[2])
if kind == "store":
    files = known(Place(path), known_at=None, council="").files
else:
    files = read_paths(
        [path], previous=(), council="", year=None, extract_dates={}
    )
said = [("read", time.perf_counter())]
if len(sys.argv) > 3:
    made = review_files(files, Options(), Settings())
    said.append(("clocks and signals", time.perf_counter()))
    made.measured
    said.append(("twelve months waited for", time.perf_counter()))
measure_files(files, Options(), Settings(), Asked(period="month"))
said.append(("24 months, clocks run again", time.perf_counter()))
for name, at in said:
    print(f"    {name}: {at - begun:.1f} s", file=sys.stderr)
    begun = at
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"    processor {used.ru_utime + used.ru_stime:.1f} s", file=sys.stderr)
"""


def everything(kind: str, path: Path, *, signals: bool) -> measure.Measured:
    """Count in one process, the signals too where asked."""
    more = ["signals"] if signals else []
    return measure.once([sys.executable, "-c", EVERYTHING, kind, str(path), *more])


def said(found: measure.Measured) -> str:
    """Say what was measured."""
    return f"{found.seconds:.1f} s, {found.megabytes:.0f} MB"


def main(size: int) -> None:
    """Measure each way, the best of a few runs."""
    returns = run.made("Largeshire", size)
    places = [("folder", returns)]
    store = run.OUT / f"months-{size}" / "store"
    if store.is_dir():
        places.append(("store", store))
    for kind, path in places:
        for signals in (False, True):
            best = min(
                (everything(kind, path, signals=signals) for _ in range(RUNS)),
                key=lambda found: found.seconds,
            )
            what = "clocks, signals" if signals else "clocks"
            print(f"{kind}: {what} and measures over 24 months: {said(best)}")
    found = measure.median(run.review_of(returns), RUNS)
    print(f"review, with twelve months of every measure: {said(found)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
