"""The tables of the oversight extract, version 1.

A small standard of ours for what no national return holds. Names are in the manner of
the Standard Safeguarding Dataset: four letters for the table, then the field; the child
is `<table>_person_id`, equal to `pers_person_id` there, CHILD in the SSDA903 and
LAchildID in the census. Workers are given by the id that `staff.csv` explains.

Text in UTF-8, days as dd/mm/yyyy or yyyy-mm-dd, flags Y or N. Only the columns named in
`NEEDED` must be there; a blank is not known. A table lists all that happened since its
first row: no row is taken for *not done*.
"""

from __future__ import annotations

from dataclasses import replace

from clearsight.returns.tables import ListTable
from clearsight.shape import (
    NOBODY,
    Field,
    Naming,
    code,
    day,
    named_by_key,
    text,
    yes_no,
)

VERSION = "1"


def child() -> Field:
    """Return the column that says which child a row is about."""
    return Field("key", "The child, by the council's own identifier", needed=True)


def needed(one: Field) -> Field:
    """Return the field as one without which the table cannot be used."""
    return replace(one, needed=True)


class supervision(ListTable):  # noqa: N801 (a table is called as its file is)
    """One row for each child talked over in one supervision session.

    Leave the child blank where the session was about the worker alone.
    """

    whose = ("supv_person_id", "supv_worker_id")
    order = (("supv_supervision_date", "supv_next_supervision_date"),)

    supv_supervision_id = text("The session's own number")
    supv_person_id = child()
    supv_supervision_date = needed(day("Day of the session"))
    supv_supervision_type = code("Kind of session", "supervision_type")
    supv_worker_id = text("Worker who was supervised")
    supv_supervisor_id = text("Who supervised")
    supv_next_supervision_date = day("Day set for the next session")


class decisions(ListTable):  # noqa: N801
    """One row for each decision or direction of a manager about a child."""

    whose = ("mdec_person_id",)
    order = (("mdec_decision_date", "mdec_done_date"),)

    mdec_decision_id = text("The decision's own number")
    mdec_person_id = child()
    mdec_decision_date = needed(day("Day of the decision"))
    mdec_decision_type = code("Decision or direction", "decision_type")
    mdec_decision_about = code("What it is about", "decision_about")
    mdec_decision_text = text("What was decided, in a few words and without names")
    mdec_decided_by_id = text("Worker id of whoever decided")
    mdec_directed_to_id = text("Worker id of whoever is to act")
    mdec_due_date = day("Day by which it is to be done")
    mdec_done_date = day("Day it was done; blank while it is not")


class visits(ListTable):  # noqa: N801
    """One row for each visit to a child, or call at which the child was not seen."""

    whose = ("vist_person_id",)

    vist_visit_id = text("The visit's own number")
    vist_person_id = child()
    vist_visit_date = needed(day("Day of the visit"))
    vist_visit_type = code("Under which plan or duty", "visit_type")
    vist_visit_seen = yes_no("Whether the child was seen")
    vist_visit_seen_alone = yes_no("Whether the child was seen alone")
    vist_visit_bedroom = yes_no("Whether the child's bedroom was seen")
    vist_worker_id = text("Worker who visited")


class return_interviews(ListTable):  # noqa: N801
    """One row for each return from being missing, with the interview after it."""

    whose = ("rhin_person_id",)
    order = (
        ("rhin_missing_start_date", "rhin_missing_end_date"),
        ("rhin_missing_end_date", "rhin_offered_date"),
        ("rhin_missing_end_date", "rhin_held_date"),
    )

    rhin_interview_id = text("The interview's own number")
    rhin_person_id = child()
    rhin_missing_start_date = day("Day the child went missing")
    rhin_missing_end_date = needed(day("Day the child was back"))
    rhin_offered = yes_no("Whether an interview was offered")
    rhin_offered_date = day("Day it was offered")
    rhin_accepted = yes_no("Whether the child accepted")
    rhin_held_date = day("Day it was held; blank where it was not")
    rhin_independent = yes_no("Whether held by somebody not involved with the child")
    rhin_interviewer_id = text("Worker id of the interviewer")


class placement_notices(ListTable):  # noqa: N801
    """One row for each notice about a placement to somebody who must be told."""

    whose = ("plnt_person_id",)

    plnt_notice_id = text("The notice's own number")
    plnt_person_id = child()
    plnt_placement_start_date = day("Start of the placement")
    plnt_notice_to = needed(code("Who was told", "notice_to"))
    plnt_notice_date = day("Day it was sent; blank where it was not")


class placement_approvals(ListTable):  # noqa: N801
    """One row for each approval that a placement needs, given or not yet given."""

    whose = ("plap_person_id",)
    order = (
        ("plap_request_date", "plap_approval_date"),
        ("plap_approval_date", "plap_expiry_date"),
    )

    plap_approval_id = text("The approval's own number")
    plap_person_id = child()
    plap_placement_start_date = day("Start of the placement")
    plap_approval_type = needed(code("What is approved", "approval_type"))
    plap_request_date = day("Day it was asked for")
    plap_approval_date = day("Day it was given; blank while it is not")
    plap_approved_by_id = text("Worker id of whoever approved")
    plap_approver_role = code("The office in which that person did", "approver_role")
    plap_expiry_date = day("Last day that it covers")


class contract_ends(ListTable):  # noqa: N801
    """One row for each contract of a worker that has an end, agency or not."""

    whose = ("ctrc_worker_id",)
    order = (("ctrc_contract_start_date", "ctrc_contract_end_date"),)

    ctrc_contract_id = text("The contract's own number")
    ctrc_worker_id = needed(text("The worker"))
    ctrc_agency_worker_flag = yes_no("Whether from an agency")
    ctrc_contract_start_date = day("First day of the contract")
    ctrc_contract_end_date = needed(day("Last day of the contract as agreed"))
    ctrc_notice_date = day("Day on which either side gave notice")
    ctrc_last_working_date = day("Last working day, where that is another")


class complaints(ListTable):  # noqa: N801
    """One row for each stage of each complaint by or for a child or about a service.

    Leave the child blank where the complaint is about none.
    """

    whose = ("cmpl_complaint_id",)
    order = (
        ("cmpl_received_date", "cmpl_started_date"),
        ("cmpl_received_date", "cmpl_response_date"),
        ("cmpl_received_date", "cmpl_closed_date"),
    )

    cmpl_complaint_id = needed(text("The complaint's own number, the same in stages"))
    cmpl_person_id = child()
    cmpl_complaint_stage = code("Stage 1, 2 or 3", "complaint_stage")
    cmpl_received_date = needed(
        day("Day the complaint, or request for the stage, came")
    )
    cmpl_started_date = day("Day stage 2 was recorded in writing and agreed")
    cmpl_extended = yes_no("Whether more time was agreed")
    cmpl_response_due_date = day("Day by which an answer was promised")
    cmpl_response_date = day("Day of the answer")
    cmpl_closed_date = day("Day it was withdrawn or settled without an answer")
    cmpl_outcome = code("How it was decided", "complaint_outcome")
    cmpl_made_by = code("Who complained", "complaint_by")
    cmpl_about = code("What it is mainly about", "complaint_about")


class steps(ListTable):  # noqa: N801
    """One row for each other dated step: the kinds are listed in the reference.

    `step_of_date` is the start of the thing that it belongs to: the plan, the
    placement, the meeting, the application. Without it the thing open on the day is
    taken.
    """

    whose = ("step_person_id",)

    step_step_id = text("The step's own number")
    step_person_id = child()
    step_step_type = needed(code("Which step", "step_type"))
    step_step_date = needed(day("Day it was done"))
    step_of_date = day("Start of what it belongs to")
    step_worker_id = text("Worker id of whoever did it")


class linked_identifiers(ListTable):  # noqa: N801
    """One row for each number of a child elsewhere that a person has confirmed.

    The Standard Safeguarding Dataset's table of this name, with who confirmed it.
    """

    whose = ("link_person_id",)
    order = (("link_valid_from_date", "link_valid_to_date"),)

    link_table_id = text("The row's own number")
    link_person_id = child()
    link_identifier_type = needed(code("Kind of number", "identifier_type"))
    link_identifier_value = needed(text("The number"))
    link_valid_from_date = day("First day on which it is the child's")
    link_valid_to_date = day("Last day on which it is the child's")
    link_confirmed_by_id = needed(text("Worker id of whoever confirmed it"))
    link_confirmed_date = day("Day on which it was confirmed")


TABLES: dict[str, type[ListTable]] = {
    table.__name__: table
    for table in (
        supervision, decisions, visits, return_interviews, placement_notices,
        placement_approvals, contract_ends, complaints, steps, linked_identifiers,
    )
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    name: tuple(f.name for f in table.fields.values() if f.needed)
    for name, table in TABLES.items()
}
NAMING: dict[str, Naming] = named_by_key(TABLES, contract_ends=NOBODY)
