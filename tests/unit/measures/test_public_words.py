"""Public figures that are of one child, or that rounding would make nothing."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl
import pytest

from clearsight.measures.measure import Survival
from public_figures import a_measure, a_row, made_public

DAY = nw.lit(1)
MEDIAN = a_measure(unit="days", method="survival", survival=Survival(DAY, DAY))
MEAN = a_measure(unit="days", method="mean", amount=nw.lit(1))
SHARE = a_measure(unit="%", method="share")
ROUNDS_TO_NONE = "more than none, and rounds to 0"


def shown(measure: Any, value: float, counted: float = 40.0) -> tuple[Any, str]:
    """Publish one figure of 1,000 children, and return its value and words."""
    row = a_row(
        numerator=counted, denominator=1000.0, unit=measure.unit, value=value,
        numerator_children=int(counted),
    )  # fmt: skip
    found = made_public([row], measure)
    return found.select("value", "shown").row(0)


@pytest.mark.parametrize(
    ("days", "public"), [(387.0, 390.0), (376.0, 390.0), (374.0, 360.0), (15.5, 30.0)]
)
def test_how_long_it_took_with_one_child_is_given_by_the_month(days, public) -> None:
    assert shown(MEDIAN, days) == (public, str(int(public)))


@pytest.mark.parametrize(
    ("measure", "value", "counted"),
    [(MEDIAN, 12.0, 40.0), (MEAN, 0.3, 40.0), (SHARE, 0.4, 10.0)],
)
def test_what_rounds_to_none_is_no_zero(measure, value, counted) -> None:
    few = a_row(
        numerator=counted, denominator=4000.0, unit=measure.unit, value=value,
        numerator_children=40, rest_children=3000,
    )  # fmt: skip
    found = made_public([few], measure).select("value", "shown", "status")
    assert found.row(0) == (None, ROUNDS_TO_NONE, "ok")


def test_none_at_all_is_zero() -> None:
    assert shown(MEAN, 0.0) == (0.0, "0")
    assert shown(SHARE, 0.0, counted=0.0) == (0.0, "0%")


def test_every_figure_has_its_columns_alone() -> None:
    row = a_row(numerator=40.0, denominator=1000.0)
    assert isinstance(made_public([row]), pl.DataFrame)
    assert "nearly_none" not in made_public([row]).columns
