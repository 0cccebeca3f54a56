"""How a spell of state ended: by what came next, or by what a return says of it."""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.waiting import ranks
from clearsight.oversight.waiting.intervals import ADULT
from clearsight.oversight.waiting.lines import day_number

DIED, MOVED, ADOPTED = "died", "moved to another council", "adopted"
GUARDIAN, ARRANGED = "special guardianship order", "child arrangements order"
GREW_UP = "turned 18"
# Why a referral was closed (children in need census), and why a period of care ended
# (SSDA903), where the reason says more than the state that followed.
CLOSURES: Final = {"RC1": ADOPTED, "RC2": DIED, "RC3": ARRANGED, "RC4": GUARDIAN,
                   "RC5": MOVED}  # fmt: skip
CEASED: Final = {
    "E11": ADOPTED, "E12": ADOPTED, "E2": DIED, "E3": MOVED, "E16": MOVED,
    "E41": ARRANGED, "E45": GUARDIAN, "E46": GUARDIAN, "E47": GUARDIAN, "E48": GUARDIAN,
}  # fmt: skip


def timed(found: pl.DataFrame) -> pl.DataFrame:
    """Turn day numbers into dates, and say what goes on.

    `found`: rank, start, end, is_cut, begins_on, source_to. Adds state, starts_on,
    seen_to, ended_on, entered_on and is_current, as `states` describes them.
    """
    last = pl.coalesce(_day("end"), "source_to")
    newest = (last == pl.col("source_to")).fill_null(value=False)
    watched = pl.max_horizontal(_day("start"), "begins_on")
    return found.with_columns(
        state=pl.col("rank").replace_strict(ranks.NAME, return_dtype=pl.String),
        starts_on=_day("start"),
        seen_to=last,
        ended_on=pl.when(~pl.col("is_cut")).then(last),
        is_current=pl.col("is_cut") & newest,
        entered_on=pl.when(pl.col("begins_on").is_not_null()).then(watched),
    )


def with_endings(found: pl.DataFrame, spells: pl.DataFrame, gap: int) -> pl.DataFrame:
    """Add `ending`: how each spell ended; null while it goes on.

    `found`: what `timed` gives, with who, next_start, next_rank and birth_on. `spells`
    as in `journeys`, with `who`. A state that follows within `gap` days is what the
    spell came to; turning 18 comes before that where services ended, and a recorded
    reason before either.
    """
    told = found.join(
        _reasons(spells), left_on=["who", "end"], right_on=["who", "day"], how="left"
    )
    follows = pl.col("next_start") <= pl.col("end") + gap
    name = pl.col("next_rank").replace_strict(
        ranks.NAME, default=None, return_dtype=pl.String
    )
    grown = pl.col("seen_to") >= pl.col("birth_on").dt.offset_by(f"{ADULT}y")
    grew_up = (
        pl.col("starts_on") < pl.col("birth_on").dt.offset_by(f"{ADULT}y")
    ) & grown
    in_care = pl.col("rank").is_in(list(ranks.IN_CARE))
    leaving = pl.col("next_rank").is_in(list(ranks.IN_CARE)).fill_null(value=False)
    followed = pl.when(follows).then(name)
    ending = (
        pl.when(in_care & (~leaving | ~follows.fill_null(value=False)))
        .then(pl.coalesce("ceased", pl.when(grew_up).then(pl.lit(GREW_UP)), followed))
        .when(followed.is_null() | (name == ranks.CARE_LEAVER.name))
        .then(pl.coalesce("closure", pl.when(grew_up).then(pl.lit(GREW_UP)), followed))
        .otherwise(followed)
        .fill_null(ranks.CLOSED)
    )
    return told.with_columns(ending=pl.when(~pl.col("is_cut")).then(ending))


def _day(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Int32).cast(pl.Date)


def _reasons(spells: pl.DataFrame) -> pl.DataFrame:
    """Return who, day, ceased and closure: the reasons recorded for that day."""
    ended = spells.filter(
        pl.col("kind").is_in([e.CARE, e.REFERRAL]), pl.col("ended_on").is_not_null()
    )

    def said(kind: str, words: dict[str, str]) -> pl.Expr:
        reason = pl.col("outcome").replace_strict(
            words, default=None, return_dtype=pl.String
        )
        return pl.when(pl.col("kind") == kind).then(reason).max()

    return ended.group_by("who", day=day_number("ended_on")).agg(
        ceased=said(e.CARE, CEASED), closure=said(e.REFERRAL, CLOSURES)
    )
