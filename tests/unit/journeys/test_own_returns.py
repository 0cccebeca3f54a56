"""What our own record of return interviews tells that no return holds."""

from __future__ import annotations

from datetime import date

from clearsight.clocks.missing import RETURN_INTERVIEW
from together import Cases

CASES = Cases()
OWN = {"source": "oversight", "child": "1"}
RETURNED = {
    **OWN, "missing_from": "2025-03-10", "returned_on": "2025-03-12",
    "is_offered": True, "offered_on": "2025-03-12", "held_on": "2025-03-16",
}  # fmt: skip
AWAY = {"source": "ssda903", "child": "1", "kind": "M"}


def given(*interviews, missing=()):
    return CASES.given(
        {
            "child": [{"child": "1", "birth_on": "2012-05-05"}],
            "return_interview": list(interviews),
            **({"missing": [{**AWAY, **one} for one in missing]} if missing else {}),
        }
    )


def told(case):
    """Give the days on which a child went missing, was back and was talked to."""
    found = case.timeline
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


@given(RETURNED)
def test_a_return_that_no_return_holds_is_one(case):
    assert told(case) == WHOLE


@given(RETURNED, missing=[{"starts_on": "2025-03-10", "ended_on": "2025-03-12"}])
def test_one_that_a_return_holds_is_not_doubled(case):
    assert told(case) == WHOLE


@given(RETURNED, missing=[{"starts_on": "2025-03-10", "ended_on": "2025-03-13"}])
def test_nor_where_the_two_are_a_day_apart_and_the_interview_is_of_it(case):
    assert told(case) == [WHOLE[0], ("back", on(3, 13), SPELL), WHOLE[2]]


@given(RETURNED, missing=[{"starts_on": "2024-03-10", "ended_on": "2024-03-12"}])
def test_an_earlier_year_does_not_hide_it(case):
    assert told(case)[-3:] == WHOLE


@given(RETURNED, missing=[{"starts_on": "2025-03-10"}])
def test_it_says_when_an_episode_ended_that_a_return_left_open(case):
    assert told(case) == WHOLE


BARE = {**RETURNED, "missing_from": None, "held_on": None}


@given(BARE, BARE)
def test_told_twice_it_is_one_and_without_its_start_no_start_is_told(case):
    assert told(case) == [("back", on(3, 12), "missing 2025-03-12 #1")]


def test_its_reason_speaks_of_no_list():
    assert "list" not in RETURN_INTERVIEW.reason.lower()
