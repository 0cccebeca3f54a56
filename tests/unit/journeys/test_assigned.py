"""Who holds a child by the staff extract's assignments, and the days with nobody."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day, files
from together import Case, Cases

CASES = Cases()
CARE = {"child": "1", "source": "ssda903", "starts_on": "2025-06-10",
        "start_reason": "S", "legal_status": "C2", "place": "U6"}  # fmt: skip
SW = {"child": "1", "source": "ssda903", "worker": "SW1", "role": "social worker",
      "starts_on": "2025-06-10"}  # fmt: skip
OWN = {"child": "1", "source": "staff", "worker": "W7", "role": "SOCIAL WORKER",
       "starts_on": "2025-06-10"}  # fmt: skip
LEFT = {**OWN, "ended_on": "2026-02-01"}
NUMBER = {"source": "staff", "worker": "W7", "registration": "SW1"}
LISTED = {"child": "1", "source": "annexa", "worker": "A Smith",
          "role": "social worker", "about": "period of care",
          "about_on": "2025-06-10", "seen_on": "2026-02-28"}  # fmt: skip
GAP = (e.UNALLOCATED, e.ALLOCATED, e.ALLOCATION_ENDED)


def told(*own, held=(), known=None, **tables) -> Case:
    """Add a child in care, its assignments, and who the sources say held it."""
    rows = {"care_episode": [CARE], "assignment": list(own), "involvement": list(held)}
    return CASES.add({name: r for name, r in (rows | tables).items() if r}, known)


def gap(case: Case) -> list[tuple]:
    """Return since when there was nobody, who came, and who was not told of."""
    found = case.timeline.sort("on", "event", maintain_order=True)
    mine = found.filter(pl.col("event").is_in([*GAP, e.WORKER_UNTOLD]))
    return mine.select("event", "on").rows()


def workers(case: Case) -> list[tuple]:
    """Return who held the child, from when to when, and who says so."""
    spells = case.spells.sort("starts_on", "detail", maintain_order=True)
    mine = spells.filter(pl.col("kind") == e.WORKER)
    return mine.select("starts_on", "ended_on", "detail", "sources").rows()


def differ(case: Case) -> list[tuple]:
    """Return where sources differ."""
    frame = case.conflicts.sort("column", maintain_order=True)
    return frame.select("column", "taken", "other").rows()


SINCE = [(e.UNALLOCATED, day("2026-02-02"))]
NOBODY_SINCE = told(LEFT)


def test_the_end_of_the_last_assignment_leaves_the_child_with_nobody():
    assert gap(NOBODY_SINCE) == SINCE
    assert workers(NOBODY_SINCE) == [
        (day("2025-06-10"), day("2026-02-02"), "W7", "staff")
    ]


def test_the_clock_runs_and_s24_says_since_when():
    ran = NOBODY_SINCE.clocks.filter(pl.col("clock") == "unallocated")
    assert ran.select("starts_on", "standing").rows() == [
        (day("2026-02-02"), "overdue")
    ]
    nobody = NOBODY_SINCE.signals.filter(pl.col("signal") == "S24")
    assert nobody["since"].to_list() == [day("2026-02-02")]


def followed(starts_on: str) -> Case:
    """Add an assignment that ended, and another from a day."""
    return told(LEFT, {**OWN, "worker": "W8", "starts_on": starts_on})


CAME_LATER = followed("2026-02-10")
CAME_NEXT_DAY = followed("2026-02-02")
CAME_BEFORE = followed("2025-12-01")


def test_another_who_comes_ends_it():
    assert gap(CAME_LATER) == [*SINCE, (e.ALLOCATED, day("2026-02-10"))]
    assert gap(CAME_NEXT_DAY) == []
    assert gap(CAME_BEFORE) == []


@pytest.mark.parametrize(
    "case",
    [
        told(OWN),
        told({**LEFT, "role": "REVIEWING OFFICER"}),
        told({**LEFT, "worker": "Duty team"}),
        told({**LEFT, "ended_on": "2026-03-31"}),
        told({**LEFT, "ended_on": "2026-05-01"}),
        told({**LEFT, "child": "2"}),
    ],
    ids=["goes on", "another role", "no person", "to the last day", "planned", "other"],
)
def test_of_whom_no_end_is_told_nobody_is_said(case):
    assert gap(case) == []


PLAN = {"child": "1", "kind": e.CIN_PLAN, "starts_on": "2025-09-01"}
REFERRAL = {"child": "1", "referred_on": "2025-06-10"}
ON_A_PLAN = told(LEFT, care_episode=[], plan=[PLAN])
REFERRED, SHUT, SHUT_LATER = (
    told(LEFT, care_episode=[], referral=[{**REFERRAL, **closed}])
    for closed in ({}, {"closed_on": "2026-02-02"}, {"closed_on": "2026-03-02"})
)


def test_a_child_on_a_plan_or_with_a_referral_is_open_too():
    assert gap(ON_A_PLAN) == SINCE
    assert gap(REFERRED) == SINCE
    assert gap(SHUT) == []
    over = (e.ALLOCATION_ENDED, day("2026-03-02"))
    assert set(gap(SHUT_LATER)) == {*SINCE, over}


SHOWN = {"source": "ssda903", "shows": e.ALLOCATED, "known_from": "2025-04-01"}
OF_ANOTHER = told({**LEFT, "child": "2"}, coverage=[SHOWN])


def test_whom_no_row_names_is_asked_about_as_before():
    assert gap(OF_ANOTHER) == [(e.WORKER_UNTOLD, day("2025-06-10"))]


TWO_DAYS_LATE = told({**OWN, "starts_on": "2025-06-12"}, held=[SW], staff=[NUMBER])


def test_a_return_and_an_assignment_tell_of_one_stretch():
    assert workers(TWO_DAYS_LATE) == [(day("2025-06-10"), None, "SW1", "ssda903 staff")]
    assert differ(TWO_DAYS_LATE) == [("stated_on", "ssda903", "staff")]


SAME_NUMBER = told(OWN, held=[SW], staff=[NUMBER])
NO_NUMBER = told(OWN, held=[SW])
OTHER_NUMBER = told(OWN, held=[SW], staff=[{**NUMBER, "registration": "SW9"}])


def test_another_person_is_a_conflict_and_another_id_is_none():
    assert differ(SAME_NUMBER) == []
    assert differ(NO_NUMBER) == []
    assert differ(OTHER_NUMBER) == [("worker", "ssda903", "staff")]
    assert [row[2] for row in workers(OTHER_NUMBER)] == ["SW1"]


LEFT_OPEN = told(LEFT, held=[SW], staff=[NUMBER])
LEFT_OPEN_BY_NAME = told(LEFT, held=[SW])


def test_what_a_return_left_open_an_assignment_ends():
    assert gap(LEFT_OPEN) == SINCE
    assert gap(LEFT_OPEN_BY_NAME) == SINCE


SW_LEFT = {**SW, "ended_on": "2026-02-01"}


@pytest.mark.parametrize(
    "case",
    [
        told({**OWN, "ended_on": last}, held=[SW_LEFT], staff=[NUMBER])
        for last in ("2026-01-31", "2026-02-01")
    ],
    ids=["the last day", "the day after"],
)
def test_a_last_day_and_the_day_after_are_one_end(case):
    assert differ(case) == []
    assert gap(case) == [(e.UNALLOCATED, day("2026-02-01"))]


A_COLLEAGUE_STAYS = told(
    LEFT,
    {**OWN, "worker": "W8", "starts_on": "2026-01-20"},
    held=[SW_LEFT],
    staff=[NUMBER, {**NUMBER, "worker": "W8", "registration": "SW2"}],
)


def test_a_colleague_who_stays_longer_is_another():
    assert [row[2] for row in workers(A_COLLEAGUE_STAYS)] == ["SW1", "SW2"]
    assert gap(A_COLLEAGUE_STAYS) == []


TWO_IN_TURN = told(
    {**OWN, "ended_on": "2025-09-30"},
    {**LEFT, "worker": "W8", "starts_on": "2025-10-01"},
    held=[SW],
)


def test_of_two_in_one_stretch_the_last_to_end_tells_the_end():
    assert workers(TWO_IN_TURN) == [
        (day("2025-06-10"), day("2026-02-02"), "SW1", "ssda903 staff")
    ]
    assert gap(TWO_IN_TURN) == SINCE


NAMED_SINCE = told(LEFT, held=[LISTED])
NAMED_BEFORE = told(LEFT, held=[{**LISTED, "seen_on": "2026-01-31"}])


def test_a_list_that_names_somebody_since_is_believed():
    assert gap(NAMED_SINCE) == []
    assert gap(NAMED_BEFORE) == SINCE


BY_A_LIST_AS_WELL = told(
    LEFT,
    held=[{**LISTED, "worker": None}],
    care_period=[{"child": "1", "source": "annexa", "starts_on": "2025-06-10"}],
)


def test_who_has_nobody_by_a_list_as_well_is_counted_once():
    assert gap(BY_A_LIST_AS_WELL) == SINCE


def of_day(source, on, *, is_newest=True):
    mine = pl.col("file") == source
    return files().with_columns(
        known_on=pl.when(mine).then(day(on)).otherwise("known_on"),
        believed_to=pl.when(mine).then(day(on)).otherwise("believed_to"),
        is_newest=pl.when(mine).then(is_newest).otherwise("is_newest"),
    )


NOT_SHOWN = told(LEFT, known=of_day("f-903", "2026-01-31"))
STILL_SHOWN = told(LEFT, known=of_day("f-903", "2026-02-02"))


def test_care_that_is_not_shown_to_that_day_is_not_judged():
    assert gap(NOT_SHOWN) == []
    assert gap(STILL_SHOWN) == SINCE


OLDER = told(LEFT, known=of_day("f-staff", "2026-02-15", is_newest=False))


def test_an_older_extract_is_believed_to_its_own_day():
    mine = OLDER.coverage.filter(pl.col("event") == e.ALLOCATED)
    assert mine["known_to"].to_list() == [day("2026-02-15")]


OF_THREE = told(
    LEFT,
    {**OWN, "worker": "W8", "starts_on": "2026-02-10"},
    {**LEFT, "child": "2"},
    {**OWN, "child": "3", "starts_on": "2025-06-12"},
    held=[SW, {**SW, "child": "3"}, {**LISTED, "child": "2", "worker": None}],
    staff=[NUMBER],
    referral=[{"child": "2", "referred_on": "2025-06-10"}],
)


def test_each_child_is_judged_by_its_own_assignments():
    found = OF_THREE.timeline.filter(pl.col("event").is_in(GAP))
    told_of = found.select("child", "event", "on").rows()
    assert [row for row in told_of if row[0] != "1"] == [("2", *SINCE[0])]
    # The return left open whom the assignments show gone before the next one came.
    assert [row for row in told_of if row[0] == "1"] == [
        ("1", e.UNALLOCATED, day("2026-02-02")),
        ("1", e.ALLOCATED, day("2026-02-10")),
    ]
