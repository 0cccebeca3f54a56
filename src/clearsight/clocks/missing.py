"""Clocks that begin when a missing child is back, or goes missing again."""

from datetime import date

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import calendar_days, working_days
from clearsight.journeys import events
from clearsight.law import Law

IN_FORCE = date(2014, 1, 1)

RETURN_INTERVIEW = Clock(
    key="return_interview",
    title="Return home interview",
    family="missing",
    starts=(events.RETURNED,),
    start_details=("M",),
    stops=(events.RETURN_INTERVIEW,),
    ends_early=(events.RETURN_INTERVIEW_OFFERED,),
    ends_undated=(events.RETURN_INTERVIEW_OFFERED,),
    limits={IN_FORCE: calendar_days(3)},
    tier=1,
    proxy="an interview that was offered stands for one that was held, and a yes or "
    "no alone for its day",
    applies_to="children who have been missing",
    data=(
        "SSDA903: MIS_START, MIS_END",
        "Annex A List 8: whether a return interview was offered",
        "Local extract: return interviews",
    ),
    breach_words="This child came back, and nobody is on record as having offered to "
    "talk about why.",
    law=Law(
        cite="Statutory guidance on children who run away or go missing from home or "
        "care (January 2014)",
        status="statutory guidance",
        checked="second-hand",
        in_force_from=IN_FORCE,
    ),
    note="The guidance says 72 hours; returns hold days alone, so three days stand for "
    "them. List 8 asks of the last episode only. A return that our own record of "
    "interviews alone tells of begins it too.",
)

MISSING_PATTERN = Clock(
    key="missing_pattern",
    title="Repeat missing: the partners meet",
    family="missing",
    starts=(events.MISSING_PATTERN,),
    stops=(events.MISSING_MEETING,),
    limits={ALWAYS: working_days(3)},
    tier=0,
    configurable=True,
    proxy="the dates of the episodes stand for the hours, and no return holds the "
    "meeting",
    applies_to="looked-after children missing three times in 90 days, or over a day",
    data=("SSDA903: MIS_START, MIS_END",),
    breach_words="No meeting of the partners about this pattern is on file.",
    law=Law(
        cite="Local missing protocol: the partners meet about a pattern",
        status="local standard",
        checked="memory",
    ),
    note="The third start in 90 days counts, or the day after a start where the child "
    "was away over two midnights, which is surely more than 24 hours.",
)
