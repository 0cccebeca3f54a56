"""Inspections, interventions and dated events: few, and each once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearsight.accountability.proposing.events import events
from clearsight.documents.document import Document
from said import rows

Written = Callable[[str], Document]
MADE = "2025-03-04"
CHILDREN = "inspection of children's services"

NOTHING = [
    "The council wants to avoid being placed into a trust.",
    "The Department could issue an improvement notice.",
    "Campaigners called for a commissioner to be appointed.",
    "We are preparing for our next inspection by Ofsted.",
    "The minutes of the meeting held on 3 December 2024 were agreed.",
    "Published 2 March 2025",
    "We will publish the plan by 30 June.",
    "A good school is good for everyone.",
]


@pytest.mark.parametrize(("text", "kind", "what", "date"), rows("events.md"))
def test_what_took_place_is_proposed_with_its_date(
    text: str, kind: str, what: str, date: str, written: Written
) -> None:
    (found,) = events(written(text), "a", MADE)
    assert found.kind == kind
    assert found.what.startswith(what)
    assert found.date == date


@pytest.mark.parametrize("text", NOTHING)
def test_what_might_come_is_no_event(text: str, written: Written) -> None:
    assert events(written(text), "a", MADE) == []


def test_one_inspection_told_of_twice_is_one_with_judgement_and_date(
    written: Written,
) -> None:
    text = (
        "The department was rated inadequate by Ofsted.\n"
        "Following the Ofsted inspection in December 2023, families complained."
    )
    (found,) = events(written(text), "a", MADE)
    assert (found.what, found.date) == (f"{CHILDREN}: inadequate", "2023-12")


def test_an_inspection_report_dates_itself_and_not_by_the_one_before(
    written: Written,
) -> None:
    text = (
        "Inspection of Loamshire local authority children's services\n"
        "Inspection dates: 10 to 21 February 2025\n"
        "Overall effectiveness: Inadequate\n"
        "At the last inspection in 2021 Ofsted judged them requires improvement."
    )
    found = {p.what: p.date for p in events(written(text), "a")}
    assert found == {
        f"{CHILDREN}: inadequate": "2025-02-10/2025-02-21",
        f"previous {CHILDREN}: requires improvement": "2021",
    }


def test_a_direction_dates_itself(written: Written) -> None:
    text = (
        "12 May 2025\nDirection under section 497A of the Education Act 1996\n"
        "The Secretary of State appoints Jane Hollis as Children's Services "
        "Commissioner."
    )
    found = {p.what: p for p in events(written(text), "a")}
    assert found["statutory direction"].date == "2025-05-12"
    assert found["appointment of a commissioner"].person == "Jane Hollis"
