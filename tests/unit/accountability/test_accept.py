"""A person's decision makes a statement, what it claims, and whom it names."""

from __future__ import annotations

from typing import Any

import pytest

from clearsight.accountability.accept import accept, decided, refuse
from clearsight.accountability.log import Draft
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Acceptance,
    Appointed,
    Claim,
    Commitment,
    Inspection,
    Organisation,
    Person,
    Post,
    Source,
    Statement,
)
from clearsight.errors import InputError
from logged import NOON, log_with

SOURCE = Source(
    id="source:a", title="Letter", kind="letter", sha256="0", publisher="The Bugle"
)


def record_with(*drafts: Draft) -> Record:
    return Record.of([]).beside([Draft(thing=SOURCE), *drafts])


def a_post(**fields: Any) -> Proposal:
    return Proposal(
        **{
            "id": "post-1",
            "kind": "post",
            "source": "source:a",
            "exact": "Jo Bloggs has left as interim director",
            "start": 10,
            "person": "Jo Bloggs",
            "post": "Director of children's services",
            "capacity": "interim",
            "body": "Exampleshire Council",
            "what": "left",
            "date": "2024-08",
            **fields,
        }
    )


def test_accepting_a_post_makes_all_that_it_speaks_of() -> None:
    record = record_with()
    after = record.beside(accept(record, a_post()))
    (claim,) = after.things(Claim)
    assert isinstance(claim.says, Appointed)
    assert claim.says.change == "left"
    assert after.must(claim.says.person, Person).name == "Jo Bloggs"
    post = after.must(claim.says.post, Post)
    assert (post.is_statutory, post.law) == (True, "Children Act 2004 s18")
    assert after.must(post.organisation, Organisation).kind == "council"
    (statement,) = after.things(Statement)
    assert claim.rests_on == (statement.id,)
    assert after.must(statement.speaker, Organisation).name == "The Bugle"


def test_whoever_is_called_the_holder_held_it_when_the_source_was_published() -> None:
    source = Source(id="source:a", title="x", kind="letter", sha256="0",
                    published="2026-02")  # fmt: skip
    record = Record.of([]).beside([Draft(thing=source)])
    dates = {}
    for number, what in enumerate(("held", "left")):
        made = accept(record, a_post(id=f"post-{number}", what=what, date=""))
        (claim,) = [d.thing for d in made if isinstance(d.thing, Claim)]
        assert isinstance(claim.says, Appointed)
        dates[what] = claim.says.date
    assert dates == {"held": "2026-02", "left": ""}


def test_the_second_proposal_finds_the_people_of_the_first() -> None:
    record = record_with()
    record = record.beside(accept(record, a_post()))
    record = record.beside(
        accept(record, a_post(id="post-2", what="appointed", date="2023-08"))
    )
    assert len(record.things(Person)) == len(record.things(Post)) == 1
    assert len(record.things(Claim)) == 2


def test_a_person_may_change_what_was_proposed_and_it_is_said() -> None:
    record = record_with()
    after = record.beside(accept(record, a_post(), {"date": "2024-07"}))
    (claim,) = after.things(Claim)
    assert isinstance(claim.says, Appointed)
    assert claim.says.date == "2024-07"
    (done,) = after.things(Acceptance)
    assert done.changed == ("date",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"exact": "other words"}, "cannot be changed"),
        ({"date": "next week"}, "not a date"),
        ({"what": "sacked"}, "sacked"),
        ({"capacity": "great"}, "capacity"),
        ({"post": ""}, "no post"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    changes: dict[str, str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        accept(record_with(), a_post(), changes)


def test_what_was_decided_is_not_decided_again() -> None:
    record = record_with()
    after = record.beside(refuse(record, a_post(), "it was another person"))
    assert decided(after) == {"post-1": "refused"}
    with pytest.raises(InputError, match="refused already"):
        accept(after, a_post())


def test_a_refusal_says_why() -> None:
    with pytest.raises(InputError, match="reason"):
        refuse(record_with(), a_post(), " ")


def test_a_promise_and_an_inspection_become_things_of_their_own() -> None:
    record = record_with()
    promise = Proposal(
        id="commitment-1", kind="commitment", source="source:a", exact="We will",
        start=0,
        speaker="Jo Bloggs", what="publish the plan", window="2024-09-09/2024-09-15",
    )  # fmt: skip
    seen = Proposal(
        id="inspection-1", kind="inspection", source="source:a", exact="Ofsted",
        start=9,
        body="Ofsted", what="inadequate", date="2023-12",
    )  # fmt: skip
    for proposal in (promise, seen):
        record = record.beside(accept(record, proposal))
    (commitment,) = record.things(Commitment)
    assert record.must(commitment.promised_by, Person).name == "Jo Bloggs"
    (inspection,) = record.things(Inspection)
    assert record.must(inspection.body, Organisation).kind == "inspectorate"


def test_restricted_words_are_classed_so() -> None:
    record = record_with()
    after = record.beside(accept(record, a_post(restricted="a child could be known")))
    (statement,) = after.things(Statement)
    assert (statement.access, statement.restricted) == (
        "restricted",
        "a child could be known",
    )


def test_a_decision_taken_back_can_be_taken_again() -> None:
    log = log_with(Draft(thing=SOURCE))
    record = Record.of(log.entries())
    log.add(accept(record, a_post()), by="A. Clerk", at=NOON)
    record = Record.of(log.entries())
    (done,), (statement,) = record.things(Acceptance), record.things(Statement)
    back = [
        Draft(thing=thing, act="retract", because="misread")
        for thing in (done, statement)
    ]
    log.add(back, by="A. Clerk", at=NOON)
    record = Record.of(log.entries())
    assert decided(record) == {}
    log.add(accept(record, a_post()), by="A. Clerk", at=NOON)
    record = Record.of(log.entries())
    assert decided(record) == {"post-1": "accepted"}
    (claim,) = record.things(Claim)
    assert record.get(claim.rests_on[0]) is not None
    log.add(
        [Draft(thing=done, act="retract", because="misread")], by="A. Clerk", at=NOON
    )
    log.add(
        refuse(Record.of(log.entries()), a_post(), "another person"),
        by="A. Clerk",
        at=NOON,
    )
    assert decided(Record.of(log.entries())) == {"post-1": "refused"}


def test_two_undated_inspections_stay_two_until_a_person_says_they_are_one() -> None:
    record = record_with()
    for number, (what, date) in enumerate(
        [("inadequate", ""), ("SEND", ""), ("inadequate", ""), ("good", "2023-12"),
         ("good", "2023-12")]
    ):  # fmt: skip
        seen = Proposal(
            id=f"inspection-{number}", kind="inspection", source="source:a",
            exact=f"Ofsted {number}", start=number, body="Ofsted", what=what, date=date,
        )  # fmt: skip
        record = record.beside(accept(record, seen))
    assert [i.title for i in record.things(Inspection)] == [
        "Inadequate, Ofsted",
        "SEND, Ofsted",
        "Inadequate, Ofsted",
        "Good, Ofsted, December 2023",
    ]
