"""A referral, and the episode of need that follows it."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, text, yes_no


class Referral(Thing):
    """One row for each referral."""

    referral_key = text(
        "What rows nested under this referral carry; null where dates alone link"
    )
    referred_on = day("Day the referral was received")
    referral_source = code("Who referred", "source")
    need = code("Primary need", "need")
    closed_on = day("Day the episode of need was closed")
    closure_reason = code("Why it was closed", "cin_closure")
    is_no_further_action = yes_no("Whether the referral led to no further action")
    team = text("Team it was allocated to")
    worker = text("Worker it was allocated to")


class Need(Thing):
    """One row for each child's latest episode of need, as List 6 shows it."""

    starts_on = day("Start of the episode as this council defines it")
    ended_on = day("Day it was closed")
    closure_reason = code("Why it was closed", "cin_closure")
    need = code("Primary need", "need")
    status = code(
        "Looked after, CP plan, CIN plan, open assessment or closed", "case_status"
    )
    team = text("Team now, or at closure")
    worker = text("Worker now, or at closure")
