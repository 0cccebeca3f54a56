"""Adoption: how many, how long it took, and who is still waiting."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, Measure
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.adoption import (
    ADOPTED,
    ADOPTIONS,
    OF_THREE_YEARS,
    WAITING,
)
from clearsight.measures.rolls.care import LEFT

FAMILY = "adoption"
SCORECARDS = "DfE adoption scorecards; adoption quarterly return"
ADOPTED_ONLY = "Adopted children only: whoever still waits is in ad_waiting."
A2_LIMIT = 121
_when = {
    "when": nw.when(nw.col("is_recent"))
    .then(nw.lit("the last twelve months"))
    .otherwise(nw.lit("the two years before"))
}

SHARE = Measure(
    key="ad_share",
    title="Children who left care to adoption",
    family=FAMILY,
    of=LEFT,
    counts="those who were adopted",
    over="children who left care in the period, the last time that they did",
    numerator=nw.col("outcome").is_in(list(ADOPTED)),
    leaves_out={
        "the child left again later in the period": ~nw.col("is_last"),
        "an agreed series of short breaks": nw.col("is_short"),
    },
    better="higher",
    data=("SSDA903 Episodes: REC",),
    published="ad_share",
    published_as="DfE Children looked after: adoption; LAIT",
    disclosure="small_cohort",
    read_with=("cla_sgo", "ad_waiting"),
    between=("starts_on", "ended_on"),
    notes=("Good in general, but never for all.",),
)

CARE_TO_FAMILY = Measure(
    key="ad_a10",
    title="Entering care to moving in with the adoptive family (A10)",
    family=FAMILY,
    of=OF_THREE_YEARS,
    counts="days from the start of care to moving in with the family",
    over="children adopted in the three years to the point",
    leaves_out={
        "the day of moving in is not known": nw.col("days_to_family").is_null(),
        "moving in is dated before care": nw.col("days_to_family") < 0,
    },
    unit="days",
    method="mean",
    amount=nw.col("days_to_family"),
    better="lower",
    lookback=24,
    data=("SSDA903 Episodes, AD1", "Annex A List 10"),
    clock="a10",
    published_as=SCORECARDS,
    disclosure="small_cohort",
    read_with=("ad_waiting", "ad_a2"),
    splits=_when,
    between=("starts_on", "moved_in_on"),
    notes=(
        "Three years; split by when for the twelve months.",
        "Adopted by their foster carers: to the start of that foster placement.",
        ADOPTED_ONLY,
    ),
)

ORDER_TO_MATCH = Measure(
    key="ad_a2",
    title="Placement order to match (A2)",
    family=FAMILY,
    of=OF_THREE_YEARS,
    counts="days from the placement order to the match",
    over="children adopted in the three years to the point, with an order and placed",
    denominator=~nw.col("order_on").is_null() & ~nw.col("placed_on").is_null(),
    leaves_out={"the match is not dated": nw.col("days_to_match").is_null()},
    unit="days",
    method="mean",
    amount=nw.col("days_to_match"),
    better="lower",
    lookback=24,
    data=("SSDA903 Episodes, AD1",),
    clock="a2",
    published_as=SCORECARDS,
    disclosure="small_cohort",
    read_with=("ad_waiting", "ad_a10"),
    splits=_when,
    between=("order_on", "matched_on"),
    notes=("A match before the order took no days.", ADOPTED_ONLY),
)

DECISION_TO_MATCH = Measure(
    key="ad_decision_to_match",
    title="Decision to match",
    family=FAMILY,
    of=ADOPTIONS,
    counts="months from the decision that the child should be placed to the match",
    over="children adopted in the period",
    leaves_out={
        "the decision or the match is not dated": nw.col("months_to_match").is_null(),
        "the match is dated before the decision": nw.col("months_to_match") < 0,
    },
    unit="months",
    method="mean",
    amount=nw.col("months_to_match"),
    better="lower",
    data=("SSDA903 PlacedAdoption, AD1",),
    published="ad_decision_to_match",
    published_as="DfE Children looked after; National Framework, outcome 4",
    disclosure="small_cohort",
    read_with=("ad_waiting",),
    between=("decided_on", "matched_on"),
    notes=(ADOPTED_ONLY,),
)

STILL_WAITING = Measure(
    key="ad_waiting",
    title="Children with a placement order waiting over 121 days for a match",
    family=FAMILY,
    of=WAITING,
    counts="children with an order for over 121 days, and no match and no placement",
    over="none: it is a count",
    denominator=PERIOD.at_day - day_number(nw.col("starts_on")) > A2_LIMIT,
    unit="children",
    method="count",
    once_per_child=True,
    better="lower",
    data=("SSDA903 Episodes, PlacedAdoption", "Annex A List 10"),
    clock="a2",
    published_as="adoption quarterly return: children waiting",
    disclosure="small_cohort",
    read_with=("ad_a2", "ad_a10"),
    between=("starts_on", ""),
    notes=(
        (
            "The 903 gives the match of a child who was adopted and of no other: with "
            "List 10 loaded fewer seem to wait."
        ),
        "A decision that was reversed ends the wait.",
        ("Brothers and sisters count one by one: no record says who belongs together."),
    ),
)
