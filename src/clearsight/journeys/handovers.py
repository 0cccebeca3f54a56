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

    Only of children who are on a plan by the newest list and not in care. Whoever was
    visited between the two extracts may have met the new worker then, and is left out:
    so is one whose newest list names nobody. `told` is from `workers.changed`;
    `involvement` and `visit` are the tables of the record.
    """
    last = told.group_by("who").agg(nw.col("seen_on").max())
    newest = on_lists(involvement, not_a_worker).filter(nw.col("is_newest"))
    came = told.join(last, on=["who", "seen_on"], how="inner").join(
        newest.select("who", "worker").unique(), on=["who", "worker"], how="inner"
    )
    came = keep(came)
    between = (nw.col("visited_on") > nw.col("last_on")) & (
        nw.col("visited_on") < nw.col("seen_on")
    )
    met = came.join(visit.select("who", "visited_on"), on="who", how="inner").filter(
        between.fill_null(False)
    )
    in_care = sides.in_care.spells.filter(~dated("ended_on"))
    protected = _on_list(sides.on_plan.spells)
    helped = _on_list(sides.cin_plan.spells)
    helped = helped.join(protected.select("who").unique(), on="who", how="anti")
    found = keep(
        nw.concat([protected, helped])
        .join(came, on="who", how="inner")
        .join(met.select("who").unique(), on="who", how="anti")
        .join(in_care.select("who").unique(), on="who", how="anti")
        .with_columns(sources=nw.lit("annexa"))
    )
    return Chapter([], [as_events(found, e.NEW_WORKER, "seen_on")], [])


def _on_list(plans: Frame) -> Frame:
    """Return who, spell and spell_key of the plans that the newest list shows open."""
    now = plans.filter(~dated("ended_on"), ~dated("known_to"), nw.col("from_annexa"))
    return now.select("who", "spell", "spell_key")
