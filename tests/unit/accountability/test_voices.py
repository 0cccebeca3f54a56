"""Voices: clocks only where the law has them, and nobody reads above their class."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearsight.accountability.complaints import STAGES
from clearsight.accountability.things import (
    Classing,
    Finding,
    Post,
    Statement,
    Voice,
    VoiceStep,
)
from clearsight.accountability.things.sources import Anchor
from clearsight.accountability.voices import (
    CLASSES,
    VoiceStanding,
    leavers,
    visible,
    voices,
    voices_about,
)
from clearsight.measures.suppress import FEW, protected
from logged import record


def _voice(name: str = "v1", **more: object) -> Voice:
    told = {
        "kind": "complaint",
        "of": "parent",
        "words": "Nobody rang.",
        "received": "2024-09-02",
        "is_statutory": True,
        **more,
    }
    return Voice(id=name, **told)


def _step(step: str, on: str) -> VoiceStep:
    return VoiceStep(id=f"{step} {on}", voice="v1", step=step, on=on)


def _on(day: str, *steps: VoiceStep, **more: object) -> VoiceStanding:
    (found,) = voices(record(_voice(**more), *steps), date.fromisoformat(day))
    return found


def _clocks(day: str, *steps: VoiceStep, **more: object) -> dict[str, str]:
    return {c.stage.key: c.standing.words for c in _on(day, *steps, **more).clocks}


def test_stage_1_by_the_calendar() -> None:
    """Received on Monday 2 September 2024: the tenth working day is Monday 16th."""
    assert _on("2024-09-16").clocks[0].standing.due_on == date(2024, 9, 16)
    assert _clocks("2024-09-16") == {"stage 1": "running"}
    late = _on("2024-09-17").clocks[0].standing
    assert (late.words, late.days) == ("overdue", 1)
    assert late.why == "unless it was extended with reasons: then by 2024-09-30"
    assert not _on("2024-10-01").clocks[0].standing.why


ANSWERED = _step("stage 1 answered", "2024-09-13")
ASKED = _step("stage 2 asked for", "2024-10-01")


@pytest.mark.parametrize(
    ("day", "steps", "clocks"),
    [
        ("2024-09-20", [ANSWERED], {"stage 1": "met"}),
        ("2024-09-12", [ANSWERED], {"stage 1": "running"}),
        ("2024-09-30", [_step("stage 1 answered", "2024-09-17")], {"stage 1": "late"}),
        ("2024-09-30", [_step("stage 1 answered", "2024-09")],
         {"stage 1": "cannot run"}),
        ("2024-09-30", [_step("withdrawn", "2024-09-10")],
         {"stage 1": "no longer due"}),
        ("2024-11-05", [ANSWERED, ASKED], {"stage 1": "met", "stage 2": "running"}),
        ("2024-11-06", [ANSWERED, ASKED], {"stage 1": "met", "stage 2": "overdue"}),
        ("2024-11-06", [ASKED], {"stage 1": "late", "stage 2": "overdue"}),
    ],
)  # fmt: skip
def test_the_clocks_of_a_complaint(
    day: str, steps: list[VoiceStep], clocks: dict[str, str]
) -> None:
    """25 working days from 1 October 2024 end on 5 November."""
    assert _clocks(day, *steps) == clocks


def test_all_stages_to_the_end() -> None:
    steps = [
        ANSWERED,
        ASKED,
        _step("stage 2 answered", "2024-11-04"),
        _step("stage 3 asked for", "2024-11-20"),
        _step("panel met", "2025-01-06"),
        _step("panel reported", "2025-01-14"),
        _step("answered by the director", "2025-01-20"),
    ]
    assert _clocks("2025-03-01", *steps) == {
        "stage 1": "met",
        "stage 2": "met",
        "panel": "met",
        "panel report": "late",
        "response": "met",
    }
    assert _on("2025-03-01", *steps).words == "answered"
    assert _on("2025-01-15", *steps).words == "waiting", "a panel's report is no answer"


def test_the_familys_time_is_never_held_against_them() -> None:
    found = _on("2024-09-20", ANSWERED)
    assert [(a.stage.key, a.until) for a in found.asking] == [
        ("ask for stage 2", date(2024, 10, 11))
    ]
    after = _on("2024-10-14", ANSWERED)
    assert after.asking == ()
    assert _clocks("2024-10-14", ANSWERED) == {"stage 1": "met"}


def test_no_law_no_clock_but_days_waiting() -> None:
    found = _on("2024-10-02", is_statutory=False)
    assert (found.clocks, found.days_waiting, found.words) == ((), 30, "waiting")
    answered = _on("2024-10-02", ANSWERED, is_statutory=False)
    assert (answered.days_waiting, answered.words) == (11, "answered")


def test_a_compliment_waits_for_nothing() -> None:
    found = _on("2024-10-02", kind="compliment", is_statutory=False)
    assert (found.days_waiting, found.words) == (None, "")


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    assert _clocks("2024-09-20", received="../2024-09-02") == {"stage 1": "cannot run"}
    assert _clocks("2024-09-13", received="2024-09") == {"stage 1": "running"}
    assert _clocks("2024-09-27", received="2024-09") == {"stage 1": "cannot run"}


def test_every_limit_says_how_far_it_was_checked() -> None:
    assert [s.limit.n for s in STAGES] == [10, 20, 25, 20, 30, 5, 15]
    assert [s.longest.n for s in STAGES if s.longest] == [20, 65]
    assert {s.key for s in STAGES if s.law.checked == "text seen"} == {"panel"}


def test_voices_are_linked_to_findings() -> None:
    known = record(
        Finding(id="f1", found_by="i", words="w"),
        _voice("v1", about=("f1",)),
        _voice("v2"),
    )
    assert [v.id for v in voices_about(known, "f1")] == ["v1"]


THINGS = [
    _voice("v1"),
    _voice("v2", access="council"),
    _step("acknowledged", "2024-09-03"),
    Statement(id="s1", source="x", anchor=Anchor(exact="w"), manner="quoted"),
    Post(id="post:1", title="Head"),
]


@pytest.mark.parametrize(
    ("access", "ids"),
    [
        ("public", ["s1", "post:1"]),
        ("council", ["v2", "s1", "post:1"]),
        ("restricted", ["v1", "v2", "acknowledged 2024-09-03", "s1", "post:1"]),
    ],
)
def test_who_may_read(access: str, ids: list[str]) -> None:
    """A step follows its voice."""
    assert [t.id for t in visible(THINGS, access)] == ids


def test_a_person_decides_the_class_and_the_latest_decision_holds() -> None:
    shut = Classing(id="k1", about="s1", access="restricted", restricted="a child")
    opened = Classing(id="k2", about="s1", access="public")
    assert "s1" not in {t.id for t in visible(THINGS, "public", [shut])}
    assert "s1" in {t.id for t in visible(THINGS, "public", [shut, opened])}


def test_a_step_without_its_voice_is_kept_back() -> None:
    assert visible([_step("acknowledged", "2024-09-03")], "council") == []


@given(st.lists(st.sampled_from(CLASSES), max_size=8), st.sampled_from(CLASSES))
def test_no_reader_sees_more_than_a_higher_one(given: list[str], access: str) -> None:
    things = [_voice(f"v{n}", access=a) for n, a in enumerate(given)]
    seen = visible(things, access)
    assert all(CLASSES.index(t.access) <= CLASSES.index(access) for t in seen)
    assert len(seen) == sum(CLASSES.index(a) <= CLASSES.index(access) for a in given)


def test_leavers_are_counted_and_small_numbers_protected() -> None:
    left = [
        _voice(f"v{n}", kind="leaver's reason", of="staff", is_statutory=False,
               about=("f2",) if n < 2 else ("f1",))
        for n in range(15)
    ]  # fmt: skip
    known = record(*left)
    day = date(2024, 10, 1)
    assert leavers(known, day) == (("f1", "15"), ("f2", FEW))
    assert leavers(known, day, is_public=False) == (("f1", "13"), ("f2", "2"))


@given(st.integers(0, 500))
@example(5)
@example(6)
@example(7)
def test_a_protected_number_fits_several(n: int) -> None:
    """No shown number but zero points at one count alone."""
    alike = [m for m in range(520) if protected(m).words == protected(n).words]
    assert n == 0 or len(alike) >= 3
    assert abs(protected(n).sort - n) <= 3
