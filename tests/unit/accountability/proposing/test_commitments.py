"""What is a promise, whose it is, and until when; and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing.commitments import commitments
from clearsight.documents.document import Document
from said import rows

Written = Callable[[str], Document]
MADE = "2025-03-04"

NO_PROMISE = [
    "We remain focused on improving the lives of our children.",
    "We will continue to work closely with our partners.",
    "We are committed to improving outcomes for families.",
    "I know you will all build on what we have done.",
    "When will our councillors do the right thing?",
    "These changes may be unsettling.",
    "Campaigners demanded that the council publish its plan by July.",
    "If the plan fails, the council will publish another by July.",
    "The council could publish its plan by July.",
    "The local authority should improve its assessments by July.",
    "Social workers will need time.",
    "The plan was published in January.",
    "Cabinet AGREED to approve the budget.",
    "The council has plans to recruit more social workers.",
    "The next meeting will be held on 11 March 2025.",
    "It is understood that the minister will stop short of a trust.",
]


def told(document: Document, said: list[Proposal] | None = None) -> list[Proposal]:
    return commitments(document, "a", MADE, said or [])


@pytest.mark.parametrize(("text", "what", "window"), rows("commitments.md"))
def test_a_promise_is_proposed_with_its_window(
    text: str, what: str, window: str, written: Written
) -> None:
    (found,) = told(written(text))
    assert found.what.startswith(what)
    assert found.window == window
    assert found.how
    assert found.exact in text


@pytest.mark.parametrize("text", NO_PROMISE)
def test_a_pledge_that_nothing_can_check_is_no_commitment(
    text: str, written: Written
) -> None:
    assert told(written(text)) == []


def test_two_promises_of_one_sentence_have_each_its_window(written: Written) -> None:
    text = (
        "The council will publish its plan by 1 May and will appoint a chair by 2 June."
    )
    found = told(written(text))
    assert [(p.what, p.window) for p in found] == [
        ("publish its plan", "../2025-05-01"),
        ("appoint a chair", "../2025-06-02"),
    ]


def test_one_promise_said_twice_is_kept_with_the_most_exact_window(
    written: Written,
) -> None:
    text = (
        "The commissioner's report is to be published this spring.\n"
        "The report will be published in the week commencing 7 April 2025."
    )
    (found,) = told(written(text))
    assert found.window == "2025-04-07/2025-04-13"


def test_to_report_and_to_publish_are_two_promises(written: Written) -> None:
    text = (
        "Jane Hollis, the commissioner, will report to the minister by 1 May.\n"
        "The minister will publish the report by 1 June."
    )
    assert [p.window for p in told(written(text))] == ["../2025-05-01", "../2025-06-01"]


def test_how_long_somebody_stays_is_no_deadline(written: Written) -> None:
    text = "The paper understands another will be brought in for three months."
    (found,) = told(written(text))
    assert found.window == ""
    assert "how long something lasts" in found.how
    assert (found.speaker, found.body) == ("", "")


def test_the_promise_is_the_speakers_of_the_words_it_stands_in(
    written: Written,
) -> None:
    text = 'Tom Okafor said: "We will publish the plan by 30 June."'
    document = written(text)
    start = text.index("We will")
    statement = proposed(
        "statement", document, "a", (start, len(text) - 1),
        speaker="Tom Okafor", role="chief executive",
    )  # fmt: skip
    (found,) = told(document, [statement])
    assert (found.speaker, found.role) == ("Tom Okafor", "chief executive")


def test_what_an_order_asks_is_the_bodys_not_the_ministers(written: Written) -> None:
    text = "Loamshire Council must provide a plan by 30 June 2025."
    document = written(text)
    by_minister = proposed(
        "statement", document, "a", (0, len(text)), speaker="Secretary of State"
    )
    (found,) = told(document, [by_minister])
    assert (found.speaker, found.body) == ("", "Loamshire Council")
