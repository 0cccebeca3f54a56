"""Tables typed with spaces, and what only looks like one."""

from __future__ import annotations

import pytest

from clearsight.documents.columns import with_bars
from clearsight.documents.read import read_document


def test_cells_parted_by_wide_gaps_or_tabs_are_parted_by_bars() -> None:
    lines = ["No.  Action               Owner", "1\tWrite to schools\tAB"]
    assert with_bars(lines) == [
        "No. | Action | Owner",
        "1 | Write to schools | AB",
    ]


def test_a_cell_that_runs_on_is_one_cell() -> None:
    lines = ["Ann Lee, Director of       Dr Bo Nye, Chief", "Housing", ""]
    assert with_bars(lines)[0] == "Ann Lee, Director of | Dr Bo Nye, Chief"
    lines = ["9   Write to all       AB   June", "    schools", ""]
    assert with_bars(lines)[0] == "9 | Write to all schools | AB | June"


@pytest.mark.parametrize(
    "line",
    [
        "1.      The Council shall comply.",
        "   (a)    an Improvement Board meets",
        "To:      Loamshire Council",
        "It ended.  Then it began.",
    ],
)
def test_a_number_a_label_or_a_full_stop_sets_off_no_cell(line: str) -> None:
    assert with_bars([line]) == [line]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Note of meeting 9\nApologies: Ann Lee\nNext meeting: 3 May", "minutes"),
        ("From: Ann Lee\nTo: All staff\nSent: 3 May\nSubject: News\n\nHi all\nBye.",
         "letter"),
        ("Secretary of State,\nI accept it.\nI am sorry.\nMy plan is here.", "letter"),
        ("News\nIt opens in May.\nNotes for editors\nNone.", "press notice"),
        ('"Too slow" says our report. #Loamshire @LoamNews', "post"),
    ],
)  # fmt: skip
def test_kinds_that_have_their_own_marks(text: str, kind: str) -> None:
    assert read_document(text.encode(), "x").kind == kind


def test_a_letter_that_quotes_somebody_loses_nothing_as_comments() -> None:
    text = (
        "Councillor Joan Weir\n3 May 2025\nSecretary of State,\n"
        "I write about our plan.\nI accept the report.\n"
        'Your commissioner told us: "You have the right people now."\n'
        "I agree with her.\nWe should do more.\nMy staff hope so too.\nJOAN WEIR"
    )
    found = read_document(text.encode(), "x")
    assert found.comments == 0
    assert "My staff hope so too." in found.text
