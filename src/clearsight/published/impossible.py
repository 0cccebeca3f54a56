"""Rows of a published table that say what cannot be: set aside, and told apart.

No statistic of the department's that we keep is below zero, no share is of fewer than
it counts, and no council is unknown to us but one that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from clearsight.files.typed import rows_named
from clearsight.published import areas
from clearsight.shape import ROW

SHARE: Final = "%"
_TAKE: Final = "take the file again from the publisher"


def possible(
    rows: pl.DataFrame, units: Mapping[str, str]
) -> tuple[pl.DataFrame, list[str]]:
    """Return the figures whose rows of the file can be, and what is said of others.

    `rows` are figures with `row`, the file's; `units` is the unit of each measure.
    Where one figure cannot be, none of its row is kept.
    """
    is_share = pl.col("measure").is_in([m for m, u in units.items() if u == SHARE])
    parts = pl.col("value", "numerator", "denominator")
    over = (pl.col("value") > 100) | (pl.col("numerator") > pl.col("denominator"))
    # Two councils that are counted together stand as 314/318.
    codes = pl.col("authority").str.split("/")
    known = codes.list.eval(pl.element().is_in(list(areas.names()))).list.all()
    wrong = {
        f"a number below zero; {_TAKE}": pl.any_horizontal(parts < 0),
        f"a share above 100%; {_TAKE}": is_share & over,
        "the code of a council that is not known; correct it, or tell us of a new "
        "council": (pl.col("level") == areas.COUNCIL) & ~known,
    }
    aside, bad = [], set[int]()
    for what, found in wrong.items():
        lost = rows.filter(found.fill_null(value=False))[ROW].unique().sort()
        if lost.len():
            aside.append(f"{rows_named(lost.head(5).to_list(), lost.len())}: {what}")
            bad |= set(lost.to_list())
    if not bad:
        return rows, []
    count = f"{len(bad):,} {'row was' if len(bad) == 1 else 'rows were'} not kept"
    return rows.filter(~pl.col(ROW).is_in(list(bad))), [*aside, count]
