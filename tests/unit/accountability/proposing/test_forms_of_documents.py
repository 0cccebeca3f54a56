"""Lists, tables and clauses: what their form says before their sentences do."""

from __future__ import annotations

import pytest

from clearsight.accountability.proposing.commitments import commitments
from clearsight.accountability.proposing.events import events
from clearsight.accountability.proposing.posts import posts
from clearsight.accountability.proposing.roster import roster
from clearsight.accountability.proposing.tables import rows
from clearsight.documents.document import Document
from clearsight.documents.read import read_document

MINUTES = """Loamshire Improvement Board
Minutes of the meeting held on Tuesday 4 March 2025

Present:
  Dame Gill Tan (GT)      Independent Chair
  Naveed Rao (NR)         Chief Executive, LCC
  Ike Moyo (IM)           Interim DCS
Apologies: Wanda Pike (Principal Social Worker); Cllr Joan Weir, Member for Skills

1. Actions
NR to reconcile the figures by 2 May.

Action log
No.   Action                          Owner   Due        RAG
1     Finish the workforce plan       IM      27/06/25   A
2     Write to schools about          NR/GT   asap       G
      attendance

Next meeting: 8 April 2025
"""

DIRECTION = """DIRECTION TO LOAMSHIRE COUNCIL
EDUCATION ACT 1996, SECTION 497A(4B)

The Secretary of State hereby directs as follows.

1. The Council shall, within 28 days of the date of this Direction, submit a plan.

2. The Council must secure that:
   (a) an Improvement Board meets by 31 March 2025; and
   (b) the Commissioner has access to any document.

3. This Direction remains in force until revoked.

SCHEDULE
Measure                                        To be achieved by
1. Visits within ten working days              30 April 2025
2. A strategy adopted                          before the end of 2025

Imogen Hart
Director, Interventions
24 February 2025
"""


def document(text: str) -> Document:
    return read_document(text.encode(), "x.txt")


def test_everyone_who_was_there_holds_what_the_list_says() -> None:
    found = {
        p.person: (p.post, p.capacity)
        for p in posts(document(MINUTES), "a")
        if p.what == "held"
    }
    assert found == {
        "Gill Tan": ("independent chair", ""),
        "Naveed Rao": ("chief executive", ""),
        "Ike Moyo": ("director of children's services", "interim"),
        "Wanda Pike": ("principal social worker", ""),
        "Joan Weir": ("member for skills", ""),
    }


def test_a_log_gives_each_action_its_owner_and_its_day() -> None:
    found = {p.what: (p.speaker, p.window) for p in commitments(
        document(MINUTES), "a", "", []
    )}  # fmt: skip
    assert found["Finish the workforce plan"] == ("Ike Moyo", "../2025-06-27")
    assert found["Write to schools about attendance"] == ("Naveed Rao", "")
    assert found["reconcile the figures"] == ("Naveed Rao", "../2025-05-02")


def test_a_directions_clauses_and_schedule_are_commitments() -> None:
    found = commitments(document(DIRECTION), "a", "", [])
    told = {p.what.split(" ")[-1]: (p.body, p.window) for p in found}
    assert told["plan"] == ("Loamshire Council", "2025-02-24/2025-03-24")
    windows = [p.window for p in found]
    assert windows == [
        "2025-02-24/2025-03-24",
        "../2025-03-31",
        "",
        "../2025-04-30",
        "../2025-12-31",
    ]


def test_a_meeting_and_the_next_are_events() -> None:
    found = [(p.what, p.date) for p in events(document(MINUTES), "a")]
    assert found == [("meeting", "2025-03-04"), ("next meeting", "2025-04-08")]


@pytest.mark.parametrize(
    "line",
    [
        "The board was in Ashton Road near the Town Hall.",
        "Ruth Vane said that the Director had left.",
        "Early Help (Integrated Front Door)",
        "1. Welcome and apologies",
    ],
)
def test_what_is_no_list_of_people_names_nobody(line: str) -> None:
    assert roster(line) == ()


def test_the_columns_of_a_table_without_headings_are_known_by_its_days() -> None:
    lines = (
        "Publish the new plan | 12 May 2025",
        "Hold a summit of families | June 2025",
    )
    found = rows(document("\n".join(lines)))
    assert [(r.of("what").text, r.of("due").text) for r in found] == [  # type: ignore[union-attr]
        ("Publish the new plan", "12 May 2025"),
        ("Hold a summit of families", "June 2025"),
    ]


def test_a_judgement_of_a_table_is_an_inspection_of_its_own() -> None:
    text = (
        "Inspection of Loamshire local authority children's services\n"
        "Inspection dates: 10 to 21 February 2025\n"
        "Judgement | Grade\n"
        "The experiences and progress of care leavers | Good\n"
        "Overall effectiveness | Inadequate\n"
    )
    found = {p.what: p.date for p in events(document(text), "a")}
    assert found["the experiences and progress of care leavers: good"] == ""
    assert found["overall effectiveness: inadequate"] == ""
    assert "2025-02-10/2025-02-21" in found.values()


def test_whoever_a_letter_is_addressed_to_did_not_sign_it() -> None:
    text = (
        "Lord Hale of Pellow\nCllr Theo Marsh\nLeader, Loamshire Council\n"
        "3 October 2025\nDear Theo,\nI have decided to issue a direction.\n"
        "My officials will write by 1 November.\nWith best wishes,\nHALE"
    )
    found = commitments(document(text), "a", "", [])
    assert all(p.speaker != "Theo Marsh" for p in found)
