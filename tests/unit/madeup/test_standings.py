"""The standings of the truth, against children worked out by hand."""

from __future__ import annotations

from datetime import date

from clearsight.madeup.standings import Standing, standings
from clearsight.madeup.true import (
    Assessment,
    Care,
    Child,
    Enquiry,
    Placement,
    ProtectionPlan,
    Referral,
    WorkerSpell,
)

AS_AT = date(2026, 3, 31)


def _child(referral: Referral) -> Child:
    if not referral.workers:
        end = referral.closed_on
        referral.workers = [WorkerSpell("SW1", "Team Ash", referral.on, "FCONTA", end)]
    return Child(1, date(2015, 1, 1), "F", "WBRI", "UN5", referrals=[referral])


def _of(child: Child, clock: str) -> list[tuple[date, date, date | None, str]]:
    runs: list[Standing] = [r for r in standings(child, AS_AT) if r.clock == clock]
    return [(r.starts_on, r.due_on, r.stopped_on, r.standing) for r in runs]


def _placement(start: date, place: str, end: date | None = None) -> Placement:
    return Placement(start, place, "PR1", "ZZ99 1AA", "", ended_on=end)


def test_assessment_is_due_45_working_days_from_the_referral() -> None:
    referral = Referral(date(2026, 1, 5), "6", "N1", assessment=Assessment(AS_AT))
    expected = (date(2026, 1, 5), date(2026, 3, 9), None, "overdue")
    assert _of(_child(referral), "assessment_45") == [expected]


def test_enquiry_decided_against_a_conference_needs_none() -> None:
    on, decided = date(2026, 3, 2), date(2026, 3, 10)
    referral = Referral(on, "6", "N1", enquiries=[Enquiry(on, not_needed_on=decided)])
    child = _child(referral)
    due = date(2026, 3, 23)
    assert _of(child, "s47_outcome") == [(on, due, decided, "met")]
    assert _of(child, "s47_to_icpc") == [(on, due, None, "no longer due")]


def test_conferences_are_three_months_then_six_apart() -> None:
    plan = ProtectionPlan(date(2025, 5, 31), "NEG", "NEG")
    plan.reviews = [date(2025, 8, 31), date(2026, 3, 3)]
    child = _child(Referral(date(2025, 5, 12), "6", "N1", plans=[plan]))
    assert _of(child, "rcpc") == [
        (date(2025, 5, 31), date(2025, 8, 31), date(2025, 8, 31), "met"),
        (date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 3), "late"),
        (date(2026, 3, 3), date(2026, 9, 3), None, "running"),
    ]


def test_visits_stop_being_due_when_the_plan_ends_in_time() -> None:
    plan = ProtectionPlan(date(2026, 2, 2), "NEG", "NEG", ended_on=date(2026, 2, 20))
    plan.visits = [date(2026, 2, 17)]
    child = _child(Referral(date(2026, 1, 12), "6", "N1", plans=[plan]))
    assert _of(child, "cp_visit") == [
        (date(2026, 2, 2), date(2026, 2, 16), date(2026, 2, 17), "late"),
        (date(2026, 2, 17), date(2026, 3, 3), None, "no longer due"),
    ]


def test_child_who_left_late_and_unreviewed_stays_late() -> None:
    start, end = date(2025, 12, 1), date(2026, 1, 30)
    home = _placement(start, "U6", end)
    care = Care(start, "N1", [(start, "V2")], [home], end, "E4A")
    child = _child(Referral(start, "6", "N1", cares=[care]))
    assert _of(child, "cla_review") == [(start, date(2025, 12, 31), None, "late")]


def test_visits_go_by_placement_and_slow_in_a_long_one() -> None:
    first, second = date(2024, 12, 2), date(2025, 1, 6)
    homes = [_placement(first, "U6", second), _placement(second, "U4")]
    care = Care(first, "N1", [(first, "V2")], homes)
    care.visits = [date(2024, 12, 9), date(2025, 1, 10), date(2026, 1, 6)]
    child = _child(Referral(first, "6", "N1", cares=[care]))
    assert _of(child, "cla_visit") == [
        (first, date(2024, 12, 9), date(2024, 12, 9), "met"),
        (date(2024, 12, 9), date(2025, 1, 20), None, "no longer due"),
        (second, date(2025, 1, 13), date(2025, 1, 10), "met"),
        (date(2025, 1, 10), date(2025, 2, 21), date(2026, 1, 6), "late"),
        (date(2026, 1, 6), date(2026, 4, 6), None, "running"),
    ]


def test_short_breaks_have_no_clocks_of_care() -> None:
    start = date(2025, 5, 1)
    care = Care(start, "N2", [(start, "V4")], [_placement(start, "U6")])
    child = _child(Referral(start, "1A", "N2", cares=[care]))
    assert [r.clock for r in standings(child, AS_AT)] == []


def test_tray_is_no_worker_and_a_closed_child_needs_none() -> None:
    on, left, back = date(2026, 1, 5), date(2026, 2, 2), date(2026, 2, 6)
    workers = [
        WorkerSpell("SW1", "Team Ash", on, "FCONTA", left),
        WorkerSpell("Duty Tray", "Team Ash", left, "MANAGE", back),
        WorkerSpell("SW2", "Team Ash", back, "MANAGE", date(2026, 3, 2)),
    ]
    closed = date(2026, 3, 2)
    referral = Referral(on, "6", "N1", closed_on=closed, workers=workers)
    expected = [(left, date(2026, 2, 3), back, "late")]
    assert _of(_child(referral), "unallocated") == expected
