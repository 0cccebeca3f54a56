"""The day of birth to go by, where what was loaded gives several."""

from __future__ import annotations

import polars as pl
import pytest

from records import SOURCES, day, files
from together import Case, Cases

CASES = Cases()
OLDER, NEWER = "older.csv", "newer.csv"
DAYS = {
    SOURCES["ssda903"]: day("2026-03-31"),
    SOURCES["annexa"]: day("2025-12-31"),
    SOURCES["cin"]: day("2025-03-31"),
}
KNOWN = pl.concat(
    [
        files().with_columns(
            known_on=pl.col("file").replace_strict(DAYS, default=day("2025-03-31"))
        ),
        files()
        .head(1)
        .with_columns(file=pl.lit(OLDER), known_on=pl.lit(day("2024-03-31"))),
    ]
)


def born(on, source="ssda903", **more):
    return {"child": "1", "source": source, "birth_on": on, **more}


def told(*rows) -> Case:
    """Add a child whom these rows describe, and of whom something is told."""
    referral = {"child": "1", "referred_on": "2024-09-01", "referral_key": "r1"}
    return CASES.add({"child": list(rows), "referral": [referral]}, KNOWN)


AGREED = told(born("2015-05-01"), born("2015-05-01", "annexa"), born(None, "cin"))
RETURN_FIRST = told(born("2015-06-01", "annexa"), born("2015-05-01"))
CORRECTED = told(born("2015-06-01", file=OLDER), born("2015-05-01"))
CORRECTED_ALONE = told(born("2015-05-01", file=OLDER), born("2015-06-01"))
BORN_SINCE = told(
    born("2015-06-10", "cin", is_unborn=True), born("2015-05-01", "annexa")
)
BORN_LATE = told(
    born("2015-05-01", "cin", is_unborn=True), born("2015-05-12", "annexa")
)
EXPECTED_TWICE = told(
    born("2026-06-10", "cin", is_unborn=True),
    born("2026-06-01", "annexa", is_unborn=True),
)
IN_ONE_FILE = told(
    born("2015-05-01", "annexa"),
    born("2015-06-01", "annexa"),
    born("2015-06-01", "annexa"),
)


@pytest.mark.parametrize(
    ("case", "on"),
    [
        (AGREED, "2015-05-01"),
        (RETURN_FIRST, "2015-05-01"),
        (CORRECTED, "2015-05-01"),
        (CORRECTED_ALONE, "2015-06-01"),
        (BORN_SINCE, "2015-05-01"),
        (BORN_LATE, "2015-05-12"),
        (EXPECTED_TWICE, "2026-06-10"),
        (IN_ONE_FILE, "2015-05-01"),
    ],
)
def test_the_day_is_the_newest_of_the_source_that_comes_first(case, on):
    assert case.frame("children")["birth_on"].to_list() == [day(on)]


@pytest.mark.parametrize(
    ("case", "differ"),
    [
        (AGREED, []),
        (CORRECTED, []),
        (CORRECTED_ALONE, []),
        (BORN_SINCE, []),
        (BORN_LATE, []),
        (RETURN_FIRST, [("ssda903", "2015-05-01", "annexa", "2015-06-01")]),
        (EXPECTED_TWICE, [("cin", "2026-06-10", "annexa", "2026-06-01")]),
        (IN_ONE_FILE, [("annexa", "2015-05-01", "annexa", "2015-06-01")]),
    ],
)
def test_what_the_newest_files_still_differ_on_is_a_conflict(case, differ):
    found = case.frame("conflicts").filter(column="birth_on")
    assert [
        (taken, str(on), other, str(other_on))
        for taken, on, other, other_on in found.select(
            "taken", "taken_on", "other", "other_on"
        ).rows()
    ] == differ


def test_a_child_with_an_expected_day_alone_is_unborn():
    assert EXPECTED_TWICE.frame("children")["is_unborn"].to_list() == [True]
    assert BORN_LATE.frame("children")["is_unborn"].to_list() == [False]
