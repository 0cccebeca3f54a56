"""Numbers with decimals, and days with the year first and the month by name."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.files.days import days
from clearsight.files.typed import decimals


def test_decimals():
    said = ["0.8", "37", ".5", " 1.25 ", "+2", "-0.5", "1,5", "1e5", "nan", "", None]
    assert decimals(pl.Series(said)).to_list() == [
        0.8, 37.0, 0.5, 1.25, 2.0, -0.5, None, None, None, None, None,
    ]  # fmt: skip


def test_a_month_by_name_after_the_year():
    said = ["2022-Sep-28 00:00:00", "2022-SEP-8", "2022-Foo-28", "2022-Feb-30"]
    found = days(pl.Series(said), "day first").to_list()
    assert found == [date(2022, 9, 28), date(2022, 9, 8), None, None]
