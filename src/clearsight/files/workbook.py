"""Read the sheets of a workbook (xlsx, xlsm, xls, ods) as text, values only.

Formulas are never worked out and macros never run: what was saved is what is read. The
heading row is found by content, so title rows above it and odd sheet names do no harm.
`workbook_quick` reads what it can be certain of; python-calamine reads all else.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import python_calamine as calamine

from clearsight.files import workbook_guard
from clearsight.files.grid import Grid
from clearsight.files.headings import normalise
from clearsight.files.manifest import Problem
from clearsight.files.source import Source
from clearsight.files.totals import MOST_IN_TOTAL, TOTAL, trailing
from clearsight.files.workbook_quick import QuickBook, QuickSheet

HEADING_ROWS = 30
FEWEST_MATCHES = 2
LAST_ROWS = 64

_ERROR_TEXT = (
    "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!",
    "#CALC!",
)  # fmt: skip
# The last: a day too far out for Python's own dates to hold.
_UNREADABLE = (calamine.CalamineError, OSError, ValueError, OverflowError)


def read_sheets(
    source: Source, known_headings: frozenset[str]
) -> tuple[list[Grid], list[Problem]]:
    """Return a grid for each worksheet, hidden ones too, and what is wrong with all.

    `known_headings` are normalised headings of all returns; the row among the first 30
    that matches most of them, and at least two, is the heading row. A sheet that has
    none gives a grid with no headings and no rows. A locked or damaged workbook, or one
    that would unpack to something absurd, gives no grids and a problem.
    """
    findings = workbook_guard.inspect(source.content)
    if findings.refusal:
        return [], [*findings.notes, findings.refusal]
    quick = QuickBook(source.content, findings)
    try:
        book = _Book(source.content, findings.sheets if quick.is_open else None)
        names = book.names
    except calamine.PasswordError:
        return [], [workbook_guard.locked()]
    except _UNREADABLE:
        return [], [workbook_guard.damaged()]
    grids, problems = [], list(findings.notes)
    for name in names:
        columns = quick.sheet(name)
        try:
            if columns is not None:
                grid = _quick_grid(columns, name, known_headings)
            else:
                grid = _grid(book.rows(name), name, known_headings)
        except _UNREADABLE:
            problems.append(_unreadable(name))
            continue
        grid.problems += _error_cells(findings.error_cells.get(name, []), name)
        grids.append(grid)
    return grids, problems if grids or problems else [_no_sheets()]


class _Book:
    """A workbook that python-calamine opens once a sheet of it is asked for."""

    def __init__(self, content: bytes, names: list[str] | None) -> None:
        self._content = content
        self._opened: calamine.CalamineWorkbook | None = None
        if names is None:
            names = [
                s.name
                for s in self._open().sheets_metadata
                if s.typ == calamine.SheetTypeEnum.WorkSheet
            ]
        self.names = names

    def _open(self) -> calamine.CalamineWorkbook:
        if self._opened is None:
            held = io.BytesIO(self._content)
            self._opened = calamine.CalamineWorkbook.from_filelike(held)
        return self._opened

    def rows(self, name: str) -> list[list[Any]]:
        """Return the sheet's cells from the first row and column on."""
        return self._open().get_sheet_by_name(name).to_python(skip_empty_area=False)


def _no_sheets() -> Problem:
    return Problem(
        "The workbook holds no sheet that can be read.",
        do="Save it again as .xlsx, or export CSV.",
    )


def _unreadable(sheet: str) -> Problem:
    return Problem(
        "The sheet could not be read; the workbook's other sheets were.",
        where=f"sheet {sheet!r}",
        do="Open and save it again in a spreadsheet program, and give the new file.",
    )


def _error_cells(references: Sequence[str], sheet: str) -> list[Problem]:
    if not references:
        return []
    named = ", ".join(r for r in references[:3] if r)
    return [_errors(len(references), f"sheet {sheet!r}, first in {named}")]


def _errors(count: int, where: str) -> Problem:
    return Problem(
        f"{counted(count, 'cell')} with an error such as #N/A read as blank.",
        where=where,
        do="Correct the formula or lookup that made them.",
        rows=count,
    )


def _grid(
    rows: Sequence[Sequence[Any]], sheet: str, known_headings: frozenset[str]
) -> Grid:
    at = heading_row(rows[:HEADING_ROWS], known_headings)
    if at is None:
        return _no_grid(sheet)
    body = rows[at + 1 :]
    columns = list(zip(*body, strict=True)) or [()] * len(rows[at])
    texts = [_as_text(cells) for cells in columns]
    return _named_grid(_as_text(rows[at]), texts, at + 2, sheet)


def _no_grid(sheet: str) -> Grid:
    return Grid(pl.DataFrame(schema={"row": pl.Int64}), headings=[], sheet=sheet)


def _quick_grid(found: QuickSheet, sheet: str, known_headings: frozenset[str]) -> Grid:
    blank = pl.Series([None], dtype=pl.String).new_from_index(0, found.height)
    columns = [found.columns.get(i, blank) for i in range(found.width)]
    head = [c.head(HEADING_ROWS).to_list() for c in columns]
    at = heading_row(list(zip(*head, strict=True)), known_headings)
    if at is None:
        return _no_grid(sheet)
    headings = pl.Series([cells[at] for cells in head], dtype=pl.String)
    texts = [c.slice(at + 1) for c in columns]
    return _named_grid(headings, texts, at + 2, sheet, has_errors=found.has_errors)


def _named_grid(
    headings: pl.Series,
    texts: Sequence[pl.Series],
    first_row: int,
    sheet: str,
    *,
    has_errors: bool = True,
) -> Grid:
    named = _name_columns(headings, texts, sheet)
    last = first_row + len(texts[0])
    frame = pl.DataFrame(
        {"row": pl.int_range(first_row, last, dtype=pl.Int64, eager=True)}
        | {name: texts[i] for name, i in named.places.items()}
    )
    errors = 0
    if has_errors:
        frame, errors = _without_errors(frame, list(named.places))
    if errors:
        named.problems.append(_errors(errors, f"sheet {sheet!r}"))
    return _without_what_is_no_record(frame, list(named.places), sheet, named.problems)


def _without_errors(
    frame: pl.DataFrame, headings: list[str]
) -> tuple[pl.DataFrame, int]:
    """Blank the cells whose text is that of an error, and count them."""
    is_error = pl.col(headings).str.strip_chars().is_in(_ERROR_TEXT)
    errors = sum(frame.select(is_error.sum()).row(0)) if headings else 0
    if not errors:
        return frame, 0
    kept = pl.when(is_error).then(None).otherwise(pl.col(headings)).name.keep()
    return frame.with_columns(kept), errors


def heading_row(
    rows: Sequence[Sequence[Any]], known_headings: frozenset[str]
) -> int | None:
    """Return the place of the row with most known headings; the first if equal."""
    best, most = None, FEWEST_MATCHES - 1
    for i, cells in enumerate(rows):
        met = {normalise(c) for c in cells if isinstance(c, str)} & known_headings
        if len(met) > most:
            best, most = i, len(met)
    return best


@dataclass
class _Named:
    places: dict[str, int]
    problems: list[Problem] = field(default_factory=list)


def _name_columns(cells: pl.Series, texts: Sequence[pl.Series], sheet: str) -> _Named:
    """Give each column a name of its own; wholly blank columns fall away."""
    headings = cells.str.strip_chars().fill_null("").to_list()
    seen: Counter[str] = Counter(row=1)
    named, unnamed, doubled = _Named({}), 0, []
    for i, heading in enumerate(headings):
        name = heading
        if not name:
            if texts[i].null_count() == len(texts[i]):
                continue
            name, unnamed = f"(no heading, column {column_letters(i)})", unnamed + 1
        seen[name] += 1
        if seen[name] > 1:
            doubled.append(heading)
            name = f"{name} ({column_letters(i)})"
        named.places[name] = i
    if doubled:
        named.problems.append(
            Problem(
                f"The heading {doubled[0]!r} stands twice or more; the first was used.",
                where=f"sheet {sheet!r}",
                do="Delete or rename the column that is not wanted.",
            )
        )
    if unnamed:
        named.problems.append(
            Problem(
                f"{counted(unnamed, 'column')} of data without a heading not used.",
                where=f"sheet {sheet!r}",
                do="Give them headings if they are wanted.",
            )
        )
    return named


def counted(count: int, one: str) -> str:
    """Return how many of a thing, in words: `1 row`, `2,000 rows`."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def column_letters(place: int) -> str:
    """Return a column's letters as a person sees them, counted from 0: 27 gives AB."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _as_text(cells: Sequence[Any]) -> pl.Series:
    """Return cells as text: days as ISO, whole numbers without a point, blanks null."""
    kinds = set(map(type, cells))
    text = pl.Series(cells, dtype=pl.String, strict=False)
    if float in kinds:
        text = text.str.replace(r"^(-?\d+)\.0$", "$1")
    if kinds - {str, float, int, bool}:
        text = text.str.replace(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?$", "$1")
    is_blank = text.str.strip_chars() == ""
    return text.set(is_blank, None) if is_blank.any() else text


def _without_what_is_no_record(
    frame: pl.DataFrame, headings: list[str], sheet: str, problems: list[Problem]
) -> Grid:
    """Drop blank rows, and set aside totals and notes at the end."""
    where = f"sheet {sheet!r}"
    filled = pl.sum_horizontal(pl.col(headings).is_not_null()).alias("_filled")
    frame = frame.with_columns(filled).filter(pl.col("_filled") > 0)
    rows_in = frame.height
    frame, aside = _split_trailing(frame, headings)
    if aside.height:
        problems = [*problems, trailing(aside, where)]
    return Grid(
        frame=frame.drop("_filled"),
        headings=headings,
        sheet=sheet,
        rows_in=rows_in,
        rows_aside=aside.height,
        problems=problems,
    )


def _split_trailing(
    frame: pl.DataFrame, headings: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the rows after the last whole record: one cell only, or a row of totals."""
    if len(headings) <= MOST_IN_TOTAL:
        return frame, frame.clear()
    has_total = pl.any_horizontal(pl.col(headings).str.contains(TOTAL))
    is_scrap = (pl.col("_filled") == 1) | (
        has_total & (pl.col("_filled") <= MOST_IN_TOTAL)
    )
    looked_at = LAST_ROWS
    # Most sheets end in a record, so that a look at the last rows is enough.
    while True:
        scrap = frame.tail(looked_at).select(is_scrap.alias("scrap"))["scrap"]
        if looked_at >= frame.height or not scrap.all():
            break
        looked_at *= 16
    is_trailing = scrap.reverse().cast(pl.Int8).cum_min().reverse() == 1
    is_trailing = is_trailing.fill_null(value=False)
    if not is_trailing.any():
        return frame, frame.clear()
    above, last = frame.head(frame.height - len(scrap)), frame.tail(len(scrap))
    return pl.concat([above, last.filter(~is_trailing)]), last.filter(is_trailing)
