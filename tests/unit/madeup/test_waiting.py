"""Time in state, against spells and counts worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

from clearsight.madeup.drift.day import Day
from clearsight.madeup.drift.waiting import Group, Wait, baseline, waits
from clearsight.madeup.true import Child, CinPlan, ProtectionPlan, Referral

AS_AT = date(2026, 3, 31)
DAY = Day(AS_AT, date(2023, 4, 1), (date(2023, 9, 30), AS_AT))
LIKE: Group = ("protection plan", "5 to 9", False, False)


def _child(found: Referral) -> Child:
    return Child(1, date(2018, 1, 1), "F", "WBRI", "UN5", referrals=[found])


def _ended(count: int, after: int) -> list[Wait]:
    start = date(2023, 6, 1)
    end = start + timedelta(days=after)
    return [Wait(LIKE, start, end) for _ in range(count)]


def test_the_highest_state_counts_and_a_short_break_is_bridged() -> None:
    found = Referral(date(2024, 1, 8), "6", "N1")
    found.cin_plans = [
        CinPlan(date(2024, 2, 1), date(2024, 6, 3)),
        CinPlan(date(2024, 6, 17), None),
    ]
    found.plans = [
        ProtectionPlan(date(2024, 9, 2), "NEG", "NEG", date(2025, 3, 3)),
    ]
    told = [(w.group[0], w.starts_on, w.ended_on) for w in waits(_child(found), DAY)]
    assert told == [
        ("referral", date(2024, 1, 8), date(2024, 2, 1)),
        ("child in need plan", date(2024, 2, 1), date(2024, 9, 2)),
        # The fortnight with no plan was a state too, though it is no break in the plan.
        ("referral", date(2024, 6, 3), date(2024, 6, 17)),
        ("protection plan", date(2024, 9, 2), date(2025, 3, 3)),
        ("child in need plan", date(2025, 3, 3), None),
    ]
    assert waits(_child(found), DAY)[3].group == (*LIKE[:2], True, False)


def test_a_wait_is_long_once_a_tenth_or_fewer_go_on() -> None:
    rows = [*_ended(54, 100), *_ended(35, 200), *_ended(1, 250), *_ended(10, 300)]
    assert baseline(rows, DAY)[LIKE] == 250
    # With 11 of 101 still there, more than a tenth go on until the last have ended.
    assert baseline([*rows, *_ended(1, 300)], DAY)[LIKE] == 300


def test_no_wait_is_long_where_too_few_were_watched() -> None:
    rows = [*_ended(30, 100), *_ended(5, 200)]
    assert baseline(rows, DAY)[LIKE] == 0


def test_too_few_endings_are_no_group() -> None:
    few = baseline(_ended(29, 100), DAY)
    assert few == {}
    wider = (*LIKE[:3], None)
    other = (*LIKE[:3], True)
    more = [*_ended(29, 100), Wait(other, date(2023, 6, 1), date(2023, 9, 9))]
    assert set(baseline(more, DAY)) == {wider, (*LIKE[:2], None, None), (
        LIKE[0], None, None, None,
    )}  # fmt: skip


def test_the_baseline_is_of_three_years_less_six_months_and_frozen() -> None:
    long_ago = Wait(LIKE, date(2022, 3, 31), date(2022, 9, 1))
    too_new = Wait(LIKE, date(2024, 10, 1), date(2024, 12, 1))
    rows = [*_ended(29, 100), *[long_ago, too_new] * 5]
    assert baseline(rows, DAY) == {}
    # What ended since the last financial year is still open in the baseline.
    assert baseline([*_ended(29, 100), *_ended(1, 800)], DAY) == {}


def test_those_already_waiting_when_the_data_begin_enter_late() -> None:
    early = Wait(LIKE, date(2022, 4, 1), date(2023, 9, 1))
    rows = [*_ended(36, 100), *_ended(4, 120), *[early] * 40]
    # The early ones are watched from day 364 on, and save nobody before.
    assert baseline(rows, DAY)[LIKE] == 100
