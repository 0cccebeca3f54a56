"""Nights in settings that nobody inspects, and orders that deprive of liberty."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, missing, touched
from clearsight.measures.reach import LIBERTY
from clearsight.measures.rolls.care import with_state
from clearsight.measures.rolls.during import each_month, each_night
from clearsight.measures.rolls.state import WHOSE
from clearsight.shape import Frame

# What each of the four stands for is in the guide of the year; Annex A calls all four
# unregistered.
UNREGISTERED = ("Z11", "Z12", "Z13", "Z14")
OTHER, NO_NUMBER = "Z1", ("", "XXXXXXX")
CODED_SINCE = date(2025, 4, 1)
LISTED = {
    "council": pl.String,
    "child": pl.String,
    "file": pl.String,
    "row": pl.Int64,
    "starts_on": pl.Date,
    "ended_on": pl.Date,
    "registered_on": pl.Date,
}
LIST = "unregistered settings"
SPAN = (*WHOSE, "file", "row", "starts_on", "ended_on", "registered_on")


def _nights(known: Known) -> Frame:
    """Return each night of a child in such a setting, by the 903 or the local list.

    A setting that was registered later counts up to that day.
    """
    listed = known.brought(LIST, LISTED)
    unnumbered = (
        (nw.col("place") == OTHER)
        & nw.col("urn").fill_null("").is_in(list(NO_NUMBER))
        & (nw.col("starts_on") < nw.lit(CODED_SINCE))
    )
    told = known.record["care_episode"].filter(
        nw.col("place").is_in(list(UNREGISTERED)) | unnumbered
    )
    registered = listed.group_by(*WHOSE, "starts_on").agg(nw.col("registered_on").min())
    told = told.join(registered, on=[*WHOSE, "starts_on"], how="left")
    rows = nw.concat([told.select(*SPAN), listed.select(*SPAN)])
    over = nw.min_horizontal("ended_on", "registered_on")
    rows = rows.with_columns(
        over_on=over,
        known_to=nw.lit(None, nw.Date),
        key=nw.lit("unregistered"),
        touched=touched(missing("starts_on"), backwards("starts_on", "ended_on")),
    )
    nights = each_night(known, rows, "starts_on", "over_on")
    return nights.unique([*WHOSE, "on"], keep="first", order_by=["file", "row"])


def _orders(known: Known) -> Frame:
    """Return each deprivation of liberty order, month by month."""
    rows = known.record["liberty"].select(
        *WHOSE, "file", "row", "starts_on", "ended_on",
        known_to=nw.lit(None, nw.Date),
        key=nw.concat_str(
            nw.lit("order "),
            nw.col("starts_on").dt.to_string("%Y-%m-%d").fill_null("undated"),
        ),
        touched=touched(missing("starts_on"), backwards("starts_on", "ended_on")),
    )  # fmt: skip
    return each_month(known, rows, "starts_on", "ended_on")


def _placed(known: Known, rows: Frame) -> Frame:
    """Add the placement on the day, and whether the order still runs at the point."""
    out = with_state(known, rows, e.PLACEMENT, "place", "on")
    return out.with_columns(
        is_open=(nw.col("ended_on") > nw.col("at")).fill_null(True),
        is_unregistered=nw.col("place").is_in(list(UNREGISTERED)).fill_null(False),
    )


NIGHTS = Roll(
    "unregistered nights", "a night in an unregistered setting", ("ssda903",), _nights,
    on="on",
)  # fmt: skip
ORDERS = Roll(
    "liberty orders", "an order that deprives of liberty", (LIBERTY,), _orders,
    on="on", at_points=_placed,
)  # fmt: skip
