"""Stages before court: told by a return, or by the letter in our own extract alone."""

from __future__ import annotations

from datetime import date

from together import Cases

CASES = Cases()
STAGE = "pre-proceedings"


def step(kind, on, of=None, child="1"):
    return {"source": "oversight", "child": child, "kind": kind, "done_on": on,
            "of_on": of}  # fmt: skip


def stage(begins, ends=None, child="1"):
    return {"child": child, "kind": STAGE, "starts_on": begins, "ended_on": ends}


def shows(event):
    return {"source": "oversight", "known_from": "2024-01-01", "shows": event,
            "is_latest_only": False}  # fmt: skip


ENDS = {"coverage": [shows("pre-proceedings ended")]}


def spells(case):
    found = case.spells
    return (
        found.filter(found["kind"] == STAGE)
        .sort("child", "starts_on")
        .select("child", "starts_on", "ended_on", "known_to", "sources")
        .rows()
    )


@CASES.given(
    ENDS
    | {
        "step": [
            step("LETTER SENT", "2025-01-06", child="open"),
            step("LETTER SENT", "2025-01-06", child="again"),
            step("LETTER SENT", "2025-02-03", child="again"),
            step("COURT APPLIED", "2025-03-03", child="again"),
            step("COURT APPLICATION", "2025-03-05", child="again"),
            step("LETTER SENT", "2025-06-02", child="again"),
            step("LETTER SENT", "2025-01-06", child="down"),
            step("PRE PROCEEDINGS ENDED", "2025-01-06", child="down"),
            step("LETTER SENT", "2025-01-06", "2025-01-02", child="decided"),
            step("FIRST MEETING", "2025-01-06", child="met"),
        ]
    }
)
def test_a_letter_begins_a_stage_and_each_end_ends_it(case):
    assert spells(case) == [
        ("again", date(2025, 1, 6), date(2025, 3, 3), None, "oversight"),
        ("again", date(2025, 6, 2), None, None, "oversight"),
        ("decided", date(2025, 1, 2), None, None, "oversight"),
        ("down", date(2025, 1, 6), date(2025, 1, 6), None, "oversight"),
        ("open", date(2025, 1, 6), None, None, "oversight"),
    ]


@CASES.given(
    ENDS
    | {
        "plan": [
            stage("2025-01-02", child="within"),
            stage("2025-01-02", "2025-02-03", child="before"),
            stage("2025-02-03", child="during"),
            stage("2025-02-03", child="after"),
        ],
        "step": [
            *(step("LETTER SENT", "2025-01-06", child=c) for c in ("within", "during")),
            step("LETTER SENT", "2025-03-03", child="before"),
            step("LETTER SENT", "2025-01-06", child="after"),
            step("PRE PROCEEDINGS ENDED", "2025-01-20", child="after"),
        ],
    }
)
def test_a_stage_that_a_return_tells_of_is_never_told_twice(case):
    assert spells(case) == [
        ("after", date(2025, 1, 6), date(2025, 1, 20), None, "oversight"),
        ("after", date(2025, 2, 3), None, None, "cin"),
        ("before", date(2025, 1, 2), date(2025, 2, 3), None, "cin"),
        ("before", date(2025, 3, 3), None, None, "oversight"),
        ("during", date(2025, 2, 3), None, None, "cin"),
        ("within", date(2025, 1, 2), None, None, "cin"),
    ]


@CASES.given(
    ENDS
    | {
        "plan": [stage("2025-01-02"), stage("2025-01-02", "2025-02-03", child="2")],
        "step": [
            step("PRE PROCEEDINGS ENDED", "2025-03-03"),
            step("PRE PROCEEDINGS ENDED", "2025-03-03", child="2"),
            step("PRE PROCEEDINGS ENDED", "2025-03-03", child="3"),
        ],
    }
)
def test_an_end_without_an_application_ends_what_a_return_left_open(case):
    assert spells(case) == [
        ("1", date(2025, 1, 2), date(2025, 3, 3), None, "cin oversight"),
        ("2", date(2025, 1, 2), date(2025, 2, 3), None, "cin"),
    ]


@CASES.given(
    ENDS
    | {
        "coverage": [shows("first pre-proceedings meeting held")],
        "step": [
            step("LETTER SENT", "2025-01-06"),
            step("LETTER SENT", "2025-01-06", child="2"),
            step("COURT APPLIED", "2025-03-03", child="2"),
        ],
    }
)
def test_where_no_end_could_be_shown_a_stage_is_known_on_its_first_day_alone(case):
    assert spells(case) == [
        ("1", date(2025, 1, 6), None, date(2025, 1, 6), "oversight"),
        ("2", date(2025, 1, 6), date(2025, 3, 3), None, "oversight"),
    ]


@CASES.given(
    ENDS
    | {
        "step": [
            step("LETTER SENT", "2025-01-06"),
            step("LETTER SENT", "2025-01-06", "2025-01-02", child="2"),
        ]
    }
)
def test_the_day_of_the_decision_is_not_taken_from_the_letter(case):
    found = case.timeline
    begun = found.filter(found["event"].str.starts_with("pre-proceedings"))
    assert begun.select("child", "on", "event").sort("child").rows() == [
        ("1", date(2025, 1, 6), "pre-proceedings known from the letter"),
        ("2", date(2025, 1, 2), "pre-proceedings started"),
    ]
    spell = found.filter(found["event"] == "letter before proceedings sent")["spell"]
    assert spell.sort().to_list() == [
        "pre-proceedings 2025-01-02 #1", "pre-proceedings 2025-01-06 #1",
    ]  # fmt: skip
