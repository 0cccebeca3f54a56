"""Who came to, held or left which post: one proposal for each fact, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearsight.accountability.proposing.posts import posts
from clearsight.documents.document import Document
from said import rows

Written = Callable[[str], Document]
MADE = "2025-03-04"
DCS = "director of children's services"

NOTHING = [
    "Campaigners called for chief executive to be sacked.",
    "If the director of children's services resigns, who will replace her?",
    "The council denied that the chief executive was about to quit.",
    "The council has no plans to recruit a director of children's services.",
    "The director of children's services should resign, a parent said.",
    "The role of the director of children's services is set out in law.",
    "Ten social workers have left the service since May.",
    "The council is recruiting social workers.",
    "The police and crime commissioner has resigned.",
    "A film director has quit.",
    "The minutes were replaced by a note.",
    "Children leaving care were appointed an adviser.",
    "She has left the meeting.",
]


def said() -> list[tuple[str, list[tuple[str, ...]]]]:
    """Give each text of the table with its facts."""
    found: list[tuple[str, list[tuple[str, ...]]]] = []
    for words, *fact in rows("posts.md"):
        if words:
            found.append((words.replace(" / ", "\n"), []))
        found[-1][1].append(tuple(fact))
    return found


@pytest.mark.parametrize(("text", "expected"), said())
def test_a_sentence_proposes_the_facts_it_states(
    text: str, expected: list[tuple[str, ...]], written: Written
) -> None:
    document = written(text)
    found = posts(document, "a", MADE)
    told = [(p.what, p.person, p.post, p.capacity, p.date) for p in found]
    assert sorted(told) == sorted(expected)
    assert all(document.text[p.start :].startswith(p.exact) for p in found)


@pytest.mark.parametrize("text", NOTHING)
def test_a_wish_a_doubt_or_a_denial_changes_no_post(
    text: str, written: Written
) -> None:
    assert posts(written(text), "a", MADE) == []


def test_a_fact_said_many_times_is_one_proposal_with_what_each_adds(
    written: Written,
) -> None:
    text = (
        "The head of Loamshire's children's services department has quit.\n"
        "Ruth Vane was placed in charge as interim director of the department.\n"
        "Chief executive Tom Okafor said: \"Our director of children's services Ruth "
        "Vane has decided to move on from her role.\n"
        '"Since joining us in August 2023, Ruth has led the service."\n'
        "Ms Vane resigned in a letter."
    )
    found = posts(written(text), "a", MADE)
    told = [(p.what, p.person, p.capacity, p.date) for p in found if p.post == DCS]
    assert told == [
        ("left", "Ruth Vane", "interim", ""),
        ("appointed", "Ruth Vane", "interim", "2023-08"),
    ]
    appointed = found[1]
    assert "Elsewhere" in appointed.how


def test_she_is_who_the_story_is_about_not_who_wrote_the_letter(
    written: Written,
) -> None:
    text = (
        "Ruth Vane was appointed director of children's services in 2023.\n"
        "A letter from chief executive Gill Tan reveals she has decided to quit."
    )
    left = [p for p in posts(written(text), "a", MADE) if p.what == "left"]
    assert [(p.person, p.post) for p in left] == [("Ruth Vane", DCS)]


def test_who_writes_i_is_who_signs(written: Written) -> None:
    text = (
        "6 June 2025\nDear all\n"
        "I have decided to step down as Chief Executive at the end of July.\n"
        "Yours\nTom Okafor\nChief Executive"
    )
    (left,) = [p for p in posts(written(text), "a") if p.what == "left"]
    assert (left.person, left.date) == ("Tom Okafor", "2025-07-31")


def test_a_reason_is_kept_in_the_sources_words(written: Written) -> None:
    text = (
        "Ruth Vane was appointed director of children's services last year "
        "in response to an Ofsted inspection which rated the service 'inadequate'."
    )
    (found,) = posts(written(text), "a", MADE)
    assert found.because_of.startswith("an Ofsted inspection which rated")


def test_a_further_clause_does_not_lend_its_date(written: Written) -> None:
    text = (
        "Loamshire Council has appointed Leila Farouk as director of children's "
        "services.\nShe succeeds Marcus Hale, who left the council in July."
    )
    found = posts(written(text), "a", MADE)
    by = {(p.what, p.person): (p.post, p.date) for p in found}
    assert by["appointed", "Leila Farouk"] == (DCS, "")
    assert by["replaced", "Marcus Hale"] == (DCS, "")
    assert by["left", "Marcus Hale"] == (DCS, "2024-07")


def test_a_role_that_is_not_named_stays_unnamed(written: Written) -> None:
    text = "Chief executive Gill Tan now takes on yet another role."
    found = [p for p in posts(written(text), "a", MADE) if p.what == "appointed"]
    assert [(p.person, p.post) for p in found] == [("Gill Tan", "another role")]
    assert "not said" in found[0].how
