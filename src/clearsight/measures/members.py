"""Whom a figure counts, row by row: who counts, who does not, who was left out and why.

Columns of `MEMBERS`: `in_numerator` and `in_denominator` are both false for a row that
was left out, and `why` then says why it was. A rate has children in its numerator only;
its denominator is a published population. `from_on` and `to_on` are the days that
decide; `file` and `row` lead back to the extract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from clearsight.measures.flags import named, once_per_child
from clearsight.measures.measure import Measure
from clearsight.shape import Frame

MEMBERS = {
    "council": pl.String,
    "measure": pl.String,
    "period": pl.String,
    "child": pl.String,
    "key": pl.String,
    "in_numerator": pl.Boolean,
    "in_denominator": pl.Boolean,
    "why": pl.String,
    "from_on": pl.Date,
    "to_on": pl.Date,
    "touched": pl.Boolean,
    "file": pl.String,
    "row": pl.Int64,
}
ORDER = ["council", "measure", "period", "child", "key"]


def listed(measures: Sequence[Measure], placed: Mapping[str, Frame]) -> pl.DataFrame:
    """Return the members of all these measures, in a fixed order."""
    parts = [_of(m, placed[m.of.key]) for m in measures]
    if not parts:
        return pl.DataFrame(schema=MEMBERS)
    found = pl.collect_all([p.collect("polars").to_native().lazy() for p in parts])
    return pl.concat([f.cast(MEMBERS) for f in found]).sort(ORDER)  # type: ignore[arg-type]


def _of(m: Measure, rows: Frame) -> Frame:
    if m.once_per_child:
        rows = once_per_child(rows, m)
    den, num, out = (nw.col(named(m, f)) for f in ("den", "num", "out"))
    is_rate = m.method == "rate"
    first, last = m.between
    day = nw.lit(None, nw.Date)
    return (
        rows.filter(den | out)
        .select(
            "council",
            "period",
            "child",
            "key",
            "touched",
            "file",
            "row",
            measure=nw.lit(m.key),
            in_numerator=num,
            in_denominator=nw.lit(False) if is_rate else den,
            why=_why(m, out),
            from_on=nw.col(first) if first else day,
            to_on=nw.col(last) if last else day,
        )
        .select(*MEMBERS)
    )


def _why(m: Measure, out: nw.Expr) -> nw.Expr:
    said: nw.Expr = nw.lit(None, nw.String) if m.why is None else m.why
    for words, condition in reversed(list(m.leaves_out.items())):
        left = out & condition.fill_null(False)
        said = nw.when(left).then(nw.lit(f"left out: {words}")).otherwise(said)
    return said
