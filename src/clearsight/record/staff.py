"""The people who work, as the staff extract and the workforce census tell of them.

Personal data of staff: no named worker in anything that leaves the team, and no ranking
of individuals.
"""

from typing import ClassVar

from clearsight.record.thing import Thing
from clearsight.shape import code, day, decimal, number, text, yes_no


class Staff(Thing):
    """One row for each worker in each system that knows them by an id.

    `child` is null. `staff` is the same for one person in all systems; `worker` is the
    id that this system's rows about children carry.
    """

    has_child: ClassVar[bool] = False

    staff = text("The person, the same in all systems")
    worker = text("The worker's id in this system")
    system = text("The system that id belongs to")
    subject = text("Subject that signs in: who this is to the council's directory")
    registration = text("Social Work England number")
    role = code("What the person does", "staff_role")
    team = text("Id of the team")
    team_name = text("Name of the team")
    manager = text("`staff` of the line manager")
    fte = decimal("Full-time equivalent, 0 to 1")
    is_agency = yes_no("Whether from an agency")
    newly_qualified_to = day("Last day of the year of support after qualifying")
    caseload_limit = number("Most children the worker is to hold")
    starts_on = day("First day in this post")
    ended_on = day("Last day in this post")
    notice_on = day("Day on which notice was given")


class ContractEnd(Thing):
    """One row for each contract of a worker that has an end; `child` is null."""

    has_child: ClassVar[bool] = False

    worker = text("The worker's id")
    is_agency = yes_no("Whether from an agency")
    starts_on = day("First day of the contract")
    ended_on = day("Last day of the contract as agreed")
    notice_on = day("Day on which either side gave notice")
    last_day_on = day("Last working day, where that is another")


class Assignment(Thing):
    """One row for each stretch in which somebody answers for a child in a role."""

    worker = text("The worker's id")
    system = text("The system that id belongs to")
    role = code("In which role", "assignment_role")
    team = text("Id of the team")
    starts_on = day("First day")
    ended_on = day("Last day; null while it lasts")


class Workforce(Thing):
    """One row for each worker of a workforce census; `child` is null.

    Counts are as at 30 September of the year, unless they say otherwise.
    """

    has_child: ClassVar[bool] = False

    year = number("Calendar year of the census, whose year ends on 30 September")
    worker = text("Social Work England number")
    is_agency = yes_no("Whether an agency worker")
    fte = decimal("Full-time equivalent under contract, 0 to 1")
    fte_on_day = decimal("Full-time equivalent on 30 September, 0 to 1")
    role = code("Role, or the one on leaving", "org_role")
    starts_on = day("Day the role began")
    origin = code("Where the worker came from", "start_origin")
    ended_on = day("Day the role ended")
    destination = code("Where the worker went", "leaver_destination")
    reason_left = code("Why the worker left", "reason_leave")
    cases = number("Cases held on 30 September")
    days_lost = decimal("Working days lost to sickness in the year")
    is_absent = yes_no("Whether absent on 30 September")
    absence = code("Why absent", "reason_absence")
    contract_weeks = decimal("Length of an agency contract, in weeks")
    standing = code("Step in the career framework", "cfkss_status")


class Vacancies(Thing):
    """One row for each workforce census: what stands empty; `child` is null."""

    has_child: ClassVar[bool] = False

    year = number("Calendar year of the census")
    counted_on = day("Day for which it is counted, 30 September")
    vacant_fte = decimal("Vacant posts, in full-time equivalents")
    agency_fte = decimal("Agency workers who cover them, in full-time equivalents")
    agency_heads = number("The same, in people")
