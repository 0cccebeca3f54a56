"""The council's own past that a wait is held against: its spells and their curves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from clearsight.dates import add_months, collection_year, year_end, year_start
from clearsight.oversight.waiting import ranks
from clearsight.oversight.waiting.estimate import survival

# What "like" means, from the closest group to the widest; the last split goes first.
SPLITS: Final = ("age_band", "neglect", "for_disability")
LEVELS: Final = tuple(SPLITS[:n] for n in range(len(SPLITS), -1, -1))
GROUP: Final = ("council", "state", *SPLITS)
# 0.10 worked out in floating point may come out a hair above it.
HAIR: Final = 1e-9


@dataclass(frozen=True)
class Rules:
    """What decides S03; the defaults are those of the design note on drift.

    The baseline is of spells begun in so many financial `years` before this one, less
    the `months` latest. A group needs `endings`, or loses its last split. S03 is raised
    where no more than `share` last as long, `running` were still watched, and `days`
    have passed.
    """

    years: int = 3
    months: int = 6
    endings: int = 30
    share: float = 0.10
    running: int = 10
    days: int = 28


@dataclass(frozen=True)
class Dates:
    """The days of a baseline: begun from and to, and followed to; the same all year."""

    begun_from: date
    begun_to: date
    followed_to: date


@dataclass(frozen=True)
class Baseline:
    """The baseline of every group that any spell of it belongs to.

    `groups`: `group`, `level` (its place in `LEVELS`), the columns of `GROUP` (null
    where not split), `spells`, `endings`, `late` (how many were open already when the
    data begin); `tenth_on`, the first day by which no more than the share goes on, and
    `long_from`, the first day that counts as long; `running`, how many were watched on
    that day. These three are null where it never comes to that, or too few were watched
    on some day until then. `is_held`: enough were watched on each day up to the first
    on which a wait is looked at. `curves`: as from `estimate.survival`, by `group`.
    """

    dates: Dates
    groups: pl.DataFrame
    curves: pl.DataFrame


def dates(as_at: date, rules: Rules) -> Dates:
    """Return the days of the baseline that holds throughout the year of `as_at`."""
    this = collection_year(as_at)
    ends = year_end(this - 1)
    return Dates(year_start(this - rules.years), add_months(ends, -rules.months), ends)


def needed(as_at: date, rules: Rules) -> pl.Expr:
    """Pick the spells that S03 looks at: of the baseline, and those that go on."""
    return pl.col("state").is_in(ranks.COMPARED) & (
        pl.col("is_current") | _begun(dates(as_at, rules))
    )


def _begun(when: Dates) -> pl.Expr:
    return (
        pl.col("starts_on").is_between(when.begun_from, when.begun_to)
        & pl.col("is_start_known")
        & pl.col("entered_on").is_not_null()
        & (pl.col("entered_on") <= when.followed_to)
    )


def baseline(spells: pl.DataFrame, as_at: date, rules: Rules) -> Baseline:
    """Make the baseline from spells of state, as `states` gives them.

    What came after `followed_to` is left out, so that the baseline stays as it is until
    the next financial year; only a correction to the past can change it.
    """
    when = dates(as_at, rules)
    frozen = pl.lit(when.followed_to)
    begun = spells.filter(pl.col("state").is_in(ranks.COMPARED), _begun(when))
    rows = begun.select(
        *GROUP,
        entry=entry(),
        lasted=_days(pl.min_horizontal("seen_to", frozen), pl.col("starts_on")),
        is_ended=(pl.col("ended_on") <= frozen).fill_null(value=False),
    ).filter(pl.col("entry") < pl.col("lasted"))
    levels = [
        rows.with_columns(
            _whole(split) for split in SPLITS if split not in kept
        ).with_columns(level=pl.lit(n, pl.Int64))
        for n, kept in enumerate(LEVELS)
    ]
    every = pl.concat(levels)
    groups = (
        every.group_by("level", *GROUP)
        .agg(
            spells=pl.len().cast(pl.Int64),
            endings=pl.col("is_ended").cast(pl.Int64).sum(),
            late=(pl.col("entry") > 0).cast(pl.Int64).sum(),
        )
        .sort("level", *GROUP)
        .with_row_index("group")
    )
    numbered = every.join(
        groups.select("group", "level", *GROUP), on=["level", *GROUP], nulls_equal=True
    )
    curves = survival(numbered, ["group"])
    return Baseline(when, _marked(groups, curves, rules), curves)


def _marked(groups: pl.DataFrame, curves: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Add `tenth_on`, `long_from`, `running` and `is_held` to the groups.

    Once long, a wait stays so, however few of the baseline lasted as long: a signal
    must not go out because a child has waited longer still.
    """
    tenth = (
        curves.filter(pl.col("survival") <= rules.share + HAIR)
        .group_by("group")
        .agg(tenth_on=pl.col("day").min())
        .with_columns(long_from=pl.max_horizontal("tenth_on", pl.lit(rules.days)))
    )
    then = tenth.join(curves, on="group").filter(pl.col("day") <= pl.col("long_from"))
    enough = pl.col("thinnest") >= rules.running
    long = (
        then.sort("group", "day")
        .unique("group", keep="last", maintain_order=True)
        .filter(enough)
        .select("group", "tenth_on", "long_from", running="at_risk")
    )
    held = (
        curves.filter(pl.col("day") <= rules.days)
        .group_by("group")
        .agg(is_held=enough.all())
    )
    return groups.join(long, on="group", how="left").join(held, on="group", how="left")


def entry() -> pl.Expr:
    """Return the last day, from the start, on which a spell was not yet watched.

    What ended on the first day of the data is in them: that day is watched.
    """
    late = _days(pl.col("entered_on"), pl.col("starts_on")) - 1
    return late.clip(lower_bound=0)


def _days(until: pl.Expr, since: pl.Expr) -> pl.Expr:
    return (until - since).dt.total_days()


def _whole(split: str) -> pl.Expr:
    return pl.lit(None, pl.Boolean if split != "age_band" else pl.String).alias(split)
