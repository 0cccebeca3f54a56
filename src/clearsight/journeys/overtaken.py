"""What one source still shows and a later one has left behind.

A return of last year is the newest of its kind for months, and what was running when
it was made seems to run on. But a child is in one placement, and under one order, at a
time. Once a source made later shows one that began since, nothing tells how long the
earlier one lasted, and it is known only to the day to which its own sources know. And
a plan is over with the referral it lies in, and with the child's life; care and a
protection plan are over when the child is 18 (Children Act 1989, s105(1)).
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from clearsight.journeys.frames import dated
from clearsight.journeys.link import Parents, linked
from clearsight.journeys.settle import Settled, keep
from clearsight.shape import Frame


def overtaken(found: Settled, others: Frame | None = None) -> Settled:
    """Give `known_to` to what runs on only in sources that a later one overtook.

    `found` is of a kind of which a child has one at a time, with `ended_on`. `others`
    (who, since, by) are what takes its place, and the day to which their source knows;
    without them, those of its own kind.
    """
    spells = found.spells
    running = spells.filter(~dated("ended_on") & ~dated("known_to"))
    if others is None:
        others = spells.select("who", since="starts_on", by="seen_to")
    # A start after the day of its own source is planned, or a slip of the pen.
    others = others.filter(nw.col("since") <= nw.col("by"))
    left = (
        running.select("who", "spell_key", "starts_on", left_on="seen_to")
        .join(others, on="who", how="inner")
        .filter(nw.col("since") > nw.col("starts_on"), nw.col("by") > nw.col("left_on"))
        .select("spell_key", "left_on")
        .unique()
    )
    columns = spells.collect_schema().names()
    marked = spells.join(left, on="spell_key", how="left").with_columns(
        known_to=nw.coalesce("known_to", "left_on")
    )
    return replace(found, spells=marked.select(*columns))


def over_with(found: Settled, parents: Parents, closed: Frame) -> Settled:
    """End with its referral what runs on only in sources made before that was closed.

    The source could not have shown the end. `parents` are the referrals; `closed`:
    who, within_key, closed_on of those that are closed.
    """
    columns = found.spells.collect_schema().names()
    last = linked(found.spells, parents).join(
        closed, on=["who", "within_key"], how="left"
    )
    is_over = (
        ~dated("ended_on")
        & (nw.col("closed_on") > nw.col("seen_to")).fill_null(False)
        & (nw.col("closed_on") >= nw.col("starts_on")).fill_null(False)
    )
    ended = nw.when(is_over).then("closed_on").otherwise("ended_on")
    ends = last.with_columns(ended_on=ended).select(*columns)
    return replace(found, spells=keep(ends))


def over_on(found: Settled, last: Frame, end: str = "ended_on") -> Settled:
    """End what no source ends on the child's last day for it, in the column `end`.

    `last` (who, over_on) has the day of a death, or of coming of age.
    """
    columns = found.spells.collect_schema().names()
    over = found.spells.join(last, on="who", how="left")
    is_over = ~dated(end) & (nw.col("over_on") >= nw.col("starts_on")).fill_null(False)
    day = nw.when(is_over).then("over_on").otherwise(end)
    return replace(found, spells=over.with_columns(**{end: day}).select(*columns))


def left_off(
    found: Settled, roll: Frame, listed: Frame, end: str = "ended_on"
) -> Settled:
    """Give `known_to` to what runs on only in sources older than a roll without it.

    `roll`: who, told_on, the day of the newest list that holds every such child of the
    council; `listed`: who of those on it. `end` is the column that holds the end.
    """
    columns = found.spells.collect_schema().names()
    named = listed.select("who").unique().with_columns(is_listed=nw.lit(1))
    told = found.spells.join(roll, on="who", how="left").join(
        named, on="who", how="left"
    )
    is_left = (
        ~dated(end)
        & ~dated("known_to")
        & nw.col("is_listed").is_null()
        & (nw.col("told_on") > nw.col("seen_to")).fill_null(False)
    )
    last = nw.when(is_left).then("seen_to").otherwise("known_to")
    return replace(
        found, spells=keep(told.with_columns(known_to=last).select(*columns))
    )
