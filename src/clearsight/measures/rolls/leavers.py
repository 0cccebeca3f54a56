"""Care leavers: the outcomes of each year, and what List 9 says on its day."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.limit import months, weeks
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.reach import CONTACTS, LEFT, PATHWAYS
from clearsight.measures.rolls.state import WHOSE, limit_of, with_due
from clearsight.shape import Frame

CARE, ANNEX_A = "ssda903", "annexa"
SIX_MONTHS, EIGHT_WEEKS = months(6), weeks(8)


def last_of_march(year: nw.Expr) -> nw.Expr:
    """Return 31 March of a collection year."""
    text = nw.concat_str(year.cast(nw.String), nw.lit("-03-31"))
    return text.str.to_date("%Y-%m-%d")


def _outcomes(known: Known) -> Frame:
    """Return each young person of each year's OC3, by the last day of the year."""
    rows = known.record["leaver"].filter(
        nw.col("source") == CARE, ~nw.col("year").is_null()
    )
    # With no suitability stated, the code of the accommodation ends in it.
    return rows.select(
        *WHOSE, "file", "row", "in_touch", "accommodation", "suitability", "activity",
        on=last_of_march(nw.col("year")),
        kind=nw.col("accommodation").str.slice(0, 1),
        key=nw.concat_str(nw.lit("OC3 "), nw.col("year").cast(nw.String)),
        touched=nw.col("activity").is_null() | nw.col("accommodation").is_null(),
    ).unique([*WHOSE, "key"], keep="first", order_by=["file", "row"])  # fmt: skip


def _listed(known: Known) -> Frame:
    """Return the rows of List 9, each for the day of its extract."""
    days = known.extracts
    rows = known.record["leaver"].filter(nw.col("source") == ANNEX_A)
    return (
        rows.join(days, on="file", how="inner")
        .unique([*WHOSE, "listed_on"], keep="first", order_by=["file", "row"])
        .select(
            *WHOSE, "file", "row", "category", "in_touch", "contact_on",
            "pathway_review_on", "listed_on",
            key=nw.concat_str(
                nw.lit("List 9 "), nw.col("listed_on").dt.to_string("%Y-%m-%d")
            ),
            touched=nw.col("contact_on").is_null()
            & nw.col("pathway_review_on").is_null(),
        )
    )  # fmt: skip


def _due(known: Known, rows: Frame) -> Frame:
    """Add the days up to which the last review and the last contact hold."""
    review = limit_of(known, "pathway_review", SIX_MONTHS)
    contact = limit_of(known, "pa_contact", EIGHT_WEEKS)
    out = with_due(known, rows, "pathway_review_on", review, "review_due_on")
    return with_due(known, out, "contact_on", contact, "contact_due_on")


OUTCOMES = Roll(
    "care leavers' outcomes", "a young person of the year's OC3", (LEFT,), _outcomes,
    on="on",
)  # fmt: skip
REVIEWED = Roll(
    "List 9 with reviews", "a young person on List 9", (PATHWAYS,), _listed,
    since="listed_on", until_known="listed_on", is_latest_only=True, at_points=_due,
)  # fmt: skip
CONTACTED = Roll(
    "List 9 with contacts", "a young person on List 9", (CONTACTS,), _listed,
    since="listed_on", until_known="listed_on", is_latest_only=True, at_points=_due,
)  # fmt: skip
