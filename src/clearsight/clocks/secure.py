"""Clocks of children kept in secure accommodation or deprived of their liberty."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, calendar_days, months
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(1991, 10, 14)
SECURE = "Children (Secure Accommodation) Regulations 1991 (SI 1991/1505)"
URL = "https://www.legislation.gov.uk/uksi/1991/1505/regulation"
PLACE = "K1"
PLACED = (events.PLACEMENT_BEGAN, events.LONG_TERM_PLACEMENT_BEGAN)
FROM_903 = "SSDA903: PLACE K1, DECOM, DEC"


def _law(regulations: str, number: int, note: str = "") -> Law:
    """Return the law of a regulation of 1991 whose wording as made was read."""
    return Law(
        cite=f"{SECURE}, {regulations}",
        status="statute",
        checked="text seen",
        url=f"{URL}/{number}",
        in_force_from=IN_FORCE,
        note=note or "The text as made was read.",
    )


WITHOUT_COURT = Clock(
    key="secure_no_court",
    title="Secure accommodation without a court's order",
    family="placements",
    starts=PLACED,
    start_details=(PLACE,),
    stops=(events.SECURE_AUTHORISED, events.PLACEMENT_ENDED),
    covered_as=(events.SECURE_AUTHORISED,),
    planned=(events.SECURE_TIME_ENDS,),
    limits={IN_FORCE: calendar_days(3)},
    tier=0,
    is_local=True,
    applies_to="children placed in secure accommodation",
    data=(FROM_903, "Local extract: placement approval SECURE ORDER"),
    breach_words="The 72 hours are over, and no order of a court that lets this child "
    "be locked up is on file.",
    law=_law("reg 10(1), (2) and (3)", 10),
    note="72 hours in any 28 days. Returns hold days alone, so of each stay only the "
    "days between its first and its last are counted, and what stands late is certain. "
    "A limit that runs out beside a Sunday or public holiday runs on past it. Time "
    "from before an order of a court is not counted again. Of a child on remand (J1) "
    "or held by the police (J2) other law speaks: the status counts as authority.",
)

REVIEW = Clock(
    key="secure_review",
    title="Review of a secure placement",
    family="placements",
    starts=PLACED,
    start_details=(PLACE,),
    stops=(events.SECURE_REVIEWED,),
    ends_early=(events.PLACEMENT_ENDED,),
    limits={IN_FORCE: (Step(months(1), "first"), Step(months(3)))},
    mode="ladder",
    tier=1,
    is_local=True,
    applies_to="looked-after children kept in secure accommodation",
    data=(FROM_903, "Local extract: step SECURE REVIEW"),
    breach_words="No panel has asked whether this child still needs to be locked up.",
    law=_law(
        "regs 15 and 16",
        15,
        "The text as made was read, and SI 1992/2117 and SI 1995/1398, which amend it.",
    ),
    note="By three people at least, one of them neither a member nor an officer of the "
    "council. A move between secure homes begins the count again.",
)

ORDER = Clock(
    key="secure_order",
    title="Secure order about to lapse",
    family="placements",
    starts=(events.SECURE_ORDER_RUNS, events.SECURE_FURTHER_RUNS),
    stops=(events.SECURE_ORDER_RENEWED,),
    ends_early=(events.PLACEMENT_ENDED,),
    planned=(events.SECURE_ORDER_LAPSES,),
    limits={
        IN_FORCE: (
            Step(months(6), starts=(events.SECURE_FURTHER_RUNS,)),
            Step(months(3)),
        )
    },
    tier=0,
    is_local=True,
    applies_to="children kept in secure accommodation under an order of a court",
    data=("Local extract: placement approval SECURE ORDER and its last day", FROM_903),
    breach_words="The secure order has run out while the child is still kept there.",
    law=_law("regs 11 and 12", 11),
    note="Due on the order's own last day; where that is not given, three months from "
    "the first order and six from a further one, which are the most the court may "
    "give. Orders on remand (reg 13) follow other law.",
)

LIBERTY_REVIEW = Clock(
    key="dol_review",
    title="Restrictions on a child's liberty reviewed",
    family="placements",
    starts=(events.LIBERTY_BEGAN,),
    stops=(events.LIBERTY_REVIEWED,),
    ends_early=(events.LIBERTY_ENDED, events.CARE_ENDED),
    limits={ALWAYS: months(1)},
    mode="ladder",
    tier=0,
    configurable=True,
    is_local=True,
    applies_to="children under an order that deprives them of liberty",
    data=(
        "SSDA903 from 2026/27: DOLO_START, DOLO_END",
        "Local extract: step LIBERTY REVIEW",
    ),
    breach_words="Nobody has asked for a month whether every restriction on this child "
    "is still needed.",
    law=Law(
        cite="Local standard: a monthly review of each restriction, with the child",
        status="local standard",
        checked="memory",
        note="The court sets its own return date. Children Act 1989, s 25 is amended "
        "by the Children's Wellbeing and Schools Act 2026, s 13, when regulations "
        "bring it in.",
    ),
)

LIBERTY_ORDER = Clock(
    key="dol_expiry",
    title="Deprivation of liberty order about to lapse",
    family="placements",
    starts=(events.LIBERTY_BEGAN,),
    stops=(events.LIBERTY_ENDED,),
    ends_early=(events.CARE_ENDED,),
    planned=(events.LIBERTY_LAPSES,),
    limits={ALWAYS: months(12)},
    tier=0,
    configurable=True,
    applies_to="children under an order that deprives them of liberty",
    data=(
        "SSDA903 from 2026/27: DOLO_START, DOLO_END",
        "Local extract: placement approval LIBERTY ORDER and its last day",
    ),
    breach_words="The order has run out, and the data do not say that the restrictions "
    "were lifted.",
    law=Law(
        cite="The order's own terms, under the inherent jurisdiction of the High Court",
        status="local standard",
        checked="memory",
        note="Twelve months are no law: they are when to ask, where the order's last "
        "day is not known.",
    ),
    note="Due on the order's last day where the local extract gives it, or where the "
    "return gives an end that lies ahead.",
)
