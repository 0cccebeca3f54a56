"""Several different things at once about one child."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys.turns import in_turn, turn_number
from clearsight.oversight.kind import Signal
from clearsight.oversight.signals.rows import WHOSE, day, said, written
from clearsight.shape import Frame

STACK_OF = 3
URGENT = 1

STACK = Signal(
    key="S27",
    title="The stack",
    tier=None,
    raised_when=(
        "three or more different signals on one child, at least one of tier 0 or 1; it "
        "takes the tier of the most urgent"
    ),
    data="the other signals",
    why_it_matters="One lapse is ordinary. Several at once are how a child is lost.",
    pitfall="They are listed, never added up into a number. One lapse may stand in "
    "two: a late visit is a clock overdue and a child not seen.",
)


def raised(single: Frame, signals: Sequence[Signal]) -> Frame:
    """Raise S27 over the other signals."""
    titles = {s.key: s.title for s in signals if s.key != STACK.key}
    keys = list(titles)
    is_it = {k: nw.col("signal") == k for k in keys}
    by_child = (
        single.with_columns(
            **{f"has_{k}": it.cast(nw.Int8) for k, it in is_it.items()},
            **{f"on_{k}": nw.when(it).then(nw.col("since")) for k, it in is_it.items()},
        )
        .group_by(*WHOSE)
        .agg(
            nw.col("tier").min(),
            nw.col(*(f"has_{k}" for k in keys)).max(),
            nw.col(*(f"on_{k}" for k in keys)).min(),
            kinds=nw.col("signal").n_unique(),
        )
    )
    stacked = by_child.filter(nw.col("kinds") >= STACK_OF, nw.col("tier") <= URGENT)
    named = nw.concat_str(
        *(nw.when(nw.col(f"has_{k}") == 1).then(_named(k, titles[k])) for k in keys),
        separator=", ",
        ignore_nulls=True,
    )
    return written(
        stacked.join(_since(single), on=list(WHOSE), how="left"),
        STACK,
        because=said("Several different things at once: ", named, "."),
    )


def _named(key: str, title: str) -> nw.Expr:
    """Name a part and since when it holds: `not seen (S09) since 03/02/2025`."""
    named = f"{title[:1].lower()}{title[1:]} ({key}) since "
    dated = nw.concat_str(nw.lit(named), day(f"on_{key}"), ignore_nulls=False)
    return nw.coalesce(dated, nw.lit(f"{named}a day not known"))


def _since(single: Frame) -> Frame:
    """Return the day from which three signals held, a pressing one among them.

    It is the day of the third of those whose day is known, or of the first pressing one
    where that came later; null where the days that are known do not show it.
    """
    dated = single.filter(~nw.col("since").is_null())
    first = dated.group_by(*WHOSE, "signal").agg(nw.col("since").min())
    third = in_turn(first, WHOSE, ["since", "signal"]).with_columns(
        nth=turn_number(WHOSE)
    )
    third = third.filter(nw.col("nth") == STACK_OF).select(*WHOSE, "since")
    pressing = dated.filter(nw.col("tier") <= URGENT).group_by(*WHOSE)
    both = third.join(
        pressing.agg(pressed_on=nw.col("since").min()), on=list(WHOSE), how="inner"
    )
    since, pressed_on = nw.col("since"), nw.col("pressed_on")
    later = nw.when(pressed_on > since).then(pressed_on).otherwise(since)
    return both.select(*WHOSE, since=later)
