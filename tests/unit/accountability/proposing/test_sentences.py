"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest

from clearsight.accountability.proposing.sentences import sentences, spans
from clearsight.documents.read import read_document


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in spans(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The plan is late. It will come in May.", 2),
        ("Cllr. Joan Hartley spoke. Mr. A. B. Firth replied.", 2),
        ("She lives in St. Ives and works for No. 5 team.", 1),
        ("It opened at 9 a.m. The board met at noon.", 2),
        ("Under s. 497A of the Act, e.g. a direction.", 1),
        ("Is it done? No! Not yet.", 3),
        ("1. The council shall comply.", 1),
        ("“We will act. We promise,” said Ann Lee. “Soon.”", 3),
        ("He said “no.” The council agreed.", 2),
        ("A rise of 3.5 per cent was seen.", 1),
        ("It fell to J. Smith and me. I went.", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text, count):
    assert len(cut(text)) == count


def test_sentences_stand_where_they_say_and_cross_no_paragraph():
    document = read_document(b"One is here. Two is here.\nThree goes on", "x.txt")
    found = sentences(document)
    assert [s.paragraph for s in found] == [0, 0, 1]
    assert all(document.text[s.start : s.end] == s.text for s in found)
