"""Hospital, a holiday, a few days elsewhere: a placement that is kept for the child."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import AS_AT, day
from together import Case, Cases

CASES = Cases()


def ago(days: int) -> str:
    return (AS_AT - timedelta(days=days)).isoformat()


def stay(starts, ends, place="U6", **more):
    """Write an episode from so many days ago to so many."""
    return {
        "child": "1", "source": "ssda903", "starts_on": ago(starts), "place": place,
        "start_reason": "P", "legal_status": "C2", "urn": "SC1",
        "ended_on": None if ends is None else ago(ends),
        "end_reason": None if ends is None else "X1",
        **more,
    }  # fmt: skip


def told(*episodes, **tables) -> Case:
    first, *others = episodes
    return CASES.add(
        {"care_episode": [{**first, "start_reason": "S"}, *others], **tables}
    )


AWAY = {"urn": None}
VISIT = {"child": "1", "source": "annexa", "kind": e.CARE_VISIT}
IN_HOSPITAL = told(stay(300, 20), stay(20, None, "T1", **AWAY))
BACK = told(stay(300, 60), stay(60, 50, "T1", **AWAY), stay(50, None))
TWICE = told(
    stay(300, 200), stay(200, 190, "T1", **AWAY), stay(190, 60),
    stay(60, 55, "T4", **AWAY), stay(55, 50, "T2", **AWAY), stay(50, None),
)  # fmt: skip
ELSEWHERE = told(stay(300, 60), stay(60, 50, "T1", **AWAY), stay(50, None, urn="SC2"))
NEW_CARE = told(
    stay(300, 60, end_reason="E4A"),
    stay(55, 50, "T1", start_reason="S", **AWAY),
    stay(50, None),
)
FIRST_AWAY = told(stay(60, 50, "T1", **AWAY), stay(50, None))
LISTED = told(
    stay(300, 60), stay(60, 50, "T1", **AWAY), stay(50, None),
    care_period=[{
        "child": "1", "source": "annexa", "starts_on": ago(300), "place": "U6",
        "placement_from": ago(50), "legal_status": "C2",
    }],
    visit=[{**VISIT, "visited_on": ago(30)}],
    coverage=[{
        "source": "annexa", "shows": e.CARE_VISIT, "is_latest_only": True,
    }],
)  # fmt: skip


def placements(case: Case) -> list[tuple]:
    """Return the days ago from which and to which each placement ran, and its kind."""
    found = case.spells.filter(kind=e.PLACEMENT).sort("starts_on", "spell")
    return [
        ((AS_AT - start).days, None if end is None else (AS_AT - end).days, kind)
        for start, end, kind in found.select("starts_on", "ended_on", "detail").rows()
    ]


@pytest.mark.parametrize(
    ("case", "lived"),
    [
        (IN_HOSPITAL, [(300, 20, "U6"), (20, None, "T1")]),
        (BACK, [(300, None, "U6")]),
        (TWICE, [(300, None, "U6")]),
        (ELSEWHERE, [(300, 60, "U6"), (60, 50, "T1"), (50, None, "U6")]),
        (NEW_CARE, [(300, 60, "U6"), (55, 50, "T1"), (50, None, "U6")]),
        (FIRST_AWAY, [(60, 50, "T1"), (50, None, "U6")]),
        (LISTED, [(300, None, "U6")]),
    ],
)
def test_who_comes_back_to_the_same_home_has_not_moved(case, lived) -> None:
    assert placements(case) == lived


def test_visits_are_counted_on_from_before() -> None:
    """No new week begins with the way back; the visit since is of that placement."""
    found = LISTED.clocks.filter(clock="cla_visit").select("starts_on", "standing")
    assert found.rows() == [(day(ago(30)), "running")]


def test_a_temporary_stay_is_no_placement_of_three() -> None:
    raised = TWICE.signals.filter(pl.col("signal") == "S21")
    assert raised.is_empty()
