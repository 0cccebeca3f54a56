"""What a payload could have shown: whole episodes of need, each with all that is in it.

A payload gives an episode with all its assessments, plans, enquiries and placements, so
what ends is told in the row of what began, and an assessment in that of its referral. A
kind of object that stands in no episode at all says nothing. It never holds reviews,
visits, episodes of being missing or legal status.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import Coverage

KEY = "cscapi"
# For each table: the column that must be filled, and the events it is able to show, as
# `journeys.events` names them; a test holds the words together.
SHOWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Episode", "referral_date",
     ("referral closed", "referral ended in no further action")),
    ("Assessment", "start_date", ("assessment authorised",)),
    ("NeedPlan", "start_date", ("CIN plan ended",)),
    ("ProtectionPlan", "start_date", ("child protection plan ended",)),
    ("Enquiry", "icpc_date", ("initial conference held",)),
    ("Enquiry", "icpc_required_flag", ("conference judged not needed",)),
    ("Enquiry", "end_date", ("section 47 enquiry ended",)),
    ("Placement", "start_date", ("placement ended", "ceased to be looked after")),
)  # fmt: skip


def coverage(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the rows of `record.Coverage` for these files."""
    rows = [
        {"council": file.council, "source": KEY, "file": file.file_id, "shows": event,
         "is_latest_only": False}
        for file in files
        for table, column, events in SHOWS
        if _holds(file, table, column)
        for event in events
    ]  # fmt: skip
    return Coverage.conform(pl.DataFrame(rows)) if rows else Coverage.empty()


def _holds(file: ReadFile, table: str, column: str) -> bool:
    return any(
        part.frame[column].is_not_null().any()
        for part in file.parts
        if part.table == table
    )
