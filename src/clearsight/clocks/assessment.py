"""Clocks of the assessment that follows a referral."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import working_days
from clearsight.journeys import events
from clearsight.law import Law

FROM_REFERRAL = Clock(
    key="assessment_45",
    title="Child and family assessment, from the referral",
    family="assessment",
    starts=(events.REFERRAL_ACCEPTED, events.ASSESSMENT_UNREFERRED),
    starts_unsure=(events.ASSESSMENT_UNREFERRED,),
    unsure_words="the referral that led to this assessment is not in the data",
    stops=(events.ASSESSMENT_AUTHORISED,),
    ends_early=(events.REFERRAL_CLOSED,),
    # A single assessment replaced the initial and core assessments on this day.
    limits={date(2013, 4, 15): working_days(45)},
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
        url="https://www.gov.uk/government/publications/"
        "working-together-to-safeguard-children--2",
        in_force_from=date(2013, 4, 15),
        note="The 2026 edition was not available to us; the figure is the earlier one.",
    ),
    note="Nothing pauses it. Published figures count from the start of the assessment, "
    "so a late start does not show in them. Where the referral is not in the data it "
    "runs from the start of the assessment, which can prove lateness and nothing else.",
)
