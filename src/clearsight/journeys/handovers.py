"""When the worker of today came to a child, as one list after another tells.

The social worker episodes of the 903 date a change in care to the day. For days that
they do not cover, and for everybody else, there is the first extract that names the
worker, and the last that named another.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.across import MOMENT, Sides
from clearsight.journeys.frames import Chapter, as_events, dated
from clearsight.journeys.precedence import CARE
from clearsight.journeys.settle import keep
from clearsight.journeys.workers import on_lists
from clearsight.shape import Frame


def on_plans(
    sides: Sides,
    told: Frame,
    involvement: Frame,
    visit: Frame,
    not_a_worker: Sequence[str],
) -> Chapter:
    """Write, in the plan, the first extract that names the worker of today.

    Or the plan's first day, if that is later. Only of children on a plan and not in
    care. Whoever was visited between the two extracts may have met the new worker then,
    and is left out: so is one whose newest list names nobody. `told` is from
    `workers.changed`; `involvement` and `visit` are the tables of the record.
    """
    came = _of_today(told, on_lists(involvement, not_a_worker))
    in_care = sides.in_care.spells.filter(~dated("ended_on"))
    protected = _running(sides.on_plan.spells)
    helped = _running(sides.cin_plan.spells)
    helped = helped.join(protected.select("who").unique(), on="who", how="anti")
    held = keep(
        nw.concat([protected, helped])
        .join(came, on="who", how="inner")
        .join(in_care.select("who").unique(), on="who", how="anti")
        .with_columns(
            on=nw.max_horizontal("seen_on", "starts_on"), sources=nw.lit("annexa")
        )
    )
    return Chapter([], [as_events(_unmet(held, visit), e.NEW_WORKER, "on")], [])


def in_care(
    sides: Sides,
    covered: Frame,
    told: Frame,
    involvement: Frame,
    visit: Frame,
    not_a_worker: Sequence[str],
) -> Frame:
    """Return who, spell, spell_key, on, sources, file, row of those who came in care.

    `on` is the first extract that names the worker of today, on a day that no social
    worker episodes cover, in a period of care in which another was named. `covered` is
    from `first_workers.covered`. Left out is whom a history gives a worker since the
    list first named the one before: the list tells of that change, or told it late.
    """
    lists = on_lists(involvement, not_a_worker)
    came = _of_today(told, lists)
    told_of = came.join(covered, on="who", how="inner").filter(
        nw.col("from_day") <= nw.col("seen_on"), nw.col("seen_on") <= nw.col("to_day")
    )
    came = came.join(told_of.select("who").unique(), on="who", how="anti")
    since = nw.coalesce(nw.col("said_since"), nw.col("seen_on"))
    before_it = lists.group_by("who", "seen_on").agg(old_since=since.min())
    before_it = before_it.rename({"seen_on": "last_on"})
    pairs = came.join(before_it, on=["who", "last_on"], how="left").join(
        sides.working.select("who", "starts_on", "sources"), on="who", how="inner"
    )
    known = pairs.filter(
        (nw.col("sources") != CARE)
        | (nw.col("starts_on") > nw.col("old_since")).fill_null(True)
    )
    running = sides.in_care.spells.filter(~dated("ended_on"), ~dated("known_to"))
    held = (
        running.select("who", "spell", "spell_key", "starts_on")
        .join(came, on="who", how="inner")
        .join(known.select("who").unique(), on="who", how="anti")
        .filter((nw.col("last_on") >= nw.col("starts_on")).fill_null(False))
        .with_columns(on=nw.col("seen_on"), sources=nw.lit("annexa"))
    )
    return keep(_unmet(held, visit).select(*MOMENT))


def _of_today(told: Frame, listed: Frame) -> Frame:
    """Keep the latest change of each child where that worker is the one of today."""
    last = told.group_by("who").agg(nw.col("seen_on").max())
    newest = listed.filter(nw.col("is_newest"))
    return told.join(last, on=["who", "seen_on"], how="inner").join(
        newest.select("who", "person").unique(), on=["who", "person"], how="inner"
    )


def _unmet(held: Frame, visit: Frame) -> Frame:
    """Leave out whoever was visited between the two extracts."""
    met = held.join(visit.select("who", "visited_on"), on="who", how="inner").filter(
        (nw.col("visited_on") > nw.col("last_on")).fill_null(False),
        nw.col("visited_on") < nw.col("on"),
    )
    return held.join(met.select("spell_key").unique(), on="spell_key", how="anti")


def _running(plans: Frame) -> Frame:
    """Return who, spell, spell_key and starts_on of the plans shown open now."""
    now = plans.filter(~dated("ended_on"), ~dated("known_to"))
    return now.select("who", "spell", "spell_key", "starts_on")
