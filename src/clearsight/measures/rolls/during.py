"""Things that last, for measures of whoever was there at any time in a period.

A period is one day or many. Each thing is given a row for the day on which it began,
one for the first of each month in it, and one for the day on which it ended: whatever
the period, one of these lies in it if any of the thing does, and the figure that is
taken once for each child is the same.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw

from clearsight.measures.known import Known
from clearsight.shape import Frame

YEARS_BACK = 5


def each_month(known: Known, rows: Frame, since: str, until: str) -> Frame:
    """Return the rows once for each month that they reach into, by the day `on`.

    `since` and `until` name Date columns; where `until` is null the thing lasts to
    `known_to`, or the day of the review. Only the last `YEARS_BACK` years are given,
    and none before what was loaded begins. The key of each row says its day.
    """
    begins = _first(known)
    firsts = known.calendar.filter(
        nw.col("on").dt.day() == 1,
        nw.col("on") >= nw.lit(begins),
        nw.col("on") <= nw.lit(known.as_at),
    ).select(month_on="on")
    begun, over = nw.col(since), nw.col(until)
    lasts = nw.coalesce(over, nw.col("known_to"), nw.lit(known.as_at))
    months = rows.join(firsts, how="cross").filter(
        (nw.col("month_on") > begun).fill_null(False),
        nw.col("month_on") < lasts,
    )
    columns = [*rows.collect_schema().names(), "on"]
    parts = [
        rows.with_columns(on=begun),
        months.with_columns(on=nw.col("month_on")),
        rows.filter((over > begun).fill_null(False)).with_columns(on=over),
    ]
    whole = nw.concat([p.select(*columns) for p in parts])
    day = nw.col("on").dt.to_string("%Y-%m-%d").fill_null("undated")
    return whole.with_columns(key=nw.concat_str(nw.col("key"), nw.lit(" on "), day))


def _first(known: Known) -> date:
    """Return the first day of which a row could be in any period."""
    begins = date(known.as_at.year - YEARS_BACK, 1, 1)
    loaded = known.history["known_from"].min()
    return max(begins, loaded) if isinstance(loaded, date) else begins


def each_night(known: Known, rows: Frame, since: str, until: str) -> Frame:
    """Return the rows once for each night of them, by the day `on` on which it began.

    Only for what is rare: a stay of a year is 365 rows.
    """
    nights = known.calendar.filter(nw.col("on") < nw.lit(known.as_at)).select("on")
    last = nw.coalesce(nw.col(until), nw.col("known_to"), nw.lit(known.as_at))
    found = rows.join(nights, how="cross").filter(
        (nw.col("on") >= nw.col(since)).fill_null(False),
        nw.col("on") < last,
    )
    day = nw.col("on").dt.to_string("%Y-%m-%d")
    return found.with_columns(key=nw.concat_str(nw.col("key"), nw.lit(" night "), day))
