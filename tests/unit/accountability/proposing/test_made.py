"""When a document was made, and no more than it says."""

from __future__ import annotations

from collections.abc import Callable

from clearsight.accountability.proposing.made import made
from clearsight.documents.document import Document

Written = Callable[[str], Document]


def test_what_a_person_states_goes_before_the_documents_own_line(
    written: Written,
) -> None:
    found = made(written("3 May 2022\nDear colleagues"), "2025-05-06")
    assert found is not None
    assert str(found.span.first) == "2025-05-06"


def test_a_letters_own_line_dates_it(written: Written) -> None:
    lines = (
        "3 May 2025",
        "Date: 3rd May 2025",
        "Minutes of the board held on Saturday 3 May 2025",
        "Cabinet, 3 May 2025",
    )
    for line in lines:
        found = made(written(f"Loamshire Council\n{line}\nText."))
        assert found is not None, line
        assert str(found.span.first) == "2025-05-03"


def test_an_inspections_days_do_not_date_its_report(written: Written) -> None:
    text = "Inspection of Loamshire\nInspection date: 4 March 2025\nText."
    assert made(written(text)) is None


def test_two_signs_that_agree_give_a_year_and_one_does_not(written: Written) -> None:
    ago = "She was appointed 12 months ago. Since joining in August 2023 she has led. "
    week = "It comes out in the week beginning September 9."
    found = made(written(ago + week))
    assert found is not None
    assert found.is_year_only
    assert found.span.first.year == 2024
    assert "Monday" in found.how
    assert made(written(ago)) is None
    assert made(written(week)) is None
    assert made(written(ago + week.replace("9", "10"))) is None
