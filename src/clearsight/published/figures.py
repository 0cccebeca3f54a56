"""The published figures of every council, region and England, over the years.

`figures()` gives a row for each measure, split, area, period and source:

    measure       String   our id (as in `measures`), or `lait:` and the tool's own name
    split         String   what part of the measure, as an age band; empty for the whole
    level         String   council, region or England
    authority     String   the council's code; null for a region and for England
    council       String   the name of the area
    period        String   as published: 2025, or 2024/25
    period_ends   Date     its last day (or the day of a count)
    numerator     Float64  null where not published, as are the next two
    denominator   Float64
    value         Float64
    unit          String   %, rate per 10,000, children and so on
    status        String   published; worked out (by us from two published numbers);
                           or why there is no value: suppressed, rounds to zero,
                           unreliable, not available, not applicable, missing, or not
                           given
    numerator_status, denominator_status   String, the same for the parts
    source, publisher, licence             String
    edition       Date     the newest period of the file it came from

A figure that is not there is null, and never zero. Of one that is suppressed the
numerator is null too: some tables have a nought there, beside a total that is hidden.
Regions and England are rounded by the department to the nearest 10, so a share worked
out from them may differ by a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

import polars as pl

from clearsight.errors import SettingsError
from clearsight.published import areas, kept, marks, statistics
from clearsight.published.sources import licence, sources

COLUMNS: Final = (
    "measure", "split", "level", "authority", "council", "period", "period_ends",
    "numerator", "denominator", "value", "unit", "status", "numerator_status",
    "denominator_status", "source", "publisher", "licence", "edition",
)  # fmt: skip
# Asked only where the statistics themselves have no value.
LATER: Final = {"dfe-lait": 1, "dfe-cin-first": 2}


def figures(
    council: str | None = None,
    measure: str | None = None,
    *,
    best: bool = False,
    among: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return the figures (see above), of one council or measure or of all.

    `among` are codes of councils: of those, of regions and of England alone.
    `best` keeps one source for each figure: the statistics themselves before the tool
    that collects from them, and that before a rate as first published; one with a value
    before one without, but that rounds to zero is told before another's plain 0. Raises
    SettingsError for a council or measure that is not known, with the near miss.
    """
    rows = held().lazy()
    if measure is not None:
        rows = rows.filter(pl.col("measure") == known_measure(measure))
    if council is not None:
        rows = rows.filter(pl.col("authority") == areas.council_code(council))
    if among is not None:
        code = pl.col("authority")
        rows = rows.filter(code.is_null() | code.is_in(list(among)))
    told = _told(rows.collect())
    return _best(told) if best else told


def series() -> pl.DataFrame:
    """Return what each measure means: measure, title, unit, better (all String)."""
    return kept.series_listed().select("measure", "title", "unit", "better")


def known_measure(measure: str) -> str:
    """Return the id of a measure however it is capitalised, or name the near miss."""
    every = {m.lower(): m for m in kept.series_listed()["measure"]}
    if found := every.get(measure.strip().lower()):
        return str(found)
    near = get_close_matches(measure.lower(), every, n=1)
    raise SettingsError(
        f"No figures are published for a measure {measure!r}.",
        do=f"Did you mean {every[near[0]]}?"
        if near
        else "Leave --measure out for all.",
    )


def held() -> pl.DataFrame:
    """Return every figure as it is kept (statistics.SCHEMA), the newest edition."""
    ours, brought = kept.committed_figures(), kept.brought_in("figures")
    return ours if brought is None else newest(pl.concat([ours, brought]))


def newest(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each figure: of the newest edition, the last of several."""
    place = pl.int_range(pl.len())
    return (
        rows.with_columns(n=place)
        .sort("edition", "n")
        .unique(statistics.KEY, keep="last", maintain_order=True)
        .sort("n")
        .drop("n")
    )


def population() -> pl.DataFrame:
    """Return level, council (String), year (Int32) and population (Float64)."""
    return population_of(held())


def population_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the same, from figures as they are kept."""
    return rows.filter(pl.col("measure") == "population_0_17").select(
        "level",
        "council",
        year=pl.col("period_ends").dt.year(),
        population=pl.col("value"),
    )


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    units = kept.series_listed().select("measure", "unit")
    publishers = {key: s.publisher for key, s in sources().items()}
    hidden = pl.col("status") == marks.SUPPRESSED
    return (
        rows.join(units, on="measure", how="left", maintain_order="left")
        .with_columns(
            status=marks.status("value", "value_mark", pl.col("is_worked_out")),
            numerator_status=_part("numerator"),
            denominator_status=_part("denominator"),
        )
        .with_columns(numerator=pl.when(~hidden).then("numerator"))
        .with_columns(
            numerator_status=pl.when(hidden)
            .then(pl.lit(marks.SUPPRESSED))
            .otherwise("numerator_status"),
            publisher=pl.col("source").replace_strict(
                publishers, default="", return_dtype=pl.String
            ),
            licence=pl.lit(licence()),
        )
        .select(COLUMNS)
    )


def _part(name: str) -> pl.Expr:
    """Return how a part stands; where a source gives no such part, it is not given."""
    absent = pl.col(name).is_null() & pl.col(f"{name}_mark").is_null()
    stands = marks.status(name, f"{name}_mark")
    return pl.when(absent).then(pl.lit("not given")).otherwise(stands)


def _best(rows: pl.DataFrame) -> pl.DataFrame:
    one = ["measure", "split", "level", "council", "period_ends"]
    return (
        rows.with_columns(
            n=pl.int_range(pl.len()),
            has_none=pl.col("value").is_null() & (pl.col("status") != marks.TO_ZERO),
            after=pl.col("source").replace_strict(
                LATER, default=0, return_dtype=pl.Int64
            ),
        )
        .sort("has_none", "after", maintain_order=True)
        .unique(one, keep="first", maintain_order=True)
        .sort("n")
        .select(COLUMNS)
    )
