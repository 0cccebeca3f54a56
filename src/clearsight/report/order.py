"""Rows in a fixed order, so that the same input always gives the same bytes."""

from __future__ import annotations

import polars as pl

from clearsight.journeys.settle import WHOSE

# The columns that give the order below council and child. Those of `WORDS` hold few
# different texts, all of which are known by number quicker than they are compared.
ORDER = {
    "timeline": ["on", "event", "spell", "row"],
    "spells": ["starts_on", "kind", "spell"],
    "clocks": ["clock", "starts_on", "spell", "step"],
    "signals": ["tier", "signal", "since", "because"],
    "children": [],
}
WORDS = frozenset({"event", "kind", "clock", "signal"})


class Order:
    """Puts frames in order: by council, child and the columns of `ORDER`.

    Blanks stand first. To compare texts costs three times what it costs to compare
    numbers that stand for them.
    """

    def __init__(self, children: pl.DataFrame) -> None:
        """Give each child a number; `children` names those of every frame."""
        people = children.select(WHOSE).unique().sort(WHOSE)
        self._who = people.with_row_index("who")

    def put(self, name: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame of that name with its rows in order."""
        by = ORDER[name]
        numbered = (_number(frame, c) if c in WORDS else pl.col(c) for c in by)
        keys = frame.select(*WHOSE, *numbered).join(
            self._who, on=WHOSE, how="left", maintain_order="left"
        )
        return frame.rechunk()[keys.select(pl.arg_sort_by("who", *by)).to_series()]


def _number(frame: pl.DataFrame, column: str) -> pl.Expr:
    words = frame.get_column(column).drop_nulls().unique().sort()
    return pl.col(column).cast(pl.Enum(words)).to_physical()
