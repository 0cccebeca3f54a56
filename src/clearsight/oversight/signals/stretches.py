"""Unbroken time in a state: spells that follow on one another become one stretch."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from clearsight.clocks.judge import day_number
from clearsight.journeys.turns import before, in_turn
from clearsight.oversight.signals.rows import WHOSE
from clearsight.shape import Frame

BRIDGED = 14  # days without a plan that are taken for one spell recorded as two
FAR = date(2199, 12, 31)


def stretches(spells: Frame, as_at: date, bridged: int = BRIDGED) -> Frame:
    """Join each child's spells with at most so many days between them.

    `spells`: council, child, spell, starts_on, until, is_now, file, row. Returns
    council, child, nth (from 1, the oldest first), starts_on, until (the last day of
    one that is over, else null), is_now, days (on some spell of it, by `as_at`), spells
    (how many), and file and row of one of them.
    """
    order = {"order_by": ["starts_on", "spell"]}
    told = spells.with_columns(
        end=nw.when(nw.col("is_now")).then(nw.lit(FAR)).otherwise(nw.col("until"))
    ).with_columns(end=nw.max_horizontal(nw.col("end"), nw.col("starts_on")))
    told = told.with_columns(latest=nw.col("end").cum_max().over(*WHOSE, **order))
    told = in_turn(told, WHOSE, order["order_by"]).with_columns(
        before=before("latest", WHOSE)
    )
    gap = nw.col("before").dt.offset_by(f"{bridged}d").cast(nw.Date)
    is_new = (nw.col("starts_on") > gap).fill_null(True).cast(nw.Int64)
    told = told.with_columns(is_new=is_new)
    from_day = nw.max_horizontal(nw.col("starts_on"), nw.col("before"))
    to_day = nw.min_horizontal(nw.col("end"), nw.lit(as_at))
    on_it = day_number(to_day) - day_number(from_day)
    told = told.with_columns(
        nth=nw.col("is_new").cum_sum().over(*WHOSE, **order).cast(nw.Int64),
        counted=nw.when(on_it > 0).then(on_it).otherwise(nw.lit(0, nw.Int64)),
    )
    whole = told.group_by(*WHOSE, "nth").agg(
        nw.col("starts_on").min(),
        nw.col("end").max(),
        nw.col("file").max(),
        nw.col("row").max(),
        days=nw.col("counted").sum(),
        spells=nw.col("is_new").count(),
    )
    is_now = nw.col("end") == nw.lit(FAR)
    return whole.with_columns(
        is_now=is_now,
        until=nw.when(~is_now).then(nw.col("end")),
        days=nw.col("days").cast(nw.Int64),
        spells=nw.col("spells").cast(nw.Int64),
    ).drop("end")
