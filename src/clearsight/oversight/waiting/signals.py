"""S03 and S04: long in one state, by our own past and by what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.waiting import ranks
from clearsight.oversight.waiting.bands import beyond
from clearsight.oversight.waiting.baseline import (
    GROUP,
    LEVELS,
    SPLITS,
    Baseline,
    Rules,
    baseline,
    needed,
)
from clearsight.oversight.waiting.states import states

TIER: Final = 2
LONG_HERE = Signal(
    key="S03",
    title="Long in one state, by our own past",
    tier=TIER,
    raised_when=(
        "a child has been in one state longer than 9 in 10 like spells that began here "
        "in the three financial years before, less the latest six months: of the same "
        "state, age band, neglect or not, disability as the need or not"
    ),
    data="CIN census and SSDA903 of the years before; Annex A for where things stand",
    why_it_matters="Drift is time passing with nothing changing.",
    pitfall=(
        "A service that always drifted has a drifting past: read it with S01 and S04, "
        "whose limits do not move."
    ),
    thresholds=(
        Threshold(
            "years", 3, "financial years before this one that the past is made of"
        ),
        Threshold("months", 6, "the latest months of those years that are left out"),
        Threshold("endings", 30, "endings below which a group loses its last split"),
        Threshold(
            "percent", 10, "percent of like spells that may last as long, at most"
        ),
        Threshold("running", 10, "like spells that must still have been running"),
        Threshold("days", 28, "days before which no wait is long"),
    ),
)
LONG_PUBLISHED = Signal(
    key="S04",
    title="Long in one state, by published durations",
    tier=TIER,
    raised_when=(
        "a child protection plan has been open for longer than the band that holds 90% "
        "of those open in England on 31 March"
    ),
    data="CIN census or Annex A List 7; the department's table of open plans",
    why_it_matters="It does not drift with us, as our own past may.",
    pitfall=(
        "Only plans are published open with an upper band; open is compared with open, "
        "never with plans that ended."
    ),
)
DAY: Final = "%d/%m/%Y"
RAISED: Final = {
    "council": pl.String, "child": pl.String, "signal": pl.String, "tier": pl.Int64,
    "since": pl.Date, "because": pl.String, "clock": pl.String, "starts_on": pl.Date,
    "due_on": pl.Date, "days": pl.Int64, "file": pl.String, "row": pl.Int64,
    "proxy": pl.Boolean,
}  # fmt: skip
QUESTION: Final = {
    "council": pl.String, "child": pl.String, "about": pl.String, "where": pl.String,
    "what": pl.String, "do": pl.String, "rows": pl.Int64,
}  # fmt: skip


def rules_of(thresholds: Mapping[tuple[str, str], int]) -> Rules:
    """Return the rules of S03 from thresholds in force, by signal and name."""
    own = {t.name: thresholds[LONG_HERE.key, t.name] for t in LONG_HERE.thresholds}
    share = own.pop("percent") / 100
    return Rules(share=share, **own)


@dataclass(frozen=True)
class Waiting:
    """What came of looking at how long children have been in one state.

    `spells` as from `states`, of those in the baseline or going on; `signals` has the
    columns of `RAISED`, `questions` those of `QUESTION`: what S03 could not be asked
    of. `baseline` says what each wait was held against.
    """

    spells: pl.DataFrame
    signals: pl.DataFrame
    questions: pl.DataFrame
    baseline: Baseline


def waiting(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    children: pl.DataFrame,
    history: pl.DataFrame,
    *,
    as_at: date,
    rules: Rules | None = None,
) -> Waiting:
    """Find who has been long in one state; arguments as of `states`."""
    chosen = rules or Rules()
    in_state = states(
        spells, timeline, children, history, as_at=as_at, only=needed(as_at, chosen)
    )
    base = baseline(in_state, as_at, chosen)
    held = against(in_state, base, chosen)
    return Waiting(
        spells=in_state,
        signals=pl.concat(
            [_long_here(held, base, chosen), _written(beyond(spells, as_at))]
        ),
        questions=_unasked(held, base),
        baseline=base,
    )


def against(spells: pl.DataFrame, base: Baseline, rules: Rules) -> pl.DataFrame:
    """Hold each wait that goes on against the closest group that is large enough.

    Of spells that go on for `rules.days` or more. Adds `day` and the columns of the
    group's row; `level` is null where no group has enough endings, and `is_held` false
    there, and where too few were watched in the first days to say how long they take.
    """
    now = (
        spells.filter("is_current", pl.col("state").is_in(ranks.COMPARED))
        .with_columns(day=(pl.col("seen_to") - pl.col("starts_on")).dt.total_days())
        .filter(pl.col("day") >= rules.days)
        .with_row_index("wait")
    )
    enough = base.groups.filter(pl.col("endings") >= rules.endings)
    found = []
    for level, kept in enumerate(LEVELS):
        on = ["council", "state", *kept]
        known = enough.filter(pl.col("level") == level).drop(set(GROUP) - set(on))
        found.append(now.select("wait", *on).join(known, on=on).drop(on))
    closest = pl.concat(found).sort("wait", "level").unique("wait", keep="first")
    return (
        now.join(closest, on="wait", how="left")
        .with_columns(pl.col("is_held").fill_null(value=False))
        .sort("wait")
    )


def _long_here(held: pl.DataFrame, base: Baseline, rules: Rules) -> pl.DataFrame:
    """Raise S03, with the counts in words."""
    long = held.filter(pl.col("day") >= pl.col("long_from"))
    day = pl.concat_str(
        pl.when("is_start_known")
        .then(pl.lit("Day "))
        .otherwise(pl.lit("At least day ")),
        pl.col("day"),
        pl.lit(" "),
        _words(ranks.SAID),
        pl.when("neglect").then(pl.lit(", neglect recorded")).otherwise(pl.lit("")),
        pl.lit(", since "),
        pl.col("starts_on").dt.to_string(DAY),
        pl.lit(". "),
    )
    ended = round((1 - rules.share) * 10)
    when = base.dates
    like = pl.concat_str(
        pl.lit("Of "),
        pl.col("spells"),
        pl.lit(" such "),
        _words(ranks.SPELLS),
        pl.lit(f" begun here from {when.begun_from:{DAY}} to {when.begun_to:{DAY}}"),
        _alike(),
        pl.lit(f", {ended} in 10 had ended by day "),
        pl.col("tenth_on"),
        pl.lit("; on day "),
        pl.col("long_from"),
        pl.lit(", "),
        pl.col("running"),
        pl.lit(" were still running (watched from "),
        pl.max_horizontal("begins_on", pl.lit(when.begun_from)).dt.to_string(DAY),
        pl.lit(f" to {when.followed_to:{DAY}})."),
        _wider(rules),
    )
    return _written(
        long.with_columns(
            signal=pl.lit(LONG_HERE.key),
            because=pl.concat_str(day, like),
            since=pl.col("starts_on") + pl.duration(days=pl.col("long_from")),
        )
    )


def _words(said: dict[str, str]) -> pl.Expr:
    return pl.col("state").replace_strict(said, default="", return_dtype=pl.String)


def _alike() -> pl.Expr:
    """Say by what the group is like this child's spell, as far as it is split."""
    age = pl.concat_str(pl.lit(", at age "), pl.col("age_band"))
    of_age = pl.col("age_band").str.contains(r"^\d")
    age = (
        pl.when(of_age)
        .then(age)
        .otherwise(pl.concat_str(pl.lit(", "), pl.col("age_band")))
    )
    with_or = {True: ", with ", False: ", without "}
    neglect = pl.col("neglect").replace_strict(with_or, return_dtype=pl.String)
    need = pl.col("for_disability").replace_strict(with_or, return_dtype=pl.String)
    level = pl.col("level")
    return pl.concat_str(
        pl.when(level <= LEVELS.index(SPLITS[:1])).then(age).otherwise(pl.lit("")),
        pl.when(level <= LEVELS.index(SPLITS[:2]))
        .then(pl.concat_str(neglect, pl.lit("neglect recorded")))
        .otherwise(pl.lit("")),
        pl.when(level <= LEVELS.index(SPLITS))
        .then(pl.concat_str(need, pl.lit("disability as the need")))
        .otherwise(pl.lit("")),
    )


def _wider(rules: Rules) -> pl.Expr:
    """Say which splits were dropped."""
    names = ("age", "neglect", "disability as the need")
    out = pl.lit("")
    for level, kept in enumerate(LEVELS):
        if dropped := names[len(kept) :]:
            told = (
                f" Not told apart by {' or '.join(dropped)}: "
                f"fewer than {rules.endings} would be left that ended."
            )
            out = pl.when(pl.col("level") == level).then(pl.lit(told)).otherwise(out)
    return out


def _unasked(held: pl.DataFrame, base: Baseline) -> pl.DataFrame:
    """Ask of each state that has no baseline: S03 cannot run for it, and why."""
    when = base.dates
    widest = base.groups.filter(pl.col("level") == len(LEVELS) - 1).select(
        "council", "state", seen="spells", ended="endings", came_late="late"
    )
    told = (
        held.filter(~pl.col("is_held"))
        .group_by("council", "state")
        .agg(pl.len().cast(pl.Int64).alias("rows"), pl.col("begins_on").min())
        .join(widest, on=["council", "state"], how="left")
        .with_columns(pl.col("seen", "ended", "came_late").fill_null(0))
    )
    begin = pl.col("begins_on").dt.to_string(DAY)
    what = pl.concat_str(
        pl.lit("S03 (long in one state, by our own past) cannot run for "),
        pl.col("rows"),
        pl.lit(" of those now "),
        _words(ranks.SAID),
        pl.lit(
            f". It compares with those begun from {when.begun_from:{DAY}} to "
            f"{when.begun_to:{DAY}} and followed to {when.followed_to:{DAY}}: "
        ),
        pl.col("seen"),
        pl.lit(" are in the data, "),
        pl.when(pl.col("came_late") > 0)
        .then(
            pl.concat_str(
                pl.col("came_late"),
                pl.lit(" of them only from some time after they began, "),
            )
        )
        .otherwise(pl.lit("")),
        pl.lit("and "),
        pl.col("ended"),
        pl.lit(" ended"),
        pl.when(begin.is_not_null())
        .then(pl.concat_str(pl.lit("; these data begin on "), begin))
        .otherwise(pl.lit("")),
        pl.lit(". That is too few, or too late."),
    )
    return (
        told.with_columns(
            child=pl.lit(None, pl.String),
            about=pl.lit(f"signal {LONG_HERE.key}"),
            where=pl.concat_str(pl.lit("state: "), pl.col("state")),
            what=what,
            do=pl.lit(
                "Add the returns of earlier years. Until then nobody is said to have "
                "waited long by our own past, and nobody not to have."
            ),
        )
        .select(**{n: pl.col(n).cast(t) for n, t in QUESTION.items()})
        .sort("council", "where")
    )


def _written(rows: pl.DataFrame) -> pl.DataFrame:
    # There is no limit to count from, so no day of one: a wait has no due date.
    none = dict.fromkeys(("clock", "starts_on", "due_on", "days"), pl.lit(None))
    told = rows.with_columns(tier=pl.lit(TIER, pl.Int64), proxy=False, **none)
    return told.select(**{n: pl.col(n).cast(t) for n, t in RAISED.items()})
