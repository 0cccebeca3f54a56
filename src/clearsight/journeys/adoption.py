"""The way to adoption, as events of the period of care that it leads out of."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.precedence import DAILY, DATASET, LISTS
from clearsight.journeys.protection import on_their_days
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

PLACEMENT_ORDER = "E1"
PLACED = ("A3", "A4", "A5", "A6")
# Adopted by the foster carers: the child has lived with them for longer than that.
BY_CARERS = ("A3", "A5")
ORIGIN = ("who", "source", "file", "row")


def adoption(rows: Frame, statuses: Frame, placed: Frame, periods: Frame) -> Chapter:
    """Write decisions, orders, matches and placements for adoption.

    `rows` are those of `record.Adoption`; `statuses`, `placed` and `periods` settled
    legal statuses, placements and periods of care. What the 903's own episodes say of
    orders and placements counts before what List 10 says.
    """
    orders = keep(_orders(rows, statuses))
    moves = keep(_moves(rows, placed))

    told = nw.concat(
        [
            frame.filter(dated(day)).select(
                *ORIGIN, on=nw.col(day), event=nw.lit(event)
            )
            for frame, day, event in (
                (rows, "decided_on", e.ADOPTION_DECIDED),
                (rows, "reversed_on", e.ADOPTION_REVERSED),
                (rows, "matched_on", e.ADOPTION_MATCHED),
                (orders, "on", e.PLACEMENT_ORDER_MADE),
                (orders, "ended_on", e.PLACEMENT_ORDER_ENDED),
                (moves, "on", e.PLACED_FOR_ADOPTION),
                (moves, "home_on", e.MOVED_IN),
                (moves, "ended_on", e.ADOPTIVE_PLACEMENT_ENDED),
            )
        ]
    )
    events = [on_their_days(told, periods), _care_before(rows, periods)]
    return Chapter([], events, [], _shown(rows, periods))


def _orders(rows: Frame, statuses: Frame) -> Frame:
    shape = (*ORIGIN, "on", "ended_on")
    told = statuses.filter(nw.col("legal_status") == PLACEMENT_ORDER).with_columns(
        source=nw.col("sources"), on=nw.col("starts_on")
    )
    listed = rows.filter(dated("placement_order_on")).with_columns(
        on=nw.col("placement_order_on"), ended_on=nw.lit(None, nw.Date)
    )
    listed = listed.join(told.select("who").unique(), on="who", how="anti")
    return nw.concat([told.select(*shape), listed.select(*shape)])


def _moves(rows: Frame, placed: Frame) -> Frame:
    """Find placements for adoption: on, ended_on, and home_on, the day of moving in."""
    shape = (*ORIGIN, "on", "ended_on", "home_on")
    in_order = placed.with_columns(
        before_on=nw.col("starts_on").shift(1).over("who", order_by="spell_key"),
        before_end=nw.col("ended_on").shift(1).over("who", order_by="spell_key"),
    )
    stayed = nw.col("place").is_in(list(BY_CARERS)) & (
        nw.col("before_end") == nw.col("starts_on")
    )
    told = in_order.filter(nw.col("place").is_in(list(PLACED))).with_columns(
        source=nw.col("sources"),
        on=nw.col("starts_on"),
        home_on=nw.when(stayed.fill_null(False))
        .then(nw.col("before_on"))
        .otherwise(nw.col("starts_on")),
    )
    listed = rows.filter(dated("placed_on")).with_columns(
        on=nw.col("placed_on"),
        ended_on=nw.lit(None, nw.Date),
        home_on=nw.col("placed_on"),
    )
    listed = listed.join(told.select("who").unique(), on="who", how="anti")
    return nw.concat([told.select(*shape), listed.select(*shape)])


def _care_before(rows: Frame, periods: Frame) -> Frame:
    """Write the day on which care began that has led to a decision for adoption."""
    decided = rows.filter(dated("decided_on")).select("who", "decided_on").unique()
    found = (
        periods.join(decided, on="who", how="inner")
        .filter(
            nw.col("starts_on") <= nw.col("decided_on"),
            (nw.col("decided_on") <= nw.col("ended_on")).fill_null(True),
        )
        .with_columns(
            on=nw.when(nw.col("is_start_known").fill_null(False)).then(
                nw.col("starts_on")
            )
        )
    )
    shape = ("who", "spell_key", "spell", "sources", "file", "row", "on")
    return as_events(found.select(*shape).unique(), e.ADOPTION_CARE_BEGAN, "on")


def _shown(rows: Frame, periods: Frame) -> list[Frame]:
    """Say what the sources could have shown.

    The 903 gives the match of a child who has been adopted and of no other. List 10
    gives all of it, for those whom it lists, and so do the dataset and the API. The
    placement stands in every source.
    """
    lists = nw.col("source").is_in([LISTS, DATASET, DAILY])
    from_list = lists & nw.col("is_newest")
    matched = rows.filter(from_list | dated("matched_on")).select("who").unique()
    planned = rows.filter(dated("decided_on")).select("who").unique()
    moving = periods.join(planned, on="who", how="inner")
    return [
        as_coverage(periods.join(matched, on="who", how="inner"), e.ADOPTION_MATCHED),
        as_coverage(moving, e.MOVED_IN, known_to="known_to"),
    ]
