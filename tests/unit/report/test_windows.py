"""Each file shows what was going on from one day to another."""

from __future__ import annotations

from datetime import date

from clearsight.files.manifest import ReadFile
from clearsight.report.windows import windows_of

AS_AT = date(2026, 3, 31)


def window(**told):
    rows = windows_of([ReadFile("f", council="X", **told)], AS_AT).rows()
    return rows[0][2:] if rows else None


def test_a_census_shows_its_year():
    told = {"taken_for": "cin", "reference_date": date(2025, 3, 31)}
    assert window(**told) == (date(2024, 4, 1), date(2025, 3, 31))


def test_an_ssda903_shows_its_year_but_no_day_after_the_review():
    told = {"taken_for": "ssda903", "year": 2027}
    assert window(**told) == (date(2026, 4, 1), AS_AT)


def test_an_annex_a_shows_the_half_year_before_it():
    told = {"taken_for": "annexa", "extract_date": date(2025, 8, 31)}
    assert window(**told) == (date(2025, 2, 28), date(2025, 8, 31))


def test_a_file_of_no_known_day_shows_nothing():
    assert window(taken_for="annexa") is None
    assert window(taken_for="ssda903") is None
