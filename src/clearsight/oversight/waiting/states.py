"""The spells of state: one state at a time, the highest that counts on each day."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.waiting import ranks, windows
from clearsight.oversight.waiting.endings import timed, with_endings
from clearsight.oversight.waiting.intervals import WHOSE, intervals
from clearsight.oversight.waiting.lines import day_number, joined, latest_before

BRIDGED_DAYS: Final = 14
NEGLECT, NEGLECT_FACTOR, DISABILITY = "NEG", "16A", "N2"
BANDS: Final = ((1, "unborn or under 1"), (5, "1 to 4"), (10, "5 to 9"),
                (16, "10 to 15"), (18, "16 and 17"))  # fmt: skip
GROWN, NO_AGE = "18 or over", "age not known"
SPELL: Final = {
    "council": pl.String, "child": pl.String, "state": pl.String, "starts_on": pl.Date,
    "ended_on": pl.Date, "ending": pl.String, "seen_to": pl.Date,
    "entered_on": pl.Date, "begins_on": pl.Date, "is_start_known": pl.Boolean,
    "is_current": pl.Boolean, "age_band": pl.String, "neglect": pl.Boolean,
    "for_disability": pl.Boolean, "file": pl.String, "row": pl.Int64,
}  # fmt: skip


def states(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    children: pl.DataFrame,
    history: pl.DataFrame,
    *,
    as_at: date,
    only: pl.Expr | None = None,
) -> pl.DataFrame:
    """Return each child's spells of state, with the columns of `SPELL`.

    The first three are as in `journeys`; `history` has the columns of `windows.WINDOW`,
    a row for each file. `ended_on` and `ending` are null while the spell goes on, and
    where a source falls silent before it ended; `seen_to` is the last day it is known
    to; `entered_on` the day from which it was watched, on or after `starts_on`, null
    where no window is known; `begins_on` the first day of that window. `is_current`:
    it goes on, and the newest data show it. `only` keeps some, by what `timed` gives:
    to say of each spell how it ended and what it is like costs more than to find it.
    """
    people = children.select(*WHOSE, "birth_on").sort(WHOSE).with_row_index("who")
    people = people.with_columns(pl.col("who").cast(pl.Int64))
    known = windows.known_to(history, as_at)
    whose = spells.join(people, on=WHOSE, how="left")
    told = intervals(whose, timeline, known, as_at)
    if told.is_empty():
        return pl.DataFrame(schema=SPELL)
    n = len(ranks.STATES) + 1
    whole = joined(
        told.with_columns(key=pl.col("who") * n + pl.col("rank")), BRIDGED_DAYS
    )
    found = _bridged(_runs(whole, n), n)
    found = found.join(people, on="who", how="left")
    begins = windows.begins(told, history)
    last = known.group_by("council").agg(pl.col("source_to").max())
    found = found.join(begins, on=["council", "rank"], how="left").join(
        last, on="council", how="left"
    )
    found = timed(found)
    if only is not None:
        found = found.filter(only)
    found = _facts(with_endings(found, whose, BRIDGED_DAYS), whose)
    return found.sort("who", "start", "rank").select(*SPELL)


def _runs(whole: pl.DataFrame, n: int) -> pl.DataFrame:
    """Find the highest state on each day: who, rank, start, end, is_cut, the facts.

    Also `next_start` and `next_rank`, of what the child came to. `whole`: each state's
    own unbroken time. What begins only because a source of a higher state fell silent
    is left out: nobody knows that it began.
    """
    who, rank = pl.col("key") // n, pl.col("key") % n
    # A bit for each state: of one state a child is only ever in one stretch at a time,
    # and every stretch ends, so one sum that runs on over all children stays true.
    bit = pl.lit(2, pl.Int64).pow(rank).cast(pl.Int64)
    steps = pl.concat(
        [
            whole.select(who=who, day="start", step=bit),
            whole.select(who=who, day="end", step=-bit),
        ]
    ).sort("who", "day")
    highest = 63 - pl.col("step").cum_sum().bitwise_leading_zeros().cast(pl.Int64)
    tops = steps.with_columns(top=highest.clip(lower_bound=0))
    same = pl.col("who") == pl.col("who").shift(-1)
    tops = tops.filter(
        ~(same & (pl.col("day") == pl.col("day").shift(-1))).fill_null(value=False)
    )
    first = pl.col("who") != pl.col("who").shift(1)
    tops = tops.filter(
        (first | (pl.col("top") != pl.col("top").shift(1))).fill_null(value=True)
    )
    runs = tops.select(
        "who",
        rank=pl.col("top").cast(pl.Int64),
        start="day",
        end=pl.when(pl.col("who") == pl.col("who").shift(-1)).then(
            pl.col("day").shift(-1)
        ),
        above=pl.col("top").shift(-1),
    ).filter(pl.col("rank") > 0)
    runs = latest_before(
        runs.with_columns(key=pl.col("who") * n + pl.col("rank")),
        whole.rename({"start": "from", "end": "stretch_end"}),
        "key",
        "from",
    ).sort("who", "start")
    cut = pl.col("is_cut") & (pl.col("stretch_end") == pl.col("end"))
    runs = runs.with_columns(is_cut=cut & (pl.col("above") <= pl.col("rank")))
    last = {c: pl.col(c).shift(1) for c in ("who", "end", "is_cut", "rank")}
    follows = (last["who"] == pl.col("who")) & (last["end"] == pl.col("start"))
    # A status that follows one nobody knows may itself be older than it is shown.
    # Annex A alone states the day of a status by itself.
    vague = follows & (last["rank"] == ranks.RANK[ranks.LOOKED_AFTER.name])
    vague = vague & ~pl.col("is_stated")
    silent = (follows & last["is_cut"]).fill_null(value=False)
    runs = runs.with_columns(
        is_start_known=pl.col("is_start_known") & ~vague.fill_null(value=False)
    ).filter(~silent)
    mine = pl.col("who") == pl.col("who").shift(-1)
    return runs.with_columns(
        next_start=pl.when(mine).then(pl.col("start").shift(-1)),
        next_rank=pl.when(mine).then(pl.col("rank").shift(-1)),
    )


def _bridged(runs: pl.DataFrame, n: int) -> pl.DataFrame:
    """Join runs of one state that something else broke for a fortnight or less.

    Adds the time with no state between others, and after the last, as rank 0.
    """
    whole = joined(
        runs.with_columns(key=pl.col("who") * n + pl.col("rank")), BRIDGED_DAYS
    ).with_columns(who=pl.col("key") // n, rank=pl.col("key") % n)
    ends = runs.select("who", "rank", "end", "next_start", "next_rank")
    found = whole.join(ends, on=["who", "rank", "end"], how="left").drop("key")
    over = runs.filter(
        ~pl.col("is_cut"),
        (pl.col("next_start") > pl.col("end") + BRIDGED_DAYS).fill_null(value=True),
    )
    closed = over.with_columns(
        start="end",
        end="next_start",
        rank=pl.lit(0, pl.Int64),
        is_cut=pl.col("next_start").is_null(),
        is_start_known=pl.lit(value=True),
        is_stated=pl.lit(value=False),
        category=pl.lit(None, pl.String),
    )
    return pl.concat([found, closed.select(found.columns)])


def _facts(found: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Add what a like spell is known by, as it was on the first day."""
    assessed = spells.filter(
        pl.col("kind") == e.ASSESSMENT,
        pl.col("ended_on").is_not_null(),
        pl.col("detail").is_not_null(),
    ).select(
        "who",
        day=day_number("ended_on"),
        named=pl.col("detail").str.split(" ").list.contains(NEGLECT_FACTOR),
    )
    referred = spells.filter(
        pl.col("kind") == e.REFERRAL, pl.col("starts_on").is_not_null()
    ).select(
        "who",
        day=day_number("starts_on"),
        need="detail",
        referral_ends=day_number("ended_on"),
    )
    rows = found
    for facts in (assessed, referred):
        rows = latest_before(rows, facts, "who", "day").drop("fact_on")
    open_then = (pl.col("referral_ends") >= pl.col("start")).fill_null(value=True)
    needed = (pl.col("need") == DISABILITY).fill_null(value=False)
    return rows.with_columns(
        neglect=(pl.col("category") == NEGLECT).fill_null(value=False)
        | pl.col("named").fill_null(value=False),
        for_disability=needed & open_then,
        age_band=_band(),
    )


def _band() -> pl.Expr:
    """Put the age on the first day into its band."""
    out = pl.lit(GROWN)
    for years, band in reversed(BANDS):
        younger = pl.col("starts_on") < pl.col("birth_on").dt.offset_by(f"{years}y")
        out = pl.when(younger).then(pl.lit(band)).otherwise(out)
    return pl.when(pl.col("birth_on").is_null()).then(pl.lit(NO_AGE)).otherwise(out)
