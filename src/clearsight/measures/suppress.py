"""What may leave the building: the only place where small numbers are protected.

The rules, as measures state them (`Measure.disclosure`):

child_count   counts of 1 to 5 are suppressed, and whatever rests on them, and those of
              6 and 7, which would be rounded to 5; other counts are rounded to the
              nearest 5; no part can be worked out from a total
rare_event    a count under 6, zero among them, is *fewer than six*, and one of 6 or 7
              is rounded to 10; a year or more together only; never a part
small_cohort  three years or more together only; suppressed as child_count; never a part
staff         the whole council only

A count is small too where it has many rows, but of 1 to 5 children (`behind.BEHIND`):
a hundred nights may be one child's. So is what leaves few of the denominator.

Counts that add up are kept safe together: the parts of a split, and the months or
quarters of a year; of shares and survivals those who count, those who do not, and all
of them. If one of them is suppressed, so is another, until those suppressed could stand
for many different sets of numbers; where that cannot be reached, none of them is shown.
Of measures of one roll, equal counts are hidden together: another may tell what one
does not. No day that comes from a row is shown, nor which period it lies in: a table of
rare things is known from the day of its first one (`reach.SAYS_ITSELF`).

Percentages are worked out from rounded counts, to whole numbers; a survival is an
estimate, and stands alone: in days it is how long it took with one child, and is given
to the nearest 30. What only rounds to none has no value. Suppressed is null and says
so. It is never zero, and never looks like it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from clearsight.measures.behind import BEHIND, OF
from clearsight.measures.finish import FIGURES, PER, SMALL
from clearsight.measures.measure import RATE, Measure
from clearsight.measures.points import OK, REFUSED
from clearsight.measures.public_words import FEWER, is_nearly_none, words
from clearsight.measures.reach import SAYS_ITSELF

SMALLEST: Final = 6
BASE: Final = 5
# What would round to less than two bases: shown as 5, it could only be a 6 or a 7.
MOST_OF_FEW: Final = 7
# With one more than that shown beside it and ones for the rest, any few is possible.
SLACK: Final = 2 * MOST_OF_FEW - 1
FEW: Final = f"1 to {MOST_OF_FEW}"
SUPPRESSED: Final = "suppressed"
WITHHELD: Final = "not for publication"
A_DAY: Final = r"\d\d/\d\d/\d{4}"
LESS: Final = "less was loaded than this asks for"
YEAR: Final = 365
MONTH: Final = 30
THREE_YEARS: Final = 3 * YEAR
SHOWN: Final = (OK, SMALL)
UNSAID: Final = (SUPPRESSED, WITHHELD, FEWER)
# What is shown as a count, or worked out from shown counts.
COUNTED: Final = ("share", "count", "rate", "sum")
# What has those who do not count, whom the figure gives away with those who do.
HAS_REST: Final = ("share", "survival")
HIDDEN: Final = tuple(f"{column}_hidden" for column in OF)
DENOMINATOR: Final = "denominator"
ROLL, AT = "_roll", "_at_all"
CELL, SAME = ("council", "period", ROLL), ("measure", "split", "part")
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
    rounded = _nearest(n)
    return Protected(str(rounded), rounded)


def public(figures: pl.DataFrame, measures: Sequence[Measure]) -> pl.DataFrame:
    """Return figures as they may be published (`PUBLIC`).

    They have the columns of `finish.FIGURES` and of `behind.BEHIND`; where these do not
    say how many children stand behind one, it is suppressed. How far records are
    complete, and how many were left out, stays inside: each is a count of children. A
    measure that is not among `measures` is left out altogether.
    """
    rules = {m.key: m.disclosure for m in measures}
    unsaid = [
        pl.lit(None, t).alias(n) for n, t in BEHIND.items() if n not in figures.columns
    ]
    figures = figures.with_columns(unsaid)
    rows = figures.filter(pl.col("measure").is_in(list(rules))).with_columns(
        rule=pl.col("measure").replace_strict(rules, return_dtype=pl.String),
        method=pl.col("measure").replace_strict(
            {m.key: m.method for m in measures}, return_dtype=pl.String
        ),
    )
    says = {m.key: [s in SAYS_ITSELF for s in m.of.sources] for m in measures}
    rows = rows.with_columns(
        _some_by_row=_among(k for k, said in says.items() if not all(said)),
        _all_by_row=_among(k for k, said in says.items() if not any(said)),
    )
    is_part = (pl.col("split") != "") & (pl.col("method") == "rate")
    rows = rows.with_columns(
        method=pl.when(is_part).then(pl.lit("count")).otherwise("method"),
        rest=pl.when(pl.col("method").is_in(HAS_REST)).then(
            pl.col("denominator") - pl.col("numerator")
        ),
        _year=_year(),
    )
    rolls = {m.key: m.of.key for m in measures}
    rows = _without_parts(rows).with_columns(
        pl.col("measure").replace_strict(rolls, return_dtype=pl.String).alias(ROLL),
        *(pl.lit(value=False).alias(hidden) for hidden in HIDDEN),
    )
    before = -1
    while (now := _hidden(rows)) != before:
        before = now
        for column in OF:
            rows = _guarded(rows, column)
        rows = _together(rows)
    return _written(rows)


def _hidden(rows: pl.DataFrame) -> int:
    return int(rows.select(pl.sum_horizontal(pl.col(HIDDEN).sum())).item())


def _together(rows: pl.DataFrame) -> pl.DataFrame:
    """Hide a count that another measure of the same roll tells, where that is hidden.

    Measures of one roll may count the same children: all of one that leaves some out
    are a part of one that does not. Which do is not declared, so that equal counts are
    taken for the same ones, of one part and period, or of a whole and any part.
    """
    rows = rows.with_row_index(AT)
    # A population is no count of ours.
    ours = {of: pl.lit(value=True) for of in OF}
    ours[DENOMINATOR] = pl.col("unit") != RATE
    cells = pl.concat(
        rows.filter(pl.col(of) > 0, ours[of]).select(
            AT, *CELL, *SAME, n=of, of=pl.lit(of), hidden=f"{of}_hidden"
        )
        for of in OF
    )
    told = cells.filter("hidden").select(*CELL, *SAME, "n")
    pairs = cells.filter(~pl.col("hidden")).join(told, on=[*CELL, "n"], suffix="_told")
    is_same = (pl.col("split") == pl.col("split_told")) & (
        pl.col("part") == pl.col("part_told")
    )
    is_whole = (pl.col("split") == "") | (pl.col("split_told") == "")
    found = pairs.filter(
        pl.col("measure") != pl.col("measure_told"), is_same | is_whole
    )
    for of, hidden in zip(OF, HIDDEN, strict=True):
        these = found.filter(of=of).get_column(AT).unique()
        is_told = pl.col(AT).is_in(these.implode())
        rows = rows.with_columns((pl.col(hidden) | is_told).alias(hidden))
    return rows.drop(AT)


def _among(measures: Iterable[str]) -> pl.Expr:
    return pl.col("measure").is_in(list(measures))


def _without_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep parts only of what may be split at all."""
    return rows.filter((pl.col("split") == "") | (pl.col("rule") == "child_count"))


def _guarded(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add `<column>_hidden`: the count is suppressed, itself or to protect another.

    Parts are guarded within their whole, and months and quarters within their year.
    """
    hidden = f"{column}_hidden"
    is_small = _small(column)
    rows = rows.with_columns((is_small | pl.col(hidden)).alias(hidden), _small=is_small)
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
    return rows.drop("_small")


def _small(column: str) -> pl.Expr:
    """Say of a count that it is too small to be shown, by itself.

    A figure of which the count is not known rests on nobody knows whom. A population is
    no count of ours. Whether an average may be shown is decided by those it is taken
    over alone; a median tells nothing of how many are still waiting.
    """
    count, method = pl.col(column).fill_null(0), pl.col("method")
    few = pl.col(f"{column}_children").fill_null(0) < SMALLEST
    is_rare_count = (pl.col("rule") == "rare_event") & method.is_in(["count", "sum"])
    most = pl.when(is_rare_count).then(SMALLEST - 1).otherwise(MOST_OF_FEW)
    is_counted = method.is_in([*COUNTED, "survival"])
    if column == DENOMINATOR:
        counts = method.is_in(["count", "sum"]).not_() & (pl.col("unit") != RATE)
        return counts & (few | (is_counted & (count <= most))) & (count > 0)
    if column == "rest":
        is_counted &= pl.col("unit") == "%"
    unknown = pl.col("numerator").is_null() & pl.col("status").is_in(SHOWN)
    return is_counted & (unknown | ((count > 0) & (few | (count <= most))))


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
    itself, and n of them come to n + 13 or more: then each could be any of 1 to 7. If
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


def _nearest(n: Any) -> Any:
    """Round a whole number, or an expression of whole numbers, to the nearest base."""
    return BASE * ((n + BASE // 2) // BASE)


def _rounded(column: str) -> pl.Expr:
    """Round a count of ours that may be shown, to none or to two bases at least."""
    whole = pl.col(column).round(0).cast(pl.Int64)
    near = pl.when(whole > 0).then(pl.max_horizontal(_nearest(whole), 2 * BASE))
    return near.otherwise(whole).cast(pl.Float64)


def _written(rows: pl.DataFrame) -> pl.DataFrame:
    """Write what may be shown, and the status and words of what may not."""
    shown = pl.col("status").is_in(SHOWN)
    is_people = pl.col("method").is_in(COUNTED)
    rare = pl.col("rule") == "rare_event"
    fewer = rare & (
        pl.min_horizontal("numerator", "numerator_children").fill_null(0) < SMALLEST
    )
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    too_short = ((pl.col("rule") == "small_cohort") & (days < THREE_YEARS)) | (
        rare & (days < YEAR)
    )
    hidden = pl.any_horizontal(HIDDEN)
    # What is hidden as a whole would be told by its parts.
    whole = (hidden & (pl.col("split") == "")).any()
    hidden |= whole.over("council", "measure", "period")
    status = (
        pl.when(~shown & pl.col("_all_by_row") & (rare | (pl.col("status") == REFUSED)))
        .then(pl.when(rare).then(pl.lit(WITHHELD)).otherwise(pl.lit(SUPPRESSED)))
        .when(~shown)
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
    value = _value()
    rows = rows.with_columns(
        value=pl.when(value.is_finite(), ~is_nearly_none(value)).then(value),
        nearly_none=is_nearly_none(value).fill_null(value=False),
    )
    return (
        _without_days(rows)
        .with_columns(shown=words())
        .select(pl.col(n).cast(t) for n, t in PUBLIC.items())
    )


def _value() -> pl.Expr:
    """Work the public value out from the counts shown, or round the exact one."""
    share = pl.col("numerator") / pl.col("denominator")
    return (
        pl.when(pl.col("status") != OK)
        .then(None)
        .when(pl.col("method") == "share")
        .then((share.clip(0, 1) * 100).round(0))
        .when(pl.col("method") == "rate")
        .then((share * PER).round(0))
        .when(pl.col("method").is_in(["count", "sum"]))
        .then("numerator")
        .when((pl.col("method") == "survival") & (pl.col("unit") == "days"))
        .then((pl.col("exact") / MONTH).round(0) * MONTH)
        .otherwise(pl.col("exact").round(0))
    )


def _without_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Take out of notes, and of periods cut short, days that come from rows.

    Where nothing is shown, the days of a period would tell that what was loaded covers
    it, and so in which period it begins.
    """
    names_day = pl.col("_some_by_row") & pl.col("note").str.contains(A_DAY)
    names_day = names_day.fill_null(value=False)
    unsaid = pl.col("_all_by_row") & pl.col("status").is_in(UNSAID)
    return rows.with_columns(
        period_start=pl.when(~names_day, ~unsaid).then("period_start"),
        period_end=pl.when(~unsaid).then("period_end"),
        note=pl.when(unsaid)
        .then(None)
        .when(names_day)
        .then(pl.lit(LESS))
        .otherwise("note"),
    )
