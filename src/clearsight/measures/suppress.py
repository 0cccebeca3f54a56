"""What may leave the building: the only place where small numbers are protected.

The rules, as measures state them (`Measure.disclosure`):

child_count   counts of 1 to 5 are suppressed, and whatever rests on them; other counts
              are rounded to the nearest 5; no part can be worked out from a total
rare_event    a count under 6, zero among them, is *fewer than six*; never a part
small_cohort  three years or more together only; 1 to 5 suppressed; never a part
staff         the whole council only

Counts that add up are kept safe together: the parts of a split, and the months or
quarters of a year. If one of them is suppressed, so is another, until those
suppressed could stand for many different sets of numbers; where that cannot be reached,
none of them is shown. Percentages are worked out from rounded counts, to whole numbers.
Suppressed is null and says so. It is never zero, and never looks like it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from clearsight.measures.finish import FIGURES, PER, SMALL
from clearsight.measures.measure import RATE, Measure
from clearsight.measures.points import OK

SMALLEST: Final = 6
BASE: Final = 5
SLACK: Final = 9
# What would round to less than two bases: shown as 5, it could only be a 6 or a 7.
MOST_OF_FEW: Final = 7
FEW: Final = f"1 to {MOST_OF_FEW}"
FEWER: Final = "fewer than six"
SUPPRESSED: Final = "suppressed"
WITHHELD: Final = "not for publication"
THREE_YEARS: Final = 1095
SHOWN: Final = (OK, SMALL)
COUNTED: Final = ("share", "count", "rate")
PUBLIC: Final = {
    n: t
    for n, t in FIGURES.items()
    if n not in ("members", "left_out", "touched", "quality")
}


@dataclass(frozen=True)
class Protected:
    """A number as it may be shown, and what it may be put in order by."""

    words: str
    sort: int


def protected(n: int) -> Protected:
    """Return a single count of people as it may be shown to anyone.

    Whatever is shown, but for none, fits three counts at least.
    """
    if 0 < n <= MOST_OF_FEW:
        return Protected(FEW, (1 + MOST_OF_FEW) // 2)
    rounded = BASE * ((n + BASE // 2) // BASE)
    return Protected(str(rounded), rounded)


def public(figures: pl.DataFrame, measures: Sequence[Measure]) -> pl.DataFrame:
    """Return figures (`finish.FIGURES`) as they may be published (`PUBLIC`).

    How far records are complete, and how many were left out, stays inside: each is a
    count of children. A measure that is not among `measures` is left out altogether.
    """
    rules = {m.key: m.disclosure for m in measures}
    rows = figures.filter(pl.col("measure").is_in(list(rules))).with_columns(
        rule=pl.col("measure").replace_strict(rules, return_dtype=pl.String),
        method=pl.col("measure").replace_strict(
            {m.key: m.method for m in measures}, return_dtype=pl.String
        ),
    )
    is_part = (pl.col("split") != "") & (pl.col("method") == "rate")
    rows = rows.with_columns(
        method=pl.when(is_part).then(pl.lit("count")).otherwise("method")
    )
    rows = _without_parts(rows)
    for column in ("numerator", "denominator"):
        rows = _guarded(rows, column)
    return _written(rows)


def _without_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep parts only of what may be split at all."""
    return rows.filter((pl.col("split") == "") | (pl.col("rule") == "child_count"))


def _guarded(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add `<column>_hidden`: the count is suppressed, itself or to protect another.

    Parts are guarded within their whole, and months and quarters within their year.
    The number of those who do *not* count is a count of children too, so a numerator
    that leaves 1 to 5 of the denominator is small as well.
    """
    count = pl.col(column).fill_null(0)
    small = (count > 0) & (count < SMALLEST)
    if column == "numerator":
        rest = pl.col("denominator") - pl.col("numerator")
        is_share = pl.col("method") == "share"
        small |= is_share & (rest > 0) & (rest < SMALLEST)
    hidden = f"{column}_hidden"
    is_people = pl.col("method").is_in(COUNTED) & (
        pl.lit(column == "numerator") | (pl.col("unit") != RATE)
    )
    few = pl.col("method").is_in(COUNTED).not_() & (pl.col("members") < SMALLEST)
    is_small = pl.when(is_people).then(small).otherwise(few).fill_null(value=False)
    rows = rows.with_columns(is_small.alias(hidden), _small=is_small)
    rows = rows.with_columns(_year=_year())
    parts = (["council", "measure", "period", "split"], pl.col("split") != "")
    months = (
        ["council", "measure", "split", "part", "_year"],
        pl.col("_year").is_not_null(),
    )
    # What is hidden within a year may leave one part of a split alone, and so on.
    before = -1
    while (now := int(rows[hidden].sum())) != before:
        before = now
        for by, only in (parts, months):
            rows = _secondary(rows, column, hidden, by, only)
    return rows.drop("_year", "_small")


def _year() -> pl.Expr:
    """Return the collection year of a period that is shorter than one, or null."""
    end = pl.col("period_end")
    days = (end - pl.col("period_start")).dt.total_days()
    year = end.dt.year() + (end.dt.month() > 3).cast(pl.Int32)
    return pl.when(days < 100).then(year)


def _secondary(
    rows: pl.DataFrame, column: str, hidden: str, by: list[str], only: pl.Expr
) -> pl.DataFrame:
    """Hide more counts of a set that adds up, so that none can be worked out.

    Counts are hidden in their fixed order until one of them at least is not small
    itself, and n of them come to n + 9 or more: then each could be any of 1 to 5. If
    that is never so, all are hidden, zeros among them. To hide the smallest first would
    show more, and would tell whoever knows the rule that what is hidden is below what
    is not.
    """
    count = pl.col(column).fill_null(0)
    order = ["_not_hidden", "_zero", "part", "period_end"]
    table = rows.with_row_index("_at").with_columns(
        _only=only.fill_null(value=False),
        _not_hidden=~pl.col(hidden),
        _zero=count == 0,
        _count=count,
    )
    ranked = table.filter("_only").sort(*by, *order, "_at")
    ranked = ranked.with_columns(
        _n=pl.int_range(1, pl.len() + 1).over(by),
        _sum=pl.col("_count").cum_sum().over(by),
        _hidden=pl.col(hidden).sum().over(by),
        _primary=pl.col("_small").sum().over(by),
    )
    enough = (
        (pl.col("_n") > pl.col("_primary"))
        & (pl.col("_n") >= pl.col("_hidden"))
        & (pl.col("_sum") >= pl.col("_n") + SLACK)
        & (pl.col("_count") > 0)
    )
    ranked = ranked.with_columns(
        _upto=pl.when(enough).then("_n").min().over(by),
    )
    more = (pl.col("_hidden") > 0) & (
        (pl.col("_n") <= pl.col("_upto")) | pl.col("_upto").is_null()
    )
    chosen = ranked.filter(more).get_column("_at")
    return rows.with_columns(
        (pl.col(hidden) | pl.int_range(pl.len()).is_in(chosen.implode())).alias(hidden)
    )


def _rounded(column: str) -> pl.Expr:
    whole = pl.col(column).round(0).cast(pl.Int64)
    return (BASE * ((whole + BASE // 2) // BASE)).cast(pl.Float64)


def _written(rows: pl.DataFrame) -> pl.DataFrame:
    """Write what may be shown, and the status and words of what may not."""
    shown = pl.col("status").is_in(SHOWN)
    is_people = pl.col("method").is_in(COUNTED)
    rare = pl.col("rule") == "rare_event"
    fewer = rare & (pl.col("numerator").fill_null(0) < SMALLEST)
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    too_short = (pl.col("rule") == "small_cohort") & (days < THREE_YEARS)
    hidden = pl.col("numerator_hidden") | pl.col("denominator_hidden")
    status = (
        pl.when(~shown)
        .then("status")
        .when(too_short)
        .then(pl.lit(WITHHELD))
        .when(fewer)
        .then(pl.lit(FEWER))
        .when(hidden)
        .then(pl.lit(SUPPRESSED))
        .otherwise("status")
    )
    rows = rows.with_columns(status=status)
    open_ = pl.col("status").is_in(SHOWN)
    # A population is published already, and is no count of ours.
    parts = {
        "numerator": pl.when(open_ & is_people).then(_rounded("numerator")),
        "denominator": pl.when(open_ & is_people & (pl.col("unit") != RATE))
        .then(_rounded("denominator"))
        .when(open_ & is_people)
        .then("denominator"),
    }
    rows = rows.with_columns(**parts, exact=pl.col("value"))
    share = pl.col("numerator") / pl.col("denominator")
    value = (
        pl.when(pl.col("status") != OK)
        .then(None)
        .when(pl.col("method") == "share")
        .then((share.clip(0, 1) * 100).round(0))
        .when(pl.col("method") == "rate")
        .then((share * PER).round(0))
        .when(pl.col("method") == "count")
        .then("numerator")
        .otherwise(pl.col("exact").round(0))
    )
    rows = rows.with_columns(value=pl.when(value.is_finite()).then(value))
    return rows.with_columns(shown=_words()).select(
        pl.col(n).cast(t) for n, t in PUBLIC.items()
    )


def _words() -> pl.Expr:
    number = pl.col("value").cast(pl.Int64).cast(pl.String)
    few = pl.format(
        "about {} of {}",
        pl.col("numerator").cast(pl.Int64),
        pl.col("denominator").cast(pl.Int64),
    )
    return (
        pl.when(pl.col("status") == SMALL)
        .then(pl.coalesce(few, pl.lit("too few")))
        .when(pl.col("status") != OK)
        .then("status")
        .when(pl.col("value").is_null())
        .then(pl.lit("none to count"))
        .when(pl.col("unit") == "%")
        .then(pl.format("{}%", number))
        .otherwise(number)
    )
