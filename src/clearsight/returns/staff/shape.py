"""The tables of the staff and assignment extract, version 1.

Who works here, by which id each system knows them, and who answers for which child.
Names are in the manner of the Standard Safeguarding Dataset; `staf_staff_id` is its
`prof_staff_id`, and `staf_worker_id` the id that rows about children carry.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import ClassVar

from clearsight.returns.tables import ListTable
from clearsight.shape import (
    NOBODY,
    Field,
    Naming,
    code,
    day,
    decimal,
    named_by_key,
    number,
    text,
    yes_no,
)


def _needed(one: Field) -> Field:
    return replace(one, needed=True)


class staff(ListTable):  # noqa: N801 (a table is called as its file is)
    """One row for each worker in each system, and for each post that they held.

    Managers, reviewing officers and conference chairs are workers too. Names are not
    asked for.
    """

    whose = ("staf_worker_id", "staf_staff_id")
    order = (
        ("staf_start_date", "staf_end_date"),
        ("staf_notice_date", "staf_end_date"),
    )

    bounds: ClassVar = {
        "staf_full_time_equivalency": (0, 1), "staf_caseload_limit": (0, inf),
    }  # fmt: skip

    staf_staff_id = text("The person, the same in all systems", "prof_staff_id")
    staf_worker_id = _needed(text("The id of the worker in this system"))
    staf_system = text("The system that id belongs to")
    staf_sign_in_subject = text("Subject of the sign-in, as the directory states it")
    staf_registration_no = text("Social Work England number")
    staf_role = code("What the person does", "staff_role")
    staf_team_id = text("Id of the team")
    staf_team_name = text("Name of the team")
    staf_manager_id = text("`staf_staff_id` of the line manager")
    staf_full_time_equivalency = decimal("Full-time equivalent, 0 to 1")
    staf_agency_worker_flag = yes_no("Whether from an agency")
    staf_newly_qualified_to_date = day("Last day of the first, supported year")
    staf_caseload_limit = number("Most children the worker is to hold")
    staf_start_date = day("First day in the post")
    staf_end_date = day("Last day in the post; blank while it lasts")
    staf_notice_date = day("Day on which notice was given")


class assignments(ListTable):  # noqa: N801
    """One row for each stretch in which somebody answers for a child, also ended ones.

    The end of the last social worker's says since when a child has nobody. By the
    registration numbers in `staff` they are known for the people of the SSDA903.
    """

    whose = ("asgn_person_id",)
    order = (("asgn_start_date", "asgn_end_date"),)

    asgn_assignment_id = text("The row's own number")
    asgn_person_id = Field(
        "key", "The child, by the council's own identifier", needed=True
    )
    asgn_worker_id = _needed(text("The worker's id; blank where nobody is named"))
    asgn_system = text("The system that id belongs to")
    asgn_role = _needed(code("In which role", "assignment_role"))
    asgn_team_id = text("Id of the team")
    asgn_start_date = day("First day")
    asgn_end_date = day("Last day; blank while it lasts")


TABLES: dict[str, type[ListTable]] = {
    table.__name__: table for table in (staff, assignments)
}
NAMING: dict[str, Naming] = named_by_key(TABLES, staff=NOBODY)
