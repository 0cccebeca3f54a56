"""The estimates agree with lifelines, and with plain counting day by day."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test

from clearsight.oversight.waiting.estimate import incidence, log_rank, survival

ENDINGS = ("care", "closed")
SPELLS = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(1, 25), st.sampled_from([None, *ENDINGS])
    ).map(lambda s: (s[0], s[0] + s[1], s[2])),
    min_size=1,
    max_size=30,
)


def frame(spells, group="a"):
    return pl.DataFrame(
        [(group, *s, s[2] is not None) for s in spells],
        schema={
            "group": pl.String, "entry": pl.Int64, "lasted": pl.Int64,
            "ending": pl.String, "is_ended": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip


def slow(spells, ending=None):
    """Count each day by itself: watched, share still going on, share come to ending."""
    lived, came, told = Fraction(1), Fraction(0), {}
    for day in range(1, max(s[1] for s in spells) + 1):
        watched = [s for s in spells if s[0] < day <= s[1]]
        over = [s for s in watched if s[1] == day and s[2]]
        if over:
            these = sum(s[2] == ending for s in over)
            came += lived * Fraction(these, len(watched))
            lived *= 1 - Fraction(len(over), len(watched))
        told[day] = (len(watched), lived, came)
    return told


def on_day(curve, day):
    """Return the last row on or before the day."""
    return curve.filter(pl.col("day") <= day).tail(1)


@given(SPELLS)
def test_survival_is_what_counting_day_by_day_gives(spells):
    curve = survival(frame(spells), ["group"])
    thinnest = len(spells)
    for day, (watched, lived, _) in slow(spells).items():
        row = on_day(curve, day).row(0, named=True)
        thinnest = min(thinnest, watched)
        assert row["at_risk"] == watched
        assert row["thinnest"] == thinnest
        assert row["survival"] == pytest.approx(float(lived), abs=1e-12)


@given(SPELLS)
def test_incidence_is_what_counting_day_by_day_gives_and_adds_up(spells):
    found = incidence(frame(spells), ["group"])
    for ending in ENDINGS:
        own = found.filter(pl.col("ending") == ending)
        for day, (_, _, came) in slow(spells, ending).items():
            row = on_day(own, day)
            share = row["share"][0] if row.height else 0.0
            assert share == pytest.approx(float(came), abs=1e-12)
    lasting = survival(frame(spells), ["group"])["survival"][-1]
    shares = found.group_by("ending").agg(pl.col("share").max())["share"].sum()
    assert shares + lasting == pytest.approx(1)


@settings(deadline=None)
@given(SPELLS)
def test_survival_is_what_lifelines_gives_with_late_entry(spells):
    curve = survival(frame(spells), ["group"])
    # lifelines says nothing of days before anyone is watched, and refuses a hole later.
    curve = curve.filter(pl.col("day") > min(s[0] for s in spells))
    last = max(s[1] for s in spells)
    assume(0 not in curve.filter(pl.col("day") <= last)["at_risk"].to_list())
    fitter = KaplanMeierFitter().fit(
        [s[1] for s in spells],
        [s[2] is not None for s in spells],
        entry=[s[0] for s in spells],
    )
    days = curve["day"].to_list()
    theirs = fitter.survival_function_at_times(days).to_numpy()
    # Once nobody is left the share is 0 for good; both must say so.
    assert np.allclose(curve["survival"].to_numpy(), theirs, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(SPELLS)
def test_incidence_is_what_lifelines_gives(spells):
    # lifelines moves ties apart at random, so each spell ends on a day of its own.
    apart = [(0, s[1] * 100 + n, s[2]) for n, s in enumerate(spells)]
    found = incidence(frame(apart), ["group"])
    codes = [0 if s[2] is None else 1 + ENDINGS.index(s[2]) for s in apart]
    for number, ending in enumerate(ENDINGS, start=1):
        if number not in codes:
            continue
        fitter = AalenJohansenFitter(calculate_variance=False).fit(
            [s[1] for s in apart], codes, event_of_interest=number
        )
        own = found.filter(pl.col("ending") == ending)
        table = fitter.cumulative_density_
        theirs = [table[table.index <= day].iloc[-1, 0] for day in own["day"]]
        assert np.allclose(own["share"].to_numpy(), theirs, atol=1e-9)


@settings(deadline=None)
@given(SPELLS, SPELLS)
def test_the_log_rank_test_is_what_lifelines_gives(first, second):
    one, two = ([(0, s[1], s[2]) for s in spells] for spells in (first, second))
    ours = log_rank(frame(one), frame(two))
    if not any(s[2] for s in one + two) or ours.statistic == 0:
        return
    theirs = logrank_test(
        [s[1] for s in one],
        [s[1] for s in two],
        [s[2] is not None for s in one],
        [s[2] is not None for s in two],
    )
    assert ours.statistic == pytest.approx(theirs.test_statistic, abs=1e-8)
    assert ours.chance == pytest.approx(theirs.p_value, abs=1e-8)


def test_a_faster_cohort_is_told_apart_and_a_like_one_is_not():
    slow_ones = frame([(0, 10 + n, "closed") for n in range(40)])
    fast = frame([(0, 5 + n // 2, "closed") for n in range(40)])
    found = log_rank(fast, slow_ones)
    assert found.ended > found.expected
    assert found.chance < 0.001
    assert log_rank(slow_ones, slow_ones).chance == 1


def test_nothing_ended_tells_nothing():
    going_on = frame([(0, 9, None)])
    assert log_rank(going_on, going_on).chance == 1
    assert incidence(going_on, ["group"]).is_empty()


def test_late_entry_leaves_the_first_days_unwatched():
    curve = survival(frame([(5, 9, "closed")] * 20), ["group"])
    assert curve["thinnest"].to_list() == [0] * curve.height


def test_groups_do_not_touch_one_another():
    both = pl.concat([frame([(0, 3, "care")]), frame([(0, 7, None)], "b")])
    found = survival(both, ["group"]).filter(pl.col("day") == 3)
    assert found.rows() == [("a", 3, 1, 1, 0.0, 1)]
