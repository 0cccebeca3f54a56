"""What an oversight extract could have shown, so that silence is not lateness.

A table lists all that happened since its first row. So each kind of event that it has
any of is covered from the first day of that table: the first of a kind may come late,
and none before it means that none happened. A council that never sent a kind of step
says nothing of it, and its clocks cannot run; of one that it began to record later than
the others it sends a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import Coverage
from clearsight.record import oversight_words as w

KEY = "oversight"
# (table, day by which a row counts, column of its code, events by code or for all)
Shows = tuple[str, str, str, Mapping[str, str] | str]
SHOWS: tuple[Shows, ...] = (
    ("supervision", "supv_supervision_date", "", w.SUPERVISED),
    ("decisions", "mdec_decision_date", "", w.DECIDED),
    ("decisions", "mdec_decision_date", "mdec_decision_about", w.DECISIONS),
    ("decisions", "mdec_decision_date", "", w.DIRECTION_DONE),
    ("visits", "vist_visit_date", "vist_visit_type", w.VISITS),
    ("return_interviews", "rhin_missing_end_date", "", w.INTERVIEW_OFFERED),
    ("return_interviews", "rhin_missing_end_date", "", w.INTERVIEW_HELD),
    ("placement_notices", "plnt_notice_date", "plnt_notice_to", w.NOTICES),
    ("placement_approvals", "plap_request_date", "plap_approval_type", w.APPROVALS),
    ("placement_approvals", "plap_approval_date", "plap_approval_type", w.APPROVALS),
    (
        "placement_approvals",
        "plap_approval_date",
        "plap_approval_type",
        w.SECURE_ORDERS,
    ),
    ("placement_approvals", "plap_approval_date", "plap_approval_type", w.RENEWALS),
    ("complaints", "cmpl_received_date", "", w.COMPLAINED),
    ("complaints", "cmpl_received_date", "", w.COMPLAINT_ANSWERED),
    ("complaints", "cmpl_received_date", "", w.COMPLAINT_EXTENDED),
    ("complaints", "cmpl_received_date", "", w.COMPLAINT_TAKEN_ON),
    ("steps", "step_step_date", "step_step_type", w.STEPS),
    ("steps", "step_step_date", "step_step_type", w.AFTER_CARE),
)


def coverage(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the rows of `record.Coverage` for these files, oldest first."""
    rows = [row for file in files for row in _rows(file, _newest(files, file.council))]
    if not rows:
        return Coverage.empty()
    return Coverage.conform(
        pl.DataFrame(rows, schema_overrides=Coverage.schema(), infer_schema_length=None)
    )


def _newest(files: Sequence[ReadFile], council: str) -> date | None:
    days = [f.extract_date for f in files if f.council == council and f.extract_date]
    return max(days, default=None)


def _rows(file: ReadFile, newest: date | None) -> Iterator[dict[str, object]]:
    for table, day, code, events in SHOWS:
        for part in file.parts:
            if part.table != table:
                continue
            first = part.frame[day].min()
            for event in _shown(part.frame, day, code, events):
                yield {
                    "council": file.council,
                    "source": KEY,
                    "file": file.file_id,
                    "shows": event,
                    "known_from": first,
                    "known_to": None
                    if file.extract_date == newest
                    else file.extract_date,
                    "is_latest_only": False,
                }


def _shown(
    frame: pl.DataFrame, day: str, code: str, events: Mapping[str, str] | str
) -> list[str]:
    """Return each event that the table has any of with its day.

    A table in which no row has one shows nothing.
    """
    dated = frame.filter(pl.col(day).is_not_null())
    if isinstance(events, str):
        return [events] if dated.height else []
    named = pl.col(code).replace_strict(events, default=None, return_dtype=pl.String)
    shown = dated.select(named.alias("event")).to_series()
    return shown.drop_nulls().unique().sort().to_list()
