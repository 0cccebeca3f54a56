"""The tables of SEN2, template versions to 1.3.

Fields keep the return's own names. The same tables come as nine CSV files, exported
from the department's collection system with columns in small letters and an id for each
row, or as the XML that was sent, where the nesting gives the ids. Dates of the CSV look
like 2022-Sep-28 00:00:00.
"""

from __future__ import annotations

from dataclasses import replace

from clearsight.returns.tables import ListTable
from clearsight.shape import (
    NOBODY,
    Field,
    Naming,
    Through,
    code,
    day,
    number,
    text,
    yes_no,
)


def row_id(of: str) -> Field:
    """Return the column that joins rows to the row they lie under."""
    return replace(text(f"Id of the {of} in this export"), needed=True)


class Sen2(ListTable):
    """The return itself: whose it is, and for which day. One row."""

    Sen2TableId = row_id("return")
    Collection = text("Name of the collection: SEN2")
    Year = number("Calendar year of the census day")
    ReferenceDate = day("Day of the census, in January")
    LEA = text("Three-digit code of the local authority")
    SoftwareCode = text("Supplier's name for the software")
    Release = text("Release of the software")
    SerialNo = text("Serial number of the file")
    DateTime = text("When the file was made")


class Person(ListTable):
    """One row for each child or young person, from birth to 25. Names are not read."""

    PersonTableId = row_id("person")
    PersonBirthDate = day("Date of birth")
    Sex = code("Sex", "sex", "GenderCurrent")
    Ethnicity = code("Ethnicity", "ethnicity")
    UPN = code("Unique pupil number", "")
    UniqueLearnerNumber = code("Unique learner number", "")
    UPNunknown = code("Why there is neither", "upn_unknown")


class Requests(ListTable):
    """One row for each request, or earlier one carried so that its plan has a place."""

    order = (("ReceivedDate", "RequestOutcomeDate"),)

    RequestsTableId = row_id("request")
    PersonTableId = row_id("person")
    ReceivedDate = day("Day the request was received")
    RequestSource = code("Who asked, from version 1.3", "request_source")
    RYA = yes_no("Whether in remanded youth accommodation")
    RequestOutcomeDate = day("Day of the decision whether to assess")
    RequestOutcome = code("That decision", "request_outcome")
    RequestMediation = yes_no("Whether mediation was held about it")
    RequestTribunal = yes_no("Whether it went to the tribunal")
    Exported = yes_no("Whether the person moved away before the end")


class Assessment(ListTable):
    """One row for each needs assessment."""

    AssessmentTableId = row_id("assessment")
    RequestsTableId = row_id("request")
    AssessmentOutcome = code("Decision whether to issue a plan", "assessment_outcome")
    AssessmentOutcomeDate = day("Day of that decision")
    AssessmentMediation = yes_no("Whether mediation was held about it")
    AssessmentTribunal = yes_no("Whether it went to the tribunal")
    OtherMediation = yes_no("Whether mediation was held about something else")
    OtherTribunal = yes_no("Whether something else went to the tribunal")
    Week20 = yes_no("Whether an exception to the 20 weeks applies")


class NamedPlan(ListTable):
    """One row for each plan issued."""

    order = (("StartDate", "CeaseDate"),)

    NamedPlanTableId = row_id("plan")
    AssessmentTableId = row_id("assessment")
    StartDate = day("Day the final plan was issued")
    PlanRes = code("Whether residential", "")
    PlanWBP = code("Whether work-based", "")
    PB = yes_no("Whether there is a personal budget")
    OA = yes_no("Whether arrangements are organised with it")
    DP = code("Whether it is paid directly", "")
    CeaseDate = day("Day the plan was ceased")
    CeaseReason = code("Why it was ceased", "cease_reason")


class PlanDetail(ListTable):
    """One row for each setting named in a plan."""

    PlanDetailTableId = row_id("setting named")
    NamedPlanTableId = row_id("plan")
    URN = text("Unique reference number of the setting")
    UKPRN = text("Provider number of the setting")
    SENsetting = code("Kind of setting where there is no number", "sen_setting")
    SENsettingOther = text("What other kind")
    PlacementRank = number("1 main, 2 second")
    SENunitIndicator = yes_no("Whether in a unit for special needs")
    ResourcedProvisionIndicator = yes_no("Whether in a resourced provision")


class ActivePlans(ListTable):
    """One row for each plan maintained on census day."""

    ActivePlansTableId = row_id("active plan")
    RequestsTableId = row_id("request")
    TransferLA = text("Council that the plan was transferred from")
    ReviewMeeting = day("Day of the latest review meeting")
    ReviewOutcome = code("Decision after it, from version 1.2", "review_outcome")
    ReviewDraft = day("Day the draft amended plan was sent, from version 1.3")
    PhaseTransferDueDate = day("Day by which a change of phase is to be settled")
    PhaseTransferFinalDate = day("Day of the final plan after that")
    LastReview = day("Day of the decision after the latest review")


class PlacementDetail(ListTable):
    """One row for each placement under a plan maintained on census day."""

    order = (("EntryDate", "LeavingDate"),)

    PlacementDetailTableId = row_id("placement")
    ActivePlansTableId = row_id("active plan")
    URN = text("Unique reference number of the setting")
    UKPRN = text("Provider number of the setting")
    SENsetting = code("Kind of setting where there is no number", "sen_setting")
    SENsettingOther = text("What other kind")
    PlacementRank = number("1 main, 2 second")
    EntryDate = day("First day there")
    LeavingDate = day("Last day there")
    AttendancePattern = text("How it is attended, before version 1.2")
    SENunitIndicator = yes_no("Whether in a unit for special needs")
    ResourcedProvisionIndicator = yes_no("Whether in a resourced provision")
    Res = code("Whether residential", "")
    WBP = code("Whether work-based", "")


class SENneed(ListTable):
    """One row for each need under a plan maintained on census day."""

    SENneedTableId = row_id("need")
    ActivePlansTableId = row_id("active plan")
    SENtype = code("Kind of need", "sen_type")
    SENtypeRank = number("1 main, 2 second")


TABLES: dict[str, type[ListTable]] = {
    table.__name__: table
    for table in (
        Sen2, Person, Requests, Assessment, NamedPlan, PlanDetail, ActivePlans,
        PlacementDetail, SENneed,
    )
}  # fmt: skip
# For each table, the one that it lies under; parents before children.
PARENTS: dict[str, str] = {
    "Requests": "Person",
    "Assessment": "Requests",
    "NamedPlan": "Assessment",
    "PlanDetail": "NamedPlan",
    "ActivePlans": "Requests",
    "PlacementDetail": "ActivePlans",
    "SENneed": "ActivePlans",
}


def id_of(table: str) -> str:
    """Return the name of the column that holds a table's own row id."""
    return f"{table}TableId"


def _naming(table: str) -> Naming:
    if table == "Person":
        return Naming(numbers={"UPN": "UPN", "UniqueLearnerNumber": "ULN"})
    above = PARENTS.get(table)
    return (
        Naming(through=Through(id_of(above), above, id_of(above))) if above else NOBODY
    )


NAMING: dict[str, Naming] = {table: _naming(table) for table in TABLES}
