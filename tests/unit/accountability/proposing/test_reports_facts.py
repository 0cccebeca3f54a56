"""Facts of the two press reports, which are not in the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.commitments import commitments
from clearsight.accountability.proposing.events import events
from clearsight.accountability.proposing.posts import posts
from clearsight.documents.document import Document
from clearsight.documents.read import read_document

MADE = "2024-08"
DCS, LEAD = "director of children's services", "lead member for children's services"
LEAVER, CHIEF = "Allison Parkinson", "Sandra Stewart"


@pytest.fixture
def reports(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    """Give both reports, from where CLEARSIGHT_REPORTS says or beside the checkout."""
    stated = os.environ.get("CLEARSIGHT_REPORTS")
    folder = Path(stated) if stated else request.getfixturevalue("shared") / "reports"
    one, other = (
        read_document(p.read_bytes(), p.name) for p in sorted(folder.glob("00*.txt"))
    )
    return one, other


def changes(document: Document) -> set[tuple[str, str, str]]:
    return {(p.what, p.person, p.post) for p in posts(document, "a", MADE)}


def by_window(document: Document) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for p in commitments(document, "a", MADE, []):
        found.setdefault(p.window, []).append(p)
    return found


COMMON = {
    ("left", LEAVER, DCS),
    ("appointed", LEAVER, DCS),
    ("held", CHIEF, "chief executive"),
    ("replaced", "Bill Fairfoull", LEAD),
    ("appointed", "Teresa Smith", LEAD),
    ("sought", "", DCS),
    ("sought", "", "assistant director of education"),
}


def test_both_tell_who_left_came_and_is_sought(
    reports: tuple[Document, Document],
) -> None:
    one, other = map(changes, reports)
    assert one >= COMMON
    assert other >= COMMON
    assert ("appointed", CHIEF, "another role") in one
    assert ("sought", "", "assistant director for family partnerships") in other
    assert ("appointed", "Andy Couldrick", "children's services commissioner") in other
    assert len(one) <= len(COMMON) + 2
    assert len(other) <= len(COMMON) + 3


def test_one_says_why_she_came_and_both_in_what_capacity(
    reports: tuple[Document, Document],
) -> None:
    for report in reports:
        came = next(
            p
            for p in posts(report, "a", MADE)
            if p.person == LEAVER and p.what == "appointed"
        )
        assert (came.capacity, came.date) == ("interim", "2023-08")
    assert "Ofsted inspection" in next(
        p.because_of for p in posts(reports[0], "a", MADE) if p.because_of
    )


def test_promises_mean_the_windows_they_mean(
    reports: tuple[Document, Document],
) -> None:
    one, other = map(by_window, reports)
    assert "2024-08/2024-11" in one
    assert "2024-08/2024-11" in other
    assert "2024-09-09/2024-09-15" in one
    assert "2024-09-09/2024-09-15" in other
    assert [p.how for p in other[""] if "how long" in p.how]
    assert "2024-08/2024-10" in other


def test_the_inspection_and_the_intervention_are_told_apart_from_the_rest(
    reports: tuple[Document, Document],
) -> None:
    one, other = ({p.kind: p for p in events(r, "a", MADE)} for r in reports)
    assert "inadequate" in one["inspection"].what
    assert "2023-12" in {p.date for p in events(reports[1], "a", MADE)}
    ordered = [p for p in events(reports[1], "a", MADE) if p.kind == "intervention"]
    assert {p.what for p in ordered} == {
        "diagnostic by a commissioner",
        "statutory order",
    }
    assert {p.person for p in ordered if "diagnostic" in p.what} == {"Andy Couldrick"}
    assert one["intervention"].what == "diagnostic by a commissioner"
    assert other["intervention"].body


def test_the_year_is_worked_out_where_nobody_states_it(
    reports: tuple[Document, Document],
) -> None:
    for report in reports:
        windows = {p.window for p in commitments(report, "a", "", [])}
        assert "2024-09-09/2024-09-15" in windows
