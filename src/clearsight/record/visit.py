"""Visits to a child."""

from clearsight.record.thing import Thing
from clearsight.shape import day, text, yes_no

PROTECTION_VISIT = "child protection visit"
CARE_VISIT = "looked-after visit"
SEEN = "child seen"


class Visit(Thing):
    """One row for each visit that a source shows."""

    kind = text("child protection visit, looked-after visit or child seen")
    visited_on = day("Day of the visit")
    is_alone = yes_no("Whether the child was seen alone")
    is_latest_only = yes_no(
        "True where the source shows the latest one and hides earlier ones"
    )
