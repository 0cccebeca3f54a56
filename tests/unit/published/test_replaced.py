"""Where a council began or ended, its series does, and the page says so."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.published import areas
from clearsight.published.comparison import comparison
from clearsight.published.replaced import change_of
from clearsight.report.compare import render
from clearsight.report.compare_rows import families

BEGAN = date(2023, 4, 1)


def shown(council: str) -> str:
    return render(council, comparison(council))


@pytest.mark.parametrize(
    ("council", "on", "is_begin", "others"),
    [
        ("Cumberland", BEGAN, True, {"Cumbria"}),
        ("Cumbria", BEGAN, False, {"Cumberland", "Westmorland and Furness"}),
        ("Northamptonshire", date(2021, 4, 1), False,
         {"North Northamptonshire", "West Northamptonshire"}),
    ],
)  # fmt: skip
def test_who_replaced_whom(council, on, is_begin, others):
    change = change_of(areas.council_code(council))
    assert change
    assert (change.on, change.is_begin) == (on, is_begin)
    assert {areas.names()[code] for code in change.others} == others


def test_most_councils_are_what_they_were():
    assert change_of(areas.council_code("Tameside")) is None
    assert "in place of" not in shown("Tameside")


def test_the_page_says_when_a_council_began_or_ended():
    page = shown("Cumberland")
    assert "It began on 1 April 2023" in page
    assert "in place of Cumbria" in page
    ended = shown("Cumbria")
    assert "Cumberland and Westmorland and Furness took its place" in ended
    assert "most like it" not in ended


def test_a_first_year_says_nothing_of_better_or_worse():
    """What looks back on twelve months found none before the council began."""
    rows = comparison("Cumberland", "rereferral_12m")
    inspected = date(2024, 10, 1)

    def moved(began):
        ((_, (card,)),) = families(rows, inspected, began)
        return card.moved

    assert moved(None) == "up, worse"
    assert moved(BEGAN) == "up"
