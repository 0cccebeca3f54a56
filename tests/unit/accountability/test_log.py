"""The log only ever grows, says who and why, and shows where it was altered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.log import Draft, Log, first_broken
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Anchor,
    Person,
    Post,
    Sameness,
    Slip,
    Statement,
    Thing,
)
from clearsight.accountability.verify import verify
from clearsight.errors import InputError
from logged import NOON, MemoryKeeper, log_with


def a_person(number: int, name: str = "Made Up") -> Person:
    return Person(id=f"person:{number}", name=name)


def test_an_entry_says_who_when_and_follows_the_one_before() -> None:
    first, second = log_with(
        Draft(thing=a_person(1)), Draft(thing=a_person(2))
    ).entries()
    assert (first.number, first.by) == (1, "A. Clerk")
    assert first.at == "2026-03-02T12:00:00+00:00"
    assert second.previous == first.hash != second.hash


def test_nobody_adds_without_a_name() -> None:
    with pytest.raises(InputError, match="name of the person"):
        Log(MemoryKeeper()).add([Draft(thing=a_person(1))], by=" ", at=NOON)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft(thing=a_person(1)), "already holds"),
        (Draft(thing=a_person(9), act="correct", because="x"), "holds no"),
        (Draft(thing=a_person(1), act="retract"), "needs a reason"),
        (
            Draft(thing=Post(id="person:1", title="X"), act="correct", because="x"),
            "another kind",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_and_changes_nothing(
    draft: Draft, words: str
) -> None:
    log = log_with(Draft(thing=a_person(1)))
    with pytest.raises(InputError, match=words):
        log.add([Draft(thing=a_person(2)), draft], by="A. Clerk", at=NOON)
    assert len(log.entries()) == 1


@given(st.data())
def test_any_altered_line_is_named(data: st.DataObject) -> None:
    log = log_with(*(Draft(thing=a_person(n)) for n in range(5)))
    lines = log.keeper.lines()
    number = data.draw(st.integers(0, 4))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    new = data.draw(st.integers(32, 126).filter(lambda c: c != lines[number][place]))
    lines[number] = lines[number][:place] + bytes([new]) + lines[number][place + 1 :]
    broken = first_broken(lines)
    assert broken is not None
    assert broken.line in (number + 1, number + 2)


@given(st.integers(0, 3), st.integers(0, 3))
def test_lines_taken_out_or_moved_are_named(one: int, other: int) -> None:
    lines = log_with(*(Draft(thing=a_person(n)) for n in range(5))).keeper.lines()
    without = lines[:one] + lines[one + 1 :]
    assert first_broken(without) is not None
    if one != other:
        lines[one], lines[other] = lines[other], lines[one]
        assert first_broken(lines) is not None


def test_lines_cut_off_the_end_are_found_by_a_hash_noted_earlier() -> None:
    log = log_with(*(Draft(thing=a_person(n)) for n in range(3)))
    noted = verify(log).head
    log.keeper.held.pop()  # type: ignore[attr-defined]
    assert not verify(log).problems
    assert verify(log, expect=noted).problems


def a_thing(kind: str, number: int, words: str) -> Thing:
    """Return a thing of a kind; its id says which, and `words` what is told of it."""
    name = f"{kind}:{number}"
    match kind:
        case "statement":
            anchor = Anchor(exact=words)
            return Statement(id=name, source="source:1", anchor=anchor, manner="quoted")
        case "slip":
            return Slip(id=name, commitment="commitment:1", window="", statement=words)
        case "sameness":
            return Sameness(id=name, one="post:1", other=words, is_same=number % 2 == 0)
        case _:
            return Person(id=name, name=words)


acts = st.lists(
    st.tuples(
        st.sampled_from(["person", "statement", "slip", "sameness"]),
        st.integers(0, 2),
        st.sampled_from(["add", "correct", "retract"]),
        st.text(),
    ),
    max_size=30,
)


@given(acts)
def test_every_earlier_state_comes_back_and_every_change_has_a_name(
    wanted: list[tuple[str, int, str, str]],
) -> None:
    """Statements, slips, merges, corrections and retractions, in any order."""
    log, states = Log(MemoryKeeper()), [{}]
    for kind, number, act, words in wanted:
        thing = a_thing(kind, number, words)
        draft = Draft(thing=thing, act=act, because="so")  # type: ignore[arg-type]
        try:
            log.add([draft], by=f"Clerk of {thing.id}", at=NOON)
        except InputError:
            continue
        new = dict(states[-1])
        if act == "retract":
            new.pop(thing.id, None)
        else:
            new[thing.id] = thing
        states.append(new)
    record = Record.of(log.entries())
    kinds = (Person, Statement, Slip, Sameness)
    for upto, state in enumerate(states):
        then = record.upto(upto)
        assert {t.id: t for k in kinds for t in then.things(k)} == state
    assert all(e.by == f"Clerk of {e.thing.id}" for e in record.entries)
    assert all(e.because for e in record.entries)
    assert first_broken(log.keeper.lines()) is None


def test_a_record_as_it_was_known_at_a_moment() -> None:
    record = Record.of(
        log_with(
            Draft(thing=a_person(1, "As first told")),
            Draft(thing=a_person(1, "As put right"), act="correct", because="typing"),
        ).entries()
    )
    before = record.known_at(NOON + timedelta(minutes=30))
    assert [p.name for p in before.things(Person)] == ["As first told"]
    assert [p.name for p in record.things(Person)] == ["As put right"]
    assert record.entry("person:1").because == "typing"
