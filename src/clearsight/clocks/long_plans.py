"""Clocks of protection beside the statutory ones: early, long and unheard."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, calendar_days, months, weeks, working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

STRATEGY_DISCUSSION = Clock(
    key="strategy_discussion",
    title="Strategy discussion",
    family="child protection",
    starts=(events.CONCERN_REFERRED,),
    stops=(events.ENQUIRY_STARTED,),
    limits={ALWAYS: working_days(1)},
    tier=0,
    configurable=True,
    proxy="the referral stands for the day the worry came up, where the enquiry was "
    "the first thing done about it",
    applies_to="enquiries that a referral led to at once",
    data=(
        "CIN census: CINreferralDate, S47ActualStartDate",
        "Annex A Lists 3 and 5: referral, strategy discussion",
    ),
    breach_words="A strategy discussion should have been held by now.",
    law=Law(
        cite="Local standard, following from Working Together to Safeguard Children, "
        "chapter 3, strategy discussion",
        status="local standard",
        checked="memory",
        url=GUIDANCE,
        note="The guidance asks for it promptly and is not known to give a number.",
    ),
    note="The returns hold the discussion and not the day of the worry. An enquiry "
    "that comes out of an assessment is left out, because that day is nowhere.",
)

BEFORE_BIRTH = Clock(
    key="prebirth_conference",
    title="Conference before the birth",
    family="child protection",
    kind="countdown",
    starts=(events.UNBORN_ENQUIRY_STARTED,),
    stops=(events.CONFERENCE_HELD,),
    ends_early=(
        events.CONFERENCE_NOT_NEEDED,
        events.ENQUIRY_UNFOLLOWED,
        events.ENQUIRY_SUPERSEDED,
        events.ENQUIRY_ON_PLAN,
        events.REFERRAL_CLOSED,
    ),
    ends_undated=(events.CONFERENCE_NOT_NEEDED, events.ENQUIRY_UNFOLLOWED),
    planned=(events.BIRTH_EXPECTED,),
    limits={ALWAYS: weeks(10, is_before=True)},
    tier=0,
    configurable=True,
    applies_to="unborn children under a section 47 enquiry",
    data=("CIN census: ExpectedPersonBirthDate, S47ActualStartDate, DateOfInitialCPC",),
    breach_words="The birth is near and the conference about this baby has not been "
    "held.",
    law=Law(
        cite="Local safeguarding procedures on conferences before birth",
        status="local standard",
        checked="second-hand",
        note="Published margins run from six weeks to about three months.",
    ),
    note="Counts back from the day the birth is expected. Where the enquiry began "
    "later than the day so reached, only the 15 working days to the conference count.",
)

REVIEWS_AS_PUBLISHED = Clock(
    key="rcpc_published",
    title="Plan reviewed in time, as published",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.REVIEW_CONFERENCE,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=2,
    applies_to="plans open at the end of the year that had lasted three months",
    data=("CIN census: CPPstartDate, CPPreviewDate",),
    breach_words="The national figures will count this plan as not reviewed in time.",
    law=Law(
        cite="DfE, Children in need statistics: plans reviewed within the timescales",
        status="published measure",
        checked="second-hand",
        note="The department is understood to count 91 and 183 days: to be confirmed.",
    ),
    note="One late review fails the whole plan for that year.",
)

SEEN_ALONE = Clock(
    key="cp_seen_alone",
    title="Child on a plan seen alone",
    family="child protection",
    starts=(events.PLAN_FROM_FIVE_STARTED,),
    stops=(events.SEEN_ALONE,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: working_days(20)},
    mode="ladder",
    tier=2,
    configurable=True,
    proxy="five years of age stands for old enough, and the latest visit for all of "
    "them",
    applies_to="children who were five or over when their plan began",
    data=("Annex A List 7: last statutory visit, whether the child was seen alone",),
    breach_words="The list does not show that this child was seen alone lately.",
    law=Law(
        cite="Local practice standard: seen alone on every other visit at least",
        status="local standard",
        checked="second-hand",
        note="With visits every ten working days that makes twenty.",
    ),
)

CHALLENGE = Clock(
    key="cpp_challenge",
    title="Senior look at a long protection plan",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.PLAN_CHALLENGED,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={
        ALWAYS: (Step(months(9), "first"), Step(months(15), "second"), Step(months(18)))
    },
    mode="points",
    tier=2,
    configurable=True,
    is_stop_unseen=True,
    proxy="the length of the plan stands for the need to ask, and no return holds the "
    "answer",
    applies_to="children on a child protection plan",
    data=("CIN census: CPPstartDate, CPPendDate", "Annex A List 7: start and end"),
    breach_words="This plan is long, and no senior review of it is on file.",
    law=Law(
        cite="Local standard: somebody senior asks what is being done differently",
        status="local standard",
        checked="second-hand",
        note="One published policy asks at 9, 12 and 15 months.",
    ),
)

TWO_YEARS = Clock(
    key="cpp_two_years",
    title="Protection plan of two years or more",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: calendar_days(729)},
    tier=2,
    applies_to="children on a child protection plan",
    data=("CIN census: CPPstartDate, CPPendDate", "Annex A List 7: start and end"),
    breach_words="This plan has lasted for two years.",
    law=Law(
        cite="DfE, Children in need statistics: plans of two years or more",
        status="published measure",
        checked="second-hand",
    ),
    note="A plan counts once it has lasted more than 729 days.",
)
