"""The days on which a child has nobody."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import collected, day, journeys, record

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


def gaps(*spells, care=CARE):
    rows = {"care_episode": [care], "involvement": list(spells)}
    found = collected(journeys(record(rows)).timeline, "on", "event")
    kinds = [e.UNALLOCATED, e.ALLOCATED, e.ALLOCATION_ENDED]
    return found.filter(pl.col("event").is_in(kinds)).select("event", "on").rows()


def test_a_gap_between_two_workers_is_dated():
    assert gaps(held("2025-04-10", "2025-05-01"), held("2025-05-10")) == [
        (e.UNALLOCATED, day("2025-05-01")),
        (e.ALLOCATED, day("2025-05-10")),
    ]


def test_a_handover_on_one_day_is_no_gap():
    assert gaps(held("2025-04-10", "2025-05-01"), held("2025-05-01")) == []


def test_a_second_worker_who_stays_covers_the_first():
    assert gaps(held("2025-04-10"), held("2025-04-12", "2025-05-01", "SW2")) == []


def test_an_earlier_worker_who_outlasts_a_later_one_covers_the_gap():
    assert gaps(
        held("2025-04-10", "2025-07-01"),
        held("2025-04-12", "2025-05-01", "SW2"),
        held("2025-07-01", worker="SW3"),
    ) == []  # fmt: skip


def test_the_last_worker_gone_leaves_the_child_with_nobody():
    assert gaps(held("2025-04-10", "2025-05-01")) == [
        (e.UNALLOCATED, day("2025-05-01"))
    ]


def test_nobody_is_needed_after_care_has_ended():
    left = {**CARE, "ended_on": "2025-05-01", "end_reason": "E4A"}
    assert gaps(held("2025-04-10", "2025-05-01"), care=left) == []


def test_the_end_of_care_ends_the_wait():
    left = {**CARE, "ended_on": "2025-06-01", "end_reason": "E4A"}
    assert gaps(held("2025-04-10", "2025-05-01"), care=left) == [
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


def nobody(*statements, **tables):
    rows = {"involvement": list(statements), **tables}
    found = collected(journeys(record(rows)).timeline, "child", "on")
    return found.filter(pl.col("event") == e.UNALLOCATED).select("on", "detail").rows()


@pytest.mark.parametrize(
    "worker", ["Duty Team North", "UNALLOCATED", " ", "MASH", "Team Manager (Ash)"]
)
def test_a_tray_is_nobody(worker):
    assert len(nobody(statement(worker))) == 1


@pytest.mark.parametrize("worker", ["SW1042", "Dutymore, A", "Worker 17"])
def test_a_person_is_somebody(worker):
    assert nobody(statement(worker)) == []


def test_one_named_worker_on_any_open_row_is_enough():
    assert nobody(statement(None), statement("SW1", "child protection plan")) == []


def test_a_child_known_by_a_referral_alone_has_waited_since_it_came():
    found = nobody(statement(None, "referral", "2025-08-01"))
    assert found[0][0] == day("2025-08-01")


def test_since_when_is_not_known_of_a_child_long_open():
    found = nobody(statement(None, "referral", "2025-08-01"), statement(None))
    assert found[0][0] is None


def test_a_closed_referral_needs_nobody():
    closed = {"child": "1", "source": "annexa", "referred_on": "2025-08-01"}
    found = nobody(
        statement(None, "referral", "2025-08-01"),
        referral=[{**closed, "is_no_further_action": True}],
    )
    assert found == []


def test_a_plan_that_has_ended_needs_nobody():
    ended = statement(None, "child protection plan", about_ended_on="2025-09-01")
    assert nobody(ended) == []


def test_a_worker_on_an_old_assessment_does_not_hold_the_child_now():
    found = nobody(statement(None), statement("SW1", "assessment", "2025-05-02"))
    assert len(found) == 1


def test_an_open_assessment_with_a_worker_is_enough_for_a_child_just_referred():
    referred = statement(None, "referral", "2025-08-01")
    assert nobody(referred, statement("SW1", "assessment", "2025-08-02")) == []
