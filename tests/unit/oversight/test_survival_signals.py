"""S03 says what it rests on, freezes its past, and says what it cannot do."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.journeys import events as e
from clearsight.oversight.signals.rows import COLUMNS
from clearsight.oversight.waiting.baseline import Rules, baseline, dates, entry
from clearsight.oversight.waiting.signals import LONG_HERE as S03
from clearsight.oversight.waiting.signals import against, rules_of, waiting
from clearsight.oversight.waiting.states import SPELL
from clearsight.oversight.waiting.windows import WINDOW

AS_AT = date(2026, 3, 31)
PLAN = {
    "council": pl.String, "child": pl.String, "kind": pl.String, "spell": pl.String,
    "starts_on": pl.Date, "ended_on": pl.Date, "is_open": pl.Boolean,
    "outcome": pl.String, "detail": pl.String, "within": pl.String,
    "known_to": pl.Date, "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip
EVENT = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "detail": pl.String,
}  # fmt: skip


def plan(child, start, days=None, category="EMO", council="X"):
    began = date.fromisoformat(start)
    return {
        "council": council, "child": child, "kind": e.PROTECTION_PLAN, "spell": child,
        "starts_on": began, "ended_on": days and began + timedelta(days=days),
        "is_open": days is None, "detail": category, "sources": "cin", "file": "f",
        "row": 1,
    }  # fmt: skip


def found(plans, as_at=AS_AT, begins=date(2020, 4, 1)):
    spells = pl.DataFrame(plans, schema=PLAN)
    who = spells.select("council", "child").unique()
    councils = sorted(set(who["council"]))
    return waiting(
        spells,
        pl.DataFrame(schema=EVENT),
        who.with_columns(birth_on=pl.lit(date(2016, 5, 1))),
        pl.DataFrame(
            [(c, "cin", begins, as_at) for c in councils], schema=WINDOW, orient="row"
        ),
        as_at=as_at,
    )


PAST = [plan(f"p{n}", "2023-01-01", 100) for n in range(90)] + [
    plan(f"q{n}", "2023-01-01", 800) for n in range(10)
]
LONG = plan("long", "2025-04-01")


def test_the_sentence_holds_the_counts_and_the_dates():
    row = found([*PAST, LONG]).signals.row(0, named=True)
    assert (row["signal"], row["tier"], row["child"]) == ("S03", 2, "long")
    assert row["since"] == date(2025, 4, 1) + timedelta(days=100)
    for part in (
        "Day 364 on a child protection plan, since 01/04/2025.",
        "Of 100 such plans begun here from 01/04/2022 to 30/09/2024",
        "at age 5 to 9, without neglect recorded",
        "9 in 10 had ended by day 100",
        "on day 100, 100 were still running (watched from 01/04/2022 to 31/03/2025).",
    ):
        assert part in row["because"]
    assert "Not told apart" not in row["because"]


def test_a_split_that_was_dropped_is_said():
    row = found([*PAST, plan("long", "2025-04-01", category="NEG")]).signals
    assert "neglect recorded, since" in row["because"][0]
    assert "Not told apart by neglect or disability as the need" in row["because"][0]


def test_councils_are_held_against_their_own_past():
    elsewhere = plan("long", "2025-04-01", council="Y")
    both = found([*PAST, elsewhere])
    assert both.signals.is_empty()
    assert both.questions["council"].to_list() == ["Y"]


def test_without_a_past_it_cannot_run_and_says_which_data_are_missing():
    short = found([*PAST, LONG], begins=date(2025, 4, 1))
    assert short.signals.is_empty()
    row = short.questions.row(0, named=True)
    assert (row["about"], row["rows"]) == ("signal S03", 1)
    for part in ("cannot run for 1", "0 are in the data", "begin on 01/04/2025"):
        assert part in row["what"]
    assert "earlier years" in row["do"]


def test_the_baseline_is_the_same_all_year_and_prints_its_days():
    early, late = date(2025, 4, 1), date(2026, 3, 31)
    rules = Rules()
    assert dates(early, rules) == dates(late, rules)
    assert dates(late, rules) != dates(late + timedelta(days=1), rules)
    here = found(PAST, as_at=early).baseline
    there = found(PAST, as_at=late).baseline
    assert here.groups.equals(there.groups)
    assert here.curves.equals(there.curves)


def test_a_care_order_whose_start_nobody_knows_says_at_least():
    row = found([*PAST, LONG]).spells.filter(pl.col("child") == "long")
    base = found(PAST).baseline
    unsure = row.with_columns(is_start_known=pl.lit(value=False))
    assert against(unsure, base, Rules())["long_from"].to_list() == [100]
    assert not baseline(unsure, AS_AT, Rules()).groups.height


def test_the_rows_are_those_of_every_other_signal():
    assert found([*PAST, LONG]).signals.columns == list(COLUMNS)


def test_thresholds_become_rules():
    told = {(S03.key, t.name): t.default for t in S03.thresholds}
    assert rules_of(told) == Rules()
    assert rules_of({**told, (S03.key, "percent"): 5}).share == 0.05


WAITS = st.lists(
    st.tuples(
        st.integers(-50, 950),
        st.integers(1, 200),
        st.sampled_from([True, True, True, False]),
        st.booleans(),
    ),
    min_size=5,
    max_size=40,
)
SMALL = Rules(endings=4, running=2, share=0.34)


def slow(spells, day, begins):
    """Hold one wait against the past by going through it day by day, by the note."""
    from fractions import Fraction

    when = dates(AS_AT, SMALL)
    past = []
    for start, end, neglect in spells:
        over = end is not None and end <= when.followed_to
        until = end if over else when.followed_to
        if when.begun_from <= start <= when.begun_to and until >= begins:
            past.append((start, until, over, neglect))
    for group in ([p for p in past if p[3] == day[1]], past):
        if sum(p[2] for p in group) < SMALL.endings:
            continue
        left = Fraction(1)
        for d in range(1, day[0] + 1):
            on = [p for p in group if (p[1] - p[0]).days >= d
                  and p[0] + timedelta(days=d) >= begins]  # fmt: skip
            if len(on) < SMALL.running:
                return False
            over = sum(p[2] and (p[1] - p[0]).days == d for p in on)
            left *= 1 - Fraction(over, len(on))
            if left <= Fraction(34, 100) and d >= SMALL.days:
                return True
        return False
    return False


@settings(deadline=None, max_examples=150)
@given(WAITS, st.integers(20, 900), st.booleans(), st.integers(0, 600))
def test_it_is_raised_when_going_through_the_past_by_hand_raises_it(
    waits, day, neglect, later
):
    first, begins = date(2022, 4, 1), date(2021, 1, 1) + timedelta(days=later)
    past = [
        (
            first + timedelta(days=s),
            first + timedelta(days=s + n) if over else None,
            neg,
        )
        for s, n, over, neg in waits
    ]
    blank = {**dict.fromkeys(SPELL), "council": "X", "state": e.CIN_PLAN,
             "is_start_known": True, "age_band": "5 to 9", "for_disability": False,
             "is_current": False, "child": "p"}  # fmt: skip
    rows = [
        {**blank, "starts_on": s, "ended_on": t, "seen_to": t or AS_AT, "neglect": n,
         "entered_on": max(s, begins)}
        for s, t, n in past
    ]  # fmt: skip
    mine = {**blank, "child": "c", "starts_on": AS_AT - timedelta(days=day),
            "seen_to": AS_AT, "is_current": True, "neglect": neglect,
            "is_start_known": False}  # fmt: skip
    spells = pl.DataFrame([*rows, mine], schema=SPELL)
    held = against(spells, baseline(spells, AS_AT, SMALL), SMALL)
    ours = bool(held.filter(pl.col("day") >= pl.col("long_from")).height)
    assert ours == slow(past, (day, neglect), begins)


@pytest.mark.parametrize(("late", "missed"), [(0, 0), (1, 0), (2, 1), (30, 29)])
def test_the_first_day_of_the_data_is_watched(late, missed):
    start = date(2023, 1, 1)
    rows = pl.DataFrame(
        {"starts_on": [start], "entered_on": [start + timedelta(days=late)]}
    )
    assert rows.select(entry()).item() == missed
