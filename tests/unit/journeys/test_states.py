"""The states that single clocks rest on: who is in them, and from which day."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day
from together import Cases

CASES = Cases()


def days(case, *kinds):
    found = case.timeline.sort("child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds)).select("child", "on").rows()


def shown(case, event):
    found = case.coverage.sort("child", "spell")
    found = found.filter(pl.col("event") == event)
    return found.select("child", "is_complete", "known_from", "tail_from").rows()


def episode(starts, ends=None, reason=None, child="1", **more):
    return {"child": child, "source": "ssda903", "starts_on": starts, "ended_on": ends,
            "end_reason": reason, "start_reason": "S", "legal_status": "C2",
            "place": "U6", **more}  # fmt: skip


def born(on, child="1", **more):
    return {"child": child, "source": "ssda903", "birth_on": on, **more}


HOME = [
    episode("2025-04-10", "2025-06-01", "X1", place="P1", legal_status="C1"),
    episode("2025-06-01", "2025-09-01", "X1", start_reason="L", place="P1"),
    episode("2025-09-01", start_reason="P"),
]


@CASES.given({"care_episode": HOME})
def test_at_home_lasts_while_placement_and_order_overlap(case):
    first, change, moved = day("2025-04-10"), day("2025-06-01"), day("2025-09-01")
    assert days(case, e.HOME_ON_INTERIM_BEGAN) == [("1", first)]
    assert days(case, e.HOME_ON_INTERIM_ENDED) == [("1", change)]
    assert days(case, e.HOME_ON_ORDER_BEGAN) == [("1", change)]
    assert days(case, e.HOME_ON_ORDER_ENDED) == [("1", moved)]


@CASES.given(
    {
        "child": [born("2009-08-01"), born("2009-04-10", "2")],
        "care_episode": [
            episode("2025-04-10", place="K3"),
            episode("2025-04-10", child="2", place="K3"),
        ],
    }
)
def test_only_a_child_under_16_at_the_start_is_in_supported_accommodation_too_young(
    case,
):
    assert days(case, e.SUPPORTED_UNDER_16) == [("1", day("2025-04-10"))]
    assert days(case, e.TURNED_16) == [("1", day("2025-08-01"))]


@CASES.given(
    {
        "child": [born("2010-01-01"), born("2010-01-01", "2", is_asylum_seeker=True)],
        "care_episode": [
            episode("2025-04-10", legal_status="V2"),
            episode("2025-04-10", child="2", legal_status="V2"),
        ],
    }
)
def test_an_unaccompanied_child_is_not_in_care_by_agreement(case):
    assert days(case, e.AGREED_CARE_BEGAN) == [("1", day("2025-04-10"))]


def cared_for(starts, birth):
    return CASES.add({"child": [born(birth)], "care_episode": [episode(starts)]})


@pytest.mark.parametrize(
    ("case", "since"),
    [
        (cared_for("2025-01-10", "2009-06-01"), "2025-06-01"),
        (cared_for("2025-06-20", "2009-06-01"), "2025-09-19"),
        (cared_for("2025-02-20", "2009-06-01"), "2025-06-01"),
    ],
)
def test_eligible_at_16_or_after_thirteen_weeks(case, since):
    assert days(case, e.ELIGIBLE) == [("1", day(since))]


@CASES.given(
    {
        "child": [born("2009-06-01")],
        "care_episode": [episode("2025-06-20", "2025-09-18", "E4A")],
    }
)
def test_care_that_ends_before_thirteen_weeks_makes_nobody_eligible(case):
    assert days(case, e.ELIGIBLE) == []


def away(starts, ends):
    return {"child": "1", "source": "ssda903", "kind": "M", "starts_on": starts,
            "ended_on": ends}  # fmt: skip


def pattern(third):
    return CASES.add(
        {
            "missing": [
                away("2025-05-01", "2025-05-02"),
                away("2025-06-01", "2025-06-01"),
                third,
                away("2025-12-01", "2025-12-03"),
            ]
        }
    )


LONG = ("1", day("2025-12-02"))


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (pattern(away("2025-07-30", "2025-07-31")), [("1", day("2025-07-30")), LONG]),
        (pattern(away("2025-07-31", "2025-07-31")), [LONG]),
    ],
)
def test_a_pattern_is_the_third_start_in_90_days_or_two_midnights(case, found):
    assert days(case, e.MISSING_PATTERN) == found


def offered(*, is_offered):
    care = {"child": "1", "source": "annexa", "starts_on": "2025-01-10"}
    return CASES.add(
        {
            "missing": [
                away("2025-05-01", "2025-05-02"),
                away("2025-06-01", "2025-06-02"),
            ],
            "care_period": [{**care, "is_interview_offered": is_offered}],
        }
    )


@pytest.mark.parametrize(
    ("case", "told"), [(offered(is_offered=True), 1), (offered(is_offered=False), 0)]
)
def test_the_list_answers_for_the_last_time_missing_alone(case, told):
    assert len(days(case, e.RETURN_INTERVIEW_OFFERED)) == told
    assert shown(case, e.RETURN_INTERVIEW) == [("1", True, None, None)]


def check(on):
    return {"child": "1", "source": "annexa", "kind": "health assessment",
            "done_on": on}  # fmt: skip


def assessed(on):
    return CASES.add(
        {
            "child": [born("2020-10-01")],
            "care_episode": [episode("2025-01-10")],
            "check": [check(on)],
        }
    )


@pytest.mark.parametrize(
    ("case", "on", "event"),
    [
        (assessed("2025-03-31"), "2025-03-31", e.HEALTH_ASSESSED_YOUNG),
        (assessed("2025-04-01"), "2025-04-01", e.HEALTH_ASSESSED),
    ],
)
def test_the_age_on_the_day_it_is_next_due_decides(case, on, event):
    assert days(case, event) == [("1", day(on))]


@CASES.given(
    {
        "care_episode": [
            episode("2025-01-10", "2025-06-01", "X1", legal_status="E1"),
            episode("2025-06-01", start_reason="T", legal_status="E1", place="A5"),
        ],
        "adoption": [
            {"child": "1", "source": "ssda903", "decided_on": "2025-03-01"},
        ],
    }
)
def test_a_child_adopted_by_foster_carers_moved_in_with_them_before(case):
    assert days(case, e.MOVED_IN) == [("1", day("2025-01-10"))]
    assert days(case, e.PLACED_FOR_ADOPTION) == [("1", day("2025-06-01"))]
    assert days(case, e.PLACEMENT_ORDER_MADE) == [("1", day("2025-01-10"))]
    assert days(case, e.ADOPTION_CARE_BEGAN) == [("1", day("2025-01-10"))]
    assert shown(case, e.ADOPTION_MATCHED) == []


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


def in_need(changed):
    return CASES.add({"referral": [REFERRAL], "assessment": [ASSESSED], **changed})


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (in_need({}), 1),
        (in_need({"referral": [{**REFERRAL, "closure_reason": "RC8"}]}), 0),
        (in_need({"referral": [{**REFERRAL, "is_no_further_action": True}]}), 0),
        (in_need({"assessment": [{**ASSESSED, "is_support_required": False}]}), 0),
        (in_need({"plan": [{**PLAN, "starts_on": "2025-03-20"}]}), 0),
        (in_need({"plan": [HELPED]}), 0),
        (in_need({"plan": [{**HELPED, "ended_on": "2025-04-01"}]}), 1),
        (in_need({"plan": [{**HELPED, "starts_on": "2025-04-01"}]}), 1),
        (in_need({"care_episode": [episode("2025-03-20")]}), 0),
    ],
)
def test_who_is_assessed_as_in_need_of_a_plan(case, found):
    assert len(days(case, e.ASSESSED_AS_IN_NEED)) == found


def stepped(changed):
    return CASES.add({"referral": [REFERRAL], "plan": [PLAN], **changed})


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (stepped({}), 1),
        (stepped({"referral": [{**REFERRAL, "closed_on": "2025-10-01"}]}), 0),
        (stepped({"care_episode": [episode("2025-09-20")]}), 0),
        (
            stepped(
                {
                    "plan": [],
                    "care_episode": [episode("2025-03-20", "2025-10-01", "E4A")],
                }
            ),
            1,
        ),
        (
            stepped(
                {
                    "plan": [],
                    "care_episode": [episode("2025-03-20", "2025-10-01", "E11")],
                }
            ),
            0,
        ),
    ],
)
def test_who_is_stepped_down(case, found):
    assert len(days(case, e.STEPPED_DOWN)) == found


def worried(starts):
    enquiry = {"child": "1", "referral_key": "a", "starts_on": starts}
    return CASES.add(
        {"referral": [REFERRAL], "enquiry": [enquiry], "assessment": [ASSESSED]}
    )


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (worried("2025-02-21"), [("1", day("2025-02-20"))]),
        (worried("2025-02-22"), []),
    ],
)
def test_a_referral_is_the_day_of_the_worry_where_the_enquiry_came_first(case, found):
    assert days(case, e.CONCERN_REFERRED) == found


def worker(name, starts, ends=None):
    return {"child": "1", "source": "ssda903", "role": "social worker",
            "worker": name, "starts_on": starts, "ended_on": ends}  # fmt: skip


@CASES.given(
    {
        "care_episode": [episode("2025-01-10")],
        "involvement": [
            worker("A", "2025-01-10", "2025-05-01"),
            worker("B", "2025-05-01", "2025-08-01"),
            worker("C", "2025-08-01"),
        ],
    }
)
def test_only_the_worker_of_today_has_yet_to_meet_the_child(case):
    assert days(case, e.NEW_WORKER) == [("1", day("2025-08-01"))]


def changed(until):
    return CASES.add(
        {
            "care_episode": [episode("2025-01-10")],
            "involvement": [
                worker("A", "2024-06-01", until),
                worker("B", "2025-05-01"),
            ],
        }
    )


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (changed("2025-05-01"), 1),
        (changed("2025-01-10"), 1),
        (changed("2025-01-09"), 0),
    ],
)
def test_a_worker_from_before_care_who_went_on_in_it_was_changed_in_care(case, found):
    assert len(days(case, e.NEW_WORKER)) == found


@CASES.given(
    {
        "care_episode": [episode("2025-01-10")],
        "involvement": [
            worker("A", "2024-06-01", "2025-01-10"),
            worker("B", "2025-01-10"),
        ],
    }
)
def test_the_first_worker_of_a_period_of_care_took_over_from_nobody_in_it(case):
    assert days(case, e.NEW_WORKER) == []


def seen(*, is_alone):
    visit = {"child": "1", "source": "annexa", "kind": "child protection visit"}
    covers = {"source": "annexa", "shows": visit["kind"], "is_latest_only": True}
    plan = {**PLAN, "source": "annexa", "referral_key": None, "ended_on": None}
    return CASES.add(
        {
            "plan": [plan],
            "coverage": [covers],
            "visit": [{**visit, "visited_on": "2026-03-01", "is_alone": is_alone}],
        }
    )


@pytest.mark.parametrize(
    ("case", "covered"),
    [
        (seen(is_alone=False), ("1", True, day("2026-03-01"), None)),
        (seen(is_alone=True), ("1", False, None, day("2026-03-01"))),
    ],
)
def test_not_seen_alone_on_the_latest_visit_hides_those_before(case, covered):
    assert shown(case, e.SEEN_ALONE) == [covered]


ABOUT = {"child": "1", "source": "ssda903"}


@CASES.given(
    {
        "child": [born("2009-06-01")],
        "referral": [REFERRAL],
        "assessment": [ASSESSED],
        "plan": [PLAN],
        "care_episode": HOME,
        "check": [check("2025-05-05")],
        "missing": [away("2025-05-01", "2025-05-04")],
        "questionnaire": [{**ABOUT, "year": 2025, "is_scored": True}],
        "leaver": [{**ABOUT, "year": 2027, "in_touch": "YES"}],
        "adoption": [{**ABOUT, "decided_on": "2025-06-02"}],
        "involvement": [
            worker("A", "2025-04-10", "2025-05-01"),
            worker("B", "2025-05-01"),
        ],
    }
)
def test_several_states_of_one_child_are_told_side_by_side(case):
    told = set(case.timeline["event"])
    assert {e.SDQ_SCORED, e.BIRTHDAY_NEAR, e.LEAVER_STATUS, e.LAST_ACTIVITY} <= told
