"""From the staff and assignment extract to the canonical record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import Assignment, Coverage, Staff
from clearsight.record.oversight_words import ROLES
from clearsight.returns.tables import in_order, latest, together

KEY = "staff"
STAFF: Mapping[str, str] = {
    "staf_staff_id": "staff",
    "staf_worker_id": "worker",
    "staf_system": "system",
    "staf_sign_in_subject": "subject",
    "staf_registration_no": "registration",
    "staf_role": "role",
    "staf_team_id": "team",
    "staf_team_name": "team_name",
    "staf_manager_id": "manager",
    "staf_full_time_equivalency": "fte",
    "staf_agency_worker_flag": "is_agency",
    "staf_newly_qualified_to_date": "newly_qualified_to",
    "staf_caseload_limit": "caseload_limit",
    "staf_start_date": "starts_on",
    "staf_end_date": "ended_on",
    "staf_notice_date": "notice_on",
}
ASSIGNMENTS: Mapping[str, str] = {
    "asgn_person_id": "child",
    "asgn_worker_id": "worker",
    "asgn_system": "system",
    "asgn_role": "role",
    "asgn_team_id": "team",
    "asgn_start_date": "starts_on",
    "asgn_end_date": "ended_on",
}


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return who works here, who answers for whom, and what that could show.

    A post or assignment that several extracts tell of is told once, as the latest does.
    """
    ours = in_order(files, KEY)
    people = together(ours, KEY, "staff", STAFF)
    held = together(ours, KEY, "assignments", ASSIGNMENTS)
    made = {
        "staff": Staff.conform(people) if people.width else Staff.empty(),
        "assignment": Assignment.conform(held) if held.width else Assignment.empty(),
    }
    post = ("staff", "worker", "system", "team", "role", "starts_on")
    stretch = ("child", "worker", "system", "role", "starts_on")
    return {
        "staff": latest(made["staff"], post),
        "assignment": latest(made["assignment"], stretch),
        "coverage": _coverage(made["assignment"]),
    }


def _coverage(assignments: pl.DataFrame) -> pl.DataFrame:
    """Say from when each role is recorded: from the first stretch in it on."""
    shows = pl.col("role").replace_strict(ROLES, default=None, return_dtype=pl.String)
    firsts = (
        assignments.with_columns(shows=shows)
        .filter(pl.col("shows").is_not_null(), pl.col("starts_on").is_not_null())
        .group_by("council", "source", "file", "shows")
        .agg(known_from=pl.col("starts_on").min())
        .sort("council", "file", "shows")
        .with_columns(is_latest_only=pl.lit(value=False))
    )
    return Coverage.conform(firsts)
