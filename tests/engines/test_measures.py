"""Measures of an untidy record: engines agree, order is nothing, and all adds up."""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from clearsight.clocks import run as run_clocks
from clearsight.dates import calendar
from clearsight.measures import MEASURES
from clearsight.measures.finish import KEYS
from clearsight.measures.known import Known, Loaded, known
from clearsight.measures.period import Period, periods
from clearsight.measures.run import Outcome, run
from clearsight.settings import Settings
from records import DuckDB, Engine, files, journeys, record

AS_AT = date(2026, 3, 31)


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    found = spec_from_file_location(f"untidy_{name}", path)
    assert found
    assert found.loader
    module = module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


UNTIDY = _load("test_journeys")


def reached(council: str) -> pl.DataFrame:
    """Say that every return was loaded for many years, so that nothing is refused."""
    return pl.DataFrame(
        {
            "council": [council] * 3,
            "source": ["cin", "ssda903", "annexa"],
            "known_from": [date(2015, 4, 1)] * 3,
            "known_to": [AS_AT] * 3,
        }
    )


def known_on(tables: dict[str, pl.DataFrame], engine: Engine) -> Known:
    """Make what is known of a record, on an engine."""
    found = journeys(tables, engine)
    days = engine.frame(calendar())
    clocks = run_clocks(
        found.timeline, found.coverage, days, as_at=AS_AT, settings=Settings()
    )
    people = pl.DataFrame(
        {"council": ["Exampleshire"], "year": [2022], "population": [50_000.0]}
    )
    made = known(
        found,
        lambda: clocks,
        {name: engine.frame(table) for name, table in tables.items()},
        Loaded(files(), tables["coverage"], people, AS_AT, Settings()),
        calendar=days,
        put=engine.frame,
    )
    made.history.extend(reached("Exampleshire").cast(dict(made.history.schema)))
    return made


def measured(
    tables: dict[str, pl.DataFrame], engine: Engine, wanted: list[Period] | None = None
) -> Outcome:
    """Run every measure, split by age and sex, with the children behind each."""
    return run(
        known_on(tables, engine),
        MEASURES,
        wanted or periods("quarter", AS_AT),
        splits=("age_band", "sex"),
        is_public=True,
    )


@cache
def alone(seed: int) -> Outcome:
    """Run every measure on Polars, once for each record."""
    return measured(record(UNTIDY.made(seed)), Engine())


@pytest.mark.parametrize("seed", [21])
def test_polars_and_duckdb_agree_row_for_row(seed: int) -> None:
    tables = record(UNTIDY.made(seed))
    ours, theirs = measured(tables, Engine()), measured(tables, DuckDB())
    assert (ours.figures["value"].drop_nulls() > 0).sum() > 20
    assert_frame_equal(ours.figures, theirs.figures)
    assert_frame_equal(ours.members(), theirs.members())


def test_the_order_of_rows_changes_nothing() -> None:
    tables = record(UNTIDY.made(24))
    first, again = (
        alone(24),
        measured(UNTIDY.shuffled(tables, 23), Engine()),
    )
    assert_frame_equal(first.figures, again.figures)
    assert_frame_equal(first.members(), again.members())


def test_every_figure_is_its_members() -> None:
    """Whom the list counts is what the figure says, to the last child."""
    found = alone(24)
    listed = (
        found.members()
        .group_by("council", "measure", "period")
        .agg(
            counted=pl.col("in_numerator").sum(),
            over=pl.col("in_denominator").sum(),
            left=pl.len() - (pl.col("in_numerator") | pl.col("in_denominator")).sum(),
        )
    )
    plain = [m.key for m in MEASURES if m.method in ("share", "count", "survival")]
    whole = found.figures.filter(
        pl.col("measure").is_in(plain), pl.col("members") + pl.col("left_out") > 0,
        split="",
    ).join(listed, on=["council", "measure", "period"], how="left")  # fmt: skip
    assert whole.height > 50
    assert whole.filter(pl.col("counted") != pl.col("numerator")).is_empty()
    shares = whole.drop_nulls("denominator")
    assert shares.filter(pl.col("over") != pl.col("denominator")).is_empty()
    assert whole.filter(pl.col("left") != pl.col("left_out")).is_empty()


def test_the_children_behind_a_figure_are_those_of_its_members() -> None:
    """Each once, however many rows are theirs."""
    found = alone(24)
    rows = {
        "numerator": pl.col("in_numerator"),
        "rest": pl.col("in_denominator") & ~pl.col("in_numerator"),
        "denominator": pl.col("in_denominator"),
    }
    listed = (
        found.members()
        .group_by("council", "measure", "period")
        .agg(
            pl.col("child").filter(of).n_unique().alias(f"listed_{name}")
            for name, of in rows.items()
        )
    )
    rates = [m.key for m in MEASURES if m.method == "rate"]
    whole = found.figures.filter(~pl.col("measure").is_in(rates), split="").join(
        listed, on=["council", "measure", "period"]
    )
    assert whole.height > 50
    assert (whole["denominator_children"] < whole["members"]).sum() > 10
    for name in rows:
        children = pl.col(f"{name}_children").fill_null(0)
        assert whole.filter(children != pl.col(f"listed_{name}")).is_empty()


def test_parts_add_up_to_the_whole() -> None:
    """No child is lost by a split: what is not known is a part of its own."""
    figures = alone(24).figures
    by_key = {m.key: m for m in MEASURES}
    splittable = [k for k, m in by_key.items() if "sex" in m.split_by]
    rows = figures.filter(pl.col("measure").is_in(splittable))
    whole = rows.filter(pl.col("split") == "", pl.col("members") > 0)
    parts = (
        rows.filter(pl.col("split") != "")
        .group_by("council", "measure", "period", "split")
        .agg(pl.col("members").sum())
    )
    both = whole.drop("split").join(parts, on=["council", "measure", "period"])
    assert both.height > 100
    assert both.filter(pl.col("members") != pl.col("members_right")).is_empty()
    assert figures.select(KEYS).is_duplicated().sum() == 0
