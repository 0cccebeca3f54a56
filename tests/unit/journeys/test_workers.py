"""The days on which a child has nobody."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day
from together import Case, Cases

CASES = Cases()
CARE = {
    "child": "1",
    "source": "ssda903",
    "starts_on": "2025-04-10",
    "start_reason": "S",
    "legal_status": "C1",
    "place": "U6",
}


def held(starts, ends=None, worker="SW1"):
    return {
        "child": "1",
        "source": "ssda903",
        "worker": worker,
        "starts_on": starts,
        "ended_on": ends,
    }


def gaps(*spells: dict, care: dict[str, str] = CARE) -> Case:
    """Add a child in care, and who held it when."""
    return CASES.add({"care_episode": [care], "involvement": list(spells)})


def told(case: Case) -> list[tuple]:
    """Return the gaps between workers."""
    found = case.timeline.sort("on", "event", maintain_order=True)
    kinds = [e.UNALLOCATED, e.ALLOCATED, e.ALLOCATION_ENDED]
    return found.filter(pl.col("event").is_in(kinds)).select("event", "on").rows()


BETWEEN_TWO = gaps(held("2025-04-10", "2025-05-01"), held("2025-05-10"))


def test_a_gap_between_two_workers_is_dated():
    assert told(BETWEEN_TWO) == [
        (e.UNALLOCATED, day("2025-05-01")),
        (e.ALLOCATED, day("2025-05-10")),
    ]


HANDED_OVER = gaps(held("2025-04-10", "2025-05-01"), held("2025-05-01"))


def test_a_handover_on_one_day_is_no_gap():
    assert told(HANDED_OVER) == []


SECOND_LEFT = gaps(held("2025-04-10"), held("2025-04-12", "2025-05-01", "SW2"))


def test_a_second_worker_who_stays_covers_the_first():
    assert told(SECOND_LEFT) == []


FIRST_STAYED = gaps(
    held("2025-04-10", "2025-07-01"),
    held("2025-04-12", "2025-05-01", "SW2"),
    held("2025-07-01", worker="SW3"),
)


def test_an_earlier_worker_who_outlasts_a_later_one_covers_the_gap():
    assert told(FIRST_STAYED) == []


LAST_LEFT = gaps(held("2025-04-10", "2025-05-01"))


def test_the_last_worker_gone_leaves_the_child_with_nobody():
    assert told(LAST_LEFT) == [(e.UNALLOCATED, day("2025-05-01"))]


def until(ended_on: str) -> dict[str, str]:
    """Return care that ended."""
    return {**CARE, "ended_on": ended_on, "end_reason": "E4A"}


BOTH_ENDED = gaps(held("2025-04-10", "2025-05-01"), care=until("2025-05-01"))


def test_nobody_is_needed_after_care_has_ended():
    assert told(BOTH_ENDED) == []


CARE_ENDED = gaps(held("2025-04-10", "2025-05-01"), care=until("2025-06-01"))


def test_the_end_of_care_ends_the_wait():
    assert told(CARE_ENDED) == [
        (e.UNALLOCATED, day("2025-05-01")),
        (e.ALLOCATION_ENDED, day("2025-06-01")),
    ]


def statement(worker, about="need", on="2025-05-01", **more):
    return {
        "child": "1",
        "source": "annexa",
        "worker": worker,
        "about": about,
        "about_on": on,
        "seen_on": "2026-03-31",
        **more,
    }


def listed(*statements: dict, **tables: list[dict]) -> Case:
    """Add what the lists say of who holds the child."""
    return CASES.add({"involvement": list(statements), **tables})


def nobody(case: Case) -> list[tuple]:
    """Return since when nobody holds the child."""
    found = case.timeline.sort("child", "on", maintain_order=True)
    return found.filter(pl.col("event") == e.UNALLOCATED).select("on", "detail").rows()


TRAYS = {
    name: listed(statement(name))
    for name in (
        "Duty Team North", "UNALLOCATED", " ", "MASH", "Team Manager (Ash)",
    )
}  # fmt: skip


@pytest.mark.parametrize("worker", TRAYS)
def test_a_tray_is_nobody(worker):
    assert len(nobody(TRAYS[worker])) == 1


PEOPLE = {
    name: listed(statement(name)) for name in ("SW1042", "Dutymore, A", "Worker 17")
}


@pytest.mark.parametrize("worker", PEOPLE)
def test_a_person_is_somebody(worker):
    assert nobody(PEOPLE[worker]) == []


NAMED_ON_ONE = listed(statement(None), statement("SW1", "child protection plan"))


def test_one_named_worker_on_any_open_row_is_enough():
    assert nobody(NAMED_ON_ONE) == []


REFERRED = statement(None, "referral", "2025-08-01")
NEW = listed(REFERRED)


def test_a_child_known_by_a_referral_alone_has_waited_since_it_came():
    assert nobody(NEW)[0][0] == day("2025-08-01")


LONG_OPEN = listed(REFERRED, statement(None))


def test_since_when_is_not_known_of_a_child_long_open():
    assert nobody(LONG_OPEN)[0][0] is None


CLOSED = listed(
    REFERRED,
    referral=[{"child": "1", "source": "annexa", "referred_on": "2025-08-01",
               "is_no_further_action": True}],
)  # fmt: skip


def test_a_closed_referral_needs_nobody():
    assert nobody(CLOSED) == []


PLAN_ENDED = listed(
    statement(None, "child protection plan", about_ended_on="2025-09-01")
)


def test_a_plan_that_has_ended_needs_nobody():
    assert nobody(PLAN_ENDED) == []


OLD_ASSESSMENT = listed(statement(None), statement("SW1", "assessment", "2025-05-02"))


def test_a_worker_on_an_old_assessment_does_not_hold_the_child_now():
    assert len(nobody(OLD_ASSESSMENT)) == 1


OPEN_ASSESSMENT = listed(REFERRED, statement("SW1", "assessment", "2025-08-02"))


def test_an_open_assessment_with_a_worker_is_enough_for_a_child_just_referred():
    assert nobody(OPEN_ASSESSMENT) == []
