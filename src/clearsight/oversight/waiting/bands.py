"""How long open spells had run in England, as published, and who is beyond that."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

MOST: Final = 90.0  # percent
PUBLISHED: Final = "S04"
DAY: Final = "%d/%m/%Y"


@dataclass(frozen=True)
class Table:
    """One published table: of the spells open on `on`, the percent in each band.

    `kind` as `journeys.events` names spells; `months` are the upper edges of the bands,
    of which the last has none.
    """

    kind: str
    said: str
    plural: str
    measure: str
    cite: str
    on: date
    bands: tuple[str, ...]
    months: tuple[int, ...]
    percent: tuple[float, ...]

    def edge(self) -> tuple[int, float] | None:
        """Return the upper edge of the band that holds 90%, and the percent below it.

        Null where that band has no upper edge: then nothing can lie beyond it.
        """
        below = 0.0
        for months, percent in zip(self.months, self.percent, strict=False):
            below = round(below + percent, 1)
            if below >= MOST:
                return months, below
        return None


@cache
def tables() -> tuple[Table, ...]:
    """Return every published table that is kept, the latest of each kind first."""
    text = files("clearsight.oversight.waiting").joinpath("bands.toml")
    return tuple(_tables(text.read_text("utf-8")))


def _tables(text: str) -> Iterator[Table]:
    for name, told in tomllib.loads(text).items():
        for on in sorted(told["percent"], reverse=True):
            yield Table(
                kind=name.replace("-", " "),
                said=told["said"],
                plural=told["plural"],
                measure=told["measure"],
                cite=told["cite"],
                on=date.fromisoformat(on),
                bands=tuple(told["bands"]),
                months=tuple(told["months"]),
                percent=tuple(told["percent"][on]),
            )


def in_force(as_at: date) -> tuple[Table, ...]:
    """Return the latest table of each kind that was counted by `as_at`."""
    first: dict[str, Table] = {}
    for table in tables():
        if table.on <= as_at:
            first.setdefault(table.kind, table)
    return tuple(first.values())


def beyond(spells: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Find the open spells that have run for longer than the band that holds 90%.

    `spells` as in `journeys.frames`: what is published counts plans, not states.
    Returns council, child, signal, since (the first day beyond), because, file, row.
    """
    found = [_beyond(spells, table, as_at) for table in in_force(as_at)]
    nobody = (
        spells.clear()
        .select("council", "child", "file", "row")
        .with_columns(
            signal=pl.lit(PUBLISHED),
            since=pl.lit(None, pl.Date),
            because=pl.lit(None, pl.String),
        )
    )
    return pl.concat([nobody, *found], how="diagonal")


def _beyond(spells: pl.DataFrame, table: Table, as_at: date) -> pl.DataFrame:
    if (edge := table.edge()) is None:
        return pl.DataFrame()
    months, below = edge
    still = spells.filter(
        pl.col("kind") == table.kind,
        pl.col("known_to").is_null(),
        pl.col("is_open") | (pl.col("ended_on") > as_at).fill_null(value=False),
    ).with_columns(since=pl.col("starts_on").dt.offset_by(f"{months}mo"))
    because = pl.concat_str(
        pl.lit(f"The {table.said} has run since "),
        pl.col("starts_on").dt.to_string(DAY),
        pl.lit(
            f", for {months} months or more at {as_at:{DAY}}. Of {table.plural} open "
        ),
        pl.lit(f"in England on {table.on:{DAY}}, {below:g}% had run for less. "),
        pl.lit("Open is compared with open."),
    )
    return still.filter(pl.col("since") <= as_at).select(
        "council", "child", "since", "file", "row",
        signal=pl.lit(PUBLISHED), because=because,
    )  # fmt: skip
