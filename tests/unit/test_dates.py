"""The calendar is right, and days are counted as `dates.py` says."""

from __future__ import annotations

import re
import tomllib
from calendar import month_abbr
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import holidays
import pytest

from clearsight import dates

YEARS = range(dates.CALENDAR_STARTS.year, dates.CALENDAR_ENDS.year + 1)
MONTHS = list(month_abbr)
LEAP_DAY = date(2024, 2, 29)


def test_bank_holidays_are_those_of_an_independent_library() -> None:
    """Every weekday holiday of England, 1990 to 2035, and no other."""
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
    assert dates.bank_holidays() == {d for d in theirs if d.weekday() < 5}


def test_bank_holidays_are_those_listed_for_the_census(shared: Path) -> None:
    """The list kept beside the CIN census, 2022 to 2027."""
    text = (shared / "spec" / "cin-tables.md").read_text("utf-8")
    section = text.split("\n## 8.")[1].split("\n## ")[0]
    listed = {
        date(int(year), MONTHS.index(month), int(day))
        for year, days in re.findall(r"^\* (\d{4}): (.+)$", section, re.MULTILINE)
        for day, month in re.findall(r"(\d+) (\w{3})", days)
    }
    assert {d.year for d in listed} == set(range(2022, 2028))
    assert listed == {d for d in dates.bank_holidays() if 2022 <= d.year <= 2027}


def test_one_off_days_are_in_the_list() -> None:
    """Each day that is explained is also counted."""
    text = files("clearsight").joinpath("bank_holidays.toml").read_text("utf-8")
    told = tomllib.loads(text)
    assert {date.fromisoformat(d) for d in told["one_off"]} < dates.bank_holidays()
    assert [int(year) for year in told["days"]] == list(YEARS)
    assert all(d.year == int(y) for y, days in told["days"].items() for d in days)


def test_the_calendar_numbers_working_days() -> None:
    """`nth` goes up by one on working days alone, and no day is missing."""
    frame = dates.calendar()
    on = frame["on"].to_list()
    assert on[0] == dates.CALENDAR_STARTS
    assert on[-1] == dates.CALENDAR_ENDS
    assert len(on) == (on[-1] - on[0]).days + 1
    assert frame["is_working"].to_list() == [dates.is_working_day(d) for d in on]
    steps = frame["nth"].diff().drop_nulls().to_list()
    assert steps == [int(w) for w in frame["is_working"].to_list()[1:]]
    assert frame["nth"][0] == 0  # New Year's Day of 1990


def test_the_calendar_is_made_once() -> None:
    """Asking again costs nothing."""
    assert dates.calendar() is dates.calendar()


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2024, 3, 28), 1, date(2024, 4, 2)),  # over Easter
        (date(2024, 6, 1), 1, date(2024, 6, 3)),  # from a Saturday
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # the one-off 19 September
        (date(2024, 6, 3), 0, date(2024, 6, 3)),
        (date(2024, 6, 1), 0, date(2024, 6, 1)),
        (date(2024, 4, 2), -1, date(2024, 3, 28)),
        (date(2023, 4, 1), -1, date(2023, 3, 31)),
        (date(2024, 3, 31), -45, date(2024, 1, 26)),  # as listed for the census
        (date(2027, 3, 31), -15, date(2027, 3, 8)),
        (date(2050, 1, 7), 1, date(2050, 1, 10)),  # outside, weekends alone
    ],
)
def test_working_days_are_added(day: date, n: int, found: date) -> None:
    """Day zero is never counted, forwards or back."""
    assert dates.add_working_days(day, n) == found


def test_adding_working_days_agrees_with_the_calendar() -> None:
    """The number of the day reached is n above that of the day begun from."""
    nth = dict(dates.calendar().select("on", "nth").iter_rows())
    for n in range(0, 2000, 7):
        day = date(2019, 1, 1) + timedelta(days=n)
        reached = dates.add_working_days(day, 10)
        assert nth[reached] == nth[day] + 10
        assert dates.is_working_day(reached)


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2024, 1, 31), 1, LEAP_DAY),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (LEAP_DAY, 12, date(2025, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 8, 31)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 3, 31), -1, LEAP_DAY),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_months_are_added(day: date, n: int, found: date) -> None:
    """The same day number, or the last day of a shorter month."""
    assert dates.add_months(day, n) == found


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2010, 6, 15), date(2024, 6, 14), 13),
        (date(2010, 6, 15), date(2024, 6, 15), 14),
        (LEAP_DAY, date(2025, 2, 28), 0),
        (LEAP_DAY, date(2025, 3, 1), 1),
        (LEAP_DAY, date(2028, 2, 29), 4),
        (date(2024, 6, 15), date(2024, 6, 1), -1),
    ],
)
def test_age_is_in_whole_years(birth: date, on: date, age: int) -> None:
    """A birthday counts from its own day."""
    assert dates.age_on(birth, on) == age


def test_a_collection_year_runs_from_april_to_march() -> None:
    """It is named by the year in which it ends."""
    assert dates.collection_year(date(2025, 3, 31)) == 2025
    assert dates.collection_year(date(2025, 4, 1)) == 2026
    assert dates.year_start(2026) == date(2025, 4, 1)
    assert dates.year_end(2026) == date(2026, 3, 31)
