"""The council's own extract: one file for each table of what no return holds.

It tells the truth of `madeup.local`, and what `own_true` and `complaints` add to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from clearsight.madeup import local, places
from clearsight.madeup.beyond import before_court, own_staff, own_true
from clearsight.madeup.beyond.complaints import Stage, stages
from clearsight.madeup.days import days
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Child
from clearsight.madeup.workers import holder
from clearsight.madeup.world import World

Row = list[Cell]
Told = Iterator[tuple[str, Row]]

# Each row begins with a number of its own, which is given when it is written; but a
# complaint has its own number, the same in all its stages.
HEADINGS = {
    "supervision": "supv_supervision_id supv_person_id supv_supervision_date"
    " supv_supervision_type supv_worker_id supv_supervisor_id"
    " supv_next_supervision_date",
    "decisions": "mdec_decision_id mdec_person_id mdec_decision_date"
    " mdec_decision_type mdec_decision_about mdec_decided_by_id",
    "return_interviews": "rhin_interview_id rhin_person_id rhin_missing_start_date"
    " rhin_missing_end_date rhin_offered rhin_offered_date rhin_accepted"
    " rhin_held_date",
    "placement_notices": "plnt_notice_id plnt_person_id plnt_placement_start_date"
    " plnt_notice_to plnt_notice_date",
    "placement_approvals": "plap_approval_id plap_person_id plap_placement_start_date"
    " plap_approval_type plap_request_date plap_approval_date plap_approver_role"
    " plap_expiry_date",
    "steps": "step_step_id step_person_id step_step_type step_step_date step_of_date",
    "complaints": "cmpl_complaint_id cmpl_person_id cmpl_complaint_stage"
    " cmpl_received_date cmpl_started_date cmpl_extended cmpl_response_due_date"
    " cmpl_response_date cmpl_closed_date cmpl_outcome cmpl_made_by cmpl_about",
    "contract_ends": "ctrc_contract_id ctrc_worker_id ctrc_agency_worker_flag"
    " ctrc_contract_start_date ctrc_contract_end_date",
    "linked_identifiers": "link_table_id link_person_id link_identifier_type"
    " link_identifier_value link_confirmed_by_id link_confirmed_date",
    **own_staff.HEADINGS,
}
NEXT, ASKED = days(28), days(7)
YES_NO = ("N", "Y")


def write(folder: Path, world: World, children: Sequence[Child]) -> None:
    """Write the extract into a folder of its own, named for its day."""
    rows: dict[str, list[Row]] = {name: [] for name in HEADINGS}
    for name, row in _told(world, children):
        rows[name].append(row)
    here = folder / f"own_{world.as_at.isoformat()}"
    for name, headings in HEADINGS.items():
        write_csv(here / f"{name}.csv", headings.split(), _numbered(name, rows[name]))


def _numbered(name: str, rows: Sequence[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row if name in ("complaints", "staff") else [number, *row]


def _told(world: World, children: Sequence[Child]) -> Told:
    over = local.Over(world)
    for child in children:
        for name, row in _of_child(world, child, local.told(over, child)):
            yield name, [child.number, *row]
    for one in stages(world, children):
        yield "complaints", _complaint(one)
        if one.panel_on and one.child:
            yield "steps", [one.child, "COMPLAINT PANEL", iso(one.panel_on), ""]
    yield from own_staff.told(world, children)
    for link in own_true.links(world, children):
        day = iso(link.confirmed_on)
        row = [link.child, link.kind, link.number, link.confirmed_by, day]
        yield "linked_identifiers", row


def _of_child(world: World, child: Child, told: local.Told) -> Told:
    decided = {one.referred_on: one for one in own_true.decisions(world, child)}
    yield from _decisions(told, decided)
    for one in decided.values():
        if one.on and not _is_written(told, one):
            # What came on the day needs no telling which referral it was about.
            of = "" if one.on == one.referred_on else iso(one.referred_on)
            yield "steps", ["REFERRAL DECIDED", iso(one.on), of]
    for session in told.sessions:
        if session.kind == "supervision":
            yield "supervision", _session(session)
    for back in told.backs:
        yield from _back(back)
    for far in told.far:
        yield from _far(world, far)
    yield from _court(world, child)
    offered = own_true.advocate(world, child)
    if offered:
        yield "steps", ["ADVOCATE OFFERED", iso(offered.offered_on), ""]
        if offered.taken_up_on:
            yield "steps", ["ADVOCATE TAKEN UP", iso(offered.taken_up_on), ""]


def _session(session: local.Session) -> Row:
    held = holder(session.referral, session.on)
    worker = held.worker if held and held.is_named else ""
    return [iso(session.on), "CASE", worker, session.by, iso(session.on + NEXT)]


def _is_written(told: local.Told, decided: own_true.Decided) -> bool:
    """Say whether a manager's decision of the day stands for that on the referral."""
    return decided.on == decided.referred_on and any(
        one.kind == "decision" and one.on == one.referral.on == decided.on
        for one in told.sessions
    )


def _decisions(told: local.Told, decided: dict[date, own_true.Decided]) -> Told:
    """Yield each decision of a manager, the first of a referral being about that.

    Where it was not yet decided what to do, a manager chose who was to find out.
    """
    for one in told.sessions:
        if one.kind != "decision":
            continue
        found = one.referral
        if one.on == found.on:
            is_then = decided[found.on].on == found.on
            about = "REFERRAL" if is_then else "ALLOCATION"
        elif any(plan.starts_on == one.on for plan in found.plans):
            about = "STEP UP"
        else:
            is_end = any(plan.ended_on == one.on for plan in found.plans)
            about = "STEP DOWN" if is_end else "PLACEMENT"
        yield "decisions", [iso(one.on), "DECISION", about, one.by]


def _back(back: local.Back) -> Told:
    away = back.away
    if away.ended_on:
        yield (
            "return_interviews",
            [
                iso(away.starts_on), iso(away.ended_on),
                YES_NO[away.offered_on is not None], iso(away.offered_on),
                YES_NO[away.interview_on is not None] if away.offered_on else "",
                iso(away.interview_on),
            ],
        )  # fmt: skip
    if back.meeting_on:
        yield "steps", ["MISSING MEETING", iso(back.meeting_on), ""]


def _far(world: World, far: local.Far) -> Told:
    """Yield notices and approvals: of a placement outside the area, and of an order."""
    placed = iso(far.home.starts_on)
    if not far.home.is_in_area:
        yield "placement_notices", [placed, "HOST COUNCIL", iso(far.told_on)]
        near = places.host(far.home, world.council) in places.ADJOINING
        kind = "OUT OF AREA" if near else "DISTANT"
        role = "NOMINATED OFFICER" if near else "DIRECTOR"
        given = [iso(far.approved_on), role if far.approved_on else "", ""]
        asked = iso(far.home.starts_on - ASKED)
        yield "placement_approvals", [placed, kind, asked, *given]
    began, until = far.liberty
    if began:
        order: Row = [placed, "LIBERTY ORDER", "", iso(began), "", iso(until)]
        yield "placement_approvals", order
    if far.reviewed_on:
        yield "steps", ["LIBERTY REVIEW", iso(far.reviewed_on), placed]


def _court(world: World, child: Child) -> Told:
    """Yield the steps before a court, and the application to it."""
    for _, stage in before_court.stages(world, [child]):
        began = iso(stage.starts_on)
        for kind, on in (
            ("LETTER SENT", stage.starts_on),
            ("FIRST MEETING", stage.meeting_on),
            ("PRE PROCEEDINGS REVIEW", stage.review_on),
        ):
            if on:
                yield "steps", [kind, iso(on), began]
    for one in own_true.applications(world, child):
        of = iso(one.stage_on)
        yield "steps", ["COURT APPLIED", iso(one.on), of]
        if one.offered_on:
            yield "steps", ["FAMILY MEETING OFFERED", iso(one.offered_on), of]
        if one.excepted_on:
            yield "steps", ["FAMILY MEETING EXCEPTED", iso(one.excepted_on), of]


def _complaint(one: Stage) -> Row:
    return [
        one.complaint, one.child, one.stage, iso(one.received_on),
        iso(one.started_on), YES_NO[one.is_extended], iso(one.due_on),
        iso(one.answered_on), iso(one.closed_on), one.outcome, one.made_by, one.about,
    ]  # fmt: skip
