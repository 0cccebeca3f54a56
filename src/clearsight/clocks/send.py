"""Clocks of education, health and care plans: from the request to the reviews.

They run for children of whom a person has confirmed that the SEND system's number is
theirs. Each begins and ends in SEN2, but for those that rest on a local extract.
"""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, by_day, calendar_days, months, weeks
from clearsight.journeys import events
from clearsight.law import Checked, Law

IN_FORCE = date(2014, 9, 1)
REGULATIONS = "Special Educational Needs and Disability Regulations 2014 (SI 2014/1530)"
EXCEPTIONS = (
    "Counted without regard to the exceptions that the regulations allow: the return "
    "says that one was used, not for how long."
)


def _law(regulation: str, checked: Checked, note: str = "") -> Law:
    """Return the law of a regulation of 2014."""
    number = regulation.split("(", maxsplit=1)[0]
    return Law(
        cite=f"{REGULATIONS}, reg {regulation}",
        status="statute",
        checked=checked,
        url=f"https://www.legislation.gov.uk/uksi/2014/1530/regulation/{number}",
        in_force_from=IN_FORCE,
        note=note,
    )


DECIDE = Clock(
    key="ehc_decide",
    title="Decision whether to assess for an EHC plan",
    family="SEND",
    starts=(events.EHC_REQUESTED,),
    start_unless=("plan of another council",),
    stops=(events.EHC_REQUEST_DECIDED,),
    ends_early=(events.EHC_CASE_CLOSED, events.EHC_MOVED_AWAY),
    ends_undated=(events.EHC_MOVED_AWAY,),
    limits={IN_FORCE: weeks(6)},
    tier=1,
    applies_to="requests for an EHC needs assessment",
    data=("SEN2: ReceivedDate, RequestOutcome, RequestOutcomeDate",),
    breach_words="The council has not said if it will assess this child's needs.",
    law=_law("5(1)", "text seen", "Paragraph (4)(a), an exception, was read too."),
    note=f"{EXCEPTIONS} From 1 May to 25 September 2020 the time was eased where the "
    "coronavirus was the reason, which no return records.",
)

ADVICE = Clock(
    key="ehc_advice",
    title="Advice for an EHC needs assessment",
    family="SEND",
    starts=(events.ADVICE_ASKED,),
    stops=(events.ADVICE_RECEIVED,),
    limits={IN_FORCE: weeks(6)},
    tier=1,
    is_local=True,
    applies_to="EHC needs assessments for which advice was asked for",
    data=("Local extract: steps ADVICE ASKED and ADVICE RECEIVED",),
    breach_words="This child's assessment waits for advice that was asked for.",
    law=_law("8(1)", "second-hand", "Reg 6 says who is to be asked."),
    note="Met when the last of the advice is in. Exceptions (reg 8(2)) are not "
    "recorded.",
)

NO_PLAN = Clock(
    key="ehc_no_plan",
    title="Told that there will be no EHC plan",
    family="SEND",
    starts=(events.EHC_REQUESTED,),
    start_details=("no plan",),
    stops=(events.EHC_REFUSED,),
    limits={IN_FORCE: weeks(16)},
    tier=1,
    is_warned=False,
    applies_to="assessments after which the council decided against a plan",
    data=("SEN2: ReceivedDate, AssessmentOutcome, AssessmentOutcomeDate",),
    breach_words="The family was told after its time that there would be no plan.",
    law=_law("10(1)", "text seen", "Paragraph (4)(a), an exception, was read too."),
    note=f"Only what was decided is judged: until then nobody knows which of the two "
    f"limits holds, and the twenty weeks run. {EXCEPTIONS}",
)

DRAFT_COMMENT = Clock(
    key="ehc_draft_comment",
    title="Time to comment on a draft EHC plan",
    family="SEND",
    starts=(events.EHC_FIRST_DRAFT_SENT, events.EHC_DRAFT_SENT),
    stops=(events.EHC_FINAL_SENT,),
    ends_early=(events.EHC_PLAN_CEASED,),
    limits={IN_FORCE: calendar_days(15, counts_first_day=True)},
    kind="minimum",
    tier=1,
    is_local=True,
    is_warned=False,
    proxy="the day of the final plan stands for the last day on which comments were "
    "taken",
    applies_to="drafts of first and of amended EHC plans",
    data=(
        "SEN2: ReviewDraft",
        "Local extract: steps EHC DRAFT SENT, EHC AMENDMENT SENT and EHC FINAL SENT",
    ),
    breach_words="The plan was made final before the family had had 15 days to "
    "comment.",
    law=_law("13(1)(a)", "text seen", "Reg 22(2)(c) says the same of amendments."),
    note="The day of service is the first of the fifteen, so that comments close 14 "
    "days after it at the soonest. Families who said sooner that they agree are not "
    "told apart.",
)

FINAL_PLAN = Clock(
    key="ehc_20",
    title="EHC plan issued within 20 weeks",
    family="SEND",
    starts=(events.EHC_REQUESTED,),
    start_unless=("no plan", "not assessed", "plan of another council"),
    stops=(events.EHC_PLAN_ISSUED,),
    ends_early=(events.EHC_CASE_CLOSED, events.EHC_MOVED_AWAY),
    ends_undated=(events.EHC_MOVED_AWAY,),
    limits={IN_FORCE: weeks(20)},
    tier=1,
    applies_to="requests that led to a plan, or still may",
    data=("SEN2: ReceivedDate, StartDate of the plan",),
    breach_words="It is past 20 weeks from the request, and there is no plan.",
    law=_law("13(2)", "text seen"),
    note=EXCEPTIONS,
)

ANNUAL_REVIEW = Clock(
    key="ehc_annual_review",
    title="Yearly review of an EHC plan",
    family="SEND",
    starts=(
        events.EHC_PLAN_UNREVIEWED,
        events.EHC_REVIEW_DECIDED,
        events.EHC_REVIEW_HIDDEN,
    ),
    starts_untold=(events.EHC_REVIEW_HIDDEN,),
    untold_words="the latest review is not decided, and no return tells when the one "
    "before it was",
    stops=(events.EHC_REVIEW_DECIDED,),
    ends_early=(events.EHC_PLAN_CEASED,),
    limits={IN_FORCE: months(12)},
    mode="ladder",
    tier=1,
    applies_to="EHC plans that are maintained",
    data=("SEN2: StartDate of the plan, ReviewMeeting, ReviewOutcome, LastReview",),
    breach_words="This plan's yearly review has not been completed.",
    law=Law(
        cite="Children and Families Act 2014, s 44(1)",
        status="statute",
        checked="second-hand",
        url="https://www.legislation.gov.uk/ukpga/2014/6/section/44",
        in_force_from=IN_FORCE,
    ),
    note="A review is complete with the council's decision, not with the meeting. The "
    "return tells of the latest alone, so those before it are not judged. Where the "
    "latest met and is not decided, the year runs from the decision that an older "
    "return tells of, else from the plan, if the meeting lies within that year. An "
    "amended plan that a tribunal ordered does not begin the year anew.",
)

REVIEW_DECISION = Clock(
    key="ehc_review_decision",
    title="Decision after the review of an EHC plan",
    family="SEND",
    starts=(events.EHC_REVIEW_MET,),
    stops=(events.EHC_REVIEW_DECIDED,),
    ends_early=(events.EHC_PLAN_CEASED,),
    limits={IN_FORCE: weeks(4)},
    mode="each start",
    tier=1,
    applies_to="review meetings on EHC plans",
    data=("SEN2: ReviewMeeting, LastReview",),
    breach_words="The review met, and the family has not been told what follows.",
    law=_law(
        "20(10)",
        "second-hand",
        "R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin) holds that a "
        "notice of amendment is due in the same four weeks.",
    ),
)

AMENDED_PLAN = Clock(
    key="ehc_amended_plan",
    title="Amended EHC plan issued",
    family="SEND",
    starts=(events.EHC_DRAFT_SENT,),
    stops=(events.EHC_FINAL_SENT,),
    ends_early=(events.EHC_PLAN_CEASED,),
    limits={IN_FORCE: weeks(8)},
    tier=1,
    is_local=True,
    applies_to="plans being amended after a review",
    data=(
        "SEN2: ReviewDraft",
        "Local extract: steps EHC AMENDMENT SENT and EHC FINAL SENT",
    ),
    breach_words="The family was sent changes to the plan, and the plan is not final.",
    law=_law("22(3)", "text seen"),
)

PHASE_TRANSFER = Clock(
    key="ehc_phase_transfer",
    title="EHC plan names the next school or college",
    family="SEND",
    starts=(events.EHC_PHASE_NEAR, events.EHC_PHASE_16_NEAR),
    stops=(events.EHC_PHASE_SETTLED,),
    ends_early=(events.EHC_PLAN_CEASED,),
    limits={
        IN_FORCE: (
            Step(by_day(3, 31), starts=(events.EHC_PHASE_16_NEAR,)),
            Step(by_day(2, 15)),
        )
    },
    mode="each start",
    kind="calendar date",
    tier=1,
    applies_to="children in the twelve months before a change of phase",
    data=("SEN2: PhaseTransferDueDate, PhaseTransferFinalDate (version 1.3)",),
    breach_words="The next school or college is not named in this plan.",
    law=_law("18(1)", "text seen"),
    note="15 February, or 31 March for a move after 16; the month of the day in the "
    "return says which. Moves between settings after 16 have days of their own and "
    "are not judged.",
)
