"""Days that a spreadsheet set to another country has turned about."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import polars as pl
import pytest
from openpyxl import Workbook

from clearsight.files.day_forms import in_two_orders
from clearsight.files.manifest import ReadFile
from clearsight.files.source import Source
from clearsight.returns.folder import read_source

FIRST = date(2025, 6, 1)
EACH = 11
MANY, FEW = 40, 4


def as_opened_abroad(day: date) -> date | str:
    """Give what such a spreadsheet makes of the text of a day."""
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return f"{day:%d/%m/%Y}"


def read(seen: list[date | str]) -> ReadFile:
    book = Workbook()
    sheet = book.active
    sheet.title = "List 8"
    sheet.append(["Child Unique ID", "Date Started to be Looked After",
                  "Date of Latest Statutory Review", "URN"])  # fmt: skip
    for n, other in enumerate(seen):
        sheet.append([str(1000 + n), other, None, "SC1"])
    path = Source("annex_a_2026-03-31.xlsx", saved(book))
    return read_source(path)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def some_days(count: int) -> list[date]:
    return [FIRST + timedelta(days=EACH * n) for n in range(count)]


def test_days_opened_abroad_are_put_right_and_it_is_said() -> None:
    days = some_days(MANY)
    file = read([as_opened_abroad(day) for day in days])
    (part,) = file.parts
    assert part.frame["CARE_START"].to_list() == days
    (problem,) = [p for p in file.problems if "changed about" in p.what]
    assert problem.rows == sum(day.day <= 12 for day in days)


@pytest.mark.parametrize("count", [FEW, MANY])
def test_days_as_they_should_be_stay(count: int) -> None:
    days = some_days(count)
    some_as_text = [f"{d:%d/%m/%Y}" if n % 3 else d for n, d in enumerate(days)]
    file = read(some_as_text)
    assert file.parts[0].frame["CARE_START"].to_list() == days
    assert not [p for p in file.problems if "changed about" in p.what]


@pytest.mark.parametrize(
    ("dates", "texts", "counted"),
    [
        (8, 3, 8),
        (7, 3, 0),
        (8, 2, 0),
    ],
)
def test_a_few_dates_show_nothing(dates: int, texts: int, counted: int) -> None:
    text = ["2026-05-03"] * dates + ["25/03/2026"] * texts
    assert in_two_orders([pl.Series(text)]) == counted


@pytest.mark.parametrize("against", ["2026-05-13", "12/03/2026"])
def test_one_day_that_speaks_against_it_is_enough(against: str) -> None:
    text = ["2026-05-03"] * 20 + ["25/03/2026"] * 20
    assert in_two_orders([pl.Series(text), pl.Series([against])]) == 0
    assert in_two_orders([pl.Series(text)]) == 20


def test_no_dates_at_all_is_none() -> None:
    assert in_two_orders([]) == 0
