"""The truth about drift, against children worked out by hand."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from clearsight import madeup
from clearsight.madeup.drift import LEFT_OUT, RULES, raised, the_day
from clearsight.madeup.drift.day import Day
from clearsight.madeup.stories_drift import DRIFTS
from clearsight.madeup.true import (
    Assessment,
    Away,
    Care,
    Child,
    CinPlan,
    Enquiry,
    Placement,
    ProtectionPlan,
    Referral,
    WorkerSpell,
)

AS_AT = date(2026, 3, 31)
MONTHS = [date(2025, 3, 31), date(2026, 1, 31), date(2026, 2, 28), AS_AT]
NOW = date(2026, 3, 30)
Read = Callable[[str], list[dict[str, str]]]


def _child(*referrals: Referral, born_on: date = date(2015, 1, 1)) -> Child:
    for found in referrals:
        if not found.workers:
            end = found.closed_on
            found.workers = [WorkerSpell("SW1", "Team Ash", found.on, "FCONTA", end)]
    return Child(1, born_on, "F", "WBRI", "UN5", referrals=list(referrals))


def _of(child: Child, signal: str) -> dict[str, date]:
    day = the_day([child], MONTHS, AS_AT)
    return {about: on for key, about, on in raised(child, day) if key == signal}


def _plan(
    start: date, end: date | None = None, category: str = "EMO"
) -> ProtectionPlan:
    return ProtectionPlan(start, category, category, end, visits=[end or NOW])


def _care(start: date, status: str = "C2", place: str = "U6") -> Care:
    home = Placement(start, place, "PR1", "ZZ99 1AA", "SC900001")
    care = Care(start, "N1", [(start, status)], [home], visits=[NOW])
    care.permanence, care.permanence_on = "a", start
    return care


def test_referrals_are_counted_back_from_the_day() -> None:
    first = Referral(date(2025, 2, 1), "6", "N1", closed_on=date(2025, 3, 31))
    second = Referral(date(2025, 4, 1), "6", "N1", closed_on=date(2025, 10, 1))
    third = Referral(date(2026, 1, 5), "6", "N1")
    assert _of(_child(first, second, third), "S06") == {
        "second in 12 months": third.on,
        "third in 24 months": third.on,
    }
    second.closed_on = date(2025, 10, 7)
    assert set(_of(_child(first, second, third), "S06")) == {
        "second in 12 months",
        "third in 24 months",
        "soon after closing",
    }
    second.on, second.closed_on = date(2025, 1, 4), date(2025, 2, 1)
    first.on = first.closed_on = date(2024, 1, 4)
    assert _of(_child(first, second, third), "S06") == {}


def test_a_closed_child_has_no_signal() -> None:
    closed = Referral(date(2026, 1, 5), "6", "N1", closed_on=date(2026, 3, 1))
    closed.plans = [_plan(date(2023, 1, 9))]
    assert raised(_child(closed), the_day([], MONTHS, AS_AT)) == []


@pytest.mark.parametrize(
    ("start", "is_long"), [(date(2024, 3, 31), True), (date(2024, 4, 1), False)]
)
def test_a_plan_is_long_at_two_years(start: date, is_long: bool) -> None:
    child = _child(Referral(start, "6", "N1", plans=[_plan(start)]))
    assert bool(_of(child, "S04")) == is_long


def test_two_falls_undone_and_short_moves_left_out() -> None:
    on = date(2024, 9, 2)
    plans = [
        _plan(on, date(2025, 1, 6)),
        _plan(date(2025, 5, 6), date(2025, 9, 1)),
        _plan(date(2025, 12, 1)),
    ]
    child = _child(Referral(on, "6", "N1", plans=plans))
    assert _of(child, "S05") == {"up, down, up": date(2025, 12, 1)}
    plans[1].ended_on = date(2025, 11, 20)
    assert _of(child, "S05") == {}


def test_a_plan_again_counts_from_the_end_of_the_last() -> None:
    on, ended = date(2024, 5, 1), date(2024, 6, 3)
    again = _plan(date(2026, 2, 2))
    child = _child(Referral(on, "6", "N1", plans=[_plan(on, ended), again]))
    assert _of(child, "S07") == {"protection plan again": again.starts_on}


def test_neglect_adds_up_over_short_gaps() -> None:
    on = date(2024, 10, 1)
    plans = [_plan(on, date(2025, 4, 1), "NEG"), _plan(date(2025, 6, 30), None, "NEG")]
    child = _child(Referral(on, "6", "N1", plans=plans))
    # 182 days, then the 184th day of the second plan.
    assert _of(child, "S13") == {"over 12 months": date(2025, 12, 31)}
    plans[1].starts_on = date(2025, 7, 1)
    assert _of(child, "S13") == {}


def test_two_enquiries_within_the_year() -> None:
    on = date(2025, 4, 1)
    held = [Enquiry(d, not_needed_on=d) for d in (on, date(2025, 11, 3))]
    child = _child(Referral(on, "6", "N1", enquiries=held))
    assert _of(child, "S14") == {"two in 12 months": date(2025, 11, 3)}
    held[0].starts_on = date(2025, 3, 31)
    assert _of(child, "S14") == {}


def test_unseen_on_a_plan_of_help() -> None:
    on = date(2026, 2, 2)
    plan = CinPlan(on, seen_on=[date(2026, 3, 3)])
    child = _child(Referral(on, "6", "N1", cin_plans=[plan]))
    assert _of(child, "S09") == {}
    plan.seen_on = [date(2026, 3, 2)]
    assert _of(child, "S09") == {"child in need visit": date(2026, 3, 31)}


def test_assessed_and_not_seen() -> None:
    one = Assessment(date(2026, 3, 16))
    child = _child(Referral(date(2026, 3, 16), "6", "N1", assessment=one))
    assert _of(child, "S09") == {"assessment, not seen": date(2026, 3, 24)}
    one.seen_on = date(2026, 3, 20)
    assert _of(child, "S09") == {}


def test_a_long_plan_of_help_is_asked_about_again() -> None:
    for start, since in (
        (date(2025, 7, 1), None),
        (date(2025, 6, 29), date(2026, 3, 30)),
        (date(2024, 12, 31), date(2025, 10, 1)),
        (date(2024, 12, 30), date(2026, 3, 31)),
    ):
        child = _child(Referral(start, "6", "N1", cin_plans=[CinPlan(start)]))
        found = _of(child, "S12")
        assert found == ({"child in need plan": since} if since else {}), start


def test_nobody_is_seen_alone_before_the_birth() -> None:
    plan = _plan(date(2026, 3, 2))
    plan.visits = [date(2026, 3, 16)]
    child = _child(Referral(date(2026, 3, 2), "6", "N1", plans=[plan]))
    assert _of(child, "S15") == {"not seen alone": date(2026, 3, 16)}
    child.born_on = date(2026, 3, 17)
    assert _of(child, "S15") == {}


def test_workers_are_people_on_month_ends() -> None:
    on = date(2026, 1, 5)
    found = Referral(on, "6", "N1")
    turns = [on, date(2026, 2, 2), date(2026, 2, 10), date(2026, 3, 2), None]
    found.workers = [
        WorkerSpell(f"SW{n}", "Team Ash", start, "MANAGE", end)
        for n, (start, end) in enumerate(pairwise(turns))
        if start
    ]
    # SW1 came and went between two month ends, and no list ever shows it.
    assert _of(_child(found), "S08") == {
        "three in 12 months": AS_AT,
        "two in six months": AS_AT,
    }


def test_silence_is_28_days_and_60_where_settled() -> None:
    start = date(2024, 1, 8)
    care = _care(start, place="U4")
    care.visits = [date(2026, 2, 16)]
    child = _child(Referral(start, "6", "N1", cares=[care]))
    assert _of(child, "S11") == {}
    care.placements[0].place = "U6"
    assert _of(child, "S11") == {"silent": date(2026, 3, 17)}


def test_legal_status_adrift() -> None:
    start = date(2025, 9, 1)
    for status, place, about in (
        ("V2", "U6", "section 20"),
        ("C2", "P1", "care order at home"),
        ("E1", "U6", "placement order"),
    ):
        care = _care(start, status, place)
        found = _of(_child(Referral(start, "6", "N1", cares=[care])), "S17")
        assert set(found) == {about}
    older = _child(Referral(start, "6", "N1", cares=[_care(start, "V2")]))
    older.born_on = date(2009, 9, 1)
    assert _of(older, "S17") == {}


def test_missing_and_not_asked() -> None:
    start = date(2025, 9, 1)
    care = _care(start)
    days = (date(2026, 1, 31), date(2026, 2, 20), date(2026, 3, 24))
    care.away = [Away("M", on, on) for on in days]
    child = _child(Referral(start, "6", "N1", cares=[care]))
    assert _of(child, "S22") == {
        "not offered": date(2026, 3, 28),
        "three in 90 days": days[2],
    }
    care.away[2].offered_on = date(2026, 3, 30)
    care.away[0].starts_on = date(2025, 12, 31)
    assert _of(child, "S22") == {}
    assert set(_of(child, "S15")) >= {"return interview"}


def test_the_stack_needs_three_and_one_that_is_pressing() -> None:
    start = date(2025, 9, 1)
    care = _care(start)
    care.placements[0].is_in_area = False
    care.placements[0].miles = 40
    care.permanence_on = None
    care.visits = [date(2026, 2, 16)]
    child = _child(Referral(start, "6", "N1", cares=[care]))
    care.reviews = [date(2025, 9, 22), date(2025, 12, 15)]
    assert list(_of(child, "S27")) == ["S01 S09 S11 S15 S18 S19"]
    care.visits, care.permanence_on = [NOW], start
    assert _of(child, "S27") == {}


def test_planned_drift_is_true(truth: Read) -> None:
    rows = truth("planned_signals")
    assert {row["story"] for row in rows} == {drift.key for drift in DRIFTS}
    got = {(r["child"], r["signal"], r["about"]) for r in truth("signals")}
    for row in rows:
        assert (row["child"], row["signal"], row["about"]) in got, row


def test_every_rule_is_met_by_some_planned_child_or_clock() -> None:
    told = {signal for drift in DRIFTS for signal in drift.signals}
    by_chance = {"S03", "S08", "S11", "S13", "S15", "S23"}
    by_clock = {"S01", "S02", "S27", "S24"}
    also = {("S09", "protection visit"), ("S09", "care visit"), ("S14", "no outcome")}
    also |= {("S06", "soon after closing")}
    for rule in RULES:
        key = (rule.signal, rule.about)
        assert key in told | also or rule.signal in by_chance | by_clock, key


def test_signals_are_in_the_table_and_of_the_day(truth: Read) -> None:
    rules = {(rule.signal, rule.about) for rule in RULES}
    for row in truth("signals"):
        assert row["since"] <= madeup.AS_AT.isoformat()
        if row["signal"] not in ("S01", "S02", "S27"):
            assert (row["signal"], row["about"]) in rules


def test_the_returns_reach_to_the_first_year_with_an_extract() -> None:
    assert the_day([], MONTHS[1:], AS_AT).reach == date(2025, 4, 1)
    assert the_day([], MONTHS, AS_AT).reach == date(2024, 4, 1)
    assert isinstance(the_day([], MONTHS, AS_AT), Day)


def test_the_truth_rests_on_nothing_that_it_checks() -> None:
    """Neither clocks nor oversight nor journeys may be behind the truth of drift."""
    folder = Path(madeup.__file__).parent
    paths = [*folder.glob("drift/*.py"), folder / "standings.py", folder / "days.py"]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith("clearsight.") or (
                    node.module.startswith("clearsight.madeup")
                ), (path, node.module)


def test_the_page_says_each_definition() -> None:
    """The page and the table that is computed from are one."""
    docs = Path(__file__).parents[3] / "docs" / "explanation"
    page = (docs / "the-made-up-council.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| {rule.signal} | {rule.about} | " in page, rule.about
        assert rule.words in page, rule.about
    for key, why in LEFT_OUT.items():
        assert f"| {key} | {why} |" in page
