"""Clocks of placements: lawful from the first day, known to those who must know."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import calendar_days, weeks, working_days
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2011, 4, 1)
# The Adoption and Children (Coronavirus) (Amendment) Regulations 2020 (SI 2020/445)
# held between these days, the second not counted.
EASED, EASED_UNTIL = date(2020, 4, 24), date(2020, 9, 26)
PLACING = "Care Planning, Placement and Case Review (England) Regulations 2010"
DISTANT = date(2014, 1, 27)

OUT_OF_AREA = Clock(
    key="out_of_area_notify",
    title="Host council told of a placement in its area",
    family="placements",
    starts=(events.OUT_OF_AREA_BEGAN,),
    stops=(events.HOST_TOLD,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={DISTANT: working_days(5)},
    tier=1,
    is_stop_unseen=True,
    is_full_once_shown=True,
    is_met_by_earlier_stop=True,
    proxy="the placement outside the area stands for the notice it needs, and no "
    "return holds that it was given",
    applies_to="placements outside the council's area, as List 8 shows them",
    data=(
        "Annex A List 8: placement location, start of the latest placement",
        "Local extract: placement notices HOST COUNCIL",
    ),
    breach_words="No notice to the council where this child lives is on file.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), reg 13(4)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/13",
        in_force_from=DISTANT,
        note="Put in by SI 2013/3239, reg 19.",
    ),
    note="Due before the placement, and within five working days of it in an "
    "emergency. From List 8 alone it shows who needs a notice, and can only ask. It "
    "runs in full for placements that began since the first of the local notices.",
)

DISTANT_APPROVAL = Clock(
    key="distant_approval",
    title="Director's approval of a distant placement",
    family="placements",
    kind="sequence",
    starts=(events.OUT_OF_AREA_BEGAN,),
    stops=(events.DISTANCE_APPROVED,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={DISTANT: calendar_days(0)},
    tier=0,
    is_stop_unseen=True,
    is_met_by_earlier_stop=True,
    proxy="every placement outside the area stands for the distant ones, because no "
    "return says which councils adjoin",
    applies_to="placements outside the area and not with an adjoining council",
    data=("Annex A List 8: placement location, council of the placement",),
    breach_words="No approval by the director is on file for this distant placement.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), reg 11(1)(b), (2)(d) and (5)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/11",
        in_force_from=DISTANT,
        note="Put in by SI 2013/3239, reg 18.",
    ),
    note="The test in law is outside the area and not adjoining, never miles. "
    "Emergencies have rules of their own in reg 11(3) and (4).",
)

CONNECTED_PERSON = Clock(
    key="connected_person",
    title="Temporary approval of a relative or friend",
    family="placements",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    start_details=("U3",),
    stops=(events.CARER_APPROVED,),
    planned=(events.CARER_TIME_LAPSES,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={
        date(2011, 4, 1): weeks(16),
        date(2020, 4, 24): weeks(24),
        date(2020, 9, 26): weeks(16),
    },
    tier=1,
    is_stop_unseen=True,
    proxy="fostering by a relative or friend (U3) stands for temporary approval, and "
    "no return holds the full one",
    applies_to="children fostered by a relative or friend, not for the long term (U3)",
    data=(
        "SSDA903: PLACE U3, DECOM, DEC",
        "Annex A List 8: placement type and start",
        "Local extract: approvals CONNECTED PERSON EXTENDED and CONNECTED PERSON FULL",
    ),
    breach_words="The time for temporary approval is over, and no full approval of "
    "this carer is on file.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), regs 24 and 25",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/24",
        in_force_from=date(2011, 4, 1),
        note="24 weeks from 24 April to 25 September 2020 (SI 2020/445).",
    ),
    note="It may be extended once by eight weeks: it is due on the last day that the "
    "local extract gives for the approval of more time. Most such carers are fully "
    "approved by then: it can only ask.",
)

UNDER_SIXTEEN = Clock(
    key="under16_supported",
    title="Under 16 in supported accommodation",
    family="placements",
    kind="sequence",
    starts=(events.SUPPORTED_UNDER_16,),
    stops=(events.PLACEMENT_ENDED,),
    ends_early=(events.TURNED_16,),
    limits={date(2021, 9, 9): calendar_days(0)},
    tier=0,
    applies_to="looked-after children under 16",
    data=("SSDA903: PLACE K3, H5 or P2, DOB", "Annex A List 8: placement type"),
    breach_words="A child under 16 lives where the law does not let one be placed.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), regs 27A and 27B",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/part/4/chapter/3",
        in_force_from=date(2021, 9, 9),
        note="Put in by SI 2021/161, reg 4.",
    ),
    note="An unaccompanied child of uncertain age who said to be 16 or 17 was placed "
    "lawfully, and must be moved within ten working days of being found to be younger. "
    "What the codes Z11 to Z14 mean is not in our sources, so they are not counted "
    "here.",
)

UNREGISTERED = Clock(
    key="unregistered_setting",
    title="Placement in a setting that is not registered",
    family="placements",
    kind="sequence",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    start_details=("Z1", "Z11", "Z12", "Z13", "Z14"),
    stops=(events.PLACEMENT_ENDED,),
    limits={ALWAYS: calendar_days(0)},
    tier=0,
    applies_to="looked-after children in a placement of no registered kind",
    data=("SSDA903: PLACE Z1, from 2025/26 Z11 to Z14", "Annex A List 8: placement"),
    breach_words="This child's placement is coded as one of no registered kind: is "
    "the setting registered?",
    law=Law(
        cite=f"Care Standards Act 2000, s 11(1); {PLACING} (SI 2010/959), reg 27C",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/2000/14/section/11",
        in_force_from=date(2023, 10, 28),
        note="Reg 27C (SI 2023/416, reg 36) brought in settings for those of 16 and 17 "
        "from 28 October 2023; children's homes had to be registered before.",
    ),
    note="The code alone does not prove it: some settings are excepted, and the exact "
    "meaning of Z11 to Z14 must be taken from the department's guide. A senior look "
    "every seven days while it lasts is a local standard that no return holds.",
)

EMERGENCY_FOSTER = Clock(
    key="emergency_foster",
    title="Emergency placement outside a foster carer's terms",
    family="placements",
    starts=(events.EMERGENCY_BEGAN,),
    stops=(events.TERMS_CHANGED,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={
        IN_FORCE: working_days(6),
        EASED: weeks(24),
        EASED_UNTIL: working_days(6),
    },
    tier=1,
    is_local=True,
    applies_to="emergency placements that a foster carer is not approved for",
    data=("Local extract: placement approvals EMERGENCY, TERMS CHANGED",),
    breach_words="The emergency is past six working days: the carer's terms should fit "
    "by now, or the child be with somebody else.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), reg 23",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/23",
        in_force_from=IN_FORCE,
        note="24 weeks for placements made from 24 April to 25 September 2020 "
        "(SI 2020/445).",
    ),
    note="No return says what a carer is approved for, so it starts from the approval "
    "of the emergency, on the day the placement began.",
)

WITH_PARENTS = Clock(
    key="pwp_assessment",
    title="Parent assessed for a placement at home",
    family="placements",
    starts=(events.HOME_ON_ORDER_BEGAN, events.HOME_ON_INTERIM_BEGAN),
    stops=(events.PARENT_ASSESSED,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={IN_FORCE: working_days(10), EASED: (), EASED_UNTIL: working_days(10)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    applies_to="children on a care order, full or interim, placed with a parent",
    data=(
        "SSDA903: PLACE P1, LS C1 and C2, DECOM",
        "Local extract: step PARENT ASSESSED, with the start of the placement",
    ),
    breach_words="The child is at home, and no finished assessment of the parent is "
    "on file.",
    law=Law(
        cite=f"{PLACING} (SI 2010/959), regs 17 and 19",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/19",
        in_force_from=IN_FORCE,
        note="As soon as reasonably practicable for placements made from 24 April to "
        "25 September 2020 (SI 2020/445).",
    ),
    note="The assessment comes first (reg 17); where the child must go home before it, "
    "ten working days are the most (reg 19). An assessment from before the placement "
    "meets it. The decision and its approval follow within ten working days more, "
    "which is not timed here.",
)
