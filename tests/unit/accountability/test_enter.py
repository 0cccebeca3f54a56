"""Things from TOML: whole or not at all, and errors that name the table."""

from __future__ import annotations

import pytest

from clearsight.accountability.enter import drafts_of, retractions
from clearsight.accountability.links import check
from clearsight.accountability.log import Draft
from clearsight.accountability.record import Record
from clearsight.accountability.things import Action, Claim, Person, Promised
from clearsight.errors import InputError

PLAN = """
[[Finding]]
id = "finding:1"
found_by = "body:ofsted"
words = "drift and delay"

[[Organisation]]
id = "body:ofsted"
name = "Ofsted"

[[Action]]
id = "action:1"
title = "Weekly panel"
answers = ["finding:1"]
due = 2024-11-30
"""


def test_tables_become_things_and_days_become_text() -> None:
    drafts = drafts_of(PLAN, where="plan.toml")
    (action,) = [d.thing for d in drafts if isinstance(d.thing, Action)]
    assert action.due == "2024-11-30"
    assert action.answers == ("finding:1",)
    check(Record.of([]), drafts)


def test_a_claim_holds_what_it_says() -> None:
    text = """
    [[Claim]]
    id = "claim:1"
    rests_on = ["statement:1"]
    says = { type = "Promised", commitment = "commitment:1", what = "x" }
    """
    (draft,) = drafts_of(text, where="claims.toml")
    assert isinstance(draft.thing, Claim)
    assert isinstance(draft.thing.says, Promised)


@pytest.mark.parametrize(
    ("text", "words", "do"),
    [
        ("[[Action", "not TOML", "line"),
        ('[[Acton]]\nid = "a"', "no kind of thing 'Acton'", "Did you mean Action"),
        (
            '[[Person]]\nid = "p"\nnames = "x"',
            "field 'names'",
            "Did you mean 'name'",
        ),
        ('[[Person]]\nid = "p"', "does not hold together", "Correct"),
        ('[[Person]]\nid = "p"\nname = 3', "does not hold together", "Correct"),
        (
            '[[OverseerClock]]\nid = "c"\noverseer = "b"\nwhat = "w"\ndue = "soon"',
            "'soon' is not a date",
            "EDTF",
        ),
        ("Person = 3", "not a table", "[[Person]]"),
    ],
)
def test_an_error_says_what_and_what_to_do(text: str, words: str, do: str) -> None:
    with pytest.raises(InputError) as raised:
        drafts_of(text, where="plan.toml")
    assert words in raised.value.what
    assert do in raised.value.do
    assert "plan.toml" in raised.value.where


def test_what_a_thing_names_must_be_there() -> None:
    drafts = drafts_of(PLAN.replace('found_by = "body:ofsted"', 'found_by = "ofsted"'),
                       where="plan.toml")  # fmt: skip
    with pytest.raises(InputError) as raised:
        check(Record.of([]), drafts)
    assert raised.value.where == "finding:1"
    assert "body:ofsted" in raised.value.do


def test_only_what_stands_can_be_taken_back() -> None:
    person = Person(id="person:jo", name="Jo")
    record = Record.of([]).beside([Draft(thing=person)])
    (draft,) = retractions(record, ["person:jo"], "another person")
    assert draft.act == "retract"
    with pytest.raises(InputError, match="holds no 'person:j'") as raised:
        retractions(record, ["person:j"], "x")
    assert "person:jo" in raised.value.do


@pytest.mark.parametrize("kind", ["Release", "Acceptance", "Refusal"])
def test_what_only_a_command_makes_is_not_entered_by_hand(kind: str) -> None:
    """A release takes two people, and a decision its proposal."""
    with pytest.raises(InputError, match="no kind of thing"):
        drafts_of(f'[[{kind}]]\nid = "x"', where="plan.toml")
