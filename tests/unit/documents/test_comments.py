"""Comments under an article are told from it and left out."""

from __future__ import annotations

from clearsight.documents.read import read_document

ARTICLE = """The director of services has gone after nine months.
The council will look for another at once.
A report on the service is due to be published next week.
A council spokesperson said: "We are grateful to her.
"We will go on with the plan."
"""


def test_trailing_opinion_in_the_first_person_is_not_of_the_article():
    comments = (
        "About time too, if you ask me.\nI feel that my children were let down.\n"
    )
    document = read_document((ARTICLE + comments).encode(), "x")
    assert document.comments == 2
    assert document.text.endswith('the plan."\n')


def test_a_heading_opens_the_comments():
    document = read_document(
        (ARTICLE + "Comments (2)\nShame.\nAgreed.\n").encode(), "x"
    )
    assert document.comments == 3
    assert "Shame" not in document.text


def test_an_article_that_ends_in_its_own_words_loses_none():
    end = "Ofsted was asked for its view.\nThe post will be advertised in May.\n"
    document = read_document((ARTICLE + end).encode(), "x")
    assert document.comments == 0
    assert document.text.endswith("in May.\n")


def test_a_letter_in_the_first_person_holds_no_comments():
    text = 'Dear all\nYou asked "why".\nI do.\nI am.\nI was.\nI think we should go.\n'
    assert read_document(text.encode(), "x").comments == 0
