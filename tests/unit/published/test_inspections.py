"""What is held of inspections is what was published, and stands as it stood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.errors import SettingsError
from clearsight.published import outcomes
from clearsight.published.inspections import COLUMNS, inspections, judgements_on

LEADERS = "The impact of leaders on social work practice with children and families"
AREAS = {
    "Overall effectiveness": "overall",
    LEADERS: "leaders",
    "The experiences and progress of children who need help and protection": (
        "help and protection"
    ),
    "The experiences and progress of children in care": "children in care",
    "The experiences and progress of care leavers": "care leavers",
}


def judged(rows: pl.DataFrame) -> dict[str, str | None]:
    return dict(rows.select("area", "judgement").iter_rows())


def test_tameside_in_december_2023() -> None:
    """Four judgements were inadequate; that on care leavers was one better."""
    found = inspections("Tameside").filter(started_on=date(2023, 12, 4))
    assert judged(found) == {
        "overall": "inadequate",
        "leaders": "inadequate",
        "help and protection": "inadequate",
        "children in care": "inadequate",
        "care leavers": "requires improvement",
    }
    assert found["ended_on"].unique().to_list() == [date(2023, 12, 15)]
    assert found["published_on"].unique().to_list() == [date(2024, 2, 13)]
    assert found["framework"].unique().to_list() == ["ILACS"]
    assert found["source"].unique().to_list() == ["ofsted"]


def test_what_stood_before_the_report_was_out() -> None:
    before = judgements_on(date(2024, 2, 12), "Tameside")
    assert set(before["published_on"]) == {date(2019, 7, 1)}
    assert judged(before)["overall"] == "requires improvement"
    leavers = before.filter(area="care leavers").row(0, named=True)
    assert (leavers["judgement"], leavers["status"]) == (None, "not judged then")
    after = judgements_on(date(2024, 2, 13), "Tameside")
    assert judged(after)["overall"] == "inadequate"


def test_a_visit_sets_no_judgement() -> None:
    visit = inspections("Tameside").filter(kind="monitoring visit").row(0, named=True)
    assert visit["started_on"] == date(2025, 2, 13)
    assert (visit["judgement"], visit["area"]) == (None, "")
    stands = judgements_on(date(2025, 12, 31), "Tameside")
    assert set(stands["kind"]) == {"standard inspection", "inspection"}
    send = stands.filter(regime="area SEND").row(0, named=True)
    assert send["judgement"] == "widespread or systemic failings"
    assert send["published_on"] == date(2025, 7, 3)


def test_an_old_report_is_not_read_and_not_left_out() -> None:
    old = inspections("Tameside").filter(published_on=date(2016, 12, 9))
    assert old["status"].unique().to_list() == ["not read"]
    assert old["judgement"].null_count() == old.height


def test_no_grade_for_the_whole_since_april_2026() -> None:
    """What stood before does not stand on."""
    rows = judgements_on(date(2026, 8, 20), "Blackpool").filter(
        area="overall", regime="children's services"
    )
    assert rows.select("judgement", "status").rows() == [(None, "no longer given")]


def test_an_unknown_council_is_told_the_near_miss() -> None:
    with pytest.raises(SettingsError, match="Did you mean Tameside"):
        inspections("Tamesyde")
    assert inspections("357").equals(inspections("Tameside Council"))


def test_the_columns_are_as_the_module_says() -> None:
    rows = inspections()
    assert tuple(rows.columns) == COLUMNS
    assert rows.select(list(outcomes.SCHEMA)).schema == outcomes.SCHEMA
    assert rows.select(outcomes.KEY).is_duplicated().sum() == 0
    assert rows["council"].null_count() == 0
    assert set(rows["regime"]) == set(outcomes.REGIMES)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ofsted_judgements_as_at_2025-03-31", "Inspection date"),
        ("ofsted_ilacs_history_2018-2025", "Inspection date"),
        ("ofsted_in_year_activity_2024-25", "Inspection/Visit date"),
    ],
)
def test_every_judgement_of_ofsteds_own_tables_is_held(
    shared: Path, name: str, day: str
) -> None:
    folder = shared / "data" / "ofsted-ilacs"
    table = pl.read_csv(folder / f"{name}.csv", infer_schema=False)
    codes = pl.read_csv(folder / "la_lookup.csv", infer_schema=False)
    told = (
        table.select(
            code=pl.col("Local authority area code"),
            published_on=pl.col("Publication date").str.to_date(),
            started_on=pl.col(day).str.to_date(),
            **{said: pl.col(column) for column, said in AREAS.items()},
        )
        .unpivot(index=["code", "published_on", "started_on"], variable_name="area")
        .drop_nulls("value")
        .with_columns(
            judgement=pl.col("value").str.to_lowercase().str.replace(" to be good", "")
        )
    )
    held = inspections().filter(source="ofsted")
    facts = ["published_on", "started_on", "area", "judgement"]
    assert told.join(held, on=facts, how="anti").is_empty()
    # Ofsted's code of three councils that ended, and an old one of two, is not listed.
    named = told.join(codes, left_on="code", right_on="la_code_new")
    assert named["code"].n_unique() >= told["code"].n_unique() - 5
    lost = named.join(
        held, left_on=["la_code", *facts], right_on=["authority", *facts], how="anti"
    )
    assert lost.is_empty()


def test_every_visit_of_the_year_is_held(shared: Path) -> None:
    folder = shared / "data" / "ofsted-ilacs"
    table = pl.read_csv(folder / "ofsted_in_year_activity_2024-25.csv")
    kinds = pl.col("Inspection/Visit type").str.to_lowercase()
    told = table.filter(kinds.str.contains("visit")).select(
        council=pl.col("Local authority name").str.slice(0, 5),
        started_on=pl.col("Inspection/Visit date").str.to_date(),
        theme=pl.col("Visit Theme").str.to_lowercase(),
    )
    held = inspections().filter(status="visit, nothing judged")
    assert held.height == told.height == 60
    there = held.with_columns(pl.col("council").str.slice(0, 5))
    assert told.join(there, on=told.columns, how="anti", nulls_equal=True).is_empty()


def test_every_inspection_read_by_a_program_is_held(shared: Path) -> None:
    data = shared / "data"
    reports = pl.read_csv(data / "ofsted-ilacs" / "ilacs_history.csv")
    send = pl.read_csv(data / "ofsted-send" / "area_send_overview.csv")
    youth = pl.read_csv(data / "hmip-yjs" / "hmi_youth_justice_inspection_ratings.csv")
    held = inspections().unique("inspection")
    counts = dict(held.group_by("regime").len().iter_rows())
    assert counts["area SEND"] == send.height
    # Ten services are Welsh; three work for two councils each, or four.
    assert counts["youth justice"] == youth.height - 10 + 1 + 1 + 3
    days = pl.col("publication_date").str.to_date("%d/%m/%y")
    told = reports.select(days).group_by("publication_date").len()
    there = held.filter(regime="children's services").group_by("published_on")
    both = told.join(
        there.agg(held=pl.len()), left_on="publication_date", right_on="published_on"
    )
    assert both.height == told.height
    assert both.filter(pl.col("held") < pl.col("len")).is_empty()
