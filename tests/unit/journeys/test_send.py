"""A child of social care is given a plan of SEN2 only when a person has said so."""

from __future__ import annotations

from datetime import date

import pytest

import records
from records import DuckDB, Engine, collected, journeys, record

UPN = "A123456789012"
REQUEST = {
    "source": "sen2", "child": None, "person": UPN, "request_key": "r",
    "received_on": "2025-01-10", "outcome": "Y", "decided_on": "2025-02-10",
}  # fmt: skip
CHILD = {"child": "1", "birth_on": "2015-01-01"}


@pytest.fixture(autouse=True)
def sen2_file(monkeypatch):
    monkeypatch.setitem(records.SOURCES, "sen2", "f-sen2")


def link(child="1", confirmed="2025-03-01", value=UPN):
    return {"child": child, "kind": "UPN", "value": value, "confirmed_on": confirmed}


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
        [link(value="B123456789012")],
        [link(), link(child="2")],
    ],
    ids=["none", "not confirmed", "another number", "confirmed for two children"],
)
def test_without_a_sure_link_nothing_is_shown(links):
    assert told(rows(*links)) == []


def test_the_return_would_have_shown_a_plan_until_its_day():
    found = collected(journeys(record(rows(link()))).coverage)
    mine = found.filter(found["event"] == "EHC plan issued")
    assert mine.select("is_complete", "known_to").rows() == [(True, date(2026, 3, 31))]
