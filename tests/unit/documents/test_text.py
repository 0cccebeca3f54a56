"""Plain text in, whatever its encoding and however its lines were broken."""

from __future__ import annotations

import pytest

from clearsight.documents.read import read_document
from clearsight.documents.text import rejoined


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_text_in_any_encoding(encoding):
    document = read_document("It’s “late”.\r\nSo – what?".encode(encoding), "x")
    assert document.text == "It’s “late”.\nSo – what?\n"
    assert document.form == "text"


def test_paragraphs_are_slices_of_the_text():
    document = read_document(b"One  two.\n\n\tThree\xc2\xa0four.\n", "x")
    assert [p.text for p in document.paragraphs] == ["One two.", "Three four."]
    assert all(document.text[p.start : p.end] == p.text for p in document.paragraphs)


def test_lines_broken_for_width_are_joined_and_lists_are_not():
    lines = [
        "The council has asked the director of services to lead the work and",
        "to report to the board every month until all of the actions in the",
        "plan are done. The full-",
        "",
        "time post is open to",
        "all.",
        "- one",
        "- two",
    ]
    found = rejoined(lines)
    assert found[0].endswith("plan are done. The full-")
    assert found[0].count("\n") == 0
    assert found[-2:] == ["- one", "- two"]


def test_a_hyphen_at_the_break_goes_where_the_word_has_none():
    lines = [
        "The board said that there had been no improvement in the work of the imp",
        "which is why it asked for an improve-",
        "ment notice, and for a better full-",
        "time team that will stay in the town for a very long time to come, as we",
        "have asked for every year since the notice was given to the old council.",
    ]
    joined = " ".join(rejoined(lines, slack=0.6))
    assert "improvement notice" in joined
    assert "full-time" in joined


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear all\nI write about it.\nYours sincerely\nAnn Lee", "letter"),
        ("Minutes of the Board\nPresent: Ann Lee\nRESOLVED: so.", "minutes"),
        ("FOR IMMEDIATE RELEASE\nIt opens.\nNotes to editors\nNone.", "press notice"),
        ("The Secretary of State hereby directs under section 497A.", "direction"),
        ("Inspection of Harwell children's services\nOverall effectiveness: good",
         "inspection report"),
        ("Our children deserve better. #Harwell", "post"),
        ("The head has gone.\n" * 30 + "Ann Lee said that it was time.",
         "press report"),
    ],
)  # fmt: skip
def test_the_kind_is_guessed_by_what_stands_in_it(text, kind):
    assert read_document(text.encode(), "x").kind == kind
