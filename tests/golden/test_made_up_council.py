"""A council whose truth is known: what the review says is true, or it cannot tell.

The truth was worked out day by day, from true events, by code that imports neither
clocks nor oversight. The returns show less than the truth, so *cannot run* is an honest
answer; lateness that did not happen never is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from clearsight.madeup import make
from clearsight.report.review import Review
from clearsight.report.run import Options, review
from clearsight.settings import Settings

WHOSE = ["child", "clock", "starts_on"]
PAST = ["late", "overdue"]
OPEN = ["running", "overdue"]


@dataclass(frozen=True)
class Council:
    """A review, and the truth beside it."""

    found: Review
    clocks: pl.DataFrame
    planned: pl.DataFrame

    @property
    def together(self) -> pl.DataFrame:
        """Every run that both the review and the truth know."""
        ours = self.found.clocks.select(*WHOSE, "due_on", "stopped_on", "standing")
        return ours.join(self.clocks, on=WHOSE, how="inner", suffix="_true")


@pytest.fixture(scope="module", params=[1, 2, 3])
def council(request, tmp_path_factory) -> Council:
    """Make a council up and review it."""
    out: Path = tmp_path_factory.mktemp("madeup")
    make(out, children=600, seed=request.param)
    truth = out / "truth"
    return Council(
        found=review([out / "returns"], Options(council="Madeup"), Settings()),
        clocks=pl.read_csv(
            truth / "clocks.csv", schema_overrides={"child": pl.String}
        ).with_columns(pl.col("^.*_on$").str.to_date("%Y-%m-%d", strict=False)),
        planned=pl.read_csv(
            truth / "planned.csv", schema_overrides={"child": pl.String}
        ),
    )


def test_nothing_is_set_aside(council):
    assert [f.name for f in council.found.files if f.aside] == []
    assert [p for f in council.found.files for p in f.problems] == []


def test_a_run_stands_as_it_truly_stood_or_cannot_run(council):
    ran = council.together.filter(pl.col("standing") != "cannot run")
    assert ran.height > 900
    wrong = ran.filter(pl.col("standing") != pl.col("standing_true"))
    assert wrong.rows(named=True) == []


def test_due_dates_are_those_of_the_slow_count(council):
    ran = council.together.filter(pl.col("standing") != "cannot run")
    wrong = ran.filter(pl.col("due_on") != pl.col("due_on_true"))
    assert wrong.rows(named=True) == []


def test_no_lateness_is_made_up(council):
    # The truth times some clocks by hand; of the others it says nothing.
    timed = pl.col("clock").is_in(council.clocks["clock"].unique().to_list())
    past = council.found.clocks.filter(pl.col("standing").is_in(PAST), timed)
    true = council.clocks.filter(pl.col("standing").is_in(PAST))
    extra = past.join(true, on=["child", "clock"], how="anti")
    assert extra.select(WHOSE).rows() == []


def test_every_open_lateness_is_found_where_a_source_could_show_it(council):
    open_now = council.clocks.filter(pl.col("standing") == "overdue")
    missed = open_now.join(
        council.found.clocks.filter(pl.col("standing") == "overdue"),
        on=["child", "clock"],
        how="anti",
    )
    # Nobody's child is known from today's list, which does not say since when.
    assert missed.filter(pl.col("clock") != "unallocated").rows(named=True) == []


def test_every_open_clock_is_there_whatever_it_says(council):
    open_now = council.clocks.filter(pl.col("standing").is_in(OPEN))
    absent = open_now.join(council.found.clocks, on=["child", "clock"], how="anti")
    assert absent.rows(named=True) == []


def test_every_planned_drift_is_told(council):
    listed = council.found.signals.select("child", "signal", "clock")
    for story in council.planned.rows(named=True):
        of_child = listed.filter(pl.col("child") == story["child"])
        if story["clock"] == "unallocated":
            assert "S24" in of_child["signal"].to_list(), story
        elif story["standing"] == "overdue":
            assert story["clock"] in of_child["clock"].to_list(), story
        else:
            stands = council.found.clocks.filter(
                pl.col("child") == story["child"],
                pl.col("clock") == story["clock"],
                pl.col("standing") == story["standing"],
            )
            assert stands.height > 0, story


def test_the_child_with_three_signals_is_a_stack(council):
    stacked = council.planned.filter(pl.col("story") == "three signals at once")
    found = council.found.signals.filter(pl.col("signal") == "S27")
    assert set(stacked["child"]) <= set(found["child"])
