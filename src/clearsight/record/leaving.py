"""Care leavers."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number


class Leaver(Thing):
    """One row for each young person in each return that describes them."""

    year = number("Collection year of the return that holds it, if it is yearly")
    category = code("Eligibility group", "eligibility")
    in_touch = code("Whether the council is in touch", "in_touch")
    contact_on = day("Latest contact")
    pathway_review_on = day("Latest pathway plan review")
    accommodation = code("Where they live", "accommodation")
    suitability = code("Whether that is suitable", "suitability")
    activity = code("What they do", "activity")
