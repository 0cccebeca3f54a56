"""What an Annex A file could have shown: its silence must not pass for lateness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from clearsight.files.manifest import Part, ReadFile
from clearsight.record import Coverage
from clearsight.returns.annexa.shape import TABLES
from clearsight.returns.annexa.spells import ALSO_SHOWS, HOLDERS, LATEST

KEY = "annexa"
WINDOW = "-6mo"

# (event, list that holds it, its field, lists that must be filled too)
IN_WINDOW: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("assessment authorised", "List_4", "DATE_OF_AUTHORISATION", ("List_3",)),
    ("initial conference held", "List_5", "DATE_OF_CONFERENCE", ()),
    ("conference judged not needed", "List_5", "CONFERENCE_UNNECESSARY", ()),
)
# (event, list, a field that must be filled). Whoever is listed has it in the same row.
IN_ROW: tuple[tuple[str, str, str], ...] = (
    ("early help assessment completed", "List_2", "ASSESSMENT_START"),
    ("child first seen in the assessment", "List_4", "CHILD_SEEN"),
    ("child protection plan ended", "List_7", "PLAN_START"),
    ("ceased to be looked after", "List_8", "CARE_START"),
    ("placement ended", "List_8", "PLACEMENT_START"),
    ("legal status ended", "List_8", "LEGAL_STATUS_START"),
    ("permanence plan agreed", "List_8", "PERMANENCE_PLAN"),
    ("return interview held", "List_8", "RETURN_INTERVIEW_OFFERED"),
    ("pathway plan reviewed", "List_9", "LATEST_PATHWAY_REVIEW"),
    ("care leaver in contact", "List_9", "LATEST_CONTACT"),
    ("matched with adopters", "List_10", "DECISION"),
)
NAMED_WORKER = "named worker recorded"
SOCIAL_WORKER = "social worker"
# Of so few children all may have lost their worker at once.
SHORT = 5
WORKER_COLUMNS = {h.table: h.worker for h in HOLDERS if h.role == SOCIAL_WORKER}


def coverage(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the rows of `record.Coverage` for these files.

    Lists 4 and 5 hold the six months before the extract; Lists 6 to 9 the latest of
    each kind. A list without rows says nothing: an empty template sheet is no evidence.
    The newest extract of a council speaks up to the day of the review, older ones up to
    their own day. Lists of one extract may stand in several files.

    Several extracts read together show more visits, and never make them complete: one
    that was followed by another between two extracts was the latest in neither.
    """
    newest = _newest(files)
    filled = _filled_together(files)
    rows = [
        {
            "council": file.council,
            "source": KEY,
            "file": file.file_id,
            "shows": event,
            "known_from": file.extract_date if is_windowed else None,
            "known_to": _known_to(file, newest),
            "is_latest_only": is_latest,
        }
        for file in files
        for event, is_latest, is_windowed in _shows(
            file, filled[file.council, file.extract_date]
        )
    ]
    frame = pl.DataFrame(
        rows, schema_overrides=Coverage.schema(), infer_schema_length=None
    )
    made = Coverage.conform(frame) if rows else Coverage.empty()
    return made.with_columns(pl.col("known_from").dt.offset_by(WINDOW))


def _newest(files: Iterable[ReadFile]) -> Mapping[str, date | None]:
    newest: dict[str, date | None] = {}
    for file in files:
        known = newest.get(file.council)
        if file.extract_date and (known is None or file.extract_date > known):
            newest[file.council] = file.extract_date
    return newest


def _known_to(file: ReadFile, newest: Mapping[str, date | None]) -> date | None:
    is_newest = file.extract_date == newest.get(file.council)
    return None if is_newest else file.extract_date


def _filled_together(
    files: Iterable[ReadFile],
) -> Mapping[tuple[str, date | None], frozenset[str]]:
    """Return which lists have rows in each council's extract of each day."""
    filled: dict[tuple[str, date | None], frozenset[str]] = {}
    for file in files:
        key = (file.council, file.extract_date)
        here = frozenset(p.table for p in file.parts if p.rows_kept)
        filled[key] = filled.get(key, frozenset()) | here
    return filled


def _shows(file: ReadFile, filled: frozenset[str]) -> list[tuple[str, bool, bool]]:
    """Return what the file can show; if the latest only; if of six months only."""
    parts = {p.table: p for p in file.parts if p.rows_kept}
    found = [
        (event, False, True)
        for event, table, field, others in IN_WINDOW
        if holds(parts.get(table), field) and filled.issuperset(others)
    ]
    found += [
        (event, False, False)
        for event, table, field in IN_ROW
        if holds(parts.get(table), field)
    ]
    found += [
        (shows, True, False)
        for latest in LATEST
        for shows in (latest.shows, ALSO_SHOWS.get(latest.shows, ""))
        if shows and holds(parts.get(latest.table), latest.field)
    ]
    if _naming(file):
        found.append((NAMED_WORKER, True, False))
    return found


def naming(files: Iterable[ReadFile]) -> frozenset[tuple[str, str]]:
    """Return council and table of each list that names a social worker in any file."""
    return frozenset((f.council, table) for f in files for table in _naming(f))


def _naming(file: ReadFile) -> frozenset[str]:
    return frozenset(
        part.table
        for part in file.parts
        if holds(part, WORKER_COLUMNS.get(part.table, ""))
    )


def without_workers(parts: Iterable[Part]) -> list[Part]:
    """Return the lists whose workers were lost, where another of the parts names some.

    The column is not there, or is blank throughout a long list: no row of theirs is
    read as a child whom nobody has.
    """
    with_rows = [p for p in parts if p.table in WORKER_COLUMNS and p.frame.height]
    if not any(holds(p, WORKER_COLUMNS[p.table]) for p in with_rows):
        return []
    return [
        p
        for p in with_rows
        if (p.frame.height > SHORT and not holds(p, WORKER_COLUMNS[p.table]))
        or is_wanting(p, WORKER_COLUMNS[p.table])
    ]


def is_wanting(part: Part, field: str) -> bool:
    """Say whether the file lacks the column; its field is there all the same, blank."""
    return TABLES[part.table].fields[field].title in part.missing_columns


def holds(part: Part | None, field: str) -> bool:
    """Say whether a list has anything in a column; a wholly blank one tells nothing."""
    if part is None or field not in part.frame.columns:
        return False
    return part.frame[field].null_count() < part.frame.height
