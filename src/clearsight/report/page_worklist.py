"""The worklist as the page shows it: cards for the first children, then rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from clearsight.charts.timeline import timelines
from clearsight.clocks import CLOCKS
from clearsight.journeys import events as ev
from clearsight.oversight import signal as s
from clearsight.oversight.signals.clocked import DUE_SOON, OVERDUE
from clearsight.oversight.signals.workers import NOBODY
from clearsight.oversight.worklist import by_team
from clearsight.oversight.worklist import shown as on_worklist
from clearsight.oversight.worklist import unlisted as not_listed
from clearsight.report.review import Review
from clearsight.returns.cin.codes import meanings
from clearsight.returns.ssda903.codes import code_sets

CARDS = 200
ROWS = 500
TEAMS = 60
FIRST = 5
SOON = 3
WHOSE = ["council", "child"]
COUNTED_FROM = " Counted from "
MISSING_WORDS = {"M": "missing", "A": "away without authorisation"}


@dataclass(frozen=True)
class Listed:
    """What the page shows of the worklist.

    `tiers` maps each tier to how many children it holds. `late` and `soon` hold cards
    in order of place, `late_rows` and `soon_rows` the children after them; `late_left`
    and `soon_left` are how many more are in the workbook alone. `teams` counts the
    children of each team, as `oversight.worklist.by_team` does. `first` are the few to
    look at before all others. `unlisted` is how many children have drift (tier 2) that
    is not on the list, and `unlisted_by` how many for each signal: title and children.
    """

    total: int
    tiers: dict[int, int]
    first: list[dict[str, Any]]
    late: list[dict[str, Any]]
    soon: list[dict[str, Any]]
    late_rows: list[dict[str, Any]]
    soon_rows: list[dict[str, Any]]
    late_left: int
    soon_left: int
    has_councils: bool
    teams: list[dict[str, Any]]
    unlisted: int
    unlisted_by: list[tuple[str, int]]

    @property
    def late_total(self) -> int:
        """Return how many children have something that is late or lawless."""
        return sum(n for tier, n in self.tiers.items() if tier < SOON)


def build(review: Review) -> Listed:
    """Return the worklist of a review as the page shows it."""
    worklist = review.worklist
    counts = dict(worklist.group_by("tier").agg(pl.len()).rows())
    cards = _cards(review, worklist.head(CARDS))
    rest = worklist.slice(CARDS).with_columns(lead=pl.col("reasons").list.first())
    rest = rest.drop("reasons", "signals")
    unlisted, by_signal = not_listed(review.signals, review.tier_2)
    titles = {signal.key: signal.shown_title for signal in s.SIGNALS}
    late = rest.filter(pl.col("tier") < SOON)
    soon = rest.filter(pl.col("tier") >= SOON)
    return Listed(
        total=worklist.height,
        tiers={tier: int(counts.get(tier, 0)) for tier in s.TIERS},
        first=[c for c in cards if c["tier"] < SOON][:FIRST],
        late=[c for c in cards if c["tier"] < SOON],
        soon=[c for c in cards if c["tier"] >= SOON],
        late_rows=late.head(ROWS).to_dicts(),
        soon_rows=soon.head(ROWS).to_dicts(),
        late_left=max(0, late.height - ROWS),
        soon_left=max(0, soon.height - ROWS),
        has_councils=len(review.councils) > 1,
        teams=by_team(worklist).head(TEAMS).to_dicts(),
        unlisted=unlisted,
        unlisted_by=[(f"{key} {titles[key]}", n) for key, n in by_signal],
    )


def _cards(review: Review, shown: pl.DataFrame) -> list[dict[str, Any]]:
    """Return a card for each child shown, with its reasons and its picture."""
    from markupsafe import Markup  # noqa: PLC0415

    children = shown.select(WHOSE).rows()
    pictures = timelines(
        _in_words(review.spells, shown),
        review.timeline,
        review.clocks,
        children,
        review.as_at,
        {clock.key: clock.shown_title for clock in CLOCKS},
    )
    reasons = _reasons(review, shown)
    cards = shown.drop("reasons").to_dicts()
    for card in cards:
        whose = (card["council"], card["child"])
        card["reasons"] = reasons.get(whose, [])
        # `charts` escapes all that it writes.
        card["svg"] = Markup(pictures[whose].svg)  # noqa: S704
        card["table"] = Markup(pictures[whose].table)  # noqa: S704
        card["late_since"] = _earliest(card["reasons"], OVERDUE.key, NOBODY.key)
        card["soonest"] = _earliest(card["reasons"], DUE_SOON.key, column="due_on")
    return cards


def _earliest(
    reasons: list[dict[str, Any]], *signals: str, column: str = "since"
) -> Any:
    days = [r[column] for r in reasons if r["signal"] in signals and r[column]]
    return min(days, default=None)


def _reasons(
    review: Review, shown: pl.DataFrame
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return what was raised about each child shown, most urgent first."""
    names = {f.file_id: f.name for f in review.files}
    parts = pl.col("because").str.splitn(COUNTED_FROM, 2)
    rows = (
        on_worklist(review.signals, review.tier_2)
        .join(shown.select(*WHOSE, "place"), on=WHOSE, how="inner")
        .sort(
            ["place", "tier", "signal", "due_on", "clock", "because"], nulls_last=True
        )
        .with_columns(
            lead=parts.struct[0],
            rest=pl.concat_str(pl.lit(COUNTED_FROM.strip() + " "), parts.struct[1]),
            file=pl.col("file").replace(names),
        )
        .to_dicts()
    )
    laws = {clock.key: clock.law for clock in CLOCKS}
    titles = {signal.key: signal.shown_title for signal in s.SIGNALS}
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        row["law"] = laws.get(row["clock"])
        row["title"] = titles.get(row["signal"], row["signal"])
        found.setdefault((row["council"], row["child"]), []).append(row)
    return found


def _in_words(spells: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """Return the spells of the children shown, with what each code means beside it."""
    detail = pl.col("detail")
    for kind, words in _meanings().items():
        said = {code: f"{code} {meaning}" for code, meaning in words.items()}
        is_kind = pl.col("kind") == kind
        detail = pl.when(is_kind).then(pl.col("detail").replace(said)).otherwise(detail)
    mine = spells.join(shown.select(WHOSE), on=WHOSE, how="semi")
    return mine.with_columns(detail=detail)


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    sets = code_sets()
    return {
        ev.LEGAL_STATUS: sets["legal_status"].meanings,
        ev.PLACEMENT: sets["placement"].meanings,
        ev.PROTECTION_PLAN: meanings("abuse"),
        ev.MISSING: MISSING_WORDS,
    }
