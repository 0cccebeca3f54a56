"""Working days, worked out apart from the rest, against days read off a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.madeup import days

# As published for England and Wales.
PUBLISHED = {
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_the_published_ones(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert days.bank_holidays(year) == expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Easter stands between
        (date(2025, 12, 24), 2, date(2025, 12, 30)),
        (date(2026, 3, 28), 1, date(2026, 3, 30)),  # from a Saturday
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 4, 5), -1, date(2026, 4, 2)),  # back from a Sunday
    ],
)
def test_add_working(start: date, count: int, expected: date) -> None:
    assert days.add_working(start, count) == expected


def test_months_end_where_a_month_is_shorter() -> None:
    assert days.add_months(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert days.add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)


def test_the_collection_year_ends_in_march() -> None:
    assert days.year_end(date(2026, 3, 30)) == date(2025, 3, 31)
    assert days.year_end(date(2026, 3, 31)) == date(2026, 3, 31)
