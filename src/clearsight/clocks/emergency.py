"""Clocks of powers that the law lets run for days, not weeks."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import calendar_days
from clearsight.journeys import events
from clearsight.law import Law

POLICE_PROTECTION = Clock(
    key="police_protection",
    title="Police protection",
    family="child protection",
    starts=(events.LEGAL_STATUS_BEGAN,),
    start_details=("L1",),
    stops=(events.LEGAL_STATUS_ENDED,),
    limits={ALWAYS: calendar_days(3)},
    tier=0,
    applies_to="children whom the police have taken into their protection",
    data=("SSDA903: LS L1, DECOM, DEC", "Annex A List 8: legal status and its start"),
    breach_words="The three days of police protection are over: on what lawful ground "
    "is this child kept tonight?",
    law=Law(
        cite="Children Act 1989, s 46(6)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/1989/41/section/46",
    ),
    note="The law says 72 hours, and less if the risk has gone. Returns hold days "
    "alone, so three days stand for them.",
)

EMERGENCY_ORDER = Clock(
    key="epo",
    title="Emergency protection order",
    family="child protection",
    starts=(events.LEGAL_STATUS_BEGAN,),
    start_details=("L2",),
    stops=(events.LEGAL_STATUS_ENDED,),
    planned=(events.EMERGENCY_ORDER_LAPSES,),
    limits={ALWAYS: calendar_days(8)},
    tier=0,
    applies_to="children under an emergency protection order",
    data=(
        "SSDA903: LS L2, DECOM, DEC",
        "Annex A List 8: legal status and its start",
        "Local extract: step EMERGENCY ORDER TO",
    ),
    breach_words="The eight days of the emergency order are over: look for the "
    "extension, or for the order that took its place.",
    law=Law(
        cite="Children Act 1989, s 45(1), (5) and (6)",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/1989/41/section/45",
    ),
    note="The court may extend it once by up to seven days, and may let it run to the "
    "next ordinary day where the eighth is a Sunday or a holiday. No return shows "
    "either; where the local extract gives the last day, it is due on that. After "
    "police protection the eight days run from the first day of that.",
)
