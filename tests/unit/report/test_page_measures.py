"""The chapter of measures: what it shows beside a figure, and what it never hides."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from clearsight.measures import chosen
from clearsight.measures.finish import FIGURES
from clearsight.measures.period import periods, rolling
from clearsight.published import comparison as c
from clearsight.report.counted import Measured
from clearsight.report.page import render
from clearsight.report.page_measures import COUNCILS, Row, build
from sample_review import AS_AT, sample_review

KEYS = ("rereferral_12m", "referral_nfa", "cl_eet", "send_20w", "cla_rate")
HOSTILE = "<script>alert(1)</script>"


def figure(council: str, measure: str, **given: Any) -> dict[str, Any]:
    """Return one figure, as they are finished."""
    row = {
        "council": council, "measure": measure, "period": "12 months",
        "period_start": date(2025, 4, 1), "period_end": AS_AT, "split": "", "part": "",
        "numerator": 30.0, "denominator": 120.0, "value": 25.0, "unit": "%",
        "shown": "25.0%", "status": "ok", "note": None, "members": 120, "left_out": 7,
        "touched": 6, "quality": 0.05,
    }  # fmt: skip
    return row | given


def measured(*councils: str) -> Measured:
    """Return five measures: three counted, one a rate without people, one not."""
    blank = {"numerator": None, "denominator": None, "value": None, "members": None,
             "left_out": None, "touched": None, "quality": None}  # fmt: skip
    rows = []
    for name in councils:
        rows += [
            figure(name, "rereferral_12m"),
            figure(name, "referral_nfa", status="small", shown="3 of 12", value=None),
            figure(name, "cl_eet", quality=None, left_out=0),
            figure(name, "send_20w", **blank, status="cannot run", shown="cannot run",
                   note="not loaded: SEN2", period_end=None),
            figure(name, "cla_rate", **blank | {"numerator": 412.0},
                   status="cannot run", shown="412, no rate",
                   note="no population is published for this council"),
        ]  # fmt: skip
    return Measured(
        as_at=AS_AT, as_at_why="asked", councils=list(councils),
        measures=chosen(KEYS), periods=[rolling(AS_AT)],
        figures=pl.DataFrame(rows, schema=FIGURES), members=None, is_public=False,
    )  # fmt: skip


def rows_of(made: Measured) -> dict[str, Row]:
    """Return the rows of the first council, by measure."""
    (first, *_) = build(made).councils
    return {row.measure.key: row for _, rows in first.families for row in rows}


def page_of(made: Measured) -> str:
    """Return the report of a review with these measures."""
    return render(replace(sample_review(3), counting=lambda: made))


def test_a_figure_stands_with_its_parts_its_records_and_its_pair() -> None:
    page = page_of(measured("Tameside"))
    row = re.search(r'<tr id="m-Tameside-rereferral_12m">.*?</tr>', page, re.DOTALL)
    assert row
    for said in ("25.0%", "30 of 120", "to 31 March 2026", "5.0%", "7 left out"):
        assert said in row[0]
    pair = re.search(r'href="#(m-Tameside-\w+)">[^<]+</a>: ([^;<]+)', row[0])
    assert pair
    assert f'<tr id="{pair[1]}">' in page


def test_beside_it_stands_what_is_published_of_the_same_year() -> None:
    told = rows_of(measured("Tameside"))["rereferral_12m"].published
    rows = c.comparison("Tameside", "rereferral_12m").drop_nulls("value")
    ours = rows.filter(role=c.COUNCIL).sort("period_ends").row(-1, named=True)
    assert told["period"] == ours["period"]
    assert float(told["value"]) == pytest.approx(ours["value"], abs=0.05)
    england = rows.filter(role=c.ENGLAND, period=ours["period"])["value"].item()
    assert float(told["england"]) == pytest.approx(england, abs=0.05)


def test_care_leavers_are_compared_by_age() -> None:
    """The statistics give two ages; ours is of the older ones."""
    told = rows_of(measured("Tameside"))["cl_eet"].published
    rows = c.comparison("Tameside", "cl_eet").filter(
        pl.col("role") == c.COUNCIL, pl.col("split") == "19 to 21 years"
    )
    last = rows.drop_nulls("value").sort("period_ends")["value"][-1]
    assert float(told["value"]) == pytest.approx(last, abs=0.05)


def test_what_could_not_be_counted_is_folded_away_with_why() -> None:
    page = page_of(measured("Tameside"))
    folded = re.search(r'<details class="unable">.*?</details>', page, re.DOTALL)
    assert folded
    assert "1 measure that could not be counted" in folded[0]
    assert "Cannot run: not loaded: SEN2" in folded[0]
    assert "m-Tameside-send_20w" not in page


def test_what_is_of_all_that_it_counts_is_not_shown_as_a_part() -> None:
    """A survival says how many have ended so far, and an average is of all."""
    not_reached = {"numerator": 3.0, "denominator": 99.0, "value": None}
    figures = [
        figure("X", "rereferral_after_closure", shown="not reached", **not_reached),
        figure("X", "rereferral_12m"),
        figure("X", "h_sdq_average", numerator=900.0, denominator=60.0, value=15.0),
    ]
    keys = ["rereferral_after_closure", "rereferral_12m", "h_sdq_average"]
    made = replace(
        measured("X"), measures=chosen(keys), figures=pl.DataFrame(figures, FIGURES)
    )
    rows = rows_of(made)
    assert rows["rereferral_after_closure"].parts == "3 of 99 so far"
    assert rows["h_sdq_average"].parts == "of 60"
    assert rows["rereferral_12m"].parts == "30 of 120"


def test_a_rate_without_people_still_says_how_many() -> None:
    row = rows_of(measured("Nowhere"))["cla_rate"]
    assert row.figure["shown"] == "412, no rate"
    assert "Nothing is published under the name Nowhere" in page_of(measured("Nowhere"))


def test_more_councils_than_a_page_can_hold_are_counted() -> None:
    names = [f"Council {n}" for n in range(COUNCILS + 2)]
    assert len(build(measured(*names)).councils) == COUNCILS
    assert "2 more councils are not shown here" in page_of(measured(*names))


def test_the_name_of_a_council_is_shown_and_never_obeyed() -> None:
    page = page_of(measured(HOSTILE))
    assert "<script>" not in page
    assert "m--script-alert-1-script--rereferral_12m" in page


def test_without_measures_there_is_no_chapter() -> None:
    page = render(sample_review(3))
    assert 'id="measures"' not in page
    assert 'href="#measures"' not in page


def test_what_rounds_to_zero_is_said_and_a_year_without_a_number_keeps_its_place():
    """The tool writes 0 where the statistics say that it is low, and not nothing."""
    agency = figure("Sunderland", "wf_agency")
    made = replace(
        measured("Sunderland"),
        measures=chosen(("wf_agency",)),
        figures=pl.DataFrame([agency], schema=FIGURES),
    )
    row = rows_of(made)["wf_agency"]
    assert (row.published["value"], row.published["period"]) == (
        "rounds to zero",
        "2025",
    )
    assert "2022 0.4, 2023 no figure, 2024 no figure" in row.svg


def test_how_a_figure_went_is_drawn_from_the_periods_before():
    months = periods("month", AS_AT)[-3:]
    figures = [
        figure("A", "referral_nfa", period=p.name, value=v)
        for p, v in zip(months, (20.0, None, 22.5), strict=True)
    ]
    figures.append(figure("A", "referral_nfa", shown="21.0%", value=21.0))
    figures.append(figure("A", "cl_eet"))
    made = replace(
        measured("A"),
        periods=[*months, rolling(AS_AT)],
        figures=pl.DataFrame(figures, schema=FIGURES),
    )
    chapter = build(made)
    rows = {r.measure.key: r for _, mine in chapter.councils[0].families for r in mine}
    assert chapter.before == 3
    assert rows["referral_nfa"].figure["shown"] == "21.0%"
    first, none, last = (p.name for p in months)
    told = f"here: {first} 20.0, {none} no figure, {last} 22.5"
    assert told in rows["referral_nfa"].course
    assert rows["cl_eet"].course == ""
