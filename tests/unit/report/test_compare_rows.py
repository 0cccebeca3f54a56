"""How far a figure moved, and in which years there was such a council."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.published.comparison import comparison
from clearsight.report.compare_rows import Card, families

INSPECTED = date(2024, 10, 1)


def card(rows: pl.DataFrame) -> Card:
    ((_, (one,)),) = families(rows, INSPECTED)
    return one


def moved(then: tuple, now: tuple) -> str:
    """Return what is said of a share of re-referrals in 2024, and in 2025."""
    row = comparison("Tameside", "rereferral_12m").filter(
        pl.col("role") == "council", pl.col("period") == "2024"
    )
    rows = [
        row.with_columns(
            period=pl.lit(str(year)),
            period_ends=pl.lit(date(year, 3, 31)),
            numerator=pl.lit(counted, pl.Float64),
            denominator=pl.lit(over, pl.Float64),
            value=pl.lit(value, pl.Float64),
        )
        for year, (counted, over, value) in ((2024, then), (2025, now))
    ]
    return card(pl.concat(rows)).moved


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        # Spread of the difference: root of 0.2 x 0.8 x 2/400, or 2.83 points.
        ((80, 400, 20.0), (102, 400, 25.5), "up, within chance"),
        ((80, 400, 20.0), (104, 400, 26.0), "up, worse"),
        ((80, 400, 20.0), (56, 400, 14.0), "down, better"),
        # So many more children make less of the same difference chance.
        ((800, 4000, 20.0), (900, 4000, 22.5), "up, worse"),
        ((80, 400, 20.0), (80, 400, 20.0), "unchanged"),
        # Where the counts are not given, it is not known.
        ((None, None, 20.0), (82, 400, 20.5), "up, worse"),
        # No share: the sum of scores is more than the children.
        ((900, 400, 2.3), (1000, 400, 2.5), "up, worse"),
        ((0, 400, 0.0), (2, 400, 0.5), "up, within chance"),
    ],
)
def test_a_move_that_chance_could_make_is_called_neither(then, now, said) -> None:
    assert moved(then, now) == said


@pytest.mark.parametrize(
    ("council", "year", "there"),
    [
        ("Cumberland", "2023", False),
        ("Cumberland", "2024", True),
        ("Cumbria", "2023", True),
        ("Cumbria", "2024", False),
        ("Tameside", "2013", True),
    ],
)
def test_no_year_is_shown_of_a_council_that_was_not(council, year, there) -> None:
    one = card(comparison(council, "rereferral_12m"))
    cells = dict(zip(one.periods, dict(one.rows)[council], strict=True))
    assert (cells[year] != "no such council") == there
