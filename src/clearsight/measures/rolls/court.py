"""What happens before and in court, so far as returns and local extracts hold it."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.rolls.state import spells
from clearsight.shape import Frame

INTERIM = "C1"
OFFERS = {
    "council": pl.String,
    "child": pl.String,
    "file": pl.String,
    "row": pl.Int64,
    "applied_on": pl.Date,
    "is_offered": pl.Boolean,
    "is_excepted": pl.Boolean,
}
DECISIONS = {
    "council": pl.String,
    "child": pl.String,
    "file": pl.String,
    "row": pl.Int64,
    "referred_on": pl.Date,
    "decided_on": pl.Date,
}


def _keyed(rows: Frame, kind: str, on: str) -> Frame:
    day = nw.col(on).dt.to_string("%Y-%m-%d").fill_null("undated")
    number = nw.col("row").cast(nw.String).fill_null("")
    return rows.with_columns(
        key=nw.concat_str(nw.lit(f"{kind} "), day, nw.lit(" "), number),
        touched=nw.col(on).is_null(),
    )


def _offers(known: Known) -> Frame:
    """Return applications to court, and whether a family meeting was offered."""
    return _keyed(known.brought("family meetings", OFFERS), "application", "applied_on")


def _decisions(known: Known) -> Frame:
    """Return referrals of the local extract, with the day each was decided."""
    rows = known.brought("referral decisions", DECISIONS)
    nths = known.calendar.select(on="on", nth="nth")
    begun = nths.select(referred_on="on", nth_referred="nth")
    ended = nths.select(decided_on="on", nth_decided="nth")
    out = rows.join(begun, on="referred_on", how="left").join(
        ended, on="decided_on", how="left"
    )
    return _keyed(out, "decision", "referred_on").with_columns(
        wd=nw.col("nth_decided") - nw.col("nth_referred"),
        is_backwards=backwards("referred_on", "decided_on"),
    )


def _interim(known: Known) -> Frame:
    """Return interim care orders that came to an end, with the days they ran."""
    rows = spells(known, e.LEGAL_STATUS).filter(nw.col("detail") == INTERIM)
    return rows.with_columns(
        days=days_between("starts_on", "ended_on"),
        touched=touched(
            nw.col("starts_on").is_null(), backwards("starts_on", "ended_on")
        ),
    )


DECIDED = Roll(
    "referral decisions", "a referral of the local extract", ("referral decisions",),
    _decisions, on="referred_on",
)  # fmt: skip
APPLICATIONS = Roll(
    "applications", "a child for whom the court was applied to",
    ("family meetings",), _offers, on="applied_on",
)  # fmt: skip
INTERIM_ORDERS = Roll(
    "interim orders", "an interim care order that ended", ("ssda903",), _interim,
    on="ended_on",
)  # fmt: skip
