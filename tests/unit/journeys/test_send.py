"""A child of social care is given a plan of SEN2 only when a person has said so."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import records
from records import DuckDB, Engine, collected, files, journeys, record

UPN = "A123456789012"
REQUEST = {
    "source": "sen2", "child": None, "person": UPN, "request_key": "r",
    "received_on": "2025-01-10", "outcome": "Y", "decided_on": "2025-02-10",
}  # fmt: skip
CHILD = {"child": "1", "birth_on": "2015-01-01"}


@pytest.fixture(autouse=True)
def sen2_file(monkeypatch):
    monkeypatch.setitem(records.SOURCES, "sen2", "f-sen2")


def link(child="1", confirmed="2025-03-01", value=UPN, by="SW9", **valid):
    return {"child": child, "kind": "UPN", "value": value, "confirmed_on": confirmed,
            "confirmed_by": by, **valid}  # fmt: skip


def rows(*links):
    return {
        "child": [CHILD, {**CHILD, "child": "2"}],
        "identifier": list(links),
        "ehc_request": [REQUEST],
        "ehc_plan": [{"source": "sen2", "child": None, "person": UPN,
                      "request_key": "r", "issued_on": "2025-06-01"}],
    }  # fmt: skip


def told(given, engine=None):
    found = collected(journeys(record(given), engine).timeline)
    mine = found.filter(found["event"].str.starts_with("EHC"))
    return mine.select("child", "on", "event", "spell").sort("on").rows()


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_confirmed_number_brings_the_request_and_its_plan(engine):
    spell = "EHC request 2025-01-10 #1"
    assert told(rows(link()), engine()) == [
        ("1", date(2025, 1, 10), "EHC request received", spell),
        ("1", date(2025, 2, 10), "EHC request decided", spell),
        ("1", date(2025, 6, 1), "EHC plan issued", spell),
    ]


@pytest.mark.parametrize(
    "links",
    [
        [],
        [link(confirmed=None)],
        [link(by=None)],
        [link(valid_to="2026-03-30")],
        [link(valid_from="2026-04-01")],
        [link(value="B123456789012")],
        [link(), link(child="2")],
    ],
    ids=[
        "none",
        "not confirmed",
        "by nobody",
        "no longer theirs",
        "not yet theirs",
        "another number",
        "confirmed for two children",
    ],
)
def test_without_a_sure_link_nothing_is_shown(links):
    assert told(rows(*links)) == []


def test_the_return_would_have_shown_a_plan_until_its_day():
    found = collected(journeys(record(rows(link()))).coverage)
    mine = found.filter(found["event"] == "EHC plan issued")
    assert mine.select("is_complete", "known_to").rows() == [(True, date(2026, 3, 31))]


def sen2(**more):
    """Give a linked child with a request, and further tables of SEN2."""
    given = {**rows(link()), "ehc_plan": []}
    start = {"source": "sen2", "child": None, "person": UPN, "request_key": "r"}
    for name, found in more.items():
        given[name] = [{**start, **one} for one in found]
    return {name: found for name, found in given.items() if found}


def said(given, event, frame="timeline"):
    found = collected(getattr(journeys(record(given)), frame))
    return found.filter(found["event"] == event)


def test_a_request_says_what_became_of_it():
    refused = sen2(ehc_assessment=[{"outcome": "N", "decided_on": "2025-04-01"}])
    assert said(refused, "EHC request received")["detail"].to_list() == ["no plan"]
    not_assessed = sen2(ehc_request=[{**REQUEST, "outcome": "N"}])
    found = said(not_assessed, "EHC request received")["detail"].to_list()
    assert found == ["not assessed"]
    assert said(sen2(), "EHC request received")["detail"].to_list() == [None]


@pytest.mark.parametrize(
    ("plans", "reviews", "expected"),
    [
        ([{"is_active": True}], [], 1),
        ([], [], 0),
        ([{"is_active": True}], [{"met_on": "2026-06-01"}], 1),
        ([{"is_active": True}], [{"met_on": "2026-06-02"}], 0),
        ([{"is_active": True}], [{"met_on": "2026-01-01", "outcome": "A"}], 0),
        ([{"is_active": True}], [{"decided_on": "2026-01-01"}], 0),
    ],
    ids=[
        "maintained",
        "no longer maintained",
        "a first review met",
        "an earlier one may be hidden",
        "decided on a day unknown",
        "decided",
    ],
)
def test_a_plan_without_a_review_is_told_of_where_none_could_be_hidden(
    plans, reviews, expected
):
    issued = [{"issued_on": "2025-06-01"}, *plans]
    given = sen2(ehc_plan=issued, ehc_review=reviews)
    assert (
        said(given, "EHC plan issued, and no review of it decided").height == expected
    )


REVIEW = "EHC plan review decided"
HIDDEN = "EHC plan review met, and the one before it not told of"


@pytest.mark.parametrize("engine", [Engine, DuckDB])
@pytest.mark.parametrize(
    ("met", "older", "expected"),
    [
        ("2025-12-01", None, {(HIDDEN, date(2025, 12, 1))}),
        ("2025-12-01", "2024-12-01", {(REVIEW, date(2024, 12, 1))}),
        ("2025-12-01", "2024-11-30", {(HIDDEN, date(2025, 12, 1))}),
        (None, "2024-12-01", {(REVIEW, date(2024, 12, 1))}),
    ],
    ids=["none told", "within its year", "a year and a day", "told no more"],
)
def test_the_decision_that_an_older_return_told_of_begins_the_year(
    met, older, expected, engine, monkeypatch
):
    monkeypatch.setitem(records.SOURCES, "older", "f-older")
    is_old = pl.col("file") == "f-older"
    day = pl.when(is_old).then(date(2025, 3, 31)).otherwise(pl.col("known_on"))
    known = files().with_columns(known_on=day, is_newest=~is_old)
    before = {"request_key": "old", "file": "f-older"}
    told = [{"met_on": met}] if met else []
    given = sen2(
        ehc_request=[CARRIED, {**REQUEST, **before}],
        ehc_plan=[{"is_active": True}, {"issued_on": "2023-06-01"}],
        ehc_review=[*told, *([{**before, "decided_on": older}] if older else [])],
    )
    found = ehc(given, known, engine())
    assert {(e, on) for e, on, _ in found if e in {REVIEW, HIDDEN}} == expected
    assert "EHC plan issued, and no review of it decided" not in {e for e, *_ in found}


def test_an_outcome_of_a_review_says_that_it_was_decided():
    given = sen2(
        ehc_plan=[{"is_active": True}],
        ehc_review=[{"met_on": "2025-12-01", "outcome": "A"}],
    )
    assert (REVIEW, None, None) in ehc(given)


@pytest.mark.parametrize(
    ("due", "event"),
    [
        ("2026-02-15", "a year before a move of school is to be settled"),
        ("2026-03-31", "a year before a move at 16 is to be settled"),
        ("2026-04-30", None),
    ],
)
def test_the_year_before_a_move_begins_by_the_month_it_is_due(due, event):
    given = sen2(ehc_plan=[{"phase_due_on": due}])
    found = collected(journeys(record(given)).timeline)
    found = found.filter(found["event"].str.starts_with("a year before"))
    assert found["event"].to_list() == ([event] if event else [])
    if due == "2026-02-15":
        assert found["on"].to_list() == [date(2025, 2, 16)]


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_draft_and_our_own_word_of_its_final_are_one(engine, monkeypatch):
    monkeypatch.setitem(records.SOURCES, "oversight", "f-oversight")
    ours = {"source": "oversight", "child": "1"}
    given = sen2(ehc_review=[{"met_on": "2025-12-01", "drafted_on": "2025-12-20"}])
    given["step"] = [
        {**ours, "kind": "EHC AMENDMENT SENT", "done_on": "2025-12-20"},
        {**ours, "kind": "EHC FINAL SENT", "done_on": "2026-02-01"},
    ]
    given["coverage"] = [
        {"source": "oversight", "shows": "final EHC plan sent after a draft",
         "known_from": "2025-01-01", "is_latest_only": False},
    ]  # fmt: skip
    built = journeys(record(given), engine())
    found = collected(built.timeline)
    spell = "EHC draft 2025-12-20 #1"
    drafts = found.filter(found["event"] == "draft of an amended EHC plan sent")
    assert set(drafts["spell"]) == {spell}
    final = found.filter(found["event"] == "final EHC plan sent after a draft")
    assert final["spell"].to_list() == [spell]
    shown = collected(built.coverage)
    shown = shown.filter(shown["event"] == "final EHC plan sent after a draft")
    assert shown.select("spell", "known_from").unique().rows() == [
        (spell, date(2025, 1, 1))
    ]
    assert not collected(built.spells)["kind"].is_in(["EHC draft"]).any()


def carried(monkeypatch, *earlier):
    """Give the decisions told of a request that the newest return carries."""
    monkeypatch.setitem(records.SOURCES, "sen2", "f-sen2")
    newest = {**REQUEST, "request_key": "new", "outcome": "H", "decided_on": None}
    given = {**rows(link()), "ehc_request": [newest, *earlier], "ehc_plan": []}
    found = collected(journeys(record(given)).timeline)
    mine = found.filter(found["event"].str.starts_with("EHC request"))
    return mine.select("event", "on").sort("event").rows()


def test_a_decision_that_an_earlier_return_told_of_was_made(monkeypatch):
    """Without the earlier return its day is unknown: it is not overdue."""
    came = ("EHC request received", date(2025, 1, 10))
    assert carried(monkeypatch) == [("EHC request decided", None), came]
    older = {**REQUEST, "file": "f-older"}
    day = date(2025, 2, 10)
    assert carried(monkeypatch, older) == [("EHC request decided", day), came]


def test_who_moved_away_is_owed_nothing_more_from_a_day_unknown():
    given = rows(link())
    given["ehc_plan"] = []
    given["ehc_request"] = [{**REQUEST, "is_moved_away": True}]
    events = {(event, on) for _, on, event, _ in told_all(given)}
    assert ("moved away before the end of an EHC request", None) in events
    given["ehc_request"] = [{**REQUEST, "is_moved_away": False}]
    assert not [event for _, _, event, _ in told_all(given) if "moved" in event]


def told_all(given):
    found = collected(journeys(record(given)).timeline)
    return found.select("child", "on", "event", "spell").rows()


def ehc(given, known=None, engine=None):
    """Give each event of the timeline that is of an EHC request or plan."""
    found = collected(journeys(record(given), engine, known).timeline)
    mine = found.filter(found["event"].str.starts_with("EHC"))
    return set(mine.select("event", "on", "detail").rows())


CARRIED = {**REQUEST, "outcome": "H", "decided_on": None}
UNDATED = ("EHC plan issued", None, None)


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_plan_maintained_answers_its_request_though_no_day_of_issue_is_told(engine):
    given = sen2(
        ehc_request=[CARRIED],
        ehc_plan=[{"is_active": True}],
        ehc_review=[{"met_on": "2025-12-01"}],
    )
    assert UNDATED in ehc(given, engine=engine())
    given = sen2(ehc_request=[CARRIED], ehc_plan=[{"is_active": True}])
    assert ("EHC plan issued, and no review of it decided", None, None) in ehc(given)


def test_the_day_of_issue_is_taken_from_an_older_return_that_tells_it(monkeypatch):
    monkeypatch.setitem(records.SOURCES, "older", "f-older")
    known = files()
    is_old = pl.col("file") == "f-older"
    day = pl.when(is_old).then(date(2025, 3, 31)).otherwise(pl.col("known_on"))
    known = known.with_columns(known_on=day, is_newest=~is_old)
    given = sen2(
        ehc_request=[CARRIED, {**REQUEST, "request_key": "old", "file": "f-older"}],
        ehc_plan=[
            {"is_active": True},
            {"request_key": "old", "issued_on": "2025-03-01", "file": "f-older"},
        ],
    )
    found = ehc(given, known)
    assert ("EHC plan issued", date(2025, 3, 1), None) in found
    assert UNDATED not in found


def test_a_plan_of_another_council_was_not_asked_for_here():
    given = sen2(
        ehc_request=[CARRIED], ehc_plan=[{"is_active": True, "from_council": "301"}]
    )
    asked = ("EHC request received", date(2025, 1, 10), "plan of another council")
    assert asked in ehc(given)


@pytest.mark.parametrize("outcome", ["Y", "N", "W"])
def test_a_decision_without_its_day_was_made(outcome):
    given = sen2(ehc_request=[{**REQUEST, "outcome": outcome, "decided_on": None}])
    name = "EHC request closed without a plan" if outcome == "W" else None
    assert (name or "EHC request decided", None, None) in ehc(given)


@pytest.mark.parametrize(
    ("outcome", "event"),
    [
        ("N", "EHC plan refused after assessment"),
        ("W", "EHC request closed without a plan"),
    ],
)
def test_an_assessment_that_ended_without_its_day_has_ended(outcome, event):
    given = sen2(ehc_assessment=[{"outcome": outcome, "decided_on": None}])
    assert (event, None, None) in ehc(given)


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_plan_has_its_reviews_though_its_request_has_no_day(engine):
    request = {**CARRIED, "received_on": None}
    plans = [{"issued_on": "2022-06-01"}, {"is_active": True}]
    found = ehc(sen2(ehc_request=[request], ehc_plan=plans), engine=engine())
    issued = date(2022, 6, 1)
    assert found == {
        ("EHC request received", None, None),
        ("EHC request decided", None, None),
        ("EHC plan issued", issued, None),
        ("EHC plan issued, and no review of it decided", issued, None),
    }
