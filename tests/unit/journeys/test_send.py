"""A child of social care is given a plan of SEN2 only when a person has said so."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from records import files
from together import Cases

CASES = Cases()
UPN = "A123456789012"
REQUEST = {
    "source": "sen2", "child": None, "person": UPN, "request_key": "r",
    "received_on": "2025-01-10", "outcome": "Y", "decided_on": "2025-02-10",
}  # fmt: skip
CHILD = {"child": "1", "birth_on": "2015-01-01"}


CARRIED = {**REQUEST, "outcome": "H", "decided_on": None}
IS_OLD = pl.col("file") == "f-older"
# The SEN2 of the year before, beside the newest files.
OLDER = pl.concat(
    [files(), files("2025-03-31").head(1).with_columns(file=pl.lit("f-older"))]
).with_columns(is_newest=~IS_OLD)


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


def told(case):
    found = case.timeline
    mine = found.filter(found["event"].str.starts_with("EHC"))
    return mine.select("child", "on", "event", "spell").sort("on").rows()


@CASES.given(rows(link()))
def test_a_confirmed_number_brings_the_request_and_its_plan(case):
    spell = "EHC request 2025-01-10 #1"
    assert told(case) == [
        ("1", date(2025, 1, 10), "EHC request received", spell),
        ("1", date(2025, 2, 10), "EHC request decided", spell),
        ("1", date(2025, 6, 1), "EHC plan issued", spell),
    ]


@pytest.mark.parametrize(
    "case",
    [
        CASES.add(rows(*links))
        for links in (
            [],
            [link(confirmed=None)],
            [link(by=None)],
            [link(valid_to="2026-03-30")],
            [link(valid_from="2026-04-01")],
            [link(value="B123456789012")],
            [link(), link(child="2")],
        )
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
def test_without_a_sure_link_nothing_is_shown(case):
    assert told(case) == []


@CASES.given(rows(link()))
def test_the_return_would_have_shown_a_plan_until_its_day(case):
    found = case.coverage
    mine = found.filter(found["event"] == "EHC plan issued")
    assert mine.select("is_complete", "known_to").rows() == [(True, date(2026, 3, 31))]


def sen2(**more):
    """Give a linked child with a request, and further tables of SEN2."""
    given = {**rows(link()), "ehc_plan": []}
    start = {"source": "sen2", "child": None, "person": UPN, "request_key": "r"}
    for name, found in more.items():
        given[name] = [{**start, **one} for one in found]
    return {name: found for name, found in given.items() if found}


def said(case, event):
    found = case.timeline
    return found.filter(found["event"] == event)


@pytest.mark.parametrize(
    ("case", "detail"),
    [
        (
            CASES.add(
                sen2(ehc_assessment=[{"outcome": "N", "decided_on": "2025-04-01"}])
            ),
            "no plan",
        ),
        (CASES.add(sen2(ehc_request=[{**REQUEST, "outcome": "N"}])), "not assessed"),
        (CASES.add(sen2()), None),
    ],
)
def test_a_request_says_what_became_of_it(case, detail):
    assert said(case, "EHC request received")["detail"].to_list() == [detail]


def planned(*plans, reviews=()):
    given = sen2(ehc_plan=plans, ehc_review=reviews)
    return CASES.add(given)


ISSUED = {"issued_on": "2025-06-01"}
MAINTAINED = {"is_active": True}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (planned(ISSUED, MAINTAINED), 1),
        (planned(ISSUED), 0),
        (planned(ISSUED, MAINTAINED, reviews=[{"met_on": "2026-06-01"}]), 1),
        (planned(ISSUED, MAINTAINED, reviews=[{"met_on": "2026-06-02"}]), 0),
        (
            planned(
                ISSUED,
                MAINTAINED,
                reviews=[{"met_on": "2026-01-01", "outcome": "A"}],
            ),
            0,
        ),
        (planned(ISSUED, MAINTAINED, reviews=[{"decided_on": "2026-01-01"}]), 0),
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
def test_a_plan_without_a_review_is_told_of_where_none_could_be_hidden(case, expected):
    event = "EHC plan issued, and no review of it decided"
    assert said(case, event).height == expected


REVIEW = "EHC plan review decided"
HIDDEN = "EHC plan review met, and the one before it not told of"


def with_an_older_return(met, older):
    before = {"request_key": "old", "file": "f-older"}
    told = [{"met_on": met}] if met else []
    given = sen2(
        ehc_request=[CARRIED, {**REQUEST, **before}],
        ehc_plan=[MAINTAINED, {"issued_on": "2023-06-01"}],
        ehc_review=[*told, *([{**before, "decided_on": older}] if older else [])],
    )
    return CASES.add(given, OLDER)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (with_an_older_return("2025-12-01", None), {(HIDDEN, date(2025, 12, 1))}),
        (
            with_an_older_return("2025-12-01", "2024-12-01"),
            {(REVIEW, date(2024, 12, 1))},
        ),
        (
            with_an_older_return("2025-12-01", "2024-11-30"),
            {(HIDDEN, date(2025, 12, 1))},
        ),
        (with_an_older_return(None, "2024-12-01"), {(REVIEW, date(2024, 12, 1))}),
    ],
    ids=["none told", "within its year", "a year and a day", "told no more"],
)
def test_the_decision_that_an_older_return_told_of_begins_the_year(case, expected):
    found = ehc(case)
    assert {(e, on) for e, on, _ in found if e in {REVIEW, HIDDEN}} == expected
    assert "EHC plan issued, and no review of it decided" not in {e for e, *_ in found}


@CASES.given(
    sen2(ehc_plan=[MAINTAINED], ehc_review=[{"met_on": "2025-12-01", "outcome": "A"}])
)
def test_an_outcome_of_a_review_says_that_it_was_decided(case):
    assert (REVIEW, None, None) in ehc(case)


def due(on):
    return CASES.add(sen2(ehc_plan=[{"phase_due_on": on}]))


@pytest.mark.parametrize(
    ("case", "event", "on"),
    [
        (
            due("2026-02-15"),
            "a year before a move of school is to be settled",
            date(2025, 2, 16),
        ),
        (due("2026-03-31"), "a year before a move at 16 is to be settled", None),
        (due("2026-04-30"), None, None),
    ],
)
def test_the_year_before_a_move_begins_by_the_month_it_is_due(case, event, on):
    found = case.timeline
    found = found.filter(found["event"].str.starts_with("a year before"))
    assert found["event"].to_list() == ([event] if event else [])
    if on:
        assert found["on"].to_list() == [on]


OURS = {"source": "oversight", "child": "1"}


@CASES.given(
    {
        **sen2(ehc_review=[{"met_on": "2025-12-01", "drafted_on": "2025-12-20"}]),
        "step": [
            {**OURS, "kind": "EHC AMENDMENT SENT", "done_on": "2025-12-20"},
            {**OURS, "kind": "EHC FINAL SENT", "done_on": "2026-02-01"},
        ],
        "coverage": [
            {"source": "oversight", "shows": "final EHC plan sent after a draft",
             "known_from": "2025-01-01", "is_latest_only": False},
        ],
    }
)  # fmt: skip
def test_a_draft_and_our_own_word_of_its_final_are_one(case):
    found = case.timeline
    spell = "EHC draft 2025-12-20 #1"
    drafts = found.filter(found["event"] == "draft of an amended EHC plan sent")
    assert set(drafts["spell"]) == {spell}
    final = found.filter(found["event"] == "final EHC plan sent after a draft")
    assert final["spell"].to_list() == [spell]
    shown = case.coverage
    shown = shown.filter(shown["event"] == "final EHC plan sent after a draft")
    assert shown.select("spell", "known_from").unique().rows() == [
        (spell, date(2025, 1, 1))
    ]
    assert not case.spells["kind"].is_in(["EHC draft"]).any()


def carried(*earlier):
    newest = {**REQUEST, "request_key": "new", "outcome": "H", "decided_on": None}
    given = {**rows(link()), "ehc_request": [newest, *earlier], "ehc_plan": []}
    return CASES.add(given)


@pytest.mark.parametrize(
    ("case", "day"),
    [(carried(), None), (carried({**REQUEST, "file": "f-older"}), date(2025, 2, 10))],
)
def test_a_decision_that_an_earlier_return_told_of_was_made(case, day):
    """Without the earlier return its day is unknown: it is not overdue."""
    found = case.timeline
    mine = found.filter(found["event"].str.starts_with("EHC request"))
    assert mine.select("event", "on").sort("event").rows() == [
        ("EHC request decided", day),
        ("EHC request received", date(2025, 1, 10)),
    ]


def moved_away(*, has: bool):
    given = {**rows(link()), "ehc_plan": []}
    return CASES.add({**given, "ehc_request": [{**REQUEST, "is_moved_away": has}]})


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (moved_away(has=True), [("moved away before the end of an EHC request", None)]),
        (moved_away(has=False), []),
    ],
)
def test_who_moved_away_is_owed_nothing_more_from_a_day_unknown(case, expected):
    found = case.timeline
    moved = found.filter(found["event"].str.contains("moved"))
    assert moved.select("event", "on").rows() == expected


def ehc(case):
    """Give each event of the timeline that is of an EHC request or plan."""
    found = case.timeline
    mine = found.filter(found["event"].str.starts_with("EHC"))
    return set(mine.select("event", "on", "detail").rows())


UNDATED = ("EHC plan issued", None, None)


@CASES.given(
    sen2(
        ehc_request=[CARRIED],
        ehc_plan=[MAINTAINED],
        ehc_review=[{"met_on": "2025-12-01"}],
    )
)
def test_a_plan_maintained_answers_its_request_though_no_day_of_issue_is_told(case):
    assert UNDATED in ehc(case)


@CASES.given(sen2(ehc_request=[CARRIED], ehc_plan=[MAINTAINED]))
def test_and_without_a_review_it_is_told_of(case):
    assert ("EHC plan issued, and no review of it decided", None, None) in ehc(case)


@CASES.given(
    sen2(
        ehc_request=[CARRIED, {**REQUEST, "request_key": "old", "file": "f-older"}],
        ehc_plan=[
            MAINTAINED,
            {"request_key": "old", "issued_on": "2025-03-01", "file": "f-older"},
        ],
    ),
    OLDER,
)
def test_the_day_of_issue_is_taken_from_an_older_return_that_tells_it(case):
    found = ehc(case)
    assert ("EHC plan issued", date(2025, 3, 1), None) in found
    assert UNDATED not in found


@CASES.given(
    sen2(ehc_request=[CARRIED], ehc_plan=[{**MAINTAINED, "from_council": "301"}])
)
def test_a_plan_of_another_council_was_not_asked_for_here(case):
    asked = ("EHC request received", date(2025, 1, 10), "plan of another council")
    assert asked in ehc(case)


def undated(outcome):
    request = {**REQUEST, "outcome": outcome, "decided_on": None}
    return CASES.add(sen2(ehc_request=[request]))


@pytest.mark.parametrize(
    ("case", "event"),
    [
        (undated("Y"), "EHC request decided"),
        (undated("N"), "EHC request decided"),
        (undated("W"), "EHC request closed without a plan"),
    ],
)
def test_a_decision_without_its_day_was_made(case, event):
    assert (event, None, None) in ehc(case)


def assessed(outcome):
    return CASES.add(sen2(ehc_assessment=[{"outcome": outcome, "decided_on": None}]))


@pytest.mark.parametrize(
    ("case", "event"),
    [
        (assessed("N"), "EHC plan refused after assessment"),
        (assessed("W"), "EHC request closed without a plan"),
    ],
)
def test_an_assessment_that_ended_without_its_day_has_ended(case, event):
    assert (event, None, None) in ehc(case)


@CASES.given(
    sen2(
        ehc_request=[{**CARRIED, "received_on": None}],
        ehc_plan=[{"issued_on": "2022-06-01"}, MAINTAINED],
    )
)
def test_a_plan_has_its_reviews_though_its_request_has_no_day(case):
    issued = date(2022, 6, 1)
    assert ehc(case) == {
        ("EHC request received", None, None),
        ("EHC request decided", None, None),
        ("EHC plan issued", issued, None),
        ("EHC plan issued, and no review of it decided", issued, None),
    }
