"""The plan: lines walked both ways, four verdicts apart, slips that stay for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.board import challenges, decisions, overseers
from clearsight.accountability.chance import Measure
from clearsight.accountability.holdings import Holding
from clearsight.accountability.lines import line_from, lines
from clearsight.accountability.log import Entry
from clearsight.accountability.plan import (
    NOT_DESCRIBED,
    ActionStanding,
    Figures,
    action_standing,
    plan,
)
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Action,
    ActionSlip,
    BoardDecision,
    Challenge,
    Clause,
    Finding,
    Measurement,
    OverseerClock,
    Thing,
    Verdict,
)
from logged import record, said

POST = "post:head"
ACTION = Action(
    id="a1",
    title="Visit every child",
    answers=("f1", "k1"),
    due="2024-10",
    post=POST,
    measure="m1",
    children="children on a plan",
)
HASH = "ab" * 32
HELD = {POST: [Holding(POST, "held", "p1", "permanent", name="Ann Moss")]}


def _verdict(name: str, which: str, **more: object) -> Verdict:
    return Verdict(id=name, action="a1", which=which, **more)


def _on(
    day: str, *told: Thing | Entry, held: dict[str, list[Holding]] = HELD
) -> ActionStanding:
    known = record(said(ACTION, on="2024-06-01"), *told)
    return action_standing(known, "a1", date.fromisoformat(day), holders=held)


DONE = said(_verdict("v1", "done"), by="Ann Moss", on="2024-10-20")


@pytest.mark.parametrize(
    ("day", "told", "words", "days"),
    [
        ("2024-10-31", [], "running", 0),
        ("2024-11-10", [], "overdue", 10),
        ("2024-11-10", [DONE], "met", 0),
        ("2024-10-19", [DONE], "running", 0),
        ("2024-12-01", [said(_verdict("v", "done", on="2024-11-05"))], "late", 5),
        ("2024-12-01", [said(_verdict("v", "done", on="2024-10/2024-11"))],
         "cannot run", 0),
    ],
)  # fmt: skip
def test_how_an_action_stands(
    day: str, told: list[Entry], words: str, days: int
) -> None:
    """A month is due by its last day, and what is not certain is not said."""
    standing = _on(day, *told).standing
    assert (standing.words, standing.days) == (words, days)


def test_slips_are_kept_and_the_first_date_stays() -> None:
    first = said(ActionSlip(id="s1", action="a1", due="2024-12"), "Bob Reed",
                 "2024-10-25", "no staff")  # fmt: skip
    second = said(ActionSlip(id="s2", action="a1", due="2025-01-31"), on="2024-12-20")
    found = _on("2025-01-10", first, second)
    assert (found.original_due, found.due_now) == ("2024-10", "2025-01-31")
    assert [(s.by, s.because, s.days) for s in found.slips] == [
        ("Bob Reed", "no staff", 61),
        ("A. Clerk", "", 31),
    ]
    assert (found.standing.words, found.standing.days) == ("overdue", 71)
    assert found.standing_now.words == "running"
    assert _on("2024-11-01", first, second).due_now == "2024-12"


def test_a_corrected_date_is_a_slip_too() -> None:
    """Nobody can move the original by saying the action anew."""
    other = Action(id="a1", title="Visit", answers=("f1",), due="2025-03")
    moved = said(other, "Bob Reed", "2024-11-01", "typo", act="correct")
    found = _on("2024-11-30", moved)
    assert (found.original_due, found.due_now) == ("2024-10", "2025-03")
    assert [s.because for s in found.slips] == ["typo"]


EVIDENCE = _verdict("v2", "evidenced", evidence=(HASH,), expires="2025-03-01")


@pytest.mark.parametrize(
    ("day", "told", "words"),
    [
        ("2024-11-01", [], "not evidenced"),
        ("2024-11-01", [_verdict("v", "evidenced")], "nothing is attached"),
        ("2024-11-01", [_verdict("v", "evidenced", evidence=("a file",))],
         "nothing is attached"),
        ("2025-02-28", [EVIDENCE], "evidenced"),
        ("2025-03-01", [EVIDENCE], "expired on 2025-03-01"),
        ("2025-03-01", [EVIDENCE, _verdict("v3", "evidenced", is_so=False)],
         "taken back by A. Clerk"),
    ],
)  # fmt: skip
def test_evidence_is_attached_and_runs_out(
    day: str, told: list[Thing], words: str
) -> None:
    told_of = _on(day, *told).verdicts.evidenced
    assert words in told_of.words
    assert told_of.is_so == (words == "evidenced")


VERIFIED = _verdict("v9", "verified")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([DONE], "not verified"),
        ([DONE, said(VERIFIED, "Bob Reed")], "verified by Bob Reed"),
        ([DONE, said(VERIFIED, "Ann Moss")], "not verified: same person"),
        ([DONE, said(VERIFIED, "Cllr A. Moss")], "not verified: same person"),
        ([said(VERIFIED, "Bob Reed")], "nobody has said that it is done"),
        ([said(_verdict("v1", "done"), "Cal Dow"), said(VERIFIED, "Ann Moss")],
         "not verified: same person"),
        ([said(VERIFIED, "Bob Reed"), DONE], "not verified since"),
        ([DONE, said(VERIFIED, "Bob Reed"),
          said(_verdict("v10", "verified", is_so=False), "Cal Dow")], "taken back"),
        ([DONE, said(_verdict("v1", "done"), "Cal Dow", because="x", act="correct"),
          said(VERIFIED, "Ann Moss")], "not verified: same person"),
    ],
)  # fmt: skip
def test_verified_needs_another_person(told: list[Entry], words: str) -> None:
    """Neither who said it is done nor who holds the post; not by an initial either."""
    verified = _on("2024-11-30", *told).verdicts.verified
    assert words in verified.words
    assert verified.is_so == verified.words.startswith("verified by")


def test_done_taken_back_is_not_done() -> None:
    back = said(_verdict("v5", "done", is_so=False), "Bob Reed", "2024-10-25")
    found = _on("2024-11-05", DONE, back)
    assert not found.verdicts.done.is_so
    assert found.standing.words == "overdue"


def _months(rise: float) -> list[Measurement]:
    shares = [40, 44, 38, 42, 37, 43, 39, 41, 40, 45, 36, 42, 40, 39, 41]
    numbers = [*shares, *([40 + rise] * 4)]
    return [
        Measurement(
            id=f"x{n}",
            measure="m1",
            period=f"{2023 + n // 12}-{n % 12 + 1:02d}",
            numerator=v,
            denominator=100,
        )
        for n, v in enumerate(numbers)
    ]


def test_moved_is_computed_from_the_figures() -> None:
    figures = Figures({"m1": Measure("m1", "Seen", "higher")},
                      {"a1": date(2024, 4, 1)})  # fmt: skip
    known = record(ACTION, *_months(40))
    told = {"holders": HELD, "figures": figures}
    (found,) = plan(known, date(2024, 9, 30), **told)
    assert found.moved_words == "better beyond chance"
    (found,) = plan(record(ACTION, *_months(1)), date(2024, 9, 30), **told)
    assert found.moved_words == "no signal"
    early = action_standing(known, "a1", date(2024, 2, 1), **told)
    assert early.moved_words.startswith("too early: ")


def test_a_measure_that_is_not_described_has_no_verdict() -> None:
    found = _on("2024-11-30", *_months(40))
    assert (found.moved, found.moved_words) == (None, NOT_DESCRIBED)


def test_figures_that_overlap_spoil_one_verdict_and_nothing_else() -> None:
    rolling = [
        Measurement(
            id=f"r{n}", measure="m1", numerator=1, period=f"2023-0{n}/2024-0{n}"
        )
        for n in (1, 2)
    ]
    figures = Figures({"m1": Measure("m1", "Seen", "higher")})
    known = record(ACTION, *rolling)
    (found,) = plan(known, date(2024, 9, 30), holders=HELD, figures=figures)
    assert found.moved is None
    assert "overlap" in found.moved_words
    assert found.standing.words == "running"


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Holding(POST, "vacant", title="Head"), "(Head) stands vacant"),
        (Holding(POST, "held", "p", "interim", title="Head"), "for the time being"),
        (Holding(POST, "claims differ", "p", title="Head"), "Claims differ"),
        (Holding(POST, "not known from these sources"), "is not known from these"),
        (Holding(POST, "held", "p", "permanent", title="Head"), ""),
    ],
)
def test_a_vacancy_explains_and_is_a_risk(held: Holding, words: str) -> None:
    late = _on("2024-11-30", held={POST: [held]}).responsible
    assert words in late.explanation
    assert words in late.risk
    assert bool(late.risk) == bool(words)
    done = _on("2024-11-30", DONE, held={POST: [held]}).responsible
    assert done.explanation == done.risk == ""


PLAN = [
    Finding(id="f1", found_by="inspection:1", words="Children wait."),
    Finding(id="f2", found_by="inspection:1", words="Nobody looks."),
    Clause(id="k1", instrument="order:1", words="See children."),
    ACTION,
    Measurement(id="x1", measure="m1", period="2024-01", numerator=1),
    Action(id="a2", title="Audit", answers=(), due="2024-10"),
]


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("f1", [("f1", "a1")]),
        ("inspection:1", [("f1", "a1"), ("f2", "")]),
        ("order:1", [("k1", "a1")]),
        ("a1", [("f1", "a1"), ("k1", "a1")]),
        ("x1", [("f1", "a1"), ("k1", "a1")]),
        ("children on a plan", [("f1", "a1"), ("k1", "a1")]),
        ("", [("f2", ""), ("", "a2")]),
        ("elsewhere", []),
    ],
)
def test_a_line_is_walked_from_either_end(
    name: str, ends: list[tuple[str, str]]
) -> None:
    found = line_from(record(*PLAN), name) if name else ()
    if not name:
        found = tuple(x for x in lines(record(*PLAN)) if not (x.answers and x.action))
    assert [(x.answers, x.action) for x in found] == ends


def test_gaps_are_seen() -> None:
    gaps = {(x.answers, x.action): x.gaps for x in lines(record(*PLAN))}
    assert gaps["f1", "a1"] == ()
    assert gaps["f2", ""] == ("no action answers it",)
    assert "no measure" in gaps["", "a2"]


def test_the_board_and_the_overseers_have_clocks_too() -> None:
    known = record(
        Challenge(id="q1", about="a1", words="Why?", on="2024-09-10",
                  answer_due="2024-10-01"),
        BoardDecision(id="d1", about="a1", words="So.", on="2024-10-04", answers="q1"),
        Challenge(id="q2", about="a1", words="When?", on="2024-09-10"),
        OverseerClock(id="o1", overseer="b", what="visit", due="2024-09",
                      done="2024-09-20"),
        OverseerClock(id="o2", overseer="b", what="report", due="2024-09-15",
                      done="2024-12-01"),
        OverseerClock(id="o3", overseer="b", what="meet", due="2024-12"),
    )  # fmt: skip
    asked = challenges(known, date(2024, 10, 10))
    assert [(c.standing.words, c.standing.days) for c in asked] == [
        ("late", 3), ("cannot run", 0),
    ]  # fmt: skip
    assert [d.id for d in decisions(known, date(2024, 10, 10), "a1")] == ["d1"]
    assert not decisions(known, date(2024, 10, 1))
    assert [o.standing.words for o in overseers(known, date(2024, 10, 10))] == [
        "met", "overdue", "running",
    ]  # fmt: skip


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["done", "evidenced", "verified", "slip"]),
        st.sampled_from(["Ann Moss", "Bob Reed", "Cal Dow"]),
        st.booleans(),
    ),
    max_size=10,
)


def _acted(acts: list[tuple[str, str, bool]]) -> Record:
    told: list[Thing | Entry] = [said(ACTION, on="2024-06-01")]
    for n, (which, by, is_so) in enumerate(acts):
        day = (date(2024, 6, 2) + timedelta(days=n)).isoformat()
        if which == "slip":
            thing: Thing = ActionSlip(id=f"v{n}", action="a1", due=f"2025-{n + 1:02d}")
        else:
            files = (HASH,) if which == "evidenced" else ()
            thing = _verdict(f"v{n}", which, is_so=is_so, evidence=files)
        told.append(said(thing, by, day))
    return record(*told)


@given(ACTS)
def test_whoever_did_it_never_verifies_it(acts: list[tuple[str, str, bool]]) -> None:
    """Whatever is said in whatever order; the original date stays; no slip is lost."""
    found = action_standing(_acted(acts), "a1", date(2024, 8, 1), holders=HELD)
    told = found.verdicts
    if told.verified.is_so:
        assert told.done.is_so
        assert told.verified.by not in (told.done.by, "Ann Moss")
    assert found.original_due == "2024-10"
    assert len(found.slips) == sum(which == "slip" for which, _, _ in acts)


@given(ACTS, st.integers(0, 10))
def test_what_comes_later_does_not_change_how_it_stood(
    acts: list[tuple[str, str, bool]], upto: int
) -> None:
    day = date(2024, 6, 1) + timedelta(days=upto)
    now = action_standing(_acted(acts), "a1", day, holders=HELD)
    then = action_standing(_acted(acts[:upto]), "a1", day, holders=HELD)
    assert now == then
