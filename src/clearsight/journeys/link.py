"""How one spell comes to lie within another: by nesting, or by date.

The CIN census nests, so its links are certain. In Annex A and the 903 only dates link:
the parent is the latest that was open on the day, and the link says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from clearsight.shape import Frame

NESTED, BY_DATE = "nested", "inferred by date"


@dataclass(frozen=True)
class Parents:
    """What spells may lie within.

    `spans`: who, spell_key, spell, starts_on, ended_on. `keyed`: what `by_key` gives,
    where the return itself nests.
    """

    spans: Frame
    keyed: Frame | None = None


def by_date(things: Frame, parents: Frame, thing: Sequence[str]) -> Frame:
    """Find the latest parent that was open on each thing's day.

    `things`: who, on and the columns of `thing`, which say what one thing is.
    `parents`: who, spell_key, spell, starts_on, ended_on. Returns the columns of
    `thing`, `dated` and `dated_key`, only for those that have one. Of the spells of one
    child and kind, the latest has the largest key.
    """
    spans = parents.select(
        "who", dated_key="spell_key", p_start="starts_on", p_end="ended_on"
    )
    open_then = things.join(spans, on="who", how="inner").filter(
        (nw.col("p_start") <= nw.col("on")).fill_null(False),
        (nw.col("p_end") >= nw.col("on")).fill_null(True),
    )
    latest = open_then.group_by(*thing).agg(nw.col("dated_key").max())
    names = parents.select(dated_key="spell_key", dated="spell")
    return latest.join(names, on="dated_key", how="left")


def by_key(parents: Frame, key: str) -> Frame:
    """Map who and the key that a return gives to `given`, the spell that has it.

    Returns who, the key, given and given_key.
    """
    keyed = parents.filter(~nw.col(key).is_null())
    latest = keyed.group_by("who", key).agg(given_key=nw.col("spell_key").max())
    names = keyed.select(given_key="spell_key", given="spell")
    return latest.join(names, on="given_key", how="left")


def linked(spells: Frame, parents: Parents) -> Frame:
    """Add `within`, `within_key`, `basis` and `confidence` to spells.

    `spells` has who, spell_key, starts_on, and `referral_key` where parents are keyed.
    """
    things = spells.select("who", "spell_key", on="starts_on")
    dated = by_date(things, parents.spans, ["spell_key"])
    out = spells.join(dated, on="spell_key", how="left")
    is_dated = ~nw.col("dated").is_null()
    basis = nw.when(is_dated).then(nw.lit(BY_DATE))
    confidence = nw.when(is_dated).then(nw.lit(70, nw.Int64))
    if parents.keyed is None:
        return out.with_columns(
            within="dated", within_key="dated_key", basis=basis, confidence=confidence
        )
    out = out.join(parents.keyed, on=["who", "referral_key"], how="left")
    is_nested = ~nw.col("given").is_null()
    sure = nw.lit(100, nw.Int64)
    return out.with_columns(
        within=nw.coalesce(nw.col("given"), nw.col("dated")),
        within_key=nw.coalesce(nw.col("given_key"), nw.col("dated_key")),
        basis=nw.when(is_nested).then(nw.lit(NESTED)).otherwise(basis),
        confidence=nw.when(is_nested).then(sure).otherwise(confidence),
    )
