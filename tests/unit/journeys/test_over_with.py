"""Plans that no source ends: over with their referral or a life, or left off a roll."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import SOURCES, day, files
from together import Case, Cases

CASES = Cases()
CENSUS_DAY, LISTS_DAY = "2025-03-31", "2025-12-31"
DAYS = {SOURCES["cin"]: day(CENSUS_DAY), SOURCES["annexa"]: day(LISTS_DAY)}
KNOWN = files().with_columns(
    known_on=pl.col("file").replace_strict(DAYS, default=day("2026-03-31"))
)

CHILD = {"child": "1", "birth_on": "2015-01-01"}
REFERRAL = {"child": "1", "referred_on": "2024-09-01", "referral_key": "r1"}
PLAN = {
    "child": "1", "kind": e.CIN_PLAN, "starts_on": "2024-10-01", "referral_key": "r1",
}  # fmt: skip
PROTECTION = {**PLAN, "kind": e.PROTECTION_PLAN}
LIST_6 = {"child": "1", "source": "annexa", "starts_on": "2024-09-01"}
ROLL = {"source": "annexa", "shows": e.CHILD_SEEN, "is_latest_only": True}


def told(*, plan=PLAN, **tables) -> Case:
    """Add a child on a plan in the census of March, and what lists say in December."""
    rows = {"child": [CHILD], "referral": [REFERRAL], "plan": [plan]}
    return CASES.add({**rows, "coverage": [ROLL], **tables}, KNOWN)


def ends(case: Case, kind: str = e.CIN_PLAN) -> list:
    return case.spells.filter(kind=kind).select("ended_on", "known_to").rows()


STILL_LISTED = told(need=[LIST_6])
CLOSED = told(need=[{**LIST_6, "ended_on": "2025-06-10"}])
CLOSED_ON_PROTECTION = told(
    plan=PROTECTION, need=[{**LIST_6, "ended_on": "2025-06-10"}]
)
CLOSED_BEFORE = told(referral=[{**REFERRAL, "closed_on": "2025-02-01"}], need=[LIST_6])
ASSESSED_AGAIN = told(need=[{**LIST_6, "status": "OPEN ASSESSMENT"}])
ON_PLAN_THERE = told(need=[{**LIST_6, "status": "CIN PLAN"}])
LEFT_OFF = told(need=[{**LIST_6, "child": "2"}])
NO_LIST_6 = told(coverage=[])
DIED = told(child=[{**CHILD, "died_on": "2025-02-01"}], need=[LIST_6])
ENDED_BEFORE_DEATH = told(
    child=[{**CHILD, "died_on": "2025-02-01"}],
    plan={**PLAN, "ended_on": "2025-01-15"},
    need=[LIST_6],
)
IN_CARE_SINCE = told(
    need=[LIST_6],
    care_period=[{"child": "1", "source": "annexa", "starts_on": "2025-07-02"}],
)
SHORT_BREAKS_SINCE = told(
    need=[LIST_6],
    care_period=[
        {"child": "1", "source": "annexa", "starts_on": "2025-07-02",
         "legal_status": "V4"}
    ],
)  # fmt: skip


def test_a_plan_runs_on_while_the_newest_list_shows_the_child():
    assert ends(STILL_LISTED) == [(None, None)]


@pytest.mark.parametrize(
    ("case", "kind"),
    [(CLOSED, e.CIN_PLAN), (CLOSED_ON_PROTECTION, e.PROTECTION_PLAN)],
)
def test_a_plan_is_over_with_a_referral_closed_after_its_source_was_made(case, kind):
    assert ends(case, kind) == [(day("2025-06-10"), None)]


def test_its_end_is_told_on_the_day_of_the_closure():
    ended = CLOSED.timeline.filter(event=e.CIN_PLAN_ENDED)
    assert ended["on"].to_list() == [day("2025-06-10")]


def test_a_source_that_shows_both_is_believed_to_show_the_plan_going_on():
    """To close a case and leave its plan open is a mistake; nothing says which."""
    assert ends(CLOSED_BEFORE) == [(None, None)]


def test_whom_the_newest_roll_leaves_off_is_known_to_the_day_of_the_older_source():
    assert ends(LEFT_OFF) == [(None, day(CENSUS_DAY))]
    assert ends(LEFT_OFF, e.REFERRAL) == [(None, day(CENSUS_DAY)), (None, None)]


def test_a_list_that_calls_the_child_assessed_shows_no_plan():
    assert ends(ASSESSED_AGAIN) == [(None, day(CENSUS_DAY))]
    assert (None, None) in ends(ASSESSED_AGAIN, e.REFERRAL)
    assert ends(ON_PLAN_THERE) == ends(STILL_LISTED) == [(None, None)]


def test_where_there_is_no_such_roll_nobody_is_left_off():
    assert ends(NO_LIST_6) == [(None, None)]


def test_what_runs_is_over_when_the_child_dies():
    assert ends(DIED) == [(day("2025-02-01"), None)]
    assert ends(DIED, e.REFERRAL) == [(day("2025-02-01"), None)]
    assert ends(ENDED_BEFORE_DEATH) == [(day("2025-01-15"), None)]


def test_care_that_a_later_list_shows_since_leaves_the_plan_behind():
    assert ends(IN_CARE_SINCE) == [(None, day(CENSUS_DAY))]


def test_beside_short_breaks_a_plan_goes_on():
    assert ends(SHORT_BREAKS_SINCE) == [(None, None)]


def in_care(*, status="C2", **listed) -> Case:
    """Add a child in care in a return of March, and a list of December of others."""
    episode = {
        "child": "1", "source": "ssda903", "starts_on": "2024-06-01",
        "start_reason": "S", "legal_status": status, "place": "U6",
        "file": "march",
    }  # fmt: skip
    other = {"child": "2", "source": "annexa", "starts_on": "2024-06-01", **listed}
    roll = {**ROLL, "shows": e.CARE_VISIT}
    march = pl.DataFrame(
        {
            "file": ["march"],
            "known_on": [day(CENSUS_DAY)],
            "believed_to": [day(CENSUS_DAY)],
            "is_newest": [True],
        }
    )
    rows = {"care_episode": [episode], "care_period": [other], "coverage": [roll]}
    return CASES.add(rows, pl.concat([KNOWN, march]))


OFF_LIST_8 = in_care()
ON_LIST_8 = in_care(child="1")
SHORT_BREAKS = in_care(status="V4")
LIST_7 = {**PROTECTION, "source": "annexa", "referral_key": None}
ROLL_7 = {**ROLL, "shows": e.PROTECTION_VISIT}
OFF_LIST_7 = CASES.add(
    {
        "child": [CHILD, {**CHILD, "child": "2"}],
        "plan": [PROTECTION, {**LIST_7, "child": "2"}],
        "coverage": [ROLL_7],
    },
    KNOWN,
)


def of_one(case: Case, kind: str) -> list:
    return case.spells.filter(kind=kind, child="1").select("known_to").rows()


@pytest.mark.parametrize("kind", [e.CARE, e.PLACEMENT, e.LEGAL_STATUS])
def test_who_is_not_on_list_8_is_known_in_care_to_the_day_of_the_older_return(kind):
    assert of_one(OFF_LIST_8, kind) == [(day(CENSUS_DAY),)]
    assert of_one(SHORT_BREAKS, kind) == [(None,)]
    assert (None,) in of_one(ON_LIST_8, kind)


def test_who_is_not_on_list_7_is_known_on_a_plan_to_the_day_of_the_census():
    assert of_one(OFF_LIST_7, e.PROTECTION_PLAN) == [(day(CENSUS_DAY),)]


ASSESSED = {
    "child": "1", "referral_key": "r1", "starts_on": "2024-09-02",
    "authorised_on": "2024-10-10",
}  # fmt: skip


def assessed(since: str, status: str = "C2") -> Case:
    """Add a child assessed as in need on 10 October 2024, and in care from a day."""
    episode = {
        "child": "1", "source": "ssda903", "starts_on": since, "start_reason": "S",
        "legal_status": status, "place": "U6",
    }  # fmt: skip
    rows = {"referral": [REFERRAL], "assessment": [ASSESSED], "care_episode": [episode]}
    return CASES.add(rows)


SINCE = assessed("2024-10-20")
BEFORE = assessed("2024-10-01")
BREAKS = assessed("2024-10-20", "V4")


def test_care_that_began_since_the_assessment_is_told_in_the_referral():
    """From then on it is for care planning to help, and no other plan is awaited."""

    def told_on(case: Case) -> list:
        return case.timeline.filter(event=e.IN_CARE_SINCE)["on"].to_list()

    assert told_on(SINCE) == [day("2024-10-20")]
    assert told_on(BEFORE) == told_on(BREAKS) == []
