"""The names of spells and events: the words clocks and signals are written in."""

from __future__ import annotations

# Kinds of spell.
CONTACT = "contact"
REFERRAL = "referral"
ASSESSMENT = "assessment"
ENQUIRY = "section 47"
CIN_PLAN = "CIN plan"
PROTECTION_PLAN = "child protection plan"
PRE_PROCEEDINGS = "pre-proceedings"
CARE = "period of care"
LEGAL_STATUS = "legal status"
PLACEMENT = "placement"
MISSING = "missing"
WORKER = "worker"

SPELLS = (
    CONTACT, REFERRAL, ASSESSMENT, ENQUIRY, CIN_PLAN, PROTECTION_PLAN, PRE_PROCEEDINGS,
    CARE, LEGAL_STATUS, PLACEMENT, MISSING, WORKER,
)  # fmt: skip

# Kinds of event.
CONTACT_RECEIVED = "contact received"
REFERRAL_RECEIVED = "referral received"
REFERRAL_ACCEPTED = "referral accepted"
REFERRAL_NFA = "referral ended in no further action"
REFERRAL_CLOSED = "referral closed"
ASSESSMENT_STARTED = "assessment started"
ASSESSMENT_UNREFERRED = "assessment started with no referral in the data"
ASSESSMENT_AUTHORISED = "assessment authorised"
ENQUIRY_STARTED = "section 47 enquiry started"
CONFERENCE_HELD = "initial conference held"
CONFERENCE_NOT_NEEDED = "conference judged not needed"
ENQUIRY_SUPERSEDED = "section 47 enquiry taken over by a later one"
ENQUIRY_ON_PLAN = "child already on a protection plan"
CIN_PLAN_STARTED = "CIN plan started"
CIN_PLAN_ENDED = "CIN plan ended"
PROTECTION_PLAN_STARTED = "child protection plan started"
PROTECTION_PLAN_ENDED = "child protection plan ended"
REVIEW_CONFERENCE = "review conference held"
PROTECTION_VISIT = "child protection visit"
PRE_PROCEEDINGS_STARTED = "pre-proceedings started"
PRE_PROCEEDINGS_ENDED = "pre-proceedings ended"
CARE_BEGAN = "became looked after"
CARE_ONGOING = "already looked after when the data begin"
SHORT_BREAKS_BEGAN = "series of short breaks began"
CARE_ENDED = "ceased to be looked after"
CARE_REVIEW = "looked-after review"
LEGAL_STATUS_BEGAN = "legal status began"
LEGAL_STATUS_ENDED = "legal status ended"
PLACEMENT_BEGAN = "placement began"
LONG_TERM_PLACEMENT_BEGAN = "long-term placement began"
SHORT_BREAK_PLACEMENT_BEGAN = "short-break placement began"
PLACEMENT_ENDED = "placement ended"
CARE_VISIT = "looked-after visit"
CHILD_SEEN = "child seen"
WENT_MISSING = "went missing"
RETURNED = "returned from missing"
WORKER_STARTED = "worker took over"
WORKER_ENDED = "worker left"
WORKER_CHANGED = "another worker is named than in the extract before"
UNALLOCATED = "left with no named worker"
ALLOCATED = "named worker recorded"
ALLOCATION_ENDED = "no longer needs a worker"

EVENTS = frozenset(
    value
    for name, value in vars().copy().items()
    if name.isupper()
    and name != "SPELLS"
    and isinstance(value, str)
    and value not in SPELLS
)
