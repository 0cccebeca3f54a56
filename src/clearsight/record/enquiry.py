"""A section 47 enquiry (Children Act 1989) and the conference that may follow."""

from clearsight.record.thing import Thing
from clearsight.shape import day, text, yes_no


class Enquiry(Thing):
    """One row for each section 47 enquiry."""

    referral_key = text("The referral it is nested under, where the return nests it")
    starts_on = day("Day of the strategy discussion at which it was started")
    is_conference_not_needed = yes_no(
        "Whether a conference was judged not to be needed"
    )
    ended_on = day(
        "Day the enquiry itself ended, whatever it came to, where the return holds it"
    )
    conference_on = day("Day the initial child protection conference was held")
    is_plan_made = yes_no("Whether the conference made a child protection plan")
    team = text("Team during the enquiry")
    worker = text("Worker who carried it out")
