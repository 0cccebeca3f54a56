"""Visits to a child."""

from clearsight.record.thing import Thing
from clearsight.shape import day, text, yes_no

PROTECTION_VISIT = "child protection visit"
CARE_VISIT = "looked-after visit"
CIN_VISIT = "CIN visit"
LEAVER_VISIT = "care leaver visit"
FOSTERING_VISIT = "private fostering visit"
OTHER_VISIT = "other visit"
SEEN = "child seen"
# A call at which the child was not seen is no visit: no clock may stop by it.
NOT_SEEN = "visit without seeing the child"


class Visit(Thing):
    """One row for each visit that a source shows."""

    kind = text(
        "child protection, looked-after, CIN, care leaver, private fostering or other "
        "visit; child seen; or visit without seeing the child"
    )
    visited_on = day("Day of the visit")
    is_alone = yes_no("Whether the child was seen alone")
    is_bedroom_seen = yes_no("Whether the child's bedroom was seen")
    worker = text("Worker who visited")
    is_latest_only = yes_no(
        "True where the source shows the latest one and hides earlier ones"
    )
