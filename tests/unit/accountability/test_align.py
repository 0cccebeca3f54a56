"""Two sources that give the same words are set side by side, with what differs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.align import Pair, Passage, align, mark
from clearsight.accountability.proposal import Proposal, ProposalKind
from clearsight.accountability.words import differing, keys

LETTER = (
    "Our head of service has told us that she will leave at Easter.",
    "I thank her for six years of patient work with children and with foster carers.",
    "The council remains focussed on finding every child a home near a school.",
)


def passages(*texts: str, by: str = "") -> list[Passage]:
    """Make passages with ids from 0."""
    return [Passage(str(n), text, by) for n, text in enumerate(texts)]


def proposal(kind: ProposalKind, source: str, name: str, **fields: str) -> Proposal:
    """Make a proposal with an id that is easy to read."""
    return Proposal(
        id=f"{source}-{name}",
        kind=kind,
        source=source,
        start=0,
        **{"exact": name, **fields},
    )


def marked(one: Proposal, *others: Proposal) -> Proposal:
    """Give a proposal with what the others say filled in."""
    return mark([one], list(others))[0]


def test_only_differing_words_are_shown_as_they_were_written() -> None:
    one = "We remain focused on Children's work, and on carers."
    other = "I say that we remain focussed on children’s services work and on Carers"
    found = differing(one, other)
    assert found.words == (
        ("", "I say that"), ("focused", "focussed"), ("", "services"),
    )  # fmt: skip
    assert found.trivial == (
        ("We", "we"), ("Children's", "children’s"), ("work,", "work"),
        ("carers.", "Carers"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Now.”", '"Now."'),
        ("long-term plan", "long–term  plan"),
        ("it’s so", "it's so"),
    ],
)
def test_a_papers_own_marks_are_no_difference(one: str, other: str) -> None:
    found = differing(one, other)
    assert (found.words, found.trivial) == ((), ())


@given(st.text(max_size=60))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = differing(text, text)
    assert (found.words, found.trivial) == ((), ())


WORDS = ("the", "board", "met", "on", "Monday", "to", "plan", "care")
SOME = st.lists(st.sampled_from(WORDS), max_size=12)


@given(SOME, SOME)
def test_either_text_can_be_made_from_the_other_by_the_differing_words(
    one: list[str], other: list[str]
) -> None:
    """So that no word that differs is ever left out of what is shown."""
    found = differing(" ".join(one), " ".join(other)).words
    ours = [k for here, _ in found for k in keys(here)]
    theirs = [k for _, there in found for k in keys(there)]
    for word in {*one, *other}:
        key = word.casefold()
        assert one.count(word) - ours.count(key) == other.count(word) - theirs.count(
            key
        )


def test_how_words_were_cut_into_paragraphs_does_not_matter() -> None:
    pairs = align(passages(" ".join(LETTER)), passages(*LETTER))
    assert [(p.one_text, p.other_text) for p in pairs] == [(s, s) for s in LETTER]
    assert {p.score for p in pairs} == {1.0}


def test_one_sentence_that_was_cut_in_two_is_one_pair() -> None:
    whole = (
        "The council will open two new homes and it will close the unit on the hill."
    )
    parts = (
        "The council will open two new homes.",
        "It will close the unit on the hill.",
    )
    for one, other in (((whole,), parts), (parts, (whole,))):
        pairs = align(passages(*one), passages(*other))
        assert [(len(p.one), len(p.other)) for p in pairs] == [(len(one), len(other))]
        assert {w for pair in pairs[0].differs for w in pair} == {"", "and"}


def test_a_sentence_given_twice_by_two_speakers_stands_in_two_pairs() -> None:
    line = LETTER[2]
    pairs = align(
        passages(line, by="Ida Vane"),
        [
            Passage(
                "a", line.replace("The council remains", "I remain"), "Cllr I. Vane"
            ),
            Passage("b", line, "Norbridge Council"),
        ],
    )
    assert [p.speakers for p in pairs] == [(), (("Ida Vane", "Norbridge Council"),)]
    assert [bool(p.differs) for p in pairs] == [True, False]


def test_common_turns_of_speech_pair_nothing() -> None:
    one = passages(
        *LETTER,
        "We did.",
        "We will act.",
        "There is a lot of work for all of us to do here.",
    )
    other = passages(
        "We did not.",
        "We will act on rents.",
        "It is the case that there is more than one of the homes in the north.",
        "The head of finance has told the committee that rents will rise at Easter.",
    )
    assert align(one, other) == []


@given(st.permutations(LETTER), st.permutations(LETTER))
def test_order_does_not_hide_a_pair(one: list[str], other: list[str]) -> None:
    pairs = align(passages(*one), passages(*other))
    assert sorted(p.one_text for p in pairs) == sorted(LETTER)
    assert all(not p.differs for p in pairs)


def test_statements_are_marked_same_or_differing_with_the_words() -> None:
    own = proposal("statement", "one", "a", exact=LETTER[1], speaker="Ida Vane")
    other = LETTER[1].replace("six", "seven")
    found = marked(
        own,
        proposal("statement", "two", "b", exact=f"“{LETTER[1]}”", speaker="Ms Vane"),
        proposal("statement", "three", "c", exact=other, speaker="Tom Orr"),
        proposal("statement", "one", "d", exact=LETTER[1]),
    )
    assert found.same_as == ("two-b",)
    assert found.differs_from == ("three-c",)
    assert found.differs == (("six", "seven"), ("said by Ida Vane", "said by Tom Orr"))


POST = {
    "person": "Alexandra Moss",
    "post": "Director of Children's Services",
    "what": "appointed",
}


@pytest.mark.parametrize(
    ("changed", "same", "differs"),
    [
        ({}, True, ()),
        ({"person": "Ms Moss", "post": "director of children’s service"}, True, ()),
        ({"person": "Alex Moss", "date": "2023-08-14"}, True, ()),
        ({"date": "2023-09"}, False, (("August 2023", "September 2023"),)),
        ({"capacity": "permanent"}, False, (("interim", "permanent"),)),
        ({"person": "Alan Moss"}, None, ()),
        ({"person": "Cllr A. Moss"}, True, ()),
        ({"person": "Alexandra Mossop"}, None, ()),
        ({"what": "left"}, None, ()),
        ({"post": "Assistant Director of Children's Services"}, None, ()),
        ({"kind": "event"}, None, ()),
    ],
)
def test_posts_are_one_by_person_post_and_change(
    changed: dict[str, str], *, same: bool | None, differs: tuple[tuple[str, str], ...]
) -> None:
    own = proposal("post", "one", "a", **POST, date="2023-08", capacity="interim")
    fields: dict[str, str] = {"kind": "post", **POST, **changed}
    other = msgspec.structs.replace(proposal("post", "two", "b"), **fields)
    found = marked(own, other)
    assert found.same_as == (("two-b",) if same else ())
    assert found.differs_from == (("two-b",) if same is False else ())
    assert found.differs == differs


def test_held_at_two_times_is_held_twice() -> None:
    post = {**POST, "what": "held"}
    own = proposal("post", "one", "a", **post, date="2019/2020")
    found = marked(own, proposal("post", "two", "b", **post, date="2023/2024"))
    assert (found.same_as, found.differs_from) == ((), ())


def test_within_and_for_three_months_are_two_readings() -> None:
    """Which is meant is for a person; both are shown, and neither is dropped."""
    own = proposal(
        "commitment", "one", "a", what="find a replacement",
        window="2024-08-20/2024-11-20",
        exact="It hopes to find a replacement within three months.",
    )  # fmt: skip
    found = marked(
        own,
        proposal(
            "commitment", "two", "b", what="another person brought in",
            window="2024-08/2024-11",
            exact="Another person is to be brought in for three months.",
        ),
        proposal(
            "commitment", "two", "c", what="fill the role permanently",
            window="2024-08-20/2024-11-20",
            exact="The role is to be filled within the next 3 months.",
        ),
    )  # fmt: skip
    assert found.differs == (("within three months", "for three months"),)
    assert (found.same_as, found.differs_from) == (("two-c",), ("two-b",))


@pytest.mark.parametrize(
    ("what", "window", "same", "differs"),
    [
        ("the adviser's report is published", "2024-09-09/2024-09-15", True, ()),
        ("make the adviser's report public", "2024-09-12", True, ()),
        ("publish the adviser's report", "2024-10", False,
         (("9 September 2024 to 15 September 2024", "October 2024"),)),
        ("open a family hub", "2024-09-09/2024-09-15", None, ()),
    ],
)  # fmt: skip
def test_commitments_are_one_by_words_and_windows(
    what: str,
    window: str,
    *,
    same: bool | None,
    differs: tuple[tuple[str, str], ...],
) -> None:
    own = proposal(
        "commitment", "one", "a", what="publish the adviser's report",
        window="2024-09-09/2024-09-15",
    )  # fmt: skip
    found = marked(own, proposal("commitment", "two", "b", what=what, window=window))
    assert found.same_as == (("two-b",) if same else ())
    assert found.differs_from == (("two-b",) if same is False else ())
    assert found.differs == differs


def test_a_promised_number_that_differs_is_shown() -> None:
    own = proposal("commitment", "one", "a", what="recruit 20 more social workers")
    found = marked(
        own, proposal("commitment", "two", "b", what="recruit 12 social workers")
    )
    assert found.differs == (("20", "12"),)


@pytest.mark.parametrize(
    ("kind", "one", "other", "differs"),
    [
        ("inspection", {"body": "Ofsted", "what": "inadequate", "date": "2023-12"},
         {"body": "Ofsted", "what": "rated inadequate"}, ()),
        ("inspection", {"body": "Ofsted", "what": "inadequate"},
         {"body": "Ofsted", "what": "requires improvement"},
         (("inadequate", "requires improvement"),)),
        ("inspection", {"body": "Ofsted", "date": "2019-05"},
         {"body": "Ofsted", "date": "2023-12"}, None),
        ("inspection", {"body": "Ofsted", "what": "inadequate"},
         {"body": "Ofsted", "what": "SEND inadequate"}, None),
        ("inspection", {"body": "Ofsted"}, {"body": "CQC"}, None),
        ("intervention", {"body": "the Government", "what": "commissioner appointed"},
         {"body": "Children's Minister", "what": "commissioned a review"},
         (("the Government", "Children's Minister"),)),
        ("intervention", {"what": "statutory order"}, {"what": "diagnostic"}, None),
        ("event", {"what": "staff walk out of Hill House", "date": "2024-07"},
         {"what": "walk out by staff at Hill House", "date": "2024-07-03"}, ()),
        ("event", {"what": "staff walk out", "date": "2024-07"},
         {"what": "board meets", "date": "2024-07"}, None),
    ],
)  # fmt: skip
def test_what_happened_is_one_by_body_kind_and_time(
    kind: ProposalKind,
    one: dict[str, str],
    other: dict[str, str],
    differs: tuple[tuple[str, str], ...] | None,
) -> None:
    found = marked(
        proposal(kind, "one", "a", **one), proposal(kind, "two", "b", **other)
    )
    assert bool(found.same_as) == (differs == ())
    assert found.differs == (differs or ())


@pytest.fixture(scope="module")
def letter(request: pytest.FixtureRequest) -> list[Pair]:
    """Give the pairs between what the two press reports quote."""
    told = os.environ.get("CLEARSIGHT_REPORTS")
    folder = Path(told) if told else request.getfixturevalue("shared") / "reports"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
    one, other = (
        [
            Passage(f"{n}", line[mark.start() :].strip('“”" '))
            for n, line in enumerate(text.split("\n"))
            if (mark := re.search(r"[“\"]", line))
        ]
        for text in texts
    )
    return align(one, other)


def differs(pairs: list[Pair], *words: str) -> list[tuple[tuple[str, str], ...]]:
    """Give the differing words of the pairs whose first side holds these words."""
    return [p.differs for p in pairs if {*words} <= {*keys(p.one_text)}]


def test_the_letter_is_found_in_both_reports_sentence_for_sentence(
    letter: list[Pair],
) -> None:
    """Five sentences of the letter, two of the statement; most are given twice."""
    assert len({p.one_text for p in letter}) == 7
    assert len(letter) == 14
    assert sum(not p.differs for p in letter) == 4
    assert min(p.score for p in letter) > 0.6


def test_the_differing_words_of_the_letter_are_shown(letter: list[Pair]) -> None:
    [email, spokesperson] = differs(letter, "august")
    assert email == ()
    assert ("Alli", "Allison") in spokesperson
    [email, spokesperson] = differs(letter, "advert")
    assert ("", "assistant director for family partnerships") in [
        (here, " ".join(there.split()[-5:])) for here, there in email
    ]
    assert {("immediately", ""), ("for the", "permanent")} <= {
        (here, " ".join(there.split()[-1:])) for here, there in spokesperson
    }
    assert (("focused", "focussed"),) in differs(letter, "focused")
    assert any(
        ("", "I want to reassure you that") in d for d in differs(letter, "focused")
    )
    assert (("We", "I"),) in differs(letter, "unsettling")
