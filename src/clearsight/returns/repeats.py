"""Rows that say the same thing again in one table of a file are used once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import Problem
from clearsight.files.typed import rows_named
from clearsight.shape import FILE, ROW

SHOWN = 5


def repeated(rows: pl.DataFrame, values: Sequence[str]) -> pl.Series:
    """Say of each row whether one before it agrees in all of these columns (Boolean).

    Blanks agree with one another. Hardly a table has such rows, and to compare the
    rows' hashes first costs a small part of what comparing all of their values does.
    """
    hashed = rows.select(values).hash_rows()
    none = pl.repeat(value=False, n=rows.height, dtype=pl.Boolean, eager=True)
    if hashed.n_unique() == rows.height:
        return none
    alike = hashed.is_duplicated()
    first = rows.filter(alike).select(pl.struct(values).is_first_distinct())
    return none.scatter(alike.arg_true(), ~first.to_series())


def once(typed: pl.DataFrame, where: str = "") -> tuple[pl.DataFrame, list[Problem]]:
    """Keep the first of rows that agree in all but their place; say where others are.

    `typed` has `file`, `row` and the fields; `where` names the table, where a file
    holds several.
    """
    again = repeated(typed, [c for c in typed.columns if c not in (FILE, ROW)])
    if not again.any():
        return typed, []
    lost = typed.filter(again)[ROW]
    rows = rows_named(lost.head(SHOWN).to_list(), lost.len())
    problem = Problem(
        what="Rows that stand there more than once were set aside.",
        where=f"{where}, {rows}" if where else rows,
        do="Nothing, if your export joins several tables; else remove them.",
        rows=lost.len(),
        set_aside=lost.len(),
    )
    return typed.filter(~again), [problem]
