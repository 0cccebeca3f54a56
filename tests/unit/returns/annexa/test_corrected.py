"""A start that a later extract corrects: one thing still, with the later start."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.returns.annexa.record import to_record

JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)


CARE = {"CHILD_ID": 1, "LEGAL_STATUS": "C2", "ALLOCATED_WORKER": "A"}


def facts(frame: pl.DataFrame, *columns: str) -> list[tuple]:
    return frame.select(columns).rows()


def cared_for(extract, *starts, table="List_8", field="CARE_START"):
    days = [date(2024, 1 + n, 28) for n in range(len(starts))]
    told = [{**CARE, field: s, "PLACEMENT_START": s} for s in starts]
    files = [extract(d, {table: [row]}) for d, row in zip(days, told, strict=True)]
    return to_record(files)


def test_a_start_that_a_later_extract_corrects_is_one_thing_and_a_conflict(extract):
    first, then = date(2024, 1, 5), date(2024, 1, 8)
    made = cared_for(extract, first, then)
    assert facts(made["care_period"], "starts_on") == [(then,)]
    assert facts(made["listing"], "starts_on", "placement_from") == [(then, then)]
    assert set(facts(made["involvement"], "about_on")) == {(then,)}
    (conflict,) = made["conflict"].to_dicts()
    assert conflict["thing"] == "care_period 2024-01-08"
    assert (conflict["taken_on"], conflict["other_on"]) == (then, first)
    assert conflict["taken"] == "Annex A extract of 2024-02-28"


@pytest.mark.parametrize(
    ("table", "field", "thing"),
    [("List_6", "CIN_START", "need"), ("List_7", "PLAN_START", "plan")],
)
def test_so_is_that_of_a_plan_or_of_an_episode_of_need(table, field, thing, extract):
    starts = (date(2024, 1, 8), date(2024, 1, 5))
    made = cared_for(extract, *starts, table=table, field=field)
    assert facts(made[thing], "starts_on") == [(starts[1],)]


def test_a_start_corrected_twice_is_the_last(extract):
    made = cared_for(extract, *(date(2024, 1, day) for day in (5, 8, 9)))
    assert facts(made["care_period"], "starts_on") == [(date(2024, 1, 9),)]
    assert {row["taken_on"] for row in made["conflict"].to_dicts()} == {
        date(2024, 1, 9)
    }


@pytest.mark.parametrize(
    ("starts", "ended"),
    [
        ((date(2024, 1, 5), date(2024, 2, 2)), None),
        ((date(2023, 6, 5), date(2024, 1, 8)), None),
        ((date(2024, 1, 5), date(2024, 1, 8)), date(2024, 1, 6)),
    ],
    ids=["begun since", "far off", "over before"],
)
def test_a_start_that_may_be_of_another_period_stays_another(starts, ended, extract):
    first, then = ({**CARE, "CARE_START": start} for start in starts)
    told = {JANUARY: {**first, "CARE_END": ended}, FEBRUARY: then}
    made = to_record([extract(on, {"List_8": [row]}) for on, row in told.items()])
    assert sorted(facts(made["care_period"], "starts_on")) == [(s,) for s in starts]
    assert made["conflict"].is_empty()


@pytest.mark.parametrize("days", [(5, 8, 5), (5, 8, 5, 8), (5, 8, 9, 5, 8, 9)])
def test_a_start_that_goes_there_and_back_ends_in_the_last(days, extract):
    """However often it changes: the last extract's is there, and nothing hangs."""
    starts = [date(2024, 1, day) for day in days]
    made = cared_for(extract, *starts)
    assert (starts[-1],) in facts(made["care_period"], "starts_on")
