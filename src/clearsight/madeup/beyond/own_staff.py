"""Who works for the made-up council, and who answers for which child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clearsight.madeup import local
from clearsight.madeup.beyond import staffing
from clearsight.madeup.days import days
from clearsight.madeup.text import Cell, iso
from clearsight.madeup.true import Child
from clearsight.madeup.workforce import Person
from clearsight.madeup.world import World

Row = list[Cell]
HEADINGS = {
    "staff": "staf_staff_id staf_worker_id staf_registration_no staf_role staf_team_id"
    " staf_team_name staf_manager_id staf_full_time_equivalency"
    " staf_agency_worker_flag staf_newly_qualified_to_date staf_caseload_limit"
    " staf_start_date staf_end_date staf_notice_date",
    "assignments": "asgn_assignment_id asgn_person_id asgn_worker_id asgn_role"
    " asgn_team_id asgn_start_date asgn_end_date",
}
ROLE = {
    "social worker": "SOCIAL WORKER", "manager": "TEAM MANAGER",
    "reviewing officer": "REVIEWING OFFICER", "conference chair": "CONFERENCE CHAIR",
}  # fmt: skip
MOST, MOST_NEW = 18, 12  # children to one worker, and in the first year


def told(world: World, children: Sequence[Child]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of both tables and of the contracts, each with its table."""
    hours = {job.code: job.fte for job in staffing.jobs(world)}
    over = local.Over(world)
    for one in local.people(world):
        yield "staff", _staff(over, one, hours.get(one.code, 1.0))
        if one.contract_ends_on:
            ends = [iso(one.starts_on), iso(one.contract_ends_on)]
            yield "contract_ends", [one.code, "Y", *ends]
    for child in children:
        for row in _held(over, child):
            yield "assignments", [child.number, *row]


def _staff(over: local.Over, one: Person, fte: float) -> Row:
    until = one.ended_on or over.world.as_at
    manager = over.manager(one.team, min(until, over.world.as_at))
    is_worker = one.role == "social worker"
    limit = MOST_NEW if one.newly_qualified_until else MOST
    return [
        one.code, one.code, "", ROLE[one.role], one.team, one.team,
        manager if manager != one.code else "", str(fte), "Y" if one.is_agency else "N",
        iso(one.newly_qualified_until), limit if is_worker else "",
        iso(one.starts_on), iso(_last(one.ended_on)), iso(one.notice_on),
    ]  # fmt: skip


def _last(ended_on: date | None) -> date | None:
    """Return the last day of what was over on a day."""
    return ended_on and ended_on - days(1)


def _held(over: local.Over, child: Child) -> Iterator[Row]:
    """Yield each stretch in which a named person answered for the child in a role."""
    for spell in (s for found in child.referrals for s in found.workers):
        if spell.is_named and spell.starts_on != spell.ended_on:
            span = [iso(spell.starts_on), iso(_last(spell.ended_on))]
            yield [spell.worker, "SOCIAL WORKER", spell.team, *span]
    for one in local.told(over, child).reviewers:
        if one.by and one.on != one.ended_on:
            role = ROLE[one.role]
            yield [one.by, role, "", iso(one.on), iso(_last(one.ended_on))]
    if child.leaver:
        begun = iso(child.leaver.starts_on)
        yield [child.leaver.adviser, "PERSONAL ADVISER", child.leaver.team, begun, ""]
