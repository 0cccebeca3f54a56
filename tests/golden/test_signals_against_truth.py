"""What a review raises is what truly was: of clean extracts exactly, of messy nearly.

The truth comes from true events by slow code that imports neither clocks nor oversight.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import signals_measured as measured
from clearsight.cli.main import cli
from clearsight.madeup.drift import LEFT_OUT, RULES
from clearsight.oversight import SIGNALS

PAGE = Path(__file__).parents[2] / "docs/explanation/how-well-signals-are-found.md"
SEEDS, MESSY_SEED = (1, 4, 6, 7), 4
# In these ways the pipeline names no day: it would have to add up, or no source has it.
UNDATED = {
    ("S08", "three in 12 months"), ("S13", "over 12 months"), ("S13", "category moved"),
    ("S13", "third assessment"), ("S15", "no strengths score"),
    ("S25", "no pathway plan"), ("S25", "no adviser"),
}  # fmt: skip
# In these it names the latest of what it counts, which may be after the one needed.
LATEST = {
    ("S05", "up, down, up"), ("S08", "two in six months"), ("S08", "days with nobody"),
    ("S14", "two in 12 months"), ("S15", "return interview"),
    ("S21", "three placements"), ("S21", "two unplanned ends"),
    ("S22", "three in 90 days"), ("S24", "nobody"),
}  # fmt: skip
# Shares found and shares true: of a signal with ten or more, and of all together. What
# is late in being recorded looks late in being done, so visits (S09) have the lowest.
FEW, LEAST, LEAST_OF_ALL = 10, 0.7, 0.95


@dataclass(frozen=True)
class Council:
    """The folder of a made-up council, what a review raised, and what was true."""

    out: Path
    signals: pl.DataFrame
    ours: measured.Said
    truth: measured.Said


def _council(out: Path, seed: int, mess: str) -> Council:
    measured.made(out, seed, mess)
    signals = measured.reviewed(out)
    return Council(out, signals, measured.told(signals), measured.true(out))


@pytest.fixture(scope="module", params=SEEDS)
def clean(request, tmp_path_factory) -> Council:
    """Make a council up that records everything well, and review it."""
    return _council(tmp_path_factory.mktemp("clean"), request.param, "none")


@pytest.fixture(scope="module")
def messy(tmp_path_factory) -> Council:
    """Make a council up that records as councils do, and review it."""
    return _council(tmp_path_factory.mktemp("messy"), MESSY_SEED, "ordinary")


def test_nothing_true_is_missed(clean):
    assert sorted(clean.truth.since.keys() - clean.ours.since.keys()) == []


def test_nothing_is_raised_that_is_not_true(clean):
    assert sorted(clean.ours.since.keys() - clean.truth.since.keys()) == []


def test_the_tier_is_the_true_one(clean):
    assert clean.ours.tier == clean.truth.tier


def test_a_stack_is_three_signals_and_one_that_presses(clean):
    assert measured.stacks_of(clean.ours) == measured.stacks_in(clean.out)
    single = clean.signals.filter(pl.col("signal") != measured.STACK)
    stack = clean.signals.filter(pl.col("signal") == measured.STACK)
    rows = single.select("child", "signal", "tier").iter_rows()
    assert set(stack["child"]) == measured.stacked(rows)


def test_the_day_since_which_it_is_so_is_the_true_one(clean):
    kinds = measured.kinds(clean.out)
    compared = set()
    for key, days in clean.truth.since.items():
        child, signal, about = key
        about_it = {about} if about else kinds[child, signal]
        ways = {(signal, way) for way in about_it}
        ours = clean.ours.since[key] - {None}
        if not ways & (UNDATED | LATEST):
            assert ours == days, key
            compared.add(signal)
        elif not ways & LATEST:
            assert ours <= days, key
        elif ours and ways <= LATEST:
            assert min(ours) >= min(days), key
    assert compared >= {"S01", "S02", "S06", "S07", "S09", "S11", "S12", "S17", "S19"}


def test_every_signal_is_compared_or_left_out_by_name():
    left_out = {key for key in LEFT_OUT if "," not in key}
    known = {rule.signal for rule in RULES}
    assert known <= {signal.key for signal in SIGNALS} <= known | left_out


def test_a_review_of_the_store_says_the_same(tmp_path):
    out = measured.made(tmp_path / "made", SEEDS[0], "none", children=300)
    store, told = tmp_path / "store", tmp_path / "review"
    months = sorted((out / "extracts").iterdir())
    for part in (months[::2], months[1::2]):
        _run("load", *part, "--store", store, "--council", "Madeup")
    _run("review", "--store", store, "--out", told)
    columns = ["child", "signal", "tier", "since", "because", "clock"]
    kept, shown = (
        frame.select(columns).sort(columns, nulls_last=True)
        for frame in (pl.read_parquet(told / "signals.parquet"), measured.reviewed(out))
    )
    assert kept.height > 100
    assert kept.equals(shown)


def test_a_miss_in_a_mess_has_a_fault_with_a_name(messy):
    found = measured.differences(messy.out, messy.ours, messy.truth)
    assert found
    assert [one for one in found if not one.fault] == []


def test_in_a_mess_most_is_found_and_little_is_false(messy):
    every = measured.counts(messy.ours, messy.truth)
    total = {
        n: sum(of[n] for of in every.values()) for n in ("true", "raised", "found")
    }
    for among in ("true", "raised"):
        assert total["found"] / total[among] >= LEAST_OF_ALL, among
        low = {
            signal: dict(of)
            for signal, of in every.items()
            if of[among] >= FEW and of["found"] / of[among] < LEAST
        }
        assert low == {}, among


def test_the_page_says_what_is_measured(messy):
    every = measured.counts(messy.ours, messy.truth)
    assert measured.seed_row(MESSY_SEED, every) in PAGE.read_text(encoding="utf-8")


def _run(*arguments: object) -> None:
    ended = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert ended.exit_code == 0, ended.output
