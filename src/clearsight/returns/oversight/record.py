"""From the oversight extract to the canonical record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS
from clearsight.record import visit as v
from clearsight.returns.oversight.coverage import coverage
from clearsight.returns.tables import in_order, latest, together

KEY = "oversight"

# For each table: the thing that it becomes, and its columns by those of the record.
BECOMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "supervision": ("supervision", {
        "supv_person_id": "child",
        "supv_supervision_date": "supervised_on",
        "supv_supervision_type": "kind",
        "supv_worker_id": "worker",
        "supv_supervisor_id": "supervisor",
        "supv_next_supervision_date": "next_on",
    }),
    "decisions": ("decision", {
        "mdec_person_id": "child",
        "mdec_decision_date": "decided_on",
        "mdec_decision_type": "kind",
        "mdec_decision_about": "about",
        "mdec_decision_text": "what",
        "mdec_decided_by_id": "decided_by",
        "mdec_directed_to_id": "directed_to",
        "mdec_due_date": "due_on",
        "mdec_done_date": "done_on",
    }),
    "visits": ("visit", {
        "vist_person_id": "child",
        "vist_visit_date": "visited_on",
        "vist_visit_type": "type",
        "vist_visit_seen": "is_seen",
        "vist_visit_seen_alone": "is_alone",
        "vist_visit_bedroom": "is_bedroom_seen",
        "vist_worker_id": "worker",
    }),
    "return_interviews": ("return_interview", {
        "rhin_person_id": "child",
        "rhin_missing_start_date": "missing_from",
        "rhin_missing_end_date": "returned_on",
        "rhin_offered": "is_offered",
        "rhin_offered_date": "offered_on",
        "rhin_accepted": "is_accepted",
        "rhin_held_date": "held_on",
        "rhin_independent": "is_independent",
        "rhin_interviewer_id": "interviewer",
    }),
    "placement_notices": ("notice", {
        "plnt_person_id": "child",
        "plnt_placement_start_date": "placed_on",
        "plnt_notice_to": "told",
        "plnt_notice_date": "sent_on",
    }),
    "placement_approvals": ("approval", {
        "plap_person_id": "child",
        "plap_placement_start_date": "placed_on",
        "plap_approval_type": "kind",
        "plap_request_date": "asked_on",
        "plap_approval_date": "approved_on",
        "plap_approved_by_id": "approved_by",
        "plap_approver_role": "approver_role",
        "plap_expiry_date": "runs_to",
    }),
    "contract_ends": ("contract_end", {
        "ctrc_worker_id": "worker",
        "ctrc_agency_worker_flag": "is_agency",
        "ctrc_contract_start_date": "starts_on",
        "ctrc_contract_end_date": "ended_on",
        "ctrc_notice_date": "notice_on",
        "ctrc_last_working_date": "last_day_on",
    }),
    "complaints": ("complaint", {
        "cmpl_person_id": "child",
        "cmpl_complaint_id": "complaint",
        "cmpl_complaint_stage": "stage",
        "cmpl_received_date": "received_on",
        "cmpl_started_date": "started_on",
        "cmpl_extended": "is_extended",
        "cmpl_response_due_date": "due_on",
        "cmpl_response_date": "answered_on",
        "cmpl_closed_date": "closed_on",
        "cmpl_outcome": "outcome",
        "cmpl_made_by": "made_by",
        "cmpl_about": "about",
    }),
    "steps": ("step", {
        "step_person_id": "child",
        "step_step_type": "kind",
        "step_step_date": "done_on",
        "step_of_date": "of_on",
        "step_worker_id": "by",
    }),
    "linked_identifiers": ("identifier", {
        "link_person_id": "child",
        "link_identifier_type": "kind",
        "link_identifier_value": "value",
        "link_valid_from_date": "valid_from",
        "link_valid_to_date": "valid_to",
        "link_confirmed_by_id": "confirmed_by",
        "link_confirmed_date": "confirmed_on",
    }),
}  # fmt: skip
# What tells one row of a thing from another when a later extract tells of it again.
SAME: Mapping[str, tuple[str, ...]] = {
    "supervision": ("child", "supervised_on", "worker"),
    "decision": ("child", "decided_on", "kind", "about"),
    "visit": ("child", "visited_on", "kind"),
    "return_interview": ("child", "returned_on"),
    "notice": ("child", "placed_on", "told"),
    "approval": ("child", "placed_on", "kind"),
    "contract_end": ("worker", "starts_on"),
    "complaint": ("complaint", "stage"),
    "step": ("child", "kind", "done_on", "of_on"),
    "identifier": ("child", "kind", "value"),
}
VISITS = {
    "CIN": v.CIN_VISIT,
    "CP": v.PROTECTION_VISIT,
    "CLA": v.CARE_VISIT,
    "LEAVER": v.LEAVER_VISIT,
    "PRIVATE FOSTERING": v.FOSTERING_VISIT,
    "ASSESSMENT": v.SEEN,
}


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the tables of the record that these files hold.

    Files of other returns, and those left aside, are passed over. A thing that several
    extracts tell of is told once, as the latest of them tells it.
    """
    ours = in_order(files, KEY)
    made = {"coverage": coverage(ours)}
    for table, (thing, columns) in BECOMES.items():
        rows = together(ours, KEY, table, columns)
        if table == "visits" and rows.width:
            rows = visits(rows)
        shaped = THINGS[thing].conform(rows) if rows.width else THINGS[thing].empty()
        made[thing] = latest(shaped, SAME[thing])
    return made


def visits(rows: pl.DataFrame) -> pl.DataFrame:
    """Name the kind of each visit; a call at which the child was not seen is none."""
    kind = pl.col("type").replace_strict(
        VISITS, default=v.OTHER_VISIT, return_dtype=pl.String
    )
    not_seen = (~pl.col("is_seen")).fill_null(value=False)
    return rows.with_columns(
        kind=pl.when(not_seen).then(pl.lit(v.NOT_SEEN)).otherwise(kind),
        is_latest_only=pl.lit(value=False),
    )
