"""Clocks of the front door: someone must be responsible for the child."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import working_days
from clearsight.journeys import events
from clearsight.law import Law

UNALLOCATED = Clock(
    key="unallocated",
    title="Open child with no named worker",
    family="front door",
    starts=(events.UNALLOCATED,),
    stops=(events.ALLOCATED,),
    ends_early=(events.ALLOCATION_ENDED,),
    limits={ALWAYS: working_days(1)},
    mode="each start",
    tier=0,
    configurable=True,
    applies_to="every child open to the council, from referral to leaving care",
    data=(
        "Annex A Lists 3 to 9: worker and team",
        "SSDA903 social worker episodes, for children looked after",
    ),
    breach_words="This child is open to us and nobody is named as their worker.",
    law=Law(
        cite="Local standard: an open child is allocated to a named worker",
        status="local standard",
        checked="memory",
        note="No law gives a number; inspectors treat it as a failing of oversight.",
    ),
    note="A team, tray or duty desk in the worker's column is nobody. The words that "
    "mean nobody are a setting.",
)
