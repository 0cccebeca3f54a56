"""Claims that differ, or cannot be in that order, stand side by side, unsettled."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.differences import Difference, differences
from clearsight.accountability.things import (
    Anchor,
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
    Materiality,
    Promised,
    Said,
    Sameness,
    Statement,
)

POST = "post:director-of-childrens-services"
MOSS = "person:alexandra-moss"
NAMES = {
    POST: "director of children's services", MOSS: "Alexandra Moss",
    "ofsted": "Ofsted", "minister": "the Minister", "gazette": "The Gazette",
    "herald": "The Herald", "council": "Norbridge Council",
}  # fmt: skip


def record(
    *told: tuple[str, Said] | tuple[str, Said, str], decisions: Any = ()
) -> list[Difference]:
    """Give the differences among claims, each told by a source, with its words.

    Claims are numbered from 0: "0", "1" and so on.
    """
    claims = [
        Claim(id=str(n), says=t[1], rests_on=(f"s{n}",)) for n, t in enumerate(told)
    ]
    statements = [
        Statement(
            id=f"s{n}", source=t[0], manner="paraphrased",
            anchor=Anchor(exact=t[2] if len(t) > 2 else ""),
        )
        for n, t in enumerate(told)
    ]  # fmt: skip
    return differences(claims, statements, decisions, names=NAMES)


def appointed(**changed: Any) -> Appointed:
    """Make the appointment of one person to one post."""
    return Appointed(**{"post": POST, "change": "appointed", "person": MOSS, **changed})


def of_kind(found: list[Difference], kind: str) -> list[Difference]:
    """Give the differences of one kind."""
    return [d for d in found if d.kind == kind]


def inspected(judgement: str = "", date: str = "", **changed: Any) -> Inspected:
    """Make an inspection by one body."""
    return Inspected(
        **{"inspection": "inspection:1", "body": "ofsted", **changed},
        judgement=judgement, date=date,
    )  # fmt: skip


def promised(
    window: str, commitment: str = "c1", what: str = "hire a director"
) -> Promised:
    """Make a promise by one council."""
    return Promised(commitment=commitment, what=what, window=window, by="council")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (appointed(date="2023-08"), appointed(date="2023-11-06"),
         ("August 2023", "6 November 2023")),
        (appointed(capacity="interim"), appointed(capacity="permanent"),
         ("interim", "permanent")),
        (inspected("inadequate"), inspected("requires improvement"),
         ("inadequate", "requires improvement")),
        (inspected(date="2023-12"), inspected(date="2024-01"),
         ("December 2023", "January 2024")),
        (promised("../2024-09-30"), promised("2024-10"),
         ("no later than 30 September 2024", "October 2024")),
        (Intervened(instrument="i", what="order", date="2024-05"),
         Intervened(instrument="i", what="order", date="2024-07"),
         ("May 2024", "July 2024")),
    ],
)  # fmt: skip
def test_values_that_differ_are_shown_side_by_side(
    one: Said, other: Said, words: tuple[str, str]
) -> None:
    [found] = record(("gazette", one), ("herald", other))
    assert (found.kind, found.claims, found.words) == ("differs", ("0", "1"), (words,))
    assert all(f"“{w}”" in found.explanation for w in words)
    assert found.material is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (appointed(date="2023-08"), appointed(date="2023-08-14")),
        (appointed(date="2023-08"), appointed(capacity="interim")),
        (appointed(), appointed(change="left", date="2024-08")),
        (appointed(change="held", date="2019"), appointed(change="held", date="2023")),
        (promised("2024-09"), promised("2024-09-09/2024-09-15")),
        (inspected("inadequate"), inspected(date="2023-12")),
    ],
)
def test_what_is_left_unsaid_or_fits_does_not_differ(one: Said, other: Said) -> None:
    assert of_kind(record(("gazette", one), ("herald", other)), "differs") == []


def test_a_deadline_and_a_length_of_time_are_two_readings() -> None:
    """Until somebody decides whether they are one promise."""
    told = (
        ("gazette", promised("2024-08/2024-11", "c1"),
         "a replacement within three months"),
        ("herald", promised("2024-08/2024-11", "c2", "bring in another"),
         "another is brought in for three months"),
    )  # fmt: skip
    [found] = of_kind(record(*told), "differs")
    assert found.words == (("within three months", "for three months"),)
    assert "Nobody has decided" in found.explanation
    for is_same, left in ((True, 1), (False, 0)):
        decision = Sameness(id="d", one="c1", other="c2", is_same=is_same)
        again = of_kind(record(*told, decisions=[decision]), "differs")
        assert len(again) == left
        assert all("Nobody has decided" not in d.explanation for d in again)


def test_things_that_were_decided_to_be_one_are_compared() -> None:
    told = (
        ("gazette", inspected(date="2023-12")),
        ("herald", inspected(date="2024-02", inspection="inspection:2")),
    )
    assert of_kind(record(*told), "differs") == []
    same = Sameness(id="d", one="inspection:1", other="inspection:2", is_same=True)
    assert len(of_kind(record(*told, decisions=[same]), "differs")) == 1


CAUSES = ["inspection:1", "1", "an Ofsted inspection that rated services inadequate"]


@pytest.mark.parametrize("cause", CAUSES)
def test_an_answer_to_a_later_inspection_is_impossible(cause: str) -> None:
    """Whether the cause is an inspection, a claim of one, or words that name it."""
    found = record(
        ("gazette", appointed(date="2023-08", because_of=cause)),
        ("herald", inspected("inadequate", "2023-12")),
    )
    [shown] = of_kind(found, "impossible order")
    assert shown.claims == ("0", "1")
    assert shown.words == (("August 2023", "December 2023"),)
    assert "Alexandra Moss" in shown.explanation
    assert "inspection by Ofsted" in shown.explanation


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("on", ["2023-12", "2024-01", "2023", ""])
def test_an_order_that_is_possible_is_not_shown(cause: str, on: str) -> None:
    found = record(
        ("gazette", appointed(date=on, because_of=cause)),
        ("herald", inspected("inadequate", "2023-12")),
    )
    assert of_kind(found, "impossible order") == []


def test_words_that_can_mean_an_earlier_inspection_are_believed() -> None:
    told = [
        (
            "gazette",
            appointed(date="2023-08", because_of="the Ofsted inspection, inadequate"),
        ),
        ("herald", inspected("inadequate", "2023-12")),
    ]
    earlier = inspected("inadequate", "2019-05", inspection="inspection:0")
    assert of_kind(record(*told, ("herald", earlier)), "impossible order") == []
    good = inspected("good", "2019-05", inspection="inspection:0")
    assert len(of_kind(record(*told, ("herald", good)), "impossible order")) == 1


def test_the_date_may_come_from_another_claim_of_the_same_appointment() -> None:
    found = record(
        ("gazette", appointed(because_of="inspection:1")),
        ("herald", inspected(date="2023-12")),
        ("herald", appointed(date="2023-08")),
    )
    [shown] = of_kind(found, "impossible order")
    assert shown.claims == ("0", "2", "1")


def test_an_event_cannot_follow_what_came_later() -> None:
    found = record(
        ("gazette", Happened(what="board meets", date="2024-03", follows=("1",))),
        ("gazette", Happened(what="report published", date="2024-09")),
    )
    assert [d.claims for d in of_kind(found, "impossible order")] == [("0", "1")]


def test_what_one_source_says_alone_is_shown_where_another_speaks_of_the_same() -> None:
    left = appointed(change="left", date="2024-08")
    found = record(
        ("gazette", appointed(date="2023-08")), ("herald", left), ("gazette", left)
    )
    [alone] = of_kind(found, "one source alone")
    assert alone.claims == ("0",)
    assert "only The Gazette says so; The Herald speaks" in alone.explanation


def test_one_source_is_not_alone_where_no_other_speaks_of_it() -> None:
    assert record(("gazette", appointed()), ("herald", promised("2024"))) == []
    assert record(("gazette", appointed()), ("gazette", appointed(change="left"))) == []


def test_material_is_what_a_person_last_marked() -> None:
    told = (
        ("gazette", appointed(date="2023-08")),
        ("herald", appointed(date="2023-11")),
    )
    marks = [
        Materiality(id="m", claims=("1", "0"), is_material=False),
        Materiality(id="n", claims=("0", "1"), is_material=True),
    ]
    assert [d.material for d in of_kind(record(*told, decisions=marks), "differs")] == [
        True
    ]
    assert [
        d.material for d in of_kind(record(*told, decisions=marks[:1]), "differs")
    ] == [False]


def test_nothing_says_which_is_right() -> None:
    assert {f.name for f in fields(Difference)} == {
        "kind", "claims", "explanation", "words", "material",
    }  # fmt: skip


SAID = st.sampled_from(
    [
        appointed(date="2023-08", because_of="inspection:1"),
        appointed(date="2023-11", capacity="interim"),
        appointed(person=""),
        inspected("inadequate", "2023-12"),
        inspected("good"),
        promised("2024-09"),
        promised("", "c2", ""),
        Happened(what="", follows=("gone", "0")),
        Intervened(instrument="i", what="order", body="minister"),
    ]
)


@given(st.lists(st.tuples(st.sampled_from(["gazette", "herald"]), SAID), max_size=7))
def test_any_claims_can_be_compared_and_both_stay(
    told: list[tuple[str, Said]],
) -> None:
    for found in record(*told):
        assert {*found.claims} <= {str(n) for n in range(len(told))}
        assert found.explanation.endswith(".")
        if found.kind == "differs":
            assert len({*found.claims}) == 2
            assert all(one != other for one, other in found.words)
