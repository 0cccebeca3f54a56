"""A start that a later extract corrects: one thing still, with the later start.

Lists 6 to 8 show one spell of each child. Where one extract shows it open and the next
shows another start of before the first was made, and near it, the start was corrected.
One that lies far off may be of a spell that came after, and was recorded late.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clearsight.record import Conflict
from clearsight.returns.annexa.latest import ORIGIN, WHOSE, extract_name
from clearsight.returns.annexa.spells import SPELLS, Spell
from clearsight.returns.moved import KNOWN_BY, with_known_by

ONE_AT_A_TIME: Mapping[str, Spell] = {
    s.table: s for s in SPELLS if s.table in {"List_6", "List_7", "List_8"}
}
SLIP_DAYS = 31
# What begins with the period of care moves with it.
BEGIN_TOGETHER = ("LEGAL_STATUS_START", "PLACEMENT_START")


def corrections(lists: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the starts that were corrected, by list: council, child, told, start.

    `lists`: the rows of each list in all extracts, as `record.gather` gives them.
    """
    found = {t: _moved(lists[t], spell) for t, spell in ONE_AT_A_TIME.items()}
    return {table: moved for table, moved in found.items() if moved.height}


def corrected(
    frame: pl.DataFrame, field: str, moved: pl.DataFrame | None
) -> pl.DataFrame:
    """Give each row the start that the latest extract has of its thing, in `field`."""
    if moved is None or field not in frame.columns:
        return frame
    same = moved.rename({"told": field})
    joined = frame.join(same, on=[*WHOSE, field], how="left", maintain_order="left")
    start = pl.coalesce("start", field)
    begun = [
        pl.when(pl.col(c) == pl.col(field)).then(start).otherwise(c).alias(c)
        for c in BEGIN_TOGETHER
        if c in frame.columns
    ]
    return joined.with_columns(start.alias(field), *begun).drop("start")


def told_otherwise(
    lists: Mapping[str, pl.DataFrame], moved: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return a conflict for each start that was corrected: `record.identity.Conflict`.

    `lists` as they were told, before `corrected`.
    """
    found = [
        _differing(lists[table], ONE_AT_A_TIME[table], starts)
        for table, starts in moved.items()
    ]
    return pl.concat([Conflict.empty(), *found])


def _moved(frame: pl.DataFrame, spell: Spell) -> pl.DataFrame:
    ends = spell.columns["ended_on"]
    told = frame.select(
        *WHOSE,
        told=spell.starts[1],
        ended=ends,
        rank="_place",
        made_on="_extract",
    )
    known = with_known_by(told, WHOSE, "told", "ended", SLIP_DAYS)
    moved = known.filter(pl.col("told") != pl.col(KNOWN_BY))
    return _to_the_last(moved.select(*WHOSE, "told", start=KNOWN_BY).unique())


def _to_the_last(moved: pl.DataFrame) -> pl.DataFrame:
    """Follow a start that was corrected more than once."""
    again = moved.select(*WHOSE, start="told", later="start")
    while moved.join(again, on=[*WHOSE, "start"], how="semi").height:
        joined = moved.join(again, on=[*WHOSE, "start"], how="left")
        moved = joined.select(*WHOSE, "told", start=pl.coalesce("later", "start"))
    return moved


def _differing(frame: pl.DataFrame, spell: Spell, moved: pl.DataFrame) -> pl.DataFrame:
    column, field = spell.starts
    told = frame.select(*ORIGIN, "_extract", told=field)
    taken = told.group_by(*WHOSE, start="told").agg(by=pl.col("_extract").max())
    older = (
        told.join(moved, on=[*WHOSE, "told"], how="inner", maintain_order="left")
        .unique([*WHOSE, "told"], keep="last", maintain_order=True)
        .join(taken, on=[*WHOSE, "start"], how="left", maintain_order="left")
    )
    return Conflict.conform(
        older.select(
            *ORIGIN,
            thing=pl.format("{} {}", pl.lit(spell.thing), "start"),
            column=pl.lit(column),
            taken=extract_name("by"),
            other=extract_name("_extract"),
            taken_on="start",
            other_on="told",
        )
    )
