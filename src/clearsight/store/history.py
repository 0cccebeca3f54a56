"""Every row with two times: its own dates, and when extracts first and last show it.

Nothing of this is stored. A row is the same row where all its cells are as submitted,
so grouping the extracts that are kept gives the two days exactly, also after an extract
was removed or an older one was loaded late.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.returns import by_key
from clearsight.shape import FILE, ROW
from clearsight.store import extracts
from clearsight.store.current import Extract, every
from clearsight.store.place import Place

FIRST, LAST, SHOWN = "first_shown_on", "last_shown_on", "shown_on"
NAMED, HASH = "extract", "sha256"
_WHERE = (FILE, ROW, SHOWN, NAMED, HASH)
# The field that says whose row it is, where it is not the table's key.
CHILD = {"cin": "LAchildID"}


def history(place: Place, kind: str, table: str, council: str) -> pl.DataFrame:
    """Return each different row of a table once, with its two days.

    Columns: those of the table without `file` and `row`, then `first_shown_on` and
    `last_shown_on` (Date): the first and last extract that holds the row.
    """
    told = rows(place, every(place, council), kind, table)
    said = [c for c in told.columns if c not in _WHERE]
    if not said:
        return told.select(pl.lit(None, pl.Date).alias(d) for d in (FIRST, LAST))
    days = [pl.col(SHOWN).min().alias(FIRST), pl.col(SHOWN).max().alias(LAST)]
    return told.group_by(said, maintain_order=True).agg(days)


def child_column(kind: str, table: str) -> str:
    """Return the column of a return's table that says whose row it is, "" for none."""
    if kind in CHILD:
        return CHILD[kind]
    shape = by_key(kind).tables().get(table)
    fields = shape.fields.values() if shape else ()
    return next((f.name for f in fields if f.kind == "key"), "")


def with_days(told: pl.DataFrame) -> pl.DataFrame:
    """Add to each row the first and last day on which an extract shows the same."""
    said = [c for c in told.columns if c not in _WHERE]
    return told.with_columns(
        pl.col(SHOWN).min().over(said).alias(FIRST),
        pl.col(SHOWN).max().over(said).alias(LAST),
    )


def rows(
    place: Place,
    of: Sequence[Extract],
    kind: str,
    table: str,
    child: str | None = None,
) -> pl.DataFrame:
    """Return a table's rows from all these extracts, of one child where one is named.

    Added are `shown_on` (the day each extract was known on), `extract` (its name) and
    `sha256`. An identifier is compared as the readers write it: trimmed.
    """
    found = [pl.DataFrame(schema={SHOWN: pl.Date, NAMED: pl.String, HASH: pl.String})]
    for x in sorted(of, key=lambda x: (x.known_on, x.file.name)):
        if x.file.taken_for != kind:
            continue
        folder = place.extract(x.sighting.sha256)
        for part in x.manifest["parts"]:
            if part["table"] != table:
                continue
            lazy = extracts.scanned(folder, part)
            if child is not None:
                whose = child_column(kind, table)
                if whose not in lazy.collect_schema():
                    continue
                lazy = lazy.filter(pl.col(whose) == child)
            where = (pl.lit(x.known_on).alias(SHOWN), pl.lit(x.file.name).alias(NAMED))
            digest = pl.lit(x.sighting.sha256).alias(HASH)
            found.append(extracts.collected(folder, lazy.with_columns(*where, digest)))
    return pl.concat(found, how="diagonal_relaxed")
