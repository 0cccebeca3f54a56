"""Titles of posts, and the two commissioners told apart."""

from __future__ import annotations

import pytest

from clearsight.accountability.proposing.lexicon import known, titles

DCS, LEAD = "director of children's services", "lead member for children's services"
SENT, ENGLAND = (
    "children's services commissioner",
    "Children's Commissioner for England",
)

TITLES = [
    ("the Director of Children’s Services", [DCS]),
    ("our Director of Children Services", [DCS]),
    ("advert for the director of children’s together with", [DCS]),
    (
        "Corporate Director of Children, Families and Education",
        ["corporate director of children, families and education"],
    ),
    ("Executive Director, Children's Services", [DCS]),
    ("Director for Children and Young People's Services", [DCS]),
    ("the DCS and the CEO", [DCS, "chief executive"]),
    ("the head of Loamshire's troubled children's services department", [DCS]),
    (
        "cabinet member for children, families and education",
        ["cabinet member for children, families and education"],
    ),
    ("the council's executive board member for children's services", [LEAD]),
    ("Portfolio Holder for Children's Services", [LEAD]),
    (
        "Lead Member for Children and Young People",
        ["lead member for children and young people"],
    ),
    ("the Cabinet Member for Children's Services", [LEAD]),
    (
        "Head of Service, Court and Permanence",
        ["head of service, court and permanence"],
    ),
    ("a Participation Lead", ["participation lead"]),
    ("the Partnership Business Manager", ["partnership business manager"]),
    ("DfE Adviser", ["DfE adviser"]),
    ("assistant director of education", ["assistant director of education"]),
    ("Assistant Director (Early Help)", ["assistant director of early help"]),
    (
        "the assistant director for family partnerships and the head of safeguarding",
        ["assistant director for family partnerships", "head of safeguarding"],
    ),
    ("Head of Service for MASH Jo Lane", ["head of service for MASH"]),
    ("Leader of Loamshire County Council", ["leader of the council"]),
    ("deputy chief executive", ["deputy chief executive"]),
    ("the chief exec", ["chief executive"]),
    ("Chair of the Improvement Board", ["chair of the improvement board"]),
    ("the Children and Families Minister", ["minister for children"]),
    ("the DfE improvement adviser", ["improvement adviser"]),
    ("His Majesty's Chief Inspector", ["His Majesty's Chief Inspector"]),
]
NO_TITLE = [
    "a team leader in the office",
    "a film director from Leeds",
    "the Police and Crime Commissioner",
    "the headteacher, head of the school",
    "health commissioners and joint commissioners",
    "directors of football",
]


@pytest.mark.parametrize(("words", "posts"), TITLES)
def test_a_title_names_its_post(words: str, posts: list[str]) -> None:
    assert [t.post for t in titles(words)] == posts


@pytest.mark.parametrize("words", NO_TITLE)
def test_what_is_no_post_of_ours_is_left_alone(words: str) -> None:
    assert titles(words) == []


def test_short_words_name_a_post_only_where_the_text_names_it_in_full() -> None:
    assert titles("They want a full-time director.") == []
    text = "The director of children's services left. They want a full-time director."
    assert [t.is_wider for t in titles(text)] == [False, True]
    assert {t.post for t in titles(text)} == {DCS}


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("The minister appointed Jo Roe as commissioner.", SENT),
        ("Our children’s commissioner began his diagnostic in May.", SENT),
        ("The Children's Commissioner's report on the council is due.", SENT),
        ("The DfE commissioner met us.", SENT),
        ("The Children's Commissioner for England wrote to all councils.", ENGLAND),
        ("Dame Rachel de Souza, the Children's Commissioner, said so.", ENGLAND),
        ("The Children's Commissioner called for more school nurses.", ENGLAND),
    ],
)
def test_the_two_commissioners_are_told_apart_by_what_is_said(
    words: str, post: str
) -> None:
    assert [t.post for t in titles(words) if "ommissioner" in t.post] == [post]


def test_one_text_may_hold_both_commissioners() -> None:
    text = (
        "The Secretary of State appointed Jo Roe as commissioner.\n"
        "The Children's Commissioner for England visited a home here."
    )
    found = [t.post for t in titles(text) if "ommissioner" in t.post]
    assert found == [SENT, ENGLAND]


def test_a_post_that_the_law_requires_names_the_law() -> None:
    assert known(DCS).law == "Children Act 2004 s18"
    assert known(LEAD).law == "Children Act 2004 s19"
    assert known(SENT).law == "Education Act 1996 s497A"
    assert known(ENGLAND).law == "Children Act 2004 s2"
    assert known("principal social worker").is_statutory is False
    assert known("head of widgets").is_statutory is None
