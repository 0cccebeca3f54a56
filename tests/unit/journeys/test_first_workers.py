"""The days in care before the first worker, and the children of whom none is told."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day, files
from together import Case, Cases

CASES = Cases()
CARE = {
    "child": "1",
    "source": "ssda903",
    "starts_on": "2025-06-10",
    "start_reason": "S",
    "legal_status": "C2",
    "place": "U6",
}
WORKER = {"child": "1", "source": "ssda903", "worker": "SW1", "role": "social worker"}
TABLE = {"source": "ssda903", "shows": e.ALLOCATED, "known_from": "2025-04-01"}
GAP = (e.UNALLOCATED, e.ALLOCATED, e.ALLOCATION_ENDED)


def told(*workers, care=(CARE,), table=(TABLE,), known=None, **tables) -> Case:
    """Add children in care, and who the sources say held them."""
    held = [{**WORKER, **w} for w in workers]
    rows = {"care_episode": list(care), "involvement": held, "coverage": list(table)}
    return CASES.add({name: r for name, r in (rows | tables).items() if r}, known)


def happened(case: Case) -> list[tuple]:
    """Return since when there was nobody, who came, and who was not told of."""
    found = case.timeline.sort("child", "on", "event", maintain_order=True)
    mine = found.filter(pl.col("event").is_in([*GAP, e.WORKER_UNTOLD]))
    return mine.select("event", "on").rows()


def gap(left, came):
    return [(e.ALLOCATED, day(came)), (e.UNALLOCATED, day(left))][::-1]


CAME_LATER = told({"starts_on": "2025-07-01"})


def test_the_days_of_care_before_the_first_worker_are_a_gap():
    assert happened(CAME_LATER) == gap("2025-06-10", "2025-07-01")


CAME_BEFORE = told({"starts_on": "2024-02-01"})
CAME_THAT_DAY = told({"starts_on": "2025-06-10"})
WENT = told(
    {"starts_on": "2024-02-01", "ended_on": "2025-06-20"},
    {"starts_on": "2025-07-01", "worker": "SW2"},
)


def test_who_held_the_child_before_care_still_does():
    assert happened(CAME_BEFORE) == []
    assert happened(CAME_THAT_DAY) == []
    assert happened(WENT) == gap("2025-06-20", "2025-07-01")


LONG_IN_CARE = {**CARE, "starts_on": "2023-09-01"}
AFTER_THE_TABLE = told({"starts_on": "2025-04-20"}, care=[LONG_IN_CARE])
BEFORE_THE_TABLE = told({"starts_on": "2025-03-20"}, care=[LONG_IN_CARE])


def test_no_day_before_the_first_table_counts():
    assert happened(AFTER_THE_TABLE) == gap("2025-04-01", "2025-04-20")
    assert happened(BEFORE_THE_TABLE) == []


NO_TABLE = told({"starts_on": "2025-07-01"}, table=[])
NO_TABLE_OR_WORKER = told(table=[])


def test_without_a_table_that_names_workers_nothing_is_said():
    assert happened(NO_TABLE) == []
    assert happened(NO_TABLE_OR_WORKER) == []


CAME_BACK = told(
    {"starts_on": "2025-04-10", "ended_on": "2025-05-10"},
    {"starts_on": "2025-06-20"},
    care=[
        {**CARE, "starts_on": "2025-04-10", "ended_on": "2025-05-10",
         "end_reason": "E4A"},
        CARE,
    ],
)  # fmt: skip


def test_a_child_who_comes_back_waits_anew():
    assert happened(CAME_BACK) == gap("2025-06-10", "2025-06-20")


LISTED = {
    "child": "1",
    "source": "annexa",
    "worker": "A Smith",
    "role": "social worker",
    "about": "period of care",
    "about_on": "2025-06-10",
    "seen_on": "2025-06-20",
}
STAFF = {"child": "1", "source": "staff", "worker": "77", "role": "SOCIAL WORKER",
         "starts_on": "2025-06-10"}  # fmt: skip
CAME = [{**WORKER, "starts_on": "2025-07-01"}]


@pytest.mark.parametrize(
    ("by_list", "by_staff"),
    [
        (told(involvement=[LISTED]), told(involvement=[], assignment=[STAFF])),
        (told(involvement=[*CAME, LISTED]), told(involvement=CAME, assignment=[STAFF])),
    ],
    ids=["none came", "one came"],
)
def test_whom_another_source_names_is_neither_counted_nor_asked(by_list, by_staff):
    assert happened(by_list) == []
    assert happened(by_staff) == []


OLD_LIST = told(involvement=[{**LISTED, "seen_on": "2025-05-01"}])


def test_a_list_of_before_the_care_names_nobody_in_it():
    assert happened(OLD_LIST) == [(e.WORKER_UNTOLD, day("2025-06-10"))]


NO_ROW = told()
A_TEAM = told({"worker": "Duty team", "starts_on": "2025-06-10"})
NO_DAY = told({"starts_on": None})


def test_a_child_whom_no_row_names_is_asked_about():
    asked = [(e.WORKER_UNTOLD, day("2025-06-10"))]
    assert happened(NO_ROW) == asked
    assert happened(A_TEAM) == asked
    assert happened(NO_DAY) == []


LISTED_WITHOUT = told(involvement=[{**LISTED, "worker": None, "seen_on": "2026-03-31"}])


def test_whom_the_newest_list_leaves_without_is_not_asked_as_well():
    assert happened(LISTED_WITHOUT) == [(e.UNALLOCATED, None)]


@pytest.mark.parametrize(
    "case",
    [
        told(care=[{**CARE, "legal_status": "V4"}]),
        told(care=[{**CARE, "starts_on": "2024-06-10", "ended_on": "2025-04-01",
                    "end_reason": "E4A"}]),
        told(care=[{**CARE, "starts_on": "2026-03-31"}]),
    ],
    ids=["short breaks", "before the table", "on its last day"],
)  # fmt: skip
def test_of_other_care_the_return_asks_for_no_row(case):
    assert happened(case) == []


OLD_TABLE = told(
    {"starts_on": "2025-07-01", "file": "f-old"},
    known=pl.concat([
        files(),
        pl.DataFrame(
            {"file": ["f-old"], "known_on": [day("2025-09-30")],
             "believed_to": [day("2025-09-30")], "is_newest": [False]}
        ),
    ]),
)  # fmt: skip


def test_a_child_whom_the_newest_table_leaves_out_is_asked_about():
    """The worker of last year's table was still there when it was made."""
    assert happened(OLD_TABLE) == [
        *gap("2025-06-10", "2025-07-01"),
        (e.WORKER_UNTOLD, day("2025-10-01")),
    ]


BESIDE_ANOTHER = told({"starts_on": "2025-07-01"}, care=[CARE, {**CARE, "child": "2"}])


def test_a_child_whom_no_row_names_is_asked_about_beside_one_who_is_named():
    assert happened(BESIDE_ANOTHER) == [
        *gap("2025-06-10", "2025-07-01"),
        (e.WORKER_UNTOLD, day("2025-06-10")),
    ]
