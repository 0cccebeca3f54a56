"""A published table becomes figures: parts, marks, totals, splits; or says why not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.errors import InputError
from clearsight.published import statistics
from clearsight.published.tables import Measure, Table, recognise, tables

PEOPLE = pl.DataFrame(
    {
        "level": ["council"],
        "council": ["Tameside"],
        "year": [2024],
        "population": [50_000.0],
    },
    schema_overrides={"year": pl.Int32},
)


def frame(**columns: list[str | None]) -> pl.DataFrame:
    n = len(next(iter(columns.values())))
    place = {
        "row": list(range(2, n + 2)),
        "time_period": ["2025"] * n,
        "geographic_level": ["Local authority"] * n,
        "country_code": ["E92000001"] * n,
        "country_name": ["England"] * n,
        "old_la_code": ["357"] * n,
        "la_name": ["Tameside"] * n,
    }
    return pl.DataFrame(place | columns, strict=False)


def read(measure: Measure, rows: pl.DataFrame) -> pl.DataFrame:
    table = Table("made-up", "dfe-cin", "03-31", (measure,))
    return statistics.figures_of(table, rows, PEOPLE, "made-up.csv")[0]


SHARE = Measure("m", "M", "%", "", ("n",), ("d",), "p")


def test_a_published_share_is_kept_as_it_was() -> None:
    row = read(SHARE, frame(n=["1,013"], d=["2000"], p=["50.6"])).row(0, named=True)
    assert (row["numerator"], row["denominator"], row["value"]) == (1013, 2000, 50.6)
    assert (row["authority"], row["period_ends"]) == ("357", date(2025, 3, 31))
    assert row["is_worked_out"] is False


@pytest.mark.parametrize("mark", ["c", "C", "k", "low", "u", "x", "z", "-", " c "])
def test_a_mark_is_kept_and_never_a_zero(mark: str) -> None:
    row = read(SHARE, frame(n=[mark], d=["7"], p=[mark])).row(0, named=True)
    assert (row["numerator"], row["value"]) == (None, None)
    assert row["value_mark"] == row["numerator_mark"] == mark.strip().lower()


def test_a_share_is_not_worked_out_from_what_is_withheld() -> None:
    made = Measure("m", "M", "%", "", ("a", "b"), ("d",))
    found = read(
        made,
        frame(
            a=["1", "c", "0", "0"], b=["2", "2", "0", "0"], d=["4", "4", "4", "0"]
        ).with_columns(time_period=pl.Series(["2025", "2024", "2023", "2022"])),
    )
    assert found["value"].to_list() == [75.0, None, 0.0, None]
    assert found["value_mark"].to_list() == [None, "c", None, "z"]


def test_a_rate_uses_the_estimate_of_the_summer_before() -> None:
    made = Measure("m", "M", "rate per 10,000", "", ("n",), ("@population",))
    rows = frame(n=["100", "100"]).with_columns(time_period=pl.Series(["2025", "2020"]))
    found = read(made, rows)
    assert found["value"].to_list() == [20.0, None]
    assert found["denominator"].to_list() == [50_000.0, None]


def test_a_denominator_may_stand_in_another_row() -> None:
    made = Measure(
        "m", "M", "%", "", ("n",), value="p", where={"what": "some"}, of={"what": "all"}
    )
    found = read(
        made,
        frame(what=["some", "all", "other"], n=["3", "4", "1"], p=["75", "100", "25"]),
    )
    assert found.select("numerator", "denominator", "value").rows() == [(3, 4, 75)]


def test_the_values_of_a_column_may_be_the_splits() -> None:
    made = Measure(
        "m", "M", "%", "", ("n",), value="p", of={"what": "all"}, split_by="what"
    )
    found = read(
        made, frame(what=["a", "b", "all"], n=["3", "1", "4"], p=["75", "25", "100"])
    )
    assert found.select("split", "denominator").rows() == [("a", 4), ("b", 4)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (frame(n=["1", "two"], d=["4", "4"], p=["25", "25"]), "row 3"),
        (frame(n=["1", "1"], d=["4", "4"], p=["25", "25"]), "rows 2, 3"),
        (
            frame(n=["1"], d=["4"], p=["25"]).with_columns(
                time_period=pl.lit("202427")
            ),
            "row 2",
        ),
        (
            frame(n=["1"], d=["4"], p=["25"]).with_columns(
                geographic_level=pl.lit("Ward")
            ),
            "row 2",
        ),
    ],
    ids=["neither number nor mark", "twice", "no period", "no area"],
)
def test_what_cannot_be_is_refused_with_its_row(rows: pl.DataFrame, said: str) -> None:
    with pytest.raises(InputError) as problem:
        read(SHARE, rows)
    assert said in problem.value.where
    assert "made-up.csv" in problem.value.where
    assert problem.value.do


def test_periods_are_read_as_they_are_published() -> None:
    told = pl.DataFrame({"p": ["2025", "202425", "202426", "25"]}).select(
        name=statistics.period_name(pl.col("p")),
        ends=statistics.period_end(pl.col("p"), "08-31"),
    )
    assert told["name"].to_list()[:2] == ["2025", "2024/25"]
    ends = [date(2025, 8, 31), date(2025, 8, 31), None, None]
    assert told["ends"].to_list() == ends


def test_every_table_is_known_by_its_own_columns() -> None:
    for table in tables():
        assert recognise(table.columns) is table, table.key


def test_a_table_that_lacks_a_measure_is_still_known() -> None:
    table = next(t for t in tables() if t.key == "referrals")
    there = table.columns - {"not_in_need_count"}
    assert recognise(there) is table
    assert recognise({"time_period", "geographic_level", "country_code"}) is None
