"""Who is spoken of, under whichever of their names."""

from __future__ import annotations

import pytest

from clearsight.accountability.proposing.people import cast, mentions
from clearsight.documents.read import read_document

OPENING = (
    "Wexbury Council's director of children's services is Daniel Firth. "
    "Chief executive Priyanka Osei thanked Cllr Joan Hartley.\n"
)


def document(text: str):
    return read_document(text.encode(), "x.txt")


def names(text: str) -> dict[str, str]:
    return {m.words: m.name for m in mentions(document(text)) if m.kind == "person"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Mr Firth left.", "Mr Firth", "Daniel Firth"),
        ("Then Dan Firth left.", "Dan Firth", "Daniel Firth"),
        ("Everyone likes Daniel.", "Daniel", "Daniel Firth"),
        ("D. Firth was there.", "D. Firth", "Daniel Firth"),
        ("Councillor Hartley left.", "Councillor Hartley", "Joan Hartley"),
        ("Cllr Ahmed left.", "Cllr Ahmed", "Cllr Ahmed"),
        ("FIRTH was absent. Mr FIRTH left.", "Mr FIRTH", "Daniel Firth"),
    ],
)
def test_a_short_name_stands_for_the_full_one(text, words, name):
    assert names(OPENING + text)[words] == name


def test_where_two_people_fit_the_name_is_left_open():
    text = "Ann Smith met Tom Smith. Later Smith left. Cllr Tom Smith stayed."
    assert names(text)["Smith"] == ""


def test_an_honorific_that_only_one_has_tells_two_of_a_name_apart():
    text = "Cllr Tom Smith met Ann Smith. Cllr Smith left."
    assert names(text)["Cllr Smith"] == "Tom Smith"


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was in Ashton Road near Wexbury Town Hall.",
        "On Monday Children and Families met in Greater Manchester.",
        "Working Together to Safeguard Children was revised in December.",
        "Early Help and Social Work Academy staff came.",
    ],
)
def test_places_days_and_things_are_nobody(text):
    assert names(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ofsted came in May.", "Ofsted"),
        ("The Children and Families Scrutiny Committee met.",
         "Children and Families Scrutiny Committee"),
        ("A letter from the Department for Education came.",
         "Department for Education"),
        ("He told the Reporter so.", "The Reporter"),
        ("The London Borough of Brentmoor replied.", "London Borough of Brentmoor"),
        ("Northmere Borough Council said so. The council left.",
         "Northmere Borough Council"),
    ],
)  # fmt: skip
def test_bodies_are_named_as_the_document_names_them(text, name):
    found = [m.name for m in mentions(document(text)) if m.kind == "body"]
    assert found
    assert set(found) == {name}


def test_the_council_is_left_open_where_two_are_named_alike_often():
    text = "Harwell Council met Wexbury Council. The council agreed."
    assert cast(document(text)).council == ""


def test_inspectors_are_those_whom_the_document_names():
    found = mentions(document("Ofsted came. Inspectors said so."))
    assert [m.name for m in found] == ["Ofsted", "Ofsted"]


def test_a_post_gives_the_one_who_is_put_in_it():
    found = cast(document(OPENING + "The chief executive left."))
    assert found.roles["Priyanka Osei"] == "chief executive"
    last = [m for m in found.mentions if m.words == "chief executive"][-1]
    assert last.name == "Priyanka Osei"


def test_initials_count_where_they_are_told_or_in_minutes():
    text = "Daniel Firth (DF) and Ann Lee (AL) came. DF said that all was well."
    assert names(text)["DF"] == "Daniel Firth"
    assert "AL" not in names("Ann Lee came. AL is a short word.")


def test_the_chair_is_whoever_sat_in_it():
    text = "Present: Cllr Joan Hartley (Chair), Cllr Imran Malik\nThe Chair closed it."
    found = [m for m in mentions(document(text)) if m.words == "The Chair"]
    assert [m.name for m in found] == ["Joan Hartley"]


def test_mentions_are_slices_in_order_of_place():
    read = document(OPENING * 3)
    found = mentions(read)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(read.text[m.start : m.end] == m.words for m in found)
