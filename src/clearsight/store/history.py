"""Every row with two times: its own dates, and when extracts first and last show it.

Nothing of this is stored. A row is the same row where all its cells are as submitted,
so grouping the extracts that are kept gives the two days exactly, also after an extract
was removed or an older one was loaded late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from clearsight.shape import FILE, ROW
from clearsight.store import extracts
from clearsight.store.current import Extract, every
from clearsight.store.place import Place

FIRST, LAST, SHOWN = "first_shown_on", "last_shown_on", "shown_on"
NAMED, HASH = "extract", "sha256"
_WHERE = (FILE, ROW, SHOWN, NAMED, HASH)


def history(place: Place, kind: str, table: str, council: str) -> pl.DataFrame:
    """Return each different row of a table once, with its two days.

    Columns: those of the table without `file` and `row`, then `first_shown_on` and
    `last_shown_on` (Date): the first and last extract that holds the row.
    """
    found = scans(place, every(place, council), kind, table)
    told = together((x, extracts.collected(_at(place, x), lazy)) for x, lazy in found)
    said = [c for c in told.columns if c not in _WHERE]
    if not said:
        return told.select(pl.lit(None, pl.Date).alias(d) for d in (FIRST, LAST))
    days = [pl.col(SHOWN).min().alias(FIRST), pl.col(SHOWN).max().alias(LAST)]
    return told.group_by(said, maintain_order=True).agg(days)


def with_days(told: pl.DataFrame) -> pl.DataFrame:
    """Add to each row the first and last day on which an extract shows the same."""
    said = [c for c in told.columns if c not in _WHERE]
    return told.with_columns(
        pl.col(SHOWN).min().over(said).alias(FIRST),
        pl.col(SHOWN).max().over(said).alias(LAST),
    )


def scans(
    place: Place, of: Sequence[Extract], kind: str, table: str
) -> Iterator[tuple[Extract, pl.LazyFrame]]:
    """Give each of these extracts that has a table, with it, oldest first."""
    for x in sorted(of, key=lambda x: (x.known_on, x.file.name)):
        if x.file.taken_for == kind:
            for part in x.manifest["parts"]:
                if part["table"] == table:
                    yield x, extracts.scanned(_at(place, x), part)


def together(found: Iterable[tuple[Extract, pl.DataFrame]]) -> pl.DataFrame:
    """Put the rows of several extracts under one another.

    Added are `shown_on` (the day each extract was known on), `extract` (its name) and
    `sha256`.
    """
    empty = pl.DataFrame(schema={SHOWN: pl.Date, NAMED: pl.String, HASH: pl.String})
    frames = (
        frame.with_columns(
            pl.lit(x.known_on).alias(SHOWN),
            pl.lit(x.file.name).alias(NAMED),
            pl.lit(x.sighting.sha256).alias(HASH),
        )
        for x, frame in found
    )
    return pl.concat([empty, *frames], how="diagonal_relaxed")


def _at(place: Place, x: Extract) -> Path:
    return place.extract(x.sighting.sha256)
