"""Clocks of the health of looked-after children."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import months, working_days
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2011, 4, 1)
REGULATION = Law(
    cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
    "(SI 2010/959), reg 7",
    status="statute",
    checked="second-hand",
    url="https://www.legislation.gov.uk/uksi/2010/959/regulation/7",
    in_force_from=IN_FORCE,
    note="It does not apply to a series of short breaks (reg 48(3)(b), text seen).",
)
LATEST = "Annex A List 8: day of the last health assessment, date of birth"

INITIAL = Clock(
    key="iha",
    title="Initial health assessment",
    family="health and education",
    starts=(events.CARE_BEGAN,),
    stops=(events.HEALTH_ASSESSED, events.HEALTH_ASSESSED_YOUNG),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: working_days(20)},
    tier=1,
    applies_to="children who become looked after",
    data=("SSDA903: DECOM of the episode with RNE S", LATEST),
    breach_words="This child has come into care and has had no health assessment.",
    law=REGULATION,
    note="Due before the first review, which is itself due in 20 working days. List 8 "
    "shows the latest assessment alone, so for a child long in care the first one is "
    "unseen. Manuals excuse it where there was one in the three months before.",
)

UNDER_FIVE = Clock(
    key="rha_under5",
    title="Health review, under five",
    family="health and education",
    starts=(events.HEALTH_ASSESSED_YOUNG,),
    stops=(events.HEALTH_ASSESSED_YOUNG, events.HEALTH_ASSESSED),
    ends_early=(events.HEALTH_ASSESSED, events.CARE_ENDED),
    limits={IN_FORCE: months(6)},
    mode="ladder",
    tier=1,
    applies_to="looked-after children under five",
    data=(LATEST,),
    breach_words="The health review that a child under five is owed every six months "
    "is overdue.",
    law=REGULATION,
    note="For an assessment whose six months are over before the fifth birthday. One "
    "that is later counts for the yearly review.",
)

FIVE_AND_OVER = Clock(
    key="rha_over5",
    title="Health review, five and over",
    family="health and education",
    starts=(events.HEALTH_ASSESSED,),
    stops=(events.HEALTH_ASSESSED,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: months(12)},
    mode="ladder",
    tier=1,
    applies_to="looked-after children of five and over",
    data=(LATEST,),
    breach_words="The yearly health review is overdue.",
    law=REGULATION,
    note="A child whose date of birth is not known is taken for five or over.",
)

DENTAL = Clock(
    key="dental",
    title="Teeth checked",
    family="health and education",
    starts=(events.CARE_BEGAN, events.CARE_ONGOING),
    starts_unsure=(events.CARE_ONGOING,),
    unsure_words="the child was looked after before the data begin",
    stops=(events.DENTAL_CHECK,),
    ends_early=(events.CARE_ENDED,),
    limits={ALWAYS: months(12)},
    mode="ladder",
    tier=2,
    applies_to="children looked after for twelve months or more",
    data=("Annex A List 8: day of the last dental check",),
    breach_words="No dentist has looked at this child's teeth for a year.",
    law=Law(
        cite="SSDA903, outcomes (OC2); Care Planning Regulations (SI 2010/959), "
        "sch 1 para 1(4)",
        status="published measure",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/schedule/1",
    ),
    note="The measure asks of the year to 31 March; we count twelve months from the "
    "last check, or from the start of care.",
)

QUESTIONNAIRE = Clock(
    key="sdq",
    title="Strengths and difficulties questionnaire",
    family="health and education",
    starts=(events.SDQ_YEAR_BEGAN,),
    stops=(events.SDQ_SCORED,),
    ends_early=(events.SDQ_YEAR_ENDED,),
    limits={ALWAYS: months(12)},
    tier=2,
    applies_to="children looked after for twelve months at 31 March, from 4 to 16",
    data=("SSDA903 OC2: SDQ_SCORE, SDQ_REASON",),
    breach_words="Nobody has asked this year how this child feels.",
    law=Law(
        cite="SSDA903, outcomes (OC2), DfE validation rule 186",
        status="published measure",
        checked="text seen",
        url="https://www.gov.uk/guidance/children-looked-after-return",
    ),
    note="Returned once in a collection year and without its day, so the year itself "
    "is counted. Where a reason is given for no score, nothing is due.",
)

HEALTH_TOLD = Clock(
    key="iha_notify",
    title="Health told of a placement",
    family="health and education",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    stops=(events.HEALTH_TOLD,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={IN_FORCE: working_days(5)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    applies_to="every placement of a looked-after child, short breaks apart",
    data=(
        "SSDA903: DECOM of placement moves",
        "Local extract: placement notices to HEALTH",
    ),
    breach_words="No notice to health of where this child now lives is on file.",
    law=Law(
        cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
        "(SI 2010/959), reg 13(1) and (2)(f) and (g)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/13",
        in_force_from=IN_FORCE,
        note="The text of 2011 was read, which names primary care trusts; what took "
        "their place was not. It does not apply to short breaks (reg 48(3)(b)).",
    ),
    note="Due before the placement, and within five working days of its start where it "
    "was made in an emergency: the later day is counted for all. The general "
    "practitioner is to be told too. Excused where not reasonably practicable.",
)
