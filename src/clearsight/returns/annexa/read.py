"""Tell whether a file is an Annex A workbook or one of its lists, and read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.headings import is_put_by
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.typed import rows_named, type_columns
from clearsight.files.workbook import counted
from clearsight.returns.annexa.coded import HOW, Meanings, meanings_in, with_codes
from clearsight.returns.annexa.coverage import (
    WORKER_COLUMNS,
    is_wanting,
    without_workers,
)
from clearsight.returns.annexa.recognise import Fit, best_fit
from clearsight.returns.annexa.shape import TABLES, TITLES
from clearsight.shape import FILE, ROW, Table

if TYPE_CHECKING:
    from clearsight.files.grid import Grid
    from clearsight.files.open import Opened

LIST_NAMED = r"(?i)\W*list\W*\d"

__all__ = ["HOW", "KEY", "NOT_EVENTS", "read"]

KEY = "annexa"

# An expected birth, or one long ago, says nothing of when the extract was taken.
NOT_EVENTS = frozenset({"DATE_OF_BIRTH"})


def read(opened: Opened) -> ReadFile | None:
    """Read a workbook, or a CSV of one list; None where no sheet is a list.

    Each list becomes a part whose frame has `file` and `row`, then for every field its
    value and `<field>_submitted`, and for coded fields `<field>_how`, which says how
    the code was found (see `codes`). The file does not say when it was
    extracted: that, and the period, are settled with the other files.
    """
    if opened.form not in ("workbook", "text"):
        return None
    fits = [(grid, best_fit(grid.headings, grid.sheet)) for grid in opened.grids]
    if not any(fit for _, fit in fits):
        return None
    known = meanings_in((grid, fit) for grid, fit in fits if fit)
    found = _Found(file_id=opened.source.file_id, known=known)
    for grid, fit in sorted(fits, key=lambda told: _by_the_way(told[0].sheet)):
        if fit:
            found.take(grid, fit)
        else:
            found.skipped.append(grid.sheet)
            found.problems += _not_read(grid)
    if not any(part.rows_in for part in found.parts.values()):
        found.problems.append(_all_empty())
    found.problems += map(_no_workers, without_workers(found.parts.values()))
    return _as_read_file(opened, found)


def _not_read(grid: Grid) -> list[Problem]:
    """Ask about a sheet that is named as a list and was not known for one."""
    if not grid.rows_in or not re.match(LIST_NAMED, grid.sheet):
        return []
    rows = "1 row" if grid.rows_in == 1 else f"{grid.rows_in:,} rows"
    return [
        Problem(
            f"Sheet {grid.sheet!r} is named as a list, holds {rows} and was not read: "
            "no column is headed as the child's identifier, or the headings are not in "
            "one row near the top. Nothing of this list is known.",
            where=f"sheet {grid.sheet!r}",
            do='Head the identifier "Child Unique ID", put the headings in one row, '
            "and export again.",
            rows=grid.rows_in,
        )
    ]


def _by_the_way(sheet: str) -> tuple[bool, bool]:
    """Put sheets that are named as lists first, and drafts and copies last.

    Of two sheets with the headings of one list the first is used.
    """
    return is_put_by(sheet), re.match(LIST_NAMED, sheet) is None


@dataclass
class _Found:
    """What the sheets gave so far."""

    file_id: str
    known: Mapping[str, Meanings]
    parts: dict[str, Part] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    layout: str = ""

    def take(self, grid: Grid, fit: Fit) -> None:
        """Type one sheet, unless another sheet already was this list."""
        first = self.parts.get(fit.table)
        if first and (first.rows_in or not grid.rows_in):
            self.problems.append(_second_sheet(grid, fit, first))
            if grid.rows_in:
                self.parts[f"{fit.table} again in {grid.sheet}"] = _all_aside(grid, fit)
            return
        part, problems = _part(grid, fit, self.file_id, self.known)
        self.parts[fit.table] = part
        self.problems += [*grid.problems, *problems]
        self.layout = fit.layout or self.layout


def _all_empty() -> Problem:
    return Problem(
        "The lists have headings and not one row: this is an empty template.",
        do="Give the workbook that was filled in.",
    )


def _no_workers(part: Part) -> Problem:
    wanting = is_wanting(part, WORKER_COLUMNS[part.table])
    lost = "is not there" if wanting else "is blank throughout"
    return Problem(
        f"The worker's column {lost}, and other lists of this workbook name workers: "
        "it was taken for lost in the export, and nobody on this list was read as "
        "having no worker.",
        where=f"sheet {part.sheet!r}, {_named(part.table)}",
        do="Export the list again with its workers. If nobody on it has one, say so "
        'in each row, as "unallocated".',
        rows=part.frame.height,
    )


def _second_sheet(grid: Grid, fit: Fit, first: Part) -> Problem:
    return Problem(
        f"Sheets {first.sheet!r} and {grid.sheet!r} both hold {_named(fit.table)}: "
        f"{first.sheet!r} was used, and {grid.sheet!r} set aside.",
        where=f"sheet {grid.sheet!r}",
        do="Put all rows of the list on one sheet, or delete the outdated one.",
        rows=grid.rows_in,
        set_aside=grid.rows_in,
    )


def _all_aside(grid: Grid, fit: Fit) -> Part:
    empty, _ = _part(_emptied(grid), fit, "", {})
    empty.rows_in = empty.rows_aside = grid.rows_in
    return empty


def _emptied(grid: Grid) -> Grid:
    return type(grid)(
        frame=grid.frame.clear(), headings=grid.headings, sheet=grid.sheet
    )


def _named(table: str) -> str:
    return f"{table.replace('_', ' ')} ({TITLES[table]})"


def _part(
    grid: Grid, fit: Fit, file_id: str, known: Mapping[str, Meanings]
) -> tuple[Part, list[Problem]]:
    """Type one list: name its columns, set aside what is no record, read values."""
    shape = TABLES[fit.table]
    where = f"sheet {grid.sheet!r}, " if grid.sheet else ""
    renamed = grid.frame.select(
        pl.lit(file_id).alias(FILE),
        ROW,
        *(pl.col(heading).alias(name) for name, heading in fit.columns.items()),
    )
    kept, problems = _without_strays(renamed, shape)
    typed, unread = type_columns(kept, shape, dates="day first", as_text=("code",))
    typed, strange = with_codes(typed, shape, known)
    part = Part(
        table=fit.table,
        frame=typed,
        rows_in=grid.rows_in,
        rows_aside=grid.rows_aside + renamed.height - kept.height,
        missing_columns=fit.missing,
        extra_columns=fit.extra,
        sheet=grid.sheet,
    )
    problems = [*problems, *unread, *strange, *_dropped(fit)]
    return part, [_at(p, f"{where}{_named(fit.table)}") for p in problems]


def _at(problem: Problem, place: str) -> Problem:
    where = f"{place}, {problem.where}" if problem.where else place
    return Problem(problem.what, where, problem.do, problem.rows, problem.set_aside)


def _without_strays(
    frame: pl.DataFrame, shape: type[Table]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Set aside rows without an identifier, and headings that stand among the rows."""
    key = next(f for f in shape.fields.values() if f.needed)
    identifier = pl.col(key.name).str.strip_chars()
    is_blank = identifier.is_null() | (identifier == "")
    is_heading = (identifier.str.to_lowercase() == key.title.lower()).fill_null(
        value=False
    )
    stray = frame.select(is_blank.alias("blank"), is_heading.alias("heading"))
    if not (stray["blank"].any() or stray["heading"].any()):
        return frame, []
    problems = _aside(
        frame.filter(stray["blank"]),
        f"no {key.title}, so it cannot be told whose they are",
        "Fill in the identifier, or delete the row if it is a total or a note.",
    ) + _aside(
        frame.filter(stray["heading"]),
        "headings that stand among the records",
        "Nothing: lists pasted one below another leave such rows.",
    )
    return frame.filter(~(stray["blank"] | stray["heading"])), problems


def _aside(rows: pl.DataFrame, because: str, do: str) -> list[Problem]:
    count = rows.height
    if not count:
        return []
    what = f"{counted(count, 'row')} set aside: {because}."
    where = rows_named(rows[ROW].head(5).to_list(), count)
    return [Problem(what, where, do, rows=count, set_aside=count)]


def _dropped(fit: Fit) -> list[Problem]:
    if not fit.extra:
        return []
    return [
        Problem(
            "Columns that are not of this list were left out: "
            + ", ".join(repr(h) for h in fit.extra)
            + ".",
            do="Nothing, unless one is a column of the list by a name of your own.",
        )
    ]


def _as_read_file(opened: Opened, found: _Found) -> ReadFile:
    parts = list(found.parts.values())
    frames = {p.table: p.frame for p in parts if p.rows_kept}
    return ReadFile(
        name=opened.source.name,
        sha256=opened.source.sha256,
        size=len(opened.source.content),
        taken_for=KEY,
        why=_why(parts, found.skipped, opened.form == "workbook"),
        layout=found.layout,
        parts=parts,
        problems=[*opened.problems, *found.problems],
        children=_children(frames),
        is_previous=opened.source.is_previous,
    )


def _why(parts: Sequence[Part], skipped: Sequence[str], is_workbook: bool) -> str:
    lists = ", ".join(_named(t) for t in Counter(p.table for p in parts))
    text = f"has the columns of {lists}"
    if is_workbook and skipped:
        text += "; other sheets were not read: " + ", ".join(skipped)
    return text


def _children(frames: Mapping[str, pl.DataFrame]) -> int:
    ids = [f["CHILD_ID"] for f in frames.values() if "CHILD_ID" in f.columns]
    return pl.concat(ids).n_unique() if ids else 0
