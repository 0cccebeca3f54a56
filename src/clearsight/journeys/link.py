"""How one spell comes to lie within another: by nesting, or by date.

The CIN census nests, so its links are certain. In Annex A and the 903 only dates link:
the parent is the latest that was open on the day, and the link says so.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys.settle import WHOSE
from clearsight.shape import Frame

NESTED, BY_DATE = "nested", "inferred by date"


def by_date(things: Frame, parents: Frame) -> Frame:
    """Find the latest parent that was open on each thing's day.

    `things`: council, child, spell, on. `parents`: council, child, spell, starts_on,
    ended_on. Returns council, child, spell, on, parent; only for those that have one.
    """
    open_then = (
        things.select(*WHOSE, "spell", "on")
        .join(
            parents.select(
                *WHOSE,
                parent=nw.col("spell"),
                p_start=nw.col("starts_on"),
                p_end=nw.col("ended_on"),
            ),
            on=list(WHOSE),
            how="inner",
        )
        .filter(
            (nw.col("p_start") <= nw.col("on")).fill_null(False),
            (nw.col("p_end") >= nw.col("on")).fill_null(True),
        )
    )
    latest = nw.col("p_start").max().over(*WHOSE, "spell", "on")
    return (
        open_then.with_columns(latest=latest)
        .filter(nw.col("p_start") == nw.col("latest"))
        .group_by(*WHOSE, "spell", "on")
        .agg(nw.col("parent").max())
    )


def linked(spells: Frame, nested: Frame | None, parents: Frame) -> Frame:
    """Add `within`, `basis` and `confidence` to spells.

    `spells` has council, child, spell, starts_on.

    `nested` maps council, child, spell to the parent that the return itself gives.
    """
    dated = by_date(spells.with_columns(on=nw.col("starts_on")), parents).select(
        *WHOSE, "spell", dated=nw.col("parent")
    )
    out = spells.join(dated, on=[*WHOSE, "spell"], how="left")
    if nested is None:
        given = nw.lit(None, nw.String)
    else:
        out = out.join(nested, on=[*WHOSE, "spell"], how="left")
        given = nw.col("given")
    out = out.with_columns(within=nw.coalesce(given, nw.col("dated")), given_to=given)
    out = out.with_columns(
        basis=nw.when(~nw.col("given_to").is_null())
        .then(nw.lit(NESTED))
        .otherwise(nw.when(~nw.col("dated").is_null()).then(nw.lit(BY_DATE))),
        confidence=nw.when(~nw.col("given_to").is_null())
        .then(nw.lit(100))
        .otherwise(nw.when(~nw.col("dated").is_null()).then(nw.lit(70))),
    )
    drop = ["dated", "given_to", *(["given"] if nested is not None else [])]
    return out.drop(*drop)


def nesting(rows: Frame, parents: Frame, key: str) -> Frame:
    """Map each spell to the parent whose rows carry the same key.

    `rows` and `parents` are `Settled.rows`: council, child, spell and the key column.
    Returns council, child, spell, given.
    """
    names = parents.filter(~nw.col(key).is_null()).select(
        *WHOSE, key, given=nw.col("spell")
    )
    return (
        rows.filter(~nw.col(key).is_null())
        .select(*WHOSE, "spell", key)
        .join(names, on=[*WHOSE, key], how="inner")
        .group_by(*WHOSE, "spell")
        .agg(nw.col("given").max())
    )
