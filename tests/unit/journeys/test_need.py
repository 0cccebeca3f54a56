"""Referrals, assessments and enquiries become spells that lose no child."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day
from together import Cases

CASES = Cases()


def spells_of(case, kind):
    return case.spells.sort("child", "starts_on").filter(pl.col("kind") == kind)


def events_of(case, *kinds):
    found = case.timeline.sort("child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds))


@CASES.given(
    {"referral": [{"child": "1", "referral_key": "a", "referred_on": "2025-05-01"}]}
)
def test_a_child_still_waiting_is_in_the_spells_and_the_list_of_children(case):
    assert case.children["child"].to_list() == ["1"]
    spell = case.spells.row(0, named=True)
    assert spell["is_open"]
    assert spell["ended_on"] is None


@CASES.given(
    {
        "referral": [
            {"child": "1", "referral_key": "a", "referred_on": "2025-05-01"},
            {"child": "1", "referral_key": "b", "referred_on": "2025-05-20"},
        ],
        "assessment": [{"child": "1", "referral_key": "a", "starts_on": "2025-06-01"}],
    }
)
def test_an_assessment_nested_in_a_referral_is_linked_for_certain(case):
    spell = spells_of(case, e.ASSESSMENT).row(0, named=True)
    assert spell["within"] == "referral 2025-05-01 #1"
    assert (spell["basis"], spell["confidence"]) == ("nested", 100)


@CASES.given(
    {
        "referral": [
            {"child": "1", "source": "annexa", "referred_on": "2025-01-01"},
            {"child": "1", "source": "annexa", "referred_on": "2025-05-20"},
            {"child": "1", "source": "annexa", "referred_on": "2025-09-01"},
        ],
        "assessment": [{"child": "1", "source": "annexa", "starts_on": "2025-06-01"}],
    }
)
def test_an_assessment_of_annex_a_is_linked_by_date_to_the_referral_open_that_day(case):
    spell = spells_of(case, e.ASSESSMENT).row(0, named=True)
    assert spell["within"] == "referral 2025-05-20 #1"
    assert spell["basis"] == "inferred by date"
    assert spell["confidence"] < 100


@CASES.given(
    {"assessment": [{"child": "1", "source": "annexa", "starts_on": "2025-06-01"}]}
)
def test_an_assessment_with_no_referral_stays_and_says_so(case):
    assert events_of(case, e.ASSESSMENT_UNREFERRED).height == 1
    assert events_of(case, e.ASSESSMENT_STARTED).height == 0


@CASES.given(
    {
        "referral": [
            {"child": "1", "referred_on": "2025-05-01", "is_no_further_action": True},
            {"child": "2", "referred_on": "2025-05-01", "is_no_further_action": False},
            {"child": "3", "referred_on": "2025-05-01"},
        ]
    }
)
def test_a_referral_that_went_no_further_is_received_but_not_accepted(case):
    accepted = events_of(case, e.REFERRAL_ACCEPTED)["child"].to_list()
    assert accepted == ["2", "3"]
    assert events_of(case, e.REFERRAL_RECEIVED).height == 3
    ended = spells_of(case, e.REFERRAL).filter(pl.col("child") == "1")
    assert ended["ended_on"].to_list() == [day("2025-05-01")]


@CASES.given({"need": [{"child": "1", "source": "annexa", "starts_on": "2024-01-01"}]})
def test_an_episode_that_only_list_6_tells_of_starts_no_clock(case):
    assert spells_of(case, e.REFERRAL).height == 1
    assert events_of(case, e.REFERRAL_ACCEPTED).height == 0


@CASES.given(
    {
        "referral": [
            {"child": "1", "referral_key": "a", "referred_on": "2025-05-01"},
            {"child": "1", "referral_key": "b", "referred_on": "2025-05-01"},
        ]
    }
)
def test_two_referrals_on_one_day_stay_two(case):
    assert spells_of(case, e.REFERRAL)["spell"].to_list() == [
        "referral 2025-05-01 #1",
        "referral 2025-05-01 #2",
    ]


@CASES.given(
    {
        "assessment": [
            {"child": "1", "starts_on": "2025-05-01", "authorised_on": "2025-06-01"},
            {
                "child": "1",
                "source": "annexa",
                "starts_on": "2025-05-01",
                "authorised_on": "2025-06-09",
            },
        ]
    }
)
def test_one_assessment_told_twice_is_one_and_the_difference_is_kept(case):
    spell = spells_of(case, e.ASSESSMENT).row(0, named=True)
    assert spell["ended_on"] == day("2025-06-01")
    assert spell["sources"] == "cin annexa"
    conflict = case.conflicts.row(0, named=True)
    assert (conflict["taken_on"], conflict["other_on"]) == (
        day("2025-06-01"),
        day("2025-06-09"),
    )
    assert (conflict["column"], conflict["other"]) == ("authorised_on", "annexa")


@CASES.given(
    {
        "assessment": [
            {"child": "1", "starts_on": "2025-05-01"},
            {
                "child": "1",
                "source": "annexa",
                "starts_on": "2025-05-01",
                "authorised_on": "2025-06-09",
            },
        ]
    }
)
def test_what_one_source_leaves_blank_the_other_fills_without_a_conflict(case):
    assert spells_of(case, e.ASSESSMENT)["ended_on"].to_list() == [day("2025-06-09")]
    assert case.conflicts.height == 0


@CASES.given(
    {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-05-12", "conference_on": "2025-05-20"},
        ]
    }
)
def test_an_enquiry_without_an_outcome_is_taken_over_by_the_next(case):
    taken = events_of(case, e.ENQUIRY_SUPERSEDED).row(0, named=True)
    assert taken["on"] == day("2025-05-12")
    assert taken["spell"] == "section 47 2025-05-01 #1"


@CASES.given(
    {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01", "is_conference_not_needed": True}
        ]
    }
)
def test_a_conference_not_needed_has_no_day_and_leaves_nothing_open(case):
    assert events_of(case, e.CONFERENCE_NOT_NEEDED)["on"].to_list() == [None]
    assert spells_of(case, e.ENQUIRY)["is_open"].to_list() == [False]


def ended(**said):
    told = {"child": "1", "starts_on": "2025-05-01", "ended_on": "2025-05-14"}
    return CASES.add({"enquiry": [{**told, "source": "ssd", **said}]})


@pytest.mark.parametrize(
    ("case", "outcome", "unasked"),
    [
        (ended(), (False, "ended"), 1),
        (ended(is_conference_not_needed=True), (False, "conference not needed"), 0),
        # A conference was asked for, and is still due.
        (ended(is_conference_not_needed=False), (False, None), 0),
        (ended(conference_on="2025-05-20"), (False, "conference held"), 0),
    ],
)
def test_an_enquiry_ends_on_the_day_its_source_says_whatever_it_came_to(
    case, outcome, unasked
):
    (spell,) = spells_of(case, e.ENQUIRY).to_dicts()
    days = events_of(case, e.ENQUIRY_ENDED)["on"].to_list()
    assert (spell["ended_on"], days) == (day("2025-05-14"), [day("2025-05-14")])
    assert (spell["is_open"], spell["outcome"]) == outcome
    assert events_of(case, e.ENQUIRY_UNFOLLOWED).height == unasked


AT_YEAR_END = {"child": "1", "starts_on": "2025-03-28"}


@CASES.given(
    {
        "enquiry": [
            {**AT_YEAR_END, "source": "cin", "is_conference_not_needed": False},
            {**AT_YEAR_END, "source": "ssd", "ended_on": "2025-04-08"},
        ]
    }
)
def test_what_a_census_had_not_judged_asks_for_no_conference(case):
    assert events_of(case, e.ENQUIRY_UNFOLLOWED).height == 1


OF_SSD = {"child": "1", "source": "ssd"}


@CASES.given(
    {
        "enquiry": [
            {**OF_SSD, "starts_on": "2025-05-01", "ended_on": "2025-05-07"},
            {**OF_SSD, "starts_on": "2025-05-12", "ended_on": "2025-05-20"},
        ],
        "plan": [
            {**OF_SSD, "kind": "child protection plan", "starts_on": "2025-05-27"}
        ],
    }
)
def test_an_enquiry_that_ended_is_not_taken_over_by_the_next(case):
    assert not events_of(case, e.ENQUIRY_SUPERSEDED).height
    held = events_of(case, e.CONFERENCE_HELD)
    assert held["spell"].to_list() == ["section 47 2025-05-12 #1"]
    unasked = events_of(case, e.ENQUIRY_UNFOLLOWED)
    assert unasked["spell"].to_list() == ["section 47 2025-05-01 #1"]


@CASES.given(
    {
        "enquiry": [
            {**AT_YEAR_END, "source": "cin", "is_conference_not_needed": False},
            {**AT_YEAR_END, "source": "annexa", "is_conference_not_needed": True},
        ]
    }
)
def test_a_census_made_before_anybody_judged_denies_nothing(case):
    """The census of a year writes "no" of an enquiry that nobody had decided yet."""
    assert events_of(case, e.CONFERENCE_NOT_NEEDED).height == 1
    assert spells_of(case, e.ENQUIRY)["is_open"].to_list() == [False]


@CASES.given(
    {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-01-02", "conference_on": "2025-01-10"},
        ],
        "plan": [
            {"child": "1", "kind": "child protection plan", "starts_on": "2025-01-10"}
        ],
    }
)
def test_an_enquiry_on_a_child_with_a_plan_says_so(case):
    on_plan = events_of(case, e.ENQUIRY_ON_PLAN)
    assert on_plan["spell"].to_list() == ["section 47 2025-05-01 #1"]


def planned(plan_on, **enquiry):
    plan = {"child": "1", "kind": "child protection plan", "starts_on": plan_on}
    told = {"child": "1", "starts_on": "2025-06-02", **enquiry}
    return CASES.add({"enquiry": [told], "plan": [plan]})


@pytest.mark.parametrize(
    ("case", "held", "is_open"),
    [
        (planned("2025-06-20"), [None], [False]),
        (planned("2025-06-02"), [None], [False]),
        (planned("2025-06-01"), [], [True]),
        (
            planned("2025-06-20", conference_on="2025-06-20"),
            [date(2025, 6, 20)],
            [False],
        ),
        (planned("2025-06-20", is_conference_not_needed=True), [], [False]),
    ],
)
def test_a_plan_since_an_enquiry_shows_a_conference_on_a_day_nobody_recorded(
    case, held, is_open
):
    assert events_of(case, e.CONFERENCE_HELD)["on"].to_list() == held
    assert spells_of(case, e.ENQUIRY)["is_open"].to_list() == is_open


@CASES.given(
    {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-06-02"},
        ],
        "plan": [
            {"child": "1", "kind": "child protection plan", "starts_on": "2025-06-20"}
        ],
    }
)
def test_an_enquiry_taken_over_by_a_later_one_is_not_what_led_to_the_plan(case):
    held = events_of(case, e.CONFERENCE_HELD)
    assert held["spell"].to_list() == ["section 47 2025-06-02 #1"]


@CASES.given({"referral": [{"child": "1", "referred_on": None}]})
def test_a_referral_with_no_day_is_kept(case):
    assert spells_of(case, e.REFERRAL)["spell"].to_list() == ["referral undated #1"]
    assert events_of(case, e.REFERRAL_ACCEPTED)["on"].to_list() == [None]
