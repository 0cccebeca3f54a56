"""Write the Annex A workbook: eleven lists, one sheet each, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from clearsight.madeup import lists_care
from clearsight.madeup.columns import HEADINGS
from clearsight.madeup.lists import Extract, Row
from clearsight.madeup.true import Child

# Excel counts days from here.
DAY_ZERO = date(1899, 12, 30).toordinal()
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(path: Path, children: list[Child], as_at: date, council: str) -> None:
    """Write what the lists show on the day of the extract."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    made = datetime(as_at.year, as_at.month, as_at.day)  # noqa: DTZ001 (a day, no clock)
    book.set_properties({"title": f"Annex A of {council}", "created": made})
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, rows in _lists(Extract(as_at)).items():
        sheet = book.add_worksheet(f"List {number}")
        for column, heading in enumerate(HEADINGS[number]):
            sheet.write_string(0, column, heading)
        every = (row for child in children for row in rows(child))
        for at, row in enumerate(every, 1):
            _write_row(sheet, at, row, dated)
    book.close()


def _lists(extract: Extract) -> dict[int, Callable[[Child], Iterator[Row]]]:
    return {
        1: extract.contacts,
        2: extract.early_help,
        3: extract.referrals,
        4: extract.assessments,
        5: extract.enquiries,
        6: extract.need,
        7: extract.protection,
        8: lambda child: lists_care.care(extract, child),
        9: extract.leavers,
        10: lambda child: lists_care.adoptions(extract, child),
        11: lambda child: lists_care.adopters(extract, child),
    }


def _write_row(sheet: Worksheet, at: int, row: Row, dated: object) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_number(at, column, value.toordinal() - DAY_ZERO, dated)
        elif isinstance(value, int):
            sheet.write_number(at, column, value)
        elif value:
            sheet.write_string(at, column, value)
