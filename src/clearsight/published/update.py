"""Bring in a publisher's newer file, and say what that added, changed and left aside.

Of figures, the newer edition wins (the file whose newest period is later; of two alike,
the last brought in). Of inspections, the publisher's own table wins over what a program
read, and then the newer edition. What comes with us is never written to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from clearsight.dates import add_months
from clearsight.errors import InputError
from clearsight.published import (
    figures,
    inspections,
    kept,
    marks,
    outcomes,
    statistics,
)
from clearsight.published.read import Found, read_file

SHOWN: Final = 10
FAR_AHEAD: Final = 60  # months
FEWER: Final = 0.8
_FIGURE: Final = (
    "numerator", "numerator_mark", "denominator", "denominator_mark", "value",
    "value_mark", "authority", "period_ends", "is_worked_out",
)  # fmt: skip
_OUTCOME: Final = tuple(
    c for c in outcomes.SCHEMA if c not in (*outcomes.KEY, "source", "edition")
)


@dataclass
class Change:
    """What one table brought: counts of rows, the first few changes, what was left."""

    title: str
    kind: str
    added: int = 0
    changed: int = 0
    same: int = 0
    shown: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def update(path: Path) -> list[Change]:
    """Read the file, keep what is newer, and say what that was, table by table.

    Raises InputError where the file is none that we know, or holds what cannot be; then
    nothing of it is kept.
    """
    years = (
        kept.series_listed()
        .filter(pl.col("short") != "")
        .select(measure_short="short", year_type="year_type")
    )
    found = read_file(path, figures.population(), years)
    return [_KEEPERS[one.kind](one) for one in found]


def _figures(found: Found) -> Change:
    held = figures.held()
    _refuse_far_ahead(found.frame, held)
    on = list(statistics.KEY)
    both = found.frame.with_columns(is_ours=pl.lit(value=True)).join(
        held.with_columns(is_held=pl.lit(value=True)),
        on=on,
        how="left",
        suffix="_held",
        maintain_order="left",
    )
    is_new = pl.col("is_held").is_null()
    is_older = (pl.col("edition") < pl.col("edition_held")).fill_null(value=False)
    differs = ~is_new & _differs(_FIGURE)
    added, older = both.filter(is_new), both.filter(is_older & differs)
    changed = both.filter(differs & ~is_older)
    fresh = both.filter(~is_older).select(list(statistics.SCHEMA))
    before = kept.brought_in("figures")
    rows = fresh if before is None else pl.concat([before, fresh])
    kept.bring_in("figures", figures.newest(rows))
    change = Change(
        found.title,
        found.kind,
        added.height,
        changed.height,
        both.height - added.height - changed.height - older.height,
        _said(changed, ["measure", "council", "period"], ["value"]),
        found.aside,
    )
    waiting = fresh.filter(
        pl.col("is_worked_out"), pl.col("denominator_mark") == marks.BLANK
    )
    if waiting.height:
        change.aside.append(
            f"{waiting.height:,} rates wait for the population of their year: bring in "
            "its file, and then this one again"
        )
    change.aside += _fewer(found.frame, held)
    if older.height:
        change.aside.append(
            f"{older.height:,} figures that differ from those of a newer edition held"
        )
    return change


def _refuse_far_ahead(brought: pl.DataFrame, held: pl.DataFrame) -> None:
    """Refuse a period that no newer edition could hold: a slip would stay for good."""
    newest, last = held["period_ends"].max(), brought["period_ends"].max()
    if not (isinstance(newest, date) and isinstance(last, date)):
        return
    if last > add_months(newest, FAR_AHEAD):
        raise InputError(
            f"It has figures to {last:%d/%m/%Y}, years after all that is held "
            f"({newest:%d/%m/%Y}).",
            do="Check the year in the file, and take it unchanged from its publisher.",
        )


def _fewer(brought: pl.DataFrame, held: pl.DataFrame) -> list[str]:
    """Say where a newest period has far fewer councils than the one held before it."""
    each = ["measure", "split", "period_ends"]

    def counted(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        given = pl.col("authority").n_unique().alias(name)
        return frame.group_by(each).agg(given).sort("period_ends")

    newest = counted(brought, "now").group_by("measure", "split").last()
    before = counted(held, "then").rename({"period_ends": "then_ends"})
    last = before.sort("then_ends").group_by("measure", "split").last()
    few = (
        newest.join(last, on=["measure", "split"])
        .filter(
            pl.col("then_ends") < pl.col("period_ends"),
            pl.col("now") < pl.col("then") * FEWER,
        )
        .sort("measure", "split")
    )
    return [
        f"{f'{measure} {split}'.strip()}: {now:,} areas for the period to "
        f"{ends:%d/%m/%Y}, where {then:,} were held for the one before: the file may "
        "be cut short"
        for measure, split, ends, now, then in few.select(
            "measure", "split", "period_ends", "now", "then"
        ).iter_rows()
    ]


def _inspections(found: Found) -> Change:
    held, before = inspections.held(), kept.brought_in("inspections")
    told = [found.frame] if before is None else [before, found.frame]
    rows = outcomes.merged(pl.concat(told))
    kept.bring_in("inspections", rows)
    after = inspections.held()
    both = after.join(
        held.with_columns(is_held=pl.lit(value=True)),
        on=list(outcomes.KEY),
        how="left",
        suffix="_held",
        maintain_order="left",
    )
    added = both.filter(pl.col("is_held").is_null())
    changed = both.filter(pl.col("is_held").is_not_null() & _differs(_OUTCOME))
    lost = found.frame.join(
        after.select(*outcomes.KEY, kept="judgement"), on=list(outcomes.KEY), how="left"
    ).filter(pl.col("judgement").is_not_null(), pl.col("judgement") != pl.col("kept"))
    change = Change(
        found.title,
        found.kind,
        added.height,
        changed.height,
        found.frame.select(outcomes.KEY).unique().height
        - found.frame.join(added, on=list(outcomes.KEY), how="semi").height
        - found.frame.join(changed, on=list(outcomes.KEY), how="semi").height,
        _said(changed, ["council", "published_on", "area"], ["judgement"]),
        found.aside,
    )
    if lost.height:
        change.aside.append(
            f"{lost.height:,} judgements that differ from those of a better source held"
        )
    return change


def _neighbours(found: Found) -> Change:
    brought = kept.brought_in("neighbours")
    held = kept.committed_neighbours() if brought is None else brought
    on = ["authority", "rank"]
    both = found.frame.join(
        held.with_columns(is_held=pl.lit(value=True)), on=on, how="left", suffix="_held"
    )
    added = both.filter(pl.col("is_held").is_null())
    changed = both.filter(
        pl.col("is_held").is_not_null() & _differs(("neighbour", "closeness"))
    )
    kept.bring_in("neighbours", found.frame)
    return Change(
        found.title,
        found.kind,
        added.height,
        changed.height,
        both.height - added.height - changed.height,
        _said(changed, on, ["neighbour"]),
        found.aside,
    )


_KEEPERS: Final = {
    "figures": _figures,
    "inspections": _inspections,
    "neighbours": _neighbours,
}


def _differs(columns: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}_held")) for c in columns)


def _said(changed: pl.DataFrame, named: list[str], told: list[str]) -> list[str]:
    """Say what changed, from what to what, for the first few rows."""
    what = told[0]
    rows = changed.head(SHOWN).select(
        pl.concat_str([pl.col(c).cast(pl.String) for c in named], separator=", "),
        was=pl.col(f"{what}_held").cast(pl.String).fill_null("not given"),
        now=pl.col(what).cast(pl.String).fill_null("not given"),
    )
    return [
        f"{where}: {was} to {now}" if was != now else f"{where}: the parts of it"
        for where, was, now in rows.rows()
    ]
