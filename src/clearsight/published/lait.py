"""The department's interactive tool (LAIT): one row for each measure, area and period.

It collects from many statistics, rounds in its own way and gives neither numerator nor
denominator. Its measures that are ours too bear our id; the others `lait:` and the
tool's own short name. `series.parquet` holds what each means.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Final

import polars as pl

from clearsight.errors import InputError
from clearsight.files.typed import rows_named
from clearsight.published import areas, marks
from clearsight.published.statistics import KEY, SCHEMA
from clearsight.shape import ROW

COLUMNS: Final = frozenset({"measure_short", "period", "area", "la_code", "value"})
SOURCE: Final = "dfe-lait"
OUTTURN: Final = "outturn"
_ENDS: Final = {
    "Academic Year": "08-31",
    "Annual": "03-31",
    "Annual (end of Sept)": "09-30",
    "Annual - January": "01-31",
    "Calendar Year": "12-31",
    "Financial Year": "03-31",
}
# Of money, what was spent and not what was planned: the tool marks it with two letters.
_SPENT: Final = r" \([O]T\)$"
_PERIOD: Final = r"^(\d{4})(?:-(\d{2}))?(?: \([O]T\))?$"
_LEVELS: Final = {**dict.fromkeys(map(str, range(980, 991)), areas.REGION)}
_ENGLAND: Final = "970"


def known_as() -> dict[str, str]:
    """Return our id of each of the tool's measures that is also ours."""
    return dict(_data()["same_as"])


def measure_id(short: pl.Expr) -> pl.Expr:
    """Return the id under which the tool's measure is kept."""
    own = pl.lit("lait:") + short.str.strip_chars()
    return short.str.strip_chars().replace_strict(
        known_as(), default=own, return_dtype=pl.String
    )


def figures_of(
    frame: pl.DataFrame, years: pl.DataFrame, name: str
) -> tuple[pl.DataFrame, list[str]]:
    """Return the figures (statistics.SCHEMA), and what was left aside, in words.

    `years` has measure_short and year_type, both text, as the tool's dictionary does.
    Raises InputError, naming the row, where a cell is neither number nor mark.
    """
    bad = frame.filter(marks.is_neither(pl.col("value")))
    if bad.height:
        raise InputError(
            "The value is neither a number nor a mark that we know.",
            where=f"{name}, {rows_named(bad[ROW].head(5).to_list(), bad.height)}",
            do="Take the file again from the publisher; do not edit it.",
        )
    told = _told(frame, years)
    lost = told.filter(pl.col("period_ends").is_null() | pl.col("year_type").is_null())
    kept = told.filter(
        pl.col("period_ends").is_not_null(), pl.col("year_type").is_not_null()
    )
    said = []
    if lost.height:
        which = ", ".join(sorted(set(lost["measure_short"].drop_nulls())))
        said.append(f"{lost.height:,} rows of no period or measure known: {which}")
    found = kept.with_columns(edition=pl.col("period_ends").max()).select(list(SCHEMA))
    # The same figure stands in more than one of the tool's files.
    return found.cast(SCHEMA).unique(KEY, maintain_order=True), said


def _told(frame: pl.DataFrame, years: pl.DataFrame) -> pl.DataFrame:
    short = pl.col("measure_short").str.strip_chars()
    code = pl.col("la_code").str.strip_chars()
    level = (
        pl.when(code == _ENGLAND)
        .then(pl.lit(areas.ENGLAND))
        .otherwise(code.replace_strict(_LEVELS, default=areas.COUNCIL))
    )
    named = frame.with_columns(
        measure_short=short,
        code=code,
        level=level,
        period=pl.col("period").str.strip_chars(),
    ).join(years, on="measure_short", how="left", maintain_order="left")
    year = pl.col("period").str.extract(_PERIOD, 1)
    later = pl.col("period").str.extract(_PERIOD, 2)
    ends = pl.col("year_type").replace_strict(
        _ENDS, default=None, return_dtype=pl.String
    )
    ended = pl.when(later.is_null()).then(year).otherwise(year.str.slice(0, 2) + later)
    is_council = pl.col("level") == areas.COUNCIL
    return named.with_columns(
        measure=measure_id(pl.col("measure_short")),
        split=pl.when(pl.col("period").str.contains(_SPENT))
        .then(pl.lit(OUTTURN))
        .otherwise(short.replace_strict(_data()["split"], default="")),
        authority=pl.when(is_council).then("code"),
        council=pl.when(is_council)
        .then(areas.council_name(pl.col("code"), pl.col("area")))
        .otherwise(areas.region_name(pl.col("area"))),
        period=pl.when(later.is_null()).then(year).otherwise(year + "/" + later),
        period_ends=(ended + "-" + ends).str.to_date("%Y-%m-%d", strict=False),
        numerator=pl.lit(None, pl.Float64),
        numerator_mark=pl.lit(None, pl.String),
        denominator=pl.lit(None, pl.Float64),
        denominator_mark=pl.lit(None, pl.String),
        value_mark=marks.mark(pl.col("value")),
        is_worked_out=pl.lit(value=False),
        source=pl.lit(SOURCE),
    ).with_columns(value=marks.number(pl.col("value")))


@cache
def _data() -> dict[str, dict[str, str]]:
    path = resources.files("clearsight.published") / "lait.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
