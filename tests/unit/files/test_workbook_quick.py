"""The quick way to read a sheet: taken only where nothing can be lost by it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from clearsight.files.workbook_guard import inspect
from clearsight.files.workbook_quick import QuickBook, QuickSheet

WHEN = date(2024, 2, 29)


def book(
    write: Callable[[Any, dict[str, Any]], None],
    forms: Sequence[str] = ("dd/mm/yyyy",),
    **options: Any,
) -> bytes:
    """Return an xlsx of one sheet with headings, and what `write` puts below them."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options) as made:
        sheet = made.add_worksheet("A")
        sheet.write_row(0, 0, ["Child Unique ID", "Gender"])
        write(sheet, {f: made.add_format({"num_format": f}) for f in forms})
    return held.getvalue()


def quick(content: bytes) -> QuickSheet | None:
    return QuickBook(content, inspect(content)).sheet("A")


def test_an_ordinary_sheet_is_read_as_text_with_its_places():
    def write(sheet, forms):
        sheet.write_row(1, 0, [12, " x "])
        sheet.write_datetime(2, 3, WHEN, forms["dd/mm/yyyy"])
        sheet.write_row(4, 0, ["  ", 1.5, True])

    found = quick(book(write))
    assert found is not None
    assert (found.height, found.width, found.has_errors) == (5, 4, False)
    read = {place: column.to_list() for place, column in found.columns.items()}
    assert read == {
        0: ["Child Unique ID", "12", None, None, None],
        1: ["Gender", " x ", None, None, "1.5"],
        2: [None, None, None, None, "true"],
        3: [None, None, "2024-02-29", None, None],
    }
    assert all(column.dtype == pl.String for column in found.columns.values())


@pytest.mark.parametrize(
    "value",
    [0.25, -1, -700_000, 59, 2_958_466, 95_000_000, 10**12],
    ids=["time", "before", "far before", "day zero", "after", "far after", "absurd"],
)
def test_a_day_outside_the_calendar_is_left_to_the_slower_way(value: float):
    def write(sheet, forms):
        sheet.write_number(1, 0, value, forms["dd/mm/yyyy"])

    assert quick(book(write)) is None


@pytest.mark.parametrize("value", [0.1234567890123, 1.5e-7, 1e17, 1e300])
def test_a_number_that_would_be_rounded_is_left_to_the_slower_way(value: float):
    assert quick(book(lambda sheet, _: sheet.write_number(1, 0, value))) is None


@pytest.mark.parametrize("text", ["5.0", "2024-02-29 00:00:00", "0.00001"])
def test_a_text_that_may_be_a_cell_of_another_kind_is_too(text: str):
    assert quick(book(lambda sheet, _: sheet.write_string(1, 0, text))) is None


def test_days_from_1904_are_too():
    def write(sheet, forms):
        sheet.write_number(1, 0, 45_000, forms["dd/mm/yyyy"])

    assert quick(book(write)) is not None
    assert quick(book(write, date_1904=True)) is None


def test_an_error_counts_as_no_value():
    def write(sheet, _):
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_row(2, 0, ["1", "#REF!"])

    found = quick(book(write))
    assert found is not None
    assert found.has_errors
    assert found.columns[0].to_list() == ["Child Unique ID", None, "1"]


def test_lengths_of_time_are_too():
    def write(sheet, forms):
        sheet.write_number(1, 0, 2, forms["[h]:mm"])

    assert quick(book(write, ("[h]:mm",))) is None
