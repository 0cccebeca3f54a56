"""What one source still shows and a later one has left behind.

A return of last year is the newest of its kind for months, and what was running when
it was made seems to run on. But a child is in one placement, and under one order, at a
time. Once a source made later shows one that began since, nothing tells how long the
earlier one lasted, and it is known only to the day to which its own sources know.
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from clearsight.journeys.frames import dated
from clearsight.journeys.settle import Settled


def overtaken(found: Settled) -> Settled:
    """Give `known_to` to what runs on only in sources that a later one overtook.

    `found` is of a kind of which a child has one at a time, with `ended_on`.
    """
    spells = found.spells
    running = spells.filter(~dated("ended_on") & ~dated("known_to"))
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
