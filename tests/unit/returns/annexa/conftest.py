"""Small Annex A workbooks, made by field name."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from clearsight.files.manifest import ReadFile
from clearsight.files.open import open_source
from clearsight.files.source import Source
from clearsight.returns import known_headings
from clearsight.returns.annexa.read import read
from clearsight.returns.annexa.shape import TABLES

Rows = Sequence[Mapping[str, Any]]


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return an xlsx with these rows of cells."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"default_date_format": "dd/mm/yyyy"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(i, j, cell)
    return held.getvalue()


def cells(table: str, rows: Rows, without: Sequence[str] = ()) -> list[list[Any]]:
    """Return headings and rows of one list, with the titles of the 2024 layout."""
    fields = [f for f in TABLES[table].fields.values() if f.name not in without]
    return [[f.title for f in fields], *([r.get(f.name) for f in fields] for r in rows)]


def read_bytes(content: bytes, name: str = "annex.xlsx") -> ReadFile | None:
    """Open and read bytes as the folder reader would."""
    return read(open_source(Source(name, content), known_headings()))


@pytest.fixture
def make_book() -> Callable[..., bytes]:
    """Give a function from sheets of cells to a workbook's bytes."""
    return book


@pytest.fixture
def list_cells() -> Callable[..., list[list[Any]]]:
    """Give a function from a list's name and rows by field to its cells."""
    return cells


@pytest.fixture
def read_book() -> Callable[..., ReadFile | None]:
    """Give a function that reads bytes as an Annex A file."""
    return read_bytes


@pytest.fixture
def extract() -> Callable[..., ReadFile]:
    """Give a function that makes, reads and dates one council's extract."""

    def made(on: date, lists: Mapping[str, Rows], **more: Any) -> ReadFile:
        sheets = {
            t: cells(t, rows, more.get("without", ())) for t, rows in lists.items()
        }
        file = read_bytes(book(sheets), f"annex {on}.xlsx")
        assert file is not None
        file.council, file.extract_date = more.get("council", "Exampleshire"), on
        file.is_previous = more.get("is_previous", False)
        return file

    return made
