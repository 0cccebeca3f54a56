"""What the local extract tells that clocks of complaints, plans and leavers rest on."""

from __future__ import annotations

from datetime import date

import pytest

from together import Cases

CASES = Cases()
CARE = {
    "source": "ssda903", "child": "1", "starts_on": "2023-01-10", "start_reason": "S",
    "legal_status": "C2", "place": "U6", "year": 2024,
}  # fmt: skip
LEFT = {**CARE, "ended_on": "2024-05-01", "end_reason": "E4A"}


def step(kind, on, of=None, child="1"):
    return {"source": "oversight", "child": child, "kind": kind, "done_on": on,
            "of_on": of}  # fmt: skip


def complaint(stage, on, number="C1", **more):
    return {"source": "oversight", "child": "1", "complaint": number, "stage": stage,
            "received_on": on, **more}  # fmt: skip


def told(frame, *events):
    kept = frame.filter(frame["event"].is_in(events))
    return kept.sort("on", "event").select("on", "event", "spell", "detail").rows()


@CASES.given({
    "complaint": [
        complaint("1", "2025-01-06", answered_on="2025-01-20",
                  started_on="2025-01-09"),
        complaint("2", "2025-02-03", started_on="2025-02-10", is_extended=True),
        complaint("2", "2025-03-03", number="C2", is_extended=False),
    ]
})  # fmt: skip
def test_a_stage_begins_is_extended_and_is_taken_to_the_next(case):
    frame = case.timeline
    first, second = "complaint 2025-01-06 #1", "complaint 2025-02-03 #1"
    began = told(frame, "work on a complaint's stage began")
    assert began == [
        (date(2025, 1, 6), "work on a complaint's stage began", first, "1"),
        (date(2025, 2, 10), "work on a complaint's stage began", second, "2"),
        (date(2025, 3, 3), "work on a complaint's stage began",
         "complaint 2025-03-03 #1", "2"),
    ]  # fmt: skip
    assert told(frame, "more time agreed for a complaint") == [
        (date(2025, 2, 10), "more time agreed for a complaint", second, "2")
    ]
    assert told(frame, "complaint taken to the next stage") == [
        (date(2025, 2, 3), "complaint taken to the next stage", first, "1")
    ]


MORE_TIME = "more time agreed for a complaint"


@CASES.given(
    {
        "complaint": [
            complaint("1", "2025-01-06", is_extended=False),
            complaint("1", "2025-02-03", number="C2"),
            complaint("1", "2025-03-03", number="C3", is_extended=True),
        ],
        "coverage": [
            {"source": "oversight", "known_from": "2025-01-06",
             "is_latest_only": False, "shows": MORE_TIME},
        ],
    }
)  # fmt: skip
def test_more_time_may_have_been_agreed_where_nothing_says_so(case):
    shown = case.coverage
    assert shown.filter(shown["event"] == MORE_TIME)["spell"].sort().to_list() == [
        "complaint 2025-01-06 #1", "complaint 2025-03-03 #1",
    ]  # fmt: skip


@CASES.given({
    "care_episode": [{**CARE, "legal_status": "L2", "place": "U3"}],
    "step": [
        step("EMERGENCY ORDER TO", "2023-01-25", "2023-01-10"),
        step("PROCEEDINGS TO", "2099-01-01", "2023-01-10"),
    ],
    "approval": [
        {"source": "oversight", "child": "1", "placed_on": "2023-01-10",
         "kind": "CONNECTED PERSON EXTENDED", "runs_to": "2023-06-27"},
    ],
})  # fmt: skip
def test_the_days_to_which_a_court_or_panel_gave_time_lie_in_what_they_are_about(case):
    frame = case.timeline
    assert [row[2] for row in told(
        frame,
        "last day of an extended emergency protection order",
        "last day of more time to approve a connected person",
        "day to which the court extended care proceedings",
    )] == ["legal status 2023-01-10 #1", "placement 2023-01-10 #1",
           "legal status 2023-01-10 #1"]  # fmt: skip


@CASES.given(
    {
        "complaint": [complaint("1", "2025-01-06"), complaint("3", "2025-03-03")],
        "step": [step("COMPLAINT PANEL", "2025-04-01", "2025-03-03")],
    }
)
def test_the_panel_belongs_to_the_stage_that_was_open(case):
    found = told(case.timeline, "complaint panel met")
    assert [r[2] for r in found] == ["complaint 2025-03-03 #1"]


@CASES.given(
    {
        "care_episode": [LEFT, {**CARE, "child": "2"}],
        "step": [
            step("NEEDS ASSESSED", "2024-06-01"),
            step("NEEDS ASSESSED", "2024-06-01", child="2"),
        ],
    }
)
def test_needs_are_assessed_in_care_or_after_it_never_both(case):
    frame = case.timeline
    after = frame.filter(frame["event"] == "pathway needs assessed after care")
    assert after.select("child", "spell").rows() == [
        ("1", "period of care 2023-01-10 #1")
    ]
    during = frame.filter(frame["event"] == "pathway needs assessed")
    assert during.select("child", "spell").rows() == [
        ("1", None),
        ("2", "period of care 2023-01-10 #1"),
    ]


def covered(case, event):
    frame = case.coverage
    return sorted(frame.filter(frame["event"] == event)["child"])


@CASES.given({
    "care_episode": [LEFT, {**LEFT, "child": "2", "starts_on": "2024-02-01"}],
    "step": [step("NEEDS ASSESSED", "2024-01-01", child="9")],
    "coverage": [
        {"source": "oversight", "known_from": "2024-01-01",
         "is_latest_only": False, "shows": "pathway needs assessed after care"},
    ],
})  # fmt: skip
def test_silence_after_care_counts_for_children_known_all_along(case):
    """One who was in care before the first such row may have been assessed unseen."""
    assert covered(case, "pathway needs assessed after care") == ["2"]


def leaver(birth, leaves, reason):
    return CASES.add(
        {
            "child": [{"child": "1", "birth_on": birth}],
            "care_episode": [{**CARE, "ended_on": leaves, "end_reason": reason}],
        }
    )


@pytest.mark.parametrize(
    ("case", "owed"),
    [
        (leaver("2007-06-01", "2024-05-01", "E4A"), True),
        (leaver("2007-06-01", "2024-05-01", "E2"), False),
        (leaver("2007-06-01", None, None), False),
        (leaver("2009-06-01", "2024-05-01", "E4A"), False),
        (leaver("2006-04-01", "2024-05-01", "E4A"), False),
    ],
    ids=["left at 16", "died", "still in care", "left at 14", "left at 18"],
)
def test_who_leaves_care_at_sixteen_or_seventeen_is_owed_help(case, owed):
    found = told(case.timeline, "left care at 16 or 17, owed leaving care help")
    assert [r[0] for r in found] == ([date(2024, 5, 1)] if owed else [])


def in_care(birth, status):
    return CASES.add(
        {
            "child": [{"child": "1", "birth_on": birth}],
            "care_episode": [{**CARE, "legal_status": status}],
        }
    )


@pytest.mark.parametrize(
    ("case", "counts"),
    [
        (in_care("2020-01-10", "C2"), True),
        (in_care("2020-01-11", "C2"), False),
        (in_care("2005-01-11", "C2"), True),
        (in_care("2005-01-10", "C2"), False),
        (in_care(None, "C2"), False),
        (in_care("2015-01-01", "V3"), False),
    ],
)
def test_an_education_plan_is_owed_from_three_to_seventeen(case, counts):
    found = told(case.timeline, "became looked after at three or over")
    assert len(found) == counts


PLAN = {
    "child": "1", "kind": "child protection plan", "starts_on": "2024-01-10",
    "plan_key": "p",
}  # fmt: skip


@CASES.given(
    {
        "care_episode": [CARE],
        "plan": [PLAN, {**PLAN, "kind": "pre-proceedings", "plan_key": "q"}],
        "supervision": [
            {"source": "oversight", "child": "1", "supervised_on": "2024-02-01"}
        ],
    }
)
def test_supervision_reaches_the_plan_and_the_care_it_lies_in(case):
    """Also where the child is on a third thing: none of them is shown unsupervised."""
    frame = case.timeline
    held = frame.filter(frame["event"] == "supervision held")
    assert held.select("spell", "within").rows() == [
        ("child protection plan 2024-01-10 #1", "period of care 2023-01-10 #1")
    ]
