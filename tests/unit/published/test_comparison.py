"""A council beside its neighbours, its region and England."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.errors import SettingsError
from clearsight.published.comparison import FEWEST, comparison


def test_who_is_beside_a_council() -> None:
    rows = comparison("Tameside", "cpp_repeat")
    areas = rows.unique("council", maintain_order=True)["council"].to_list()
    assert areas[0] == "Tameside"
    assert areas[-2:] == ["North West", "England"]
    neighbours = rows.filter(role="neighbour")
    assert neighbours.unique("council")["rank"].sort().to_list() == list(range(1, 11))
    ours = rows.filter(role="council", period="2025").row(0, named=True)
    assert (ours["numerator"], ours["denominator"], ours["value"]) == (119, 552, 21.6)


@pytest.mark.parametrize("said", ["Bournemouth", "837", "bournemouth (until 2019)"])
def test_a_council_that_has_ended_is_shown_for_its_years(said: str) -> None:
    rows = comparison(said).filter(role="council")
    assert rows["council"].unique().to_list() == ["Bournemouth (until 2019)"]
    assert rows["value"].count() > 0


def test_the_middle_of_the_neighbours_is_their_median() -> None:
    rows = comparison("Tameside", "cpp_repeat").filter(period="2025")
    middle = rows.filter(role="neighbours' middle").row(0, named=True)
    assert middle["value"] == rows.filter(role="neighbour")["value"].median()
    assert (middle["of"], middle["status"]) == (10, "worked out")


def test_a_middle_of_too_few_is_not_given() -> None:
    """What is suppressed is small, so those that are left lie too high."""
    rows = comparison("Tameside", "cpp_two_years_open")
    middle = rows.filter(role="neighbours' middle")
    assert middle["of"].min() == FEWEST
    told = rows.filter(pl.col("role") == "neighbour", pl.col("value").is_not_null())
    few = told.group_by("period").len().filter(pl.col("len") < FEWEST)
    assert few.height
    assert not set(few["period"]) & set(middle["period"])


def test_every_council_of_today_can_be_compared() -> None:
    for name in ("City of London", "Isles of Scilly", "West Northamptonshire", "Hull"):
        assert comparison(name, "population_0_17").filter(role="council").height, name


def test_without_a_measure_it_is_ours_and_by_name_any() -> None:
    every = comparison("Tameside")["measure"].unique()
    assert "cla_rate" in every
    assert not every.str.starts_with("lait:").any()
    assert comparison("Tameside", "lait:LACFinance").height
    with pytest.raises(SettingsError, match="Did you mean cla_rate"):
        comparison("Tameside", "cla_rates")
