"""Clocks of private fostering: seen at once, and seen again."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, weeks, working_days, years
from clearsight.clocks.placements import EASED, EASED_UNTIL
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2005, 7, 1)
PRIVATE = (
    "Children (Private Arrangements for Fostering) Regulations 2005 (SI 2005/1533)"
)
URL = "https://www.legislation.gov.uk/uksi/2005/1533/regulation"
REGISTER = ("Local extract: steps FOSTERING KNOWN and ENDED, visits PRIVATE FOSTERING",)
TO_AND_FRO = (Step(weeks(12), from_age=years(1)), Step(weeks(6)))

FIRST_VISIT = Clock(
    key="pf_first_visit",
    title="First visit to a privately fostered child",
    family="private fostering",
    starts=(events.FOSTERING_KNOWN,),
    stops=(events.FOSTERING_VISIT,),
    ends_early=(events.FOSTERING_ENDED,),
    limits={IN_FORCE: working_days(7), EASED: (), EASED_UNTIL: working_days(7)},
    tier=1,
    is_local=True,
    applies_to="children notified as, or found to be, privately fostered",
    data=REGISTER,
    breach_words="The council knows of this arrangement, and nobody has visited.",
    law=Law(
        cite=f"{PRIVATE}, regs 4 and 7",
        status="statute",
        checked="text seen",
        url=f"{URL}/4",
        in_force_from=IN_FORCE,
        note="From 24 April to 25 September 2020, seven working days or as soon as "
        "reasonably practicable (SI 2020/445).",
    ),
    note="The officer sees the premises, the carer, the household and the child, alone "
    "unless that is not appropriate. A visit on the register counts as all of it.",
)

LATER_VISITS = Clock(
    key="pf_visit",
    title="Visits to a privately fostered child",
    family="private fostering",
    starts=(events.FOSTERING_KNOWN,),
    stops=(events.FOSTERING_VISIT,),
    ends_early=(events.FOSTERING_ENDED,),
    limits={IN_FORCE: TO_AND_FRO, EASED: (), EASED_UNTIL: TO_AND_FRO},
    mode="ladder",
    tier=1,
    is_local=True,
    applies_to="privately fostered children",
    data=REGISTER,
    breach_words="The visit to this privately fostered child is overdue.",
    law=Law(
        cite=f"{PRIVATE}, reg 8",
        status="statute",
        checked="text seen",
        url=f"{URL}/8",
        in_force_from=IN_FORCE,
        note="From 24 April to 25 September 2020 only where reasonably practicable "
        "(SI 2020/445).",
    ),
    note="Six weeks apart in the first year, twelve in later ones. The arrangement is "
    "taken to begin when the council became aware of it. A gap takes the interval of "
    "the day on which it begins.",
)
