"""Child protection: plans, how they are reviewed, repeated and ended."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, RATE, Measure, Survival
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.plans import (
    ENDED,
    NEGLECT,
    ON_LIST_7,
    OPEN,
    STARTED,
)

FAMILY = "child protection"
CENSUS = "CIN census: CPPstartDate, CPPendDate"
TWO_YEARS, YEAR, NEARLY_TWO = 730, 365, 729
FOUR = 4
UNBORN = "Unborn children count, though the population does not hold them."
_open_days = PERIOD.at_day - day_number(nw.col("starts_on"))
_category = nw.col("category_latest").fill_null("not known")
# The daily API has no category, and in the dataset it may be blank.
_no_category = nw.col("category_latest").is_null() & ~nw.col("sources").str.contains(
    "cin|annexa"
)
_three_months_on = nw.col("starts_on").dt.offset_by("3mo").cast(nw.Date)

PLANS_RATE = Measure(
    key="cpp_rate",
    title="Children on a protection plan",
    family=FAMILY,
    of=OPEN,
    counts="plans open at the point",
    over="children aged 0 to 17 in the council's area",
    unit=RATE,
    method="rate",
    once_per_child=True,
    data=(CENSUS,),
    published="cpp_rate",
    published_as="DfE Children in need: child protection plans at 31 March",
    read_with=("cla_start_rate", "cin_rate"),
    splits={"category": _category},
    between=("starts_on", ""),
    notes=(UNBORN, "No return flags a temporary plan of a child who visits."),
)

REPEAT = Measure(
    key="cpp_repeat",
    title="Plans that are a second or later plan",
    family=FAMILY,
    of=STARTED,
    counts="those of children who had a plan before, as the return states it",
    over="protection plans begun in the period",
    numerator=nw.col("previous_plans") >= 1,
    better="lower",
    data=("CIN census: NumberOfPreviousCPP, CPPstartDate",),
    published="cpp_repeat",
    published_as="DfE Children in need; National Framework, outcome 2",
    read_with=("cpp_two_years_open", "cpp_repeat_24m"),
    splits={"category": nw.col("category_first").fill_null("not known")},
    between=("earlier_end_on", "starts_on"),
    why=nw.when(
        nw.col("has_earlier") & (nw.col("previous_plans").fill_null(0) == 0)
    ).then(nw.lit("the return says none, and an earlier plan is in the data")),
    notes=(
        "Any earlier plan counts, however long ago; some count plans elsewhere.",
        "Where our history has an earlier plan and the return none, members say so.",
    ),
)

REPEAT_24 = Measure(
    key="cpp_repeat_24m",
    title="Plans starting within 24 months of an earlier plan ending",
    family=FAMILY,
    of=STARTED,
    counts="those begun at most 730 days after the child's last plan ended",
    over="protection plans begun in the period",
    numerator=nw.col("days_since_earlier") <= TWO_YEARS,
    better="lower",
    lookback=24,
    data=("CIN census, three years",),
    published_as="none; ChAT shows plans of the last two years",
    read_with=("cpp_repeat", "stepdown_return"),
    between=("earlier_end_on", "starts_on"),
    notes=("It tells drift from need that came back, better than cpp_repeat.",),
)

TWO_YEARS_OPEN = Measure(
    key="cpp_two_years_open",
    title="Plans open for two years or more",
    family=FAMILY,
    of=OPEN,
    counts="those begun over 729 days before",
    over="protection plans open at the point",
    numerator=_open_days > NEARLY_TWO,
    better="lower",
    data=(CENSUS,),
    clock="cpp_two_years",
    published="cpp_two_years_open",
    published_as="DfE Children in need; National Framework, outcome 2",
    read_with=("cpp_repeat",),
    splits={"category": _category},
    between=("starts_on", ""),
    notes=(
        "A transfer between councils begins the count again.",
        "Of ended plans, more have lasted two years when a backlog is being closed.",
    ),
)

REVIEWED = Measure(
    key="cpp_reviews",
    title="Plans reviewed in time",
    family=FAMILY,
    of=OPEN,
    counts="those whose every review due in the twelve months before was in time",
    over="protection plans open at the point for at least three months",
    denominator=_three_months_on <= PERIOD.at,
    numerator=nw.col("reviews_late") == 0,
    leaves_out={
        "a review cannot be judged: see the data questions": (
            nw.col("reviews_unclear") > 0
        )
        & (nw.col("reviews_late") == 0)
    },
    better="higher",
    data=("CIN census: CPPstartDate, CPPreviewDate",),
    clock="rcpc_published",
    published="cpp_reviews",
    published_as="DfE Children in need: reviewed within required timescales",
    read_with=("cpp_two_years_open",),
    between=("starts_on", ""),
    notes=(
        "One late review fails the plan.",
        "How the department counts three and six months is not confirmed.",
    ),
)

VISITED = Measure(
    key="cpp_visits",
    title="Children on a plan visited within the local standard",
    family=FAMILY,
    of=ON_LIST_7,
    counts="those last visited within the council's own limit",
    over="children on List 7 with an open plan older than that limit",
    denominator=nw.col("first_due_on") < PERIOD.at,
    numerator=nw.col("next_due_on") >= PERIOD.at,
    better="higher",
    data=("Annex A List 7",),
    clock="cp_visit",
    published_as="ChAT child protection page",
    read_with=("cpp_seen_alone",),
    between=("visited_on", "next_due_on"),
    why=nw.when(nw.col("visited_on").is_null()).then(nw.lit("no visit is recorded")),
    notes=("Children in hospital or placed elsewhere count too.",),
)

SEEN_ALONE = Measure(
    key="cpp_seen_alone",
    title="Children on a plan seen alone at the last visit",
    family=FAMILY,
    of=ON_LIST_7,
    counts="those recorded as seen alone at the last visit",
    over="children of four and over on List 7 with an open plan and a visit",
    denominator=(nw.col("age") >= FOUR) & ~nw.col("visited_on").is_null(),
    numerator=nw.col("visited_on_detail") == "seen alone",
    better="higher",
    data=("Annex A List 7",),
    clock="cp_seen_alone",
    published_as="ChAT child protection page",
    read_with=("cpp_visits",),
    between=("visited_on", ""),
    notes=("Not known counts as not seen alone.", "From which age is a local choice."),
)

NEGLECT_SHARE = Measure(
    key="cpp_neglect_share",
    title="Plans for neglect",
    family=FAMILY,
    of=OPEN,
    counts="those whose latest category is neglect",
    over="protection plans open at the point",
    numerator=nw.col("category_latest") == NEGLECT,
    leaves_out={"no source of it holds a category": _no_category},
    data=("CIN census: InitialCategoryOfAbuse, LatestCategoryOfAbuse",),
    published_as="DfE Children in need: plans by category",
    read_with=("cpp_neglect_median",),
    splits={
        "category": _category,
        "category_first": nw.col("category_first").fill_null("not known"),
    },
    between=("starts_on", ""),
    why=nw.when(nw.col("category_first") != nw.col("category_latest")).then(
        nw.lit("the category has changed since the plan began")
    ),
    notes=("Several categories (MUL) are apart: split by category.",),
)

NEGLECT_MEDIAN = Measure(
    key="cpp_neglect_median",
    title="Median length of a neglect plan",
    family=FAMILY,
    of=STARTED,
    counts="the day by which half had ended, by survival analysis",
    over="plans for neglect begun in the period",
    denominator=nw.col("category_first") == NEGLECT,
    numerator=nw.col("watched_ended") == 1,
    leaves_out={"it ends before it begins": nw.col("ended_on") < nw.col("starts_on")},
    unit="days",
    method="survival",
    survival=Survival(nw.col("watched_days"), nw.col("watched_ended")),
    data=("CIN census", "SSDA903"),
    published_as="none; a measure of drift",
    read_with=(
        "cpp_neglect_share",
        "stepdown_return",
        "cpp_neglect_stepdown_12m",
        "cpp_neglect_care_12m",
        "cpp_neglect_open_12m",
    ),
    between=("starts_on", "stopped_on"),
    notes=(
        "Plans still open count for as long as they were watched.",
        "Coming into care ends a plan in another way than a step down.",
        "The members that count are those stepped down by the day of the review.",
    ),
)

STEPDOWN_RETURN = Measure(
    key="stepdown_return",
    title="Back on a plan or in care within 12 months of step-down",
    family=FAMILY,
    of=ENDED,
    counts="those followed within 365 days by another plan or a period of care",
    over="plans that ended by step-down, and whose 365 days were over in the period",
    denominator=nw.col("ended_by").is_null(),
    numerator=nw.col("days_to_return") <= YEAR,
    better="lower",
    lookback=12,
    data=("CIN census", "SSDA903"),
    published_as="none; a measure of drift",
    read_with=("cpp_two_years_open",),
    between=("ended_on", "back_on"),
    notes=("An end by care, death, coming of age or moving away is no step-down.",),
)
