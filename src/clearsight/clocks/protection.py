"""Clocks of child protection: the enquiry, the conferences, the visits."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, months, weeks, working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

ENQUIRY_CONCLUDED = Clock(
    key="s47_outcome",
    title="Outcome of a section 47 enquiry",
    family="child protection",
    starts=(events.ENQUIRY_STARTED,),
    stops=(
        events.CONFERENCE_HELD,
        events.CONFERENCE_NOT_NEEDED,
        events.ENQUIRY_ENDED,
    ),
    ends_early=(events.ENQUIRY_SUPERSEDED, events.REFERRAL_CLOSED),
    is_spoilt_by_earlier_stop=True,
    limits={ALWAYS: working_days(15)},
    tier=0,
    configurable=True,
    applies_to="every section 47 enquiry",
    data=(
        "CIN census: S47ActualStartDate, ICPCnotRequired, DateOfInitialCPC",
        "Annex A List 5: strategy discussion, conference judged not needed, conference",
        "Standard Safeguarding Dataset: s47e_s47_start_date, s47e_s47_end_date",
    ),
    breach_words="This section 47 enquiry has no outcome on file.",
    law=Law(
        cite="Local standard, following from the 15 working days to the conference",
        status="local standard",
        checked="second-hand",
        note="Many councils set 10 working days.",
    ),
    note="The census and the lists say that no conference was needed without saying "
    "when, so an enquiry that ended so cannot be timed by them. The dataset and the "
    "daily API hold the day an enquiry ended, and that day stops the clock.",
)

INITIAL_CONFERENCE = Clock(
    key="s47_to_icpc",
    title="Initial child protection conference, from the strategy discussion",
    family="child protection",
    starts=(events.ENQUIRY_STARTED,),
    stops=(events.CONFERENCE_HELD,),
    ends_early=(
        events.CONFERENCE_NOT_NEEDED,
        events.ENQUIRY_UNFOLLOWED,
        events.ENQUIRY_SUPERSEDED,
        events.ENQUIRY_ON_PLAN,
        events.REFERRAL_CLOSED,
    ),
    ends_undated=(events.CONFERENCE_NOT_NEEDED, events.ENQUIRY_UNFOLLOWED),
    is_spoilt_by_earlier_stop=True,
    limits={ALWAYS: working_days(15)},
    tier=0,
    applies_to="children whose enquiry finds continuing risk of significant harm",
    data=(
        "CIN census: S47ActualStartDate, DateOfInitialCPC",
        "Annex A List 5: strategy discussion, conference",
    ),
    breach_words="The conference should have been held by now, and without it the "
    "child has no agreed plan of protection.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 3, "
        "initial child protection conference",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        note="The 2026 edition was not available to us; earlier ones agree on 15.",
    ),
    note="Counted from the start of the enquiry, as the department does. Of several "
    "enquiries the last one that led to a conference counts: a later one ends the "
    "clock of an earlier one. Of an enquiry that ended, a conference is due only if "
    "something asked for one.",
)

REVIEW_CONFERENCE = Clock(
    key="rcpc",
    title="Review child protection conference",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.REVIEW_CONFERENCE,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=1,
    applies_to="children on a child protection plan",
    data=(
        "CIN census: CPPstartDate, CPPreviewDate, CPPendDate",
        "Annex A List 7: start, latest review conference, end",
    ),
    breach_words="The review conference is overdue, so nothing has tested the plan.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 3, "
        "child protection review conference",
        status="statutory guidance",
        checked="text seen",
        url=GUIDANCE,
        note="The 2023 text was read; the 2026 edition was not available to us.",
    ),
)

PROTECTION_VISIT = Clock(
    key="cp_visit",
    title="Visit to a child on a protection plan",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.PROTECTION_VISIT,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: working_days(10)},
    mode="ladder",
    tier=0,
    configurable=True,
    applies_to="children on a child protection plan",
    data=("Annex A List 7: start of the plan, last statutory visit",),
    breach_words="Nobody has visited this child for longer than our standard allows.",
    law=Law(
        cite="Local standard: the plan and local procedures set how often",
        status="local standard",
        checked="second-hand",
        note="10 working days is common and four weeks is also published.",
    ),
    note="Annex A shows the latest visit alone, so one extract tells only of today.",
)

CORE_GROUP = Clock(
    key="core_group_first",
    title="Core group",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.CORE_GROUP,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: (Step(working_days(10), "first"), Step(weeks(6)))},
    mode="ladder",
    tier=1,
    is_local=True,
    applies_to="children on a child protection plan",
    data=(
        "CIN census: CPPstartDate, CPPendDate",
        "Local extract: step CORE GROUP",
    ),
    breach_words="Those who are to carry out the protection plan have not met.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 3, the core group",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        note="The 2026 edition was not available to us. It gives ten working days for "
        "the first; the six weeks between later ones are a local standard.",
    ),
    note="The plan starts on the day of the initial conference.",
)

NEGLECT_TOOL = Clock(
    key="neglect_tool",
    title="Neglect measured again",
    family="child protection",
    starts=(events.PROTECTION_PLAN_STARTED,),
    start_details=("NEG",),
    stops=(events.NEGLECT_TOOL,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children whose protection plan began for neglect",
    data=(
        "CIN census: CPPstartDate, InitialCategoryOfAbuse",
        "Local extract: step NEGLECT TOOL",
    ),
    breach_words="Nobody has measured for months whether the neglect is less.",
    law=Law(
        cite="Local standard: a neglect strategy with a graded tool",
        status="local standard",
        checked="memory",
    ),
    note="Plans of several categories (MUL) and CIN plans may be about neglect too; no "
    "return says so of the plan, and they are not counted.",
)

TRANSFER_CONFERENCE = Clock(
    key="transfer_in_conference",
    title="Conference for a child who moved in on a plan",
    family="child protection",
    starts=(events.TRANSFER_NOTIFIED,),
    stops=(events.TRANSFER_CONFERENCE,),
    limits={ALWAYS: working_days(15)},
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children on another council's protection plan who moved in for good",
    data=("Local extract: steps TRANSFER NOTIFIED, TRANSFER CONFERENCE",),
    breach_words="This child came to us on a plan, and our own conference is not held.",
    law=Law(
        cite="Local and regional safeguarding procedures",
        status="local standard",
        checked="second-hand",
        note="Some count from the other council's written notice, others from the day "
        "the referral was accepted.",
    ),
)
