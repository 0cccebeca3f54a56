"""How a row of a signal is written, and the words that its sentences share."""

from __future__ import annotations

import narwhals as nw

from clearsight.oversight.kind import Signal
from clearsight.shape import Frame

Kind = type[nw.String] | type[nw.Int64] | type[nw.Date] | type[nw.Boolean]
Said = nw.Expr | str

WHOSE = ("council", "child")
DAY = "%d/%m/%Y"
COUNTED_LATE = (
    " It is counted from the day the data begin, with the longest limit that could "
    "apply: it was due no later."
)

COLUMNS: dict[str, Kind] = {
    "council": nw.String,
    "child": nw.String,
    "signal": nw.String,
    "tier": nw.Int64,
    "since": nw.Date,
    "because": nw.String,
    "clock": nw.String,
    "starts_on": nw.Date,
    "due_on": nw.Date,
    "days": nw.Int64,
    "file": nw.String,
    "row": nw.Int64,
    "proxy": nw.Boolean,
}


def written(frame: Frame, signal: Signal, **values: nw.Expr) -> Frame:
    """Write rows of this signal; what is not given is the frame's own, or null.

    The tier is the signal's unless the frame or `values` gives one. A proxy says so in
    each sentence; so does what a clock that is one raised (`proxy` of the frame).
    """
    here = set(frame.collect_schema().names())
    given = {"signal": nw.lit(signal.key), **values}
    if signal.tier is not None:
        given.setdefault("tier", nw.lit(signal.tier))
    if signal.proxy:
        words = f" This is a proxy: {signal.proxy}."
        given["because"] = said(given["because"], words)
    if signal.proxy or "proxy" not in here:
        given["proxy"] = nw.lit(bool(signal.proxy))
    chosen: dict[str, nw.Expr | str] = {}
    for name, kind in COLUMNS.items():
        if name in given:
            chosen[name] = given[name].cast(kind)
        else:
            chosen[name] = name if name in here else nw.lit(None, kind)
    return frame.select(**chosen)


def day(column: str) -> nw.Expr:
    """Write a day as 04/03/2026."""
    return nw.col(column).dt.to_string(DAY)


def said(*parts: Said) -> nw.Expr:
    """Make one sentence of text and expressions; a null part is left out."""
    return nw.concat_str(
        *(nw.lit(p) if isinstance(p, str) else p.cast(nw.String) for p in parts),
        ignore_nulls=True,
    )


def counted(column: str, one: str, many: str) -> nw.Expr:
    """Write a number with the word that goes with it: `1 day`, `3 days`."""
    word = nw.when(nw.col(column) == 1).then(nw.lit(one)).otherwise(nw.lit(many))
    return nw.concat_str(nw.col(column).cast(nw.String), nw.lit(" "), word)


def later(column: str, n: int, unit: str) -> nw.Expr:
    """Return the day so many `mo`, `d` or `y` after the one in the column."""
    return nw.col(column).dt.offset_by(f"{n}{unit}").cast(nw.Date)


def so(condition: nw.Expr) -> nw.Expr:
    """Take what is not known for no."""
    return condition.fill_null(False)
