"""Children who were adopted, and children who wait for a family."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.rolls.care import ADOPTIVE, periods
from clearsight.measures.rolls.state import WHOSE, spells
from clearsight.shape import Frame

ADOPTED = ("E11", "E12")
ORDER = "E1"
THREE_YEARS, ONE_YEAR = "36mo", "-12mo"
MONTH_DAYS = 365.25 / 12
# What happened on the way, and whether the last or the first of several counts.
STEPS = {
    "decided_on": (e.ADOPTION_DECIDED, "last"),
    "order_on": (e.PLACEMENT_ORDER_MADE, "last"),
    "matched_on": (e.ADOPTION_MATCHED, "last"),
    "moved_in_on": (e.MOVED_IN, "last"),
    "placed_on": (e.PLACED_FOR_ADOPTION, "last"),
}


def _adopted(known: Known) -> Frame:
    """Return each adoption, with the days that led to it and how long they took.

    `counts_until` is three years after it. A match before the placement order took no
    time at all.
    """
    rows = periods(known).filter(
        nw.col("outcome").is_in(list(ADOPTED)), ~nw.col("ended_on").is_null()
    )
    for name, (event, which) in STEPS.items():
        rows = rows.join(
            _dated(known, event, name, which), on=[*WHOSE, "key"], how="left"
        )
    begun = (nw.col("matched_on") < nw.col("order_on")).fill_null(False)
    waited = (
        nw.when(begun).then(nw.lit(0)).otherwise(days_between("order_on", "matched_on"))
    )
    return rows.with_columns(
        days_to_family=days_between("starts_on", "moved_in_on"),
        days_to_match=waited,
        months_to_match=days_between("decided_on", "matched_on") / MONTH_DAYS,
        counts_until=nw.col("ended_on").dt.offset_by(THREE_YEARS).cast(nw.Date),
        touched=touched(
            nw.col("touched"),
            backwards("starts_on", "moved_in_on"),
            backwards("decided_on", "matched_on"),
        ),
    )


def _dated(known: Known, event: str, name: str, which: str) -> Frame:
    """Return the day of the first or last such event of each period of care."""
    told = known.timeline.filter(nw.col("event") == event, ~nw.col("on").is_null())
    day = nw.col("on").max() if which == "last" else nw.col("on").min()
    return told.group_by(*WHOSE, "spell").agg(day.alias(name)).rename({"spell": "key"})


def _recent(known: Known, rows: Frame) -> Frame:
    """Say whose adoption lies in the last twelve months of the three years."""
    del known
    year_on = nw.col("at").dt.offset_by(ONE_YEAR).cast(nw.Date)
    return rows.with_columns(is_recent=nw.col("ended_on") > year_on)


def _waiting(known: Known) -> Frame:
    """Return placement orders, each until a match, a placement, or another decision."""
    orders = spells(known, e.LEGAL_STATUS).filter(nw.col("detail") == ORDER)
    listed = known.record["adoption"].filter(~nw.col("placement_order_on").is_null())
    told = orders.select(*WHOSE).unique()
    listed = listed.join(told, on=list(WHOSE), how="anti").select(
        *WHOSE, "file", "row", starts_on="placement_order_on",
        until=nw.lit(None, nw.Date), known_to=nw.lit(None, nw.Date),
    )  # fmt: skip
    rows = nw.concat(
        [
            orders.select(*WHOSE, "file", "row", "starts_on", "until", "known_to"),
            listed,
        ]
    ).with_columns(
        key=nw.concat_str(
            nw.lit("order "),
            nw.col("starts_on").dt.to_string("%Y-%m-%d").fill_null("undated"),
        )
    )
    over = known.timeline.filter(
        nw.col("event").is_in(
            [e.ADOPTION_MATCHED, e.PLACED_FOR_ADOPTION, e.ADOPTION_REVERSED]
        )
        | (
            nw.col("event").is_in([e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN])
            & nw.col("detail").is_in(list(ADOPTIVE))
        )
    ).select(*WHOSE, "event", o_on="on")
    # A match may come before the order; a decision that was reversed before it may not.
    late = nw.col("o_on") >= nw.col("starts_on")
    still = nw.col("event") != e.ADOPTION_REVERSED
    ends = (
        rows.select(*WHOSE, "key", "starts_on")
        .join(over, on=list(WHOSE), how="inner")
        .filter(late | still)
        .group_by(*WHOSE, "key")
        .agg(settled_on=nw.col("o_on").min())
    )
    out = rows.join(ends, on=[*WHOSE, "key"], how="left")
    return out.with_columns(
        over_on=nw.min_horizontal("until", "settled_on"),
        touched=nw.col("starts_on").is_null(),
    )


ADOPTIONS = Roll(
    "adoptions", "an adoption", ("ssda903",),
    lambda known: known.once("adoptions", _adopted), on="ended_on",
)  # fmt: skip
OF_THREE_YEARS = Roll(
    "adoptions of three years", "an adoption of the three years before", ("ssda903",),
    lambda known: known.once("adoptions", _adopted),
    since="ended_on", until="counts_until", at_points=_recent,
)  # fmt: skip
WAITING = Roll(
    "placement orders", "a placement order with no family found",
    ("ssda903", "annexa"), _waiting,
    since="starts_on", until="over_on", until_known="known_to",
)  # fmt: skip
