"""Orders that let a child be kept in secure accommodation or deprived of liberty.

The 903 tells of placements in secure accommodation (K1) and, from 2026/27, of orders
that deprive a child of liberty. Whether a court had authorised a secure placement, and
to what day an order runs, stands in the approvals of the council's own extract.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw

from clearsight.dates import bank_holidays
from clearsight.journeys import events as e
from clearsight.journeys import keys as k
from clearsight.journeys.frames import (
    Chapter,
    as_coverage,
    as_events,
    dated,
    day_number,
)
from clearsight.journeys.keys import spell_name
from clearsight.journeys.link import Parents, linked
from clearsight.journeys.settle import identified, keep
from clearsight.shape import Frame

SECURE = "K1"
# On remand, or held by the police: other law says how long.
HELD_OTHERWISE = ("J1", "J2")
SECURE_ORDER, LIBERTY_ORDER = "SECURE ORDER", "LIBERTY ORDER"
# SI 1991/1505, reg 10: 72 hours in any 28 consecutive days.
DAYS_ALLOWED, WINDOW = 3, 28
# Reg 12: no order of a court may be longer.
LONGEST = "6mo"
SUNDAY = 7
# No run of Sundays and public holidays in the calendar is longer.
RESTS = 5
SPAN = ("who", "spell_key", "spell", "starts_on", "ended_on")
QUIET = ("who", "kind", "spell_key", "spell", "starts_on", "ended_on")


def secure(placed: Frame, statuses: Frame, approvals: Frame) -> Chapter:
    """Write what bounds the time in secure accommodation, and by what authority.

    `placed` and `statuses`: settled placements and legal statuses; `approvals`: rows of
    `record.Approval` with `who`.
    """
    kept_in = keep(
        placed.filter(nw.col("place") == SECURE, dated("starts_on")).select(
            *SPAN, "file", "row", "sources"
        )
    )
    orders = keep(_orders(approvals))
    allowed = keep(_allowed(orders, statuses))
    running = _running(orders, kept_in)
    first = ~nw.col("is_further")
    return Chapter(
        [],
        [
            as_events(_ends(kept_in, allowed), e.SECURE_TIME_ENDS, "ends_on"),
            as_events(_authorised(kept_in, allowed), e.SECURE_AUTHORISED, "from_on"),
            as_events(running, e.SECURE_ORDER_RUNS, "starts_on", only=first),
            as_events(running, e.SECURE_FURTHER_RUNS, "starts_on", only=~first),
            as_events(running, e.SECURE_ORDER_RENEWED, "next_on",
                      only=dated("next_on")),
            as_events(running, e.SECURE_ORDER_LAPSES, "runs_to", only=dated("runs_to")),
        ],
        [],
        quiet=[
            running.select(
                *("who", "spell_key", "spell", "starts_on"),
                kind=nw.lit(k.SECURE_ORDER),
                ended_on=nw.lit(None, nw.Date),
            ).select(*QUIET)
        ],
    )  # fmt: skip


def _orders(approvals: Frame) -> Frame:
    """Return the secure orders: spell, starts_on, runs_to, last_on, next_on and more.

    `last_on` is the last day on which it can have been in force; `next_on` the day of
    the next order; `is_further` whether one before was in force until this began.
    """
    made = (
        approvals.filter(nw.col("kind") == SECURE_ORDER, dated("approved_on"))
        .with_columns(starts_on=nw.col("approved_on"), sources=nw.col("source"))
        .unique(["who", "starts_on"], keep="first", order_by=["file", "row"])
    )
    named = identified(made, k.SECURE_ORDER, "starts_on").with_columns(
        spell=spell_name(k.SECURE_ORDER, nw.col("starts_on")),
        last_on=nw.coalesce(
            nw.col("runs_to"), nw.col("starts_on").dt.offset_by(LONGEST).cast(nw.Date)
        ),
    )
    over = {"order_by": "starts_on"}
    last_before = nw.col("last_on").shift(1).over("who", **over)
    return (
        named.with_columns(
            next_on=nw.col("starts_on").shift(-1).over("who", **over),
            before_on=last_before,
        )
        .with_columns(until_on=nw.col("before_on").dt.offset_by("1d").cast(nw.Date))
        .with_columns(
            is_further=(nw.col("until_on") >= nw.col("starts_on")).fill_null(False)
        )
        .select(
            *("who", "spell_key", "spell", "starts_on", "runs_to", "last_on"),
            *("next_on", "is_further", "file", "row", "sources"),
        )
    )


def _allowed(orders: Frame, statuses: Frame) -> Frame:
    """Return who, spell_key, starts_on, last_on: of orders, and of other law."""
    held = statuses.filter(
        nw.col("legal_status").is_in(list(HELD_OTHERWISE)), dated("starts_on")
    )
    columns = ("who", "spell_key", "starts_on")
    return nw.concat(
        [
            orders.select(*columns, "last_on"),
            held.select(*columns, last_on="ended_on"),
        ]
    )


def _pairs(kept_in: Frame, orders: Frame) -> Frame:
    """Join each stay in secure accommodation to the orders in force during it."""
    named = orders.select(
        "who", order_key="spell_key", order_on="starts_on", order_to="last_on"
    )
    return kept_in.join(named, on="who", how="inner").filter(
        (nw.col("order_to") >= nw.col("starts_on")).fill_null(True),
        (nw.col("order_on") <= nw.col("ended_on")).fill_null(True),
    )


def _authorised(kept_in: Frame, allowed: Frame) -> Frame:
    """Return each stay with `from_on`, the first day of it under each order."""
    later = nw.col("order_on") > nw.col("starts_on")
    return _pairs(kept_in, allowed).with_columns(
        from_on=nw.when(later).then(nw.col("order_on")).otherwise("starts_on")
    )


def _running(orders: Frame, kept_in: Frame) -> Frame:
    """Return the orders under which a child was kept, within the latest such stay.

    An order that was never used bounds nothing.
    """
    used = _pairs(kept_in, orders).group_by("order_key")
    stays = used.agg(stay_key=nw.col("spell_key").max())
    names = kept_in.select(stay_key="spell_key", within="spell")
    stays = stays.join(names, on="stay_key", how="left")
    out = orders.join(
        stays.rename({"order_key": "spell_key"}), on="spell_key", how="inner"
    )
    return keep(out)


def _ends(kept_in: Frame, allowed: Frame) -> Frame:
    """Add `ends_on`: the last day on which 72 hours cannot certainly have passed.

    Returns hold days alone, so of every stay only the days between its first and its
    last are certain, each 24 hours. Those of earlier stays count where they lie in the
    28 days, and no court had given authority before. A limit that runs out near a
    Sunday or a public holiday runs on to the next ordinary day (reg 10(3)).
    """
    # Whatever day the limit falls on, its 28 days go back at least so far.
    back = f"-{WINDOW - DAYS_ALLOWED - 1}d"
    begun = kept_in.select(
        "who", later_key="spell_key", later_on="starts_on",
        window_on=nw.col("starts_on").dt.offset_by(back).cast(nw.Date),
    )  # fmt: skip
    given = allowed.group_by("who").agg(first_order=nw.col("starts_on").min())
    before = (
        kept_in.filter(dated("ended_on"))
        .select("who", "starts_on", "ended_on")
        .join(begun, on="who", how="inner")
        .filter(nw.col("ended_on") <= nw.col("later_on"))
        .join(given, on="who", how="left")
        .filter((nw.col("first_order") > nw.col("later_on")).fill_null(True))
    )
    opens, shuts = day_number(nw.col("starts_on")) + 1, day_number(nw.col("ended_on"))
    window = day_number(nw.col("window_on"))
    whole = shuts - nw.when(window > opens).then(window).otherwise(opens)
    used = (
        before.with_columns(whole=whole)
        .filter(nw.col("whole") > 0)
        .group_by("later_key")
        .agg(used=nw.col("whole").sum())
        .rename({"later_key": "spell_key"})
    )
    starts, ends = nw.col("starts_on"), nw.col("starts_on")
    for n in range(DAYS_ALLOWED):
        left = starts.dt.offset_by(f"{DAYS_ALLOWED - n}d").cast(nw.Date)
        ends = nw.when(nw.col("used") == n).then(left).otherwise(ends)
    counted = kept_in.join(used, on="spell_key", how="left").with_columns(
        used=nw.col("used").fill_null(0)
    )
    return _past_rest(counted.with_columns(ends_on=ends))


def _past_rest(frame: Frame) -> Frame:
    """Move `ends_on` past Sundays and public holidays, from the day before one too."""
    holidays = sorted(bank_holidays())
    ends = nw.col("ends_on")
    is_rest = (ends.dt.weekday() == SUNDAY) | ends.is_in(holidays)
    next_day = ends.dt.offset_by("1d").cast(nw.Date)
    eve = (next_day.dt.weekday() == SUNDAY) | next_day.is_in(holidays)
    out = frame.with_columns(ends_on=nw.when(eve).then(next_day).otherwise(ends))
    for _ in range(RESTS):
        out = out.with_columns(ends_on=nw.when(is_rest).then(next_day).otherwise(ends))
    return out


def liberty(orders: Frame, approvals: Frame, periods: Frame, as_at: date) -> Chapter:
    """Write the orders that deprive a child of liberty, each a spell within care.

    `orders`: rows of `record.Liberty` with what is known of their file; `approvals`:
    those of `record.Approval`, of which some say to what day an order may run.
    """
    named = identified(orders.filter(dated("starts_on")), k.LIBERTY, "starts_on")
    named = named.with_columns(
        spell=spell_name(k.LIBERTY, nw.col("starts_on")), sources=nw.col("source")
    )
    base = keep(linked(named, Parents(periods)))
    over = nw.col("ended_on") <= as_at
    older = nw.when(~nw.col("is_newest")).then(nw.col("known_on"))
    return Chapter(
        [],
        [
            as_events(base, e.LIBERTY_BEGAN, "starts_on"),
            as_events(base, e.LIBERTY_ENDED, "ended_on", only=over),
            as_events(base, e.LIBERTY_LAPSES, "ended_on", only=~over),
            as_events(_until(base, approvals), e.LIBERTY_LAPSES, "runs_to"),
        ],
        [],
        # The end stands in the row of the start: who shows one would show the other.
        [as_coverage(base, e.LIBERTY_ENDED, known_to=older)],
        [base.with_columns(kind=nw.lit(k.LIBERTY)).select(*QUIET)],
    )


def _until(base: Frame, approvals: Frame) -> Frame:
    """Return the orders of which a row of approval says to what day they may run."""
    days = approvals.filter(
        nw.col("kind") == LIBERTY_ORDER, dated("runs_to"), dated("approved_on")
    ).select("who", "approved_on", "runs_to")
    return base.join(days, on="who", how="inner").filter(
        nw.col("approved_on") >= nw.col("starts_on"),
        (nw.col("approved_on") <= nw.col("ended_on")).fill_null(True),
    )
