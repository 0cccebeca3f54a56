"""Clocks of court, and of care without it."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import months, weeks, working_days
from clearsight.journeys import events
from clearsight.law import Law

CARE_PROCEEDINGS = Clock(
    key="plo_26",
    title="Care proceedings concluded",
    family="court",
    starts=(events.LEGAL_STATUS_BEGAN,),
    start_details=("C1",),
    stops=(events.LEGAL_STATUS_ENDED,),
    planned=(events.PROCEEDINGS_EXTENDED_TO,),
    # The Children and Families Act 2014, s 14, began on this day.
    limits={date(2014, 4, 22): weeks(26, counts_first_day=True)},
    tier=1,
    proxy="the interim care order stands for the proceedings, from its first day to "
    "its last",
    applies_to="children under an interim care order",
    data=(
        "SSDA903: LS C1, and what follows it",
        "Annex A List 8: legal status",
        "Local extract: step PROCEEDINGS TO",
    ),
    breach_words="The interim order is past the 26 weeks in which the court is to "
    "decide.",
    law=Law(
        cite="Children Act 1989, s 32(1)(a)(ii), (5), (7) and (8)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/1989/41/section/32",
        in_force_from=date(2014, 4, 22),
        note="Amended by the Children and Families Act 2014, s 14.",
    ),
    note="The period begins with the day of issue, so that day is the first. The "
    "court may extend it by eight weeks at a time: it is due on the day that the local "
    "extract gives, and no return shows one. Much of the time is the court's.",
)

AGREED_CARE = Clock(
    key="s20_review",
    title="Care by agreement with no way out decided",
    family="court",
    starts=(events.AGREED_CARE_BEGAN,),
    stops=(events.ROUTE_DECIDED,),
    ends_early=(events.LEGAL_STATUS_ENDED,),
    limits={ALWAYS: months(3)},
    mode="ladder",
    tier=2,
    configurable=True,
    is_stop_unseen=True,
    proxy="the time in care by agreement stands for the need to ask, and no return "
    "holds the decision",
    applies_to="children accommodated by agreement (V2), unaccompanied children apart",
    data=(
        "SSDA903: LS V2, DECOM, DEC; UASC",
        "Annex A List 8: legal status and its start",
    ),
    breach_words="This child is in care by agreement, and no decision on what is to "
    "follow is on file.",
    law=Law(
        cite="Local standard, resting on case law about Children Act 1989, s 20",
        status="local standard",
        checked="memory",
        note="The Public Law Working Group's guidance of 2021 was not seen.",
    ),
)

HOME_ON_ORDER = Clock(
    key="pwp_discharge",
    title="Care order with the child at home: is it still needed?",
    family="court",
    starts=(events.HOME_ON_ORDER_BEGAN,),
    stops=(events.CARE_REVIEW,),
    is_stopped_around=True,
    ends_early=(events.HOME_ON_ORDER_ENDED,),
    limits={ALWAYS: months(6)},
    mode="ladder",
    tier=2,
    configurable=True,
    proxy="a review of the child's care stands for the decision on the order",
    applies_to="children on a full care order who live with a parent (C2, P1)",
    data=("SSDA903: PLACE P1, LS C2, DECOM, REVIEW", "Annex A List 8: latest review"),
    breach_words="The child lives at home on a care order, and no review has asked "
    "whether the order is still needed.",
    law=Law(
        cite="Local standard: discharge of the order is considered at every review",
        status="local standard",
        checked="memory",
        note="The Public Law Working Group's guidance of 2021 was not seen.",
    ),
)

FIRST_HEARING = Clock(
    key="cmh",
    title="Case management hearing",
    family="court",
    starts=(events.PROCEEDINGS_ISSUED,),
    stops=(events.CASE_MANAGEMENT_HEARING,),
    ends_early=(events.PROCEEDINGS_ENDED,),
    limits={date(2014, 4, 22): working_days(17)},
    tier=1,
    is_local=True,
    applies_to="children in care proceedings",
    data=(
        "Local extract: steps COURT APPLICATION and PROCEEDINGS ENDED",
        "Local extract: step CASE MANAGEMENT HEARING",
    ),
    breach_words="The first case management hearing has slipped.",
    law=Law(
        cite="Family Procedure Rules 2010, Practice Direction 12A",
        status="statute",
        checked="second-hand",
        url="https://www.justice.gov.uk/courts/procedure-rules/family/"
        "practice_directions/pd_part_12a",
        in_force_from=date(2014, 4, 22),
        note="Rules of court. Day 12 to day 18; that the day of issue is day 1 and "
        "days are business days is from memory.",
    ),
    note="The court sets the day, and much of a slip is the court's.",
)
