"""What was read: each file, what it was taken for, and what was left aside and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clearsight.files.manifest import ReadFile, year_label
from clearsight.report.page_words import day_words

SHOWN = 500
SHORT = 12
RETURNS = {"ssda903": "SSDA903", "cin": "CIN census", "annexa": "Annex A"}
# Said where they were read; nobody is asked why they were not.
MORE = {
    "oversight": "Oversight extract", "staff": "Staff extract",
    "ssd": "Standard Safeguarding Dataset", "cscapi": "Daily data API",
    "csww": "Workforce census", "sen2": "SEN2",
}  # fmt: skip


@dataclass(frozen=True)
class Files:
    """`files` are shown; `left` more are in the manifest alone. Sums are over all."""

    files: list[dict[str, Any]]
    left: int
    total: int
    aside: int
    rows_in: int
    rows_aside: int
    returns: list[str]
    absent: list[str]


def build(files: Sequence[ReadFile]) -> Files:
    """Return the manifest as the page shows it, in the order in which it was read."""
    parts = [p for f in files for p in f.parts]
    taken = {f.taken_for for f in files if f.taken_for and not f.aside}
    return Files(
        files=[_entry(f) for f in files[:SHOWN]],
        left=max(0, len(files) - SHOWN),
        total=len(files),
        aside=sum(_is_aside(f) for f in files),
        rows_in=sum(p.rows_in for p in parts),
        rows_aside=sum(p.rows_aside for p in parts),
        returns=[n for key, n in (RETURNS | MORE).items() if key in taken],
        absent=[name for key, name in RETURNS.items() if key not in taken],
    )


def _is_aside(file: ReadFile) -> bool:
    return file.aside or not file.taken_for


def _entry(file: ReadFile) -> dict[str, Any]:
    taken = (RETURNS | MORE).get(file.taken_for, file.taken_for)
    return {
        "name": file.name,
        "taken": "Left aside" if _is_aside(file) else taken,
        "is_aside": _is_aside(file),
        "layout": file.layout,
        "why": file.why,
        "is_previous": file.is_previous,
        "rows": sum(p.rows_kept for p in file.parts),
        "rows_aside": sum(p.rows_aside for p in file.parts),
        "children": file.children,
        "year": year_label(file.year) if file.year else "",
        "period": " to ".join(day_words(d) for d in file.period or ()),
        "dated": file.reference_date or file.extract_date,
        "problems": len(file.problems),
        "sha": file.sha256[:SHORT],
    }
