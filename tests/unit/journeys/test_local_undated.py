"""A row of ours that does not say when takes the certainty from lateness, no more."""

from __future__ import annotations

from datetime import date

import polars as pl

from together import Cases

PLANS = [
    {"child": c, "kind": "child protection plan", "starts_on": "2025-06-02",
     "plan_key": f"p{c}"}
    for c in "123"
]  # fmt: skip
MISSING = {
    "source": "ssda903", "child": "4", "kind": "M", "starts_on": "2025-06-01",
    "ended_on": "2025-06-04",
}  # fmt: skip
OURS = {"source": "oversight"}
COVERED = [
    {"source": "oversight", "known_from": "2025-01-06", "shows": shows,
     "is_latest_only": False}
    for shows in (
        "supervision held", "core group held", "return interview held",
        "return interview offered", "complaint answered",
    )
]  # fmt: skip
ROWS = {
    "plan": PLANS,
    "coverage": COVERED,
    "supervision": [
        {**OURS, "child": "1", "supervised_on": "2025-06-10"},
        {**OURS, "child": "2", "supervised_on": None},
    ],
    "step": [
        {**OURS, "child": "1", "kind": "CORE GROUP", "done_on": "2025-06-10"},
        {**OURS, "child": "2", "kind": "CORE GROUP", "done_on": None},
        {**OURS, "child": "3", "kind": "CORE GROUP", "done_on": None,
         "of_on": "2024-01-01"},
    ],
    "missing": [MISSING],
    "return_interview": [
        {**OURS, "child": "4", "missing_from": "2025-06-01", "returned_on": None,
         "offered_on": "2025-06-05", "is_offered": True},
    ],
}  # fmt: skip


CASES = Cases()
UNDATED = CASES.add(ROWS)


def stands(clock):
    mine = UNDATED.clocks.filter(pl.col("clock") == clock).sort("child", "starts_on")
    return mine.unique("child", keep="last", maintain_order=True).select(
        "child", "standing", "why"
    )


def test_a_row_without_its_day_makes_the_clock_of_that_child_ask():
    held = dict(stands("supervision_cp").select("child", "standing").rows())
    assert held == {"1": "overdue", "2": "cannot run", "3": "overdue"}
    (why,) = stands("supervision_cp").filter(pl.col("child") == "2")["why"]
    assert "without its date" in why
    # One that names another plan by its start says nothing of this one.
    groups = stands("core_group_first").select("child", "standing").rows()
    assert dict(groups) == {"1": "overdue", "2": "cannot run", "3": "overdue"}


def test_an_interview_whose_return_has_no_day_is_not_called_late():
    assert stands("return_interview")["standing"].to_list() == ["cannot run"]


def test_a_child_whose_supervision_has_no_day_is_not_said_to_be_unseen():
    told = UNDATED.signals.filter(pl.col("signal") == "S10").sort("child")
    assert told["child"].to_list() == ["1", "3"]


def test_an_event_without_a_day_is_told_in_the_spell_that_runs():
    told = UNDATED.timeline
    bare = told.filter(pl.col("on").is_null(), pl.col("event") == "supervision held")
    assert bare.select("child", "spell").rows() == [
        ("2", "child protection plan 2025-06-02 #1")
    ]
    assert date(2025, 6, 10) in told["on"].to_list()
