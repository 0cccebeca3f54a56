"""When the worker of today came to a child on a plan, as one list after another tells.

The social worker episodes of the 903 date a change in care to the day. For everybody
else there is the first extract that names the worker, and the last that named another.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.across import Sides
from clearsight.journeys.frames import Chapter, as_events, dated
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
    last = told.group_by("who").agg(nw.col("seen_on").max())
    newest = on_lists(involvement, not_a_worker).filter(nw.col("is_newest"))
    came = told.join(last, on=["who", "seen_on"], how="inner").join(
        newest.select("who", "person").unique(), on=["who", "person"], how="inner"
    )
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
    met = held.join(visit.select("who", "visited_on"), on="who", how="inner").filter(
        (nw.col("visited_on") > nw.col("last_on")).fill_null(False),
        nw.col("visited_on") < nw.col("on"),
    )
    found = held.join(met.select("spell_key").unique(), on="spell_key", how="anti")
    return Chapter([], [as_events(found, e.NEW_WORKER, "on")], [])


def _running(plans: Frame) -> Frame:
    """Return who, spell, spell_key and starts_on of the plans shown open now."""
    now = plans.filter(~dated("ended_on"), ~dated("known_to"))
    return now.select("who", "spell", "spell_key", "starts_on")
