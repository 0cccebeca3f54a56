"""The days in care before the first worker, and the children of whom none is told."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import collected, day, files, journeys, record
from together import Cases

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


def told(*workers, care=(CARE,), table=(TABLE,), **tables):
    held = [{**WORKER, **w} for w in workers]
    rows = {"care_episode": list(care), "involvement": held, "coverage": list(table)}
    return record({name: r for name, r in (rows | tables).items() if r})


def happened(tables, known=None):
    found = collected(journeys(tables, known=known).timeline, "child", "on", "event")
    mine = found.filter(pl.col("event").is_in([*GAP, e.WORKER_UNTOLD]))
    return mine.select("event", "on").rows()


def gap(left, came):
    return [(e.ALLOCATED, day(came)), (e.UNALLOCATED, day(left))][::-1]


def test_the_days_of_care_before_the_first_worker_are_a_gap():
    tables = told({"starts_on": "2025-07-01"})
    assert happened(tables) == gap("2025-06-10", "2025-07-01")


def test_who_held_the_child_before_care_still_does():
    assert happened(told({"starts_on": "2024-02-01"})) == []
    assert happened(told({"starts_on": "2025-06-10"})) == []
    went = {"starts_on": "2024-02-01", "ended_on": "2025-06-20"}
    tables = told(went, {"starts_on": "2025-07-01", "worker": "SW2"})
    assert happened(tables) == gap("2025-06-20", "2025-07-01")


def test_no_day_before_the_first_table_counts():
    care = {**CARE, "starts_on": "2023-09-01"}
    tables = told({"starts_on": "2025-04-20"}, care=[care])
    assert happened(tables) == gap("2025-04-01", "2025-04-20")
    assert happened(told({"starts_on": "2025-03-20"}, care=[care])) == []


def test_without_a_table_that_names_workers_nothing_is_said():
    assert happened(told({"starts_on": "2025-07-01"}, table=[])) == []
    assert happened(told(table=[])) == []


def test_a_child_who_comes_back_waits_anew():
    first = {**CARE, "starts_on": "2025-04-10", "ended_on": "2025-05-10",
             "end_reason": "E4A"}  # fmt: skip
    before = {"starts_on": "2025-04-10", "ended_on": "2025-05-10"}
    tables = told(before, {"starts_on": "2025-06-20"}, care=[first, CARE])
    assert happened(tables) == gap("2025-06-10", "2025-06-20")


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


@pytest.mark.parametrize("came", [[], [{**WORKER, "starts_on": "2025-07-01"}]])
def test_whom_another_source_names_is_neither_counted_nor_asked(came):
    assert happened(told(involvement=[*came, LISTED])) == []
    assert happened(told(involvement=came, assignment=[STAFF])) == []


def test_a_list_of_before_the_care_names_nobody_in_it():
    old = {**LISTED, "seen_on": "2025-05-01"}
    assert happened(told(involvement=[old])) == [(e.WORKER_UNTOLD, day("2025-06-10"))]


def test_a_child_whom_no_row_names_is_asked_about():
    asked = [(e.WORKER_UNTOLD, day("2025-06-10"))]
    assert happened(told()) == asked
    assert happened(told({"worker": "Duty team", "starts_on": "2025-06-10"})) == asked
    assert happened(told({"starts_on": None})) == []


def test_whom_the_newest_list_leaves_without_is_not_asked_as_well():
    nobody = {**LISTED, "worker": None, "seen_on": "2026-03-31"}
    assert happened(told(involvement=[nobody])) == [(e.UNALLOCATED, None)]


@pytest.mark.parametrize(
    "care",
    [
        {**CARE, "legal_status": "V4"},
        {**CARE, "starts_on": "2024-06-10", "ended_on": "2025-04-01",
         "end_reason": "E4A"},
        {**CARE, "starts_on": "2026-03-31"},
    ],
    ids=["short breaks", "before the table", "on its last day"],
)  # fmt: skip
def test_of_other_care_the_return_asks_for_no_row(care):
    assert happened(told(care=[care])) == []


def test_a_child_whom_the_newest_table_leaves_out_is_asked_about():
    """The worker of last year's table was still there when it was made."""
    tables = told({"starts_on": "2025-07-01"})
    old = pl.DataFrame(
        {"file": ["f-old"], "known_on": [day("2025-09-30")],
         "believed_to": [day("2025-09-30")], "is_newest": [False]}
    )  # fmt: skip
    known = pl.concat([files(), old])
    tables["involvement"] = tables["involvement"].with_columns(file=pl.lit("f-old"))
    told_of = happened(tables, known)
    assert told_of == [
        *gap("2025-06-10", "2025-07-01"),
        (e.WORKER_UNTOLD, day("2025-10-01")),
    ]


TWO = CASES.add(told({"starts_on": "2025-07-01"}, care=[CARE, {**CARE, "child": "2"}]))


def test_of_two_children_only_the_one_whom_a_row_names_has_a_gap():
    found = TWO.timeline.filter(pl.col("event").is_in([*GAP, e.WORKER_UNTOLD]))
    assert found.sort("child", "on").select("child", "event").rows() == [
        ("1", e.UNALLOCATED),
        ("1", e.ALLOCATED),
        ("2", e.WORKER_UNTOLD),
    ]
