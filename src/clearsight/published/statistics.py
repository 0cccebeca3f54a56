"""From a published table of the department's to our rows of figures.

A table is wide and holds text: one row for each area and period, numbers and marks side
by side. A figure is one row for each measure, split, area and period; `SCHEMA` says
what it holds. Nothing is rounded again: what was published is kept as it was.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.errors import InputError
from clearsight.files.typed import rows_named
from clearsight.published import areas, marks
from clearsight.published.impossible import possible
from clearsight.published.tables import POPULATION, Measure, Table
from clearsight.shape import ROW

# `mark` columns hold what stood where there was no number; null where there was one.
SCHEMA: Final = pl.Schema(
    {
        "measure": pl.String,
        "split": pl.String,
        "level": pl.String,
        "authority": pl.String,
        "council": pl.String,
        "period": pl.String,
        "period_ends": pl.Date,
        "numerator": pl.Float64,
        "numerator_mark": pl.String,
        "denominator": pl.Float64,
        "denominator_mark": pl.String,
        "value": pl.Float64,
        "value_mark": pl.String,
        "is_worked_out": pl.Boolean,
        "source": pl.String,
        "edition": pl.Date,
    }
)
KEY: Final = ("measure", "split", "level", "council", "period", "source")
PLACES: Final = 4  # of a figure that we work out
_AREA: Final = ("level", "authority", "council", "period", "period_ends")


def figures_of(
    table: Table, frame: pl.DataFrame, population: pl.DataFrame, name: str
) -> tuple[pl.DataFrame, list[str]]:
    """Return the figures (SCHEMA), and what of the file was left aside, and why.

    `frame` has `row` (Int64) and the table's columns as text; `population` has level,
    council, year (Int32) and population (Float64); `name` is the file's, for messages.
    Raises InputError, naming the row, where a cell cannot be what it should.
    """
    able = [m for m in table.measures if m.columns <= set(frame.columns)]
    aside = [
        f"{m.id}: the file lacks its columns" for m in table.measures if m not in able
    ]
    _check_cells(frame, able, name)
    placed = _placed(frame, table, name)
    parts = [
        part.with_columns(source=pl.lit(m.source or table.source))
        for m in able
        for part in _of_measure(m, placed, population)
    ]
    every = pl.concat(parts)
    _check_once(every, name)
    found, bad = possible(every, {m.id: m.unit for m in able})
    found = found.with_columns(edition=pl.col("period_ends").max())
    return found.select(list(SCHEMA)).cast(SCHEMA), [*aside, *bad]


def _check_cells(frame: pl.DataFrame, measures: list[Measure], name: str) -> None:
    for column in dict.fromkeys(c for m in measures for c in m.numbers):
        bad = frame.filter(marks.is_neither(pl.col(column)))
        if bad.height:
            raise InputError(
                f"{column} holds neither a number nor a mark that we know.",
                where=f"{name}, {rows_named(bad[ROW].head(5).to_list(), bad.height)}",
                do="Take the file again from the publisher; do not edit it. If it is "
                "new, tell us of the mark.",
            )


def _placed(frame: pl.DataFrame, table: Table, name: str) -> pl.DataFrame:
    """Add level, authority, council, period and period_ends to each row."""
    for column in ("region_name", "old_la_code", "la_name"):
        if column not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(column))
    level = pl.col("geographic_level").replace_strict(
        areas.LEVELS, default=None, return_dtype=pl.String
    )
    code = pl.col("old_la_code").str.replace_all(" ", "")
    placed = frame.with_columns(level=level).with_columns(
        authority=pl.when(pl.col("level") == areas.COUNCIL).then(code),
        council=pl.when(pl.col("level") == areas.COUNCIL)
        .then(areas.council_name(code, pl.col("la_name")))
        .when(pl.col("level") == areas.REGION)
        .then(areas.region_name(pl.col("region_name")))
        .otherwise(pl.lit(areas.ENGLAND)),
        period=period_name(pl.col("time_period")),
        period_ends=period_end(pl.col("time_period"), table.ends),
    )
    lost = pl.any_horizontal(pl.col("level", "council", "period_ends").is_null())
    bad = placed.filter(lost)
    if bad.height:
        raise InputError(
            "The area or the period cannot be told.",
            where=f"{name}, {rows_named(bad[ROW].head(5).to_list(), bad.height)}",
            do="A row needs a time_period as 2025 or 202425, a geographic_level, and "
            "the name of its region or council. Take the publisher's file again.",
        )
    return placed


def period_name(told: pl.Expr) -> pl.Expr:
    """Return 2025 as it is, and 202425 as 2024/25."""
    return told.str.strip_chars().str.replace(r"^(\d{4})(\d{2})$", "${1}/${2}")


def period_end(told: pl.Expr, ends: str) -> pl.Expr:
    """Return the last day of a period told as 2025 or 202425 (null: neither)."""
    text = told.str.strip_chars()
    first = text.str.slice(0, 4)
    second = (first.cast(pl.Int32, strict=False) + 1).cast(pl.String)
    follows = second.str.slice(2) == text.str.slice(4)
    year = (
        pl.when(text.str.contains(r"^\d{4}$"))
        .then(first)
        .when(text.str.contains(r"^\d{6}$") & follows)
        .then(second)
    )
    return (year + f"-{ends}").str.to_date("%Y-%m-%d", strict=False)


def _of_measure(
    measure: Measure, placed: pl.DataFrame, population: pl.DataFrame
) -> list[pl.DataFrame]:
    rows = placed.filter(_are(measure, of=False))
    if measure.each:
        return [
            _figures(
                measure, rows, (column,), _value_column(measure, column)
            ).with_columns(split=pl.lit(said))
            for column, said in measure.each.items()
        ]
    if measure.of:
        rows = _with_total(measure, rows, placed)
        return [
            _figures(measure, rows, measure.numerator, measure.value, total="total")
        ]
    if POPULATION in measure.denominator:
        rows = _with_population(rows, population)
        return [
            _figures(
                measure, rows, measure.numerator, measure.value, total="population"
            )
        ]
    return [_figures(measure, rows, measure.numerator, measure.value)]


def _value_column(measure: Measure, column: str) -> str:
    return column + measure.value_tail if measure.value_tail else ""


def _are(measure: Measure, *, of: bool) -> pl.Expr:
    """Say whether a row is one that the measure counts, or counts against."""
    wanted = {**measure.where, **measure.of} if of else dict(measure.where)
    tests = [pl.col(c).str.strip_chars() == said for c, said in wanted.items()]
    if not of and measure.split_by in measure.of:
        # The total is what the splits are shares of, and no split itself.
        tests.append(pl.col(measure.split_by) != measure.of[measure.split_by])
    return pl.all_horizontal(tests) if tests else pl.lit(value=True)


def _with_total(
    measure: Measure, rows: pl.DataFrame, placed: pl.DataFrame
) -> pl.DataFrame:
    """Add `total`: the same column's cell in the row that holds the denominator."""
    on = ["level", "council", "period"]
    if measure.split_by and measure.split_by not in measure.of:
        on.append(measure.split_by)
    held = placed.filter(_are(measure, of=True)).select(
        *on, total=pl.col(measure.numerator[0])
    )
    return rows.join(held, on=on, how="left", maintain_order="left")


def _with_population(rows: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """Add `population`: the mid-year estimate before the period, as the DfE uses it."""
    held = population.select(
        "level",
        "council",
        year=pl.col("year") + 1,
        population=pl.col("population").cast(pl.Int64).cast(pl.String),
    )
    return rows.with_columns(year=pl.col("period_ends").dt.year()).join(
        held, on=["level", "council", "year"], how="left", maintain_order="left"
    )


def _figures(
    measure: Measure,
    rows: pl.DataFrame,
    numerator: tuple[str, ...],
    value: str,
    total: str = "",
) -> pl.DataFrame:
    """Return the figures of one measure, or of one of its splits."""
    over = (total,) if total else measure.denominator
    split = (
        pl.col(measure.split_by).str.strip_chars() if measure.split_by else pl.lit("")
    )
    found = rows.select(
        *_AREA,
        pl.lit(measure.id).alias("measure"),
        split.alias("split"),
        *_sum("numerator", numerator),
        *_sum("denominator", over),
        *(_sum("value", (value,)) if value else ()),
        pl.lit(not value).alias("is_worked_out"),
        pl.col(ROW),
    )
    if not value:
        found = found.with_columns(*_worked_out(measure))
    elif not numerator:
        found = found.with_columns(
            numerator_mark=pl.lit(None, pl.String),
            denominator_mark=pl.lit(None, pl.String),
        )
    return found.select([c for c in SCHEMA if c not in ("source", "edition")] + [ROW])


def _sum(name: str, columns: tuple[str, ...]) -> tuple[pl.Expr, pl.Expr]:
    """Return the number and the mark of columns added up; a mark makes no number."""
    if not columns:
        return (
            pl.lit(None, pl.Float64).alias(name),
            pl.lit(None, pl.String).alias(f"{name}_mark"),
        )
    cells = [pl.col(c) for c in columns]
    added = pl.sum_horizontal([marks.number(c) for c in cells], ignore_nulls=False)
    return (
        added.alias(name),
        pl.coalesce([marks.mark(c) for c in cells]).alias(f"{name}_mark"),
    )


def _worked_out(measure: Measure) -> tuple[pl.Expr, pl.Expr]:
    over = pl.col("denominator")
    marked = pl.coalesce("numerator_mark", "denominator_mark")
    return (
        pl.when(over > 0)
        .then(pl.col("numerator") / over * measure.per)
        .round(PLACES)
        .alias("value"),
        pl.when(over == 0).then(pl.lit("z")).otherwise(marked).alias("value_mark"),
    )


def _check_once(found: pl.DataFrame, name: str) -> None:
    """Refuse a file that says two things of one area, period and measure."""
    twice = found.filter(pl.struct(KEY).is_duplicated())
    if twice.height:
        rows = twice[ROW].unique().sort()
        raise InputError(
            "Two rows are about the same area, period and measure.",
            where=f"{name}, {rows_named(rows.head(5).to_list(), rows.len())}",
            do="Take the file again from the publisher, or remove the row that is not "
            "meant.",
        )
