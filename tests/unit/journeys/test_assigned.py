"""Who holds a child by the staff extract's assignments, and the days with nobody."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.journeys import events as e
from clearsight.settings import Settings
from records import (
    AS_AT,
    Engine,
    collected,
    day,
    files,
    journeys,
    raised,
    record,
)
from together import Cases

CASES = Cases()
CARE = {"child": "1", "source": "ssda903", "starts_on": "2025-06-10",
        "start_reason": "S", "legal_status": "C2", "place": "U6"}  # fmt: skip
SW = {"child": "1", "source": "ssda903", "worker": "SW1", "role": "social worker",
      "starts_on": "2025-06-10"}  # fmt: skip
OWN = {"child": "1", "source": "staff", "worker": "W7", "role": "SOCIAL WORKER",
       "starts_on": "2025-06-10"}  # fmt: skip
LEFT = {**OWN, "ended_on": "2026-02-01"}
NUMBER = {"source": "staff", "worker": "W7", "registration": "SW1"}
LISTED = {"child": "1", "source": "annexa", "worker": "A Smith",
          "role": "social worker", "about": "period of care",
          "about_on": "2025-06-10", "seen_on": "2026-02-28"}  # fmt: skip
GAP = (e.UNALLOCATED, e.ALLOCATED, e.ALLOCATION_ENDED)


def told(*own, held=(), **tables):
    rows = {"care_episode": [CARE], "assignment": list(own), "involvement": list(held)}
    return record({name: r for name, r in (rows | tables).items() if r})


def gap(tables, known=None):
    found = collected(journeys(tables, known=known).timeline, "on", "event")
    mine = found.filter(pl.col("event").is_in([*GAP, e.WORKER_UNTOLD]))
    return mine.select("event", "on").rows()


def workers(tables):
    spells = collected(journeys(tables).spells, "starts_on", "detail")
    mine = spells.filter(pl.col("kind") == e.WORKER)
    return mine.select("starts_on", "ended_on", "detail", "sources").rows()


def differ(tables):
    frame = collected(journeys(tables).conflicts, "column")
    return frame.select("column", "taken", "other").rows()


SINCE = [(e.UNALLOCATED, day("2026-02-02"))]


def test_the_end_of_the_last_assignment_leaves_the_child_with_nobody():
    assert gap(told(LEFT)) == SINCE
    assert workers(told(LEFT)) == [
        (day("2025-06-10"), day("2026-02-02"), "W7", "staff")
    ]


def test_the_clock_runs_and_s24_says_since_when():
    engine, tables = Engine(), told(LEFT)
    found = journeys(tables)
    days = engine.frame(calendar())
    clocks = run(found.timeline, found.coverage, days, as_at=AS_AT, settings=Settings())
    ran = collected(clocks).filter(pl.col("clock") == "unallocated")
    assert ran.select("starts_on", "standing").rows() == [
        (day("2026-02-02"), "overdue")
    ]
    signals = collected(raised(clocks, found, tables, engine))
    nobody = signals.filter(pl.col("signal") == "S24")
    assert nobody["since"].to_list() == [day("2026-02-02")]


def test_another_who_comes_ends_it():
    next_one = {**OWN, "worker": "W8", "starts_on": "2026-02-10"}
    assert gap(told(LEFT, next_one)) == [*SINCE, (e.ALLOCATED, day("2026-02-10"))]
    assert gap(told(LEFT, {**next_one, "starts_on": "2026-02-02"})) == []
    assert gap(told(LEFT, {**next_one, "starts_on": "2025-12-01"})) == []


@pytest.mark.parametrize(
    "own",
    [
        OWN,
        {**LEFT, "role": "REVIEWING OFFICER"},
        {**LEFT, "worker": "Duty team"},
        {**LEFT, "ended_on": "2026-03-31"},
        {**LEFT, "ended_on": "2026-05-01"},
        {**LEFT, "child": "2"},
    ],
    ids=["goes on", "another role", "no person", "to the last day", "planned", "other"],
)
def test_of_whom_no_end_is_told_nobody_is_said(own):
    assert gap(told(own)) == []


def test_a_child_on_a_plan_or_with_a_referral_is_open_too():
    plan = {"child": "1", "kind": e.CIN_PLAN, "starts_on": "2025-09-01"}
    referral = {"child": "1", "referred_on": "2025-06-10"}
    for table in ({"plan": [plan]}, {"referral": [referral]}):
        assert gap(told(LEFT, care_episode=[], **table)) == SINCE
    shut = {**referral, "closed_on": "2026-02-02"}
    assert gap(told(LEFT, care_episode=[], referral=[shut])) == []
    later = {**referral, "closed_on": "2026-03-02"}
    over = (e.ALLOCATION_ENDED, day("2026-03-02"))
    assert set(gap(told(LEFT, care_episode=[], referral=[later]))) == {*SINCE, over}


def test_whom_no_row_names_is_asked_about_as_before():
    shown = {"source": "ssda903", "shows": e.ALLOCATED, "known_from": "2025-04-01"}
    tables = told({**LEFT, "child": "2"}, coverage=[shown])
    assert gap(tables) == [(e.WORKER_UNTOLD, day("2025-06-10"))]


def test_a_return_and_an_assignment_tell_of_one_stretch():
    late = {**OWN, "starts_on": "2025-06-12"}
    tables = told(late, held=[SW], staff=[NUMBER])
    assert workers(tables) == [(day("2025-06-10"), None, "SW1", "ssda903 staff")]
    assert differ(tables) == [("stated_on", "ssda903", "staff")]


def test_another_person_is_a_conflict_and_another_id_is_none():
    assert differ(told(OWN, held=[SW], staff=[NUMBER])) == []
    assert differ(told(OWN, held=[SW])) == []
    other = {**NUMBER, "registration": "SW9"}
    tables = told(OWN, held=[SW], staff=[other])
    assert differ(tables) == [("worker", "ssda903", "staff")]
    assert [row[2] for row in workers(tables)] == ["SW1"]


def test_what_a_return_left_open_an_assignment_ends():
    assert gap(told(LEFT, held=[SW], staff=[NUMBER])) == SINCE
    assert gap(told(LEFT, held=[SW])) == SINCE


@pytest.mark.parametrize("last", ["2026-01-31", "2026-02-01"])
def test_a_last_day_and_the_day_after_are_one_end(last):
    held = [{**SW, "ended_on": "2026-02-01"}]
    tables = told({**OWN, "ended_on": last}, held=held, staff=[NUMBER])
    assert differ(tables) == []
    assert gap(tables) == [(e.UNALLOCATED, day("2026-02-01"))]


def test_a_colleague_who_stays_longer_is_another():
    held = [{**SW, "ended_on": "2026-02-01"}]
    stays = {**OWN, "worker": "W8", "starts_on": "2026-01-20"}
    number = {**NUMBER, "worker": "W8", "registration": "SW2"}
    tables = told(LEFT, stays, held=held, staff=[NUMBER, number])
    assert [row[2] for row in workers(tables)] == ["SW1", "SW2"]
    assert gap(tables) == []


def test_of_two_in_one_stretch_the_last_to_end_tells_the_end():
    first = {**OWN, "ended_on": "2025-09-30"}
    then = {**LEFT, "worker": "W8", "starts_on": "2025-10-01"}
    tables = told(first, then, held=[SW])
    assert workers(tables) == [
        (day("2025-06-10"), day("2026-02-02"), "SW1", "ssda903 staff")
    ]
    assert gap(tables) == SINCE


def test_a_list_that_names_somebody_since_is_believed():
    assert gap(told(LEFT, held=[LISTED])) == []
    before = {**LISTED, "seen_on": "2026-01-31"}
    assert gap(told(LEFT, held=[before])) == SINCE


def test_who_has_nobody_by_a_list_as_well_is_counted_once():
    nobody = {**LISTED, "worker": None}
    period = {"child": "1", "source": "annexa", "starts_on": "2025-06-10"}
    assert gap(told(LEFT, held=[nobody], care_period=[period])) == SINCE


def of_day(source, on, *, is_newest=True):
    mine = pl.col("file") == source
    return files().with_columns(
        known_on=pl.when(mine).then(day(on)).otherwise("known_on"),
        believed_to=pl.when(mine).then(day(on)).otherwise("believed_to"),
        is_newest=pl.when(mine).then(is_newest).otherwise("is_newest"),
    )


def test_care_that_is_not_shown_to_that_day_is_not_judged():
    assert gap(told(LEFT), of_day("f-903", "2026-01-31")) == []
    assert gap(told(LEFT), of_day("f-903", "2026-02-02")) == SINCE


def test_an_older_extract_is_believed_to_its_own_day():
    known = of_day("f-staff", "2026-02-15", is_newest=False)
    found = collected(journeys(told(LEFT), known=known).coverage, "event")
    mine = found.filter(pl.col("event") == e.ALLOCATED)
    assert mine["known_to"].to_list() == [day("2026-02-15")]


SEVERAL = CASES.add(
    told(
        LEFT,
        {**OWN, "worker": "W8", "starts_on": "2026-02-10"},
        {**LEFT, "child": "2"},
        {**OWN, "child": "3", "starts_on": "2025-06-12"},
        held=[SW, {**SW, "child": "3"}, {**LISTED, "child": "2", "worker": None}],
        staff=[NUMBER],
        referral=[{"child": "2", "referred_on": "2025-06-10"}],
    )
)


def test_of_several_children_each_has_the_days_with_nobody_that_are_theirs():
    found = SEVERAL.timeline.filter(event=e.UNALLOCATED)
    assert found["child"].to_list() == ["2"]
