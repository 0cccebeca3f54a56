"""The canonical record, in plain English, one file for each kind of thing.

Every row says which council and child it is about, which return it came from and the
row of the file it stood in. Rows are made by `returns/*/record.py`; where two returns
tell of the same thing both rows are kept, and `journeys` says which values it took and
records the disagreement as a `Conflict`.
"""

from __future__ import annotations

from clearsight.record.adoption import Adoption
from clearsight.record.assessment import Assessment
from clearsight.record.care import CareEpisode, CarePeriod, Liberty
from clearsight.record.child import Child
from clearsight.record.contact import Contact, EarlyHelp
from clearsight.record.coverage import Coverage
from clearsight.record.enquiry import Enquiry
from clearsight.record.health import Check, HealthYear, Questionnaire
from clearsight.record.identity import Conflict, Identifier, Link
from clearsight.record.leaving import Leaver
from clearsight.record.listing import Listing
from clearsight.record.missing import Missing
from clearsight.record.oversight import (
    Approval,
    Complaint,
    Decision,
    Notice,
    ReturnInterview,
    Step,
    Supervision,
)
from clearsight.record.plan import Plan
from clearsight.record.referral import Need, Referral
from clearsight.record.review import Meeting
from clearsight.record.send import (
    EhcAssessment,
    EhcNeed,
    EhcPerson,
    EhcPlacement,
    EhcPlan,
    EhcRequest,
    EhcReview,
)
from clearsight.record.staff import (
    Assignment,
    ContractEnd,
    Staff,
    Vacancies,
    Workforce,
)
from clearsight.record.thing import Thing
from clearsight.record.visit import Visit
from clearsight.record.worker import Involvement

THINGS: dict[str, type[Thing]] = {
    "child": Child,
    "contact": Contact,
    "early_help": EarlyHelp,
    "referral": Referral,
    "need": Need,
    "assessment": Assessment,
    "enquiry": Enquiry,
    "plan": Plan,
    "care_episode": CareEpisode,
    "care_period": CarePeriod,
    "liberty": Liberty,
    "listing": Listing,
    "meeting": Meeting,
    "visit": Visit,
    "check": Check,
    "questionnaire": Questionnaire,
    "health_year": HealthYear,
    "missing": Missing,
    "involvement": Involvement,
    "leaver": Leaver,
    "adoption": Adoption,
    "coverage": Coverage,
    "identifier": Identifier,
    "supervision": Supervision,
    "decision": Decision,
    "return_interview": ReturnInterview,
    "notice": Notice,
    "approval": Approval,
    "complaint": Complaint,
    "step": Step,
    "staff": Staff,
    "contract_end": ContractEnd,
    "assignment": Assignment,
    "workforce": Workforce,
    "vacancies": Vacancies,
    "ehc_person": EhcPerson,
    "ehc_request": EhcRequest,
    "ehc_assessment": EhcAssessment,
    "ehc_plan": EhcPlan,
    "ehc_review": EhcReview,
    "ehc_placement": EhcPlacement,
    "ehc_need": EhcNeed,
}

__all__ = [
    "THINGS",
    "Adoption",
    "Approval",
    "Assessment",
    "Assignment",
    "CareEpisode",
    "CarePeriod",
    "Check",
    "Child",
    "Complaint",
    "Conflict",
    "Contact",
    "ContractEnd",
    "Coverage",
    "Decision",
    "EarlyHelp",
    "EhcAssessment",
    "EhcNeed",
    "EhcPerson",
    "EhcPlacement",
    "EhcPlan",
    "EhcRequest",
    "EhcReview",
    "Enquiry",
    "HealthYear",
    "Identifier",
    "Involvement",
    "Leaver",
    "Liberty",
    "Link",
    "Listing",
    "Meeting",
    "Missing",
    "Need",
    "Notice",
    "Plan",
    "Questionnaire",
    "Referral",
    "ReturnInterview",
    "Staff",
    "Step",
    "Supervision",
    "Thing",
    "Vacancies",
    "Visit",
    "Workforce",
]
