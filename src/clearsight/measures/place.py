"""Put the rows of a roll into the periods they count in, all periods at once."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.journeys.settle import indexed, keep
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.points import OK
from clearsight.measures.splits import with_age
from clearsight.shape import Frame

WHOSE = ("council", "child")
DAYS = ("period_start", "period_end", "at", "told_to", "start_day", "at_day")
CHILD = (
    "birth_on", "is_unborn", "sex", "ethnicity", "is_disabled", "is_asylum_seeker",
    "died_on", "team",
)  # fmt: skip


def base(roll: Roll, known: Known) -> Frame:
    """Return the roll's rows, once, with what each child is known by and `rid`."""

    def make(all_known: Known) -> Frame:
        rows = roll.make(all_known)
        here = set(rows.collect_schema().names())
        about = [c for c in CHILD if c not in here]
        whole = rows.join(
            all_known.children.select(*WHOSE, *about), on=list(WHOSE), how="left"
        )
        return indexed(whole, "rid", ["council", "child", "key"])

    return known.once(f"roll {roll.key}", make)


def placed(roll: Roll, known: Known, points: pl.DataFrame) -> Frame:
    """Return each row in each period in which it counts, with the period's days.

    Added are period, the columns of `DAYS`, `nth_at` (the working days up to the point)
    and `age` on the day that is counted. A row with no day stands in none. The frame is
    not computed yet.
    """
    rows = base(roll, known)
    usable = points.filter(status=OK).select("council", "period", *DAYS)
    slim = _open(roll, rows, known, usable) if roll.is_point else None
    where = slim if slim is not None else _fallen(roll, rows, known, usable)
    whole = where.join(rows.drop("council"), on="rid", how="left")
    working = known.calendar.select(at="on", nth_at="nth")
    whole = whole.join(working, on="at", how="left")
    on = nw.col("at") if roll.is_point else nw.col(roll.on)
    whole = whole.with_columns(age=with_age(on))
    return roll.at_points(known, keep(whole)) if roll.at_points else whole


def _fallen(roll: Roll, rows: Frame, known: Known, usable: pl.DataFrame) -> Frame:
    """Place rows by the day that they count on.

    Each day of each period is one row, so that this is a plain join on equal days,
    which costs the same however many periods there are.
    """
    days = (
        usable.with_columns(
            on_day=pl.date_ranges("period_start", "period_end", interval="1d")
        )
        .explode("on_day")
        .select("council", "on_day", "period", *DAYS)
    )
    return (
        rows.select("rid", "council", on_day=nw.col(roll.on))
        .join(known.put(days), on=["council", "on_day"], how="inner")
        .drop("on_day")
    )


def _open(roll: Roll, rows: Frame, known: Known, usable: pl.DataFrame) -> Frame:
    """Place rows at every point at which they are open."""
    since, until, at = nw.col("since"), nw.col("until"), nw.col("at")
    spans = {
        "since": nw.col(roll.since),
        "until": nw.col(roll.until) if roll.until else nw.lit(None, nw.Date),
        "last": nw.col(roll.until_known) if roll.until_known else nw.lit(None, nw.Date),
    }
    return (
        rows.select("rid", "council", **spans)
        .filter(~since.is_null())
        .join(known.put(usable), on="council", how="inner")
        .filter(
            since <= at,
            (until > at).fill_null(True),
            (at <= nw.col("last")).fill_null(True),
        )
        .drop("since", "until", "last")
    )
