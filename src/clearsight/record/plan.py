"""Plans: child in need, child protection, and the pre-proceedings process."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number, text

CIN_PLAN = "CIN plan"
PROTECTION_PLAN = "child protection plan"
PRE_PROCEEDINGS = "pre-proceedings"


class Plan(Thing):
    """One row for each plan or process."""

    kind = text("CIN plan, child protection plan or pre-proceedings")
    plan_key = text("What reviews nested under this plan carry")
    referral_key = text("The referral it is nested under, where the return nests it")
    starts_on = day("Day it began")
    ended_on = day("Day it ended")
    category_first = code(
        "Category of abuse at the start (NEG, PHY, SAB, EMO, MUL)", "abuse"
    )
    category_latest = code("Category of abuse now or at the end", "abuse")
    previous_plans = number("Earlier protection plans by this council, as stated")
    outcome = code("How a pre-proceedings process ended", "pre_proceedings_outcome")
