"""Quotation marks as papers really set them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.accountability.proposing.quotes import quotations
from clearsight.documents.read import read_document


def quoted(text: str) -> list[str]:
    document = read_document(text.encode(), "x.txt")
    return [document.text[q.start : q.end] for q in quotations(document)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We will," said Ann. "Soon."', ["We will,", "Soon."]),
        ("“We will,” said Ann. “Soon.”", ["We will,", "Soon."]),
        ("'We will,' said Ann. 'Soon.'", ["We will,", "Soon."]),
        ("‘The boys’ school is shut,’ she said.", ["The boys’ school is shut,"]),
        ("The boys' school and the girls' school closed.", []),
        ("It’s the council’s plan, and Ann’s too.", []),
        ("“He said ‘never’ to me,” she said.", ["He said ‘never’ to me,"]),
        ("“It is time to ‘pass it on” and leave, and I do.”",
         ["It is time to ‘pass it on” and leave, and I do."]),
        ('Ann said: "We will go, said Ann. Bob left.', ["We will go"]),
        ("In the ’90s it was better.", []),
        ("It was rated ‘inadequate’.", ["inadequate"]),
    ],
)  # fmt: skip
def test_words_inside_marks_are_found(text, words):
    assert quoted(text) == words


def test_paragraphs_that_each_open_and_close_at_the_last_are_one_run():
    text = 'Ann said: "First part.\n"Second part.\n"Third part."\nBob said: "Other."'
    document = read_document(text.encode(), "x.txt")
    found = quotations(document)
    assert [q.run for q in found][:3] == [found[0].run] * 3
    assert found[3].run != found[0].run
    assert [q.closed for q in found] == [False, False, True, True]


def test_a_mark_alone_at_the_end_of_a_line_opens_nothing():
    text = 'A spokesperson said: "\n“We care.\n“We try.”\nThe end came.'
    assert quoted(text) == ["We care.", "We try."]


def test_paragraphs_inside_an_open_quotation_need_no_marks():
    text = 'Ann said: "First part.\nSecond part.\nThird part."\nNobody answered.'
    assert quoted(text) == ["First part.", "Second part.", "Third part."]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .,\n\"'“”‘’", max_size=60))
def test_whatever_the_marks_words_are_slices_in_order(text):
    content = f"x{text}".encode()
    document = read_document(content, "x.txt")
    found = quotations(document)
    places = [(q.start, q.end) for q in found]
    assert places == sorted(places)
    assert all(a < b <= len(document.text) for a, b in places)
    assert all(q.outer[0] <= q.start and q.end <= q.outer[1] for q in found)
