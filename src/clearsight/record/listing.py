"""What a list that shows one day said on each earlier day."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number, text, yes_no


class Listing(Thing):
    """One row for each row of List 6, 8 or 9 that a later extract tells of again.

    Of each episode of need and period of care the record keeps the latest extract's
    row; these are the others, each of which speaks for the day of its own extract.
    """

    about = text("What it tells of: need, period of care or care leaver")
    starts_on = day("Day that began")
    ended_on = day("Day it ended, as known then")
    status = code(
        "Looked after, CP plan, CIN plan, open assessment or closed", "case_status"
    )
    worker = text("Worker then, on Lists 6 and 9")
    placement_from = day("Day the latest placement began")
    location = code("IN or OUT of the council's area: the latest placement", "in_out")
    authority = code("Council in whose area the latest placement is", "la_place")
    permanence_plan = code("The child's permanence plan", "permanence")
    is_interview_offered = yes_no(
        "Whether a return interview was offered after the last time missing"
    )
    is_interview_accepted = yes_no("Whether the child accepted that interview")
    times_missing = number("Times missing from the placement in the last 12 months")
