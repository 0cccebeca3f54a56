"""Section 47 enquiries and the initial conferences that follow them."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.judge import day_number
from clearsight.journeys import events as e
from clearsight.journeys.turns import before, in_turn
from clearsight.measures import told
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, missing, touched
from clearsight.measures.rolls.state import (
    WHOSE,
    limit_of,
    spells,
    with_due,
    with_nth,
)
from clearsight.shape import Frame

ONE_SPELL_DAYS = 14


def _enquiries(known: Known) -> Frame:
    """Return every enquiry, with the start of the one in the child's spell before.

    Enquiries that start within 14 days of each other are one spell. `earlier_on` is the
    start of the child's latest enquiry that lies in an earlier spell.
    """
    base = spells(known, e.ENQUIRY)
    days = base.filter(~nw.col("starts_on").is_null()).select(*WHOSE, "starts_on")
    order = {"order_by": "starts_on"}
    days = in_turn(days.unique(), WHOSE, ["starts_on"]).with_columns(
        before_on=before("starts_on", WHOSE)
    )
    gap = day_number(nw.col("starts_on")) - day_number(nw.col("before_on"))
    begins = (gap > ONE_SPELL_DAYS).fill_null(True)
    days = days.with_columns(
        begins=begins.cast(nw.Int64),
    ).with_columns(nth=nw.col("begins").cum_sum().over(*WHOSE, **order))
    earlier = days.filter(nw.col("begins") == 1).select(
        *WHOSE, "nth", earlier_on="before_on"
    )
    days = days.select(*WHOSE, "starts_on", "nth").join(
        earlier, on=[*WHOSE, "nth"], how="left"
    )
    out = base.join(
        days.select(*WHOSE, "starts_on", "earlier_on"),
        on=[*WHOSE, "starts_on"],
        how="left",
    ).with_columns(
        touched=touched(missing("starts_on"), backwards("starts_on", "ended_on")),
    )
    return with_due(known, out, "starts_on", limit_of(known, "s47_outcome"), "due_on")


def _conferences(known: Known) -> Frame:
    """Return every initial conference, with the enquiry that led to it.

    Of several enquiries that came to one conference the last counts.
    """
    held = known.timeline.filter(nw.col("event") == e.CONFERENCE_HELD).select(
        *WHOSE, "spell", "file", "row", held_on="on"
    )
    starts = spells(known, e.ENQUIRY).select(*WHOSE, "starts_on", spell="key")
    rows = held.join(starts, on=[*WHOSE, "spell"], how="left").with_columns(
        begun=nw.col("starts_on").fill_null(
            nw.lit("1900-01-01").str.to_date("%Y-%m-%d")
        ),
        is_own=(~nw.col("spell").is_null()).cast(nw.Int8),
        key=nw.concat_str(
            nw.lit("conference "),
            nw.col("held_on").dt.to_string("%Y-%m-%d").fill_null("undated"),
            nw.lit(" "),
            nw.col("spell").fill_null("alone"),
        ),
    )
    last = rows.unique(
        [*WHOSE, "held_on"], keep="last", order_by=["is_own", "begun", "key", "row"]
    )
    out = with_nth(known, with_nth(known, last, "starts_on", "nth_start"), "held_on",
                   "nth_held")  # fmt: skip
    return out.with_columns(
        is_alone=nw.col("spell").is_null(),
        wd=nw.col("nth_held") - nw.col("nth_start"),
        touched=touched(
            missing("starts_on") & ~nw.col("spell").is_null(),
            backwards("starts_on", "held_on"),
        ),
    ).drop("begun", "is_own")


ENQUIRIES = Roll(
    "enquiries",
    "a section 47 enquiry",
    ("cin", "annexa", *told.since(told.ENQUIRED)),
    lambda known: known.once("enquiries", _enquiries),
    on="starts_on",
)
OPEN_ENQUIRIES = Roll(
    "enquiries open",
    "a section 47 enquiry with no outcome",
    ("cin", "annexa", *told.open_then(told.ENQUIRED)),
    lambda known: known.once("enquiries", _enquiries),
    since="starts_on",
    until="until",
    until_known="known_to",
)
CONFERENCES = Roll(
    "conferences", "an initial conference",
    ("cin", "annexa", *told.since(told.CONFERRED)), _conferences,
    on="held_on",
)  # fmt: skip
