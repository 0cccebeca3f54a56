"""Tell whether a file is a table of the dataset, and read it if so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.manifest import Problem, ReadFile
from clearsight.returns.ssd.shape import CORE, ROW_IDS, TABLES
from clearsight.returns.tables import Checked, Kind, ListTable, without_repeats

if TYPE_CHECKING:
    from clearsight.files.open import Opened

KEY = "ssd"
# What stands for nothing in an export of the dataset.
BLANKS = frozenset({"NULL", "PLACEHOLDER_DATA", ""})

# Days that do not say when the council did something. Due days and births are known.
NOT_EVENTS = frozenset(
    {
        "addr_address_start_date", "addr_address_end_date",
        "immi_immigration_status_start_date", "immi_immigration_status_end_date",
        "link_valid_from_date", "link_valid_to_date", "icpc_icpc_target_date",
        "pers_expected_dob",
    }
)  # fmt: skip


def read(opened: Opened) -> ReadFile | None:
    """Read a CSV or a workbook of the dataset; None where it is something else."""
    file = Kind(KEY, TABLES, blanks=BLANKS, also=_once).read(opened)
    return file and _built(file)


def _once(typed: pl.DataFrame, table: type[ListTable]) -> Checked:
    """Set aside repeated rows: the scripts that fill the dataset join many tables."""
    return without_repeats(typed, ROW_IDS[table.__name__])


def _built(file: ReadFile) -> ReadFile:
    """Leave aside a core table with no rows: what it says nothing of did happen."""
    empty = [p.table for p in file.parts if p.table in CORE and not p.rows_in]
    if not empty:
        return file
    what = f"{', '.join(empty)} has headings and no rows: the building of it failed."
    problem = Problem(what, do="Run the scripts that fill it again, and export it.")
    is_alone = len(empty) == len(file.parts)
    return replace(
        file,
        aside=is_alone,
        why=what if is_alone else file.why,
        problems=[*file.problems, problem],
    )
