"""Clocks of where a child will grow up, and of visits that come more often."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, months, weeks
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2011, 4, 1)
PLACING = (
    "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)"
)
VISITS = "https://www.legislation.gov.uk/uksi/2010/959/regulation/28"
AMENDED = "The stored text had amendments outstanding."

PERMANENCE_PLAN = Clock(
    key="permanence_plan",
    title="Plan for permanence",
    family="children in care",
    starts=(events.CARE_BEGAN,),
    stops=(events.PERMANENCE_AGREED,),
    ends_early=(events.CARE_ENDED, events.PERMANENCE_RECORDED),
    ends_undated=(events.PERMANENCE_RECORDED,),
    planned=(events.SECOND_REVIEW,),
    limits={IN_FORCE: months(4)},
    tier=1,
    applies_to="children looked after, other than in a series of short breaks",
    data=(
        "Annex A List 8: permanence plan, without a day",
        "SSDA903: REVIEW, for the second review",
    ),
    breach_words="Nothing on file says where this child is to grow up.",
    law=Law(
        cite="Children Act 1989 guidance and regulations, volume 2 (2015), "
        "permanence planning",
        status="statutory guidance",
        checked="second-hand",
        in_force_from=IN_FORCE,
        note="The guidance asks for it by the second review.",
    ),
    note="Due at the second review where that is known. Four months is the sum of the "
    "20 working days and three months in which two reviews fall. List 8 shows that "
    "there is a plan and not since when: then nothing more is due.",
)

WEEKLY_VISIT = Clock(
    key="cla_visit_weekly",
    title="Weekly visits: with a connected person, or home on an interim order",
    family="children in care",
    starts=(
        events.PLACEMENT_BEGAN,
        events.LONG_TERM_PLACEMENT_BEGAN,
        events.HOME_ON_INTERIM_BEGAN,
    ),
    # A relative or friend; a parent, under an interim order.
    start_details=("U3", "C1"),
    stops=(events.CARE_VISIT,),
    ends_early=(events.PLACEMENT_ENDED, events.HOME_ON_INTERIM_ENDED),
    limits={
        IN_FORCE: (
            Step(weeks(1), "first"),
            Step(weeks(4), after=(events.CARE_REVIEW,)),
            Step(weeks(1)),
        )
    },
    mode="ladder",
    tier=0,
    applies_to="children fostered by a relative or friend (U3), or at home with a "
    "parent on an interim care order (P1, C1)",
    data=("SSDA903: PLACE, LS, DECOM, REVIEW", "Annex A List 8: latest visit"),
    breach_words="This child should be seen every week until the first review, and "
    "every four weeks after it.",
    law=Law(
        cite=f"{PLACING}, reg 28(4)",
        status="statute",
        checked="text seen",
        url=VISITS,
        in_force_from=IN_FORCE,
        note=AMENDED,
    ),
    note="The law names carers with temporary approval; U3 also holds those since "
    "approved in full. Where a review may have been held unseen, four weeks are taken.",
)

HOME_ON_ORDER_VISIT = Clock(
    key="cla_visit_care_order_home",
    title="Visits: at home on a care order",
    family="children in care",
    starts=(events.HOME_ON_ORDER_BEGAN,),
    stops=(events.CARE_VISIT,),
    ends_early=(events.HOME_ON_ORDER_ENDED, events.PLACEMENT_ENDED),
    limits={IN_FORCE: (Step(weeks(1), "first"), Step(weeks(6)))},
    mode="ladder",
    tier=1,
    applies_to="children on a full care order who live with a parent (C2, P1)",
    data=("SSDA903: PLACE P1, LS C2, DECOM", "Annex A List 8: latest visit"),
    breach_words="The visit to this child at home on a care order is overdue.",
    law=Law(
        cite=f"{PLACING}, reg 28(5)",
        status="statute",
        checked="text seen",
        url=VISITS,
        in_force_from=IN_FORCE,
        note=AMENDED,
    ),
)

UNASSESSED_HOME_VISIT = Clock(
    key="cla_visit_reg19",
    title="Weekly visits: at home before the assessment",
    family="children in care",
    starts=(events.UNASSESSED_HOME_BEGAN,),
    stops=(events.CARE_VISIT,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={
        IN_FORCE: (
            Step(weeks(1), "first"),
            Step(weeks(6), after=(events.CARE_REVIEW,)),
            Step(weeks(1)),
        )
    },
    mode="ladder",
    tier=0,
    applies_to="children placed with a parent under regulation 19",
    data=(
        "Local extract: placement approval WITH PARENTS UNASSESSED, visits",
        "SSDA903: REVIEW",
        "Annex A List 8: latest visit",
    ),
    breach_words="The child went home before anybody had finished the assessment, and "
    "the weekly visit is overdue.",
    law=Law(
        cite=f"{PLACING}, reg 28(3)",
        status="statute",
        checked="text seen",
        url=VISITS,
        in_force_from=IN_FORCE,
        note=AMENDED,
    ),
    note="Weekly to the first review, and no more than six weeks apart after it. Where "
    "a review may have been held unseen, six weeks are taken. No return says which "
    "placements are of this kind.",
)
