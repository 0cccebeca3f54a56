"""Small canonical records for tests, and the two engines they are run on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.journeys import settle
from clearsight.journeys.build import Journeys, build
from clearsight.oversight.raising import raise_signals
from clearsight.record import THINGS
from clearsight.settings import NOT_A_WORKER, Settings
from clearsight.shape import Frame

SOURCES = {
    "cin": "f-cin", "ssda903": "f-903", "annexa": "f-annexa",
    "oversight": "f-oversight", "staff": "f-staff", "sen2": "f-sen2", "ssd": "f-ssd",
    "cscapi": "f-api",
}  # fmt: skip
AS_AT = date(2026, 3, 31)
FRAMES = ("spells", "timeline", "coverage", "conflicts", "links", "children")


def blank_frame(shape: Mapping[str, type]) -> pl.DataFrame:
    """Return a frame of no rows with the columns of one of `journeys.frames`."""
    return pl.DataFrame(schema={n: getattr(pl, k.__name__) for n, k in shape.items()})


def day(text: str | None) -> date | None:
    """Read 2025-04-01, or nothing."""
    return date.fromisoformat(text) if text else None


class Engine:
    """Put Polars frames into an engine as lazy frames."""

    name = "polars"

    def frame(self, given: pl.DataFrame) -> Frame:
        """Return the frame, lazy, on this engine."""
        return nw.from_native(given.lazy())


class DuckDB(Engine):
    """The second engine, which checks the first.

    Rows are held outside the catalog: each table made in it has every relation before
    it bound again, which took a third of the time.
    """

    name = "duckdb"

    def __init__(self) -> None:
        """Open a database in memory."""
        self.db = duckdb.connect()
        settle.KEEPERS[nw.Implementation.DUCKDB] = self.kept

    def frame(self, given: pl.DataFrame) -> Frame:
        """Hold the frame's rows."""
        return nw.from_native(self.db.from_arrow(given.to_arrow()))

    def kept(self, frame: Frame) -> Frame:
        """Work a frame out, and hold its rows."""
        held: Frame = nw.from_native(frame.to_native().materialize())
        return held


def record(
    rows: Mapping[str, list[dict[str, Any]]], *, council: str = "Exampleshire"
) -> dict[str, pl.DataFrame]:
    """Make a record from rows; days may be text; file and row are filled in."""
    tables = {name: thing.empty() for name, thing in THINGS.items()}
    for name, given in rows.items():
        thing = THINGS[name]
        days = {f.name for f in thing.fields.values() if f.kind == "day"}
        full = []
        for number, values in enumerate(given, start=1):
            source = values.get("source", "cin")
            read = {k: day(v) if k in days else v for k, v in values.items()}
            start = {"council": council, "file": SOURCES[source], "row": number}
            full.append({**start, "source": source, **read})
        tables[name] = thing.conform(pl.DataFrame(full, infer_schema_length=None))
    return tables


def files(known_on: str = "2026-03-31") -> pl.DataFrame:
    """Say of each source's file that it is the newest, and to which day it knows."""
    return pl.DataFrame(
        {
            "file": list(SOURCES.values()),
            "known_on": [day(known_on)] * len(SOURCES),
            "believed_to": [day(known_on)] * len(SOURCES),
            "is_newest": [True] * len(SOURCES),
        }
    )


def journeys(
    tables: Mapping[str, pl.DataFrame],
    engine: Engine | None = None,
    known: pl.DataFrame | None = None,
) -> Journeys:
    """Build the journeys of a record on an engine."""
    on = engine or Engine()
    return build(
        {name: on.frame(table) for name, table in tables.items()},
        on.frame(files() if known is None else known),
        not_a_worker=NOT_A_WORKER,
        as_at=AS_AT,
    )


def raised(
    clocks: Frame,
    found: Journeys,
    tables: Mapping[str, pl.DataFrame],
    engine: Engine,
    settings: Settings | None = None,
    known: pl.DataFrame | None = None,
) -> Frame:
    """Raise the signals of journeys, with the record that they were built from."""
    return raise_signals(
        lambda: clocks,
        found,
        {name: engine.frame(table) for name, table in tables.items()},
        engine.frame(files() if known is None else known),
        definitions=CLOCKS,
        as_at=AS_AT,
        settings=settings or Settings(),
    )


def collected(frame: Frame, *order: str) -> pl.DataFrame:
    """Collect a frame, sorted by the columns given, else by every column."""
    found: pl.DataFrame = frame.collect("polars").to_native()
    return found.sort(list(order) or found.columns)


def all_frames(found: Journeys) -> dict[str, pl.DataFrame]:
    """Collect and sort every frame of the journeys."""
    return {name: collected(getattr(found, name)) for name in FRAMES}
