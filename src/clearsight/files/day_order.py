"""Whether a table writes the day or the month first, from the dates that can be one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.day_forms import (
    in_two_orders,
    month_first,
    month_for_day,
    turned,
)
from clearsight.files.days import days
from clearsight.files.manifest import Problem
from clearsight.shape import Field


def in_order(
    texts: Sequence[pl.Series], values: list[pl.Series], fields: Sequence[Field]
) -> tuple[list[pl.Series], list[Problem]]:
    """Read days anew where the table writes them month first, and say so.

    It does where a day such as 03/31/2026 shows it and none such as 31/03/2026 speaks
    against it. Where both stand, nothing is read anew, and that is said as well. Where
    a spreadsheet took some days for month first and left the others as text, those it
    took are put right.
    """
    held = [
        n
        for n, f in enumerate(fields)
        if values[n].dtype == pl.Date and f.kind == "day"
    ]
    shown = [month_first(texts[n], values[n]) for n in held]
    by_month, by_day = (sum(one[part] for one in shown) for part in (0, 1))
    if not by_month:
        return _from_abroad(texts, values, held)
    if by_day:
        what = (
            f"{by_month:,} of the dates stand month first (03/31/2026) and could not "
            "be read; others stand day first. Of those up to the 12th nobody can say."
        )
        do = "Write all as dd/mm/yyyy and export again. The rows were kept."
        return values, [Problem(what=what, where="the dates", do=do, rows=by_month)]
    out = list(values)
    for n in held:
        out[n] = days(turned(texts[n]), "day first")
    what = (
        f"The dates stand month first: {by_month:,} such as 03/31/2026 show it. All "
        "were read so."
    )
    do = "Check one against your system, and export as dd/mm/yyyy next time."
    return out, [Problem(what=what, where="the dates", do=do, rows=by_month)]


def _from_abroad(
    texts: Sequence[pl.Series], values: list[pl.Series], held: Sequence[int]
) -> tuple[list[pl.Series], list[Problem]]:
    """Put right what a spreadsheet set to another country made of days as text.

    It took 05/03/2026 for the third of May and could make nothing of 25/03/2026. So
    every date it holds is of the first twelve of a month, and every text of a later.
    """
    count = in_two_orders([texts[n] for n in held])
    if not count:
        return values, []
    out = list(values)
    for n in held:
        out[n] = days(month_for_day(texts[n]), "day first")
    what = (
        f"{count:,} dates have their day and month changed about: no date in the sheet "
        "is later than the 12th, and every later one stands as text. They were read "
        "with day and month changed back."
    )
    do = (
        "Check one against your system. A spreadsheet set to another country does this "
        "when it opens a CSV: open it where dates stand day first."
    )
    return out, [Problem(what=what, where="the dates", do=do, rows=count)]
