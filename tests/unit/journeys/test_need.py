"""Referrals, assessments and enquiries become spells that lose no child."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.journeys import events as e
from records import collected, day, journeys, record


def spells_of(rows, kind):
    found = collected(journeys(record(rows)).spells, "child", "starts_on")
    return found.filter(pl.col("kind") == kind)


def events_of(rows, *kinds):
    found = collected(journeys(record(rows)).timeline, "child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds))


def test_a_child_still_waiting_is_in_the_spells_and_the_list_of_children():
    rows = {
        "referral": [{"child": "1", "referral_key": "a", "referred_on": "2025-05-01"}]
    }
    found = journeys(record(rows))
    assert collected(found.children)["child"].to_list() == ["1"]
    spell = collected(found.spells).row(0, named=True)
    assert spell["is_open"]
    assert spell["ended_on"] is None


def test_an_assessment_nested_in_a_referral_is_linked_for_certain():
    rows = {
        "referral": [
            {"child": "1", "referral_key": "a", "referred_on": "2025-05-01"},
            {"child": "1", "referral_key": "b", "referred_on": "2025-05-20"},
        ],
        "assessment": [{"child": "1", "referral_key": "a", "starts_on": "2025-06-01"}],
    }
    spell = spells_of(rows, e.ASSESSMENT).row(0, named=True)
    assert spell["within"] == "referral 2025-05-01 #1"
    assert (spell["basis"], spell["confidence"]) == ("nested", 100)


def test_an_assessment_of_annex_a_is_linked_by_date_to_the_referral_open_that_day():
    rows = {
        "referral": [
            {"child": "1", "source": "annexa", "referred_on": "2025-01-01"},
            {"child": "1", "source": "annexa", "referred_on": "2025-05-20"},
            {"child": "1", "source": "annexa", "referred_on": "2025-09-01"},
        ],
        "assessment": [{"child": "1", "source": "annexa", "starts_on": "2025-06-01"}],
    }
    spell = spells_of(rows, e.ASSESSMENT).row(0, named=True)
    assert spell["within"] == "referral 2025-05-20 #1"
    assert spell["basis"] == "inferred by date"
    assert spell["confidence"] < 100


def test_an_assessment_with_no_referral_stays_and_says_so():
    rows = {
        "assessment": [{"child": "1", "source": "annexa", "starts_on": "2025-06-01"}]
    }
    assert events_of(rows, e.ASSESSMENT_UNREFERRED).height == 1
    assert events_of(rows, e.ASSESSMENT_STARTED).height == 0


def test_a_referral_that_went_no_further_is_received_but_not_accepted():
    rows = {
        "referral": [
            {"child": "1", "referred_on": "2025-05-01", "is_no_further_action": True},
            {"child": "2", "referred_on": "2025-05-01", "is_no_further_action": False},
            {"child": "3", "referred_on": "2025-05-01"},
        ]
    }
    accepted = events_of(rows, e.REFERRAL_ACCEPTED)["child"].to_list()
    assert accepted == ["2", "3"]
    assert events_of(rows, e.REFERRAL_RECEIVED).height == 3
    ended = spells_of(rows, e.REFERRAL).filter(pl.col("child") == "1")
    assert ended["ended_on"].to_list() == [day("2025-05-01")]


def test_an_episode_that_only_list_6_tells_of_starts_no_clock():
    rows = {"need": [{"child": "1", "source": "annexa", "starts_on": "2024-01-01"}]}
    assert spells_of(rows, e.REFERRAL).height == 1
    assert events_of(rows, e.REFERRAL_ACCEPTED).height == 0


def test_two_referrals_on_one_day_stay_two():
    rows = {
        "referral": [
            {"child": "1", "referral_key": "a", "referred_on": "2025-05-01"},
            {"child": "1", "referral_key": "b", "referred_on": "2025-05-01"},
        ]
    }
    assert spells_of(rows, e.REFERRAL)["spell"].to_list() == [
        "referral 2025-05-01 #1",
        "referral 2025-05-01 #2",
    ]


def test_one_assessment_told_twice_is_one_and_the_difference_is_kept():
    rows = {
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
    spell = spells_of(rows, e.ASSESSMENT).row(0, named=True)
    assert spell["ended_on"] == day("2025-06-01")
    assert spell["sources"] == "cin annexa"
    conflict = collected(journeys(record(rows)).conflicts).row(0, named=True)
    assert (conflict["taken_on"], conflict["other_on"]) == (
        day("2025-06-01"),
        day("2025-06-09"),
    )
    assert (conflict["column"], conflict["other"]) == ("authorised_on", "annexa")


def test_what_one_source_leaves_blank_the_other_fills_without_a_conflict():
    rows = {
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
    assert spells_of(rows, e.ASSESSMENT)["ended_on"].to_list() == [day("2025-06-09")]
    assert collected(journeys(record(rows)).conflicts).height == 0


def test_an_enquiry_without_an_outcome_is_taken_over_by_the_next():
    rows = {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-05-12", "conference_on": "2025-05-20"},
        ]
    }
    taken = events_of(rows, e.ENQUIRY_SUPERSEDED).row(0, named=True)
    assert taken["on"] == day("2025-05-12")
    assert taken["spell"] == "section 47 2025-05-01 #1"


def test_a_conference_not_needed_has_no_day_and_leaves_nothing_open():
    rows = {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01", "is_conference_not_needed": True}
        ]
    }
    assert events_of(rows, e.CONFERENCE_NOT_NEEDED)["on"].to_list() == [None]
    assert spells_of(rows, e.ENQUIRY)["is_open"].to_list() == [False]


def test_an_enquiry_ends_on_the_day_its_source_says_whatever_it_came_to():
    def of(**said):
        told = {"child": "1", "starts_on": "2025-05-01", "ended_on": "2025-05-14"}
        rows = {"enquiry": [{**told, "source": "ssd", **said}]}
        (spell,) = spells_of(rows, e.ENQUIRY).to_dicts()
        days = events_of(rows, e.ENQUIRY_ENDED)["on"].to_list()
        unasked = events_of(rows, e.ENQUIRY_UNFOLLOWED).height
        assert (spell["ended_on"], days) == (day("2025-05-14"), [day("2025-05-14")])
        return spell["is_open"], spell["outcome"], unasked

    assert of() == (False, "ended", 1)
    assert of(is_conference_not_needed=True) == (False, "conference not needed", 0)
    # A conference was asked for, and is still due.
    assert of(is_conference_not_needed=False) == (False, None, 0)
    assert of(conference_on="2025-05-20") == (False, "conference held", 0)


def test_what_a_census_had_not_judged_asks_for_no_conference():
    told = {"child": "1", "starts_on": "2025-03-28"}
    rows = {
        "enquiry": [
            {**told, "source": "cin", "is_conference_not_needed": False},
            {**told, "source": "ssd", "ended_on": "2025-04-08"},
        ]
    }
    assert events_of(rows, e.ENQUIRY_UNFOLLOWED).height == 1


def test_an_enquiry_that_ended_is_not_taken_over_by_the_next():
    told = {"child": "1", "source": "ssd"}
    rows = {
        "enquiry": [
            {**told, "starts_on": "2025-05-01", "ended_on": "2025-05-07"},
            {**told, "starts_on": "2025-05-12", "ended_on": "2025-05-20"},
        ],
        "plan": [{**told, "kind": "child protection plan", "starts_on": "2025-05-27"}],
    }
    assert not events_of(rows, e.ENQUIRY_SUPERSEDED).height
    held = events_of(rows, e.CONFERENCE_HELD)
    assert held["spell"].to_list() == ["section 47 2025-05-12 #1"]
    unasked = events_of(rows, e.ENQUIRY_UNFOLLOWED)
    assert unasked["spell"].to_list() == ["section 47 2025-05-01 #1"]


def test_a_census_made_before_anybody_judged_denies_nothing():
    """The census of a year writes "no" of an enquiry that nobody had decided yet."""
    told = {"child": "1", "starts_on": "2025-03-28"}
    rows = {
        "enquiry": [
            {**told, "source": "cin", "is_conference_not_needed": False},
            {**told, "source": "annexa", "is_conference_not_needed": True},
        ]
    }
    assert events_of(rows, e.CONFERENCE_NOT_NEEDED).height == 1
    assert spells_of(rows, e.ENQUIRY)["is_open"].to_list() == [False]


def test_an_enquiry_on_a_child_with_a_plan_says_so():
    plan = {"child": "1", "kind": "child protection plan", "starts_on": "2025-01-10"}
    rows = {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-01-02", "conference_on": "2025-01-10"},
        ],
        "plan": [plan],
    }
    on_plan = events_of(rows, e.ENQUIRY_ON_PLAN)
    assert on_plan["spell"].to_list() == ["section 47 2025-05-01 #1"]


def test_a_plan_since_an_enquiry_shows_a_conference_on_a_day_nobody_recorded():
    def of(plan_on, **enquiry):
        plan = {"child": "1", "kind": "child protection plan", "starts_on": plan_on}
        told = {"child": "1", "starts_on": "2025-06-02", **enquiry}
        rows = {"enquiry": [told], "plan": [plan]}
        held = events_of(rows, e.CONFERENCE_HELD)["on"].to_list()
        return held, spells_of(rows, e.ENQUIRY)["is_open"].to_list()

    assert of("2025-06-20") == ([None], [False])
    assert of("2025-06-02") == ([None], [False])
    assert of("2025-06-01") == ([], [True])
    assert of("2025-06-20", conference_on="2025-06-20") == (
        [date(2025, 6, 20)],
        [False],
    )
    assert of("2025-06-20", is_conference_not_needed=True) == ([], [False])


def test_an_enquiry_taken_over_by_a_later_one_is_not_what_led_to_the_plan():
    rows = {
        "enquiry": [
            {"child": "1", "starts_on": "2025-05-01"},
            {"child": "1", "starts_on": "2025-06-02"},
        ],
        "plan": [
            {"child": "1", "kind": "child protection plan", "starts_on": "2025-06-20"}
        ],
    }
    held = events_of(rows, e.CONFERENCE_HELD)
    assert held["spell"].to_list() == ["section 47 2025-06-02 #1"]


def test_a_referral_with_no_day_is_kept():
    rows = {"referral": [{"child": "1", "referred_on": None}]}
    assert spells_of(rows, e.REFERRAL)["spell"].to_list() == ["referral undated #1"]
    assert events_of(rows, e.REFERRAL_ACCEPTED)["on"].to_list() == [None]
