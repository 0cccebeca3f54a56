"""What a question says: where it comes from, and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from clearsight.report.run import Options, review
from clearsight.settings import Settings

CHILD = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth"]
LIST_7 = [
    *CHILD,
    "Child Protection Plan Start Date",
    "Date of the Last Statutory Visit",
]
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC"


def questions(path: Path) -> pl.DataFrame:
    return review([path], Options(as_at=date(2026, 3, 31)), Settings()).questions


@pytest.fixture
def listed(tmp_path: Path) -> pl.DataFrame:
    book = Workbook()
    sheet = book.active
    sheet.title = "List_7"
    born, began = date(2015, 1, 1), date(2025, 12, 1)
    sheet.append(LIST_7)
    sheet.append(["1", "a) Female", "WBRI", born, began, date(2026, 4, 8)])
    sheet.append(["2", "a) Female", "WBRI", born, began, date(2026, 2, 1)])
    book.save(tmp_path / "annex_a_2026-03-31.xlsx")
    return questions(tmp_path)


def test_a_visit_dated_after_the_review_is_named_as_what_hides_the_clock(
    listed: pl.DataFrame,
) -> None:
    row = listed.filter(about="clock cp_visit", child="1").row(0, named=True)
    assert row["what"].endswith("visits is dated after the day of this review")
    assert row["do"].startswith("Correct that date")
    assert row["where"] == "annex_a_2026-03-31.xlsx, row 2"


def test_no_place_is_a_number_that_nobody_knows(listed: pl.DataFrame) -> None:
    places = listed["where"].drop_nulls()
    assert not places.str.contains(r"\bfile [0-9a-f]{8}|row $").any()


def test_an_end_that_one_year_leaves_blank_is_said_to_be_none(tmp_path: Path) -> None:
    for year, end in (("2024-25", "10/03/2025,E4A"), ("2025-26", ",")):
        (tmp_path / year).mkdir()
        rows = f"{EPISODES}\nY,01/05/2024,S,V2,N1,U6,PR1,{end}\n"
        (tmp_path / year / "episodes.csv").write_text(rows)
    said = questions(tmp_path)["what"].str.contains(
        "on the end: ssda903 2025/26 says nothing,"
    )
    assert said.sum() == 1
