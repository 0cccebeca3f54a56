"""The tables of the children in need census, 2021/22 to 2026/27.

Fields keep the return's own names. Codes are kept in the letters they were written in,
because capitals matter in this return; their sets are in `codes.toml`. Beside `file`
and `row` (the line on which the element begins) each table has `No`, its row number
from 0, and the keys that join it: `ChildNo` is the position of the child in the file,
the other three count from 1 inside their parent.
"""

from __future__ import annotations

from clearsight.shape import NOBODY, Field, Naming, Table, day, number, text, yes_no

KEYS = ("ChildNo", "LAchildID", "CINdetailsID", "AssessmentID", "CPPID")


def exact(title: str, codes: str, since: int | None = None) -> Field:
    """Return a field that holds a code of the named set; capitals matter."""
    return Field("text", title, codes, since=since)


class Header(Table):
    """The return itself: whose it is, and for which day. One row."""

    Collection = text("Name of the collection: CIN")
    Year = number("Calendar year in which the census year ends")
    ReferenceDate = day("Last day of the census year")
    SourceLevel = text("L where a local authority sends it")
    LEA = text("Three-digit code of the local authority")
    SoftwareCode = text("Supplier's name for the software")
    Release = text("Release of the software")
    SerialNo = text("Serial number of the file")
    DateTime = text("When the file was made")


class ChildIdentifiers(Table):
    """Who the child is. One row for each child, even where the element is missing."""

    LAchildID = text("Council's own identifier of the child")
    UPN = text("Unique pupil number")
    FormerUPN = text("Unique pupil number that the child had before")
    UPNunknown = exact("Why there is no unique pupil number", "upn_unknown")
    PersonBirthDate = day("Date of birth")
    ExpectedPersonBirthDate = day("Expected date of birth of an unborn child")
    GenderCurrent = Field("text", "Gender, to 2023/24", "gender", until=2024)
    Sex = exact("Sex, from 2024/25", "sex", since=2025)
    PersonDeathDate = day("Date of death")


class ChildCharacteristics(Table):
    """What the child is like. One row for each child, even where it is missing."""

    Ethnicity = exact("Ethnicity", "ethnicity")


class Disabilities(Table):
    """One row for each disability of a child; NONE stands alone."""

    Disability = exact("Disability", "disability")


class CINdetails(Table):
    """One row for each referral and the episode of need that follows it."""

    CINreferralDate = day("Day the referral was received")
    ReferralSource = exact("Who referred", "referral_source")
    PrimaryNeedCode = exact("Primary need", "primary_need")
    CINclosureDate = day("Day the episode was closed")
    ReasonForClosure = exact("Why it was closed", "closure_reason")
    DateOfInitialCPC = day("Initial conference with no section 47 enquiry of its own")
    ReferralNFA = yes_no("Whether the referral led to no further action")


class Assessments(Table):
    """One row for each assessment."""

    AssessmentActualStartDate = day("Day the assessment began")
    AssessmentInternalReviewDate = day("Day set for a review within the council")
    AssessmentAuthorisationDate = day("Day it was completed and authorised")
    AssessmentFactors = text("Factor codes found, in order, parted by spaces")


class AssessmentFactorsList(Table):
    """One row for each factor found at an assessment."""

    AssessmentFactor = exact("Factor found at the assessment", "assessment_factor")


class CINplanDates(Table):
    """One row for each child in need plan."""

    CINPlanStartDate = day("Day the plan began")
    CINPlanEndDate = day("Day the plan ended")


class Section47(Table):
    """One row for each section 47 enquiry."""

    S47ActualStartDate = day("Day of the strategy discussion that started it")
    InitialCPCtarget = day("Day by which the initial conference was to be held")
    DateOfInitialCPC = day("Day the initial conference was held")
    ICPCnotRequired = yes_no("Whether a conference was judged not to be needed")


class ChildProtectionPlans(Table):
    """One row for each child protection plan."""

    CPPstartDate = day("Day the plan began")
    CPPendDate = day("Day the plan ended")
    InitialCategoryOfAbuse = exact("Category of abuse at the start", "abuse")
    LatestCategoryOfAbuse = exact("Category of abuse now or at the end", "abuse")
    NumberOfPreviousCPP = number("Earlier protection plans of this child")


class Reviews(Table):
    """One row for each review of a child protection plan."""

    CPPreviewDate = day("Day of the review conference")


class PreProceedings(Table):
    """One row for each pre-proceedings process, with family group decision making."""

    PPStartDate = day("Day it was decided to begin pre-proceedings", since=2027)
    LBPSentDate = day("Day the letter before proceedings was sent", since=2027)
    FGDMMeetingOffer = yes_no("Whether a family meeting was offered in it", since=2027)
    FGDMMeetingFac = yes_no("Whether a family meeting was held", since=2027)
    InitialPPMeetingDate = day("First effective pre-proceedings meeting", since=2027)
    ReviewMeetingsCount = number("Review meetings held after it", since=2027)
    StepDecisionDate = day("Decision to go to court or to step down", since=2027)
    PPOutcome = exact("Outcome", "pre_proceedings_outcome", since=2027)
    CourtAppDate = day("Application to the court for care proceedings", since=2027)
    LetterInitCPDate = day("Letter that care proceedings are starting", since=2027)


TABLES: dict[str, type[Table]] = {
    table.__name__: table
    for table in (
        Header, ChildIdentifiers, ChildCharacteristics, Disabilities, CINdetails,
        Assessments, AssessmentFactorsList, CINplanDates, Section47,
        ChildProtectionPlans, Reviews, PreProceedings,
    )
}  # fmt: skip
NAMING: dict[str, Naming] = {
    name: NOBODY if name == "Header" else Naming(by=("LAchildID",)) for name in TABLES
}
