"""Promises: the first window for ever, and never judged by the promiser alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.commitments import CommitmentStanding, commitments
from clearsight.accountability.log import Entry
from clearsight.accountability.outcomes import ALONE, DISAGREE, NO_EVIDENCE
from clearsight.accountability.things import (
    Anchor,
    Claim,
    Commitment,
    Happened,
    Organisation,
    Outcome,
    Person,
    Promised,
    Sameness,
    Slip,
    Statement,
    Thing,
)
from logged import record, said

BODY = Organisation(id="body:c", name="Exampleshire Council")
LEADER = Person(id="person:l", name="Ann Moss", other_names=("Cllr A. Moss",))


def _statement(name: str, made: str, speaker: str = "person:l") -> Statement:
    return Statement(
        id=name,
        source="source:1",
        anchor=Anchor(exact="words"),
        manner="quoted",
        speaker=speaker,
        made=made,
    )


def _promised(name: str, window: str, rests: str = "s1", **more: str) -> Claim:
    told = {"commitment": "p1", "what": "recruit", "window": window, **more}
    return Claim(id=name, says=Promised(**told), rests_on=(rests,))


BASE: list[Thing] = [
    BODY,
    LEADER,
    _statement("s1", "2024-08-01"),
    _statement("s2", "2024-08-20"),
    Commitment(id="p1", title="Recruit", promised_by="body:c"),
]
FIRST = _promised("c1", "../2024-10-31")


def _on(day: str, *told: Thing | Entry) -> CommitmentStanding:
    (found,) = commitments(record(*BASE, *told), date.fromisoformat(day))
    return found


def _outcome(
    name: str, standing: str, by: str, on: str = "2024-11-30", **more: object
) -> Entry:
    told = {"evidence": ("s2",), **more}
    thing = Outcome(id=name, commitment="p1", standing=standing, **told)
    return said(thing, by, on)


@pytest.mark.parametrize(
    ("day", "standing", "days"),
    [
        ("2024-10-31", "open", 0),
        ("2024-11-01", "open, past its window", 1),
        ("2024-12-01", "open, past its window", 31),
    ],
)
def test_open_until_somebody_decides(day: str, standing: str, days: int) -> None:
    found = _on(day, FIRST)
    assert (found.standing, found.days, found.first) == (
        standing,
        days,
        FIRST.says.window,
    )


def test_two_readings_stay_open_until_both_are_past() -> None:
    """A replacement within three months, or another person for three months."""
    other = _promised("c2", "../2024-11-30", "s2")
    found = _on("2024-11-10", FIRST, other)
    assert found.readings == ("../2024-10-31", "../2024-11-30")
    assert (found.standing, found.why) == (
        "open", "past its window by one reading, not by another",
    )  # fmt: skip
    assert _on("2024-12-01", FIRST, other).days == 1


def test_the_first_window_is_the_one_said_first_not_entered_first() -> None:
    later = _promised("c0", "../2024-12-31", "s2")
    assert _on("2024-09-01", later, FIRST).first == "../2024-10-31"


def test_every_slip_is_kept() -> None:
    one = said(Slip(id="s-1", commitment="p1", window="../2024-11-30"), "Bob Reed",
               "2024-10-20", "no applicants")  # fmt: skip
    two = said(Slip(id="s-2", commitment="p1", window="2025"), on="2024-12-20")
    found = _on("2025-01-05", FIRST, one, two)
    assert (found.first, found.window_now) == ("../2024-10-31", "2025")
    assert [(s.by, s.because, s.days) for s in found.slips] == [
        ("Bob Reed", "no applicants", 30), ("A. Clerk", "", 396),
    ]  # fmt: skip
    assert found.slipped_days == 426
    assert found.standing == "open, past its window", "judged by the first window"


@pytest.mark.parametrize(
    ("told", "standing", "why"),
    [
        ([_outcome("o", "kept", "Bob Reed", evidence=("s2",))], "kept", ""),
        ([_outcome("o", "broken", "Bob Reed", evidence=())], "broken", ""),
        ([_outcome("o", "kept", "Bob Reed", evidence=())],
         "open, past its window", NO_EVIDENCE),
        ([_outcome("o", "kept", "Bob Reed", evidence=("nowhere",))],
         "open, past its window", NO_EVIDENCE),
        ([_outcome("o", "kept", "Ann Moss")], "disputed", ALONE),
        ([_outcome("o", "kept", "Councillor Moss")], "disputed", ALONE),
        ([_outcome("o", "kept", "exampleshire council")], "disputed", ALONE),
        ([_outcome("o", "broken", "Ann Moss")], "disputed", ALONE),
        ([_outcome("o", "kept", "Ann Moss", second="A. Moss")], "disputed", ALONE),
        ([_outcome("o", "kept", "Ann Moss", second="Bob Reed")], "kept", ""),
        ([_outcome("o", "kept", "Ann Moss"), _outcome("q", "kept", "Bob Reed")],
         "kept", ""),
        ([_outcome("o", "kept", "Ann Moss"), _outcome("q", "broken", "Bob Reed")],
         "disputed", DISAGREE),
        ([_outcome("o", "kept", "Cal Dow"), _outcome("q", "kept late", "Bob Reed")],
         "disputed", DISAGREE),
        ([_outcome("o", "superseded", "Bob Reed")], "superseded", ""),
    ],
)  # fmt: skip
def test_what_became_of_it(told: list[Entry], standing: str, why: str) -> None:
    found = _on("2024-12-01", FIRST, *told)
    assert (found.standing, found.why) == (standing, why)


def test_kept_after_its_window_is_kept_late() -> None:
    kept = _outcome("o", "kept", "Bob Reed", on="2024-12-01")
    late = said(
        Outcome(id="o2", commitment="p1", standing="kept", evidence=("s2",),
                on="2024-11-05"), "Cal Dow", "2024-12-01")  # fmt: skip
    assert _on("2024-12-02", FIRST, kept).standing == "kept", "no day of keeping given"
    found = _on("2024-12-02", FIRST, late)
    assert (found.standing, found.days) == ("kept late", 5)
    assert _on("2024-11-04", FIRST, late).standing == "open, past its window"


def test_promises_that_people_decided_are_one_are_told_once() -> None:
    other = Commitment(id="p2", title="Recruit again", promised_by="body:c")
    told = Claim(
        id="c2",
        says=Promised(commitment="p2", what="recruit", window="../2024-12-31"),
        rests_on=("s2",),
    )
    known = [*BASE, other, FIRST, told]
    day = date(2024, 9, 1)
    assert len(commitments(record(*known), day)) == 2
    same = Sameness(id="x", one="p1", other="p2", is_same=True)
    (found,) = commitments(record(*known, same), day)
    assert (found.same, found.first) == (("p2",), "../2024-10-31")


def test_reporting_is_not_publishing() -> None:
    """A promise to publish is not kept by a report that was only handed in."""
    publish = _promised("c1", "../2024-10-31", what="publish the report")
    happened = Happened(what="the commissioner reported to ministers")
    handed_in = Claim(id="c5", says=happened, rests_on=("s2",))
    kept = _outcome("o", "kept", "Bob Reed")
    found = _on("2024-12-01", publish, handed_in, kept)
    assert found.doubts == (
        "the evidence is of reporting, and the promise was of publishing",
    )
    out = Claim(
        id="c6", says=Happened(what="the report was published"), rests_on=("s2",)
    )
    assert not _on("2024-12-01", publish, handed_in, out, kept).doubts
    mixed = _promised("c7", "../2024-10-31", "s2", what="report to ministers")
    assert "reporting and others" in _on("2024-12-01", publish, mixed).doubts[0]


def test_a_promise_not_yet_made_is_not_there() -> None:
    assert commitments(record(*BASE, FIRST), date(2024, 7, 31)) == ()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["kept", "broken", "superseded", "slip"]),
        st.sampled_from(["Ann Moss", "Bob Reed", "Cllr Moss"]),
        st.sampled_from(["", "Bob Reed", "Ann Moss"]),
    ),
    max_size=7,
)


def _told(steps: list[tuple[str, str, str]]) -> list[Entry]:
    made = []
    for n, (what, by, second) in enumerate(steps):
        day = (date(2024, 8, 2) + timedelta(days=n)).isoformat()
        if what == "slip":
            slip = Slip(id=f"o{n}", commitment="p1", window=f"2025-{n + 1:02d}")
            made.append(said(slip, by, day))
        else:
            made.append(_outcome(f"o{n}", what, by, day, second=second))
    return made


@given(STEPS)
def test_the_promiser_alone_decides_nothing(steps: list[tuple[str, str, str]]) -> None:
    found = _on("2024-09-01", FIRST, *_told(steps))
    others = [
        what
        for what, by, second in steps
        if what != "slip" and "Bob Reed" in (by, second)
    ]
    if found.standing not in ("open", "disputed"):
        assert found.standing in others
    assert found.first == "../2024-10-31"
    assert len(found.slips) == sum(what == "slip" for what, _, _ in steps)


@given(STEPS, st.integers(0, 7))
def test_every_earlier_state_is_still_there(
    steps: list[tuple[str, str, str]], upto: int
) -> None:
    """The record on an earlier day tells the same, whatever came later."""
    day = (date(2024, 8, 1) + timedelta(days=upto)).isoformat()
    assert _on(day, FIRST, *_told(steps)) == _on(day, FIRST, *_told(steps[:upto]))
