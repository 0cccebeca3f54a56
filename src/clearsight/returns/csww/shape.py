"""The tables of the workforce census, as collected for 2022 and read for later years.

Fields keep the return's own names. Later collections changed some code values: a code
that is on no list here is reported, and kept.
"""

from __future__ import annotations

from clearsight.shape import (
    NOBODY,
    Naming,
    Table,
    code,
    day,
    decimal,
    number,
    text,
    yes_no,
)


class Header(Table):
    """The return itself: whose it is, and for which day. One row."""

    Collection = text("Name of the collection: CSWW")
    Year = number("Calendar year of the census")
    ReferenceDate = day("Day of the census, 30 September")
    SourceLevel = text("L where a local authority sends it")
    LEA = text("Three-digit code of the local authority")
    SoftwareCode = text("Supplier's name for the software")
    Release = text("Release of the software")
    SerialNo = text("Serial number of the file")
    DateTime = text("When the file was made")


class LALevelVacancies(Table):
    """What stands empty at 30 September. One row."""

    NumberOfVacancies = decimal("Vacant posts, in full-time equivalents")
    NoAgencyFTE = decimal("Agency workers covering vacancies, in the same")
    NoAgencyHeadcount = number("The same, in people")


class CSWWWorker(Table):
    """One row for each social worker in post, come or gone in the year."""

    AgencyWorker = yes_no("Whether an agency worker")
    SWENo = text("Social Work England number: two letters, ten digits")
    FTE = decimal("Full-time equivalent under contract, 0 to 1")
    PersonBirthDate = day("Date of birth")
    GenderCurrent = code("Gender", "gender")
    Sex = code("Sex, in later collections", "sex")
    Ethnicity = code("Ethnicity, as the department's code", "ethnicity")
    QualInst = text("Institutions where the worker qualified, parted by ;")
    QualLevel = code("Level of the qualification", "qual_level")
    StepUpGrad = yes_no("Whether through Step Up")
    FrontlineGrad = yes_no("Whether through Frontline")
    OrgRole = code("Role at 30 September, or on leaving", "org_role")
    RoleStartDate = day("Day the role began")
    StartOrigin = code("Where the worker came from", "start_origin")
    RoleEndDate = day("Day the role ended")
    LeaverDestination = code("Where the worker went", "leaver_destination")
    ReasonLeave = code("Why the worker left", "reason_leave")
    FTE30 = decimal("Full-time equivalent at 30 September, 0 to 1")
    Cases30 = number("Cases held at 30 September")
    WorkingDaysLost = decimal("Working days lost to sickness in the year")
    ContractWeeks = decimal("Length of an agency contract, in weeks")
    Absat30Sept = yes_no("Whether absent at 30 September")
    ReasonAbsence = code("Why absent", "reason_absence")
    CFKSSstatus = code("Step in the career framework", "cfkss_status")


TABLES: dict[str, type[Table]] = {
    table.__name__: table for table in (Header, LALevelVacancies, CSWWWorker)
}
NAMING: dict[str, Naming] = dict.fromkeys(TABLES, NOBODY)
