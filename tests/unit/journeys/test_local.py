"""What the oversight and staff extracts add to a child's journey."""

from __future__ import annotations

from datetime import date

from clearsight.journeys.events import EVENTS
from clearsight.journeys.local_rules import RULES, TOLD, WORKED_OUT
from clearsight.record import THINGS
from clearsight.record import oversight_words as w
from records import AS_AT, day
from together import Cases

CASES = Cases()
PLAN = {
    "child": "1", "kind": "child protection plan", "starts_on": "2025-01-10",
    "plan_key": "p",
}  # fmt: skip
CARE = {
    "source": "ssda903", "child": "2", "starts_on": "2025-01-01", "start_reason": "S",
    "legal_status": "C2", "place": "U6", "year": 2025,
}  # fmt: skip
MISSING = {
    "source": "ssda903", "child": "2", "kind": "M", "starts_on": "2025-03-01",
    "ended_on": "2025-03-04",
}  # fmt: skip


def told(frame, event):
    keep = frame.filter(frame["event"] == event)
    return keep.select("child", "on", "spell", "within").rows()


def test_every_word_is_an_event_and_every_column_is_there():
    words = [v for n, v in vars(w).items() if n.isupper()]
    said = {x for v in words for x in ([v] if isinstance(v, str) else v.values())}
    assert said <= EVENTS
    for rule in RULES:
        assert rule.event in EVENTS
        fields = THINGS[rule.thing].fields
        named = {rule.on, rule.at, rule.code, rule.detail, rule.flag} - {""}
        named |= {rule.only} - {""}
        assert named <= {*fields, *WORKED_OUT}, rule
    assert set(TOLD) <= set(THINGS)


@CASES.given(
    {
        "plan": [PLAN],
        "supervision": [
            {"child": "1", "supervised_on": "2025-02-01", "source": "cin"},
            {"child": None, "supervised_on": "2025-02-01", "source": "cin"},
            {"child": "1", "supervised_on": "2024-02-01", "source": "cin"},
        ],
    }
)
def test_supervision_lies_in_the_plan_and_a_workers_own_in_no_journey(case):
    found = told(case.timeline, "supervision held")
    plan = "child protection plan 2025-01-10 #1"
    assert found == [
        ("1", date(2024, 2, 1), None, None),
        ("1", date(2025, 2, 1), plan, None),
    ]


@CASES.given({
    "care_episode": [CARE],
    "missing": [MISSING],
    "return_interview": [
        {"child": "2", "returned_on": "2025-03-04", "is_offered": True,
         "offered_on": "2025-03-05", "held_on": "2025-03-06",
         "source": "cin"},
    ],
})  # fmt: skip
def test_an_interview_lies_in_the_episode_that_the_child_came_back_from(case):
    frame = case.timeline
    spell = "missing 2025-03-01 #1"
    assert told(frame, "return interview held")[0][:3] == ("2", date(2025, 3, 6), spell)
    assert told(frame, "return interview offered")[0][2] == spell


@CASES.given({
    "care_episode": [CARE],
    "notice": [{"child": "2", "told": "HOST COUNCIL", "sent_on": "2024-12-20",
                "placed_on": "2025-01-01", "source": "cin"}],
})  # fmt: skip
def test_a_notice_sent_before_the_placement_lies_in_it(case):
    ((_, on, spell, within),) = told(
        case.timeline, "host council told of the placement"
    )
    assert (on, spell) == (date(2024, 12, 20), "placement 2025-01-01 #1")
    assert within == "period of care 2025-01-01 #1"


@CASES.given({
    "complaint": [
        {"child": "1", "complaint": "C1", "stage": "1", "source": "cin",
         "received_on": "2025-02-01", "answered_on": "2025-02-20"},
        {"child": "1", "complaint": "C2", "stage": "1", "source": "cin",
         "received_on": "2025-02-10"},
    ],
})  # fmt: skip
def test_an_answer_lies_with_its_complaint(case):
    frame = case.timeline
    received = {on: spell for _, on, spell, _ in told(frame, "complaint received")}
    ((_, _, spell, _),) = told(frame, "complaint answered")
    assert spell == received[date(2025, 2, 1)] != received[date(2025, 2, 10)]


@CASES.given({
    "step": [
        {"child": "1", "kind": "FOSTERING KNOWN", "done_on": "2025-02-01",
         "source": "cin"},
        {"child": "1", "kind": "FOSTERING ENDED", "done_on": "2025-05-01",
         "source": "cin"},
    ],
    "visit": [{"child": "1", "kind": "private fostering visit",
               "visited_on": "2025-02-05", "source": "cin"}],
})  # fmt: skip
def test_a_step_finds_what_began_before_it(case):
    frame = case.timeline
    spell = "private fostering 2025-02-01 #1"
    for event in ("private fostering ended", "private fostering visit"):
        assert told(frame, event)[0][2] == spell


@CASES.given({
    "plan": [PLAN],
    "supervision": [{"child": "1", "supervised_on": "2025-02-01", "source": "cin"}],
    "coverage": [
        {"source": "oversight", "shows": "supervision held", "child": None,
         "known_from": "2025-02-01", "is_latest_only": False, "file": "f-cin"},
    ],
})  # fmt: skip
def test_an_extract_covers_what_it_shows_from_its_first_day_on(case):
    found = case.coverage
    mine = found.filter(found["event"] == "supervision held")
    assert mine.select("spell", "is_complete", "known_from", "known_to").rows() == [
        ("child protection plan 2025-01-10 #1", True, day("2025-02-01"), AS_AT)
    ]


COURT = {
    "child": "1", "kind": "pre-proceedings", "starts_on": "2025-01-10",
    "ended_on": "2025-03-01", "source": "cin",
}  # fmt: skip
OF = {"child": "1", "of_on": "2025-01-10", "source": "cin"}


@CASES.given(
    {
        "plan": [COURT],
        "step": [
            {**OF, "kind": "LETTER SENT", "done_on": "2025-01-14"},
            {**OF, "kind": "PRE PROCEEDINGS REVIEW", "done_on": None},
            # Applied for after the process had ended.
            {**OF, "kind": "COURT APPLIED", "done_on": "2025-03-20"},
        ],
    }
)
def test_steps_of_pre_proceedings_lie_in_it_dated_or_not(case):
    frame = case.timeline
    spell = "pre-proceedings 2025-01-10 #1"
    assert [
        told(frame, event)[0][1:3]
        for event in (
            "letter before proceedings sent", "pre-proceedings reviewed",
            "court applied to for care proceedings",
        )
    ] == [
        (date(2025, 1, 14), spell), (None, spell), (date(2025, 3, 20), spell),
    ]  # fmt: skip


MOVED = [
    {**CARE, "ended_on": "2025-03-03", "start_reason": "S"},
    {**CARE, "starts_on": "2025-03-03", "start_reason": "P", "place": "K2"},
]
DAYS = ("2024-12-20", "2025-01-05", "2025-02-20", "2025-03-20")


@CASES.given({
    "care_episode": MOVED,
    "notice": [
        {"source": "oversight", "child": "2", "told": "HOST COUNCIL",
         "sent_on": on} for on in DAYS
    ],
    "approval": [
        {"source": "oversight", "child": "2", "kind": "DISTANT",
         "approved_on": on} for on in DAYS
    ],
})  # fmt: skip
def test_what_names_no_placement_belongs_to_the_next_to_begin(case):
    """Approval must come before the placement, and a notice should."""
    found = case.timeline
    first, second = "placement 2025-01-01 #1", "placement 2025-03-03 #2"
    for event in (
        "host council told of the placement", "director's approval of the placement",
    ):  # fmt: skip
        laid = [(on, spell) for _, on, spell, _ in told(found, event)]
        assert [spell[:20] for _, spell in sorted(laid)] == [
            first[:20], first[:20], second[:20], second[:20]
        ]  # fmt: skip


@CASES.given({
    "care_episode": [CARE],
    "step": [
        {"child": "2", "kind": "CONTACT RED", "done_on": "2024-12-30",
         "source": "oversight"},
        {"child": "2", "kind": "CONTACT SCREENED", "done_on": "2025-01-02",
         "source": "oversight"},
    ],
    "approval": [
        {"child": "2", "kind": "EMERGENCY", "placed_on": "2025-01-01",
         "approved_on": "2025-01-02", "source": "oversight"},
        {"child": "2", "kind": "TERMS CHANGED", "placed_on": "2025-01-01",
         "approved_on": "2025-01-09", "source": "oversight"},
        {"child": "2", "kind": "WITH PARENTS UNASSESSED", "placed_on": "2025-01-01",
         "source": "oversight"},
    ],
})  # fmt: skip
def test_a_rated_contact_lies_with_its_screening_and_an_emergency_in_its_placement(
    case,
):
    frame = case.timeline
    ((_, _, rated, _),) = told(frame, "contact rated red")
    ((_, _, screened, _),) = told(frame, "contact screened")
    assert rated == screened == "screening 2024-12-30 #1"
    placed = "placement 2025-01-01 #1"
    for event, on in (
        ("emergency foster placement began", date(2025, 1, 1)),
        ("foster carer's terms changed to fit", date(2025, 1, 9)),
        ("placed with a parent before the assessment", date(2025, 1, 1)),
    ):
        assert told(frame, event)[0][1:3] == (on, placed)
