"""The days on which a file says that something was done, and which to believe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from importlib import import_module

import polars as pl

from clearsight.files.manifest import Problem, ReadFile

# A day further than this from its neighbour, and one of very few, is taken for a slip.
LONGEST_GAP = 366
FEW = 0.01
# In a small set one slip is more than that. A day written once, this long after all
# others, is planned or a slip: where there are enough others to say so, and where it
# lies further off than any work with a child goes without a date.
LONE_GAP, ENOUGH_OTHERS = 182, 20
FAR_GAP, SOME_OTHERS = 3653, 3
APRIL = 4
# Below this share the latest year is taken for slips of the pen, not for the year
# itself.
FEW_IN_YEAR = 0.002

_NOT_DONE = re.compile(
    r"birth|(^|_)dob($|_)|due|target|expected|planned|next", re.IGNORECASE
)
_EMPTY = {"day": pl.Date, "n": pl.UInt64}


def collection_year(day: date) -> int:
    """Return the collection year, 1 April to 31 March, by the year in which it ends."""
    return day.year + (day.month >= APRIL)


def year_starts(year: int) -> date:
    """Return the first day of the collection year that ends in `year`."""
    return date(year - 1, APRIL, 1)


def year_ends(year: int) -> date:
    """Return the last day of the collection year that ends in `year`."""
    return date(year, 3, 31)


def event_days(file: ReadFile, table: str = "") -> pl.DataFrame:
    """Count the days (`day`, `n`) in all columns that record something done.

    In the table named alone, or in all of them.

    Births are not, nor days set beforehand (due, expected, planned); a return names
    more such columns in `NOT_EVENTS` beside its reader.
    """
    not_done: Iterable[str] = ()
    if file.taken_for:
        reader = import_module(f"clearsight.returns.{file.taken_for}.read")
        not_done = getattr(reader, "NOT_EVENTS", ())
    counted = [
        part.frame.select(pl.col(name).alias("day"))
        .group_by("day")
        .agg(pl.len().cast(pl.UInt64).alias("n"))
        for part in file.parts
        if table in ("", part.table)
        for name, kind in part.frame.schema.items()
        if kind == pl.Date and name not in not_done and not _NOT_DONE.search(name)
    ]
    return together(counted)


def together(counted: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Add up counts of days, in order of day."""
    frames = [pl.DataFrame(schema=_EMPTY), *counted]
    return (
        pl.concat(frames)
        .filter(pl.col("day").is_not_null())
        .group_by("day")
        .agg(pl.col("n").sum())
        .sort("day")
    )


def plausible(days: pl.DataFrame) -> tuple[date, date] | None:
    """Return the first and last day to be believed; None where there is no day.

    From either end, days beyond a gap of more than 366 days are dropped where they make
    up less than one in a hundred. So is the last day where it stands once, more than
    half a year after 20 others or more, or more than ten years after 3 or more.
    """
    if not days.height:
        return None
    total = int(days["n"].sum())
    marked = days.with_columns(
        before=pl.col("n").cum_sum() - pl.col("n"),
        after=pl.lit(total) - pl.col("n").cum_sum(),
        wide_below=pl.col("day").diff().dt.total_days() > LONGEST_GAP,
        gap_below=pl.col("day").diff().dt.total_days(),
    ).with_columns(
        wide_above=pl.col("wide_below").shift(-1),
        gap_above=pl.col("gap_below").shift(-1),
    )
    upto, gap = pl.col("before") + pl.col("n"), pl.col("gap_above")
    is_lone = (pl.col("after") == 1) & (
        ((gap > LONE_GAP) & (upto >= ENOUGH_OTHERS))
        | ((gap > FAR_GAP) & (upto >= SOME_OTHERS))
    )
    is_few = pl.col("wide_above") & (pl.col("after") < FEW * total)
    last = marked.filter(is_few | is_lone)
    first = marked.filter(pl.col("wide_below") & (pl.col("before") < FEW * total))
    days_first = first["day"].max() if first.height else days["day"].min()
    days_last = last["day"].min() if last.height else days["day"].max()
    if not isinstance(days_first, date) or not isinstance(days_last, date):
        return None
    return days_first, days_last


def disbelieved(days: pl.DataFrame, last: date) -> Problem | None:
    """Say which days lie after the last to be believed; None where there is none."""
    later = days.filter(pl.col("day") > last)
    if not later.height:
        return None
    count = int(later["n"].sum())
    first = later["day"][0]
    return Problem(
        what=f"{count:,} {'day lies' if count == 1 else 'days lie'} long after all "
        f"others ({first:%d/%m/%Y}{'' if later.height == 1 else ' and later'}), so the "
        f"latest event was taken to be of {last:%d/%m/%Y}.",
        do="Correct it if it is a slip of the pen. If it has happened, give the day of "
        "the review with --as-at. The rows were kept.",
        rows=count,
    )


def latest_year(days: pl.DataFrame) -> int | None:
    """Return the collection year that holds the latest days to be believed."""
    ends = plausible(days)
    if ends is None:
        return None
    held = in_years(days, *ends)
    enough = FEW_IN_YEAR * sum(held.values())
    return max(y for y, n in held.items() if n >= enough)


def in_years(days: pl.DataFrame, first: date, last: date) -> dict[int, int]:
    """Count the days from `first` to `last` in each collection year."""
    month, year = pl.col("day").dt.month(), pl.col("day").dt.year()
    counted = (
        days.filter(pl.col("day").is_between(first, last))
        .group_by((year + (month >= APRIL).cast(pl.Int32)).alias("year"))
        .agg(pl.col("n").sum())
    )
    return {int(y): int(n) for y, n in counted.iter_rows()}
