"""What the returns tell of a child in care, where none tells that the child was in it.

A review without an episode of care stops no clock, and a child of whom only that is
told stands on no list. It is asked about once for each table of a file.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clearsight.journeys import events as e
from clearsight.record.review import CARE_REVIEW
from clearsight.record.visit import CARE_VISIT
from clearsight.report.questions import SCHEMA

# Our own extracts reach further back than a return of one year, and prove nothing.
RETURNS = ("ssda903", "annexa")
OF_WORKERS = "ssda903"
NAMED = 5
WHOSE = ["council", "child"]
ABOUT = "no episode of care"


def without_care(
    record: Mapping[str, pl.DataFrame], spells: pl.DataFrame
) -> pl.DataFrame:
    """Ask of the rows about children in care whose care no file tells of.

    `record`: meeting, visit, missing and involvement of the record; `spells` as in
    `journeys.frames`. Columns of `questions.SCHEMA`.
    """
    own = pl.col("source") == OF_WORKERS
    told = {
        "Looked-after reviews": ("meeting", pl.col("kind") == CARE_REVIEW),
        "Looked-after visits": ("visit", pl.col("kind") == CARE_VISIT),
        "Missing episodes": ("missing", own),
        "Social workers": ("involvement", own),
    }
    columns = [*WHOSE, "source", "file", "row"]
    rows = pl.concat(
        record[table]
        .filter(pl.col("source").is_in(RETURNS), of_care)
        .select(*columns, title=pl.lit(title))
        for title, (table, of_care) in told.items()
    )
    in_care = spells.filter(pl.col("kind") == e.CARE).select(WHOSE)
    left = rows.join(in_care, on=WHOSE, how="anti", nulls_equal=True)
    return _asked(left.filter(pl.col("child").is_not_null()))


def _asked(left: pl.DataFrame) -> pl.DataFrame:
    children = pl.col("child").unique().sort()
    found = (
        left.group_by("council", "title", "file")
        .agg(
            pl.col("row").min(),
            children=children,
            rows=pl.len().cast(pl.Int64),
        )
        .with_columns(many=pl.col("children").list.len())
    )
    only = pl.when(pl.col("many") == 1).then(pl.col("children").list.first())
    more = pl.when(pl.col("many") > NAMED).then(pl.lit(" and others"))
    names = pl.col("children").list.head(NAMED).list.join(", ")
    row = pl.concat_str(pl.lit(", from row "), pl.col("row").cast(pl.String))
    return found.select(
        "council",
        child=only,
        about=pl.lit(ABOUT),
        where=pl.concat_str(pl.lit("file "), "file", row, ignore_nulls=True),
        what=pl.format(
            "{} are told of children of whom no episode of care was read ({}{}; "
            "children: {}): no clock of care can run for them.",
            "title",
            names,
            more.otherwise(pl.lit("")),
            "many",
        ),
        do=pl.lit(
            "Add the episodes of care (Episodes, or List 8), or correct the identifier "
            "if it is written otherwise there. Until then they are not counted as on "
            "time, nor as late."
        ),
        rows="rows",
    ).select(*SCHEMA)
