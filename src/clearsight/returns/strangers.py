"""Children whom an extract of ours names, and no return of the same council does.

Their rows are kept: a return may be missing, or the child too new for it. More often an
identifier was typed wrongly, or is another system's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from clearsight.files.manifest import Part, Problem
from clearsight.files.typed import rows_named
from clearsight.returns import by_key
from clearsight.returns.held import Held
from clearsight.shape import ROW

LOCAL = frozenset({"oversight", "staff"})
# The census holds its identifier as a text.
NAMED_OTHERWISE = {"cin": "LAchildID"}
SHOWN = 5


def find_strangers(held: Sequence[Held]) -> None:
    """Add a problem to each file of ours that names children whom nobody else does.

    Where no other return of the council was given there is nothing to compare with.
    """
    ours = [h for h in held if h.key in LOCAL]
    for council in {h.file.council for h in ours}:
        others = [
            h for h in held if h.key not in LOCAL and h.key
            and h.file.council == council
        ]  # fmt: skip
        known = _known(others)
        if known is None:
            continue
        for h in (h for h in ours if h.file.council == council):
            for part in h.file.parts:
                h.file.problems += _problem(part, _key(h.key, part.table), known)


def _key(kind: str, table: str) -> str:
    if kind in NAMED_OTHERWISE:
        return NAMED_OTHERWISE[kind]
    tables = by_key(kind).tables()
    fields = tables[table].fields.values() if table in tables else ()
    return next((f.name for f in fields if f.kind == "key"), "")


def _known(others: Iterable[Held]) -> pl.Series | None:
    found = [
        part.frame.get_column(name).drop_nulls().unique().alias("child")
        for h in others
        for part in h.file.parts
        if (name := _key(h.key, part.table)) in part.frame.columns
    ]
    return pl.concat(found).unique() if found else None


def _problem(part: Part, name: str, known: pl.Series) -> list[Problem]:
    if name not in part.frame.columns:
        return []
    child = pl.col(name)
    strange = part.frame.filter(child.is_not_null() & ~child.is_in(known.implode()))
    if not strange.height:
        return []
    count = strange.get_column(name).n_unique()
    who = "1 child stands" if count == 1 else f"{count:,} children stand"
    rows = rows_named(strange[ROW].head(SHOWN).to_list(), strange.height)
    return [
        Problem(
            f"{who} in no other file of this council.",
            where=f"{part.table}, column {name}, {rows}",
            do="Check the identifier, or give the return that holds the child. The "
            "rows were kept.",
            rows=strange.height,
        )
    ]
