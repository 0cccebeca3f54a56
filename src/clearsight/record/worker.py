"""Who is working with a child."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, text


class Involvement(Thing):
    """One row for each statement that a worker or team holds, or held, a child.

    A *spell* (SSDA903 social worker episodes) has `starts_on`. A *statement* (Annex A)
    has `seen_on`, the day of the extract that says so, and `about`: the thing whose row
    it stood on. A statement with no worker says that none is named.
    """

    referral_key = text("The referral it is for, where the source nests it")
    worker = text("The worker as the return names them; null where none is named")
    team = text("The team as the return names it")
    role = text("social worker or personal adviser")
    starts_on = day("Day the worker took over the child")
    ended_on = day("Day the worker left the child")
    reason = code("Why the worker changed", "sw_reason")
    seen_on = day("Day of the extract that says so")
    said_since = day("Day of the first of the unbroken run of extracts that say so")
    said_after = day("Day of the last extract of that list before the run")
    about = text(
        "referral, assessment, enquiry, need, child protection plan, "
        "period of care or care leaver"
    )
    about_on = day("Start of that thing")
    about_ended_on = day("End of that thing; null while it is open")
