"""Run the clocks over the events of every child, in one plan.

runs      one row for each spell, or start, that a clock runs over
+ ends    whether and when the state itself was over
+ cover   what the sources could have shown of its stops
+ days    set in advance, or from which another limit holds
gaps      from each start (and, in a ladder, each stop) to the next stop
judged    due date, standing, why
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks import moments, spans
from clearsight.clocks.clock import Clock, enabled, with_local_limits
from clearsight.clocks.due import Gap, limit_words, with_due
from clearsight.clocks.held import held, of_holders, that_run
from clearsight.clocks.judge import judged
from clearsight.clocks.places import Prepared, prepared
from clearsight.clocks.words import CANNOT_RUN
from clearsight.journeys.settle import keep
from clearsight.settings import Settings
from clearsight.shape import Frame

COLUMNS = (
    "council", "child", "clock", "starts_on", "due_on", "stopped_on", "standing",
    "days", "spell", "step", "limit", "ended_on", "why", "tier", "source", "file",
    "row", "proxy", "counted_from",
)  # fmt: skip


def run(
    timeline: Frame,
    coverage: Frame,
    calendar: Frame,
    *,
    as_at: date,
    settings: Settings,
    clocks: Sequence[Clock] | None = None,
    older: Frame | None = None,
) -> Frame:
    """Return one row for each gap that a clock was started for, with how it stands.

    `timeline`: council, child, on, event, spell, within, source (or sources), file,
    row, and detail where a clock asks for it. `coverage`: council, child, spell, event,
    is_complete, known_from, known_to, tail_from and, where a newest file shows the
    spell, the day it was made, made_on (the column may be absent). `calendar`:
    `dates.calendar()` on the same engine. `clocks` are all of ours that are about a
    child unless given; one with `is_local` has rows only of councils whose sources
    could show its stop. `older`: file, known_on of the files that are not the newest,
    where there are any. The columns are `COLUMNS`, in no order of rows:

    `starts_on`, `due_on` (last lawful day), `stopped_on`, `ended_on` (the state was
    over before anything stopped the gap); `standing` is one of `words.STANDINGS`;
    `days` is calendar days from `due_on` to the stop, the end or `as_at` (above 0 past
    due), null where the gap cannot run; `step` counts the gaps of one spell from 1;
    `why` says what kept a gap from being judged, or from being judged as usual; `proxy`
    whether something else stands in for what the clock is about; `counted_from` is the
    day from which `limit` gives `due_on`: `starts_on`, but where the data begin later
    and it is past even the latest day it could have been due, the day they begin, and
    `limit` is then the longest that could apply.

    Raises `SettingsError` where the settings name a limit that may not be changed.
    """
    if clocks is None:
        # The package gathers the chapters after it has imported this.
        from clearsight.clocks import CLOCKS  # noqa: PLC0415

        clocks = [c for c in CLOCKS if c.subject == "child"]
    clocks = enabled(with_local_limits(clocks, settings), settings)
    shown = held(coverage, clocks)
    clocks = that_run(clocks, shown)
    ready = prepared(timeline, coverage, calendar, clocks)
    found = keep(spans.runs(ready))
    found = spans.with_ends(found, ready, as_at)
    found = keep(spans.with_coverage(found, ready, as_at))
    found = moments.with_planned(found, ready, as_at)
    found = keep(moments.with_switched(found, ready, as_at))
    found = keep(spans.with_bounds(found, clocks, calendar))
    dated = _dated(found, ready, calendar, as_at)
    listed = moments.with_listed(dated, ready, older)
    out = _without_older_gaps(judged(listed, clocks, as_at), clocks)
    return of_holders(_shown(out, clocks, ready), clocks, shown)


def _dated(found: Frame, ready: Prepared, calendar: Frame, as_at: date) -> Frame:
    """Return the gaps of the runs, with the day each was due."""
    clocks = ready.clocks
    gaps = keep(spans.gaps(found, ready, as_at)).with_columns(
        position=_position(clocks)
    )
    dated = with_due(
        gaps,
        clocks,
        Gap("gap_on", "position", nth="nth"),
        calendar,
        due="due",
        number="limit_number",
    )
    return moments.by_plan(dated, clocks, calendar)


def _position(clocks: Sequence[Clock]) -> nw.Expr:
    """Place a gap on its ladder: 1 first, 2 second, 3 later.

    The second gap seen is the second one only if no earlier stop can be missing: the
    sources were complete until it began, or the first gap was met. Otherwise it is
    taken for a later one, whose limit is the longer, so that lateness stays certain.
    """
    step, begun_on = nw.col("step"), nw.col("begun_on")
    whole = (begun_on >= nw.col("known_from")) & (
        nw.col("gap_on") <= nw.col("known_to")
    )
    tail = begun_on >= nw.col("tail_from")
    first_met = nw.col("first_stop") <= nw.col("first_due")
    points = spans.of_mode(clocks, "points")
    certain = points | (
        whole.fill_null(False) | tail.fill_null(False) | first_met.fill_null(False)
    )
    return (
        nw.when(step == 1)
        .then(nw.lit(1))
        .otherwise(nw.when((step == 2) & certain).then(nw.lit(2)).otherwise(nw.lit(3)))
    )


def _without_older_gaps(frame: Frame, clocks: Sequence[Clock]) -> Frame:
    """Drop gaps that a source of the latest stop alone leaves open to doubt.

    A source that never could show earlier stops says nothing of earlier gaps, so they
    are no question for the council either. Something is kept of every run.
    """
    older = (nw.col("gap_on") < nw.col("tail_from")).fill_null(False)
    not_before = (nw.col("gap_on") >= nw.col("known_from")).fill_null(True)
    doubtful = (nw.col("standing") == CANNOT_RUN) & older & not_before
    marked = frame.with_columns(
        doubtful=(doubtful & spans.of_mode(clocks, "ladder")).cast(nw.Int8)
    ).with_columns(
        all_doubtful=nw.col("doubtful").min().over("sid"),
        last_step=nw.col("step").max().over("sid"),
    )
    is_only = (nw.col("all_doubtful") == 1) & (nw.col("step") == nw.col("last_step"))
    return marked.filter((nw.col("doubtful") == 0) | is_only)


def _shown(frame: Frame, clocks: Sequence[Clock], ready: Prepared) -> Frame:
    keys, tiers = [c.key for c in clocks], [c.tier for c in clocks]
    tier = nw.col("clock").replace_strict(
        keys, tiers, default=None, return_dtype=nw.Int64
    )
    ended = nw.when(nw.col("stop_on").is_null()).then(nw.col("ended_on"))
    spell, behind = nw.col("spell"), nw.col("is_behind")
    latest = nw.when(behind).then(nw.col("latest_limit"))
    named = frame.join(ready.names, on="place", how="left").join(
        ready.origins, on="ev", how="left"
    )
    out = named.with_columns(
        spell=nw.when(spell != "").then(spell),
        starts_on=nw.col("gap_on"),
        stopped_on=nw.col("stop_on"),
        ended_on=ended,
        limit_number=nw.coalesce(latest, nw.col("limit_number")),
        counted_from=nw.when(behind)
        .then(nw.col("known_from"))
        .otherwise(nw.col("gap_on")),
        tier=tier,
        proxy=nw.col("clock").is_in([c.key for c in clocks if c.proxy] or [""]),
    )
    return out.with_columns(limit=limit_words(clocks, "limit_number")).select(*COLUMNS)
