"""Clocks of young people who leave care."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import calendar_days, months, weeks
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2011, 4, 1)

PATHWAY_NEEDS = Clock(
    key="pathway_needs",
    title="Pathway needs assessment",
    family="care leavers",
    starts=(events.ELIGIBLE,),
    stops=(events.NEEDS_ASSESSED,),
    ends_early=(events.CARE_ENDED, events.PATHWAY_PLAN_ON_FILE),
    ends_undated=(events.PATHWAY_PLAN_ON_FILE,),
    limits={IN_FORCE: months(3)},
    tier=1,
    is_stop_unseen=True,
    proxy="a pathway plan that List 9 shows reviewed stands for the assessment, whose "
    "day no return holds",
    applies_to="children looked after at 16 or 17, and for 13 weeks since 14",
    data=(
        "SSDA903: DOB, DECOM, DEC",
        "Annex A List 9: latest pathway plan review (2024 layout)",
    ),
    breach_words="No assessment of this young person's pathway needs is on file.",
    law=Law(
        cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
        "(SI 2010/959), regs 40 and 42(1)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/42",
        in_force_from=IN_FORCE,
    ),
    note="From the sixteenth birthday, or from becoming eligible after it. Days in "
    "care before the data begin are not known, so it may begin later than it should.",
)

PATHWAY_REVIEW = Clock(
    key="pathway_review",
    title="Pathway plan review",
    family="care leavers",
    starts=(events.PATHWAY_REVIEWED,),
    stops=(events.PATHWAY_REVIEWED,),
    limits={IN_FORCE: months(6)},
    mode="ladder",
    tier=1,
    applies_to="eligible, relevant and former relevant young people",
    data=("Annex A List 9: latest pathway plan review (2024 layout)",),
    breach_words="This young person's pathway plan has not been reviewed for six "
    "months.",
    law=Law(
        cite="Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 7",
        status="statute",
        checked="second-hand",
        url="https://www.legislation.gov.uk/uksi/2010/2571/regulation/7",
        in_force_from=IN_FORCE,
    ),
    note="For an eligible child the plan is reviewed with the care plan.",
)

CONTACT = Clock(
    key="pa_contact",
    title="Contact with a care leaver",
    family="care leavers",
    starts=(events.LEAVER_CONTACT,),
    stops=(events.LEAVER_CONTACT,),
    limits={IN_FORCE: weeks(8)},
    mode="ladder",
    tier=2,
    configurable=True,
    applies_to="relevant and former relevant young people under 21 who want contact",
    data=("Annex A List 9: latest contact (2024 layout), whether in touch",),
    breach_words="Nobody has been in touch with this young person for longer than we "
    "allow.",
    law=Law(
        cite="Local standard, beside the duty to keep in touch (Children Act 1989, "
        "s 23C(2))",
        status="local standard",
        checked="second-hand",
        in_force_from=IN_FORCE,
        note="Eight weeks is common. The two-monthly visit of SI 2010/2571, reg 8(2), "
        "is for those whom the council houses.",
    ),
    note="From 21 it is for the young person to ask, so they are left out, as are "
    "those whom the list calls returned home, refusing, not in need of it, or dead.",
)

BIRTHDAY = Clock(
    key="cl_in_touch_window",
    title="Care leaver's status around the birthday",
    family="care leavers",
    starts=(events.BIRTHDAY_NEAR,),
    stops=(events.LEAVER_STATUS,),
    limits={ALWAYS: months(4)},
    tier=2,
    applies_to="care leavers who turn 17 to 21 in the year",
    data=("SSDA903 OC3: DOB, IN_TOUCH, ACTIV, ACCOM",),
    breach_words="The time around the birthday is over and nothing says how this young "
    "person is.",
    law=Law(
        cite="SSDA903, guide to the care leaver outcomes (OC3)",
        status="published measure",
        checked="memory",
        note="The window of three months before to one month after is from memory.",
    ),
    note="The return gives the status on or about the birthday, so a status that is "
    "there is taken for one of that day. It holds those whose birthday is in the year.",
)

NEEDS_AFTER_CARE = Clock(
    key="pathway_needs_relevant",
    title="Needs assessed of a young person who has left care",
    family="care leavers",
    starts=(events.RELEVANT_BEGAN,),
    stops=(events.RELEVANT_ASSESSED, events.NEEDS_ASSESSED),
    # Only our own extract tells of assessments, and of children it has known all along.
    covered_as=(events.RELEVANT_ASSESSED,),
    limits={IN_FORCE: months(3)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    applies_to="eligible children who left care at 16 or 17 with no pathway plan known",
    data=(
        "SSDA903: DOB, DECOM, DEC, REC",
        "Annex A List 9: latest pathway plan review (2024 layout)",
        "Local extract: step NEEDS ASSESSED",
    ),
    breach_words="This young person left care, and what they need has not been "
    "assessed.",
    law=Law(
        cite="Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 5(2)(a)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/2571/regulation/5",
        in_force_from=IN_FORCE,
    ),
    note="An assessment made while the child was still in care meets it. The same time "
    "for a young person who comes back to education is not timed. Who has been home "
    "with family for six months may no longer be owed it, which no return records.",
)

MOVE_VISIT = Clock(
    key="pa_visit_move",
    title="Adviser's first visit to a home that the council provides",
    family="care leavers",
    starts=(events.ACCOMMODATION_PROVIDED,),
    stops=(events.LEAVER_VISIT,),
    limits={IN_FORCE: calendar_days(7)},
    tier=1,
    is_local=True,
    applies_to="relevant and former relevant young people whom the council houses",
    data=("Local extract: step ACCOMMODATION PROVIDED, visits of kind LEAVER",),
    breach_words="This young person moved into a home we provide, and nobody has "
    "visited.",
    law=Law(
        cite="Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 8(2)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/2571/regulation/8",
        in_force_from=IN_FORCE,
    ),
    note="The visits after it, two months apart, are not timed: no extract says when "
    "the council ceased to provide the home.",
)

MOVE_REVIEW = Clock(
    key="pathway_review_move",
    title="Pathway plan reviewed after a move",
    family="care leavers",
    starts=(events.ACCOMMODATION_PROVIDED,),
    stops=(events.MOVE_REVIEWED,),
    limits={IN_FORCE: calendar_days(28)},
    tier=1,
    is_local=True,
    applies_to="relevant and former relevant young people whom the council houses",
    data=("Local extract: steps ACCOMMODATION PROVIDED and PATHWAY REVIEW",),
    breach_words="This young person moved into a home we provide, and the plan has not "
    "been looked at since.",
    law=Law(
        cite="Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 7(3)",
        status="statute",
        checked="memory",
        url="https://www.legislation.gov.uk/uksi/2010/2571/regulation/7",
        in_force_from=IN_FORCE,
        note="Reg 8(2)(b), which refers to this review, was read.",
    ),
    note="The next review three months after it is not timed.",
)
