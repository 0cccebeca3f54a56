"""A child and family assessment."""

from clearsight.record.thing import Thing
from clearsight.shape import day, text, yes_no


class Assessment(Thing):
    """One row for each assessment, finished or not."""

    referral_key = text("The referral it is nested under, where the return nests it")
    starts_on = day("Day it began")
    authorised_on = day("Day it was completed and authorised")
    is_child_seen = yes_no("Whether the child was seen in the course of it")
    is_support_required = yes_no("Whether it found that the child needs help")
    review_planned_on = day("Day set for a review of it within the council")
    factors = text("Factor codes found, in order, parted by spaces")
    team = text("Team during the assessment")
    worker = text("Worker who carried it out")
