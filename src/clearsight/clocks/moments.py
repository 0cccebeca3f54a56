"""Days that change what a run allows: set in advance, or of another event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks.clock import Clock
from clearsight.clocks.due import WORKING_DAY, limits_of
from clearsight.clocks.places import Prepared, key, not_planned, one_of, owned, stacked
from clearsight.clocks.spans import FIRST_DAY, of_mode
from clearsight.journeys.precedence import LISTS
from clearsight.shape import Frame

KNOWN = ("known_from", "known_to", "tail_from", "shown_to", "made_on")


def with_planned(found: Frame, ready: Prepared, as_at: date) -> Frame:
    """Add `planned_on` to runs: the latest day set for the thing in question.

    It may lie after the day of the review. Null where there is none. Where each start
    counts, it is the first such day after that start: a countdown is over once it has
    come, and a countdown to none is none.
    """
    clocks = ready.clocks
    if not any(c.planned for c in clocks):
        return found.with_columns(planned_on=nw.lit(None, nw.Date))
    days = owned(stacked(ready.events, ready, "planned"), clocks, "on")
    latest = days.group_by("owner").agg(planned_on=nw.col("on").max())
    out = found.join(latest, left_on="own", right_on="owner", how="left")
    each = [c for c in clocks if c.planned and c.mode == "each start"]
    if not each:
        return out
    is_each = one_of(clocks, (c.key for c in each))
    after = (
        found.filter(is_each)
        .select("own", "sid", "begun_on")
        .join(days, left_on="own", right_on="owner", how="inner")
        .filter((nw.col("on") > nw.col("begun_on")).fill_null(False))
        .group_by("sid")
        .agg(next_on=nw.col("on").min())
        .rename({"sid": "n_sid"})
    )
    planned, ended = nw.col("planned_on"), nw.col("ended_on")
    day = nw.when(is_each).then(nw.col("next_on")).otherwise(planned)
    is_counted = one_of(clocks, (c.key for c in each if c.kind == "countdown"))
    come = is_counted & (planned <= nw.lit(as_at)) & (planned < ended).fill_null(True)
    return (
        out.join(after, left_on="sid", right_on="n_sid", how="left")
        .with_columns(planned_on=day)
        .drop("next_on")
        .filter(~is_counted | ~planned.is_null() | nw.col("begun_on").is_null())
        .with_columns(ended_on=nw.when(come).then(planned).otherwise(ended))
    )


def with_switched(found: Frame, ready: Prepared, as_at: date) -> Frame:
    """Add `switched_on` to runs: the first of the clock's switching events, or null.

    They are looked for in the run's own spell and the one around it. Where a source
    does not hold them all since the start, one may have happened unseen: the switch is
    then taken to have been on the first day. A clock that lasts `until` it is ended on
    that day, and loses what it knew of its stops where the day is not sure.
    """
    clocks = ready.clocks
    mine = [c for c in clocks if c.switches]
    if not mine:
        return found.with_columns(switched_on=nw.lit(None, nw.Date))
    keys = [c.key for c in mine]
    runs = found.filter(one_of(clocks, keys)).select(
        "own", "sid", "begun_on", outer=key(clocks, "around")
    )
    on, begun_on = nw.col("on"), nw.col("begun_on")
    seen = stacked(ready.events, ready, "switches").filter(
        not_planned(as_at), ~nw.col("is_lost")
    )
    first = (
        _matched(runs, seen.select("on", owner=key(clocks)), "on")
        .filter((on >= begun_on).fill_null(False))
        .group_by("sid")
        .agg(seen_on=nw.col("on").min())
        .rename({"sid": "s_sid"})
    )
    whole = ready.coverage.filter(nw.col("is_complete").fill_null(False)).with_columns(
        from_day=nw.col("known_from").fill_null(FIRST_DAY)
    )
    shown = stacked(whole, ready, "switches").select("from_day", owner=key(clocks))
    known = (
        _matched(runs, shown, "from_day")
        .filter((nw.col("from_day") <= begun_on).fill_null(False))
        .group_by("sid")
        .agg(is_known=nw.col("from_day").count())
        .rename({"sid": "k_sid"})
    )
    unsure = one_of(clocks, keys) & nw.col("is_known").is_null()
    lasts = one_of(clocks, (c.key for c in mine if c.until))
    lost, seen_on, ended = unsure & lasts, nw.col("seen_on"), nw.col("ended_on")
    sooner = lasts & ((seen_on < ended) | ended.is_null()) & ~seen_on.is_null()
    return (
        found.join(first, left_on="sid", right_on="s_sid", how="left")
        .join(known, left_on="sid", right_on="k_sid", how="left")
        .with_columns(
            ended_on=nw.when(sooner).then(seen_on).otherwise(ended),
            switched_on=nw.when(unsure).then(begun_on).otherwise(nw.col("seen_on")),
            **{name: nw.when(~lost).then(nw.col(name)) for name in KNOWN},
        )
        .drop("seen_on", "is_known")
    )


def _matched(runs: Frame, things: Frame, day: str) -> Frame:
    """Join what lies in a run's own spell, and what lies in the spell around it."""
    out = [
        runs.join(things, left_on=place, right_on="owner", how="inner")
        for place in ("own", "outer")
    ]
    return nw.concat([frame.select("sid", "begun_on", day) for frame in out])


def by_plan(frame: Frame, clocks: Sequence[Clock], calendar: Frame) -> Frame:
    """Put the day that was set in place of the due date that the limit gives.

    A countdown is due so long before the day; other clocks are due on it, in the first
    gap. `frame` has `due`, `planned_on`, `step` and what `limit_number` needs;
    `calendar` is that of working days.
    """
    if not any(c.planned for c in clocks):
        return frame
    planned = nw.col("planned_on")
    first = nw.when(nw.col("step") == 1).then(planned)
    due = nw.coalesce(first, nw.col("due"))
    counted = [c for c in clocks if c.kind == "countdown"]
    out, working = frame, nw.lit(None, nw.Date)
    if any(s.limit.unit == WORKING_DAY for c in counted for s in c.steps):
        out, working = _with_working(frame, counted, clocks, calendar), nw.col("b_due")
    if counted:
        is_it = one_of(clocks, (c.key for c in counted))
        before = nw.coalesce(_before(planned, counted, clocks), working)
        due = nw.when(is_it).then(before).otherwise(due)
    has_plan = one_of(clocks, (c.key for c in clocks if c.planned))
    return out.with_columns(
        due=nw.when(has_plan).then(due).otherwise(nw.col("due"))
    ).select(*frame.collect_schema().names())


def _with_working(
    frame: Frame, counted: Sequence[Clock], clocks: Sequence[Clock], calendar: Frame
) -> Frame:
    """Add `b_due`: so many working days before the day that was set.

    That day is day zero; where it is no working day itself, the first one before it is
    the first that counts.
    """
    back = nw.lit(None, nw.Int64)
    places = {limit: place for place, limit in enumerate(limits_of(clocks))}
    for limit in dict.fromkeys(s.limit for c in counted for s in c.steps):
        if limit.unit == WORKING_DAY:
            is_it = nw.col("limit_number") == places[limit]
            back = nw.when(is_it).then(nw.lit(limit.n, nw.Int64)).otherwise(back)
    off = nw.when(nw.col("is_working")).then(nw.lit(0)).otherwise(nw.lit(1))
    days = calendar.select(b_on="on", b_nth=nw.col("nth") + off)
    working = calendar.filter(nw.col("is_working"))
    return (
        frame.join(days, left_on="planned_on", right_on="b_on", how="left")
        .with_columns(b_nth=nw.col("b_nth") - back)
        .join(
            working.select(b_due="on", d_nth="nth"),
            left_on="b_nth",
            right_on="d_nth",
            how="left",
        )
    )


def _before(
    planned: nw.Expr, counted: Sequence[Clock], clocks: Sequence[Clock]
) -> nw.Expr:
    out: nw.Expr = nw.lit(None, nw.Date)
    places = {limit: place for place, limit in enumerate(limits_of(clocks))}
    for limit in dict.fromkeys(s.limit for c in counted for s in c.steps):
        if limit.unit == WORKING_DAY:
            continue
        is_it = nw.col("limit_number") == places[limit]
        earlier = planned.dt.offset_by(f"-{limit.offset}").cast(nw.Date)
        out = nw.when(is_it).then(earlier).otherwise(out)
    return out


def with_listed(gaps: Frame, ready: Prepared, older: Frame | None) -> Frame:
    """Add `listed_on` to late gaps: the day a list still showed nothing later.

    A list that has room for the latest alone, and shows the event with which the gap
    begins, says that there was none since, to the day it was made. `older`: file and
    known_on of the files that are not the newest; of the newest the coverage tells.
    """
    if older is None:
        return gaps.with_columns(listed_on=nw.lit(None, nw.Date))
    clocks = ready.clocks
    anew = one_of(clocks, [c.key for c in clocks if set(c.starts) & set(c.stops)])
    over = nw.coalesce(nw.col("stop_on"), nw.col("ended_on"))
    asked = gaps.filter(
        of_mode(clocks, "ladder"), (nw.col("step") > 1) | anew, over > nw.col("due")
    )
    told = ready.origins.filter(nw.col("source") == LISTS).select("ev", "file")
    days = (
        asked.select("ev")
        .unique()
        .join(told, on="ev", how="inner")
        .join(older, on="file", how="inner")
        .select("ev", listed_on="known_on")
    )
    return gaps.join(days, on="ev", how="left")
