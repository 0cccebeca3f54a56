"""What each clock runs over: its spells, the stops within them, and the gaps between.

Every frame carries `clock`, so that all clocks go through one plan. Spells and events
are numbers (see `places`); `sid` numbers one run of one clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks.clock import Clock
from clearsight.clocks.due import Gap, limits_of, with_due
from clearsight.clocks.places import (
    Prepared,
    codes,
    key,
    not_planned,
    one_of,
    owned,
    stacked,
)
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import after, in_turn, turn_number
from clearsight.shape import Frame

# Before and after every date that a return can hold (files/typed.py refuses others).
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def of_mode(clocks: Sequence[Clock], *modes: str) -> nw.Expr:
    """Say whether a row's clock runs in one of these modes."""
    return one_of(clocks, (c.key for c in clocks if c.mode in modes))


def among(clocks: Sequence[Clock], **kinds: str) -> nw.Expr:
    """Say whether a row's event is among those that its clock lists under this name.

    `among(clocks, start="starts_unsure")`: the column, and the name of the list.
    """
    ((column, name),) = kinds.items()
    found = nw.lit(False)
    for nth, clock in enumerate(clocks):
        if listed := getattr(clock, name):
            is_it = (nw.col("nth") == nth) & nw.col(column).is_in(list(listed))
            found = found | is_it
    return found


def runs(ready: Prepared) -> Frame:
    """Return one row for each run: a spell, or a start within it where each one counts.

    sid, clock, nth (the clock's place), place, around, own (key of clock and spell),
    held_in (key of the spell that its stops belong to), start (kind of event), ev (its
    number), begun_on. Told twice, the earliest start is taken, then the first event.
    """
    clocks = ready.clocks
    keys, places = [c.key for c in clocks], list(range(len(clocks)))
    each = [nth for nth, c in enumerate(clocks) if c.mode == "each start"] or [-1]
    outside = [nth for nth, c in enumerate(clocks) if c.is_stopped_around] or [-1]
    named = stacked(ready.events, ready, "starts").with_columns(
        own=key(clocks),
        run_on=nw.when(nw.col("nth").is_in(each)).then(nw.col("on")),
        order_on=nw.col("on").fill_null(LAST_DAY),
    )
    same = ["own", "run_on"]
    sized = keep(named.with_columns(size=nw.col("ev").count().over("own")))
    # Nearly every spell starts once, and to put groups of one in order costs most.
    several = sized.filter(nw.col("size") > 1).unique(
        same, keep="first", order_by=["order_on", "code", "ev"]
    )
    once = nw.concat([sized.filter(nw.col("size") <= 1), several])
    kinds = codes(clocks)
    return (
        once.select(
            "nth", "place", "around", "own", "ev",
            begun_on="on",
            held_in=nw.when(nw.col("nth").is_in(outside))
            .then(key(clocks, "around"))
            .otherwise(nw.col("own")),
            clock=nw.col("nth").replace_strict(
                places, keys, default=None, return_dtype=nw.String
            ),
            start=nw.col("code").replace_strict(
                list(kinds.values()), list(kinds), default=None, return_dtype=nw.String
            ),
        )
        .with_row_index("sid", order_by=["own", "begun_on"])
    )  # fmt: skip


def with_ends(found: Frame, ready: Prepared, as_at: date) -> Frame:
    """Add how the state itself ended, to runs.

    `ended_on`: the first end on or after the start. `is_undated_end`: an end of a kind
    that is recorded without its day. `is_end_undatable`: one that lacks its day though
    it should have one. `is_end_early`: one before the start. The end of the spell
    around this one ends it too.
    """
    clocks = ready.clocks
    ends = stacked(ready.events, ready, "ends_early").filter(not_planned(as_at))
    ends = ends.with_columns(
        undated=_listed(clocks, "ends_undated") & nw.col("on").is_null()
    )
    begun = found.select("own", "sid", "begun_on", "nth", outer=key(clocks, "around"))
    wanted = ("on", "undated")
    own = begun.join(
        owned(ends, clocks, *wanted), left_on="own", right_on="owner", how="inner"
    )
    around = begun.join(
        ends.filter(~nw.col("is_lost")).select(*wanted, owner=key(clocks)),
        left_on="outer",
        right_on="owner",
        how="inner",
    )
    seen = ("sid", "begun_on", "on", "undated", "nth")
    on, begun_on = nw.col("on"), nw.col("begun_on")
    each = [nth for nth, c in enumerate(clocks) if c.mode == "each start"] or [-1]
    early = (on < begun_on) & ~nw.col("nth").is_in(each)
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


def _listed(clocks: Sequence[Clock], name: str) -> nw.Expr:
    """Say whether a row's event (`code`) is among those its clock (`nth`) lists."""
    numbers, found = codes(clocks), nw.lit(False)
    for nth, clock in enumerate(clocks):
        if listed := [numbers[kind] for kind in getattr(clock, name)]:
            found = found | ((nw.col("nth") == nth) & nw.col("code").is_in(listed))
    return found


def with_coverage(found: Frame, ready: Prepared, as_at: date) -> Frame:
    """Add what the sources could have shown of a run's stops, to runs.

    `known_from` and `known_to`: every stop between them would be in the data; both null
    where nothing is complete. `tail_from`: every stop from that day to `as_at`.
    `made_on`: the day to which the newest file that still shows the spell knows.
    `shown_to`: the day to which a source that holds the latest stops alone still showed
    the spell. `is_shown`: of a stop that no return holds, a source shows each since the
    run began; the bounds are then those of what tells of both, the stop and the end.
    """
    complete = nw.col("is_complete").fill_null(False)
    bounds = ready.coverage.with_columns(
        known_from=nw.when(complete).then(nw.col("known_from").fill_null(FIRST_DAY)),
        known_to=nw.when(complete).then(nw.col("known_to").fill_null(as_at)),
        shown_to=nw.when(~complete).then(nw.col("known_to")),
    )
    shown = (
        stacked(bounds, ready, "watched")
        .with_columns(owner=key(ready.clocks))
        .group_by("owner")
        .agg(
            nw.col("known_from").min(),
            nw.col("known_to", "shown_to", "made_on").max(),
            # Of two kinds that are both only known from their latest, from the later.
            nw.col("tail_from").max(),
        )
    )
    found = found.join(shown, left_on="held_in", right_on="owner", how="left")
    answered = (
        stacked(bounds, ready, "answers")
        .with_columns(answer_in=key(ready.clocks))
        .group_by("answer_in")
        .agg(answer_from=nw.col("known_from").min(), answer_to=nw.col("known_to").max())
    )
    found = found.join(answered, left_on="held_in", right_on="answer_in", how="left")
    is_shown = (nw.col("begun_on") >= nw.col("answer_from")).fill_null(False)
    first, last, made = nw.col("known_from"), nw.col("known_to"), nw.col("made_on")
    return found.with_columns(
        is_shown=is_shown,
        known_from=nw.when(is_shown & ~first.is_null())
        .then(nw.max_horizontal("known_from", "answer_from"))
        .otherwise(first),
        known_to=nw.when(is_shown & ~last.is_null())
        .then(nw.min_horizontal("known_to", "answer_to"))
        .otherwise(last),
        made_on=nw.when(is_shown & ~made.is_null())
        .then(nw.min_horizontal("made_on", "answer_to"))
        .otherwise(made),
    ).drop("answer_from", "answer_to")


def with_bounds(found: Frame, clocks: Sequence[Clock], calendar: Frame) -> Frame:
    """Add `first_due`, and `latest_due`: the latest that the first stop seen was due.

    `latest_limit` is the place, in `limits_of(clocks)`, of the limit that this was
    counted with. Only a ladder asks for them. Where the data begin after the spell did,
    stops before that day do not show. The last of them can have been no later than the
    day the data begin.
    """
    ladders = found.filter(of_mode(clocks, "ladder")).select(
        "clock", "start", "begun_on", "known_from", "switched_on", bound_sid="sid",
        one=nw.lit(1), three=nw.lit(3),
    )  # fmt: skip
    mine = [c for c in clocks if c.mode == "ladder"]
    first = with_due(
        ladders, mine, Gap("begun_on", "one"), calendar, due="first_due", number="n1"
    )
    latest = with_due(
        first,
        mine,
        Gap("known_from", "three"),
        calendar,
        due="latest_due",
        number="latest_limit",
    )
    places = {limit: place for place, limit in enumerate(limits_of(clocks))}
    own = [places[limit] for limit in limits_of(mine)]
    number = nw.col("latest_limit").replace_strict(
        list(range(len(own))) or [-1],
        own or [-1],
        default=None,
        return_dtype=nw.Int64,
    )
    latest = latest.with_columns(latest_limit=number)
    bounds = latest.select("bound_sid", "first_due", "latest_due", "latest_limit")
    return found.join(bounds, left_on="sid", right_on="bound_sid", how="left")


def gaps(found: Frame, ready: Prepared, as_at: date) -> Frame:
    """Return one row for each gap: from a start, or a ladder's stop, to the next stop.

    Adds to the columns of runs: `gap_on`, `stop_on` (null while open), `step` from 1,
    `first_stop`, `is_stop_undated`, `is_stop_early`; `ev` is that of the event that
    begins the gap. Stops after the end of a ladder, planned ones, and
    second ones on the same day are left out.
    """
    clocks = ready.clocks
    stops = stacked(ready.events, ready, "stops").filter(not_planned(as_at))
    stops = owned(stops.with_columns(stop_ev=nw.col("ev")), clocks, "on", "stop_ev")
    met = keep(
        found.select("nth", "held_in", "sid", "begun_on", "ended_on").join(
            stops, left_on="held_in", right_on="owner", how="inner"
        )
    )
    on, begun_on = nw.col("on"), nw.col("begun_on")
    is_open = of_mode(clocks, "once") | (on <= nw.col("ended_on")).fill_null(True)
    if early := [c.key for c in clocks if c.is_met_by_earlier_stop]:
        before = one_of(clocks, early) & (on < begun_on).fill_null(False)
        met = met.with_columns(on=nw.when(before).then(begun_on).otherwise(on))
    # What starts a clock anew does not also stop it on the same day.
    anew = [c.key for c in clocks if set(c.starts) & set(c.stops)]
    is_later = (on > begun_on) | ~one_of(clocks, anew)
    met_in_time = met.filter((on >= begun_on) & is_open & is_later)
    chained = nw.concat(
        [
            _once(found, met_in_time, clocks),
            _ladder(found, met_in_time, clocks),
            *_points(found, met_in_time, clocks),
        ]
    )
    is_first = nw.col("rank") == 0
    is_over = (nw.col("gap_on") == nw.col("ended_on")).fill_null(False)
    return (
        chained.join(found.drop("ev"), on="sid", how="inner")
        .filter(is_first | ~is_over)
        .join(_marks(met), left_on="sid", right_on="marks_sid", how="left")
        .with_columns(
            is_stop_undated=(nw.col("no_day") == 1).fill_null(False),
            is_stop_early=(nw.col("early") == 1).fill_null(False),
        )
        .drop("no_day", "early", "rank")
    )


_CHAINED = ("sid", "ev", "gap_on", "rank", "step", "stop_on")


def _once(found: Frame, stops: Frame, clocks: Sequence[Clock]) -> Frame:
    """Return the one gap of each run whose clock stops once.

    The first stop is the earliest. To put the stops of most runs in order, which hold
    none or one, would cost more than all else that clocks do.
    """
    once = of_mode(clocks, "once", "each start")
    first_stop = stops.filter(once).group_by("sid").agg(stop_on=nw.col("on").min())
    return (
        found.filter(once)
        .select("sid", "ev", gap_on=nw.col("begun_on"), rank=nw.lit(0))
        .with_columns(step=nw.lit(1, nw.Int64))
        .join(first_stop.rename({"sid": "stop_sid"}), left_on="sid",
              right_on="stop_sid", how="left")
        .select(*_CHAINED)
    )  # fmt: skip


def _ladder(found: Frame, stops: Frame, clocks: Sequence[Clock]) -> Frame:
    """Return every gap of the runs in which one stop begins the next gap."""
    ladder, begun_on = of_mode(clocks, "ladder"), nw.col("begun_on")
    first = found.filter(ladder).select("sid", "ev", gap_on=begun_on, rank=nw.lit(0))
    later = (
        stops.filter(ladder)
        .group_by("sid", "on")
        .agg(ev=nw.col("stop_ev").min())
        .select("sid", "ev", gap_on=nw.col("on"), rank=nw.lit(1))
    )
    points = in_turn(nw.concat([first, later]), ["sid"], ["gap_on", "rank"])
    return points.with_columns(
        step=turn_number(["sid"]), stop_on=after("gap_on", ["sid"])
    ).select(*_CHAINED)


def _points(found: Frame, stops: Frame, clocks: Sequence[Clock]) -> list[Frame]:
    """Return a gap for each step, all from the start; the nth stop answers the nth."""
    mine = [c for c in clocks if c.mode == "points"]
    if not mine:
        return []
    is_mine = of_mode(clocks, "points")
    apart = stops.filter(is_mine).select("sid", "on").unique()
    ranked = apart.with_columns(one=nw.lit(1, nw.Int64)).with_columns(
        stop_nth=nw.col("one").cum_sum().over("sid", order_by="on").cast(nw.Int64)
    )
    out = []
    for nth in range(1, 1 + max(len(c.steps) for c in mine)):
        has_it = [c.key for c in mine if len(c.steps) >= nth]
        answers = ranked.filter(nw.col("stop_nth") == nth)
        answers = answers.select(stop_sid="sid", stop_on="on")
        out.append(
            found.filter(one_of(clocks, has_it))
            .select("sid", "ev", gap_on=nw.col("begun_on"), rank=nw.lit(0))
            .with_columns(step=nw.lit(nth, nw.Int64))
            .join(answers, left_on="sid", right_on="stop_sid", how="left")
            .select(*_CHAINED)
        )
    return out


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
