"""Invented children, one for each that a published figure counts.

The department publishes how many of how many. Here each becomes a row about a child who
does not exist, and nothing else: so many of whom it is true, and the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import narwhals as nw
import polars as pl

from clearsight import dates
from clearsight.clocks import CLOCKS
from clearsight.clocks import run as run_clocks
from clearsight.journeys.build import build
from clearsight.measures import chosen
from clearsight.measures.known import Known, Loaded, known
from clearsight.measures.period import periods
from clearsight.measures.run import run
from clearsight.published import figures
from clearsight.record import THINGS
from clearsight.settings import NOT_A_WORKER, Settings

AS_AT = date(2026, 3, 31)
PERIOD = "2025/26"
BEGINS = date(2015, 4, 1)
FILE = "invented"
Tables = Mapping[str, pl.DataFrame]
SHOWS = {
    "cin": ("assessment authorised", "review conference held"),
    "ssda903": ("ceased to be looked after", "looked-after review"),
    "annexa": ("looked-after visit",),
}


def published(measure: str, split: str = "") -> pl.DataFrame:
    """Return council (with its year), n, d and value of every council and year."""
    rows = figures.figures(measure=measure).filter(
        pl.col("level") == "council",
        pl.col("split") == split,
        pl.col("numerator").is_not_null(),
        pl.col("denominator") > 0,
        pl.col("value").is_not_null(),
    )
    return rows.select(
        pl.format("{} {}", "council", "period").alias("council"),
        n="numerator",
        d="denominator",
        value="value",
        year=pl.col("period_ends").dt.year(),
    ).unique("council", keep="first", maintain_order=True)


def children(rows: pl.DataFrame) -> pl.DataFrame:
    """Return council, child and `holds`: n of every d children."""
    counted = rows.with_columns(
        nth=pl.int_ranges(0, pl.col("d").round(0).cast(pl.Int64))
    ).explode("nth")
    return counted.select(
        "council",
        child=pl.col("nth").cast(pl.String),
        holds=pl.col("nth") < pl.col("n").round(0).cast(pl.Int64),
    )


def day(text: str) -> pl.Expr:
    """Return one day for every row."""
    return pl.lit(date.fromisoformat(text))


def either(held: str, otherwise: str | None) -> pl.Expr:
    """Return one day for children of whom it holds, and another for the rest."""
    other = day(otherwise) if otherwise else pl.lit(None, pl.Date)
    return pl.when("holds").then(day(held)).otherwise(other)


def known_of(tables: Tables, councils: pl.DataFrame, extras: Tables) -> Known:
    """Make what is known from tables of the record, and frames that no return holds."""
    record = {
        name: _filed(thing.conform(tables[name])) if name in tables else thing.empty()
        for name, thing in THINGS.items()
    }
    names = councils.select("council").unique()
    record["coverage"] = THINGS["coverage"].conform(_coverage(names))
    files = pl.DataFrame(
        {
            "file": [FILE],
            "known_on": [AS_AT],
            "believed_to": [AS_AT],
            "is_newest": [True],
        },
    )
    frames = {name: nw.from_native(t.lazy()) for name, t in record.items()}
    journeys = build(
        frames, nw.from_native(files.lazy()), not_a_worker=NOT_A_WORKER, as_at=AS_AT
    )
    calendar = nw.from_native(dates.calendar().lazy())
    needed = [c for c in CLOCKS if c.key == "rcpc_published"]
    clocks = run_clocks(
        journeys.timeline, journeys.coverage, calendar, as_at=AS_AT,
        settings=Settings(), clocks=needed,
    )  # fmt: skip
    people = pl.DataFrame(
        schema={"council": pl.String, "year": pl.Int32, "population": pl.Float64}
    )
    brought = {name: _filed(t).lazy() for name, t in extras.items()}
    return known(
        journeys,
        lambda: clocks,
        frames,
        Loaded(files, record["coverage"], people, AS_AT, Settings()),
        calendar=calendar,
        extras={name: nw.from_native(t) for name, t in brought.items()},
    )


def _filed(table: pl.DataFrame) -> pl.DataFrame:
    row = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    return table.with_columns(file=pl.lit(FILE), row=row)


def _coverage(names: pl.DataFrame) -> pl.DataFrame:
    parts = [
        names.with_columns(
            source=pl.lit(source),
            file=pl.lit(FILE),
            shows=pl.lit(event),
            known_from=pl.lit(BEGINS),
            is_latest_only=pl.lit(value=False),
        )
        for source, events in SHOWS.items()
        for event in events
    ]
    return pl.concat(parts)


def counted(
    measure: str, tables: Tables, councils: pl.DataFrame, extras: Tables
) -> pl.DataFrame:
    """Run one measure: council, ours_n, ours_d, ours (worked out where it is small)."""
    asked = periods(PERIOD, AS_AT)
    found = run(known_of(tables, councils, extras), chosen((measure,)), asked).figures
    share = pl.col("numerator") / pl.col("denominator")
    factor = pl.when(pl.col("unit") == "%").then(100.0).otherwise(1.0)
    return found.filter(pl.col("split") == "").select(
        "council",
        ours_n="numerator",
        ours_d="denominator",
        ours=pl.coalesce("value", share * factor),
        status="status",
    )
