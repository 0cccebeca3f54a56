"""Clocks on the way to adoption."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import (
    Step,
    calendar_days,
    months,
    weeks,
    working_days,
)
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2005, 12, 30)
THRESHOLDS = (
    "https://www.gov.uk/government/news/adoption-scorecards-and-thresholds-published"
)
AGENCIES = "Adoption Agencies Regulations 2005 (SI 2005/389), reg 36"
AGENCIES_URL = "https://www.legislation.gov.uk/uksi/2005/389/regulation/36"
OF_AVERAGES = (
    "The threshold is for a council's average over three years, not for one child."
)
ORDER = "SSDA903: LS E1, its first day"
OVER = (events.ADOPTION_REVERSED, events.CARE_ENDED)

SIX_MONTHS = Clock(
    key="match_six_months",
    title="Match after the decision for adoption",
    family="adoption",
    starts=(events.ADOPTION_DECIDED,),
    stops=(events.ADOPTION_MATCHED,),
    ends_early=OVER,
    limits={ALWAYS: months(6)},
    mode="each start",
    tier=1,
    applies_to="children for whom adoption has been decided",
    data=(
        "SSDA903 PlacedAdoption: DATE_PLACED; AD1: DATE_MATCH",
        "Annex A List 10: decision, match",
    ),
    breach_words="Six months after the decision, no family has been found for this "
    "child.",
    law=Law(
        cite="Statutory guidance on adoption (2013), or Adoption National Minimum "
        "Standards, standard 17",
        status="statutory guidance",
        checked="memory",
        note="Which of the two sets six months is not confirmed.",
    ),
    note="The 903 gives the match of children who have been adopted, and of no other.",
)

ORDER_TO_MATCH = Clock(
    key="a2",
    title="Placement order to match (scorecard A2)",
    family="adoption",
    starts=(events.PLACEMENT_ORDER_MADE,),
    stops=(events.ADOPTION_MATCHED,),
    ends_early=(events.PLACEMENT_ORDER_ENDED, *OVER),
    limits={
        date(2009, 4, 1): calendar_days(213),
        date(2011, 4, 1): calendar_days(182),
        date(2012, 4, 1): calendar_days(152),
        date(2013, 4, 1): calendar_days(121),
    },
    mode="each start",
    is_met_by_earlier_stop=True,
    tier=2,
    applies_to="children under a placement order",
    data=(f"{ORDER}; AD1: DATE_MATCH", "Annex A List 10: placement order, match"),
    breach_words="It is four months since the court allowed this child to be placed, "
    "and there is no match.",
    law=Law(
        cite="DfE, adoption scorecards and thresholds (14 January 2014)",
        status="published measure",
        checked="text seen",
        url=THRESHOLDS,
    ),
    note=f"{OF_AVERAGES} A match made before the order counts as no days.",
)

CARE_TO_FAMILY = Clock(
    key="a10",
    title="Entering care to the adoptive family (scorecard A10)",
    family="adoption",
    starts=(events.ADOPTION_CARE_BEGAN,),
    stops=(events.MOVED_IN,),
    ends_early=OVER,
    limits={
        date(2009, 4, 1): calendar_days(639),
        date(2010, 4, 1): calendar_days(608),
        date(2011, 4, 1): calendar_days(547),
        date(2012, 4, 1): calendar_days(487),
        date(2013, 4, 1): calendar_days(426),
    },
    tier=2,
    applies_to="children for whom adoption has been decided",
    data=(
        "SSDA903: DECOM with RNE S, PLACE A3 to A6; PlacedAdoption, AD1",
        "Annex A List 10: decision, placed for adoption",
    ),
    breach_words="Fourteen months in care, and not yet with the adoptive family.",
    law=Law(
        cite="DfE, adoption scorecards and thresholds (14 January 2014)",
        status="published measure",
        checked="second-hand",
        url=THRESHOLDS,
    ),
    note=f"{OF_AVERAGES} A child adopted by the foster carers (A3, A5) moved in when "
    "that foster placement began.",
)

WAITING_REVIEW = Clock(
    key="authorised_not_placed_review",
    title="Review while waiting for a family",
    family="adoption",
    starts=(events.PLACEMENT_ORDER_MADE,),
    stops=(events.CARE_REVIEW,),
    ends_early=(events.PLACED_FOR_ADOPTION, events.PLACEMENT_ORDER_ENDED, *OVER),
    limits={IN_FORCE: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=1,
    applies_to="children who may be placed for adoption and are not yet",
    data=(f"{ORDER}; REVIEW", "Annex A Lists 8 and 10: latest review, placement order"),
    breach_words="Nobody has reviewed why this child still waits for a family.",
    law=Law(
        cite=f"{AGENCIES}(1)",
        status="statute",
        checked="text seen",
        url=AGENCIES_URL,
        in_force_from=IN_FORCE,
    ),
    note="From the placement order. Authority by consent alone is in no return.",
)

PLACED_REVIEW = Clock(
    key="placed_review",
    title="Review after placement for adoption",
    family="adoption",
    starts=(events.PLACED_FOR_ADOPTION,),
    stops=(events.CARE_REVIEW,),
    ends_early=(events.ADOPTIVE_PLACEMENT_ENDED, *OVER),
    limits={
        IN_FORCE: (Step(weeks(4), "first"), Step(months(3), "second"), Step(months(6)))
    },
    mode="ladder",
    tier=1,
    applies_to="children placed for adoption",
    data=("SSDA903: PLACE A3 to A6, DECOM, REVIEW", "Annex A List 8: latest review"),
    breach_words="The review of this placement for adoption is overdue.",
    law=Law(
        cite=f"{AGENCIES}(3)",
        status="statute",
        checked="text seen",
        url=AGENCIES_URL,
        in_force_from=IN_FORCE,
    ),
)

PLACED_VISIT = Clock(
    key="placed_visit",
    title="Visits after placement for adoption",
    family="adoption",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    start_details=("A3", "A4", "A5", "A6"),
    stops=(events.CARE_VISIT,),
    ends_early=(events.PLACEMENT_ENDED,),
    until=(events.CARE_REVIEW,),
    limits={IN_FORCE: weeks(1)},
    mode="ladder",
    tier=1,
    applies_to="children placed for adoption, until the first review",
    data=("SSDA903: PLACE A3 to A6, REVIEW", "Annex A List 8: latest visit"),
    breach_words="This new placement for adoption has not been visited this week.",
    law=Law(
        cite=f"{AGENCIES}(4)",
        status="statute",
        checked="text seen",
        url=AGENCIES_URL,
        in_force_from=IN_FORCE,
    ),
    note="After the first review it is for the review to say how often. Where a review "
    "may have been held unseen it cannot run.",
)

STILL_RIGHT = Clock(
    key="plan_change_check",
    title="Placement order and no placement: is adoption still right?",
    family="adoption",
    starts=(events.PLACEMENT_ORDER_MADE,),
    stops=(events.ADOPTION_RECONSIDERED,),
    ends_early=(events.PLACED_FOR_ADOPTION, events.PLACEMENT_ORDER_ENDED, *OVER),
    limits={ALWAYS: (Step(months(9), "first"), Step(months(3)))},
    mode="ladder",
    tier=2,
    configurable=True,
    is_stop_unseen=True,
    proxy="the time since the order stands for the need to ask, and no return holds "
    "the decision",
    applies_to="children under a placement order who are not placed for adoption",
    data=(f"{ORDER}; PLACE not A3 to A6", "Annex A List 10"),
    breach_words="Nine months with an order and no family, and no decision on file "
    "that adoption is still right.",
    law=Law(
        cite="Local standard: the plan is looked at again when nobody comes forward",
        status="local standard",
        checked="memory",
    ),
)

DECISION = Clock(
    key="adm_decision",
    title="Agency's decision after adoption became the plan",
    family="adoption",
    starts=(events.ADOPTION_PLANNED,),
    stops=(events.ADOPTION_DECIDED,),
    ends_early=OVER,
    limits={ALWAYS: months(2)},
    tier=1,
    is_local=True,
    applies_to="children for whom a review made adoption the plan",
    data=(
        "Local extract: step ADOPTION PLANNED, decisions about ADOPTION",
        "SSDA903 PlacedAdoption: DATE_PLACED",
        "Annex A List 10: decision",
    ),
    breach_words="The plan is adoption, and the agency has not decided on it.",
    law=Law(
        cite="Statutory guidance on adoption (2013), chapter 2",
        status="statutory guidance",
        checked="second-hand",
        note="The manual that was seen words the two months as the time in which it "
        "goes to the decision maker or panel.",
    ),
)

AFTER_PANEL = Clock(
    key="adm_after_panel",
    title="Agency's decision after panel",
    family="adoption",
    starts=(events.PANEL_RECOMMENDED,),
    stops=(events.ADOPTION_DECIDED, events.ADOPTION_MATCHED),
    # A panel may be about a match, which few sources show.
    covered_as=(events.ADOPTION_MATCHED,),
    ends_early=OVER,
    limits={ALWAYS: working_days(7)},
    mode="each start",
    tier=1,
    is_local=True,
    applies_to="children of whom an adoption panel made a recommendation",
    data=(
        "Local extract: step PANEL",
        "Annex A List 10: decision, match",
    ),
    breach_words="The panel has recommended, and the agency has not decided.",
    law=Law(
        cite="Statutory guidance on adoption (2013); Adoption National Minimum "
        "Standards, standard 17",
        status="statutory guidance",
        checked="second-hand",
        note="Neither paragraph was read.",
    ),
    note="From the day of the panel, where the law counts from its final minutes: give "
    "that day as the step's. A decision that a child should be placed and a match both "
    "stop it. List 10 shows both; without it this cannot be judged.",
)
