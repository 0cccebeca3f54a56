"""Order the children by rule, so that anyone can say why one stands above another.

1. Tier. 2. Inside a tier, how late, as a share of the limit. 3. More different signals.
4. The younger child, to whom a month is longer (a council may switch this off).
The number that orders is never shown as a score: the row says in words what decided.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from clearsight.oversight.kind import TIERS

WHOSE = ["council", "child"]
WORKLIST = (
    "place", *WHOSE, "age", "tier", "signals", "reasons", "oldest_due_on", "status",
    "team", "worker", "order_why",
)  # fmt: skip
FIRST = "the first of its tier"
DRIFT = 2
SAME = "nothing parts it from the one above: in order of identifier"
# What the child above has that this one has not, in the order in which it is asked.
ABOVE = {
    "share": "the one above is later, as a share of its limit",
    "kinds": "the one above has more different signals",
    "young": "the one above is a younger child",
}


def shown(signals: pl.DataFrame, tier_2: Collection[str] | None) -> pl.DataFrame:
    """Return the signals that are on the worklist.

    A manager can answer few questions a week, so drift (tier 2) is on it one signal at
    a time: those named in `tier_2`, or all where it is null.
    """
    if tier_2 is None:
        return signals
    is_on = (pl.col("tier") != DRIFT) | pl.col("signal").is_in(list(tier_2))
    return signals.filter(is_on)


def unlisted(
    signals: pl.DataFrame, tier_2: Collection[str] | None
) -> tuple[int, list[tuple[str, int]]]:
    """Count what was raised and is not on the worklist, so that no zero hides it.

    Returns how many children have drift (tier 2) that is not listed, and for each
    signal how many: (signal, children), most first.
    """
    if tier_2 is None:
        return 0, []
    left = signals.filter(
        (pl.col("tier") == DRIFT) & ~pl.col("signal").is_in(list(tier_2))
    )
    counts = left.group_by("signal").agg(pl.struct(WHOSE).n_unique().alias("children"))
    each = counts.sort(["children", "signal"], descending=[True, False]).rows()
    return left.select(WHOSE).n_unique() if left.height else 0, each


def by_team(listed: pl.DataFrame) -> pl.DataFrame:
    """Count the children on the worklist of each team that the data name.

    Returns council, team (null: none is named), and `tier_0` to `tier_3`: how many
    children whose most urgent signal is of that tier. Largest first.
    """
    counts = {f"tier_{n}": (pl.col("tier") == n).sum().cast(pl.Int64) for n in TIERS}
    teams = listed.group_by("council", "team").agg(**counts)
    return teams.sort(
        [*counts, "council", "team"],
        descending=[*(True for _ in counts), False, False],
        nulls_last=True,
    )


def worklist(
    signals: pl.DataFrame,
    children: pl.DataFrame,
    about: pl.DataFrame,
    *,
    as_at: date,
    youngest_first: bool,
    tier_2: Collection[str] | None = None,
) -> pl.DataFrame:
    """Make one row for each child with a signal, in the order to look at them.

    Which signals of tier 2 are on it is as in `shown`.

    `children`: council, child, birth_on, is_unborn. `about`: council, child, status,
    team, worker. Returns place (1, 2, ...), council, child, age (whole years at
    `as_at`, -1 for an unborn child, null if unknown), tier, signals and reasons
    (lists), oldest_due_on, status, team, worker, order_why.
    """
    length = (
        (pl.col("due_on") - pl.col("starts_on")).dt.total_days().clip(lower_bound=1)
    )
    late = pl.when(pl.col("days") > 0).then(pl.col("days") / length)
    most = pl.col("tier") == pl.col("tier").min().over(WHOSE)
    in_order = ["tier", "signal", "due_on", "clock", "because"]
    by_child = (
        shown(signals, tier_2)
        .with_columns(share=pl.when(most).then(late))
        .sort(in_order, nulls_last=True)
        .group_by(WHOSE, maintain_order=True)
        .agg(
            pl.col("tier").min(),
            pl.col("share").max(),
            kinds=pl.col("signal").n_unique(),
            signals=pl.col("signal").unique().sort(),
            reasons=pl.col("because"),
            oldest_due_on=pl.col("due_on").filter(pl.col("signal") == "S01").min(),
        )
    )
    born = children.select(*WHOSE, "birth_on", age=_age(as_at))
    joined = by_child.join(born, on=WHOSE, how="left").join(about, on=WHOSE, how="left")
    joined = joined.with_columns(
        young=pl.col("birth_on") if youngest_first else pl.lit(None, pl.Date),
        share=pl.col("share").fill_null(0.0),
    )
    ordered = joined.sort(
        ["tier", "share", "kinds", "young", "council", "child"],
        descending=[False, True, True, True, False, False],
        nulls_last=True,
    )
    return ordered.with_columns(
        pl.int_range(1, pl.len() + 1).alias("place"), order_why=_decided()
    ).select(*WORKLIST)


def _age(as_at: date) -> pl.Expr:
    birthday_to_come = (pl.col("birth_on").dt.month() > as_at.month) | (
        (pl.col("birth_on").dt.month() == as_at.month)
        & (pl.col("birth_on").dt.day() > as_at.day)
    )
    years = as_at.year - pl.col("birth_on").dt.year() - birthday_to_come.cast(pl.Int32)
    unborn = pl.col("is_unborn") | (pl.col("birth_on") > as_at)
    return pl.when(unborn).then(-1).otherwise(years).cast(pl.Int64)


def _decided() -> pl.Expr:
    """Say what put each child below the one above."""
    out = pl.lit(SAME)
    for column, words in reversed(ABOVE.items()):
        differs = pl.col(column).ne_missing(pl.col(column).shift(1))
        out = pl.when(differs).then(pl.lit(words)).otherwise(out)
    is_first = (pl.col("tier") != pl.col("tier").shift(1)).fill_null(True)
    return pl.when(is_first).then(pl.lit(FIRST)).otherwise(out)
