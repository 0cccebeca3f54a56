"""The columns in which a placed row says, for each measure, how it counts."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.measures.measure import EVERY, Measure
from clearsight.shape import Frame

FLAGS = ("den", "num", "out", "touched")
AMOUNT = "amount"
WEIGHT = "weight"


def named(measure: Measure, flag: str) -> str:
    """Name the column that holds a flag of a measure."""
    return f"{flag}:{measure.key}"


def flagged(rows: Frame, measures: Sequence[Measure]) -> Frame:
    """Add for each measure whether a row is left out, in the denominator, counted.

    Unknown never counts: a row that cannot be shown to be in time is not in time.
    """
    first, then, last = {}, {}, {}
    for m in measures:
        den = nw.col(named(m, "den"))
        eligible = _so(m.denominator)
        touched = eligible if m.leaves_out else den
        first[named(m, "den")] = eligible
        first[named(m, "out")] = nw.lit(False)
        if m.leaves_out:
            out = _any([_so(condition) for condition in m.leaves_out.values()])
            first[named(m, "out")] = out & eligible
            first[named(m, "den")] = ~out & eligible
        whole = m.numerator is EVERY
        then[named(m, "num")] = den if whole else den & _so(m.numerator)
        then[named(m, "touched")] = touched & nw.col("touched")
        if m.amount is not None:
            of_some = m.method in ("sum", "ratio")
            counts = nw.col(named(m, "num")) if of_some else den
            last[named(m, AMOUNT)] = nw.when(counts).then(m.amount)
        if m.weight is not None:
            then[named(m, WEIGHT)] = nw.when(den).then(m.weight)
    known = rows.with_columns(_so(nw.col("touched")), **first)
    flags = known.with_columns(**then)
    return flags.with_columns(**last) if last else flags


def _so(condition: nw.Expr) -> nw.Expr:
    """Take what is not known for no."""
    return condition if condition is EVERY else condition.fill_null(False)


def _any(conditions: list[nw.Expr]) -> nw.Expr:
    one, *more = conditions
    for other in more:
        one = one | other
    return one


def needed(m: Measure) -> list[str]:
    """Return the columns of flagged rows that a measure is counted from, whole."""
    amounts = [AMOUNT] if m.amount is not None else []
    weights = [WEIGHT] if m.weight is not None else []
    flags = [named(m, flag) for flag in (*FLAGS, *amounts, *weights)]
    return ["council", "child", "period", "key", *flags]


def once_per_child(rows: Frame, m: Measure) -> Frame:
    """Keep one row of each child in each period: one that is counted, if any is.

    Of several alike it is the first by `key`, which is the same whatever the order of
    the rows.
    """
    num, den = nw.col(named(m, "num")), nw.col(named(m, "den"))
    behind = nw.when(den).then(nw.lit(1)).otherwise(nw.lit(2))
    rank = nw.when(num).then(nw.lit(0)).otherwise(behind)
    return rows.with_columns(rank=rank).unique(
        ["council", "child", "period"], keep="first", order_by=["rank", "key"]
    )
