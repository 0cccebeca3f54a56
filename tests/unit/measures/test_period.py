"""Which days a period has, in every way that it can be asked for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from clearsight.errors import SettingsError
from clearsight.measures.period import periods

AS_AT = date(2026, 3, 30)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("2024-2025", date(2024, 4, 1), date(2025, 3, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        (None, date(2025, 3, 31), AS_AT),
    ],
)
def test_one_period(text: str | None, start: date, end: date) -> None:
    (found,) = periods(text, AS_AT)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "count", "last"),
    [
        ("month", 24, "2026-02"),
        ("quarter", 8, "2025-Q4"),
        ("year", 3, "2024/25"),
    ],
)
def test_only_whole_periods_are_given(text: str, count: int, last: str) -> None:
    """One day before the end of March, March, the quarter and the year are not over."""
    found = periods(text, AS_AT)
    assert (len(found), found[-1].name) == (count, last)
    follow_on = [(b.start - a.end).days for a, b in pairwise(found)]
    assert set(follow_on) == {1}


@pytest.mark.parametrize(
    "text",
    ["2026-03", "2025/26", "2025/27", "2026-13", "weekly", "2025-Q5", "2026", "0000"],
)
def test_what_is_no_period_or_not_over_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        periods(text, AS_AT)
