"""Clocks of children in need: a plan, sight of the child, and an end in view."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, months, working_days
from clearsight.journeys import events
from clearsight.law import Law

PLAN_MADE = Clock(
    key="cin_plan_made",
    title="Child in need plan made",
    family="child in need",
    starts=(events.ASSESSED_AS_IN_NEED,),
    stops=(events.CIN_PLAN_STARTED, events.PROTECTION_PLAN_STARTED),
    ends_early=(events.REFERRAL_CLOSED, events.IN_CARE_SINCE),
    # The census of 2021/22 was the first to ask for the plan.
    limits={date(2021, 4, 1): working_days(10)},
    mode="each start",
    tier=2,
    configurable=True,
    applies_to="children assessed as in need, neither looked after nor on a plan",
    data=(
        "CIN census: AssessmentAuthorisationDate, CINPlanStartDate, ReasonForClosure",
        "Annex A List 4: whether support was required",
    ),
    breach_words="The assessment found that this child needs help, and there is no "
    "plan.",
    law=Law(
        cite="Local procedures: a plan soon after the assessment",
        status="local standard",
        checked="second-hand",
        note="10 and 15 working days are published.",
    ),
    note="A protection plan counts as a plan. A disabled child who has short breaks "
    "alone may have a plan of another kind, which no return holds.",
)

VISIT = Clock(
    key="cin_visit",
    title="Visit to a child in need",
    family="child in need",
    starts=(events.CIN_PLAN_STARTED,),
    stops=(events.CHILD_SEEN,),
    ends_early=(events.CIN_PLAN_ENDED,),
    limits={ALWAYS: working_days(20)},
    mode="ladder",
    tier=2,
    configurable=True,
    applies_to="children on a child in need plan",
    data=(
        "CIN census: CINPlanStartDate, CINPlanEndDate",
        "Annex A List 6: day the child was last seen",
    ),
    breach_words="Nobody has seen this child in need for longer than we allow.",
    law=Law(
        cite="Local practice standard: how often a child in need is seen",
        status="local standard",
        checked="second-hand",
        note="Four to six weeks is usual.",
    ),
    note="List 6 shows the latest sighting alone, so one extract tells only of today.",
)

LONG_PLAN = Clock(
    key="cin_long_plan",
    title="Senior look at a long child in need plan",
    family="child in need",
    starts=(events.CIN_PLAN_STARTED,),
    # Need by reason of the child's own disability: help is meant to last.
    start_unless=("N2",),
    stops=(events.CIN_PLAN_CHALLENGED,),
    ends_early=(events.CIN_PLAN_ENDED,),
    limits={ALWAYS: (Step(months(9), "first"), Step(months(6)))},
    mode="ladder",
    tier=2,
    configurable=True,
    is_stop_unseen=True,
    proxy="the length of the plan stands for the need to ask, and no return holds the "
    "answer",
    applies_to="children on a child in need plan for any need but their own disability",
    data=("CIN census: CINPlanStartDate, CINPlanEndDate, PrimaryNeedCode",),
    breach_words="This plan is long, and no senior review of it is on file.",
    law=Law(
        cite="Local standard: somebody senior asks whether the help works",
        status="local standard",
        checked="memory",
    ),
)

STEPPED_DOWN = Clock(
    key="stepdown_first_visit",
    title="First sight of a child after step-down",
    family="child in need",
    starts=(events.STEPPED_DOWN,),
    stops=(events.CHILD_SEEN,),
    ends_early=(events.REFERRAL_CLOSED,),
    limits={ALWAYS: working_days(10)},
    mode="each start",
    tier=2,
    configurable=True,
    applies_to="children who left a protection plan, or went home from care, and are "
    "still open",
    data=(
        "CIN census: CPPendDate, CINclosureDate",
        "SSDA903: DEC, REC E4A, E4B or E13",
        "Annex A List 6: day the child was last seen",
    ),
    breach_words="The plan was stepped down, and nobody has been to see how it goes.",
    law=Law(
        cite="Local standard: a visit soon after a step down",
        status="local standard",
        checked="memory",
    ),
)

PLAN_REVIEW = Clock(
    key="cin_review",
    title="Review of a child in need plan",
    family="child in need",
    starts=(events.CIN_PLAN_STARTED,),
    stops=(events.CIN_REVIEW,),
    ends_early=(events.CIN_PLAN_ENDED,),
    limits={ALWAYS: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children on a child in need plan",
    data=(
        "CIN census: CINPlanStartDate, CINPlanEndDate",
        "Local extract: step CIN REVIEW",
    ),
    breach_words="No review has asked whether this plan is helping the child.",
    law=Law(
        cite="Local procedures: three months, then every six at most",
        status="local standard",
        checked="second-hand",
        note="Working Together asks for regular review; no interval could be confirmed "
        "there. Many councils set six weeks and three months, some four weeks.",
    ),
)
