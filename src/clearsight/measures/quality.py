"""Which members are touched by dates that are missing or cannot be.

A figure is no better than the dates it rests on, so the share of its members that are
touched stands beside it. A rise in the figure while that share falls may be nothing but
better recording.
"""

from __future__ import annotations

from itertools import pairwise

import narwhals as nw

from clearsight.clocks.judge import day_number

__all__ = ["backwards", "day_number", "days_between", "missing", "touched"]


def missing(*columns: str) -> nw.Expr:
    """Say whether any of these days is missing."""
    return nw.any_horizontal(*(nw.col(c).is_null() for c in columns), ignore_nulls=True)


def backwards(*columns: str) -> nw.Expr:
    """Say whether any of these days comes before the one named before it."""
    later = ((nw.col(b) < nw.col(a)).fill_null(False) for a, b in pairwise(columns))
    return nw.any_horizontal(*later, ignore_nulls=True)


def touched(*conditions: nw.Expr) -> nw.Expr:
    """Say whether any condition holds; unknown is not touched."""
    return nw.any_horizontal(
        *(c.fill_null(False) for c in conditions), ignore_nulls=True
    )


def days_between(start: str, end: str) -> nw.Expr:
    """Count the days from one day to another; null where either is unknown."""
    return day_number(nw.col(end)) - day_number(nw.col(start))
