"""From counts to figures: the value, how it is shown, and how far it may be trusted.

Columns of `FIGURES`. `status` is ok; small (under `FEWEST` in the denominator: the
fraction is shown and there is no value); refused (what was loaded does not reach); or
cannot run (no return that shows it was loaded). `note` says why, or what to bear in
mind. `quality` is the share of members, those left out among them, that a missing or
impossible date touches. `split` and `part` are blank for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.measures.behind import BEHIND
from clearsight.measures.measure import RATE, Measure
from clearsight.measures.points import CANNOT_RUN, OK, REFUSED, too_short

SMALL = "small"
FEWEST = 20
DECIMALS = 1
PER = 10_000
ESTIMATED = (
    "an estimate, allowing for how long each was watched: no share of the counts"
)
FIGURES = {
    "council": pl.String,
    "measure": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "split": pl.String,
    "part": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "value": pl.Float64,
    "unit": pl.String,
    "shown": pl.String,
    "status": pl.String,
    "note": pl.String,
    "members": pl.Int64,
    "left_out": pl.Int64,
    "touched": pl.Int64,
    "quality": pl.Float64,
}
KEYS = ["council", "measure", "period", "split", "part"]


def figures(
    measures: Sequence[Measure],
    counted: pl.DataFrame,
    points: Mapping[str, pl.DataFrame],
    population: pl.DataFrame,
) -> pl.DataFrame:
    """Finish the counts: council, period, part, split, measure, amount, weight, flags.

    Every measure has a row for each council and period, counted or not; the rows are in
    the order of the measures as given. Where the children behind each were counted, the
    columns of `BEHIND` follow, which are for `suppress.public` alone.
    """
    grid = pl.concat([_grid(m, points[m.of.key]) for m in measures])
    whole = grid.join(
        counted.filter(split=""), on=["council", "measure", "period"], how="left"
    )
    split = counted.filter(pl.col("split") != "").join(
        grid, on=["council", "measure", "period"], how="inner"
    )
    flags = ("den", "num", "out", "touched")
    rows = pl.concat([whole, split.select(whole.columns)]).with_columns(
        pl.col("split", "part").fill_null(""), pl.col(*flags).fill_null(0)
    )
    rows = _parts_counted(
        _looked_back(rows, measures).join(_about(measures), on="measure")
    )
    rows = _valued(_with_population(rows, population))
    order = {m.key: n for n, m in enumerate(measures)}
    place = pl.col("measure").replace_strict(order, return_dtype=pl.Int64)
    # What could not be worked out as a whole has no parts.
    kept = rows.filter((pl.col("split") == "") | pl.col("status").is_in([OK, SMALL]))
    wanted = FIGURES | {n: t for n, t in BEHIND.items() if n in counted.columns}
    return kept.sort("council", place, "period_end", "period", "split", "part").select(
        pl.col(n).cast(t) for n, t in wanted.items()
    )


def _grid(m: Measure, points: pl.DataFrame) -> pl.DataFrame:
    return points.with_columns(measure=pl.lit(m.key))


def _about(measures: Sequence[Measure]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "measure": [m.key for m in measures],
            "unit": [m.unit for m in measures],
            "method": [m.method for m in measures],
        },
        schema=dict.fromkeys(("measure", "unit", "method"), pl.String),
    )


def _parts_counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Let the parts of a rate be counts: we hold no population of a part."""
    is_part = (pl.col("split") != "") & (pl.col("method") == "rate")
    return rows.with_columns(
        unit=pl.when(is_part).then(pl.lit("children")).otherwise("unit"),
        method=pl.when(is_part).then(pl.lit("count")).otherwise("method"),
    )


def _looked_back(rows: pl.DataFrame, measures: Sequence[Measure]) -> pl.DataFrame:
    """Refuse a measure where what was loaded is shorter than what it looks back on."""
    back, spans = (
        pl.col("measure").replace_strict(months, return_dtype=pl.Int64)
        for months in (
            {m.key: m.lookback for m in measures},
            {m.key: m.spans for m in measures},
        )
    )
    short = (pl.col("status") == OK) & too_short(back, spans)
    said = pl.format(
        "it looks back {} months, and what was loaded begins on {}",
        pl.max_horizontal(back, spans),
        pl.col("known_from").dt.strftime("%d/%m/%Y"),
    )
    return rows.with_columns(
        status=pl.when(short).then(pl.lit(REFUSED)).otherwise("status"),
        note=pl.when(short).then(said).otherwise("note"),
    )


def _with_population(rows: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """Add the population of the council: of the year that the department would take.

    That is the middle of the year before the collection year ends; where it is not yet
    published, the latest before it.
    """
    end = pl.col("period_end")
    year = end.dt.year() + (end.dt.month() > 3).cast(pl.Int32) - 1
    told = population.select(
        "council", pl.col("year").cast(pl.Int32), pl.col("population").cast(pl.Float64)
    ).sort("year")
    ordered = rows.with_columns(year=year.cast(pl.Int32)).sort("year", nulls_last=True)
    return ordered.join_asof(
        told, on="year", by="council", strategy="backward", check_sortedness=False
    )


def _valued(rows: pl.DataFrame) -> pl.DataFrame:
    """Add numerator, denominator and value, and settle status and note."""
    rows = _settled(_with_parts(rows))
    failed = pl.col("status").is_in([REFUSED, CANNOT_RUN])
    members = pl.col("den") + pl.col("out")
    return rows.with_columns(
        value=pl.when(pl.col("status") == OK).then(_value()),
        numerator=pl.when(~failed | pl.col("unpeopled")).then("numerator"),
        denominator=pl.when(~failed).then("denominator"),
        members=pl.when(~failed).then("den"),
        left_out=pl.when(~failed).then("out"),
        touched=pl.when(~failed).then("touched"),
        quality=pl.when(~failed & (members > 0)).then(pl.col("touched") / members),
    ).with_columns(shown=_shown())


def _is(*methods: str) -> pl.Expr:
    return pl.col("method").is_in(list(methods))


def _with_parts(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        numerator=pl.when(_is("sum", "ratio", "mean"))
        .then(pl.col("amount").fill_null(0))
        .otherwise("num")
        .cast(pl.Float64),
        denominator=pl.when(pl.col("unit") == RATE)
        .then("population")
        .when(_is("ratio"))
        .then(pl.col("weight").fill_null(0))
        .when(~_is("count", "sum"))
        .then("den")
        .cast(pl.Float64),
    )


def _settled(rows: pl.DataFrame) -> pl.DataFrame:
    """Settle how each figure stands, now that its parts are known."""
    ok, is_rate = pl.col("status") == OK, pl.col("unit") == RATE
    unpeopled = ok & is_rate & pl.col("population").is_null()
    is_share = ~_is("count", "sum") & ~is_rate
    small = ok & is_share & (pl.col("den") < FEWEST)
    unwatched = ok & ~small & _is("survival") & pl.col("amount").is_null()
    return rows.with_columns(
        unpeopled=unpeopled,
        status=pl.when(unpeopled)
        .then(pl.lit(CANNOT_RUN))
        .when(small)
        .then(pl.lit(SMALL))
        .otherwise("status"),
        note=pl.when(unpeopled)
        .then(pl.lit("no population is published for this council"))
        .when(unwatched)
        .then(pl.lit("too few have been watched for so long"))
        .when(ok & ~small & _is("survival"))
        .then(
            pl.concat_str(
                [pl.lit(ESTIMATED), "note"], separator="; ", ignore_nulls=True
            )
        )
        .otherwise("note"),
    )


def _value() -> pl.Expr:
    share = pl.col("numerator") / pl.col("denominator")
    return (
        pl.when(pl.col("unit") == RATE)
        .then(share * PER)
        .when(_is("count", "sum"))
        .then("numerator")
        .when(_is("mean") | (_is("ratio") & (pl.col("unit") != "%")))
        .then(share)
        .when(_is("median", "survival"))
        .then("amount")
        .otherwise(share * 100)
    )


def _shown() -> pl.Expr:
    """Write the figure as a person reads it: never a percentage of a few."""
    value = pl.col("value").round(DECIMALS)
    number = value.round(0).cast(pl.Int64).cast(pl.String)
    # Full-time equivalents are no whole numbers: 0.8 of 2.5.
    amounts = [pl.col(n).round(DECIMALS) for n in ("numerator", "denominator")]
    few = (
        pl.when(pl.col("members") == 0)
        .then(pl.lit("none to count"))
        .when(_is("ratio") & (pl.col("unit") == "%"))
        .then(pl.format("{} of {}", *amounts))
        .when(_is("ratio"))
        .then(pl.format("{} to {}", *amounts))
        .when(_is("mean", "median", "survival"))
        .then(pl.format("{} only", pl.col("members")))
        .otherwise(
            pl.format(
                "{} of {}",
                pl.col("numerator").cast(pl.Int64),
                pl.col("denominator").cast(pl.Int64),
            )
        )
    )
    alone = pl.format("{}, no rate", pl.col("numerator").cast(pl.Int64))
    return (
        pl.when(pl.col("status") == SMALL)
        .then(few)
        .when(pl.col("unpeopled"))
        .then(alone)
        .when(pl.col("status") != OK)
        .then("status")
        .when(value.is_null())
        .then(pl.lit("not reached"))
        .when(pl.col("unit") == "%")
        .then(pl.format("{}%", value))
        .when(pl.col("method").is_in(["count", "sum"]))
        .then(number)
        .otherwise(value.cast(pl.String))
    )
