"""What journeys say of each state: a row for each spell that puts a child in it."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.waiting import ranks
from clearsight.oversight.waiting.lines import day_number

WHOSE: Final = ["council", "child"]
ADULT, LEAVER_UNTIL = 18, 21
# Children (Leaving Care) Act 2000: looked after for 13 weeks since the age of 14.
ELIGIBLE_FROM, ELIGIBLE_DAYS, LEFT_AT = 14, 91, 16
INTERVAL: Final = (
    "council", "who", "rank", "sources", "start", "end", "is_cut", "is_start_known",
    "is_stated", "category", "file", "row",
)  # fmt: skip


def intervals(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    known: pl.DataFrame,
    as_at: date,
) -> pl.DataFrame:
    """Return the columns of `INTERVAL`, days as numbers; `rank` as in `ranks`.

    `spells` as in `journeys`, with `who` and `birth_on` of the child; `known` as
    `windows.known_to` gives it. A spell with no start, or that ended on a day no source
    holds, puts a child nowhere. An end after `as_at` is planned: such a spell is open.
    """
    told = _with_events(_dated(spells, known, as_at), timeline)
    ranked = told.with_columns(rank=_rank()).filter(pl.col("rank").is_not_null())
    columns = [c for c in INTERVAL if c not in ("start", "end")]
    made = ranked.select(
        *columns, start=day_number("starts_on"), end=day_number("until")
    )
    return pl.concat([made.select(INTERVAL), _leavers(told, as_at).select(INTERVAL)])


def _dated(spells: pl.DataFrame, known: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Add `until` and `is_cut`: the end, or the last day to which a spell is known."""
    kinds = [*ranks.OF_KIND, e.LEGAL_STATUS, e.CARE, e.PLACEMENT]
    past = (pl.col("ended_on") <= as_at).fill_null(value=False)
    over = ~pl.col("is_open") & pl.col("ended_on").is_null()
    shown = spells.filter(
        pl.col("kind").is_in(kinds), pl.col("starts_on") <= as_at, ~over
    )
    by_sources = (
        shown.select("council", "sources")
        .unique()
        .join(known, on="council", how="left")
        .filter(pl.col("sources").str.contains(pl.col("source"), literal=True))
        .group_by("council", "sources")
        .agg(pl.col("source_to").max())
    )
    last = pl.min_horizontal(pl.coalesce("known_to", "source_to"), pl.lit(as_at))
    end = pl.when(past).then(pl.col("ended_on")).otherwise(last)
    return shown.join(by_sources, on=["council", "sources"], how="left").with_columns(
        # A source whose window nobody knows is trusted to the first day only.
        until=pl.max_horizontal(pl.coalesce(end, "starts_on"), "starts_on"),
        is_cut=~past,
    )


def _with_events(told: pl.DataFrame, timeline: pl.DataFrame) -> pl.DataFrame:
    """Add the category at the start, whether the start is known, and short breaks."""
    names = [e.PROTECTION_PLAN_STARTED, e.CARE_ONGOING, e.SHORT_BREAKS_BEGAN]
    marks = (
        timeline.filter(pl.col("event").is_in(names), pl.col("spell").is_not_null())
        .select(*WHOSE, "spell", mark="event", category="detail")
        .unique([*WHOSE, "spell"], keep="first", maintain_order=True)
    )
    found = told.join(marks, on=[*WHOSE, "spell"], how="left")
    care = found.filter(pl.col("mark") == e.CARE_ONGOING).select(
        *WHOSE, "starts_on", is_ongoing=pl.lit(value=True)
    )
    in_care = pl.col("kind").is_in([e.CARE, e.LEGAL_STATUS, e.PLACEMENT])
    is_plan = pl.col("kind") == e.PROTECTION_PLAN
    return found.join(care.unique(), on=[*WHOSE, "starts_on"], how="left").with_columns(
        is_start_known=~(in_care & pl.col("is_ongoing").fill_null(value=False)),
        category=pl.when(is_plan).then(pl.coalesce("category", "detail")),
        is_stated=pl.col("sources").str.contains("annexa", literal=True),
        is_short=(pl.col("mark") == e.SHORT_BREAKS_BEGAN).fill_null(value=False),
    )


def _rank() -> pl.Expr:
    """Rank a spell; null is a spell that is no state."""
    kind, detail = pl.col("kind"), pl.col("detail").fill_null("")
    known = detail.replace_strict(
        ranks.OF_STATUS,
        default=ranks.RANK[ranks.LOOKED_AFTER.name],
        return_dtype=pl.Int64,
    )
    is_adoption = (kind == e.PLACEMENT) & detail.str.starts_with("A")
    is_status = (kind == e.LEGAL_STATUS) & ~detail.is_in(list(ranks.SHORT_BREAKS))
    in_care = (kind == e.CARE) & ~pl.col("is_short")
    return (
        pl.when(is_adoption)
        .then(ranks.RANK[ranks.PLACED_FOR_ADOPTION.name])
        .when(is_status)
        .then(known)
        .when(in_care)
        .then(ranks.RANK[ranks.LOOKED_AFTER.name])
        .otherwise(
            kind.replace_strict(ranks.OF_KIND, default=None, return_dtype=pl.Int64)
        )
    )


def _birthday(years: int) -> pl.Expr:
    return pl.col("birth_on").dt.offset_by(f"{years}y")


def _leavers(told: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Return care leavers: from 18, or leaving care if later, until 21.

    Before 18 a child who has left care may need any other help, and that is the state
    that counts.
    """
    since = pl.max_horizontal("starts_on", _birthday(ELIGIBLE_FROM))
    days = (pl.col("until") - since).dt.total_days().clip(lower_bound=0)
    cares = told.filter(
        pl.col("kind") == e.CARE, ~pl.col("is_short"), pl.col("birth_on").is_not_null()
    ).with_columns(days=days)
    grown = cares.filter(pl.col("days").sum().over("who") >= ELIGIBLE_DAYS)
    left = (
        grown.sort("who", "until", "is_cut", "starts_on")
        .unique("who", keep="last", maintain_order=True)
        .filter(~pl.col("is_cut"), pl.col("until") >= _birthday(LEFT_AT))
        .with_columns(
            leaves=pl.max_horizontal("until", _birthday(ADULT)),
            ends=_birthday(LEAVER_UNTIL),
        )
        .filter(pl.col("leaves") < pl.min_horizontal("ends", pl.lit(as_at)))
    )
    still = pl.col("ends") > as_at
    return left.with_columns(
        rank=pl.lit(ranks.RANK[ranks.CARE_LEAVER.name], pl.Int64),
        start=day_number("leaves"),
        until=pl.when(still).then(pl.lit(as_at)).otherwise(pl.col("ends")),
        is_cut=still,
        is_start_known=pl.lit(value=True),
        category=pl.lit(None, pl.String),
    ).with_columns(end=day_number("until"))
