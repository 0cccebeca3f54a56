"""Clocks of a child who is looked after: reviews and visits."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, months, weeks, working_days, years
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2011, 4, 1)

REVIEW = Clock(
    key="cla_review",
    title="Review of a looked-after child",
    family="children in care",
    starts=(events.CARE_BEGAN, events.CARE_ONGOING),
    starts_unsure=(events.CARE_ONGOING,),
    unsure_words="the child was looked after before the data begin",
    stops=(events.CARE_REVIEW,),
    ends_early=(events.CARE_ENDED,),
    limits={
        IN_FORCE: (
            # Care began before the data do, so the first reviews may be long past.
            Step(months(6), starts=(events.CARE_ONGOING,)),
            Step(working_days(20), "first"),
            Step(months(3), "second"),
            Step(months(6)),
        )
    },
    mode="ladder",
    tier=1,
    applies_to="children looked after, other than in a series of short breaks",
    data=(
        "SSDA903: DECOM of the episode with RNE S, REVIEW",
        "Annex A List 8: day the child became looked after, latest review",
    ),
    breach_words="The review of this child's care is overdue.",
    law=Law(
        cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
        "(SI 2010/959), reg 33(1) and (2)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/33",
        in_force_from=IN_FORCE,
        note="The stored text had amendments outstanding.",
    ),
    note="A new period of care begins the ladder again; a move or a new legal status "
    "does not. The reviewing officer may ask for an earlier review.",
)

VISIT = Clock(
    key="cla_visit",
    title="Visit to a looked-after child",
    family="children in care",
    starts=(events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN),
    stops=(events.CARE_VISIT,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={
        IN_FORCE: (
            Step(weeks(1), "first"),
            Step(
                months(3),
                from_age=years(1),
                starts=(events.LONG_TERM_PLACEMENT_BEGAN,),
            ),
            Step(weeks(6)),
        )
    },
    mode="ladder",
    tier=1,
    applies_to="children looked after, other than in a series of short breaks",
    data=(
        "SSDA903: DECOM of placement moves, PLACE",
        "Annex A List 8: start of the latest placement, latest visit, permanence plan",
    ),
    breach_words="The visit that the law requires to this child is overdue.",
    law=Law(
        cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
        "(SI 2010/959), reg 28(2)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/28",
        in_force_from=IN_FORCE,
        note="The stored text had amendments outstanding.",
    ),
    note="Three months apart only in a placement meant to last until 18, and only once "
    "it has lasted a year; otherwise six weeks. Longer gaps agreed in some long-term "
    "foster placements are not modelled, because no return records the agreement.",
)
