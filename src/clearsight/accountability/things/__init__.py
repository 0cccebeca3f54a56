"""What the record is made of. Each kind is declared once, as an immutable struct.

A thing is never changed: a later entry with the same id says it anew, with a reason,
and both stay in the log.
"""

from __future__ import annotations

from clearsight.accountability.things.claims import (
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
    Promised,
    Said,
)
from clearsight.accountability.things.decisions import (
    Acceptance,
    Classing,
    Materiality,
    Outcome,
    Refusal,
    Release,
    Reply,
    Sameness,
    Slip,
)
from clearsight.accountability.things.people import Organisation, Person, Post
from clearsight.accountability.things.plan import (
    Action,
    ActionSlip,
    BoardDecision,
    Challenge,
    Measurement,
    OverseerClock,
    PlanMeasure,
    Rebased,
    Verdict,
)
from clearsight.accountability.things.scrutiny import (
    Clause,
    Commitment,
    Finding,
    Inspection,
    Instrument,
)
from clearsight.accountability.things.sources import Anchor, Source, Statement
from clearsight.accountability.things.voices import Voice, VoiceStep

Thing = (
    Source | Statement | Claim
    | Person | Organisation | Post
    | Inspection | Finding | Instrument | Clause | Commitment
    | Action | ActionSlip | Verdict | PlanMeasure | Measurement | Rebased
    | Challenge | BoardDecision | OverseerClock
    | Voice | VoiceStep
    | Acceptance | Refusal | Classing | Materiality | Sameness | Slip | Outcome
    | Reply | Release
)  # fmt: skip

__all__ = [
    "Acceptance", "Action", "ActionSlip", "Anchor", "Appointed", "BoardDecision",
    "Challenge", "Claim", "Classing", "Clause", "Commitment", "Finding", "Happened",
    "Inspected", "Inspection", "Instrument", "Intervened", "Materiality",
    "Measurement", "Organisation", "Outcome", "OverseerClock", "Person", "PlanMeasure",
    "Post", "Promised", "Rebased", "Refusal", "Release", "Reply", "Said", "Sameness",
    "Slip", "Source",
    "Statement", "Thing", "Verdict", "Voice", "VoiceStep",
]  # fmt: skip
