"""Write the Annex A workbook: eleven lists, one sheet each, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from clearsight.madeup import lists_care, sheets
from clearsight.madeup.columns import HEADINGS
from clearsight.madeup.lists import Extract, Row
from clearsight.madeup.true import Child

Grid = Iterable[Sequence[sheets.Value]]
Layout = Callable[[int, Sequence[str], Grid], Grid]


def tidy(number: int, headings: Sequence[str], rows: Grid) -> Grid:
    """Return the headings and then the rows, as the department's template has them."""
    return chain((headings,), rows)


def write(
    path: Path,
    children: Iterable[Child],
    as_at: date,
    council: str,
    layout: Layout = tidy,
) -> None:
    """Write what the lists show on the day of the extract.

    `children` are as known on that day. `layout` turns the number of a list, its
    headings and its rows into the grid of a sheet.
    """
    found: dict[int, list[Row]] = {number: [] for number in HEADINGS}
    lists = _lists(Extract(as_at, council))
    for child in children:
        for number, rows in lists.items():
            found[number] += rows(child)
    grids = [
        (f"List {number}", layout(number, HEADINGS[number], rows))
        for number, rows in found.items()
    ]
    sheets.write(path, f"Annex A of {council}", as_at, grids)


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
