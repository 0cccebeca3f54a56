"""What a council's own extract completes is raised of the right children alone.

Held against `own_signals`, slow rules over true things: supervision and decisions
(S10), the stage before court (S16), notices and approvals of placements (S19), reviews
of orders on liberty (S20), interviews and meetings after going missing (S22), own
limits, contracts and notice (S23), what the SEND system owes a child who is open here
(S26). And since which day a child has nobody (S24), as the assignments tell.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.madeup import AS_AT, make, make_beyond, places
from clearsight.madeup.council import children as live
from clearsight.madeup.rates import rates
from clearsight.madeup.workers import gaps
from clearsight.madeup.world import world
from clearsight.report.run import Options, review
from clearsight.settings import Settings
from golden.own_signals import Raised, Truth

COUNCIL, CHILDREN, MONTHS, SEEDS = "Madeup", 600, 24, (10, 11)
# How a reason begins, or what is in it, for each way of a signal that has several.
WAYS = {
    "S10": {"": "no decision"},
    "S16": {"Pre-proceedings began on": "past 16 weeks",
            "no first meeting with the parents": "not met",
            "no review half-way": "not looked at"},
    "S19": {"Placed outside the council's area on": "host not told",
            "no approval by the director": "not approved"},
    "S20": {"deprives this child of liberty is on record": "not reviewed"},
    "S22": {"Back from being missing": "not offered", "Missing ": "no meeting"},
    "S23": {"is named for": "too many", "is from an agency": "contract ends",
            "gave notice": "notice given"},
    "S26": {": the decision whether to assess": "not decided",
            ": the final plan was": "no plan",
            ": the completed annual review was": "not reviewed"},
}  # fmt: skip


@dataclass(frozen=True)
class Both:
    """What a review raised, and what was true."""

    ours: Counter[Raised]
    truth: Counter[Raised]
    nobody: list[tuple[str, date | None]]
    truly_nobody: list[tuple[str, date | None]]


@pytest.fixture(scope="module", params=SEEDS)
def both(request, tmp_path_factory) -> Both:
    """Make a council up with its own extract, and review the extracts and that."""
    out: Path = tmp_path_factory.mktemp("own")
    asked = {"children": CHILDREN, "months": MONTHS, "council": COUNCIL}
    make(out, monthly=True, seed=request.param, **asked)
    make_beyond(out, seed=request.param, **asked)
    settings = Settings(adjoining=places.ADJOINING)
    found = review(
        [out / "extracts", out / "returns" / "beyond"],
        Options(as_at=AS_AT, council=COUNCIL),
        settings,
    )
    assert not [f.name for f in found.files if f.aside or not f.taken_for]
    nobody = found.signals.filter(pl.col("signal") == "S24").select("child", "since")
    return Both(
        Counter(said(found.signals)),
        Counter(true(request.param)),
        sorted(nobody.rows()),
        without(request.param),
    )


def without(seed: int) -> list[tuple[str, date | None]]:
    """Return each child who has nobody now, and since when."""
    here = world(AS_AT, MONTHS, CHILDREN, seed, COUNCIL, rates(COUNCIL))
    return sorted(
        (str(child.number), start)
        for child in live(here)
        for referral in child.referrals
        if referral.closed_on is None
        for start, came in gaps(referral)
        if came is None
    )


def true(seed: int) -> list[Raised]:
    """Return what is truly so in the council of a seed."""
    here = world(AS_AT, MONTHS, CHILDREN, seed, COUNCIL, rates(COUNCIL))
    return sorted(Truth(here, live(here)).raised())


def said(signals: pl.DataFrame) -> list[Raised]:
    """Return what the review raised, of the ways that are compared, each once."""
    return sorted(
        {
            (row["child"], row["signal"], way)
            for row in signals.iter_rows(named=True)
            for sign, way in WAYS.get(row["signal"], {}).items()
            if sign in row["because"]
        }
    )


@pytest.mark.parametrize("signal", WAYS)
def test_nothing_true_is_missed(both: Both, signal: str) -> None:
    missed = both.truth - both.ours
    assert [one for one in sorted(missed) if one[1] == signal] == []


@pytest.mark.parametrize("signal", WAYS)
def test_nothing_is_raised_that_is_not_true(both: Both, signal: str) -> None:
    extra = both.ours - both.truth
    assert [one for one in sorted(extra) if one[1] == signal] == []


def test_who_has_nobody_has_so_since_the_true_day(both: Both) -> None:
    assert both.nobody == both.truly_nobody
    assert both.nobody


def test_each_way_is_put_to_the_test() -> None:
    held = {(signal, way) for seed in SEEDS for _, signal, way in true(seed)}
    wanted = {(signal, way) for signal in WAYS for way in WAYS[signal].values()}
    assert wanted - held == set()
