"""Text to values: what is read, what is not, and how it is said."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.files import typed
from clearsight.shape import Table, code, day, key, number, yes_no


class Sample(Table):
    """A table with a field of each kind."""

    partial = frozenset({"MAYBE"})

    CHILD = key("Child")
    ON = day("A day")
    MAYBE = day("A day that may be withheld")
    COUNT = number("A number")
    KIND = code("A code", "kind")
    IS = yes_no("Yes or no")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/02/2020", date(2020, 2, 1)),
        ("1/2/2020", date(2020, 2, 1)),
        (" 01/02/2020 ", date(2020, 2, 1)),
        ("01/02/2020 00:00:00", date(2020, 2, 1)),
        ("01-02-2020", date(2020, 2, 1)),
        ("1.2.2020", date(2020, 2, 1)),
        ("1 Feb 2020", date(2020, 2, 1)),
        ("2020-02-01", date(2020, 2, 1)),
        ("2020-02-01T09:30:00Z", date(2020, 2, 1)),
        ("43862", date(2020, 2, 1)),
        ("43862.5", date(2020, 2, 1)),
        ("29/02/2020", date(2020, 2, 29)),
        ("29/02/2019", None),
        ("31/11/2020", None),
        ("01/02/20", None),
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/1899", None),
        ("31/12/2100", date(2100, 12, 31)),
        ("01/01/2101", None),
        ("19999", None),
        ("80001", None),
        ("soon", None),
        ("  ", None),
        (None, None),
    ],
)
def test_days_are_read_day_first(text, expected):
    assert typed.days(pl.Series([text], dtype=pl.String), "day first")[0] == expected


def test_iso_is_all_that_xml_dates_may_be():
    texts = pl.Series(["2020-02-01", "2020-02-01Z", "01/02/2020", "43862"])
    assert typed.days(texts, "iso").to_list() == [date(2020, 2, 1)] * 2 + [None] * 2


def test_each_kind_is_read_and_the_text_stays_beside_it():
    frame = pl.DataFrame(
        {
            "row": [2, 3],
            "CHILD": [" 007 ", "8"],
            "COUNT": ["12.0", "x"],
            "KIND": [" u6 ", None],
            "IS": ["Yes", "2"],
        }
    )
    done, _ = typed.type_columns(frame, Sample, dates="day first")
    assert done["CHILD"].to_list() == ["007", "8"]
    assert done["CHILD_submitted"].to_list() == [" 007 ", "8"]
    assert done["COUNT"].to_list() == [12, None]
    assert done["KIND"].to_list() == ["U6", None]
    assert done["IS"].to_list() == [True, None]
    assert done["ON"].dtype == pl.Date
    assert done["ON_submitted"].to_list() == [None, None]


def test_many_bad_dates_are_one_problem_that_names_the_first_rows():
    frame = pl.DataFrame({"row": range(2, 10_002), "ON": ["31/02/2024"] * 10_000})
    done, problems = typed.type_columns(frame, Sample, dates="day first")
    assert done.height == 10_000
    assert [p.rows for p in problems] == [10_000]
    assert problems[0].where == "column ON, rows 2, 3, 4, 5, 6 and 9,995 more"
    assert "31/02" not in problems[0].what + problems[0].where + problems[0].do


def test_a_withheld_part_of_a_day_is_no_problem_where_it_is_allowed():
    frame = pl.DataFrame(
        {"row": [2, 3, 4], "MAYBE": ["ZZ/04/2020", "zz/ZZ/ZZZZ", "40/04/2020"]}
    )
    _, problems = typed.type_columns(frame, Sample, dates="day first")
    assert [(p.rows, p.where) for p in problems] == [(1, "column MAYBE, row 4")]
    _, elsewhere = typed.type_columns(
        frame.rename({"MAYBE": "ON"}), Sample, dates="day first"
    )
    assert [p.rows for p in elsewhere] == [3]


def test_repeated_and_shared_out_work_gives_what_plain_reading_gives():
    few = ["01/02/2020", "1/2/2020", "x", None, " c1", "c2"]
    some = pl.Series(few * 40_000, dtype=pl.String)
    frame = pl.DataFrame({"row": pl.int_range(len(some), eager=True), "KIND": some,
                          "ON": some, "IS": some, "COUNT": some})  # fmt: skip
    large, _ = typed.type_columns(frame, Sample, dates="day first")
    small, _ = typed.type_columns(frame.head(len(few)), Sample, dates="day first")
    assert large.tail(len(few)).drop("row").equals(small.drop("row"))


def test_a_day_without_its_noughts_is_no_day_in_xml():
    text = pl.Series(["2025-06-02", "2025-6-2", None])
    assert typed.days(text, "iso").to_list() == [date(2025, 6, 2), None, None]
