"""How many children stand behind each figure, whatever the figure counts.

A hundred nights may be one child's, and forty reviews those of three. What may be
published is decided by the children, so they are counted beside the rows; see
`suppress`, which alone reads them. Where a row is a worker or a complaint, it is those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import narwhals as nw
import polars as pl

from clearsight.measures.flags import named
from clearsight.measures.measure import Measure
from clearsight.shape import Frame

OF: Final = {"numerator": "num", "rest": "rest", "denominator": "den"}
BEHIND: Final = {f"{column}_children": pl.Int64 for column in OF}


def behind(rows: Frame, measures: Sequence[Measure], by: list[str]) -> pl.DataFrame:
    """Return the columns of `by`, measure and `BEHIND`, for these flagged rows.

    The children of the numerator, those of the rest of the denominator, and those of
    all of it: a child with several rows may be in all three. A row of nobody adds none.
    """
    asked = [(m, flag) for m in measures for flag in OF.values()]
    whose = rows.filter(~nw.col("child").is_null()).select(
        *by, "child", *(_of(m, flag).alias(_name(m, flag)) for m, flag in asked)
    )
    names = [_name(m, flag) for m, flag in asked]
    each = whose.group_by(*by, "child").agg(nw.col(*names).max())
    counted = each.group_by(*by).agg(nw.col(*names).sum()).collect("polars").to_native()
    return pl.concat([_long(counted, m, by) for m in measures])


def _of(m: Measure, flag: str) -> nw.Expr:
    den, num = nw.col(named(m, "den")), nw.col(named(m, "num"))
    return {"num": num, "rest": den & ~num, "den": den}[flag].cast(nw.Int64)


def _name(m: Measure, flag: str) -> str:
    return f"child {named(m, flag)}"


def _long(counted: pl.DataFrame, m: Measure, by: list[str]) -> pl.DataFrame:
    return counted.select(
        *by,
        measure=pl.lit(m.key),
        **{
            f"{column}_children": pl.col(_name(m, flag)).cast(pl.Int64)
            for column, flag in OF.items()
        },
    )
