"""A signal that nothing loaded could raise is one question, and never silence."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys import events as e
from clearsight.journeys.frames import SPELL
from clearsight.record import THINGS
from clearsight.report.questions import SCHEMA
from clearsight.report.unrun import unrun
from records import blank_frame

COUNCIL = {"council": "X", "source": "s", "file": "f", "row": 2}
LINK = {
    "child": "1", "kind": "UPN", "value": "A1", "confirmed_by": "SW9",
    "confirmed_on": date(2025, 1, 1),
}  # fmt: skip


KNOWN = pl.DataFrame({"file": ["f"], "known_on": [date(2025, 1, 16)]})
CHILDREN = pl.DataFrame({"council": ["X"], "child": ["1"]})


def asked(kind=e.PROTECTION_PLAN, children=CHILDREN, **tables):
    named = (
        "ehc_request", "ehc_person", "identifier", "coverage", "need", "supervision",
        "decision", "care_episode",
    )  # fmt: skip
    record = {
        name: THINGS[name].conform(pl.DataFrame([{**COUNCIL, **tables[name]}]))
        if name in tables
        else THINGS[name].empty()
        for name in named
    }
    open_now = {
        **dict.fromkeys(SPELL), "council": "X", "child": "1", "kind": kind,
        "is_open": True,
    }  # fmt: skip
    spells = pl.DataFrame([open_now], schema=blank_frame(SPELL).schema)
    found = unrun(record, spells, children, KNOWN)
    assert dict(found.schema) == {n: t() for n, t in SCHEMA.items()}
    return found.select("about", "rows").rows()


def test_pre_proceedings_that_no_file_holds_are_asked_about_once():
    assert asked() == [("signal S16", 1)]


@pytest.mark.parametrize("shows", [e.PRE_PROCEEDINGS_ENDED, e.LETTER_SENT])
def test_a_file_that_holds_them_is_enough(shows):
    assert asked(coverage={"shows": shows}) == []


def test_nobody_with_a_plan_is_no_question():
    assert asked(kind=e.CARE) == []


@pytest.mark.parametrize(
    ("link", "says"),
    [
        (None, [("signal S26", 1)]),
        ({"confirmed_by": None}, [("signal S26", 1)]),
        ({"confirmed_on": None}, [("signal S26", 1)]),
        ({}, []),
        ({"valid_to": date(2025, 1, 15)}, [("signal S26", 1)]),
        ({"valid_from": date(2025, 1, 17)}, [("signal S26", 1)]),
        ({"valid_from": date(2025, 1, 16), "valid_to": date(2025, 1, 16)}, []),
    ],
    ids=["none", "by nobody", "no day", "confirmed", "before", "after", "that day"],
)
def test_a_sen2_of_which_nobody_is_linked_is_asked_about_once(link, says):
    tables = {"ehc_request": {"person": "A1", "received_on": date(2024, 10, 1)}}
    if link is not None:
        tables["identifier"] = {**LINK, **link}
    assert asked(e.CARE, **tables) == says


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"child": "2"}, [("linked identifiers", 1)]),
        ({"child": "1"}, []),
        ({"child": "2", "confirmed_by": None}, []),
        ({"child": "2", "value": "B2"}, []),
    ],
    ids=["named by nothing else", "in the review", "by nobody", "not in SEN2"],
)
def test_a_linked_child_whom_nothing_else_names_is_asked_about(link, says):
    tables = {"identifier": {**LINK, **link}, "ehc_person": {"upn": "a1"}}
    assert asked(e.CARE, **tables) == says


LISTED = {"child": "1", "status": "CIN PLAN", "starts_on": date(2024, 11, 4)}
HELD = {"child": "9", "supervised_on": date(2024, 10, 1)}


@pytest.mark.parametrize(
    ("kind", "tables", "says"),
    [
        (e.REFERRAL, {"need": LISTED, "supervision": HELD}, [("signal S10", 1)]),
        (e.REFERRAL, {"need": LISTED}, []),
        (e.REFERRAL, {"need": {**LISTED, "status": "X"}, "supervision": HELD}, []),
        (e.CARE, {"need": LISTED, "supervision": HELD}, []),
    ],
    ids=["on a plan", "no supervision sent", "not on a plan", "asked about in care"],
)
def test_a_plan_that_only_the_list_knows_is_asked_about(kind, tables, says):
    assert asked(kind, **tables) == says
