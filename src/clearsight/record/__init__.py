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
from clearsight.record.identity import Conflict, Link
from clearsight.record.leaving import Leaver
from clearsight.record.missing import Missing
from clearsight.record.plan import Plan
from clearsight.record.referral import Need, Referral
from clearsight.record.review import Meeting
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
    "meeting": Meeting,
    "visit": Visit,
    "missing": Missing,
    "involvement": Involvement,
    "leaver": Leaver,
    "adoption": Adoption,
    "coverage": Coverage,
}

__all__ = [
    "THINGS",
    "Adoption",
    "Assessment",
    "CareEpisode",
    "CarePeriod",
    "Child",
    "Conflict",
    "Contact",
    "Coverage",
    "EarlyHelp",
    "Enquiry",
    "Involvement",
    "Leaver",
    "Liberty",
    "Link",
    "Meeting",
    "Missing",
    "Need",
    "Plan",
    "Referral",
    "Thing",
    "Visit",
]
