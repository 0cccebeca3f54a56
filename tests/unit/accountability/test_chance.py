"""Control charts: the arithmetic by hand, the four rules, and what is refused."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.chance import Moved, Rebasing, Rules, moved
from clearsight.accountability.chance.limits import based_on
from clearsight.accountability.chance.series import Value
from clearsight.errors import InputError

AS_AT = date(2030, 1, 1)
STEADY = [50, 54, 48, 52, 47, 53, 49, 51, 50, 55, 46, 52, 50, 49, 51]


@dataclass(frozen=True)
class Entry:
    """What was counted in a period."""

    period: str
    numerator: float
    denominator: float | None = None


def _months(numbers: list[float], sizes: list[float] | None = None) -> list[Entry]:
    names = [f"{2020 + n // 12}-{n % 12 + 1:02d}" for n in range(len(numbers))]
    if sizes is None:
        return [Entry(m, n) for m, n in zip(names, numbers, strict=True)]
    both = zip(names, numbers, sizes, strict=True)
    return [Entry(m, n, of) for m, n, of in both]


def _after(more: list[float], better: str = "higher", **told: object) -> Moved:
    """Put points after a steady baseline of 15 months: 2020-01 to 2021-03."""
    told = {"since": date(2021, 4, 1), **told}
    return moved(_months(STEADY + more), better=better, as_at=AS_AT, **told)


def _points(numbers: list[float]) -> list[Value]:
    return [Value(str(n), AS_AT, AS_AT, v) for n, v in enumerate(numbers)]


def test_xmr_by_hand() -> None:
    """A published example: 10, 50, 40, 30 have mean 32.5 and moving ranges 40, 10, 10.

    They average 20, so the limits there are 32.5 plus and minus 53.2: 85.7 and -20.7.
    """
    base = based_on("xmr", _points([10, 50, 40, 30]), Rules())
    assert base is not None
    limits = base.at(_points([0])[0])
    assert limits.centre == 32.5
    assert limits.upper == pytest.approx(32.5 + 2.66 * (40 + 10 + 10) / 3)
    assert limits.upper == pytest.approx(85.7)
    assert limits.lower == 0, "nothing that is counted is below zero"


def test_laney_by_hand() -> None:
    """Shares of 40, 60 and 40 in a hundred, worked out with a pencil.

    The mean is 140 / 300. One sigma of the binomial is the root of p(1-p)/100, 0.04989,
    so z is -1.336, 2.673, -1.336; the moving range averages 4.009, and sigma z is
    4.009 / 1.128 = 3.554.
    """
    values = [
        Value(str(n), AS_AT, AS_AT, v, 100.0) for n, v in enumerate((0.4, 0.6, 0.4))
    ]
    base = based_on("p", values, Rules())
    assert base is not None
    assert base.centre == pytest.approx(140 / 300)
    assert base.spread == pytest.approx(3.5537, abs=1e-3)
    limits = base.at(values[0])
    assert limits.near_upper - limits.centre == pytest.approx(
        2 * 3.5537 * 0.04989, abs=1e-4
    )
    assert limits.upper == pytest.approx(
        min(1, 140 / 300 + 3 * 3.5537 * 0.04989), abs=1e-3
    )


def test_laney_never_narrows_unless_asked() -> None:
    """Points more alike than chance allows get the plain limits."""
    values = [Value(str(n), AS_AT, AS_AT, 0.5, 100.0) for n in range(14)]
    plain = based_on("p", values, Rules())
    assert plain is not None
    assert plain.at(values[0]).upper == pytest.approx(0.5 + 3 * 0.05)
    assert based_on("p", values, Rules(least_sigma_z=0)) is None


def test_a_larger_period_has_narrower_limits() -> None:
    found = moved(
        _months([20, 30, 25] * 5, [50, 60, 50] * 5), better="higher", as_at=AS_AT
    )
    small, large = found.points[0].limits, found.points[1].limits
    assert small and large
    assert large.upper - large.lower < small.upper - small.lower


@pytest.mark.parametrize(
    ("more", "rule", "verdict"),
    [
        ([80], "outlier", "better beyond chance"),
        ([20], "outlier", "worse beyond chance"),
        ([51.5] * 7, "shift", "better beyond chance"),
        ([51.5] * 6, None, "no signal"),
        ([49, 49.5, 50.2, 50.7, 51, 51.5], "trend", "better beyond chance"),
        ([49, 49.5, 50.2, 50.2, 50.7, 51, 51.5], "trend", "better beyond chance"),
        ([49, 49.5, 50.2, 50.2, 50.7, 51], None, "no signal"),
        ([60, 51, 60], "two of three", "better beyond chance"),
        ([60, 49, 60], None, "no signal"),
    ],
)
def test_each_rule(more: list[float], rule: str | None, verdict: str) -> None:
    """The mean is 50.47, one sigma 4.05. A tie neither breaks nor lengthens a trend."""
    found = _after(more)
    assert found.verdict == verdict
    assert [f.rule for f in found.found] == ([rule] if rule else [])


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    mean = sum(STEADY) / len(STEADY)
    more = [51.5, 51.6, 51.4, mean, 51.5, 51.6, 51.4]
    assert _after(more).verdict == "no signal"


def test_lower_may_be_better() -> None:
    assert _after([20], better="lower").verdict == "better beyond chance"


def test_better_and_worse_are_both_shown() -> None:
    found = _after([80, 20])
    assert found.verdict == "both"
    assert {f.way for f in found.found} == {"better", "worse"}


def test_what_moved_before_is_not_moved_since() -> None:
    """The baseline is what came just before, so an old rise is not credited."""
    old = [40, 44, 38, 42, 37, 43, 39, 41, 40, 45, 36, 42, 40, 39, 41]
    numbers = [*old, *STEADY, *STEADY[:8]]
    found = moved(
        _months(numbers), better="higher", since=date(2022, 7, 1), as_at=AS_AT
    )
    assert found.verdict == "no signal"
    assert [p.is_baseline for p in found.points].index(True) == 15


@pytest.mark.parametrize(
    ("numbers", "since", "why"),
    [
        (STEADY[:12], None, "12 points; 13 are needed"),
        (STEADY, date(2020, 9, 1), "8 points before it; 12 are needed"),
        (STEADY, date(2021, 4, 1), "no period since then is over yet"),
        ([50] * 14 + [60], date(2021, 3, 1), "do not vary"),
    ],
)
def test_too_early_says_why(numbers: list[float], since: date | None, why: str) -> None:
    found = moved(_months(numbers), better="higher", since=since, as_at=AS_AT)
    assert found.verdict == "too early"
    assert why in found.why
    assert not found.found


def test_a_month_not_over_is_left_out() -> None:
    found = moved(_months([*STEADY, 99]), better="higher", as_at=date(2021, 4, 29))
    assert len(found.points) == 15
    assert found.left_out == (("2021-04", "not over yet"),)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([Entry("2020-01/2020-12", 1), Entry("2020-02/2021-01", 1)], "overlap"),
        ([Entry("2020-01", 1), Entry("2020-01", 2)], "told twice"),
        ([Entry("2020-01", 1), Entry("2020-02/2020-04", 2)], "differ in length"),
        ([Entry("2020-01/..", 1)], "no end"),
        ([Entry("2020-01", 1, 2), Entry("2020-02", 1)], "denominator"),
        ([Entry("2020-01", 3, 2)], "at least its numerator"),
        ([Entry("2020-01", -1)], "below zero"),
        ([Entry("2020-01", float("nan"))], "no number"),
        ([Entry("last month", 1)], "not a date"),
    ],
)
def test_what_cannot_be_charted_is_refused(entries: list[Entry], said: str) -> None:
    with pytest.raises(InputError, match=said):
        moved(entries, better="higher", as_at=AS_AT)


def test_no_run_crosses_a_missing_month() -> None:
    entries = _months(STEADY + [51.5] * 8)
    assert moved(entries, better="higher", since=date(2021, 4, 1), as_at=AS_AT).found
    del entries[18]
    found = moved(entries, better="higher", since=date(2021, 4, 1), as_at=AS_AT)
    assert found.verdict == "no signal"
    assert found.points[18].is_broken


@pytest.mark.parametrize(
    ("standard", "better", "reading"),
    [
        (30, "higher", "reliably met"),
        (50, "higher", "hit and miss"),
        (70, "higher", "will not be met without redesign"),
        (70, "lower", "reliably met"),
        (30, "lower", "will not be met without redesign"),
        (None, "higher", "no standard is set"),
    ],
)
def test_will_it_meet_the_standard(
    standard: float | None, better: str, reading: str
) -> None:
    """Stable and wrong is a finding: no signal, and never met."""
    found = _after([50, 51, 49], better=better, standard=standard)
    assert (found.verdict, found.will_meet) == ("no signal", reading)


HIGH = [n + 12 for n in STEADY]
AGREED = Rebasing(date(2021, 4, 1), "a new team", "decision:1", "A. Chair")


def test_a_shift_is_rebased_once_it_is_explained_and_decided() -> None:
    found = _after(HIGH, rebasings=[AGREED])
    assert found.rebased == (AGREED,)
    assert found.verdict == "better beyond chance", "new limits take nothing away"
    first, last = found.points[0].limits, found.points[-1].limits
    assert first and last
    assert last.centre - first.centre == pytest.approx(12)
    assert not found.points[-1].signals


@pytest.mark.parametrize(
    ("rebasing", "why"),
    [
        (Rebasing(date(2021, 4, 1), "", "d", "A"), "a known cause"),
        (Rebasing(date(2021, 4, 1), "c", "", "A"), "a decision"),
        (Rebasing(date(2021, 4, 1), "c", "d", " "), "the name"),
        (Rebasing(date(2020, 9, 1), "c", "d", "A"), "no shift"),
        (Rebasing(date(2028, 9, 1), "c", "d", "A"), "no point"),
        (Rebasing(date(2021, 9, 1), "c", "d", "A"), "fewer than 12"),
    ],
)
def test_a_rebasing_that_lacks_something_is_refused(
    rebasing: Rebasing, why: str
) -> None:
    found = _after(HIGH, rebasings=[rebasing])
    assert not found.rebased
    assert why in found.refused[0][1]


def test_a_new_definition_breaks_the_line_and_compares_with_nothing() -> None:
    new = Rebasing(date(2021, 4, 1), "new layout", "d", "A", "new definition")
    found = _after(HIGH, rebasings=[new])
    assert found.points[15].is_broken
    assert found.verdict == "too early"
    assert "defined anew" in found.why


def _events(gaps: list[int]) -> list[Entry]:
    day, found = date(2010, 1, 1).toordinal(), []
    for gap in [0, *gaps]:
        day += gap
        found.append(Entry(date.fromordinal(day).isoformat(), 1))
    return found


USUAL = [30, 55, 20, 41, 62, 18, 35, 47, 28, 51, 33, 44, 25, 39, 58]


def test_longer_between_rare_events_is_better() -> None:
    events = _events([*USUAL, 70, 65, 80, 72, 69, 77, 90])
    since = date.fromisoformat(events[16].period)
    as_at = date.fromisoformat(events[-1].period)
    found = moved(events, better="lower", kind="days between", since=since, as_at=as_at)
    assert found.verdict == "better beyond chance"
    other = moved(
        events, better="higher", kind="days between", since=since, as_at=as_at
    )
    assert other.verdict == "worse beyond chance"


def test_the_days_since_the_latest_event_count_only_for_their_length() -> None:
    """The true gap is at least so long: it may be a good sign and never a bad one."""
    events = _events(USUAL)
    since = date.fromisoformat(events[-1].period)
    soon = date.fromordinal(since.toordinal() + 1)
    late = date.fromordinal(since.toordinal() + 900)
    told = {"better": "lower", "kind": "days between", "since": since}
    assert moved(events, as_at=soon, **told).verdict == "no signal"
    found = moved(events, as_at=late, **told)
    assert found.verdict == "better beyond chance"
    assert found.points[-1].is_open


def test_a_rare_event_needs_its_day() -> None:
    with pytest.raises(InputError, match="the day on which it happened"):
        moved([Entry("2020-01", 1)], better="lower", kind="days between", as_at=AS_AT)


def test_cases_between_events_have_limits_as_unlikely_as_three_sigma() -> None:
    """With 99 cases between events on average, each case has a chance of 1 in 100."""
    base = based_on("g", _points([99.0] * 12), Rules())
    assert base is not None
    limits = base.at(_points([0])[0])
    assert 0.99**limits.upper == pytest.approx(0.00135, rel=0.01)
    assert limits.centre == pytest.approx(0.693 * 99, rel=0.01)


NUMBERS = st.lists(st.integers(0, 200), min_size=18, max_size=40)


@given(NUMBERS, st.randoms())
def test_the_order_in_which_it_is_told_does_not_matter(
    numbers: list[float], chance: random.Random
) -> None:
    entries = _months(numbers)
    other = entries[:]
    chance.shuffle(other)
    told = {"better": "higher", "since": date(2021, 3, 1), "as_at": AS_AT}
    assert moved(entries, **told) == moved(other, **told)


@given(NUMBERS)
def test_the_way_that_is_better_turns_the_verdict_round(numbers: list[float]) -> None:
    told = {"since": date(2021, 3, 1), "as_at": AS_AT}
    up = moved(_months(numbers), better="higher", **told)
    down = moved(_months(numbers), better="lower", **told)
    turned = {
        "better beyond chance": "worse beyond chance",
        "worse beyond chance": "better beyond chance",
    }
    assert down.verdict == turned.get(up.verdict, up.verdict)


@given(NUMBERS, st.sampled_from([0.5, 2, 4]))
def test_the_unit_does_not_matter(numbers: list[float], times: float) -> None:
    """Weeks or days, the verdict is the same (by powers of two, which lose nothing)."""
    told = {"better": "higher", "since": date(2021, 3, 1), "as_at": AS_AT}
    one = moved(_months(numbers), **told)
    other = moved(_months([n * times for n in numbers]), **told)
    assert (one.verdict, one.found) == (other.verdict, other.found)


def test_false_signals_are_as_rare_as_the_page_says() -> None:
    """Pure chance, a year after the baseline: docs/explanation says about 1 in 8."""
    chance = random.Random(3)
    signals = 0
    for _ in range(300):
        shares = [sum(chance.random() < 0.7 for _ in range(60)) for _ in range(27)]
        entries = _months(shares, [60.0] * 27)
        told = moved(entries, better="higher", since=date(2021, 4, 1), as_at=AS_AT)
        signals += told.verdict != "no signal"
    assert 0.06 < signals / 300 < 0.20
