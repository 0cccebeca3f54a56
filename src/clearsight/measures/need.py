"""Children in need: how many, for how long, with what plan, and seen or not."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, RATE, Measure
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.listed import ON_CIN_PLAN
from clearsight.measures.rolls.plans import CIN_PLANS, DISABILITY
from clearsight.measures.rolls.referrals import ADULT, EPISODES

FAMILY = "child in need"
TWO_YEARS, A_YEAR, TEN = 730, 365, 10
UNBORN = "Unborn children count, though the population does not hold them."
_open_days = PERIOD.at_day - day_number(nw.col("starts_on"))
_need = nw.col("need").fill_null("not known")
_census = ("CIN census",)
_disabled = (
    nw.when(nw.col("need") == DISABILITY)
    .then(nw.lit("disability or illness"))
    .otherwise(nw.lit("other need"))
)
_care = nw.when(nw.col("in_care")).then(nw.lit("looked after")).otherwise(nw.lit("not"))

CIN_RATE = Measure(
    key="cin_rate",
    title="Children in need at the reference date",
    family=FAMILY,
    of=EPISODES,
    counts="children with an episode of need open at the point",
    over="children aged 0 to 17 in the council's area",
    unit=RATE,
    method="rate",
    once_per_child=True,
    data=_census,
    published="cin_rate",
    published_as="DfE Children in need at 31 March; National Framework, outcome 1",
    read_with=("referral_rate", "cpp_rate"),
    splits={"need": _need},
    between=("starts_on", "until"),
    notes=(
        UNBORN,
        "Children on protection plans, looked after and care leavers are among them.",
        "A child with two open episodes counts once.",
    ),
)

TWO_YEARS_OPEN = Measure(
    key="cin_two_years",
    title="Children in need for two years or more",
    family=FAMILY,
    of=EPISODES,
    counts="those referred at least 730 days before",
    over="episodes of need open at the point",
    numerator=_open_days >= TWO_YEARS,
    data=_census,
    published="cin_two_years",
    published_as="DfE Children in need: duration of open episodes",
    read_with=("cin_plan_long",),
    splits={"need": _need, "disability": _disabled, "looked_after": _care},
    between=("starts_on", ""),
    notes=("High where disabled and looked after children are many: split them out.",),
)

LONG_PLAN = Measure(
    key="cin_plan_long",
    title="Child in need plans open over 12 months",
    family=FAMILY,
    of=CIN_PLANS,
    counts="those begun over 365 days before",
    over="child in need plans open at the point",
    numerator=_open_days > A_YEAR,
    leaves_out={"a protection plan is open too: a data question": nw.col("on_cp_plan")},
    better="lower",
    data=("CIN census: CINPlanStartDate, CINPlanEndDate, PrimaryNeedCode",),
    clock="cin_long_plan",
    published_as="none; a measure of drift",
    read_with=("rereferral_after_closure", "cin_two_years"),
    splits={"disability": _disabled},
    between=("starts_on", ""),
    notes=("Plans at most 14 days apart are one.",),
)

_unplanned = ~(
    nw.col("on_cin_plan") | nw.col("on_cp_plan") | nw.col("in_care")
    | nw.col("in_assessment")
)  # fmt: skip

NO_PLAN = Measure(
    key="cin_no_plan",
    title="Open children in need with no plan of any kind",
    family=FAMILY,
    of=EPISODES,
    counts="those with no plan, not looked after, assessed over 10 working days before",
    over="children with an episode of need open at the point",
    denominator=~nw.col("is_leaver") & ~(nw.col("age") >= ADULT).fill_null(False),
    numerator=_unplanned & (nw.col("nth_at") - nw.col("nth_assessed") > TEN),
    leaves_out={
        "referred before what was loaded begins: an assessment then would not show": (
            nw.col("starts_on") < nw.col("loaded_from")
        )
        & nw.col("nth_assessed").is_null()
        & _unplanned
    },
    once_per_child=True,
    better="lower",
    data=("CIN census", "SSDA903", "Annex A Lists 6 to 9"),
    clock="cin_plan_made",
    published_as="none; a measure of drift",
    read_with=("cin_plan_long", "cin_rate"),
    splits={"need": _need},
    between=("assessed_on", ""),
    notes=(
        "Care leavers and people of 18 and over are in neither number.",
        "Who is still looked after is no care leaver.",
    ),
)

SEEN = Measure(
    key="cin_seen",
    title="Children in need seen within the local standard",
    family=FAMILY,
    of=ON_CIN_PLAN,
    counts="those last seen within the council's own limit",
    over="children whom List 6 shows on a child in need plan",
    denominator=~(nw.col("first_due_on") >= nw.col("at")).fill_null(False),
    numerator=nw.col("next_due_on") >= nw.col("at"),
    better="higher",
    data=("Annex A List 6",),
    clock="cin_visit",
    published_as="ChAT children in need page",
    read_with=("cin_plan_long",),
    between=("seen_on", "next_due_on"),
    why=nw.when(nw.col("seen_on").is_null()).then(nw.lit("no day seen is recorded")),
    notes=(
        "A child whose plan has just begun is not yet counted.",
        "A day seen may be a call at the door.",
    ),
)
