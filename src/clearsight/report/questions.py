"""Data questions: what the data cannot say, for the data team first, never lateness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.clocks.words import (
    CANNOT_RUN,
    END_BEFORE_START,
    FUTURE,
    LATEST_PLANNED,
    NO_END_DATE,
    NO_NUMBER,
    NO_START,
    NO_STOP_DATE,
)
from clearsight.files.manifest import ReadFile
from clearsight.journeys.events import EXPECTED, FOLLOWS

SCHEMA: dict[str, type[pl.DataType]] = {
    "council": pl.String,
    "child": pl.String,
    "about": pl.String,
    "where": pl.String,
    "what": pl.String,
    "do": pl.String,
    "rows": pl.Int64,
}
NOT_COUNTED = "The child is not counted as on time, nor as late."
# Why a clock cannot run that whoever keeps the child's record can mend.
OF_A_CHILD = (NO_START, FUTURE, NO_STOP_DATE, NO_END_DATE, END_BEFORE_START)
PLANNED_ENDS = LATEST_PLANNED.removeprefix("the latest of the {stops}")
SOURCE_NAMES = {
    "ssda903": "the SSDA903",
    "cin": "the CIN census",
    "annexa": "Annex A",
    "annexa list 6": "Annex A List 6",
    "ssd": "the Standard Safeguarding Dataset",
    "cscapi": "the daily API",
}
COLUMN_NAMES = {
    "stated_on": "start",
    "starts_on": "start",
    "referred_on": "referral date",
    "ended_on": "end",
    "closed_on": "closure date",
    "authorised_on": "authorisation date",
    "conference_on": "conference date",
    "birth_on": "date of birth",
}


def gather(
    files: Sequence[ReadFile],
    clocks: pl.DataFrame,
    timeline: pl.DataFrame,
    conflicts: pl.DataFrame,
    as_at: date,
    unasked: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Put together every question that reading and running raised.

    Columns as in `SCHEMA`; sorted. `clocks` as from `clocks.run`; `timeline` as in
    `journeys.frames`; `conflicts` as in `journeys.settle.CONFLICT`; `unasked` has the
    columns of `SCHEMA`: what a signal could not be asked of.
    """
    empty = pl.DataFrame(schema=SCHEMA)
    frames = [
        of_files(files),
        of_clocks(clocks),
        of_conflicts(conflicts, files),
        of_planned(timeline, as_at),
        empty if unasked is None else unasked,
    ]
    kept = [f.cast(SCHEMA).select(*SCHEMA) for f in frames]  # type: ignore[arg-type]
    asked = pl.concat(kept).with_columns(where=_with_names(files))
    return asked.sort(["council", "about", "what", "child", "where"])


def _with_names(files: Sequence[ReadFile]) -> pl.Expr:
    """Say `where` by the names of files, which people know, not by their numbers."""
    names = {f"file {f.file_id}": f.name for f in files}
    if not names:
        return pl.col("where")
    # The number of a file that stands twice begins as that of the first does.
    longest = sorted(names, key=len, reverse=True)
    return pl.col("where").str.replace_many(
        longest, [names[found] for found in longest], leftmost=True
    )


def of_files(files: Sequence[ReadFile]) -> pl.DataFrame:
    """One question for each problem met in reading."""
    rows = [
        {
            "council": f.council or None,
            "child": None,
            "about": f.name,
            "where": p.where,
            "what": p.what,
            "do": p.do,
            "rows": p.rows,
        }
        for f in files
        for p in f.problems
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def of_clocks(clocks: pl.DataFrame) -> pl.DataFrame:
    """One question for each child and clock that cannot run, with the reason.

    Where a council's own extract does not reach far enough, one for each clock: nobody
    can mend that child by child.
    """
    local = [clock.key for clock in CLOCKS if clock.is_local]
    at_large = pl.col("clock").is_in(local) & ~pl.col("why").is_in(OF_A_CHILD)
    # Where the law gave no number there is nothing that anybody could mend.
    stuck = clocks.filter(
        pl.col("standing") == CANNOT_RUN, pl.col("why").ne_missing(NO_NUMBER)
    )
    return pl.concat(
        [_of_each(stuck.filter(~at_large)), _of_all(stuck.filter(at_large))]
    )


def _of_all(stuck: pl.DataFrame) -> pl.DataFrame:
    return (
        stuck.group_by("council", "clock", "why")
        .agg(
            child=pl.lit(None, pl.String),
            about=pl.concat_str(pl.lit("clock "), pl.col("clock").first()),
            where=pl.lit(None, pl.String),
            what=pl.concat_str(
                pl.lit("This clock cannot run for "),
                pl.col("child").n_unique(),
                pl.lit(" of the children: "),
                pl.col("why").first(),
            ),
            do=pl.lit("Send an extract that begins sooner. " + NOT_COUNTED),
            rows=pl.len().cast(pl.Int64),
        )
        .select(*SCHEMA)
    )


def _of_each(stuck: pl.DataFrame) -> pl.DataFrame:
    return (
        stuck.group_by("council", "child", "clock", "why")
        .agg(
            about=pl.concat_str(pl.lit("clock "), pl.col("clock").first()),
            where=pl.concat_str(
                pl.lit("file "),
                pl.col("file").min(),
                pl.concat_str(pl.lit(", row "), pl.col("row").min().cast(pl.String)),
                ignore_nulls=True,
            ),
            what=pl.concat_str(
                pl.lit("This clock cannot run: "), pl.col("why").first()
            ),
            do=pl.when(pl.col("why").first().str.ends_with(PLANNED_ENDS))
            .then(
                pl.lit(
                    "Correct that date: a list shows the latest alone, so it hides the "
                    "one before. If it has happened, give a later --as-at. "
                    + NOT_COUNTED
                )
            )
            .otherwise(
                pl.lit(
                    "Record what is missing, or add the extract that holds it. "
                    + NOT_COUNTED
                )
            ),
            rows=pl.len().cast(pl.Int64),
        )
        .select(*SCHEMA)
    )


def of_conflicts(conflicts: pl.DataFrame, files: Sequence[ReadFile]) -> pl.DataFrame:
    """One question for each value on which two sources differ."""

    def said(which: str) -> pl.Expr:
        day = pl.col(f"{which}_on").dt.to_string("%d/%m/%Y")
        return pl.coalesce(day, pl.col(f"{which}_text"), pl.lit("nothing"))

    def named(which: str) -> pl.Expr:
        return pl.col(which).replace(SOURCE_NAMES)

    return conflicts.select(
        "council",
        "child",
        about=pl.col("thing"),
        where=_place(files),
        what=pl.concat_str(
            pl.lit("Two sources differ on the "),
            pl.col("column").replace(COLUMN_NAMES).str.replace_all("_", " "),
            pl.lit(": "),
            named("taken"),
            pl.lit(" says "),
            said("taken"),
            pl.lit(", "),
            named("other"),
            pl.lit(" says "),
            said("other"),
            pl.lit(". The journey shows the first; both are kept."),
            ignore_nulls=True,
        ),
        do=pl.lit("Find which is right and correct the other in your system."),
        rows=pl.lit(1, pl.Int64),
    )


def _place(files: Sequence[ReadFile]) -> pl.Expr:
    """Name the file and row that a row of the record comes from."""
    names = {f.file_id: f.name for f in files}
    row = pl.concat_str(pl.lit(", row "), pl.col("row").cast(pl.String))
    return pl.concat_str(pl.col("file").replace(names), row, ignore_nulls=True)


def of_untold(
    described: pl.DataFrame, told: Sequence[pl.DataFrame], files: Sequence[ReadFile]
) -> pl.DataFrame:
    """One question for each child whom a return describes and of whom nothing is told.

    `described` is `record.Child`; `told` are the frames that hold what happened, each
    with council and child. No clock can run for these children, and no list shows them.
    """
    whose = ["council", "child"]
    known = pl.concat([frame.select(whose) for frame in told]).unique()
    return (
        described.filter(pl.col("child").is_not_null())
        .join(known, on=whose, how="anti", nulls_equal=True)
        .sort(*whose, "source", "file", "row", nulls_last=True)
        .unique(whose, keep="first", maintain_order=True)
        .select(
            *whose,
            about=pl.lit("children without events"),
            where=_place(files),
            what=pl.concat_str(
                pl.lit("The child stands in "),
                pl.col("source").replace(SOURCE_NAMES),
                pl.lit(", and nothing that was read says what happened to the child."),
            ),
            do=pl.lit(
                "Add the table or extract that tells of the child, or correct the "
                "identifier if it is written otherwise there. " + NOT_COUNTED
            ),
            rows=pl.lit(1, pl.Int64),
        )
    )


def of_planned(timeline: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """One question for each kind of event dated after the day of the review."""
    unasked = [*EXPECTED, *FOLLOWS]
    later = timeline.filter(pl.col("on") > as_at, ~pl.col("event").is_in(unasked))
    return later.group_by("council", "event").agg(
        child=pl.lit(None, pl.String),
        about=pl.concat_str(pl.lit("event: "), pl.col("event").first()),
        where=pl.lit("timeline"),
        what=pl.lit(
            f"Dated after {as_at:%d/%m/%Y}, the day of this review: taken as planned, "
            "so it stops no clock."
        ),
        do=pl.lit("If these have happened, run the review with a later --as-at."),
        rows=pl.len().cast(pl.Int64),
    )
