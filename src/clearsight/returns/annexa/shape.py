"""The eleven lists of Ofsted's Annex A workbook, 2019 and 2024 layouts.

Titles are the 2024 headings. Columns are matched by heading, never by place: first by
the title or another known name (compared without case, quotes and punctuation), then,
for what is left, by the loose patterns at the end. Fields `since=2024` exist in the
17-column List 9 only.
"""

from __future__ import annotations

from dataclasses import replace

from clearsight.shape import (
    NOBODY,
    Naming,
    Table,
    code,
    day,
    key,
    named_by_key,
    number,
    text,
)


class AnnexList(Table):
    """A list whose fields are known by their titles, as the workbook prints them."""

    def __init_subclass__(cls) -> None:
        """Put each title among the headings that a field is known by."""
        super().__init_subclass__()
        cls.fields = {
            name: replace(
                f, other_names=tuple(dict.fromkeys((f.title, *f.other_names)))
            )
            for name, f in cls.fields.items()
        }


class ChildList(AnnexList):
    """What every list of children begins with."""

    CHILD_ID = key(
        "Child Unique ID", "Child ID", "Unique Child ID", "Child Unique Identifier",
        "Child's Unique ID", "Unique ID", "Person ID", "Mosaic ID",
        "Liquidlogic ID", "LCS ID",
    )  # fmt: skip
    GENDER = code("Gender", "gender", "Sex")
    ETHNICITY = code("Ethnicity", "ethnicity")
    DATE_OF_BIRTH = day("Date of Birth", "DOB")
    # Text: extracts hold decimals, and -1 for an unborn child; ages are reckoned anew.
    AGE = text("Age of Child (Years)", "Age", "Age of Child")


class Contacts(ChildList):
    """One row for each child in each contact of the last six months."""

    DATE_OF_CONTACT = day("Date of Contact", "Contact Date")
    CONTACT_SOURCE = code("Contact Source", "source")


class EarlyHelp(ChildList):
    """One row for each early help assessment or intervention; locally defined."""

    ASSESSMENT_START = day("Assessment start date")
    ASSESSMENT_COMPLETION = day("Assessment completion date")
    ORGANISATION = text("Organisation completing assessment")


class Referrals(ChildList):
    """One row for each child in each referral of the last six months."""

    DATE_OF_REFERRAL = day("Date of referral", "Referral Date")
    REFERRAL_SOURCE = code("Referral Source", "source")
    REFERRAL_NFA = code("Referral NFA", "yes_no")
    REFERRALS_IN_12_MONTHS = number("Number of Referrals in Last 12 Months")
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class Assessments(ChildList):
    """One row for each section 17 or 47 assessment, open or of the last six months."""

    DISABILITY = code("Does the Child have a Disability", "disability")
    ASSESSMENT_START = day("Continuous Assessment Start Date")
    CHILD_SEEN = code("Child Seen During Continuous Assessment", "yes_no_unknown")
    DATE_OF_AUTHORISATION = day(
        "Continuous Assessment Date of Authorisation",
        "Continuous Assessment Authorisation Date",
    )
    SUPPORT_REQUIRED = code(
        "Was the child assessed as requiring LA children's social care support",
        "yes_no",
        "Was the child assessed as being in need",
    )
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class Enquiries(ChildList):
    """One row for each section 47 enquiry, open or of the last six months."""

    DISABILITY = code("Does the Child have a Disability", "disability")
    STRATEGY_DISCUSSION = day(
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Section 47 Enquiry Start Date",
    )
    CONFERENCE_UNNECESSARY = code(
        "Was an Initial Child Protection Conference deemed unnecessary",
        "yes_no",
        "Was an ICPC deemed unnecessary",
    )
    DATE_OF_CONFERENCE = day(
        "Date of Initial Child Protection Conference",
        "Date of ICPC",
    )
    CONFERENCE_MADE_PLAN = code(
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "yes_no",
        "Did the ICPC Result in a Child Protection Plan",
    )
    ENQUIRIES_IN_12_MONTHS = number(
        "Number of Section 47 Enquiries in the last 12 months",
    )
    CONFERENCES_IN_12_MONTHS = number("Number of ICPCs in the last 12 months")
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class ChildrenInNeed(ChildList):
    """One row for each child in need, with the latest episode of need."""

    DISABILITY = code("Does the Child have a Disability", "disability")
    CIN_START = day("CIN Start Date")
    PRIMARY_NEED = code("Primary Need Code", "need")
    DATE_LAST_SEEN = day("Date Child Was Last Seen")
    CIN_CLOSURE = day("CIN Closure Date")
    REASON_FOR_CLOSURE = code("Reason for Closure", "cin_closure")
    CASE_STATUS = code("Case status", "case_status", "Status")
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class ChildProtection(ChildList):
    """One row for each child with a protection plan now or in the last six months."""

    DISABILITY = code("Does the Child have a Disability", "disability")
    PLAN_START = day("Child Protection Plan Start Date")
    INITIAL_CATEGORY = code("Initial Category of Abuse", "abuse")
    LATEST_CATEGORY = code("Latest Category of Abuse", "abuse")
    DATE_OF_LAST_VISIT = day("Date of the Last Statutory Visit")
    SEEN_ALONE = code("Was the Child Seen Alone", "yes_no_unknown")
    LATEST_REVIEW_CONFERENCE = day(
        "Date of latest review conference",
        "Date of Latest Review Child Protection Conference",
    )
    PLAN_END = day("Child Protection Plan End Date")
    EMERGENCY_PROTECTION = code(
        "Subject to Emergency Protection Order or Protected Under Police "
        "Powers in Last Six Months (Y/N)",
        "yes_no",
    )
    PREVIOUS_PLANS = number("Number of Previous Child Protection Plans")
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class ChildrenInCare(ChildList):
    """One row for each looked-after child, the latest period, now or in six months."""

    UASC = code(
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        "yes_no",
    )
    DISABILITY = code("Does the Child have a Disability", "disability")
    CARE_START = day("Date Started to be Looked After")
    CATEGORY_OF_NEED = code("Child's Category of Need", "need_cla")
    SECOND_PERIOD = code(
        "Is this a second or subsequent period of being a Looked After Child "
        "within the last 12 months (Y/N)",
        "yes_no",
        "Is this a second or subsequent episode of being a Looked After Child "
        "within the last 12 months (Y/N)",
    )
    LEGAL_STATUS_START = day("Start date of current legal status")
    LEGAL_STATUS = code("Child's Legal Status", "legal")
    LATEST_REVIEW = day("Date of Latest Statutory Review")
    DATE_OF_LAST_VISIT = day("Date of Last Social Work Visit")
    PERMANENCE_PLAN = code("What is the permanence plan for this child", "permanence")
    LAST_IRO_CONTACT = day("Date of Last IRO Visit / Contact to the Child")
    LAST_HEALTH_ASSESSMENT = day("Date of Last Health Assessment")
    LAST_DENTAL_CHECK = day("Date of Last Dental Check")
    PLACEMENTS_IN_12_MONTHS = number("Number of Placements in the Last 12 months")
    CARE_END = day("Date Ceased to be Looked After")
    REASON_CEASED = code("Reason Ceased to be Looked After", "ceased")
    PLACEMENT_START = day("Start Date of Most Recent Placement")
    PLACEMENT_TYPE = code("Placement Type", "placement")
    PLACEMENT_PROVIDER = code("Placement Provider", "provider")
    PLACEMENT_POSTCODE = text("Placement postcode")
    PLACEMENT_URN = text("URN of Placement", "Placement URN")
    PLACEMENT_LOCATION = code("Placement Location", "in_out")
    LA_OF_PLACEMENT = code("LA of Placement", "la_place")
    MISSING_EPISODES = number(
        "Number of Episodes the Child has been 'Missing' from their Placement "
        "in the last 12 months",
    )
    ABSENT_EPISODES = number(
        "Number of Episodes the Child has been 'Absent' from their Placement "
        "in the last 12 months",
    )
    RETURN_INTERVIEW_OFFERED = code(
        "Was the child offered a Return Interview after their last missing "
        "episode (Y/N)",
        "yes_no_unknown",
    )
    RETURN_INTERVIEW_ACCEPTED = code(
        "Did the child accept a Return Interview after their last missing "
        "episode (Y/N)",
        "yes_no_unknown",
    )
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")


class CareLeavers(ChildList):
    """One row for each young person who receives a leaving care service now."""

    UASC = code(
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or "
        "over (Y/N)",
        "yes_no",
        since=2024,
    )
    DISABILITY = code("Does the Child have a Disability", "disability")
    ALLOCATED_TEAM = text("Allocated Team")
    ALLOCATED_WORKER = text("Allocated Worker")
    PERSONAL_ADVISER = text(
        "Allocated Personal Advisor",
        "Allocated Personal Adviser",
        "Personal Advisor",
        "Personal Adviser",
        since=2024,
    )
    ELIGIBILITY = code("Eligibility Category", "eligibility")
    LATEST_PATHWAY_REVIEW = day("Latest Pathway Plan Review Date", since=2024)
    IN_TOUCH = code("LA In Touch", "in_touch")
    LATEST_CONTACT = day("Latest Date of Contact", since=2024)
    ACCOMMODATION = code("Type of Accommodation", "accommodation")
    SUITABILITY = code("Suitability of Accommodation", "suitability")
    ACTIVITY = code("Activity Status", "activity")


class Adoption(ChildList):
    """One row for each child on the way to adoption in the last twelve months."""

    FAMILY_ID = text("Family identifier")
    DISABILITY = code("Does the Child have a Disability", "disability")
    CARE_START = day("Date the Child Entered Care")
    DECISION = day("Date of Decision that Child Should be Placed for Adoption")
    PLACEMENT_ORDER = day("Date of Placement Order")
    MATCHED = day("Date of Matching Child and Prospective Adopters")
    PLACED = day("Date Placed for Adoption")
    ADOPTION_ORDER = day("Date of Adoption Order")
    REVERSAL = day(
        "Date of Decision that Child Should No Longer be Placed for Adoption",
    )
    REASON_FOR_REVERSAL = code(
        "Reason Why Child No Longer Placed for Adoption",
        "reversal",
    )
    PLACED_FOR_FOSTERING = day(
        "Date the child was placed for fostering in FFA or concurrent planning "
        "placement",
    )


class Adopters(AnnexList):
    """One row for each adopter in the last twelve months; a couple has two rows."""

    ADOPTER_ID = key("Individual adopter identifier")
    FAMILY_ID = text("Family identifier")
    GENDER = code("Gender", "gender_adopter")
    ETHNICITY = code("Ethnicity", "ethnicity")
    DISABILITY = code("Disability", "disability")
    FOSTERING_FOR_ADOPTION = code(
        "Is the (prospective) adopter fostering for adoption",
        "yes_no",
    )
    ENQUIRY_RECEIVED = day("Date enquiry received")
    STAGE_1_START = day("Date Stage 1 started")
    STAGE_1_END = day("Date Stage 1 ended")
    STAGE_2_START = day("Date Stage 2 started")
    STAGE_2_END = day("Date Stage 2 ended")
    APPLICATION_SUBMITTED = day("Date application submitted")
    APPLICATION_APPROVED = day("Date application approved")
    MATCHED = day("Date adopter matched with child(ren)")
    PLACED = day("Date child/children placed with adopter(s)")
    CHILDREN_PLACED = number("No. of children placed")
    ADOPTION_ORDER = day("Date of Adoption Order")
    LEFT_PROCESS = day("Date of leaving adoption process")
    REASON_FOR_LEAVING = code("Reason for leaving adoption process", "leaving")


TABLES: dict[str, type[Table]] = {
    "List_1": Contacts,
    "List_2": EarlyHelp,
    "List_3": Referrals,
    "List_4": Assessments,
    "List_5": Enquiries,
    "List_6": ChildrenInNeed,
    "List_7": ChildProtection,
    "List_8": ChildrenInCare,
    "List_9": CareLeavers,
    "List_10": Adoption,
    "List_11": Adopters,
}

# An adopter's identifier may equal a child's, and is never one.
NAMING: dict[str, Naming] = named_by_key(TABLES, List_11=NOBODY)

TITLES: dict[str, str] = {
    "List_1": "contacts",
    "List_2": "early help",
    "List_3": "referrals",
    "List_4": "assessments",
    "List_5": "section 47 enquiries and conferences",
    "List_6": "children in need",
    "List_7": "child protection",
    "List_8": "children in care",
    "List_9": "care leavers",
    "List_10": "adoption",
    "List_11": "adopters",
}

# Fields that many lists have: they say that a sheet may be a list, never which one.
SHARED = frozenset(ChildList.fields) | {
    "DISABILITY", "UASC", "ALLOCATED_TEAM", "ALLOCATED_WORKER", "FAMILY_ID",
}  # fmt: skip

# Tried on normalised headings for fields that no heading named outright.
LOOSE: dict[str, str] = {
    "DATE_OF_BIRTH": r"\bdate\b.*\bbirth\b",
    "AGE": r"\bage\b",
    "DATE_OF_CONTACT": r"\bdate\b.*\bcontact\b",
    "CONTACT_SOURCE": r"\bcontact\b.*\bsource\b",
    "REFERRAL_SOURCE": r"\breferral\b.*\bsource\b",
}
