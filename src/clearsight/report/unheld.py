"""Clocks that did not run, because no file loaded holds what would stop them.

One question for each council and clock, never one for each child: nobody is late, and
nobody has a row, because an extract was not sent.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.clocks import CLOCKS, Clock
from clearsight.clocks.clock import enabled
from clearsight.report.questions import SCHEMA
from clearsight.settings import Settings

DO = (
    "Add your own extract that holds it (docs/how-to/fill-the-oversight-extract.md). "
    "Until then no child is counted as on time, nor as late."
)


def unheld(
    timeline: pl.DataFrame,
    ran: pl.DataFrame,
    settings: Settings,
    clocks: Sequence[Clock] = CLOCKS,
) -> pl.DataFrame:
    """Return a question for each local clock that would have run for somebody.

    `timeline` as in `journeys.frames`; `ran` has council and clock of every clock that
    ran. Columns as in `questions.SCHEMA`; `rows` is how many children it would run for.
    """
    local = [c for c in enabled(clocks, settings) if c.is_local]
    pairs = [
        (event, c.key, c.start_details or None, c.start_unless)
        for c in local
        for event in c.starts
    ]
    starts = pl.DataFrame(
        pairs,
        schema={
            "event": pl.String,
            "clock": pl.String,
            "only": pl.List(pl.String),
            "but": pl.List(pl.String),
        },
        orient="row",
    )
    detail = pl.col("detail")
    wanted = pl.col("only").is_null() | pl.col("only").list.contains(detail)
    unwanted = detail.is_not_null() & pl.col("but").list.contains(detail)
    begun = (
        timeline.lazy()
        .filter(pl.col("event").is_in(starts["event"].unique().to_list()))
        .select("council", "child", "event", "detail")
        .join(starts.lazy(), on="event")
        .filter(wanted, ~unwanted)
        .group_by("council", "clock")
        .agg(rows=pl.col("child").n_unique().cast(pl.Int64))
        .join(ran.lazy(), on=["council", "clock"], how="anti")
        .collect()
    )
    stops = {c.key: c.stop_nouns for c in local}
    return begun.select(
        "council",
        child=pl.lit(None, pl.String),
        about=pl.concat_str(pl.lit("clock "), pl.col("clock")),
        where=pl.lit(None, pl.String),
        what=pl.concat_str(
            pl.lit("This clock did not run: no file loaded holds "),
            pl.col("clock").replace_strict(stops, return_dtype=pl.String),
            pl.lit("."),
        ),
        do=pl.lit(DO),
        rows="rows",
    ).select(*SCHEMA)
