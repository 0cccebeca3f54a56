"""The signal of children who wait for social care and for SEND at once."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.words import LATE
from clearsight.clocks.words import OVERDUE as IS_OVERDUE
from clearsight.oversight.kind import Signal
from clearsight.oversight.signals.rows import day, later, said, written
from clearsight.oversight.signals.seen import Seen, only
from clearsight.shape import Frame

# What is overdue, by the clock that says so.
WAITS = {
    "ehc_decide": "the decision whether to assess",
    "ehc_no_plan": "the decision whether to make a plan",
    "ehc_20": "the final plan",
    "ehc_annual_review": "the completed annual review",
    "ehc_review_decision": "the decision after the annual review",
    "ehc_amended_plan": "the plan as amended after the review",
    "ehc_phase_transfer": "the plan for the next phase of education",
}

STUCK = Signal(
    key="S26",
    title="SEND stuck too",
    tier=1,
    raised_when="a request for an education, health and care plan, a plan or its "
    "review is overdue for a child who is open to the service",
    data="SEN2, with the number of the child in it confirmed by a person in the "
    "oversight extract (linked identifiers). What the SEN2 return left open and "
    "overdue counts, though it was made before the day of the review.",
    why_it_matters="Two systems wait for each other, and the child waits for both.",
    pitfall="A pupil number that agrees is a hint and no more: nothing is joined until "
    "somebody has confirmed it. SEN2 is made once a year: ask what has happened since.",
    day_one="no",
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S26."""
    standing = nw.col("standing")
    unfinished = nw.col("stopped_on").is_null() & nw.col("ended_on").is_null()
    late = seen.clocks.filter(
        nw.col("clock").is_in(list(WAITS)),
        (standing == IS_OVERDUE) | ((standing == LATE) & unfinished),
    )
    what = nw.col("clock").replace_strict(
        list(WAITS), list(WAITS.values()), default=None, return_dtype=nw.String
    )
    return [
        written(
            only(late, seen.known), STUCK, since=later("due_on", 1, "d"),
            because=said(
                "Education, health and care: ", what, " was due by ", day("due_on"),
                ", counted from ", day("starts_on"), " (", nw.col("limit"), "), and "
                "none is on record; the child is open here too.",
            ),
        )
    ]  # fmt: skip
