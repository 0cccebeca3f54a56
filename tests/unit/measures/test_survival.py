"""Shares and medians of those who wait, against sums done by hand."""

from __future__ import annotations

import narwhals as nw
import polars as pl
import pytest

from clearsight.measures.flags import FLAGS, named
from clearsight.measures.neglect import CARE_12, OPEN_12, STEPDOWN_12
from clearsight.measures.survival import estimated, incidence, median

BY = ["part"]


def watched(*rows: tuple[int, int]) -> pl.DataFrame:
    """Make rows of days watched and how that ended."""
    days, ended = zip(*rows, strict=True)
    return pl.DataFrame({"part": [""] * len(rows), "days": days, "ended": ended})


def test_those_still_waiting_count_for_as_long_as_they_were_watched() -> None:
    """One of 20 ends on day 10; 9 are seen to day 5; so it was one of 11, not of 20."""
    rows = watched((10, 1), *[(5, 0)] * 9, *[(400, 0)] * 10)
    assert incidence(rows, BY, 365)["amount"][0] == pytest.approx(100 / 11)


def test_another_end_takes_a_child_out_for_good() -> None:
    """Half die on day 1; of the rest, half come back: a quarter of all, not half."""
    rows = watched(*[(1, 2)] * 20, *[(100, 1)] * 10, *[(400, 0)] * 10)
    assert incidence(rows, BY, 365)["amount"][0] == pytest.approx(25.0)


def test_of_a_cohort_each_way_of_ending_and_those_still_open_come_to_a_hundred() -> (
    None
):
    """Of 40, ten step down, five come into care, five die, and one ends a day late."""
    told = [("step down", 100)] * 10 + [("care", 200)] * 5 + [("otherwise", 300)] * 5
    told += [("step down", 366)] + [(None, 400)] * 19
    rows = pl.DataFrame(told, schema=["ended_how", "watched_days"], orient="row")
    rows = rows.with_columns(part=pl.lit(""))
    shares = []
    for m in (STEPDOWN_12, CARE_12, OPEN_12):
        flags = {named(m, f): pl.lit(value=True) for f in FLAGS}
        frame = nw.from_native(rows.with_columns(**flags).lazy())
        shares.append(estimated(frame, m, m.survival, BY)["amount"][0])
    assert shares == pytest.approx([25.0, 12.5, 50.0])


def test_with_nobody_watched_for_so_long_nothing_is_said() -> None:
    """A year cannot be judged by those who were seen for a month."""
    rows = watched((10, 1), *[(30, 0)] * 50)
    assert incidence(rows, BY, 365)["amount"].to_list() == [None]


def test_a_median_is_the_day_by_which_half_have_ended() -> None:
    """Of four, ends on days 10, 20 and 30: half are over on day 20."""
    rows = watched((10, 1), (20, 1), (30, 1), (40, 0))
    assert median(rows, BY)["amount"].to_list() == [20.0]


def test_a_median_that_is_not_reached_is_not_given() -> None:
    """With one of three ended, the middle is not known yet."""
    assert median(watched((10, 1), (50, 0), (60, 0)), BY).is_empty()
