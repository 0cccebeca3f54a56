"""Clocks of the front door: someone must decide, and be responsible for the child."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, calendar_days, working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

UNALLOCATED = Clock(
    key="unallocated",
    title="Open child with no named worker",
    family="front door",
    starts=(events.UNALLOCATED, events.WORKER_UNTOLD),
    starts_untold=(events.WORKER_UNTOLD,),
    untold_words="the social worker episodes name workers of other children, and none "
    "of this child's",
    stops=(events.ALLOCATED,),
    ends_early=(events.ALLOCATION_ENDED,),
    limits={ALWAYS: working_days(1)},
    mode="each start",
    tier=0,
    configurable=True,
    applies_to="every child open to the council, from referral to leaving care",
    data=(
        "Annex A Lists 3 to 9: worker and team",
        "SSDA903 social worker episodes, for children looked after",
        "Staff extract: assignments as social worker",
    ),
    breach_words="This child is open to us and nobody is named as their worker.",
    law=Law(
        cite="Local standard: an open child is allocated to a named worker",
        status="local standard",
        checked="memory",
        note="No law gives a number; inspectors treat it as a failing of oversight.",
    ),
    note="A team, tray or duty desk in the worker's column is nobody. The words that "
    "mean nobody are a setting. Where one list after another names nobody it is "
    "counted from the first of them, which is at the latest since when. Where the last "
    "assignment of an open child ended it is counted from the next day.",
)

REFERRAL_DECISION = Clock(
    key="referral_decision",
    title="Decision on a referral",
    family="front door",
    starts=(events.REFERRAL_ACCEPTED,),
    stops=(
        events.ASSESSMENT_STARTED,
        events.ENQUIRY_STARTED,
        events.CIN_PLAN_STARTED,
        events.PROTECTION_PLAN_STARTED,
    ),
    ends_early=(events.REFERRAL_CLOSED,),
    # Whoever would show that an assessment ended would show that it began.
    covered_as=(events.ASSESSMENT_AUTHORISED,),
    limits={ALWAYS: working_days(1)},
    tier=1,
    proxy="the start of the first assessment, enquiry or plan stands for the day of "
    "the decision, which no return holds",
    applies_to="every referral accepted at the front door",
    data=(
        "CIN census: CINreferralDate, AssessmentActualStartDate, S47ActualStartDate",
        "CIN census: CINPlanStartDate, CPPstartDate",
        "Annex A Lists 3, 4 and 5: referral, start of the assessment and the enquiry",
    ),
    breach_words="Nothing has begun on this referral since the one working day in "
    "which somebody should have decided what to do.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 3, "
        "responding to a referral",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        note="The 2026 edition was not available to us; earlier ones agree on one.",
    ),
    note="A decision may be made in time and the work begin later, so what stands late "
    "here is a long wait and no proof of a late decision.",
)

TRIAGE = Clock(
    key="contact_triage_red",
    title="Screening of a rated contact",
    family="front door",
    starts=(events.CONTACT_RED, events.CONTACT_AMBER, events.CONTACT_GREEN),
    stops=(events.CONTACT_SCREENED,),
    limits={
        ALWAYS: (
            Step(calendar_days(3), starts=(events.CONTACT_GREEN,)),
            Step(calendar_days(1)),
        )
    },
    tier=0,
    configurable=True,
    is_local=True,
    proxy="whole days stand for the hours of the local standard, which no source "
    "holds; what stands late is late by the hour too, and what stands met may not be",
    applies_to="contacts that a hub rates by urgency when they come",
    data=("Local extract: steps CONTACT RED, AMBER and GREEN, CONTACT SCREENED",),
    breach_words="A contact that was rated for its urgency has not been screened.",
    law=Law(
        cite="Local standard: 4 hours for red, 24 for amber, 72 for green",
        status="local standard",
        checked="memory",
        note="Bands differ between hubs; published ones run from 24 hours to two "
        "working days.",
    ),
    note="Four hours and twenty-four can end no later than the next day, and "
    "seventy-two no later than the third.",
)

ALLEGATION = Clock(
    key="lado_referral",
    title="Designated officer told of an allegation",
    family="front door",
    starts=(events.ALLEGATION_KNOWN,),
    stops=(events.OFFICER_TOLD,),
    limits={ALWAYS: working_days(1)},
    tier=1,
    is_local=True,
    applies_to="allegations against people who work with children",
    data=("None: a log of allegations is about adults and is not taken in",),
    breach_words="The designated officer has not been told of this allegation.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 4, organisational "
        "responsibilities; Keeping Children Safe in Education, part four",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        note="Paragraph 223 of the 2023 edition; the 2026 edition was not available.",
    ),
    note="It never runs. A row of such a log tells of an adult and often of no one "
    "child, and laid into a child's journey it would show the allegation to whoever "
    "may see the child. Time these in the designated officer's own records.",
)
