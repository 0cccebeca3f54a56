"""Clocks of assessments: how long they take, and whether the child is seen in them."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, weeks, working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

# A single assessment replaced the initial and core assessments on this day.
ONE_ASSESSMENT = date(2013, 4, 15)

FROM_REFERRAL = Clock(
    key="assessment_45",
    title="Child and family assessment, from the referral",
    family="assessment",
    starts=(events.REFERRAL_ACCEPTED, events.ASSESSMENT_UNREFERRED),
    starts_unsure=(events.ASSESSMENT_UNREFERRED,),
    unsure_words="the referral that led to this assessment is not in the data",
    stops=(events.ASSESSMENT_AUTHORISED,),
    ends_early=(events.REFERRAL_CLOSED,),
    limits={ONE_ASSESSMENT: working_days(45)},
    tier=1,
    applies_to="children assessed under section 17 or 47 after a referral",
    data=(
        "CIN census: CINreferralDate, AssessmentAuthorisationDate",
        "CIN census, where there is no referral: AssessmentActualStartDate",
        "Annex A Lists 3 and 4: referral, start and authorisation of the assessment",
    ),
    breach_words="The assessment is past 45 working days; the file should say why.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 3, "
        "timeliness of assessment",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        in_force_from=date(2013, 4, 15),
        note="The 2026 edition was not available to us; the figure is the earlier one.",
    ),
    note="Nothing pauses it. Published figures count from the start of the assessment, "
    "so a late start does not show in them. Where the referral is not in the data it "
    "runs from the start of the assessment, which can prove lateness and nothing else.",
)

AS_PUBLISHED = Clock(
    key="assessment_45_published",
    title="Length of the assessment, as published",
    family="assessment",
    starts=(events.ASSESSMENT_STARTED, events.ASSESSMENT_UNREFERRED),
    stops=(events.ASSESSMENT_AUTHORISED,),
    ends_early=(events.REFERRAL_CLOSED,),
    limits={ONE_ASSESSMENT: working_days(45)},
    tier=2,
    applies_to="assessments under section 17 or 47",
    data=(
        "CIN census: AssessmentActualStartDate, AssessmentAuthorisationDate",
        "Annex A List 4: start and authorisation",
    ),
    breach_words="The national figures will count this assessment as over 45 days.",
    law=Law(
        cite="DfE, Children in need statistics: duration of assessments",
        status="published measure",
        checked="second-hand",
        note="Hold our count against the COLLECT report before you rely on it.",
    ),
    note="From the start of the assessment, not from the referral: a late start shows "
    "in the other clock alone.",
)

CHILD_SEEN = Clock(
    key="assessment_child_seen",
    title="Child seen during the assessment",
    family="assessment",
    starts=(events.ASSESSMENT_STARTED, events.ASSESSMENT_UNREFERRED),
    start_details=("not shown as seen",),
    stops=(events.FIRST_SEEN,),
    ends_early=(events.ASSESSMENT_AUTHORISED,),
    limits={ALWAYS: working_days(5)},
    tier=0,
    configurable=True,
    proxy="the yes or no of List 4 stands for the day on which the child was seen",
    applies_to="children in an assessment, whom List 4 does not show as seen",
    data=("Annex A List 4: whether the child was seen, without a day",),
    breach_words="We are assessing this child, and nothing says that anybody has seen "
    "the child.",
    law=Law(
        cite="Local practice standard: the child is seen early in the assessment",
        status="local standard",
        checked="second-hand",
        note="Three, four, five and ten working days are all in use.",
    ),
    note="No, not known and a blank all count as not seen. Where the list says yes it "
    "does not run, because nobody can tell whether that was in time.",
)

CHECKPOINT = Clock(
    key="assessment_checkpoint",
    title="Manager's review of an open assessment",
    family="assessment",
    starts=(events.ASSESSMENT_OPEN,),
    stops=(events.ASSESSMENT_REVIEWED,),
    ends_early=(events.ASSESSMENT_AUTHORISED,),
    planned=(events.ASSESSMENT_REVIEW_SET,),
    limits={
        ALWAYS: (
            Step(working_days(10), "first"),
            Step(working_days(25), "second"),
            Step(working_days(35)),
        )
    },
    mode="points",
    tier=2,
    configurable=True,
    is_stop_unseen=True,
    is_warned=False,
    proxy="the day set for a review stands for the first one, and no return holds "
    "that any was held",
    applies_to="assessments that are open",
    data=("CIN census: AssessmentActualStartDate, AssessmentInternalReviewDate",),
    breach_words="No review by a manager is on file for this open assessment.",
    law=Law(
        cite="Local standard: managers look at an assessment while it is open",
        status="local standard",
        checked="second-hand",
        note="Ten and twenty working days are published, with sign-off by 45.",
    ),
    note="The review date in the census is when one was planned, so it is the due date "
    "and never proof. Until a local extract shows the reviews it can only ask.",
)

EARLY_HELP = Clock(
    key="early_help_assessment",
    title="Early help assessment",
    family="assessment",
    starts=(events.EARLY_HELP_STARTED,),
    stops=(events.EARLY_HELP_COMPLETED,),
    limits={ALWAYS: working_days(30)},
    tier=2,
    configurable=True,
    applies_to="children assessed for early help or targeted family help",
    data=("Annex A List 2: start and completion",),
    breach_words="This family was offered help early and the assessment is not done.",
    law=Law(
        cite="Local standard: an early help assessment is finished within weeks",
        status="local standard",
        checked="second-hand",
        note="Figures from 10 working days upwards are in use.",
    ),
)

COURT_REPORT = Clock(
    key="section37_report",
    title="Report to a court on a section 37 investigation",
    family="assessment",
    starts=(events.COURT_REPORT_DIRECTED,),
    stops=(events.COURT_REPORT_FILED,),
    planned=(events.COURT_REPORT_DAY_SET,),
    limits={date(1991, 10, 14): weeks(8, counts_first_day=True)},
    tier=1,
    is_local=True,
    applies_to="children about whom a family court directed the council to investigate",
    data=("Local extract: steps COURT REPORT DIRECTED, DUE and FILED",),
    breach_words="The court has had neither this report nor an application.",
    law=Law(
        cite="Children Act 1989, s 37(3) and (4)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/1989/41/section/37",
        in_force_from=date(1991, 10, 14),
    ),
    note="Eight weeks beginning with the day of the direction, so that day is the "
    "first; a day that the court set takes their place. The duty to report by then is "
    "that of a council which decides not to apply for an order.",
)
