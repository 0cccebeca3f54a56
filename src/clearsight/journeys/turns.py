"""Rows in order within groups: the one before, the one after, and which of them it is.

A window that puts each group in order by itself costs an engine something for every
group, and most groups here are a child with a row or two. To put all rows in one order,
and look whether the neighbour is of the same group, costs a third.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.shape import Frame

TURN = "turn"


def in_turn(rows: Frame, same: Sequence[str], order: Sequence[str]) -> Frame:
    """Add `turn` (Int64): the row's place once all are in order, group by group.

    Rows are of one group where they agree in the columns of `same`, none of them null.
    """
    placed = rows.with_row_index(TURN, order_by=[*same, *order])
    return placed.with_columns(nw.col(TURN).cast(nw.Int64))


def before(column: str, same: Sequence[str], back: int = 1) -> nw.Expr:
    """Return the column's value so many rows back in the group; null where none is."""
    is_same = nw.all_horizontal(
        *(_moved(c, back) == nw.col(c) for c in same), ignore_nulls=False
    )
    return nw.when(is_same).then(_moved(column, back))


def after(column: str, same: Sequence[str]) -> nw.Expr:
    """Return the column's value in the next row of the group; null where none is."""
    return before(column, same, -1)


def turn_number(same: Sequence[str]) -> nw.Expr:
    """Return which row of its group this is, from 1 (Int64)."""
    return nw.col(TURN) - nw.col(TURN).min().over(*same) + 1


def _moved(column: str, back: int) -> nw.Expr:
    return nw.col(column).shift(back).over(order_by=TURN)
