"""Tell whether a file is of the staff and assignment extract, and read it if so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clearsight.returns.staff.shape import TABLES
from clearsight.returns.tables import Kind, code_sets

if TYPE_CHECKING:
    from clearsight.files.manifest import ReadFile
    from clearsight.files.open import Opened

KEY = "staff"

# Set beforehand.
NOT_EVENTS = frozenset({"staf_newly_qualified_to_date", "staf_end_date"})


def read(opened: Opened) -> ReadFile | None:
    """Read a CSV or a workbook of the extract; None where it is something else."""
    codes = code_sets("clearsight.returns.staff")
    return Kind(KEY, TABLES, codes).read(opened)
