"""Polars and DuckDB agree on journeys and signals; order and neighbours change nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from clearsight.clocks import CLOCKS, run
from clearsight.dates import calendar
from clearsight.oversight.signals import raise_signals
from clearsight.settings import Settings
from records import DuckDB, Engine, all_frames, collected, files, journeys, record

FIRST, SPAN = date(2024, 1, 1), 850
AS_AT = date(2026, 3, 31)


def made(seed: int, children: int = 25) -> dict[str, list[dict[str, object]]]:
    """Make an untidy record: ties, blanks, overlaps, contradictions."""
    pick = random.Random(seed)

    def some_day(blank: float = 0.15) -> str | None:
        if pick.random() < blank:
            return None
        return (FIRST + timedelta(days=pick.randrange(SPAN))).isoformat()

    rows: dict[str, list[dict[str, object]]] = {}

    def add(table: str, child: str, source: str, **values: object) -> None:
        whose = {"child": child, "source": source}
        rows.setdefault(table, []).append({**whose, **values})

    for number in range(children):
        child = str(number)
        for n in range(pick.randrange(3)):
            source, key = pick.choice(["cin", "annexa"]), f"{number}.{n}"
            given = key if source == "cin" else None
            add(
                "referral",
                child,
                source,
                referral_key=given,
                referred_on=some_day(),
                closed_on=some_day(0.6),
                is_no_further_action=pick.choice([True, False, None]),
            )
            add(
                "assessment",
                child,
                source,
                referral_key=given,
                starts_on=some_day(),
                authorised_on=some_day(0.4),
            )
            add(
                "enquiry",
                child,
                source,
                referral_key=given,
                starts_on=some_day(),
                conference_on=some_day(0.5),
                is_conference_not_needed=pick.choice([True, False, None]),
            )
            add(
                "plan",
                child,
                source,
                kind="child protection plan",
                plan_key=given,
                referral_key=given,
                starts_on=some_day(),
                ended_on=some_day(0.5),
                category_first="NEG",
                category_latest=pick.choice(["NEG", "EMO"]),
            )
            add(
                "meeting",
                child,
                source,
                kind="review conference",
                plan_key=given,
                held_on=some_day(),
                is_latest_only=source == "annexa",
            )
            add(
                "visit",
                child,
                "annexa",
                kind="child protection visit",
                visited_on=some_day(),
                is_latest_only=True,
            )
            add("need", child, "annexa", starts_on=some_day(), ended_on=some_day(0.6))
        for _ in range(pick.randrange(4)):
            add(
                "care_episode",
                child,
                "ssda903",
                starts_on=some_day(),
                ended_on=some_day(0.3),
                start_reason=pick.choice("SLPTBU"),
                end_reason=pick.choice(["X1", "X1", "E4A", None]),
                legal_status=pick.choice(["C1", "V2", "V4", None]),
                place=pick.choice(["U6", "U4", "K2"]),
            )
            add(
                "meeting",
                child,
                "ssda903",
                kind="looked-after review",
                held_on=some_day(),
            )
            add(
                "involvement",
                child,
                "ssda903",
                worker=pick.choice(["SW1", "SW2"]),
                starts_on=some_day(),
                ended_on=some_day(0.4),
            )
        if pick.random() < 0.5:
            add(
                "care_period",
                child,
                "annexa",
                starts_on=some_day(0),
                ended_on=some_day(0.6),
                placement_from=some_day(),
                legal_status_from=some_day(),
                place="U6",
                legal_status="C1",
            )
            add(
                "visit",
                child,
                "annexa",
                kind="looked-after visit",
                visited_on=some_day(),
                is_latest_only=True,
            )
            add(
                "involvement",
                child,
                "annexa",
                about="need",
                about_on=some_day(),
                worker=pick.choice([None, "Duty", "SW3"]),
            )
        add("child", child, "cin", birth_on=some_day())
    for source, shows, from_day, latest in [
        ("cin", "assessment authorised", "2024-04-01", False),
        ("cin", "initial conference held", None, False),
        ("cin", "review conference held", "2024-04-01", False),
        ("annexa", "child protection visit", None, True),
        ("annexa", "looked-after visit", None, True),
        ("ssda903", "looked-after review", "2024-04-01", False),
    ]:
        rows.setdefault("coverage", []).append(
            {
                "source": source,
                "shows": shows,
                "known_from": from_day,
                "is_latest_only": latest,
            }
        )
    return rows  # fmt: skip


def everything(
    tables: dict[str, pl.DataFrame], engine: Engine
) -> dict[str, pl.DataFrame]:
    """Run the whole middle of the house on one engine."""
    found = journeys(tables, engine, files())
    ran = run(
        found.timeline,
        found.coverage,
        engine.frame(calendar()),
        as_at=AS_AT,
        settings=Settings(),
    )
    ran = engine.frame(collected(ran))
    raised = raise_signals(
        ran, found.timeline, definitions=CLOCKS, as_at=AS_AT, settings=Settings()
    )
    return {**all_frames(found), "clocks": collected(ran), "signals": collected(raised)}


def shuffled(tables: dict[str, pl.DataFrame], seed: int) -> dict[str, pl.DataFrame]:
    return {n: t.sample(fraction=1, shuffle=True, seed=seed) for n, t in tables.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_polars_and_duckdb_agree_row_for_row(seed):
    tables = record(made(seed))
    ours, theirs = everything(tables, Engine()), everything(tables, DuckDB())
    for name, frame in ours.items():
        other = theirs[name].select(frame.columns).cast(dict(frame.schema))
        assert frame.height > 0 or name == "conflicts"
        assert_frame_equal(frame, other.sort(other.columns))


@pytest.mark.parametrize("seed", [4, 5, 6, 7])
def test_the_order_of_rows_changes_nothing(seed):
    tables = record(made(seed))
    first = everything(tables, Engine())
    again = everything(shuffled(tables, seed), Engine())
    for name, frame in first.items():
        assert_frame_equal(frame, again[name])


@pytest.mark.parametrize("seed", [8, 9])
def test_other_children_change_nothing(seed):
    tables = record(made(seed))
    alone = {
        n: t.filter((pl.col("child") == "3") | pl.col("child").is_null())
        for n, t in tables.items()
    }
    with_others, by_itself = everything(tables, Engine()), everything(alone, Engine())
    for name, frame in with_others.items():
        mine = frame.filter(pl.col("child") == "3")
        assert_frame_equal(mine, by_itself[name])


@pytest.mark.parametrize("seed", [10, 11])
def test_no_child_is_lost(seed):
    tables = record(made(seed))
    named = {
        child
        for name, table in tables.items()
        if name != "coverage"
        for child in table["child"].to_list()
    }
    found = everything(tables, Engine())
    assert set(found["children"]["child"]) == named
    started = tables["referral"].filter(
        ~pl.col("is_no_further_action").fill_null(value=False)
    )
    clocked = found["clocks"].filter(pl.col("clock") == "assessment_45")
    assert set(started["child"]) <= set(clocked["child"])


def test_nothing_but_narwhals_is_asked_of_an_engine():
    found = journeys(record(made(1, children=2)), DuckDB())
    assert found.spells.implementation is nw.Implementation.DUCKDB
