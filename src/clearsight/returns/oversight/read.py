"""Tell whether a file is a table of the oversight extract, and read it if so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.typed import rows_named
from clearsight.returns.oversight.shape import TABLES
from clearsight.returns.tables import SHOWN, Checked, Kind, ListTable, code_sets
from clearsight.shape import ROW

if TYPE_CHECKING:
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
    return Kind(KEY, TABLES, codes, also=undated).read(opened)


def undated(typed: pl.DataFrame, table: type[ListTable]) -> Checked:
    """Report the rows without the day that says when it was; they are kept."""
    days = [f.name for f in table.fields.values() if f.needed and f.kind == "day"]
    return typed, [
        _without(typed, bare, day)
        for day in days
        if (bare := typed.filter(pl.col(day).is_null())).height
    ]


def _without(typed: pl.DataFrame, bare: pl.DataFrame, day: str) -> Problem:
    count = bare.height
    rows = "1 row has" if count == 1 else f"{count:,} rows have"
    none = " No row has one, so the table shows nothing."
    named = rows_named(bare[ROW].head(SHOWN).to_list(), count)
    return Problem(
        what=f"{rows} no day in {day}, or none that can be read."
        + (none if count == typed.height else ""),
        where=f"column {day}, {named}",
        do="Write the day and export again. The rows were kept: what such a row may "
        "have answered is not called late.",
        rows=count,
    )
