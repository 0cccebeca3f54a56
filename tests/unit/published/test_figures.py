"""What is held of published statistics is what was published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.errors import SettingsError
from clearsight.published.authorities import authority_name
from clearsight.published.figures import COLUMNS, figures, held, series
from clearsight.published.neighbours import neighbours, region_of
from clearsight.published.sources import sources
from clearsight.published.statistics import KEY, SCHEMA

FIRST = "dfe-cin-first"


def one(measure: str, council: str, period: str, split: str = "") -> dict[str, object]:
    rows = figures(council, measure, best=True).filter(period=period, split=split)
    assert rows.height == 1
    return rows.row(0, named=True)


@pytest.mark.parametrize(
    ("measure", "period", "parts"),
    [
        ("cpp_repeat", "2025", (119, 552, 21.6)),
        ("send_20w_all", "2024", (262, 876, 29.9)),
        ("send_20w", "2024", (237, 807, 29.4)),
        ("wf_turnover", "2025", (29.7, 162.5, 18.3)),
    ],
)
def test_tameside_by_hand(
    measure: str, period: str, parts: tuple[float, float, float]
) -> None:
    row = one(measure, "Tameside", period)
    assert (row["numerator"], row["denominator"], row["value"]) == parts
    assert row["status"] == "published"


def test_the_columns_are_as_the_module_says() -> None:
    rows = figures()
    assert tuple(rows.columns) == COLUMNS
    assert held().schema == SCHEMA
    assert held().select(KEY).is_duplicated().sum() == 0
    assert rows["unit"].null_count() == rows["status"].null_count() == 0
    assert set(rows["source"]) <= set(sources())
    assert set(rows["measure"]) == set(series()["measure"])
    assert series()["measure"].is_unique().all()


def test_no_value_has_a_reason_and_is_no_zero() -> None:
    rows = figures()
    has_value = rows["status"].is_in(["published", "worked out"])
    assert (rows["value"].is_not_null() == has_value).all()
    assert rows.filter(status="suppressed").height > 10_000
    assert rows.filter(pl.col("value") == 0)["status"].unique().sort().to_list() == [
        "published",
        "worked out",
    ]


def test_what_is_suppressed_has_no_numerator_of_zero() -> None:
    """Some tables have a nought beside a total that is hidden."""
    hidden = figures().filter(status="suppressed")
    assert hidden["numerator"].null_count() == hidden.height
    assert set(hidden["numerator_status"]) == {"suppressed"}
    bands = hidden.filter(
        measure="assessment_duration", council="West Berkshire", period="2014"
    )
    assert bands.height == 9


def test_every_council_of_today_has_figures_and_neighbours() -> None:
    today = set(neighbours()["authority"])
    assert len(today) == 153
    assert today <= set(figures(measure="cla_rate")["authority"])
    assert all(authority_name(code) for code in today)
    near = neighbours("Tameside")
    assert near["rank"].to_list() == list(range(1, 11))
    assert near["neighbour_council"][0] == "Rotherham"
    assert region_of("Tameside") == "North West"


def test_what_we_work_out_agrees_with_what_the_department_says() -> None:
    """To the published rounding, for every council; regions round their counts first.

    One differs further: Sunderland's conferences within 15 days in 2016, by one of 638.
    """
    rows = figures().filter(level="council").drop_nulls("value")
    ours = rows.filter(status="worked out")
    tool = rows.filter(source="dfe-lait")
    on = ["measure", "split", "council", "period_ends"]
    both = ours.join(tool, on=on, suffix="_tool")
    off = both.filter((pl.col("value") - pl.col("value_tool")).abs() > 0.0501)
    assert both["measure"].unique().sort().to_list() == [
        "assess_45",
        "cin_rate",
        "cpp_rate",
        "cpp_start_rate",
        "icpc_15wd",
        "icpc_rate",
        "referral_rate",
        "s47_rate",
        "send_review_12m",
    ]
    assert both.height > 4_000
    assert off.height <= 1


def test_the_best_figure_is_the_statistics_own() -> None:
    rows = figures("Tameside", "s47_rate", best=True)
    assert rows["period_ends"].is_unique().all()
    by = dict(rows.select("period", "source").iter_rows())
    assert (by["2024"], by["2025"]) == ("dfe-cin", "dfe-lait")
    assert figures("Tameside", "s47_rate").filter(source=FIRST).height == 12


def test_low_in_the_statistics_is_no_zero_of_the_tool() -> None:
    found = one("wf_agency", "Sunderland", "2025")
    assert (found["value"], found["status"]) == (None, "rounds to zero")
    assert one("wf_agency", "Sunderland", "2022")["value"] == 0.4


def test_an_unknown_measure_is_told_the_near_miss() -> None:
    with pytest.raises(SettingsError, match="Did you mean cpp_repeat"):
        figures(measure="cp_repeat")


@pytest.mark.parametrize(
    ("path", "measure", "column", "source"),
    [
        (
            "dfe-csc-outcomes-enablers/d3_cpps_subsequent_plan_2013_to_2025.csv",
            "cpp_repeat",
            "CPP_subsequent_percent",
            "dfe-cin",
        ),
        (
            "dfe-cin-statistics/d6_cpps_reviewed_within_timescales_2013_to_2024.csv",
            "cpp_reviews",
            "Reviewed_within_timescales_percent",
            "dfe-cin",
        ),
        (
            "dfe-cin-statistics/d1_child_protection_plans_2013_to_2024.csv",
            "cpp_rate",
            "CPP_At31_rate",
            FIRST,
        ),
        (
            "dfe-csc-outcomes-enablers/csww_indicators_2017_to_2025.csv",
            "wf_caseload",
            "caseload_fte",
            "dfe-workforce",
        ),
    ],
)
def test_every_row_of_a_published_table_is_held(
    shared: Path, path: str, measure: str, column: str, source: str
) -> None:
    table = pl.read_csv(shared / "data" / path, infer_schema=False)
    number = pl.col(column).cast(pl.Float64, strict=False)
    told = table.select("time_period", "geographic_level", "old_la_code", value=number)
    rows = held().filter(measure=measure, source=source)
    assert rows.height == told.height
    assert rows["value"].null_count() == told["value"].null_count()
    councils = told.filter(geographic_level="Local authority").with_columns(
        authority=pl.col("old_la_code").str.replace_all(" ", "")
    )
    both = rows.join(
        councils,
        left_on=["authority", "period"],
        right_on=["authority", "time_period"],
        suffix="_told",
    )
    assert both.height == councils.height
    assert both["value"].equals(both["value_told"].rename("value"), null_equal=True)


def test_every_value_of_the_interactive_tool_is_held(shared: Path) -> None:
    paths = sorted((shared / "data" / "dfe-lait").glob("lait_*extract.csv"))
    paths += sorted((shared / "data" / "dfe-lait").glob("lait_*2022on.csv"))
    told = pl.concat(
        pl.read_csv(p, infer_schema=False).select(
            "measure_short", "period", "la_code", "value"
        )
        for p in paths
    ).unique()
    rows = held().filter(source="dfe-lait")
    # Thirteen rows are of a year 0.
    assert rows.height == told.filter(pl.col("period") != "0").height
    number = told.filter(pl.col("period") != "0")["value"].cast(
        pl.Float64, strict=False
    )
    assert rows["value"].null_count() == number.null_count()
    assert rows["value"].sum() == pytest.approx(number.sum())


def test_the_newest_period_is_as_the_sources_end() -> None:
    newest = held().group_by("source").agg(pl.col("period_ends").max())
    by = dict(newest.iter_rows())
    assert by["dfe-cin"] == by["dfe-cla"] == date(2025, 3, 31)
    assert by["dfe-workforce"] == date(2025, 9, 30)
