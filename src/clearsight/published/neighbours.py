"""The ten councils most like each, by the department's model, and who shares a region.

`neighbours()` gives authority, council, rank (1 the nearest), neighbour,
neighbour_council, closeness, model, source: String but for rank (Int64). The model is
of 2025; before it, other councils were neighbours, so a series of years is compared
with today's ten throughout.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.published import areas, kept
from clearsight.published.authorities import authority_region

MODEL: Final = "2025"
_RANKS: Final = range(1, 11)
WIDE: Final = frozenset(
    {"old_la_code", *(f"SN_{n}" for n in _RANKS), *(f"SN_{n}P" for n in _RANKS)}
)
LONG: Final = frozenset({"la_code", "rank", "neighbour_la_code", "closeness"})
SOURCE: Final = "dfe-neighbours"


def neighbours(council: str | None = None) -> pl.DataFrame:
    """Return the neighbours (see above) of one council, or of all.

    Raises SettingsError where no council is called so, with the near miss.
    """
    brought = kept.brought_in("neighbours")
    rows = kept.committed_neighbours() if brought is None else brought
    if council is not None:
        rows = rows.filter(pl.col("authority") == areas.council_code(council))
    name = areas.names()
    return rows.select(
        "authority",
        pl.col("authority").replace(name).alias("council"),
        "rank",
        "neighbour",
        pl.col("neighbour").replace(name).alias("neighbour_council"),
        "closeness",
        "model",
        "source",
    )


def region_of(council: str) -> str:
    """Return the name of the region in which a council lies (empty: not known)."""
    return authority_region(areas.council_code(council)) or ""


def neighbours_of(frame: pl.DataFrame, model: str) -> pl.DataFrame:
    """Return neighbours as they are kept, from the department's wide or long table."""
    if frame.columns and set(frame.columns) >= WIDE:
        long = pl.concat(
            frame.select(
                la_code="old_la_code",
                rank=pl.lit(n),
                neighbour_la_code=f"SN_{n}",
                closeness=f"SN_{n}P",
            )
            for n in _RANKS
        )
    else:
        long = frame
    return (
        long.select(
            authority=pl.col("la_code").str.strip_chars(),
            rank=pl.col("rank").cast(pl.Int64),
            neighbour=pl.col("neighbour_la_code").str.strip_chars(),
            closeness=pl.col("closeness").str.strip_chars().str.to_lowercase(),
            model=pl.lit(model),
            source=pl.lit(SOURCE),
        )
        .select(list(kept.NEIGHBOURS_SCHEMA))
        .cast(kept.NEIGHBOURS_SCHEMA)
        .sort("authority", "rank")
    )
