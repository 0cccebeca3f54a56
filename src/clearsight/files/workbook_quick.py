"""Sheets of an ordinary .xlsx as columns of text, without a Python object for a cell.

fastexcel gives a column at a time, in half the time of python-calamine, but it turns a
date far outside the calendar into a blank without a word, rounds numbers to nine
decimals, and knows neither times of day nor lengths of time. So what it read is taken
only where it gave a value for every cell that the guard counted in the sheet's own XML,
and nothing in it is of the kinds that the two write differently. For anything else the
answer is None, and the sheet is read the slower way.
"""

from __future__ import annotations

from dataclasses import dataclass

import fastexcel
import polars as pl

from clearsight.files.workbook_guard import Findings

# How fastexcel writes what python-calamine writes otherwise: days before March 1900 and
# after 9999 (also times of day), numbers with an exponent; and `5.0`, always a text.
_WRITTEN_OTHERWISE = (
    r"^(?:\+|-\d+-|0\d{3}-|1[0-8]\d\d-|1900-0[12]-|"
    r"-?\d{16}|-?\d{12,}\.|-?0\.0000|-?\d+\.0$)"
)
# Those, and what may be blank or an error: one pass that finds next to nothing.
_TO_LOOK_AT = rf"{_WRITTEN_OTHERWISE}|^(?:$|\s|#)"
_MIDNIGHT = " 00:00:00"


@dataclass
class QuickSheet:
    """A sheet from row 1 down: `columns` by their place from 0, wholly blank ones out.

    `has_errors` is False where no cell can be the text of an error, such as #N/A.
    """

    columns: dict[int, pl.Series]
    height: int
    has_errors: bool = False

    @property
    def width(self) -> int:
        """How many columns the sheet spans, from the first."""
        return max(self.columns, default=-1) + 1


class QuickBook:
    """A workbook opened; `sheet` gives its sheets."""

    def __init__(self, content: bytes, findings: Findings) -> None:
        """Open it, where the guard found nothing odd; else each sheet is None."""
        self.cells = findings.cells
        self._reader: fastexcel.ExcelReader | None = None
        if not self.cells:
            return
        try:
            reader = fastexcel.read_excel(content)
            if reader.sheet_names == findings.sheets:
                self._reader = reader
        except (fastexcel.FastExcelError, OSError, ValueError):
            self._reader = None

    @property
    def is_open(self) -> bool:
        """Whether any sheet may be read so."""
        return self._reader is not None

    def sheet(self, name: str) -> QuickSheet | None:
        """Return the sheet; None where it is not certain that all of it was read."""
        if self._reader is None or name not in self.cells:
            return None
        try:
            loaded = self._reader.load_sheet(
                name, header_row=None, skip_rows=0, dtypes="string"
            )
            places = [column.absolute_index for column in loaded.selected_columns]
            frame = pl.DataFrame(loaded) if places else pl.DataFrame()
        except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError):
            return None
        return _checked(frame, places, self.cells[name])


def _checked(frame: pl.DataFrame, places: list[int], cells: int) -> QuickSheet | None:
    filled = frame.width * frame.height - sum(c.null_count() for c in frame)
    if filled != cells or frame.width != len(places):
        return None
    if not places:
        return QuickSheet({}, 0)
    flags = frame.select(pl.all().str.contains(_TO_LOOK_AT).any()).row(0)
    flagged = [n for n, is_set in zip(frame.columns, flags, strict=True) if is_set]
    frame = frame.with_columns(pl.all().str.strip_suffix(_MIDNIGHT))
    has_errors = False
    if flagged:
        text = pl.col(flagged)
        other, has_errors = frame.select(
            pl.any_horizontal(text.str.contains(_WRITTEN_OTHERWISE).any()),
            pl.any_horizontal(text.str.contains(r"^\s*#").any()).alias("error"),
        ).row(0)
        if other:
            return None
        frame = frame.with_columns(
            pl.when(text.str.strip_chars() != "").then(text).name.keep()
        )
    columns = dict(zip(places, frame, strict=True))
    return QuickSheet(columns, frame.height, has_errors)
