"""The published bands are those that the department's figures hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from clearsight.journeys.events import SPELLS
from clearsight.oversight.waiting.bands import beyond, in_force, tables
from clearsight.published.figures import figures


@pytest.mark.parametrize("table", tables(), ids=lambda t: f"{t.kind} {t.on}")
def test_each_band_is_what_is_published_for_england(table):
    held = figures(measure=table.measure, best=True).filter(
        pl.col("level") == "England", pl.col("period_ends") == table.on
    )
    assert dict(zip(table.bands, table.percent, strict=True)) == dict(
        held.select("split", "value").iter_rows()
    )
    assert sum(table.percent) == pytest.approx(100, abs=0.3)
    assert len(table.months) == len(table.bands) - 1
    assert table.kind in SPELLS


def test_the_edge_is_the_first_below_which_nine_in_ten_lie():
    table = in_force(date(2026, 3, 31))[0]
    assert (table.on, table.edge()) == (date(2025, 3, 31), (24, 97.7))
    shorter = replace(table, percent=(31.5, 25.5, 33.0, 7.7, 2.3))
    assert shorter.edge() == (12, 90.0)


def test_where_the_last_band_holds_it_nothing_is_beyond():
    table = replace(tables()[0], percent=(26.1, 10.5, 13.5, 14.5, 35.5))
    assert table.edge() is None


def test_children_in_need_have_no_such_edge_which_is_why_they_are_left_out():
    held = figures(measure="cin_open_duration", best=True).filter(
        pl.col("level") == "England", pl.col("split") == "2 years or more"
    )
    assert held["value"].drop_nulls().min() > 10


def test_the_sentence_says_the_table_and_its_day():
    row = {
        "council": "X", "child": "1", "kind": "child protection plan",
        "starts_on": date(2024, 1, 12), "ended_on": None, "is_open": True,
        "known_to": None, "file": "f", "row": 7,
    }  # fmt: skip
    types = {"ended_on": pl.Date, "known_to": pl.Date}
    spells = pl.DataFrame([row, {**row, "known_to": date(2025, 3, 31)}]).cast(types)
    found = beyond(spells, date(2026, 3, 31))
    assert found.height == 1  # the newest data no longer show the other
    assert found["since"].to_list() == [date(2026, 1, 12)]
    for part in ("since 12/01/2024", "24 months or more at 31/03/2026",
                 "England on 31/03/2025, 97.7%"):  # fmt: skip
        assert part in found["because"][0]
