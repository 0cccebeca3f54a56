"""Three journeys by the year in which they began: how many came to what, and when.

They are drawn as cumulative incidence, so that a cohort that began last month counts
for the month it was watched, and clearing a backlog does not look like failure.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.waiting import windows
from clearsight.oversight.waiting.baseline import entry
from clearsight.oversight.waiting.endings import CEASED, DIED, MOVED
from clearsight.oversight.waiting.estimate import incidence
from clearsight.oversight.waiting.intervals import WHOSE
from clearsight.oversight.waiting.ranks import SHORT_BREAKS
from clearsight.oversight.waiting.states import NEGLECT_FACTOR

NEGLECT_TO_PLAN = "first referral for neglect to first child protection plan"
PLAN_TO_CARE = "first child protection plan to care"
CARE_TO_PERMANENCE = "care to permanence decision"
PLANNED, CARED, DECIDED = "child protection plan", "looked after", "permanence decided"
GREW_UP, WENT = "turned 18", "left care without one"
PLACEMENT_ORDER = "E1"
JOURNEY: Final = ("view", *WHOSE, "starts_on", "entered_on", "seen_to", "ending")


def journeys_to(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    children: pl.DataFrame,
    history: pl.DataFrame,
    *,
    as_at: date,
) -> pl.DataFrame:
    """Return each child's journeys of the three kinds, with the columns of `JOURNEY`.

    Arguments as of `states`. `ending` is null for those still on the way at `seen_to`.
    "First" is the first that the data show. The first two go on after a case is closed,
    so a child who left before the data begin would never be seen: only those are
    counted that began since. In care nobody is out of sight, so those already looked
    after when the data begin enter late.
    """
    told = spells.filter(pl.col("starts_on") <= as_at).with_columns(
        ended_on=pl.when(pl.col("ended_on") <= as_at).then("ended_on")
    )
    care = told.filter(
        pl.col("kind") == e.CARE,
        ~pl.col("detail").is_in(list(SHORT_BREAKS)).fill_null(value=False),
    )
    plans = told.filter(pl.col("kind") == e.PROTECTION_PLAN)
    grown = children.select(
        *WHOSE, adult_on=pl.col("birth_on").dt.offset_by("18y")
    ).unique(WHOSE, keep="first", maintain_order=True)
    shown = _shown(told, history, as_at)
    ways = [
        _first_to(
            NEGLECT_TO_PLAN, _neglect(told), (plans, PLANNED), (care, CARED), grown,
            shown.filter(pl.col("kind") == e.REFERRAL),
        ),
        _first_to(
            PLAN_TO_CARE, plans, (care, CARED), None, grown,
            shown.filter(pl.col("kind") == e.PROTECTION_PLAN),
        ),
        _permanence(care, told, timeline, shown, as_at),
    ]  # fmt: skip
    return pl.concat(ways).sort("view", *WHOSE, "starts_on")


def by_year(journeys: pl.DataFrame) -> pl.DataFrame:
    """Return the cumulative incidence of each ending, by year of start.

    council, view, year (the financial year of the start, by the year in which it ends),
    children, and what `estimate.incidence` gives: null where nothing has ended yet. A
    year of which no journey was watched from its start is left out: what became of its
    first days nobody can say.
    """
    own = ["council", "view", "year"]
    since = pl.col("starts_on")
    days = (pl.col("seen_to") - since).dt.total_days()
    rows = journeys.with_columns(
        year=since.dt.year() + (since.dt.month() >= 4).cast(pl.Int32),
        entry=entry(),
        # What is settled on the very day still counts, as settled after one.
        lasted=pl.when(pl.col("ending").is_not_null())
        .then(days.clip(lower_bound=1))
        .otherwise(days),
    ).filter((pl.col("entry") == 0).any().over(own))
    size = rows.group_by(own).agg(children=pl.len().cast(pl.Int64))
    shares = incidence(rows, own)
    return size.join(shares, on=own, how="left").sort(*own, "ending", "day")


def _shown(told: pl.DataFrame, history: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Return council, kind, begins_on and known_on of what the views start from."""
    kinds = {e.REFERRAL: 1, e.PROTECTION_PLAN: 2, e.CARE: 3}
    ranked = told.filter(pl.col("kind").is_in(list(kinds))).with_columns(
        rank=pl.col("kind").replace_strict(kinds, return_dtype=pl.Int64)
    )
    known = windows.known_to(history, as_at).group_by("council")
    names = {n: kind for kind, n in kinds.items()}
    return (
        windows.begins(ranked, history)
        .join(known.agg(known_on=pl.col("source_to").max()), on="council")
        .with_columns(kind=pl.col("rank").replace_strict(names, return_dtype=pl.String))
    )


def _neglect(told: pl.DataFrame) -> pl.DataFrame:
    """Return the referrals of which an assessment named neglect."""
    named = (
        told.filter(
            pl.col("kind") == e.ASSESSMENT,
            pl.col("detail").str.split(" ").list.contains(NEGLECT_FACTOR),
        )
        .select(*WHOSE, spell="within")
        .unique()
    )
    referrals = told.filter(pl.col("kind") == e.REFERRAL)
    return referrals.join(named, on=[*WHOSE, "spell"], how="semi")


def _first_to(
    view: str,
    begun: pl.DataFrame,
    aim: tuple[pl.DataFrame, str],
    rival: tuple[pl.DataFrame, str] | None,
    grown: pl.DataFrame,
    shown: pl.DataFrame,
) -> pl.DataFrame:
    """From the first of one kind of spell to the first of another, or of its rivals.

    A child who had come to the end already, or is grown, is on no such journey.
    """
    rows = (
        begun.group_by(WHOSE)
        .agg(pl.col("starts_on").min())
        .join(shown.select("council", "begins_on", "known_on"), on="council")
        .filter(pl.col("starts_on") >= pl.col("begins_on"))
        .join(grown, on=WHOSE, how="left")
    )
    ways = [aim, rival] if rival else [aim]
    for n, (spells, _) in enumerate(ways):
        first = spells.group_by(WHOSE).agg(pl.col("starts_on").min().alias(f"on_{n}"))
        rows = rows.join(first, on=WHOSE, how="left")
    days = [f"on_{n}" for n in range(len(ways))]
    earliest = pl.min_horizontal(*days, "adult_on")
    came = [
        pl.when(pl.col(day) == earliest).then(pl.lit(name))
        for day, (_, name) in zip(days, ways, strict=True)
    ]
    is_over = (earliest <= pl.col("known_on")).fill_null(value=False)
    return rows.filter(
        ~(earliest <= pl.col("starts_on")).fill_null(value=False)
    ).select(
        *WHOSE,
        "starts_on",
        view=pl.lit(view),
        entered_on="starts_on",
        seen_to=pl.when(is_over).then(earliest).otherwise(pl.col("known_on")),
        ending=pl.when(is_over).then(pl.coalesce(*came, pl.lit(GREW_UP))),
    ).select(JOURNEY)  # fmt: skip


def _permanence(
    care: pl.DataFrame,
    told: pl.DataFrame,
    timeline: pl.DataFrame,
    shown: pl.DataFrame,
    as_at: date,
) -> pl.DataFrame:
    """From becoming looked after to the first day that shows where it is to end.

    No return holds the day of the decision for every child, so these stand for it: a
    placement order, a placement for adoption, a placement meant to last, or leaving
    care to adoption, guardianship or a child arrangements order.
    """
    detail = pl.col("detail").fill_null("")
    order = (pl.col("kind") == e.LEGAL_STATUS) & (detail == PLACEMENT_ORDER)
    adoption = (pl.col("kind") == e.PLACEMENT) & detail.str.starts_with("A")
    lasting = timeline.filter(
        pl.col("event") == e.LONG_TERM_PLACEMENT_BEGAN, pl.col("on") <= as_at
    )
    signs = pl.concat(
        [
            told.filter(order | adoption).select(*WHOSE, sign_on="starts_on"),
            lasting.select(*WHOSE, sign_on="on"),
        ]
    )
    ongoing = timeline.filter(pl.col("event") == e.CARE_ONGOING).select(*WHOSE, "spell")
    periods = (
        care.join(ongoing, on=[*WHOSE, "spell"], how="anti")
        .join(shown.filter(pl.col("kind") == e.CARE).drop("kind"), on="council")
        .with_columns(until=pl.coalesce("ended_on", "known_to", "known_on"))
    )
    found = (
        periods.select(*WHOSE, "spell", "starts_on", "until")
        .join(signs, on=WHOSE)
        .filter(pl.col("sign_on").is_between("starts_on", "until"))
        .group_by(*WHOSE, "spell")
        .agg(pl.col("sign_on").min())
    )
    settled = [code for code, why in CEASED.items() if why not in (DIED, MOVED)]
    lasts = pl.col("ended_on").is_not_null() & pl.col("outcome").is_in(settled)
    rows = periods.join(found, on=[*WHOSE, "spell"], how="left").with_columns(
        decided_on=pl.coalesce("sign_on", pl.when(lasts).then("ended_on"))
    )
    decided = pl.col("decided_on").is_not_null()
    return rows.filter(pl.col("until") >= pl.col("begins_on")).select(
        *WHOSE,
        "starts_on",
        view=pl.lit(CARE_TO_PERMANENCE),
        entered_on=pl.max_horizontal("starts_on", "begins_on"),
        seen_to=pl.coalesce("decided_on", "until"),
        ending=pl.when(decided)
        .then(pl.lit(DECIDED))
        .when(pl.col("ended_on").is_not_null())
        .then(pl.lit(WENT)),
    ).select(JOURNEY)  # fmt: skip
