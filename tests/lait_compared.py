"""Our published figures beside those of the department's interactive tool (LAIT).

The tool gives neither numerator nor denominator. So what is set beside it is the figure
that our measure would give: the published numerator over the published denominator,
or, where a statistic gives no parts, its own value. Each pair that differs by more
than the tool's rounding must have one of `REASONS`, and each is tested, not assumed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import polars as pl

from clearsight.published import figures, kept, lait
from clearsight.published.read import read_file

FOLDER: Final = "dfe-lait"
FIRST: Final = "dfe-cin-first"
KEY: Final = ["measure", "split", "authority", "period_ends"]
NOISE: Final = 1e-6
# Full-time equivalents are published to a tenth.
FTE: Final = 0.05
PER: Final = {"%": 100.0, "rate per 10,000": 10_000.0}
# Measures that no statistic we hold gives: (numerator, denominator) in the tool itself.
OWN_PARTS: Final = {
    "ad_share": ("lait:No_of LAC Adopted", "lait:LACceased"),
    "cla_sgo": ("lait:LAC_ceased_SGO", "lait:LACceased"),
}

EQUAL: Final = ""
ROUNDED: Final = "rounded FTE"
RECOUNTED: Final = "one child more or fewer"
POPULATION: Final = "other population"
SUPPRESSED: Final = "suppressed in the statistics"
UNMARKED: Final = "not given by the tool"
NOT_THERE: Final = "not in the table we hold"
UNKNOWN: Final = "no reason known"
REASONS: Final = {
    ROUNDED: "Full-time equivalents are published to a tenth and the share is worked "
    "out from unrounded ones. The tool's figure lies within what the rounding allows.",
    RECOUNTED: "The count that the tool's figure implies is one more or one fewer: a "
    "figure revised between two publications.",
    POPULATION: "The rate was first published with the population estimates of its "
    "day. Worked out with those now in force, the same count gives the tool's figure.",
    SUPPRESSED: "Our table withholds the number (suppressed, or it rounds to zero, or "
    "not available) and the tool, of another date, gives one.",
    UNMARKED: "Our table gives the number and the tool only a mark.",
}


def told(folder: Path) -> pl.DataFrame:
    """Return the tool's figures of councils, from its files: KEY, period, tool.

    Its marks for no number are null. `unit` and `whole` (rounded to whole numbers,
    so far as all of the measure's figures show) are beside them.
    """
    listed = kept.series_listed()
    years = listed.filter(pl.col("short") != "").select(
        measure_short="short", year_type="year_type"
    )
    nobody = figures.population()
    found = [
        one.frame
        for path in sorted((folder / FOLDER).glob("lait_*.csv"))
        if path.stem != "lait_data_dictionary"
        for one in read_file(path, nobody, years)
    ]
    rows = figures.newest(pl.concat(found)).filter(level="council")
    units = listed.select("measure", "unit")
    is_whole = ((pl.col("value") - pl.col("value").round(0)).abs() < NOISE).all()
    return rows.join(units, on="measure", how="left").select(
        *KEY, "council", "period", "unit", tool="value",
        within=pl.when(is_whole.over("measure")).then(0.5).otherwise(0.05),
    )  # fmt: skip


def ours(tool: pl.DataFrame) -> pl.DataFrame:
    """Return what we hold: KEY, source, numerator, denominator, value, status."""
    named = set(lait.known_as().values())
    rows = figures.figures().filter(
        pl.col("level") == "council",
        pl.col("source") != lait.SOURCE,
        pl.col("measure").is_in(named),
    )
    held = rows.select(*KEY, "source", "numerator", "denominator", "value", "status")
    parts = [_own(tool, m, n, d) for m, (n, d) in OWN_PARTS.items()]
    return pl.concat([held, *parts])


def _own(tool: pl.DataFrame, measure: str, over: str, under: str) -> pl.DataFrame:
    """Return a measure of which the tool gives both parts elsewhere."""
    n, d = (
        tool.filter(measure=m).select("authority", "period_ends", "tool")
        for m in (over, under)
    )
    both = n.join(d, on=["authority", "period_ends"], suffix="_d")
    return both.select(
        "authority", "period_ends", measure=pl.lit(measure), split=pl.lit(""),
        source=pl.lit("the tool's own counts"), numerator="tool",
        denominator="tool_d", value=pl.lit(None, pl.Float64),
        status=pl.lit("not given"),
    ).select(*KEY, "source", "numerator", "denominator", "value", "status")  # fmt: skip


def compared(folder: Path) -> pl.DataFrame:
    """Return a row for each figure that both could have: KEY, tool, ours, reason.

    `reason` is blank where the two are equal to the tool's rounding, one of `REASONS`
    where they are not, `NOT_THERE` where our tables have no row, and null where none
    of them holds. `from_parts` says whether ours was worked out from two counts.
    """
    tool = told(folder)
    mine = tool.filter(pl.col("measure").is_in(set(lait.known_as().values())))
    pairs = mine.join(ours(tool), on=KEY, how="left").with_columns(
        per=pl.col("unit").replace_strict(PER, default=1.0, return_dtype=pl.Float64)
    )
    counted = pl.col("numerator") / pl.col("denominator") * pl.col("per")
    has_parts = counted.is_finite().fill_null(value=False)
    first = pl.col("source") == FIRST
    pairs = pairs.with_columns(
        from_parts=has_parts & ~first.fill_null(value=False),
        ours=pl.when(has_parts, ~first).then(counted).otherwise("value"),
    )
    pairs = pairs.with_columns(reason=_reason())
    agrees_now = ((pl.col("source") != FIRST) & (pl.col("reason") == EQUAL)).any()
    older = (pl.col("source") == FIRST) & (pl.col("reason") != EQUAL)
    return pairs.with_columns(
        reason=pl.when(older.fill_null(value=False), agrees_now.over(KEY))
        .then(pl.lit(POPULATION))
        .otherwise("reason")
    )


def _reason() -> pl.Expr:
    tool, mine, within = pl.col("tool"), pl.col("ours"), pl.col("within") + NOISE
    n, d, per = pl.col("numerator"), pl.col("denominator"), pl.col("per")
    lowest, highest = (n - FTE) / (d + FTE) * per, (n + FTE) / (d - FTE) * per
    is_fte = pl.col("measure").str.starts_with("wf_")
    implied = (tool * d / per - n).abs()
    return (
        pl.when(pl.col("source").is_null())
        .then(pl.lit(NOT_THERE))
        .when(tool.is_null() & mine.is_null())
        .then(pl.lit(None, pl.String))
        .when(mine.is_null())
        .then(pl.lit(SUPPRESSED))
        .when(tool.is_null())
        .then(pl.lit(UNMARKED))
        .when((tool - mine).abs() <= within)
        .then(pl.lit(EQUAL))
        .when(is_fte, tool.is_between(lowest - within, highest + within))
        .then(pl.lit(ROUNDED))
        .when(implied <= 1 + within * d / per)
        .then(pl.lit(RECOUNTED))
        .otherwise(pl.lit(UNKNOWN))
    )


def summed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return for each measure and split: how many were compared, equal and not."""
    both = pl.col("tool").is_not_null() & pl.col("ours").is_not_null()
    return (
        pairs.with_columns(is_first=pl.col("source") == FIRST)
        .group_by("measure", "split", pl.col("is_first").fill_null(value=False))
        .agg(
            compared=both.sum(),
            equal=(pl.col("reason") == EQUAL).sum(),
            parts=(both & pl.col("from_parts")).sum(),
            most=(pl.col("tool") - pl.col("ours")).abs().max(),
            **{r: (pl.col("reason") == r).sum() for r in (*REASONS, NOT_THERE)},
        )
        .filter(pl.col("compared") > 0)
        .sort("is_first", "measure", "split")
    )


def expanded() -> set[str]:
    """Return the measures whose published counts are run through our measures."""
    test = Path(__file__).parent / "golden" / "test_published_measures.py"
    return set(re.findall(r'Expanded\(\s*"(\w+)"', test.read_text(encoding="utf-8")))


def only_there(pairs: pl.DataFrame) -> list[str]:
    """Return the measures of ours that only the tool gives, and so with nothing."""
    held = pairs.filter(pl.col("ours").is_not_null())["measure"].unique()
    return sorted(set(pairs["measure"].unique()) - set(held))


def page(pairs: pl.DataFrame) -> str:
    """Return the page that says what was compared, and what does not agree and why."""
    rows = summed(pairs)
    now, first = rows.filter(~pl.col("is_first")), rows.filter("is_first")
    total, same = now["compared"].sum(), now["equal"].sum()
    differ = now.filter(pl.col("equal") < pl.col("compared"))
    one = pairs.filter(reason=RECOUNTED)
    named = "; ".join(
        f"`{m}`, {c}, {p}: {n:.0f} of {d:.0f} is {v:.2f} and the tool has {t}"
        for m, c, p, n, d, v, t in one.select(
            "measure", "council", "period", "numerator", "denominator", "ours", "tool"
        ).iter_rows()
    )
    absent = pairs.filter(reason=NOT_THERE).height
    reasons = "\n".join(
        f"| {r} | {_all(rows, r):,} | {w} |" for r, w in REASONS.items()
    )
    return HEAD.format(
        total=f"{total:,}", same=f"{same:,}", absent=f"{absent:,}", reasons=reasons,
        named=named, differ=_lines(differ), first=_lines(first),
        measures=_lines(now), only=", ".join(f"`{m}`" for m in only_there(pairs)),
        unknown=pairs.filter(reason=UNKNOWN).height,
    )  # fmt: skip


def _all(rows: pl.DataFrame, reason: str) -> int:
    return int(rows[reason].sum())


def _lines(rows: pl.DataFrame) -> str:
    """Return a line of a table for each measure."""
    done = expanded()
    lines = [
        "| Measure | Compared | From its two counts | Equal | Differ | Most | Why |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in rows.iter_rows(named=True):
        mark = "" if row["measure"] in done else " *"
        split = f", {row['split']}" if row["split"] else ""
        n, same = row["compared"], row["equal"]
        why = "; ".join(f"{r}: {row[r]}" for r in REASONS if row[r])
        lines.append(
            f"| `{row['measure']}`{split}{mark} | {n:,} | {row['parts']:,} | {same:,} "
            f"| {n - same:,} | {row['most']:.2f} | {why} |"
        )
    return "\n".join(lines)


HEAD: Final = """\
# Published figures compared with the interactive tool

The department's local authority interactive tool (LAIT) collects from many statistics,
and gives a value without the counts behind it. This page sets beside each of its values
for a council the figure that our measure gives from the published counts: numerator
over denominator, or, where a statistic gives none, its own value. It is written by
`tools/lait.py` from the tool's own files, and a test fails where it no longer holds.

Of {total} figures compared, {same} are equal to the rounding of the tool (half of one
where it gives whole numbers, half of a tenth otherwise). Of every other the reason is
known: {unknown} are without one.

What this shows: that the counts, the populations and the years we hold are those that
the department itself goes by. What it does not: a further {absent} values of the tool
have no row in the statistics that came with the package (years after the table, or
areas outside what was collected), and nothing can be said of those.

## The reasons

| Reason | How many | What it means, and how it is told |
| --- | ---: | --- |
{reasons}

The one figure that was counted again: {named}.

## What does not agree

{differ}

## As first published

Rates by population are kept twice. These are those of the day on which they came out;
the same counts over the estimates now in force stand in the next table, and agree.

{first}

## Every measure

A star marks a measure that is not among those whose counts are expanded into invented
children ([published measures](published-measures.md)): for these this comparison is the
check. *Most* is the largest difference, in the unit of the measure.

{measures}

## Only the tool gives these

{only}: published for councils as a percentage alone, and by no other table that we
hold. There is nothing to set beside them.
"""
