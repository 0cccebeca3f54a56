"""What the records of an event are called, where a sentence needs a noun.

An event has the name of what happened: *health assessed*. A sentence about the data
speaks of its records: *the source shows only the latest of the health assessments*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clearsight.journeys import events as e

NOUNS: Mapping[str, str] = {
    # The front door, assessments and enquiries.
    e.CONTACT_SCREENED: "screenings of contacts",
    e.EARLY_HELP_COMPLETED: "completed early help assessments",
    e.ASSESSMENT_STARTED: "starts of assessments",
    e.ASSESSMENT_AUTHORISED: "authorisations of assessments",
    e.ASSESSMENT_REVIEWED: "managers' reviews of assessments",
    e.FIRST_SEEN: "days on which children were first seen in an assessment",
    e.ENQUIRY_STARTED: "starts of section 47 enquiries",
    e.ENQUIRY_ENDED: "ends of section 47 enquiries",
    e.CONFERENCE_HELD: "initial conferences",
    e.CONFERENCE_NOT_NEEDED: "decisions that no conference is needed",
    e.TRANSFER_CONFERENCE: "transfer-in conferences",
    e.NEGLECT_TOOL: "completed neglect tools",
    e.INCIDENT_NOTIFIED: "notices of serious incidents",
    e.RAPID_REVIEW: "rapid reviews",
    # Plans.
    e.CIN_PLAN_STARTED: "starts of CIN plans",
    e.CIN_REVIEW: "reviews of CIN plans",
    e.CIN_PLAN_CHALLENGED: "senior reviews of long CIN plans",
    e.PROTECTION_PLAN_STARTED: "starts of child protection plans",
    e.PROTECTION_PLAN_ENDED: "ends of child protection plans",
    e.PROTECTION_VISIT: "child protection visits",
    e.SEEN_ALONE: "child protection visits on which the child was seen alone",
    e.CHILD_SEEN: "days on which the child was seen",
    e.CORE_GROUP: "core groups",
    e.REVIEW_CONFERENCE: "review conferences",
    e.PLAN_CHALLENGED: "senior reviews of long child protection plans",
    # Before court and at court.
    e.LETTER_SENT: "letters before proceedings",
    e.FIRST_MEETING: "first pre-proceedings meetings",
    e.PRE_PROCEEDINGS_REVIEWED: "reviews of pre-proceedings",
    e.PRE_PROCEEDINGS_ENDED: "ends of pre-proceedings",
    e.FAMILY_MEETING_OFFERED: "offers of family group decision-making",
    e.FAMILY_MEETING_EXCEPTED: "decisions that it is against the child's interests",
    e.CASE_MANAGEMENT_HEARING: "case management hearings",
    e.COURT_REPORT_FILED: "reports filed with the court",
    e.LEGAL_STATUS_ENDED: "ends of legal statuses",
    # Care.
    e.CARE_PLAN_MADE: "care plans",
    e.CARE_REVIEW: "looked-after reviews",
    e.CARE_VISIT: "looked-after visits",
    e.REVIEW_PREPARED: "preparations of care reviews",
    e.REVIEW_DECISIONS_SENT: "decisions of care reviews sent",
    e.REVIEWING_OFFICER_NAMED: "names of reviewing officers",
    e.CHALLENGE_SETTLED: "settled challenges of reviewing officers",
    e.PERMANENCE_AGREED: "agreed permanence plans",
    e.ROUTE_DECIDED: "decisions on what follows care by agreement",
    e.SHORT_BREAK_REVIEW: "reviews of short breaks",
    e.EDUCATION_PLAN: "personal education plans",
    e.SCHOOL_PLACE: "school places found",
    e.HEALTH_ASSESSED: "health assessments",
    e.HEALTH_ASSESSED_YOUNG: "health assessments",
    e.DENTAL_CHECK: "dental checks",
    e.SDQ_SCORED: "scored strengths and difficulties questionnaires",
    # Placements.
    e.PLACEMENT_ENDED: "ends of placements",
    e.PLACEMENT_PLAN_MADE: "placement plans",
    e.HEALTH_TOLD: "notices of placements to health",
    e.HOST_TOLD: "notices of placements to the host council",
    e.OTHERS_TOLD: "notices of placements to others",
    e.DISTANCE_APPROVED: "director's approvals of placements",
    e.CARER_APPROVED: "approvals of connected persons as foster carers",
    e.TERMS_CHANGED: "changes to the terms of foster carers",
    e.PARENT_ASSESSED: "assessments of parents for a placement with them",
    e.SECURE_AUTHORISED: "court authorities for secure accommodation",
    e.SECURE_ORDER_RENEWED: "secure orders that followed others",
    e.SECURE_REVIEWED: "reviews of secure placements",
    e.LIBERTY_ENDED: "ends of deprivation of liberty orders",
    e.LIBERTY_REVIEWED: "reviews of deprivation of liberty",
    # Missing, adoption, leaving care.
    e.RETURN_INTERVIEW: "return interviews",
    e.MISSING_MEETING: "meetings about repeat missing",
    e.ADOPTION_DECIDED: "decisions for adoption",
    e.ADOPTION_MATCHED: "matches with adopters",
    e.ADOPTION_RECONSIDERED: "reviews of plans for adoption",
    e.MOVED_IN: "moves in with adoptive families",
    e.NEEDS_ASSESSED: "assessments of pathway needs",
    e.RELEVANT_ASSESSED: "assessments of pathway needs after care",
    e.PATHWAY_REVIEWED: "reviews of pathway plans",
    e.MOVE_REVIEWED: "reviews of pathway plans after a move",
    e.LEAVER_CONTACT: "contacts with care leavers",
    e.LEAVER_VISIT: "visits to care leavers",
    e.LEAVER_STATUS: "statuses of care leavers",
    # Education, health and care.
    e.EHC_REQUEST_DECIDED: "decisions on EHC requests",
    e.ADVICE_RECEIVED: "advice for EHC assessments",
    e.EHC_REFUSED: "refusals of EHC plans after assessment",
    e.EHC_PLAN_ISSUED: "issues of EHC plans",
    e.EHC_FINAL_SENT: "final EHC plans sent after a draft",
    e.EHC_REVIEW_DECIDED: "decisions on reviews of EHC plans",
    e.EHC_PHASE_SETTLED: "EHC plans final for a change of phase",
    # Workers, complaints, other people's children, and what we watch ourselves.
    e.ALLOCATED: "names of workers",
    e.SUPERVISED: "supervision sessions",
    e.WORKER_SUPERVISED: "supervision sessions of workers",
    e.COMPLAINT_ANSWERED: "answers to complaints",
    e.COMPLAINT_PANEL: "complaint panels",
    e.COMPLAINT_TAKEN_ON: "complaints taken to the next stage",
    e.FOSTERING_VISIT: "private fostering visits",
    e.OFFICER_TOLD: "notices of allegations to the designated officer",
    e.ACTIVITY: "later events",
    e.FLAG_ANSWERED: "answers to flags",
}


def nouns(events: Iterable[str]) -> str:
    """Name the records of any of these events, each once: this, that or the other."""
    named = list(dict.fromkeys(NOUNS.get(event, event) for event in events))
    *most, last = named or [""]
    return f"{', '.join(most)} or {last}" if most else last
