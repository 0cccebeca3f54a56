"""Those of 18 and over whom a return still shows in care, or on a protection plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from clearsight.dates import add_months
from clearsight.journeys import events as e
from clearsight.journeys.sides import ADULT, RECENT
from clearsight.report.questions import SCHEMA, SOURCE_NAMES

WHOSE = ["council", "child"]
DAY = "%d/%m/%Y"
ENDED = pl.lit(" It is taken to have ended that day.")
RUNS_ON = pl.lit(
    " That is over a year before this review: the date of birth may be wrong, so it is "
    "not taken to have ended."
)
STANDS = {
    "care_episode": "looked after",
    "care_period": "looked after",
    "plan": "on a child protection plan",
}


def grown(
    record: Mapping[str, pl.DataFrame],
    files: pl.DataFrame,
    children: pl.DataFrame,
    as_at: date,
) -> pl.DataFrame:
    """Ask of each whom a newest file, made since the 18th birthday, shows so.

    `record`: care_episode, care_period and plan of the record; `files`: file, known_on,
    is_newest; `children`: council, child, birth_on. Returns the columns of
    `questions.SCHEMA`. Childhood ends at 18 (Children Act 1989, s105(1)): where that
    was in the year to the review, the journey ends care and the plan there.
    """
    newest = files.filter("is_newest").select("file", "known_on")
    births = children.select(*WHOSE, adult_on=pl.col("birth_on").dt.offset_by("18y"))
    rows = [
        record[table]
        .filter(pl.col("ended_on").is_null(), pl.col("starts_on").is_not_null(), is_it)
        .select(*WHOSE, "source", "file", "row", stands=pl.lit(STANDS[table]))
        for table, is_it in _open_ones()
    ]
    found = (
        pl.concat(rows)
        .join(newest, on="file")
        .join(births, on=WHOSE)
        .filter(pl.col("adult_on") < pl.col("known_on"))
        .sort(*WHOSE, "stands", "source", "file", "row")
        .unique([*WHOSE, "stands", "source"], keep="first", maintain_order=True)
    )
    told = pl.format(
        "{} shows the child as {} on {}, after the 18th birthday on {}.",
        pl.col("source").replace(SOURCE_NAMES).str.replace("^the ", "The "),
        "stands",
        pl.col("known_on").dt.to_string(DAY),
        pl.col("adult_on").dt.to_string(DAY),
    )
    is_recent = pl.col("adult_on") > add_months(as_at, -RECENT)
    return found.select(
        *WHOSE,
        about=pl.format("{} at " + str(ADULT), "stands"),
        where=pl.format("file {}, row {}", "file", "row"),
        what=pl.concat_str(told, pl.when(is_recent).then(ENDED).otherwise(RUNS_ON)),
        do=pl.lit("Record the end, or correct the date of birth."),
        rows=pl.lit(1, pl.Int64),
    ).cast(SCHEMA)  # type: ignore[arg-type]


def _open_ones() -> list[tuple[str, pl.Expr]]:
    """Return each table, and which of its rows are meant."""
    every = pl.lit(value=True)
    protected = pl.col("kind") == e.PROTECTION_PLAN
    return [("care_episode", every), ("care_period", every), ("plan", protected)]
