"""From XML elements to typed parts: what the readers of small XML returns share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from clearsight.files.elements import Collected
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.source import Source
from clearsight.files.typed import type_columns
from clearsight.published.authorities import authority_name
from clearsight.shape import Table

KEYS = ("parent_no", "record_no")


def entry(source: Source) -> ReadFile:
    """Return the manifest's entry for a file of which nothing is known yet."""
    return ReadFile(
        name=source.name,
        sha256=source.sha256,
        size=len(source.content),
        is_previous=source.is_previous,
    )


def refused(source: Source, found: Collected, title: str) -> ReadFile:
    """Leave aside a file that declares a document type."""
    return replace(
        entry(source),
        why=f"looks like {title}, but declares a document type",
        problems=found.problems(0),
        aside=True,
    )


def part(
    name: str,
    frame: pl.DataFrame,
    table: type[Table],
    found: Collected,
    file_id: str,
    *,
    record: str,
) -> tuple[Part, list[Problem]]:
    """Type one table, without the records that could not be read whole.

    `frame` is what `Rows.frame` gives, with `record_no` where its rows lie in a record;
    `record` names the table of the records themselves.
    """
    again = len(found.repeated_rows.get(name, ()))
    unread = found.unread if name == record else 0
    kept = frame
    if found.broken and "record_no" in frame.columns:
        kept = frame.filter(~pl.col("record_no").is_in(found.broken))
    front = kept.select(
        pl.lit(file_id).alias("file"),
        "row",
        pl.col("No").cast(pl.Int64),
        *(key for key in KEYS if key in frame.columns),
        *(field for field in table.fields if field in frame.columns),
    )
    typed, problems = type_columns(front, table, dates="iso")
    made = Part(
        table=name,
        frame=typed,
        rows_in=frame.height + again + unread,
        rows_aside=frame.height - kept.height + again + unread,
    )
    return made, [
        replace(p, where=f"{name}, {p.where}".replace(" row", " line"))
        for p in problems
    ]


def within_records(
    frames: Mapping[str, pl.DataFrame], parents: Mapping[str, str], record: str
) -> dict[str, pl.DataFrame]:
    """Add to each table `parent_no` and `record_no`, the row numbers it lies in.

    `parents` names, for each table, the one around it, parents before children.
    """
    numbered = {
        record: frames[record].with_columns(pl.col("No").cast(pl.Int64, strict=False))
    }
    numbered[record] = numbered[record].with_columns(record_no=pl.col("No"))
    for name, around in parents.items():
        above = numbered[around].select(
            pl.col("No").cast(pl.Int64).alias("parent"), "record_no"
        )
        numbered[name] = (
            frames[name]
            .join(above, on="parent", how="left", maintain_order="left")
            .rename({"parent": "parent_no"})
        )
    return numbered


def one_row(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame, or one blank row where the element was not there."""
    if frame.height:
        return frame.head(1)
    return pl.DataFrame({"No": [0], "row": [1]}).cast({"No": pl.UInt32})


def council(code: str | None) -> str:
    """Return the name of the authority that the header states, "" where it is blank."""
    if code is None:
        return ""
    return authority_name(code) or f"LEA {code}"


def about_header(
    header: Mapping[str, object], asked: Sequence[tuple[str, str, str]]
) -> list[Problem]:
    """Report what the header lacks: (field, what is wrong, what to do)."""
    return [
        Problem(what, where=f"Header, line {header['row']}", do=do)
        for name, what, do in asked
        if header[name] is None
    ]
