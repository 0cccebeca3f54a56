"""Identifiers that a spreadsheet took for numbers: 012345 became 12345.

A file saved from Excel loses the noughts in front of every identifier in it, and its
reviews, say, are then of children whom no other file knows. Where all other files of
the council write an identifier with its noughts, and one file writes none with any, the
two are the same child.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import Part, Problem
from clearsight.files.typed import rows_named
from clearsight.returns.held import Held
from clearsight.shape import ROW

NOUGHT = "0"
SHOWN = 5
# The column that holds the council's own identifier of the child. Other systems number
# their people for themselves: an adopter, a pupil or a worker 0012 is no child 12.
OF_CHILDREN = {"ssda903": "CHILD", "cin": "LAchildID", "annexa": "CHILD_ID"}


def restore(held: Sequence[Held]) -> None:
    """Give such identifiers their noughts back, and say so in a problem of the file.

    `<column>_submitted` keeps what the file says. Nothing is done where one file writes
    an identifier in both ways, or where two differ by their noughts alone.
    """
    for council in {h.file.council for h in held if h.key}:
        parts = [
            (h, part, name)
            for h in held
            if h.key and h.file.council == council
            for part in h.file.parts
            if (name := OF_CHILDREN.get(h.key, "")) in part.frame.columns
        ]
        whole = {id(part): _with_noughts(part, name) for _, part, name in parts}
        if not any(len(ids) for ids in whole.values()):
            continue
        known = _known([ids for ids in whole.values() if len(ids)])
        known = _by_most([(part, name) for _, part, name in parts], known)
        apart = _written_both_ways([(part, name) for _, part, name in parts], known)
        known = known.filter(~pl.col("bare").is_in(apart.implode()))
        for h, part, name in parts:
            if not len(whole[id(part)]):
                h.file.problems += _restored(part, name, known)


def _with_noughts(part: Part, name: str) -> pl.Series:
    ids = part.frame.get_column(name)
    return ids.filter(ids.str.starts_with(NOUGHT)).unique().alias("whole")


def _known(found: Sequence[pl.Series]) -> pl.DataFrame:
    """Return `bare` and `whole` of each identifier that is alone in its bare form."""
    every = pl.concat(found).unique().to_frame()
    bare = every.with_columns(bare=pl.col("whole").str.strip_chars_start(NOUGHT))
    once = pl.len().over("bare") == 1
    return bare.filter(once, pl.col("bare") != "")


def _by_most(parts: Sequence[tuple[Part, str]], known: pl.DataFrame) -> pl.DataFrame:
    """Keep those that as many tables at least write whole as write bare.

    One slip of the pen in one file is no loss in all the others.
    """
    told = [part.frame.get_column(name).drop_nulls().unique() for part, name in parts]
    for column in ("bare", "whole"):
        counts = pl.sum_horizontal(
            pl.col(column).is_in(ids.implode()).cast(pl.Int64) for ids in told
        )
        known = known.with_columns(counts.alias(f"{column}_in"))
    kept = known.filter(pl.col("whole_in") >= pl.col("bare_in"))
    return kept.select("bare", "whole")


def _written_both_ways(
    parts: Sequence[tuple[Part, str]], known: pl.DataFrame
) -> pl.Series:
    """Return the bare identifiers that one file has beside the whole ones."""
    found = [pl.Series("bare", [], pl.String)]
    for part, name in parts:
        ids = part.frame.get_column(name).drop_nulls().unique()
        here = known.filter(pl.col("whole").is_in(ids.implode()))
        if here.height:
            both = here.filter(pl.col("bare").is_in(ids.implode()))
            found.append(both.get_column("bare"))
    return pl.concat(found).unique()


def _restored(part: Part, name: str, known: pl.DataFrame) -> list[Problem]:
    bare = part.frame.get_column(name)
    lost = bare.is_in(known.get_column("bare").implode()).fill_null(value=False)
    if not lost.any():
        return []
    rows = part.frame.filter(lost).get_column(ROW)
    whole = bare.replace(known.get_column("bare"), known.get_column("whole"))
    part.frame = part.frame.with_columns(whole.alias(name))
    count = bare.filter(lost).n_unique()
    who = "1 identifier has" if count == 1 else f"{count:,} identifiers have"
    shown = rows_named(rows.head(SHOWN).to_list(), rows.len())
    return [
        Problem(
            f"{who} lost the noughts in front that other files of this council give "
            "them, as in a spreadsheet: they were taken for the same children.",
            where=f"{part.table}, column {name}, {shown}",
            do="Export the column as text, so that the noughts stay.",
            rows=rows.len(),
        )
    ]
