"""Special educational needs: how long a plan takes, and whether it is reviewed."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from clearsight.measures.measure import PERIOD, Measure
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.ehc import ASKED, ISSUED, KEPT, WAITING

FAMILY = "SEND"
PUBLISHED = "DfE Education, health and care plans; LAIT"
TWENTY_WEEKS = 140
NO_REQUEST = "the request it came of is not in the return"
BACKWARDS = "it is dated before the request"
_unclear = {NO_REQUEST: nw.col("received_on").is_null(), BACKWARDS: nw.col("days") < 0}

IN_20_WEEKS = Measure(
    key="send_20w",
    title="EHC plans issued within 20 weeks",
    family=FAMILY,
    of=ISSUED,
    counts="those issued at most 140 days after the request",
    over="plans issued in the period, those with an exception in law apart",
    numerator=nw.col("days") <= TWENTY_WEEKS,
    leaves_out={
        "an exception to the 20 weeks applies": nw.col("is_excepted"),
        **_unclear,
    },
    better="higher",
    split_by=(),
    data=("SEN2",),
    clock="ehc_20",
    published="send_20w",
    published_as=PUBLISHED,
    read_with=("send_open_over_20w", "send_20w_all"),
    between=("received_on", "issued_on"),
    notes=("Issued plans only: who still waits is in send_open_over_20w.",),
)

IN_20_WEEKS_ALL = replace(
    IN_20_WEEKS,
    key="send_20w_all",
    title="EHC plans issued within 20 weeks, exceptions among them",
    over="plans issued in the period",
    leaves_out=_unclear,
    published="send_20w_all",
    read_with=("send_20w", "send_open_over_20w"),
)

OPEN_LONG = Measure(
    key="send_open_over_20w",
    title="Requests open past 20 weeks",
    family=FAMILY,
    of=WAITING,
    counts="requests of over 140 days before with no plan and no decision against",
    over="none: it is a count",
    denominator=PERIOD.at_day - day_number(nw.col("received_on")) > TWENTY_WEEKS,
    leaves_out={"the return does not say on what day it ended": nw.col("is_undated")},
    unit="children",
    method="count",
    better="lower",
    split_by=(),
    data=("SEN2", "the council's own SEND system"),
    clock="ehc_20",
    published_as="none; a measure of drift",
    read_with=("send_20w",),
    between=("received_on", ""),
    notes=("A request that was refused or withdrawn is closed.",),
)

REFUSED = Measure(
    key="send_refused",
    title="Requests for assessment refused",
    family=FAMILY,
    of=ASKED,
    counts="those that the council decided not to assess",
    over="requests for a needs assessment in the period",
    numerator=nw.col("is_refused"),
    split_by=(),
    data=("SEN2",),
    published="send_refused",
    published_as=PUBLISHED,
    read_with=("send_20w",),
    between=("received_on", "decided_on"),
    notes=("Read with the results of the tribunal.",),
)

REVIEWED = Measure(
    key="send_review_12m",
    title="Annual reviews held when due",
    family=FAMILY,
    of=KEPT,
    counts="those with a review meeting recorded in the year up to then",
    over="plans maintained at the point that were issued a year before or earlier",
    denominator=nw.col("first_on") <= nw.col("year_on"),
    numerator=~nw.col("met_on").is_null(),
    leaves_out={
        "the child moved in that year, on a day the return does not tell": nw.col(
            "is_settling"
        ),
    },
    better="higher",
    split_by=(),
    data=("SEN2",),
    clock="ehc_annual_review",
    published="send_review_12m",
    published_as=PUBLISHED,
    read_with=("send_20w",),
    between=("issued_on", "met_on"),
    notes=(
        "New in SEN2: the department warns of its quality.",
        "With no day of issue, the plan is older than the return.",
        "SEN2 tells of the latest meeting alone: those before it may be hidden.",
    ),
)
