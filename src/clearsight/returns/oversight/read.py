"""Tell whether a file is a table of the oversight extract, and read it if so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clearsight.returns.oversight.shape import TABLES
from clearsight.returns.tables import Kind, code_sets

if TYPE_CHECKING:
    from clearsight.files.manifest import ReadFile
    from clearsight.files.open import Opened

KEY = "oversight"

# Days that do not say when somebody did something: set beforehand, or when the thing
# began that the row is about.
NOT_EVENTS = frozenset(
    {
        "plnt_placement_start_date", "plap_placement_start_date", "plap_expiry_date",
        "ctrc_contract_start_date", "ctrc_contract_end_date", "ctrc_last_working_date",
        "step_of_date", "link_valid_from_date", "link_valid_to_date",
    }
)  # fmt: skip


def read(opened: Opened) -> ReadFile | None:
    """Read a CSV or a workbook of the extract; None where it is something else."""
    codes = code_sets("clearsight.returns.oversight")
    return Kind(KEY, TABLES, codes).read(opened)
