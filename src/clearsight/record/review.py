"""Meetings that decide about a child: conferences and reviews."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, text, yes_no

CARE_REVIEW = "looked-after review"
REVIEW_CONFERENCE = "review conference"
INITIAL_CONFERENCE = "initial conference"


class Meeting(Thing):
    """One row for each meeting held."""

    kind = text("looked-after review, review conference or initial conference")
    held_on = day("Day it was held")
    took_part = code("How the child took part", "review_code")
    plan_key = text("The plan it is nested under, where the return nests it")
    referral_key = text("The referral it is nested under, where the return nests it")
    is_latest_only = yes_no(
        "True where the source shows the latest one and hides earlier ones"
    )
