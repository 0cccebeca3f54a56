"""Clocks of the plans that a child in care is owed, and of who is told of a move."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import working_days
from clearsight.clocks.placements import EASED, EASED_UNTIL, IN_FORCE, PLACING
from clearsight.journeys import events
from clearsight.law import Law

REGULATION = "https://www.legislation.gov.uk/uksi/2010/959/regulation"


def _law(regulation: str, number: int, note: str = "") -> Law:
    """Return the law of a regulation of 2010 whose wording was read."""
    return Law(
        cite=f"{PLACING} (SI 2010/959), reg {regulation}",
        status="statute",
        checked="text seen",
        url=f"{REGULATION}/{number}",
        in_force_from=date(2011, 4, 1),
        note=note,
    )


CARE_PLAN = Clock(
    key="care_plan",
    title="Care plan made",
    family="children in care",
    starts=(events.CARE_BEGAN,),
    stops=(events.CARE_PLAN_MADE,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: working_days(10)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    applies_to="children who become looked after, short breaks apart",
    data=(
        "SSDA903: DECOM of the episode with RNE S",
        "Local extract: step CARE PLAN",
    ),
    breach_words="This child came into care and has no care plan on file.",
    law=_law("4(2)", 4),
    note="Due before the first placement, and within ten working days of its start "
    "where that was not practicable: the later day is counted for all. A care plan "
    "that goes to court under s 31A has days of its own, which are not told apart.",
)

PLACEMENT_PLAN = Clock(
    key="placement_plan",
    title="Placement plan made",
    family="children in care",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    stops=(events.PLACEMENT_PLAN_MADE,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={IN_FORCE: working_days(5), EASED: (), EASED_UNTIL: working_days(5)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    applies_to="every placement of a looked-after child, short breaks apart",
    data=(
        "SSDA903: DECOM of placement moves",
        "Local extract: step PLACEMENT PLAN, with the start of the placement",
    ),
    breach_words="Those who look after this child have no placement plan to go by.",
    law=_law(
        "9(1) to (3)",
        9,
        "As soon as reasonably practicable for placements made from 24 April to "
        "25 September 2020 (SI 2020/445).",
    ),
    note="Due before the placement, and within five working days of its start where "
    "that was not reasonably practicable: the later day is counted for all. It must "
    "also be agreed with the carer or home, and signed.",
)

OTHERS_TOLD = Clock(
    key="placement_notify",
    title="Those entitled to know told of a placement",
    family="children in care",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    stops=(events.OTHERS_TOLD,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={IN_FORCE: working_days(5)},
    tier=1,
    is_local=True,
    is_met_by_earlier_stop=True,
    proxy="the first notice to a parent, a school, the reviewing officer or anybody "
    "else but health and the host council stands for the notices to all of them",
    applies_to="every placement of a looked-after child, short breaks apart",
    data=(
        "SSDA903: DECOM of placement moves",
        "Local extract: placement notices",
    ),
    breach_words="No notice of this placement to anybody entitled to one is on file.",
    law=_law("13(1)", 13, "It does not apply to short breaks (reg 48(3)(b))."),
    note="Due before the placement, and within five working days of its start in an "
    "emergency: the later day is counted for all. Health and the council of the area "
    "have clocks of their own.",
)
