"""Raise the signals: one row for each child and thing that a manager should know of.

Narwhals, so that Polars and DuckDB can check one another. Every sentence holds the
dates from which it can be worked out by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks import Clock
from clearsight.dates import add_working_days
from clearsight.journeys import events as e
from clearsight.oversight import signal as s
from clearsight.settings import Settings
from clearsight.shape import Frame

Kind = type[nw.String] | type[nw.Int64] | type[nw.Date]

SHORT_LIMIT = "28d"  # from start to due date; clocks this short warn later
STACK_OF = 3
URGENT = 1
DAY = "%d/%m/%Y"

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
}


def raise_signals(
    clocks: Frame,
    timeline: Frame,
    *,
    definitions: Sequence[Clock],
    as_at: date,
    settings: Settings,
) -> Frame:
    """Raise S01, S02, S24 and S27.

    `clocks` is the outcome of `clocks.run`; `timeline` as in `journeys.frames`. Returns
    the columns of `COLUMNS`: `since` is the day from which the signal could have been
    raised (null where no source holds it), `because` the sentence; `clock`,
    `starts_on`, `due_on` and `days` are those of the clock, null for other signals.
    """
    words = {c.key: c.breach_words for c in definitions}
    titles = {c.key: c.title for c in definitions}
    single = nw.concat(
        [
            _overdue(clocks, words, as_at),
            _due_soon(clocks, titles, as_at, settings),
            _nobody(timeline, as_at),
        ]
    )
    return nw.concat([single, _stack(single)])


def _written(frame: Frame, values: dict[str, nw.Expr]) -> Frame:
    here = set(frame.collect_schema().names())
    chosen = {
        n: values.get(n, nw.col(n) if n in here else nw.lit(None)) for n in COLUMNS
    }
    return frame.select(**{n: chosen[n].cast(t) for n, t in COLUMNS.items()})


def _day(column: str) -> nw.Expr:
    return nw.col(column).dt.to_string(DAY)


def _by_clock(words: dict[str, str]) -> nw.Expr:
    out: nw.Expr = nw.lit(None, nw.String)
    for key, said in words.items():
        out = nw.when(nw.col("clock") == key).then(nw.lit(said)).otherwise(out)
    return out


def _overdue(clocks: Frame, words: dict[str, str], as_at: date) -> Frame:
    late = clocks.filter(nw.col("standing") == "overdue")
    days = nw.col("days").cast(nw.String)
    plural = (
        nw.when(nw.col("days") == 1).then(nw.lit(" day")).otherwise(nw.lit(" days"))
    )
    because = nw.concat_str(
        _by_clock(words),
        nw.lit(" Counted from "),
        _day("starts_on"),
        nw.lit("; the limit is "),
        nw.col("limit"),
        nw.lit("; it was due by "),
        _day("due_on"),
        nw.lit(", "),
        days,
        plural,
        nw.lit(f" before {as_at:{DAY}}."),
        nw.when(~nw.col("why").is_null()).then(
            nw.concat_str(nw.lit(" Note: "), nw.col("why"), nw.lit("."))
        ),
        ignore_nulls=True,
    )
    since = nw.col("due_on").dt.offset_by("1d")
    return _written(
        late,
        {"signal": nw.lit(s.OVERDUE.key), "since": since, "because": because},
    )


def _due_soon(
    clocks: Frame, titles: dict[str, str], as_at: date, settings: Settings
) -> Frame:
    near = nw.lit(add_working_days(as_at, settings.due_soon))
    nearer = nw.lit(add_working_days(as_at, settings.due_soon_short))
    is_short = nw.col("due_on") <= nw.col("starts_on").dt.offset_by(SHORT_LIMIT)
    until = nw.when(is_short).then(nearer).otherwise(near)
    soon = clocks.filter(nw.col("standing") == "running", nw.col("due_on") <= until)
    because = nw.concat_str(
        _by_clock(titles),
        nw.lit(": due by "),
        _day("due_on"),
        nw.lit(". Counted from "),
        _day("starts_on"),
        nw.lit("; the limit is "),
        nw.col("limit"),
        nw.lit(f". Today is taken as {as_at:{DAY}}."),
        ignore_nulls=True,
    )
    return _written(
        soon,
        {
            "signal": nw.lit(s.DUE_SOON.key),
            "tier": nw.lit(s.DUE_SOON.tier),
            "since": nw.lit(as_at),
            "because": because,
        },
    )


def _nobody(timeline: Frame, as_at: date) -> Frame:
    whose = ["council", "child", "spell"]
    happened = (nw.col("on") <= nw.lit(as_at)).fill_null(True)
    ended = (
        timeline.filter(
            nw.col("event").is_in([e.ALLOCATED, e.ALLOCATION_ENDED]),
            (nw.col("on") <= nw.lit(as_at)).fill_null(False),
        )
        .group_by(*whose)
        .agg(over_on=nw.col("on").max())
    )
    still = (
        timeline.filter(nw.col("event") == e.UNALLOCATED, happened)
        .join(ended, on=whose, how="left")
        .filter(nw.col("over_on").is_null())
    )
    since = (
        nw.when(nw.col("on").is_null())
        .then(nw.lit(" The data do not say since when."))
        .otherwise(
            nw.concat_str(nw.lit(" Since "), _day("on").fill_null(""), nw.lit("."))
        )
    )
    because = nw.concat_str(
        nw.lit("This child is open to the service and nobody is named as the worker: "),
        nw.col("detail"),
        nw.lit("."),
        since,
        ignore_nulls=True,
    )
    return _written(
        still,
        {
            "signal": nw.lit(s.NOBODY.key),
            "tier": nw.lit(s.NOBODY.tier),
            "since": nw.col("on"),
            "because": because,
        },
    )


def _stack(single: Frame) -> Frame:
    keys = [k.key for k in (s.OVERDUE, s.DUE_SOON, s.NOBODY)]
    has = {f"has_{k}": (nw.col("signal") == k).cast(nw.Int64) for k in keys}
    by_child = (
        single.with_columns(**has)
        .group_by("council", "child")
        .agg(
            *(nw.col(h).max() for h in has),
            nw.col("tier").min(),
            nw.col("since").min(),
        )
    )
    kinds = nw.sum_horizontal(*(nw.col(h) for h in has))
    stacked = by_child.filter(kinds >= STACK_OF, nw.col("tier") <= URGENT)
    listed = nw.concat_str(
        *(nw.when(nw.col(f"has_{k}") == 1).then(nw.lit(k)) for k in keys),
        separator=", ",
        ignore_nulls=True,
    )
    because = nw.concat_str(
        nw.lit("Several different things at once: "), listed, nw.lit(".")
    )
    return _written(stacked, {"signal": nw.lit(s.STACK.key), "because": because})
