"""What each clock runs over: its spells, the stops within them, and the gaps between.

Every frame carries `clock`, so that all clocks go through one plan. A spell is named
within its council and child; `sid` numbers one run of one clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks.clock import Clock
from clearsight.clocks.due import Gap, with_due
from clearsight.shape import Frame

WHOSE = ("council", "child")
ORIGIN = ("source", "file", "row")
# Before and after every date that a return can hold (files/typed.py refuses others).
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def of_mode(clocks: Sequence[Clock], *modes: str) -> nw.Expr:
    """Say whether a row's clock runs in one of these modes."""
    return nw.col("clock").is_in([c.key for c in clocks if c.mode in modes] or [""])


def among(clocks: Sequence[Clock], **kinds: str) -> nw.Expr:
    """Say whether a row's event is among those that its clock lists under this name.

    `among(clocks, start="starts_unsure")`: the column, and the name of the list.
    """
    ((column, name),) = kinds.items()
    found = nw.lit(False)
    for clock in clocks:
        if listed := getattr(clock, name):
            is_it = (nw.col("clock") == clock.key) & nw.col(column).is_in(list(listed))
            found = found | is_it
    return found


def _stacked(timeline: Frame, clocks: Sequence[Clock], name: str) -> Frame:
    """Return the events listed under `name`, once for each clock that lists them."""
    parts = [
        timeline.filter(nw.col("event").is_in(list(getattr(c, name)))).with_columns(
            clock=nw.lit(c.key)
        )
        for c in clocks
        if getattr(c, name)
    ]
    empty = timeline.head(0).with_columns(clock=nw.lit(""))
    return nw.concat(parts or [empty])


def _owned(events: Frame) -> Frame:
    """Add `owner`: the spell an event belongs to, and again the spell around that."""
    inner = events.with_columns(owner=nw.col("spell"))
    outer = events.with_columns(owner=nw.col("within")).filter(
        ~nw.col("within").is_null(),
        (nw.col("within") != nw.col("spell")).fill_null(True),
    )
    return nw.concat([inner, outer])


def runs(timeline: Frame, clocks: Sequence[Clock]) -> Frame:
    """Return one row for each run: a spell, or a start within it where each one counts.

    clock, council, child, spell, within, start (kind of event), begun_on, source, file,
    row, sid. Told twice, the earliest start is taken, then the first source and row.
    """
    each = of_mode(clocks, "each start")
    named = _stacked(timeline, clocks, "starts").with_columns(
        run_on=nw.when(each).then(nw.col("on")),
        order_on=nw.col("on").fill_null(LAST_DAY),
    )
    keys = ["clock", *WHOSE, "spell", "run_on"]
    once = named.unique(
        keys, keep="first", order_by=["order_on", "event", *ORIGIN, "within"]
    )
    return (
        once.rename({"event": "start", "on": "begun_on"})
        .select("clock", *WHOSE, "spell", "within", "start", "begun_on", *ORIGIN)
        .with_row_index("sid", order_by=["clock", *WHOSE, "spell", "begun_on"])
    )


def with_ends(
    found: Frame, timeline: Frame, clocks: Sequence[Clock], as_at: date
) -> Frame:
    """Add how the state itself ended, to runs.

    `ended_on`: the first end on or after the start. `is_undated_end`: an end of a kind
    that is recorded without its day. `is_end_undatable`: one that lacks its day though
    it should have one. `is_end_early`: one before the start. The end of the spell
    around this one ends it too.
    """
    ends = _stacked(timeline, clocks, "ends_early").filter(_not_planned(as_at))
    ends = ends.with_columns(
        undated=among(clocks, event="ends_undated") & nw.col("on").is_null()
    )
    wanted = ("clock", *WHOSE, "on", "undated")
    begun = found.select("clock", *WHOSE, "spell", "within", "begun_on", "sid")
    own = begun.join(
        _owned(ends).select(*wanted, "owner"),
        left_on=["clock", *WHOSE, "spell"],
        right_on=["clock", *WHOSE, "owner"],
        how="inner",
    )
    around = begun.join(
        ends.select(*wanted, "spell"),
        left_on=["clock", *WHOSE, "within"],
        right_on=["clock", *WHOSE, "spell"],
        how="inner",
    )
    seen = ("sid", "begun_on", "on", "undated", "clock")
    on, begun_on = nw.col("on"), nw.col("begun_on")
    early = (on < begun_on) & ~of_mode(clocks, "each start")
    ended = (
        nw.concat([own.select(*seen), around.select(*seen)])
        .with_columns(
            ended_on=nw.when(on >= begun_on).then(on),
            undated=nw.col("undated").cast(nw.Int8),
            no_day=(on.is_null() & ~nw.col("undated")).cast(nw.Int8),
            early=early.fill_null(False).cast(nw.Int8),
        )
        .group_by("sid")
        .agg(
            nw.col("ended_on").min(),
            nw.col("undated").max(),
            nw.col("no_day").max(),
            nw.col("early").max(),
        )
        .rename({"sid": "ended_sid"})
    )
    return (
        found.join(ended, left_on="sid", right_on="ended_sid", how="left")
        .with_columns(
            is_undated_end=(nw.col("undated") == 1).fill_null(False),
            is_end_undatable=(nw.col("no_day") == 1).fill_null(False),
            is_end_early=(nw.col("early") == 1).fill_null(False),
        )
        .drop("undated", "no_day", "early")
    )


def _not_planned(as_at: date) -> nw.Expr:
    return (nw.col("on") <= as_at).fill_null(True)


def with_coverage(
    found: Frame, coverage: Frame, clocks: Sequence[Clock], as_at: date
) -> Frame:
    """Add what the sources could have shown of a run's stops, to runs.

    `known_from` and `known_to`: every stop between them would be in the data; both null
    where nothing is complete. `tail_from`: every stop from that day to `as_at`.
    """
    complete = nw.col("is_complete").fill_null(False)
    bounds = coverage.with_columns(
        known_from=nw.when(complete).then(nw.col("known_from").fill_null(FIRST_DAY)),
        known_to=nw.when(complete).then(nw.col("known_to").fill_null(as_at)),
    )
    shown = (
        _stacked(bounds, clocks, "stops")
        .group_by("clock", *WHOSE, "spell")
        .agg(
            nw.col("known_from").min(),
            nw.col("known_to").max(),
            nw.col("tail_from").min(),
        )
        .rename({"clock": "c_clock"})
    )
    return found.join(
        shown,
        left_on=["clock", *WHOSE, "spell"],
        right_on=["c_clock", *WHOSE, "spell"],
        how="left",
    )


def with_bounds(found: Frame, clocks: Sequence[Clock], calendar: Frame) -> Frame:
    """Add `first_due`, and `latest_due`: the latest that the first stop seen was due.

    Where the data begin after the spell did, stops before that day do not show. The
    last of them can have been no later than the day the data begin.
    """
    placed = found.with_columns(one=nw.lit(1), three=nw.lit(3))
    first = with_due(
        placed, clocks, Gap("begun_on", "one"), calendar, due="first_due", number="n1"
    )
    latest = with_due(
        first,
        clocks,
        Gap("known_from", "three"),
        calendar,
        due="latest_due",
        number="n3",
    )
    return latest.drop("one", "three", "n1", "n3")


def gaps(found: Frame, timeline: Frame, clocks: Sequence[Clock], as_at: date) -> Frame:
    """Return one row for each gap: from a start, or a ladder's stop, to the next stop.

    Adds to the columns of runs: `gap_on`, `stop_on` (null while open), `step` from 1,
    `first_stop`, `is_stop_undated`, `is_stop_early`; source, file and row are those of
    the event that begins the gap. Stops after the end of a ladder, planned ones, and
    second ones on the same day are left out.
    """
    stops = _owned(_stacked(timeline, clocks, "stops")).filter(_not_planned(as_at))
    met = found.select("clock", *WHOSE, "spell", "sid", "begun_on", "ended_on").join(
        stops.select("clock", *WHOSE, "owner", "on", *ORIGIN),
        left_on=["clock", *WHOSE, "spell"],
        right_on=["clock", *WHOSE, "owner"],
        how="inner",
    )
    on = nw.col("on")
    is_open = of_mode(clocks, "once") | (on <= nw.col("ended_on")).fill_null(True)
    met_in_time = met.filter((on >= nw.col("begun_on")) & is_open)
    chained = nw.concat(
        [_once(found, met_in_time, clocks), _ladder(found, met_in_time, clocks)]
    )
    is_first = nw.col("rank") == 0
    is_over = (nw.col("gap_on") == nw.col("ended_on")).fill_null(False)
    return (
        chained.join(found.drop(*ORIGIN), on="sid", how="inner")
        .filter(is_first | ~is_over)
        .join(_marks(met), left_on="sid", right_on="marks_sid", how="left")
        .with_columns(
            is_stop_undated=(nw.col("no_day") == 1).fill_null(False),
            is_stop_early=(nw.col("early") == 1).fill_null(False),
        )
        .drop("no_day", "early", "rank")
    )


_CHAINED = ("sid", *ORIGIN, "gap_on", "rank", "step", "stop_on")


def _once(found: Frame, stops: Frame, clocks: Sequence[Clock]) -> Frame:
    """Return the one gap of each run whose clock stops once.

    The first stop is the earliest. To put the stops of most runs in order, which hold
    none or one, would cost more than all else that clocks do.
    """
    ladder = of_mode(clocks, "ladder")
    first_stop = stops.filter(~ladder).group_by("sid").agg(stop_on=nw.col("on").min())
    return (
        found.filter(~ladder)
        .select("sid", *ORIGIN, gap_on=nw.col("begun_on"), rank=nw.lit(0))
        .with_columns(step=nw.lit(1, nw.Int64))
        .join(first_stop.rename({"sid": "stop_sid"}), left_on="sid",
              right_on="stop_sid", how="left")
        .select(*_CHAINED)
    )  # fmt: skip


def _ladder(found: Frame, stops: Frame, clocks: Sequence[Clock]) -> Frame:
    """Return every gap of the runs in which one stop begins the next gap."""
    ladder, begun_on = of_mode(clocks, "ladder"), nw.col("begun_on")
    first = found.filter(ladder).select("sid", *ORIGIN, gap_on=begun_on, rank=nw.lit(0))
    later = (
        stops.filter(ladder)
        .select("sid", *ORIGIN, gap_on=nw.col("on"), rank=nw.lit(1))
        .unique(["sid", "gap_on"], keep="first", order_by=list(ORIGIN))
    )
    points = nw.concat([first, later]).with_columns(one=nw.lit(1, nw.Int64))
    order = ["gap_on", "rank"]
    return points.with_columns(
        step=nw.col("one").cum_sum().over("sid", order_by=order).cast(nw.Int64),
        stop_on=nw.col("gap_on").shift(-1).over("sid", order_by=order),
    ).select(*_CHAINED)


def _marks(met: Frame) -> Frame:
    """Say of each run if a stop is undated or too early, and when the first was."""
    on, begun_on = nw.col("on"), nw.col("begun_on")
    return (
        met.select(
            "sid",
            no_day=on.is_null().cast(nw.Int8),
            early=(on < begun_on).fill_null(False).cast(nw.Int8),
            first_stop=nw.when(on >= begun_on).then(on),
        )
        .group_by("sid")
        .agg(
            nw.col("no_day").max(),
            nw.col("early").max(),
            nw.col("first_stop").min(),
        )
        .rename({"sid": "marks_sid"})
    )
