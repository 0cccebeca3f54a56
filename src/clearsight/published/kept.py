"""Where published facts are kept: those that come with us, and those brought in later.

What comes with us lies in this package. What `clearsight published update` brings in
lies in the folder that CLEARSIGHT_PUBLISHED names, or else in
`~/.local/share/clearsight/published` (below XDG_DATA_HOME where that is set), as
Parquet of the same columns. It holds no child and no record of a council's own: only
what anyone may read. Take the folder away, and all is as it was when installed.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import Final

import polars as pl

from clearsight.errors import InputError
from clearsight.published import outcomes, statistics

VARIABLE: Final = "CLEARSIGHT_PUBLISHED"
FIGURES: Final = "figures.parquet"
INSPECTIONS: Final = "inspections.parquet"
NEIGHBOURS: Final = "neighbours.parquet"
SERIES: Final = "series.parquet"
BROUGHT: Final = {
    "figures": FIGURES,
    "inspections": INSPECTIONS,
    "neighbours": NEIGHBOURS,
}
NEIGHBOURS_SCHEMA: Final = pl.Schema(
    {
        "authority": pl.String,
        "rank": pl.Int64,
        "neighbour": pl.String,
        "closeness": pl.String,
        "model": pl.String,
        "source": pl.String,
    }
)


def folder() -> Path:
    """Return the folder of what was brought in; it need not be there."""
    if said := os.environ.get(VARIABLE):
        return Path(said).expanduser()
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(shared).expanduser() / "clearsight" / "published"


def committed_figures() -> pl.DataFrame:
    """Return the figures that come with us (statistics.SCHEMA)."""
    return pl.read_parquet(_ours(FIGURES)).select(list(statistics.SCHEMA))


def committed_inspections() -> pl.DataFrame:
    """Return the outcomes that come with us (outcomes.SCHEMA)."""
    return pl.read_parquet(_ours(INSPECTIONS)).select(list(outcomes.SCHEMA))


def committed_neighbours() -> pl.DataFrame:
    """Return the neighbours that come with us (NEIGHBOURS_SCHEMA)."""
    return pl.read_parquet(_ours(NEIGHBOURS)).select(list(NEIGHBOURS_SCHEMA))


def series_listed() -> pl.DataFrame:
    """Return what each kept measure means.

    measure, title, unit, better (higher, lower or empty), source, and for those of the
    interactive tool its short name and kind of year: all text.
    """
    return pl.read_parquet(_ours(SERIES))


def brought_in(kind: str) -> pl.DataFrame | None:
    """Return what was brought in of a kind (a key of BROUGHT); None where nothing was.

    Raises InputError where the file is there and cannot be read.
    """
    path = folder() / BROUGHT[kind]
    if not path.exists():
        return None
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise InputError(
            "What was brought in cannot be read.",
            where=str(path),
            do="Take the file away and bring the publisher's file in again.",
        ) from problem


def bring_in(kind: str, frame: pl.DataFrame) -> Path:
    """Keep a frame of a kind in the place of the last one; a crash leaves the last."""
    place = folder()
    path = place / BROUGHT[kind]
    part = path.with_suffix(".part")
    try:
        place.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(part, compression="zstd")
        part.replace(path)
    except OSError as problem:
        raise InputError(
            f"The folder cannot be written to ({type(problem).__name__}).",
            where=str(place),
            do=f"Give another in the environment variable {VARIABLE}.",
        ) from problem
    return path


def _ours(name: str) -> bytes:
    return (resources.files("clearsight.published") / name).read_bytes()
