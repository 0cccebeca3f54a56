"""Text to values: what is read, what is not, and how it is said."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.files import typed
from clearsight.files.days import days
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
        ("01/02/20", date(2020, 2, 1)),
        ("31/12/49", date(2049, 12, 31)),
        ("1/1/50", date(1950, 1, 1)),
        ("01/02/2", None),
        ("26-03-31", None),
        ("1.2.20", date(2020, 2, 1)),
        ("01-Feb-20", date(2020, 2, 1)),
        ("1 FEBRUARY 2020", date(2020, 2, 1)),
        ("1st February, 2020", date(2020, 2, 1)),
        ("Sat 01/02/2020", date(2020, 2, 1)),
        ("Saturday, 1 Feb 2020", date(2020, 2, 1)),
        ("Feb  1 2020 12:00AM", date(2020, 2, 1)),
        ("2020-02-01 00:00:00.0000000", date(2020, 2, 1)),
        ("1 Sept 2020", date(2020, 9, 1)),
        ("1 Foo 2020", None),
        ("02/13/2020", None),
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
    assert days(pl.Series([text], dtype=pl.String), "day first")[0] == expected


def test_iso_is_all_that_xml_dates_may_be():
    texts = pl.Series(["2020-02-01", "2020-02-01Z", "01/02/2020", "43862"])
    assert days(texts, "iso").to_list() == [date(2020, 2, 1)] * 2 + [None] * 2


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


def test_a_day_that_stands_for_none_is_blank_and_said():
    texts = ["01/01/1900", "31/12/2099", "02/01/1900", "30/12/2099", None]
    frame = pl.DataFrame({"row": range(2, 7), "ON": texts})
    done, problems = typed.type_columns(frame, Sample, dates="day first")
    assert done["ON"].to_list() == [
        None, None, date(1900, 1, 2), date(2099, 12, 30), None,
    ]  # fmt: skip
    assert [(p.rows, p.where) for p in problems] == [(2, "column ON, rows 2, 3")]
    assert "2 dates in ON stood for none" in problems[0].what


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


@pytest.mark.parametrize(
    ("texts", "read", "problems"),
    [
        # One day that can only stand month first turns them all.
        (
            ["03/31/2026", "04/02/2026", None],
            [date(2026, 3, 31), date(2026, 4, 2), None],
            ["The dates stand month first: 1 such as 03/31/2026 show it"],
        ),
        # Where another speaks against it, nobody can say.
        (
            ["03/31/2026", "04/02/2026", "31/03/2026"],
            [None, date(2026, 2, 4), date(2026, 3, 31)],
            ["1 of the dates stand month first", "1 date in ON could not be read"],
        ),
        (["31/02/2026", "04/02/2026", None], [None, date(2026, 2, 4), None],
         ["1 date in ON could not be read"]),
        (["05/06/2026", "04/02/2026", None],
         [date(2026, 6, 5), date(2026, 2, 4), None], []),
    ],
)  # fmt: skip
def test_dates_of_another_country_are_seen_and_said(texts, read, problems):
    frame = pl.DataFrame({"row": [2, 3, 4], "ON": texts})
    done, found = typed.type_columns(frame, Sample, dates="day first")
    assert done["ON"].to_list() == read
    assert len(found) == len(problems)
    for problem, said in zip(found, problems, strict=True):
        assert said in problem.what


def test_one_column_shows_how_the_others_of_its_table_are_written():
    frame = pl.DataFrame({"row": [2], "ON": ["04/02/2026"], "MAYBE": ["03/31/2026"]})
    done, _ = typed.type_columns(frame, Sample, dates="day first")
    assert done.select("ON", "MAYBE").row(0) == (date(2026, 4, 2), date(2026, 3, 31))


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
    assert days(text, "iso").to_list() == [date(2025, 6, 2), None, None]
