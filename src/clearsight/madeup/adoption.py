"""The way to adoption, step by step, as far as the day the council is made for."""

from __future__ import annotations

from random import Random

from clearsight.madeup import care as caring
from clearsight.madeup.days import days, working_from
from clearsight.madeup.true import Adoption, Care, Child
from clearsight.madeup.world import World


def lead(rng: Random, world: World, child: Child, care: Care) -> None:
    """Take a child with a placement order as far on the way as the days allow."""
    orders = [day for day, status in care.statuses if status == "E1"]
    decided = world.by(
        working_from((orders[0] if orders else world.as_at) - days(rng.randint(20, 60)))
    )
    if decided is None or decided <= care.starts_on:
        return
    way = child.adoption = Adoption(decided, order_on=orders[0] if orders else None)
    if not orders:
        return
    if rng.random() < 0.12:
        way.reversed_on = world.by(
            working_from(orders[0] + days(rng.randint(200, 330)))
        )
        return
    way.matched_on = world.by(working_from(orders[0] + days(rng.randint(50, 170))))
    if way.matched_on:
        way.family = f"AF{100 + child.number % 900}{child.number // 900}"
        _place(rng, world, child, care, way)


def _place(rng: Random, world: World, child: Child, care: Care, way: Adoption) -> None:
    placed = way.matched_on and world.by(way.matched_on + days(rng.randint(14, 35)))
    if not placed:
        return
    way.placed_on = placed
    care.placements = [p for p in care.placements if p.starts_on < placed]
    care.placements[-1].ended_on = placed
    care.placements[-1].change_reason = "CARPL"
    care.placements.append(caring.placement(rng, world, child, placed, "moved", "A6"))
    way.adopted_on = world.by(working_from(placed + days(rng.randint(110, 260))))
    care.ended_on, care.end_reason = way.adopted_on, "E12" if way.adopted_on else ""
    caring.finish(rng, world, child, care, care.ended_on or world.as_at + days(1))
