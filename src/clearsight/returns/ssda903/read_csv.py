"""CSV files and worksheets of the return to typed tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.grid import Grid
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.typed import rows_named, type_columns
from clearsight.returns.repeats import once
from clearsight.returns.ssda903.coded import codes_alone
from clearsight.returns.ssda903.recognise import CHILD, Fit, recognise
from clearsight.returns.ssda903.shape import TABLES
from clearsight.shape import FILE, ROW

if TYPE_CHECKING:
    from clearsight.files.open import Opened


def read_grids(opened: Opened) -> ReadFile | None:
    """Read every grid that is a table of the return; None where none is."""
    found = [(grid, recognise(grid.headings)) for grid in opened.grids]
    if not any(fit for _, fit in found):
        return None
    source = opened.source
    entry = ReadFile(
        name=source.name,
        sha256=source.sha256,
        size=len(source.content),
        taken_for="ssda903",
        layout="CSV" if opened.form == "text" else "workbook",
        problems=list(opened.problems),
        is_previous=source.is_previous,
    )
    reasons = []
    for grid, fit in found:
        if fit is None:
            entry.problems.append(_unknown_sheet(grid))
            continue
        part, problems = _typed(grid, fit, source.file_id)
        entry.parts.append(part)
        entry.problems += [*grid.problems, *problems]
        reasons.append(f"{fit.table}: {fit.why}")
    entry.why = "; ".join(reasons)
    return entry


def _typed(grid: Grid, fit: Fit, file_id: str) -> tuple[Part, list[Problem]]:
    held = grid.frame.select(
        pl.lit(file_id).alias(FILE),
        pl.col(ROW),
        *(pl.col(heading).alias(name) for name, heading in fit.columns.items()),
    )
    typed, problems = type_columns(held, TABLES[fit.table], dates="day first")
    typed, coded = codes_alone(typed, TABLES[fit.table])
    typed, nobody = _without_child(typed)
    where = f"sheet {grid.sheet}" if grid.sheet else ""
    typed, again = once(typed, where)
    problems = [*_about_columns(fit, where), *nobody, *again, *problems, *coded]
    part = Part(
        table=fit.table,
        frame=typed,
        rows_in=grid.rows_in,
        rows_aside=grid.rows_aside + grid.frame.height - typed.height,
        missing_columns=fit.missing,
        extra_columns=fit.extra,
        sheet=grid.sheet,
    )
    return part, problems


def _without_child(typed: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    if not typed.get_column(CHILD).null_count():
        return typed, []
    lost = typed.filter(pl.col(CHILD).is_null())
    problem = Problem(
        what="Rows that name no child were set aside.",
        where=f"column {CHILD}, "
        + rows_named(lost[ROW].head(5).to_list(), lost.height),
        do="Fill in the child's identifier and export again.",
        rows=lost.height,
        set_aside=lost.height,
    )
    return typed.filter(pl.col(CHILD).is_not_null()), [problem]


def _about_columns(fit: Fit, where: str) -> list[Problem]:
    found = []
    if fit.missing:
        found.append(
            Problem(
                what=f"{fit.table} lacks {', '.join(fit.missing)}; these were read as "
                "blank.",
                where=where,
                do="Export the table with all of its columns.",
            )
        )
    if fit.also:
        found.append(
            Problem(
                what=f"It also holds the columns of {', '.join(fit.also)}, which were "
                "not read from here.",
                where=where,
                do="Export each table as a file of its own.",
            )
        )
    return found


def _unknown_sheet(grid: Grid) -> Problem:
    return Problem(
        what="The sheet is not a table of this return and was left aside.",
        where=f"sheet {grid.sheet}" if grid.sheet else "",
        do="Leave it out, or check its headings.",
        rows=grid.rows_in,
        set_aside=grid.rows_in,
    )
