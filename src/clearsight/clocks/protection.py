"""Clocks of child protection: the enquiry, the conferences, the visits."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, months, working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

ENQUIRY_CONCLUDED = Clock(
    key="s47_outcome",
    title="Outcome of a section 47 enquiry",
    family="child protection",
    starts=(events.ENQUIRY_STARTED,),
    stops=(events.CONFERENCE_HELD, events.CONFERENCE_NOT_NEEDED),
    ends_early=(events.ENQUIRY_SUPERSEDED, events.REFERRAL_CLOSED),
    is_spoilt_by_earlier_stop=True,
    limits={ALWAYS: working_days(15)},
    tier=0,
    configurable=True,
    applies_to="every section 47 enquiry",
    data=(
        "CIN census: S47ActualStartDate, ICPCnotRequired, DateOfInitialCPC",
        "Annex A List 5: strategy discussion, conference judged not needed, conference",
    ),
    breach_words="This section 47 enquiry has no outcome on file.",
    law=Law(
        cite="Local standard, following from the 15 working days to the conference",
        status="local standard",
        checked="second-hand",
        note="Many councils set 10 working days.",
    ),
    note="The returns say that no conference was needed without saying when, so an "
    "enquiry that ended so cannot be timed.",
)

INITIAL_CONFERENCE = Clock(
    key="s47_to_icpc",
    title="Initial child protection conference, from the strategy discussion",
    family="child protection",
    starts=(events.ENQUIRY_STARTED,),
    stops=(events.CONFERENCE_HELD,),
    ends_early=(
        events.CONFERENCE_NOT_NEEDED,
        events.ENQUIRY_SUPERSEDED,
        events.ENQUIRY_ON_PLAN,
        events.REFERRAL_CLOSED,
    ),
    ends_undated=(events.CONFERENCE_NOT_NEEDED,),
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
    "clock of an earlier one.",
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
