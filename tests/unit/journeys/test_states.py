"""The states that single clocks rest on: who is in them, and from which day."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import DuckDB, Engine, all_frames, collected, day, journeys, record


def days(rows, *kinds):
    found = collected(journeys(record(rows)).timeline, "child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds)).select("child", "on").rows()


def shown(rows, event):
    found = collected(journeys(record(rows)).coverage, "child", "spell")
    found = found.filter(pl.col("event") == event)
    return found.select("child", "is_complete", "known_from", "tail_from").rows()


def episode(starts, ends=None, reason=None, child="1", **more):
    return {
        "child": child,
        "source": "ssda903",
        "starts_on": starts,
        "ended_on": ends,
        "end_reason": reason,
        "start_reason": "S",
        "legal_status": "C2",
        "place": "U6",
        **more,
    }


def born(on, child="1", **more):
    return {"child": child, "source": "ssda903", "birth_on": on, **more}


HOME = [
    episode("2025-04-10", "2025-06-01", "X1", place="P1", legal_status="C1"),
    episode("2025-06-01", "2025-09-01", "X1", start_reason="L", place="P1"),
    episode("2025-09-01", start_reason="P"),
]


def test_at_home_lasts_while_placement_and_order_overlap():
    rows = {"care_episode": HOME}
    first, change, moved = day("2025-04-10"), day("2025-06-01"), day("2025-09-01")
    assert days(rows, e.HOME_ON_INTERIM_BEGAN) == [("1", first)]
    assert days(rows, e.HOME_ON_INTERIM_ENDED) == [("1", change)]
    assert days(rows, e.HOME_ON_ORDER_BEGAN) == [("1", change)]
    assert days(rows, e.HOME_ON_ORDER_ENDED) == [("1", moved)]


def test_only_a_child_under_16_at_the_start_is_in_supported_accommodation_too_young():
    rows = {
        "child": [born("2009-08-01"), born("2009-04-10", "2")],
        "care_episode": [
            episode("2025-04-10", place="K3"),
            episode("2025-04-10", child="2", place="K3"),
        ],
    }
    assert days(rows, e.SUPPORTED_UNDER_16) == [("1", day("2025-04-10"))]
    assert days(rows, e.TURNED_16) == [("1", day("2025-08-01"))]


def test_an_unaccompanied_child_is_not_in_care_by_agreement():
    rows = {
        "child": [born("2010-01-01"), born("2010-01-01", "2", is_asylum_seeker=True)],
        "care_episode": [
            episode("2025-04-10", legal_status="V2"),
            episode("2025-04-10", child="2", legal_status="V2"),
        ],
    }
    assert days(rows, e.AGREED_CARE_BEGAN) == [("1", day("2025-04-10"))]


@pytest.mark.parametrize(
    ("starts", "birth", "since"),
    [
        ("2025-01-10", "2009-06-01", "2025-06-01"),
        ("2025-06-20", "2009-06-01", "2025-09-19"),
        ("2025-02-20", "2009-06-01", "2025-06-01"),
    ],
)
def test_eligible_at_16_or_after_thirteen_weeks(starts, birth, since):
    rows = {"child": [born(birth)], "care_episode": [episode(starts)]}
    assert days(rows, e.ELIGIBLE) == [("1", day(since))]


def test_care_that_ends_before_thirteen_weeks_makes_nobody_eligible():
    rows = {
        "child": [born("2009-06-01")],
        "care_episode": [episode("2025-06-20", "2025-09-18", "E4A")],
    }
    assert days(rows, e.ELIGIBLE) == []


def away(starts, ends):
    return {
        "child": "1",
        "source": "ssda903",
        "kind": "M",
        "starts_on": starts,
        "ended_on": ends,
    }


def test_a_pattern_is_the_third_start_in_90_days_or_two_midnights():
    rows = {
        "missing": [
            away("2025-05-01", "2025-05-02"),
            away("2025-06-01", "2025-06-01"),
            away("2025-07-30", "2025-07-31"),
            away("2025-12-01", "2025-12-03"),
        ]
    }
    third, long = day("2025-07-30"), day("2025-12-02")
    assert days(rows, e.MISSING_PATTERN) == [("1", third), ("1", long)]
    rows["missing"][2] = away("2025-07-31", "2025-07-31")
    assert days(rows, e.MISSING_PATTERN) == [("1", long)]


@pytest.mark.parametrize(("offered", "told"), [(True, 1), (False, 0)])
def test_the_list_answers_for_the_last_time_missing_alone(offered, told):
    care = {
        "child": "1",
        "source": "annexa",
        "starts_on": "2025-01-10",
        "is_interview_offered": offered,
    }
    rows = {
        "missing": [
            away("2025-05-01", "2025-05-02"),
            away("2025-06-01", "2025-06-02"),
        ],
        "care_period": [care],
    }
    assert len(days(rows, e.RETURN_INTERVIEW_OFFERED)) == told
    assert shown(rows, e.RETURN_INTERVIEW) == [("1", True, None, None)]


def check(on):
    return {
        "child": "1",
        "source": "annexa",
        "kind": "health assessment",
        "done_on": on,
    }


@pytest.mark.parametrize(
    ("on", "event"),
    [
        ("2025-03-31", e.HEALTH_ASSESSED_YOUNG),
        ("2025-04-01", e.HEALTH_ASSESSED),
    ],
)
def test_the_age_on_the_day_it_is_next_due_decides(on, event):
    rows = {
        "child": [born("2020-10-01")],
        "care_episode": [episode("2025-01-10")],
        "check": [check(on)],
    }
    assert days(rows, event) == [("1", day(on))]


def test_a_child_adopted_by_foster_carers_moved_in_with_them_before():
    rows = {
        "care_episode": [
            episode("2025-01-10", "2025-06-01", "X1", legal_status="E1"),
            episode("2025-06-01", start_reason="T", legal_status="E1", place="A5"),
        ],
        "adoption": [
            {"child": "1", "source": "ssda903", "decided_on": "2025-03-01"},
        ],
    }
    assert days(rows, e.MOVED_IN) == [("1", day("2025-01-10"))]
    assert days(rows, e.PLACED_FOR_ADOPTION) == [("1", day("2025-06-01"))]
    assert days(rows, e.PLACEMENT_ORDER_MADE) == [("1", day("2025-01-10"))]
    assert days(rows, e.ADOPTION_CARE_BEGAN) == [("1", day("2025-01-10"))]
    assert shown(rows, e.ADOPTION_MATCHED) == []


REFERRAL = {"child": "1", "referral_key": "a", "referred_on": "2025-02-20"}
ASSESSED = {
    "child": "1",
    "referral_key": "a",
    "starts_on": "2025-02-21",
    "authorised_on": "2025-04-01",
}
PLAN = {
    "child": "1",
    "kind": "child protection plan",
    "referral_key": "a",
    "starts_on": "2025-05-01",
    "ended_on": "2025-10-01",
}
HELPED = {**PLAN, "kind": "CIN plan", "starts_on": "2025-03-20"}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, 1),
        ({"referral": [{**REFERRAL, "closure_reason": "RC8"}]}, 0),
        ({"referral": [{**REFERRAL, "is_no_further_action": True}]}, 0),
        ({"assessment": [{**ASSESSED, "is_support_required": False}]}, 0),
        ({"plan": [{**PLAN, "starts_on": "2025-03-20"}]}, 0),
        ({"plan": [HELPED]}, 0),
        ({"plan": [{**HELPED, "ended_on": "2025-04-01"}]}, 1),
        ({"plan": [{**HELPED, "starts_on": "2025-04-01"}]}, 1),
        ({"care_episode": [episode("2025-03-20")]}, 0),
    ],
)
def test_who_is_assessed_as_in_need_of_a_plan(changed, found):
    rows = {"referral": [REFERRAL], "assessment": [ASSESSED], **changed}
    assert len(days(rows, e.ASSESSED_AS_IN_NEED)) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, 1),
        ({"referral": [{**REFERRAL, "closed_on": "2025-10-01"}]}, 0),
        ({"care_episode": [episode("2025-09-20")]}, 0),
        ({"plan": [], "care_episode": [episode("2025-03-20", "2025-10-01", "E4A")]}, 1),
        ({"plan": [], "care_episode": [episode("2025-03-20", "2025-10-01", "E11")]}, 0),
    ],
)
def test_who_is_stepped_down(changed, found):
    rows = {"referral": [REFERRAL], "plan": [PLAN], **changed}
    assert len(days(rows, e.STEPPED_DOWN)) == found


def test_a_referral_is_the_day_of_the_worry_where_the_enquiry_came_first():
    enquiry = {"child": "1", "referral_key": "a", "starts_on": "2025-02-21"}
    rows = {"referral": [REFERRAL], "enquiry": [enquiry], "assessment": [ASSESSED]}
    assert days(rows, e.CONCERN_REFERRED) == [("1", day("2025-02-20"))]
    rows["enquiry"] = [{**enquiry, "starts_on": "2025-02-22"}]
    assert days(rows, e.CONCERN_REFERRED) == []


def worker(name, starts, ends=None):
    return {
        "child": "1",
        "source": "ssda903",
        "role": "social worker",
        "worker": name,
        "starts_on": starts,
        "ended_on": ends,
    }


def test_only_the_worker_of_today_has_yet_to_meet_the_child():
    rows = {
        "care_episode": [episode("2025-01-10")],
        "involvement": [
            worker("A", "2025-01-10", "2025-05-01"),
            worker("B", "2025-05-01", "2025-08-01"),
            worker("C", "2025-08-01"),
        ],
    }
    assert days(rows, e.NEW_WORKER) == [("1", day("2025-08-01"))]


@pytest.mark.parametrize(
    ("until", "found"), [("2025-05-01", 1), ("2025-01-10", 1), ("2025-01-09", 0)]
)
def test_a_worker_from_before_care_who_went_on_in_it_was_changed_in_care(until, found):
    rows = {
        "care_episode": [episode("2025-01-10")],
        "involvement": [
            worker("A", "2024-06-01", until),
            worker("B", "2025-05-01"),
        ],
    }
    assert len(days(rows, e.NEW_WORKER)) == found


def test_the_first_worker_of_a_period_of_care_took_over_from_nobody_in_it():
    rows = {
        "care_episode": [episode("2025-01-10")],
        "involvement": [
            worker("A", "2024-06-01", "2025-01-10"),
            worker("B", "2025-01-10"),
        ],
    }
    assert days(rows, e.NEW_WORKER) == []


def test_not_seen_alone_on_the_latest_visit_hides_those_before():
    visit = {"child": "1", "source": "annexa", "kind": "child protection visit"}
    covers = {
        "source": "annexa",
        "shows": "child protection visit",
        "is_latest_only": True,
    }
    plan = {**PLAN, "source": "annexa", "referral_key": None, "ended_on": None}
    rows = {
        "plan": [plan],
        "coverage": [covers],
        "visit": [{**visit, "visited_on": "2026-03-01", "is_alone": False}],
    }
    assert shown(rows, e.SEEN_ALONE) == [("1", True, day("2026-03-01"), None)]
    rows["visit"] = [{**visit, "visited_on": "2026-03-01", "is_alone": True}]
    assert shown(rows, e.SEEN_ALONE) == [("1", False, None, day("2026-03-01"))]


def test_both_engines_make_the_same_states():
    rows = {
        "child": [born("2009-06-01")],
        "referral": [REFERRAL],
        "assessment": [ASSESSED],
        "plan": [PLAN],
        "care_episode": HOME,
        "check": [check("2025-05-05")],
        "missing": [away("2025-05-01", "2025-05-04")],
        "questionnaire": [
            {"child": "1", "source": "ssda903", "year": 2025, "is_scored": True}
        ],
        "leaver": [
            {
                "child": "1",
                "source": "ssda903",
                "year": 2027,
                "in_touch": "YES",
            }
        ],
        "adoption": [{"child": "1", "source": "ssda903", "decided_on": "2025-06-02"}],
        "involvement": [
            worker("A", "2025-04-10", "2025-05-01"),
            worker("B", "2025-05-01"),
        ],
    }
    found = [all_frames(journeys(record(rows), on)) for on in (Engine(), DuckDB())]
    assert found[0].keys() == found[1].keys()
    for name, frame in found[0].items():
        assert frame.equals(found[1][name]), name
    told = set(found[0]["timeline"]["event"])
    assert {e.SDQ_SCORED, e.BIRTHDAY_NEAR, e.LEAVER_STATUS, e.LAST_ACTIVITY} <= told
