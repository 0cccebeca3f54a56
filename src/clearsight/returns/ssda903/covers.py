"""What a council's returns could have shown, so that silence is not lateness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from clearsight.files.manifest import Part, ReadFile
from clearsight.record.coverage import Coverage
from clearsight.returns.event_days import in_years, plausible, year_ends, year_starts
from clearsight.returns.ssda903.history import CHILD, SOURCE

# Events as `journeys.events` names them; `journeys` stands on this floor, so the words
# are repeated here, and a test holds the two together.
CARE_REVIEW = "looked-after review"
ALLOCATED = "named worker recorded"
PLACEMENT_ENDED = "placement ended"
CARE_ENDED = "ceased to be looked after"
STATUS_ENDED = "legal status ended"

WORKERS, CARE = "SWEpisodes", "Episodes"
HALF = 0.5
# For each table: the day column in it, and the events that it is able to show.
SHOWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Reviews": ("REVIEW", (CARE_REVIEW,)),
    WORKERS: ("SW_DECOM", (ALLOCATED,)),
    "Episodes": ("DEC", (PLACEMENT_ENDED, CARE_ENDED, STATUS_ENDED)),
}
# A return may carry years before its own. Such a year counts as covered only if it
# holds this share of what the first return's own year holds: a few stray days are not a
# record.
ENOUGH_EARLIER = 0.1


def coverage(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the rows of `record.Coverage` for the files, oldest first."""
    rows: list[dict[str, object]] = []
    for council in sorted({f.council for f in files}):
        ours = [f for f in files if f.council == council]
        newest = max((f.year for f in ours if f.year), default=None)
        for table in SHOWS:
            rows += _rows(council, table, ours, newest)
    return Coverage.conform(pl.DataFrame(rows)) if rows else Coverage.empty()


def _rows(
    council: str, table: str, files: Sequence[ReadFile], newest: int | None
) -> Iterator[dict[str, object]]:
    day, events = SHOWS[table]
    known = _in_care(files)
    holding = {
        f.year: f
        for f in files
        if f.year
        and any(
            p.table == table and _tells(p) and _is_of_these(p, known) for p in f.parts
        )
    }
    for run in runs(sorted(holding)):
        inside = [holding[y] for y in run]
        days = pl.concat(
            [
                p.frame.select(pl.col(day).alias("day"))
                for f in inside
                for p in f.parts
                if p.table == table
            ]
        )
        for event in events:
            yield {
                "council": council,
                "source": SOURCE,
                "file": inside[-1].file_id,
                "shows": event,
                # A worker who stays is told with a start of long before.
                "known_from": year_starts(run[0])
                if table == WORKERS
                else known_from(run[0], days),
                "known_to": None if run[-1] == newest else year_ends(run[-1]),
                "is_latest_only": False,
            }


def _tells(part: Part) -> bool:
    """Say whether a table tells anything: one of workers that names none does not."""
    if part.table != WORKERS:
        return True
    named = part.frame.select("SW_ID", "SW_DECOM").drop_nulls()
    return not named.is_empty()


def _in_care(files: Sequence[ReadFile]) -> pl.Series:
    """Return the children of whom an episode of care was read."""
    told = [
        p.frame.get_column(CHILD) for f in files for p in f.parts if p.table == CARE
    ]
    return pl.concat(told).unique() if told else pl.Series(CHILD, [], pl.String)


def _is_of_these(part: Part, known: pl.Series) -> bool:
    """Say whether a table is of the children in care, as its identifiers show.

    Where most of them are of nobody in care, they are written otherwise than in the
    episodes, and what the table does not show of a child says nothing.
    """
    if part.table == CARE or known.is_empty():
        return True
    named = part.frame.get_column(CHILD).drop_nulls().unique()
    if named.is_empty():
        return True
    share = named.is_in(known.implode()).mean()
    return isinstance(share, float) and share > HALF


def runs(years: Sequence[int]) -> list[list[int]]:
    """Part ascending years into unbroken runs."""
    found: list[list[int]] = []
    for year in years:
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return found


def known_from(first_year: int, days: pl.DataFrame) -> date:
    """Return the day from which the returns are complete.

    It is 1 April of the first year, or the earliest recorded day of the years before
    that the returns carry in earnest.
    """
    starts = year_starts(first_year)
    counted = days.drop_nulls().group_by("day").agg(pl.len().cast(pl.UInt64).alias("n"))
    counted = counted.sort("day")
    ends = plausible(counted)
    if ends is None or ends[0] >= starts:
        return starts
    held = in_years(counted, *ends)
    enough = ENOUGH_EARLIER * held.get(first_year, 0)
    year = first_year
    while held.get(year - 1, 0) > enough:
        year -= 1
    if year == first_year:
        return starts
    earliest = counted.filter(pl.col("day") >= max(year_starts(year), ends[0]))[
        "day"
    ].min()
    return earliest if isinstance(earliest, date) else starts
