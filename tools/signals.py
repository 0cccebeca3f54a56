"""Write docs/explanation/how-well-signals-are-found.md from what is measured.

    python tools/signals.py

It makes a council up for each seed, twice: as all was, and as councils record it. That
takes some minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from signals_measured import (  # noqa: E402, the tests are no package
    CHILDREN,
    MONTHS,
    Difference,
    counts,
    differences,
    made,
    reviewed,
    seed_row,
    share,
    told,
    true,
)

PAGE = ROOT / "docs" / "explanation" / "how-well-signals-are-found.md"
SEEDS = range(1, 9)
NAMES = ("true", "raised", "found")

HEAD = f"""\
# How well signals are found

Does a review raise what truly was, and nothing else? Of a real council nobody can say.
Of [the made-up council](the-made-up-council.md) it can be said, because what truly
happened is known. This page is written by `tools/signals.py`;
`tests/golden/test_signals_against_truth.py` measures some of it again at every change.

Each council has {CHILDREN} children and {MONTHS} months of extracts, reviewed as at the
last. One thing said is a child and a signal; for S01, S02 and S09 it is a child, a
signal and a clock. S01 and S02 are compared on the seven clocks that the truth knows,
and S27 on the stack of what is compared.
"""
CLEAN = """
## Where all is recorded well

With `--mess none`: how many things are true, how many a review raises, and how many of
these are the same.

| Seed | True | Raised | The same | Share found | Share true |
| --- | --- | --- | --- | --- | --- |
"""
MESSY = """
## Where it is recorded as councils do

With `--mess ordinary` about 3% of what is recorded is recorded late, 0.6% stands under
a wrong day for a while, and 0.4% of visits and reviews is never recorded. A review sees
the extracts alone, and cannot know.

| Seed | True | Raised | The same | Share found | Share true |
| --- | --- | --- | --- | --- | --- |
"""
BY_SIGNAL = """
All seeds together, by signal:

| Signal | True | Raised | The same | Share found (recall) | Share true (precision) |
| --- | --- | --- | --- | --- | --- |
"""
BY_FAULT = """
## What each fault did

Each miss, and each signal too many, comes from a fault that `truth/faults.csv` names:
of that child, in something that the signal reads, and standing in the last extract (for
S08, in one of the last twelve). A stack (S27) comes from what it stacks. A child whose
last assessment is authorised, unrecorded, as the work is closed, seems open still.

| What | Fault | Missed | Too many |
| --- | --- | --- | --- |
"""
NOT_EXPLAINED = """
## What no fault explains

Counted over both kinds of council.

"""
BEWARE = """
## How to read it

- This is how far the code does what its definitions say, and how far late recording
  alone misleads it. Whether the definitions find the children who matter is another
  question, which only people reading files can answer.
- Some of the truth was put right when these figures were first drawn up, where the
  notes on timescales and drift were on the side of the pipeline; and some of the
  pipeline, where they were not.
- Of S08, S13, S15, S24 and S25 a review does not always say since when; where it counts
  several things it names the latest of them. All other days are the true ones.
"""


def main() -> None:
    """Measure both kinds of council, of every seed, and write the page."""
    sums: dict[str, Counter[str]] = {}
    every: list[Difference] = []
    clean, messy = [], []
    for seed in SEEDS:
        counted, found = _measured(seed, "none")
        clean.append(seed_row(seed, counted))
        every += found
        counted, found = _measured(seed, "ordinary")
        messy.append(seed_row(seed, counted))
        every += found
        for signal, of in counted.items():
            sums.setdefault(signal, Counter()).update(of)
    parts = [
        HEAD,
        CLEAN, *(f"{row}\n" for row in clean),
        MESSY, *(f"{row}\n" for row in messy),
        BY_SIGNAL, *_by_signal(sums),
        BY_FAULT, *_by_fault(every),
        NOT_EXPLAINED, *_not_explained(every),
        BEWARE,
    ]  # fmt: skip
    PAGE.write_text("".join(parts), encoding="utf-8", newline="\n")


def _measured(seed: int, mess: str) -> tuple[dict[str, Counter[str]], list[Difference]]:
    with TemporaryDirectory() as folder:
        out = made(Path(folder), seed, mess)
        ours, truth = told(reviewed(out)), true(out)
        return counts(ours, truth), differences(out, ours, truth)


def _by_signal(sums: dict[str, Counter[str]]) -> list[str]:
    lines = []
    for signal, of in sorted(sums.items()):
        shares = share(of["found"], of["true"]), share(of["found"], of["raised"])
        cells = [signal, *(of[name] for name in NAMES), *shares]
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |\n")
    return lines


def _by_fault(every: list[Difference]) -> list[str]:
    lines = []
    for fault in sorted({one.fault for one in every if one.fault}):
        sides = [
            Counter(d.signal for d in every if d.fault == fault and d.is_missed is side)
            for side in (True, False)
        ]
        cells = [
            ", ".join(f"{key} {n}" for key, n in sorted(side.items())) for side in sides
        ]
        lines.append(f"| {' | '.join([*fault.split(': '), *cells])} |\n")
    return lines


def _not_explained(every: list[Difference]) -> list[str]:
    counted = Counter(
        (one.signal, one.about, one.is_missed) for one in every if not one.fault
    )
    lines = []
    for (signal, about, is_missed), times in sorted(counted.items()):
        side = "missed" if is_missed else "too many"
        lines.append(f"- {signal} {about}".rstrip() + f", {times} {side}.\n")
    return lines or ["Nothing.\n"]


if __name__ == "__main__":
    main()
