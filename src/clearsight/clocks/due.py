"""When a gap is due: the limit in force on the day it begins, counted from that day.

All expressions are Narwhals, so that each engine can check the other. The limits of all
clocks are worked out in one pass: a limit is a small number, its place in a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import POSITIONS, Limit, Step
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

WORKING_DAY, SCHOOL_DAY = "working day", "school day"
# Month and day, first and last, between which no school in England is on holiday.
IN_SCHOOL = (
    (108, 207), (301, 319), (501, 519), (608, 714), (907, 1013), (1106, 1214),
)  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """Names of the columns that a due date is worked out from.

    `on`: first day of the gap (Date). `position`: 1 first, 2 second, 3 later.
    `begun_on`: first day of the spell. `start`: kind of event that began the spell.
    `switched_on`: day from which the steps hold that follow an event (Date).
    `nth`: the clock's place in the list (Int64), where it has a column; else rows are
    told by `clock`, which takes longer.
    """

    on: str
    position: str
    begun_on: str = "begun_on"
    start: str = "start"
    switched_on: str = "switched_on"
    nth: str = ""

    def of(self, clock: str, nth: int) -> nw.Expr:
        """Say whether a row is of this clock."""
        return nw.col(self.nth) == nth if self.nth else nw.col("clock") == clock


@dataclass(frozen=True)
class _Rung:
    clock: str
    nth: int
    since: date
    until: date
    step: Step


def limits_of(clocks: Sequence[Clock]) -> tuple[Limit, ...]:
    """Return each different limit of these clocks once, in a fixed order."""
    return tuple(dict.fromkeys(s.limit for c in clocks for s in c.steps))


def _rungs(clocks: Sequence[Clock]) -> list[_Rung]:
    out = []
    for nth, clock in enumerate(clocks):
        if _is_plain(clock):
            continue
        dated = list(clock.ladders.items())
        ends = [since for since, _ in dated[1:]] + [date.max]
        for (since, ladder), until in zip(dated, ends, strict=True):
            out += [_Rung(clock.key, nth, since, until, step) for step in ladder]
    return out


def _fits(rung: _Rung, gap: Gap) -> nw.Expr:
    on, step = nw.col(gap.on), rung.step
    fits = gap.of(rung.clock, rung.nth) & (on >= rung.since)
    if rung.until < date.max:
        fits &= on <= rung.until - timedelta(days=1)
    if step.position != "any":
        fits &= nw.col(gap.position).is_in(list(POSITIONS[step.position]))
    if step.from_age:
        fits &= on >= _later(nw.col(gap.begun_on), step.from_age)
    if step.starts:
        fits &= nw.col(gap.start).is_in(list(step.starts))
    if step.after:
        fits &= (on >= nw.col(gap.switched_on)).fill_null(False)
    return fits


def _later(on: nw.Expr, limit: Limit) -> nw.Expr:
    if limit.by:
        return _next(on, *limit.by)
    return on.dt.offset_by(limit.offset).cast(nw.Date)


def _next(on: nw.Expr, month: int, day: int) -> nw.Expr:
    """Return the first such day of the year that is not before the day given."""
    year = on.dt.year().cast(nw.Int64)
    passed = (on.dt.month() > month) | ((on.dt.month() == month) & (on.dt.day() > day))
    year = nw.when(passed).then(year + 1).otherwise(year)
    text = nw.concat_str(year.cast(nw.String), nw.lit(f"-{month:02}-{day:02}"))
    return text.str.to_date("%Y-%m-%d")


def limit_number(clocks: Sequence[Clock], gap: Gap) -> nw.Expr:
    """Return the limit's place in `limits_of(clocks)`; null where none is known."""
    places = {limit: place for place, limit in enumerate(limits_of(clocks))}
    # One look-up serves the many clocks that always allow the same.
    plain = {
        (nth if gap.nth else c.key): places[c.steps[0].limit]
        for nth, c in enumerate(clocks)
        if _is_plain(c)
    }
    chosen = nw.lit(None, nw.Int64)
    if plain:
        chosen = nw.col(gap.nth or "clock").replace_strict(
            list(plain), list(plain.values()), default=None, return_dtype=nw.Int64
        )
    # Side by side, since cases within cases take many times longer to plan.
    fitting = [
        nw.when(_fits(r, gap)).then(nw.lit(places[r.step.limit], nw.Int64))
        for r in _rungs(clocks)
    ]
    return nw.coalesce(*fitting, chosen)


def _is_plain(clock: Clock) -> bool:
    return list(clock.ladders) == [ALWAYS] and clock.steps == (
        Step(clock.steps[0].limit),
    )


def limit_words(clocks: Sequence[Clock], number: str) -> nw.Expr:
    """Write the limit whose place is in this column."""
    words = [limit.words for limit in limits_of(clocks)]
    return nw.col(number).replace_strict(
        list(range(len(words))), words, default=None, return_dtype=nw.String
    )


def with_due(
    frame: Frame,
    clocks: Sequence[Clock],
    gap: Gap,
    calendar: Frame,
    *,
    due: str,
    number: str,
) -> Frame:
    """Add the due date and the place of its limit.

    `frame` needs `clock` and the columns that `gap` names. Null where no limit is known
    or the calendar ends. Many gaps begin on one day with one limit, so that each pair
    of them is worked out once.
    """
    numbered = keep(frame.with_columns(limit_number(clocks, gap).alias(number)))
    pairs = numbered.select(gap_day=gap.on, gap_limit=number).unique()
    dated = _dated(pairs, limits_of(clocks), calendar).rename({"due": due})
    return numbered.join(
        dated,
        left_on=[gap.on, number],
        right_on=["gap_day", "gap_limit"],
        how="left",
    )


def _dated(pairs: Frame, limits: Sequence[Limit], calendar: Frame) -> Frame:
    """Add `due` to days and limits (by their place): gap_day, gap_limit.

    Working days are counted by joining the calendar twice: for how many lie up to the
    first day, and for the day up to which there are so many more.
    """
    pairs, school = _with_school_days(pairs, limits, calendar)
    plain = [
        nw.when(nw.col("gap_limit") == place).then(_later(nw.col("gap_day"), limit))
        for place, limit in enumerate(limits)
        if limit.unit not in {WORKING_DAY, SCHOOL_DAY}
    ]
    working = calendar.filter(nw.col("is_working"))
    return (
        pairs.with_columns(
            days_allowed=_days_of(WORKING_DAY, limits),
            plain_due=nw.coalesce(*plain, nw.lit(None, nw.Date)),
        )
        .join(
            calendar.select(c_on="on", nth_on="nth"),
            left_on="gap_day",
            right_on="c_on",
            how="left",
        )
        .with_columns(nth_due=nw.col("nth_on") + nw.col("days_allowed"))
        .join(
            working.select(c_due="on", c_nth="nth"),
            left_on="nth_due",
            right_on="c_nth",
            how="left",
        )
        .select("gap_day", "gap_limit", due=nw.coalesce("plain_due", "c_due", *school))
    )


def _days_of(unit: str, limits: Sequence[Limit]) -> nw.Expr:
    """Return how many days of this unit a row's limit allows; null of other units."""
    given = {place: limit.n for place, limit in enumerate(limits) if limit.unit == unit}
    return nw.col("gap_limit").replace_strict(
        list(given) or [-1],
        list(given.values()) or [None],
        default=None,
        return_dtype=nw.Int64,
    )


def _with_school_days(
    pairs: Frame, limits: Sequence[Limit], calendar: Frame
) -> tuple[Frame, list[str]]:
    """Add `s_due` where a limit is in school days; return the columns added."""
    if SCHOOL_DAY not in {limit.unit for limit in limits}:
        return pairs, []
    on = nw.col("on")
    day = on.dt.month().cast(nw.Int64) * 100 + on.dt.day().cast(nw.Int64)
    is_open = nw.lit(False)
    for first, last in IN_SCHOOL:
        is_open = is_open | ((day >= first) & (day <= last))
    counted = keep(
        calendar.with_columns(s_open=nw.col("is_working") & is_open).with_columns(
            s_nth=nw.col("s_open").cast(nw.Int64).cum_sum().over(order_by="on")
        )
    )
    begun = counted.select(s_on="on", s_from="s_nth")
    ends = counted.filter(nw.col("s_open")).select(s_due="on", s_day="s_nth")
    return (
        pairs.join(begun, left_on="gap_day", right_on="s_on", how="left")
        .with_columns(s_to=nw.col("s_from") + _days_of(SCHOOL_DAY, limits))
        .join(ends, left_on="s_to", right_on="s_day", how="left")
        .select("gap_day", "gap_limit", "s_due"),
        ["s_due"],
    )
