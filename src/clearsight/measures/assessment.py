"""Assessments: how long they took, which are still open, and what they found."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import Measure
from clearsight.measures.rolls.assessments import ASSESSMENTS, LISTED, OPEN

FAMILY = "assessment"
LIMIT = 45
BACKWARDS = "it ends before it begins"
NO_START = "its start is not recorded"
_unborn = nw.col("is_unborn") | (nw.col("age") < 0)
_data = ("CIN census: AssessmentActualStartDate, AssessmentAuthorisationDate",)

IN_45 = Measure(
    key="assess_45",
    title="Assessments completed within 45 working days",
    family=FAMILY,
    of=ASSESSMENTS,
    counts="those that took at most 45 working days from their start",
    over="assessments authorised in the period",
    numerator=nw.col("wd") <= LIMIT,
    leaves_out={
        BACKWARDS: nw.col("is_backwards"),
        NO_START: nw.col("starts_on").is_null(),
    },
    better="higher",
    data=_data,
    clock="assessment_45_published",
    published="assess_45",
    published_as="DfE Children in need: completed within 45 working days",
    read_with=("assess_open_over_45", "referral_not_in_need", "rereferral_12m"),
    between=("starts_on", "ended_on"),
    notes=(
        "Only what was finished counts: read it with those open for longer.",
        "From a day that is no working day, the count begins with the next one.",
    ),
)

FROM_REFERRAL = Measure(
    key="assess_45_from_referral",
    title="Assessments within 45 working days of referral",
    family=FAMILY,
    of=ASSESSMENTS,
    counts="those authorised at most 45 working days after the referral",
    over="first assessments after a referral, authorised in the period",
    denominator=nw.col("is_first") & ~nw.col("referred_on").is_null(),
    numerator=nw.col("wd_referral") <= LIMIT,
    leaves_out={
        BACKWARDS: nw.col("ended_on") < nw.col("referred_on"),
        "referred before what was loaded begins: an earlier one would not show": (
            nw.col("is_unsure")
        ),
    },
    better="higher",
    data=("CIN census: CINreferralDate, AssessmentAuthorisationDate",),
    clock="assessment_45",
    published_as="none; it is the limit of the guidance itself",
    read_with=("assess_45",),
    between=("referred_on", "ended_on"),
    notes=("A later assessment of the same referral is not counted.",),
)

OPEN_OVER_45 = Measure(
    key="assess_open_over_45",
    title="Open assessments past 45 working days",
    family=FAMILY,
    of=OPEN,
    counts="those begun over 45 working days before",
    over="assessments open at the point",
    numerator=nw.col("nth_at") - nw.col("nth_start") > LIMIT,
    leaves_out={
        "its episode of need is closed": nw.col("referral_until") <= nw.col("at")
    },
    better="lower",
    data=("CIN census", "Annex A List 4"),
    clock="assessment_45",
    published_as="ChAT assessments page",
    read_with=("assess_45",),
    between=("starts_on", ""),
    notes=("One left open on a closed episode is a data question, and is left out.",),
)

CHILD_SEEN = Measure(
    key="assess_child_seen",
    title="Children seen during assessment",
    family=FAMILY,
    of=LISTED,
    counts="those where the child is recorded as seen",
    over="assessments of List 4 authorised in the period",
    numerator=nw.col("is_seen"),
    leaves_out={
        "the child was not yet born": nw.col("is_unborn") | (nw.col("age") < 0)
    },
    better="higher",
    data=("Annex A List 4",),
    clock="assessment_child_seen",
    published_as="ChAT assessments page",
    read_with=("assess_45",),
    between=("starts_on", "ended_on"),
    why=nw.when(nw.col("is_seen").is_null()).then(
        nw.lit("whether the child was seen is not recorded")
    ),
    notes=(
        "Blank counts as not shown to be seen.",
        "List 4 holds no day on which the child was seen, so nothing says how soon.",
    ),
)

NEGLECT = Measure(
    key="assess_neglect_factor",
    title="Assessments that find neglect",
    family=FAMILY,
    of=ASSESSMENTS,
    counts="those with neglect among their factors",
    over="assessments authorised in the period with any factor recorded",
    numerator=nw.col("is_neglect"),
    leaves_out={"no factor is recorded": ~nw.col("has_factors")},
    data=("CIN census: AssessmentFactors",),
    published="assess_neglect_factor",
    published_as="DfE Children in need: factors; National Framework, outcome 2",
    read_with=("cpp_neglect_share",),
    between=("starts_on", "ended_on"),
    notes=("Several factors may apply to one assessment.",),
)
