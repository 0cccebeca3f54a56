"""The coded columns of all lists of a file, read together.

What a text means is asked once for each code set over the different texts of all its
columns on all sheets, which takes a few large operations instead of many small ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from clearsight.files.grid import Grid
from clearsight.files.manifest import Problem
from clearsight.files.typed import rows_named
from clearsight.files.workbook import counted
from clearsight.returns.annexa.codes import meanings
from clearsight.returns.annexa.recognise import Fit
from clearsight.returns.annexa.shape import TABLES
from clearsight.shape import ROW, Field, Table

HOW = "_how"


@dataclass(frozen=True)
class Meanings:
    """What each text of one code set means: its `code` and `how` it was found."""

    texts: pl.Series
    code: pl.Series
    how: pl.Series

    def of(self, column: str) -> pl.Expr:
        """Return each text's place in `texts`; null where the cell is blank."""
        places = pl.int_range(len(self.texts), dtype=pl.UInt32, eager=True)
        return pl.col(column).replace_strict(
            self.texts, places, default=None, return_dtype=pl.UInt32
        )


def meanings_in(lists: Iterable[tuple[Grid, Fit]]) -> dict[str, Meanings]:
    """Return what the coded texts on these lists mean, by the name of the code set."""
    texts: dict[str, list[pl.Series]] = {}
    for grid, fit in lists:
        fields = [f for f in _coded(TABLES[fit.table]) if f.name in fit.columns]
        found = grid.frame.select(
            pl.col(fit.columns[f.name]).unique().implode().alias(f.name) for f in fields
        )
        for f in fields:
            texts.setdefault(f.codes, []).append(found[f.name].item())
    return {name: _meanings(pl.concat(some), name) for name, some in texts.items()}


def _meanings(texts: pl.Series, code_set: str) -> Meanings:
    found = meanings(texts.unique(), code_set)
    return Meanings(found["raw"], found["code"], found["how"])


def with_codes(
    frame: pl.DataFrame, shape: type[Table], known: Mapping[str, Meanings]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Put the code in place of each coded field's text, and say how it was found."""
    fields = _coded(shape)
    known = {f.codes: known.get(f.codes) or _meanings_of_none() for f in fields}
    places = frame.select(known[f.codes].of(f.submitted).alias(f.name) for f in fields)
    columns = places.select(
        expr
        for f in fields
        for expr in (
            pl.lit(known[f.codes].code).gather(pl.col(f.name)).alias(f.name),
            pl.lit(known[f.codes].how).gather(pl.col(f.name)).alias(f.name + HOW),
        )
    )
    strange = columns.select((pl.col(f.name + HOW) == "").sum() for f in fields).row(0)
    problems = [
        _strange(f.title, frame[ROW].filter(columns[f.name + HOW] == ""))
        for f, count in zip(fields, strange, strict=True)
        if count
    ]
    return frame.with_columns(columns), problems


def _coded(shape: type[Table]) -> list[Field]:
    return [f for f in shape.fields.values() if f.kind == "code"]


def _meanings_of_none() -> Meanings:
    empty = pl.Series([], dtype=pl.String)
    return Meanings(empty, empty, empty)


def _strange(title: str, rows: pl.Series) -> Problem:
    shown = rows_named(rows.head(5).to_list(), len(rows))
    return Problem(
        f"{counted(len(rows), 'cell')} of {title!r} with words that match no code.",
        where=f"column {title!r}, {shown}",
        do="Write the code itself, such as 3B or N1. The rows were kept without it.",
        rows=len(rows),
    )
