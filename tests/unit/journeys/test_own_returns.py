"""What our own record of return interviews tells that no return holds."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.clocks.missing import RETURN_INTERVIEW
from records import DuckDB, Engine, collected, journeys, record

OWN = {"source": "oversight", "child": "1"}
RETURNED = {
    **OWN, "missing_from": "2025-03-10", "returned_on": "2025-03-12",
    "is_offered": True, "offered_on": "2025-03-12", "held_on": "2025-03-16",
}  # fmt: skip
AWAY = {"source": "ssda903", "child": "1", "kind": "M"}


def told(*interviews, missing=(), engine=None):
    """Give the days on which a child went missing, was back and was talked to."""
    given = {
        "child": [{"child": "1", "birth_on": "2012-05-05"}],
        "return_interview": list(interviews),
        **({"missing": [{**AWAY, **one} for one in missing]} if missing else {}),
    }
    found = collected(journeys(record(given), engine).timeline)
    wanted = {
        "went missing": "away",
        "returned from missing": "back",
        "return interview held": "held",
    }
    mine = found.filter(found["event"].is_in(list(wanted)))
    rows = mine.select("event", "on", "spell").sort("on", "event").rows()
    return [(wanted[event], on, spell) for event, on, spell in rows]


def on(month, day):
    return date(2025, month, day)


SPELL = "missing 2025-03-10 #1"
WHOLE = [
    ("away", on(3, 10), SPELL),
    ("back", on(3, 12), SPELL),
    ("held", on(3, 16), SPELL),
]


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_return_that_no_return_holds_is_one(engine):
    assert told(RETURNED, engine=engine()) == WHOLE


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_one_that_a_return_holds_is_not_doubled(engine):
    same = {"starts_on": "2025-03-10", "ended_on": "2025-03-12"}
    assert told(RETURNED, missing=[same], engine=engine()) == WHOLE


def test_nor_where_the_two_are_a_day_apart_and_the_interview_is_of_it():
    beside = {"starts_on": "2025-03-10", "ended_on": "2025-03-13"}
    assert told(RETURNED, missing=[beside]) == [
        WHOLE[0], ("back", on(3, 13), SPELL), WHOLE[2],
    ]  # fmt: skip


def test_an_earlier_year_does_not_hide_it():
    before = {"starts_on": "2024-03-10", "ended_on": "2024-03-12"}
    assert told(RETURNED, missing=[before])[-3:] == WHOLE


def test_it_says_when_an_episode_ended_that_a_return_left_open():
    assert told(RETURNED, missing=[{"starts_on": "2025-03-10"}]) == WHOLE


def test_told_twice_it_is_one_and_without_its_start_no_start_is_told():
    bare = {**RETURNED, "missing_from": None, "held_on": None}
    back = ("back", on(3, 12), "missing 2025-03-12 #1")
    assert told(bare, bare) == [back]


def test_its_reason_speaks_of_no_list():
    assert "list" not in RETURN_INTERVIEW.reason.lower()
