"""What a review says of a made-up council, held against what truly happened there.

One thing said is a child, a signal, and for S01, S02 and S09 the clock that says it.
The truth is `truth/signals.csv`, written by slow code that shares nothing with the
pipeline; the pipeline is shown the monthly extracts and nothing else.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from clearsight.madeup import AS_AT, make
from clearsight.report.run import Options, review
from clearsight.settings import Settings

CHILDREN, MONTHS = 600, 24
Key = tuple[str, str, str]  # child, signal, clock or kind ("" where it has but one)

# The clocks that the truth knows, and their tiers in the design note on timescales.
TIERS = {
    "assessment_45": 1, "s47_outcome": 0, "s47_to_icpc": 0, "rcpc": 1, "cp_visit": 0,
    "cla_review": 1, "cla_visit": 1,
}  # fmt: skip
BY_CLOCK = ("S01", "S02")
SOON, STACK, STACK_OF, PRESSING = 3, "S27", 3, 1
# The clock of each way of not being seen.
UNSEEN = {
    "cp_visit": "protection visit",
    "cla_visit": "care visit",
    "cin_visit": "child in need visit",
    "assessment_child_seen": "assessment, not seen",
    "new_worker_visit": "new worker",
}

SEEN = frozenset({"protection visit", "care visit", "child seen"})
MOVE = frozenset({"placement move"})
WORKER = frozenset({"worker change"})
ASSESSED = frozenset({"assessment authorised"})
# What each can be wrong about, of what was recorded badly: the `what` of faults.csv.
BY_WHAT: dict[tuple[str, str], frozenset[str]] = {
    ("S01", "assessment_45"): ASSESSED,
    ("S01", "rcpc"): frozenset({"review conference"}),
    ("S01", "cp_visit"): frozenset({"protection visit"}),
    ("S01", "cla_review"): frozenset({"care review"}),
    ("S01", "cla_visit"): frozenset({"care visit"}) | MOVE,
    ("S03", ""): ASSESSED | MOVE,
    ("S08", ""): WORKER,
    ("S09", "protection visit"): frozenset({"protection visit"}),
    ("S09", "care visit"): frozenset({"care visit"}) | MOVE,
    ("S09", "child in need visit"): SEEN,
    ("S09", "assessment, not seen"): ASSESSED | SEEN,
    ("S09", "new worker"): WORKER | SEEN,
    ("S11", ""): SEEN | MOVE | WORKER | ASSESSED | {"review conference", "care review"},
    ("S13", ""): ASSESSED,
    ("S15", ""): frozenset({"protection visit", "care review"}),
    ("S17", ""): MOVE,
    ("S18", ""): MOVE,
    ("S19", ""): MOVE,
    ("S20", ""): MOVE,
    ("S21", ""): MOVE,
    ("S23", ""): WORKER,
    ("S24", ""): WORKER,
}


@dataclass(frozen=True)
class Said:
    """What is so of whom: since which days, and of what tier (the most pressing)."""

    since: Mapping[Key, frozenset[date | None]]
    tier: Mapping[Key, int]


@dataclass(frozen=True)
class Difference:
    """A signal missed, or one too many, and the fault of recording it comes from.

    `fault` is `what: name`, as in faults.csv, and empty where there is none.
    """

    child: str
    signal: str
    about: str
    is_missed: bool
    fault: str


def made(out: Path, seed: int, mess: str, children: int = CHILDREN) -> Path:
    """Make a council up with all its months; return its folder."""
    make(out, children=children, months=MONTHS, seed=seed, monthly=True, mess=mess)
    return out


def reviewed(out: Path) -> pl.DataFrame:
    """Return the signals of a review of the extracts alone."""
    return review([out / "extracts"], Options(), Settings()).signals


def told(signals: pl.DataFrame) -> Said:
    """Return what a review says, of the clocks that the truth knows; no stack."""
    rows = []
    for row in signals.filter(pl.col("signal") != STACK).iter_rows(named=True):
        signal, clock = row["signal"], row["clock"]
        if signal in BY_CLOCK and clock not in TIERS:
            continue
        about = clock if signal in BY_CLOCK else ""
        about = UNSEEN[clock] if signal == "S09" else about
        rows.append(((row["child"], signal, about), row["since"], row["tier"]))
    return _said(rows)


def true(out: Path) -> Said:
    """Return what the truth says; no stack."""
    tiers = {
        (row["signal"], row["about"]): row["tier"]
        for row in _rows(out / "truth" / "definitions.csv")
    }
    rows = []
    for row in _rows(out / "truth" / "signals.csv"):
        signal, about = row["signal"], row["about"]
        if signal == STACK:
            continue
        of_clock = {"S01": TIERS.get(about), "S02": SOON}
        tier = of_clock[signal] if signal in of_clock else int(tiers[signal, about])
        assert tier is not None, about
        kind = about if signal in (*BY_CLOCK, "S09") else ""
        since = date.fromisoformat(row["since"])
        rows.append(((row["child"], signal, kind), since, tier))
    return _said(rows)


def _said(rows: Iterable[tuple[Key, date | None, int]]) -> Said:
    since: dict[Key, set[date | None]] = defaultdict(set)
    tiers: dict[Key, int] = {}
    for key, on, tier in rows:
        since[key].add(on)
        tiers[key] = min(tier, tiers.get(key, tier))
    return Said({key: frozenset(days) for key, days in since.items()}, tiers)


def kinds(out: Path) -> dict[tuple[str, str], set[str]]:
    """Return in which ways each signal of a child is true: child and signal, kinds."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows(out / "truth" / "signals.csv"):
        found[row["child"], row["signal"]].add(row["about"])
    return found


def stacks_in(out: Path) -> set[str]:
    """Return the children of whom the truth says that signals stack."""
    rows = _rows(out / "truth" / "signals.csv")
    return {row["child"] for row in rows if row["signal"] == STACK}


def stacked(rows: Iterable[tuple[str, str, int]]) -> set[str]:
    """Return the children with three signals or more, one of them pressing.

    `rows` are child, signal and tier. This is S27, by the plainest rule.
    """
    signals: dict[str, set[str]] = defaultdict(set)
    pressing = set()
    for child, signal, tier in rows:
        signals[child].add(signal)
        if tier <= PRESSING:
            pressing.add(child)
    return {c for c, held in signals.items() if len(held) >= STACK_OF and c in pressing}


def stacks_of(said: Said) -> set[str]:
    """Return the children with a stack of what is said."""
    return stacked((child, signal, t) for (child, signal, _), t in said.tier.items())


def differences(out: Path, ours: Said, truth: Said) -> list[Difference]:
    """Return what was missed and what was one too many, each with its fault."""
    faults, here = _faults(out), _open(out)
    found = [
        Difference(
            *key,
            key in truth.since,
            _fault(key, faults.get(key[0], ()), is_open=key[0] in here),
        )
        for key in sorted(ours.since.keys() ^ truth.since.keys())
    ]
    because = {one.child: one.fault for one in found}
    mine, right = stacks_of(ours), stacks_of(truth)
    return found + [
        Difference(child, STACK, "", child in right, because.get(child, ""))
        for child in sorted(mine ^ right)
    ]


def _faults(out: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(out / "truth" / "faults.csv"):
        found[row["child"]].append(row)
    return found


def _open(out: Path) -> set[str]:
    """Return the children who are truly open."""
    return {
        row["child"]
        for row in _rows(out / "truth" / "spells.csv")
        if row["kind"] == "referral" and not row["ended_on"]
    }


def _fault(key: Key, of_child: Iterable[dict[str, str]], *, is_open: bool) -> str:
    """Return the fault that can have done it: of this child, in what the signal reads.

    It must stand in the last extract; for S08, in one of the last twelve. A closed
    child whose assessment seems unfinished seems open, which any signal reads.
    """
    _, signal, about = key
    can_be = BY_WHAT.get(("S01" if signal == "S02" else signal, about), frozenset())
    can_be = can_be if is_open else can_be | ASSESSED
    months = 12 if signal == "S08" else 1
    for row in of_child:
        day = date.fromisoformat(row["extract"])
        back = (AS_AT.year - day.year) * 12 + AS_AT.month - day.month
        if row["what"] in can_be and back < months:
            return f"{row['what']}: {row['fault']}"
    return ""


def counts(ours: Said, truth: Said) -> dict[str, Counter[str]]:
    """Return for each signal how many are true, raised, and both (found)."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    mine = {*ours.since, *((child, STACK, "") for child in stacks_of(ours))}
    right = {*truth.since, *((child, STACK, "") for child in stacks_of(truth))}
    for name, keys in (("true", right), ("raised", mine), ("found", mine & right)):
        for _, signal, _ in keys:
            found[signal][name] += 1
    return dict(sorted(found.items()))


def share(part: int, whole: int) -> str:
    """Return a share in percent, to one place; empty of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else ""


def seed_row(seed: int, every: Mapping[str, Counter[str]]) -> str:
    """Return a line of the page: what was true, raised and found of one seed."""
    sums = [sum(of[n] for of in every.values()) for n in ("true", "raised", "found")]
    right, raised, found = sums
    cells = [seed, *sums, share(found, right), share(found, raised)]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
