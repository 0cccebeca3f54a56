"""Several years' returns of one council, put together so that each thing is told once.

A child who is looked after for five years stands in five returns, and an episode that
began in the first and is still open stands in all of them. Rows that tell of the same
thing have the same child and the same start, and are the same in order among the
child's rows with that start; the latest return's row is taken. A start of care that a
later return corrects is the same thing too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record.thing import ORIGIN, TYPES
from clearsight.returns.moved import KNOWN_BY, with_known_by
from clearsight.returns.nth import NTH, nth_among
from clearsight.returns.ssda903.shape import TABLES
from clearsight.shape import FILE, ROW

SOURCE = "ssda903"
CHILD = "CHILD"
WHOSE = ("council", "child")
RANK = "rank"
APART = "apart"
START_OF_CARE = "S"
NO_YEAR = 0


def in_order(files: Sequence[ReadFile]) -> list[ReadFile]:
    """Return the files of this return that are in use, oldest year first."""
    ours = [f for f in files if f.taken_for == SOURCE and not f.aside]
    return sorted(ours, key=lambda f: (f.year or NO_YEAR, not f.is_previous, f.name))


def gather(
    files: Sequence[ReadFile], table: str, columns: Mapping[str, str]
) -> pl.DataFrame:
    """Put together one table of all files, in the order given.

    `columns` maps the return's fields to the record's. Returned: council, child,
    source, file, row, year, rank (higher is later) and those columns, also where no
    file has the table; rows without a child go.
    """
    kinds = {name: TYPES[TABLES[table].fields[f].kind] for f, name in columns.items()}
    schema: dict[str, type[pl.DataType]] = {
        **ORIGIN,
        "year": pl.Int64,
        RANK: pl.Int32,
        **kinds,
    }
    frames = [pl.DataFrame(schema=schema)]
    for rank, file in enumerate(files):
        frames += [
            part.frame.select(
                pl.lit(file.council).alias("council"),
                pl.col(CHILD).alias("child"),
                pl.lit(SOURCE).alias("source"),
                pl.col(FILE),
                pl.col(ROW).cast(pl.Int64),
                pl.lit(file.year, pl.Int64).alias("year"),
                pl.lit(rank, pl.Int32).alias(RANK),
                *(pl.col(f).alias(name) for f, name in columns.items()),
            )
            for part in file.parts
            if part.table == table
        ]
    return pl.concat(frames).filter(pl.col("child").is_not_null())


def numbered(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Add what tells rows of one child and one start apart.

    `nth` is the row's place among those of its file; `apart` keeps rows without a start
    from being taken for one another. Rows of episodes have `known_by` already.
    """
    if KNOWN_BY not in rows.columns:
        rows = rows.with_columns(pl.col(key).alias(KNOWN_BY))
    nameless = pl.col(key).is_null()
    return rows.with_columns(
        nth_among(rows, [RANK, *WHOSE, KNOWN_BY]),
        pl.when(nameless)
        .then(pl.concat_str(pl.col(RANK), pl.col(ROW), separator="/"))
        .alias(APART),
    )


def once(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Keep each thing once, as the latest return tells it, in the order they came."""
    if rows.is_empty() or rows[RANK].n_unique() == 1:
        return rows
    marked = numbered(rows, key)
    latest = marked.unique(
        subset=[*WHOSE, KNOWN_BY, NTH, APART], keep="last", maintain_order=True
    )
    return latest.drop(NTH, APART, KNOWN_BY)


def of_one_care(episodes: pl.DataFrame) -> pl.DataFrame:
    """Add `known_by`: the start of care as the latest return has it.

    A child is in one period of care at a time: two starts of care in two returns, of
    which each leaves the other out, are of one period where they overlap.
    """
    begins = (pl.col("start_reason") == START_OF_CARE).fill_null(value=False)
    marked = episodes.with_columns(
        made_on=pl.date(pl.col("year"), 3, 31),
        care_on=pl.when(begins).then("starts_on"),
    )
    known = with_known_by(marked, WHOSE, "care_on", "ended_on")
    moved = pl.coalesce(KNOWN_BY, "starts_on").alias(KNOWN_BY)
    return known.with_columns(moved).drop("made_on", "care_on")


def told_otherwise(
    rows: pl.DataFrame, key: str, columns: Sequence[str], may_fill: Sequence[str]
) -> pl.DataFrame:
    """List each value that an older return gave differently from the latest.

    The columns of `record.Conflict`; `file` and `row` are the older ones. A column of
    `may_fill` that was blank and is filled since is no disagreement: that is how an
    open episode comes to its end.
    """
    marked = numbered(rows, key).filter(pl.col(key).is_not_null())
    same = [*WHOSE, KNOWN_BY, NTH]
    latest = marked.with_columns(pl.col(RANK).max().over(same).alias("top"))
    pairs = latest.filter(pl.col(RANK) < pl.col("top")).join(
        latest.filter(pl.col(RANK) == pl.col("top")), on=same, suffix="_taken"
    )
    found = [
        _differing(pairs, column, may_fill=column in may_fill)
        for column in (key, *columns)
    ]
    return pl.concat(found)


def _differing(pairs: pl.DataFrame, column: str, *, may_fill: bool) -> pl.DataFrame:
    older, taken = pl.col(column), pl.col(f"{column}_taken")
    differs = older.ne_missing(taken)
    if may_fill:
        differs = differs & older.is_not_null()
    is_day = pairs.schema[column] == pl.Date
    no_day, no_text = pl.lit(None, pl.Date), pl.lit(None, pl.String)
    return pairs.filter(differs).select(
        *WHOSE,
        "source",
        FILE,
        ROW,
        pl.format("care episode {} #{}", KNOWN_BY, pl.col(NTH) + 1).alias("thing"),
        pl.lit(column).alias("column"),
        _source(pl.col("year_taken")).alias("taken"),
        _source(pl.col("year")).alias("other"),
        (taken if is_day else no_day).alias("taken_on"),
        (older if is_day else no_day).alias("other_on"),
        (no_text if is_day else taken).alias("taken_text"),
        (no_text if is_day else older).alias("other_text"),
    )


def _source(year: pl.Expr) -> pl.Expr:
    ends = (year % 100).cast(pl.String).str.zfill(2)
    label = pl.concat_str((year - 1).cast(pl.String), ends, separator="/")
    return pl.concat_str(pl.lit(SOURCE), label.fill_null(""), separator=" ")
