"""Which days a figure can be counted for: two sources that meet cover one stretch."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from clearsight.measures.period import periods, rolling
from clearsight.measures.points import Told, points, stretches
from clearsight.measures.rolls.listed import ON_CIN_PLAN as ON_LIST_6
from clearsight.measures.rolls.referrals import REFERRALS

MADE_ON = date(2025, 5, 31)


def told(*loaded: tuple[str, date, date]) -> Told:
    """Know what was loaded, and nothing of what it holds."""
    history = pl.DataFrame(
        [("A", *one) for one in loaded],
        schema=["council", "source", "known_from", "known_to"],
        orient="row",
    )
    return stretches(history, MADE_ON)


CENSUS = ("cin", date(2024, 4, 1), date(2025, 3, 31))
LISTS = ("annexa", date(2024, 12, 1), MADE_ON)
LATER = ("annexa", date(2025, 4, 2), MADE_ON)


@pytest.mark.parametrize(
    ("loaded", "first", "begins"),
    [
        ((CENSUS, LISTS), date(2024, 6, 1), date(2024, 4, 1)),
        ((LISTS,), date(2024, 12, 1), date(2024, 12, 1)),
        ((CENSUS, LATER), date(2025, 4, 2), date(2025, 4, 2)),
    ],
)
def test_twelve_months_are_whole_where_two_sources_cover_them(loaded, first, begins):
    found = points(REFERRALS, told(*loaded), [rolling(MADE_ON)], ["A"])
    assert found.select("period_start", "period_end", "known_from").rows() == [
        (first, MADE_ON, begins)
    ]


def test_a_year_that_no_source_covers_alone_is_counted_from_both():
    early = ("cin", date(2024, 4, 1), date(2024, 12, 31))
    late = ("annexa", date(2024, 12, 1), MADE_ON)
    found = points(REFERRALS, told(early, late), periods("2024/25", MADE_ON), ["A"])
    assert found["status"].to_list() == ["ok"]


LATER_LIST = ("annexa", MADE_ON.replace(year=2024), MADE_ON + timedelta(days=30))


def test_a_list_made_after_the_day_of_the_review_says_nothing_of_that_day():
    """Its rows are of its own day: moved to an earlier one, nobody would be on it."""
    found = points(ON_LIST_6, told(LATER_LIST), [rolling(MADE_ON)], ["A", "B"])
    assert found["status"].to_list() == ["refused", "cannot run"]
    assert "no extract" in found["note"][0]
    made = points(ON_LIST_6, told(LISTS), [rolling(MADE_ON)], ["A"])
    assert made.select("status", "at").rows() == [("ok", MADE_ON)]


def test_what_begins_after_the_day_of_the_review_was_not_loaded_for_it():
    after = ("cin", MADE_ON + timedelta(days=1), MADE_ON + timedelta(days=90))
    found = points(REFERRALS, told(after), [rolling(MADE_ON)], ["A"])
    assert found["status"].to_list() == ["cannot run"]
