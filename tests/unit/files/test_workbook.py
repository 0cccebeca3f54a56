"""Sheets of a workbook as text: headings found, cells kept, scraps set aside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.files.workbook import column_letters, heading_row, read_sheets

KNOWN = frozenset({"child unique id", "gender", "date of birth", "worker"})
HEADINGS = ["Child Unique ID", "Gender", "Date of Birth", "Worker"]


def book(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: str = "") -> bytes:
    """Return an xlsx with these rows; dates as a spreadsheet keeps them."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"default_date_format": "dd/mm/yyyy"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(i, j, cell)
    return held.getvalue()


def changed(content: bytes, extra: Mapping[str, bytes]) -> bytes:
    """Return the same container with more members."""
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a") as container:
        for name, body in extra.items():
            container.writestr(name, body)
    return held.getvalue()


def read(content: bytes, name: str = "a.xlsx"):
    return read_sheets(Source(name, content), KNOWN)


def only(content: bytes):
    grids, problems = read(content)
    assert problems == []
    assert len(grids) == 1
    return grids[0]


def test_headings_are_found_below_titles_and_rows_are_numbered_as_a_person_sees_them():
    grid = only(book({"Odd name": [["Title"], [], HEADINGS, [1, "F"], [], [2, "M"]]}))
    assert grid.headings == HEADINGS
    assert grid.sheet == "Odd name"
    assert grid.frame["row"].to_list() == [4, 6]
    assert grid.rows_in == 2


def test_the_row_with_most_known_headings_wins():
    rows = [["Gender", "Worker"], ["x"], HEADINGS, ["1", "F"]]
    assert heading_row(rows, KNOWN) == 2
    assert heading_row([["nothing"], ["Gender"]], KNOWN) is None


def test_cells_become_text():
    when = date(2024, 2, 29)
    # A spreadsheet knows no time zones.
    late = datetime(2024, 2, 29, 13, 5)  # noqa: DTZ001
    grid = only(
        book({"A": [HEADINGS, [12, 1.5, when, True], [1234567890, " x ", late]]})
    )
    assert grid.frame.drop("row").rows() == [
        ("12", "1.5", "2024-02-29", "true"),
        ("1234567890", " x ", "2024-02-29 13:05:00", None),
    ]


def test_text_that_only_looks_like_a_number_is_left_alone():
    grid = only(book({"A": [HEADINGS, ["007", "5.0", "x", "y"]]}))
    assert grid.frame.drop("row").rows() == [("007", "5.0", "x", "y")]


def test_errors_are_blank_and_counted_with_their_place():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        sheet = made.add_worksheet("A & B")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["1", "#N/A", "x", "y"])
        sheet.write_formula(2, 0, "=NA()", None, "#N/A")
        sheet.write_row(2, 1, ["F", "x", "y"])
    grid = only(held.getvalue())
    assert grid.frame.drop("row").rows() == [
        ("1", None, "x", "y"),
        (None, "F", "x", "y"),
    ]
    assert sum(p.rows for p in grid.problems) == 2
    assert any("A3" in p.where and "A & B" in p.where for p in grid.problems)


def test_totals_and_notes_at_the_end_are_set_aside_and_counted():
    rows = [
        HEADINGS,
        ["1", "F", "x", "y"],
        [None, None, None, "a"],
        ["2", "M", "x", "y"],
        ["Total", 2],
        ["Extracted on Monday"],
    ]
    grid = only(book({"A": rows}))
    assert grid.frame["row"].to_list() == [2, 3, 4]
    assert (grid.rows_in, grid.rows_aside) == (5, 2)
    assert sum(p.set_aside for p in grid.problems) == 2


def test_a_sheet_of_one_column_keeps_every_row():
    grid = only(book({"A": [["Gender", "Worker"], ["F"], ["M"]]}))
    assert (grid.rows_in, grid.rows_aside) == (2, 0)


def test_headings_that_repeat_or_are_missing_are_named_and_said():
    grid = only(
        book({"A": [[*HEADINGS, "Gender", None, None], ["1", "F", "x", "y", "M", "z"]]})
    )
    assert grid.headings == [*HEADINGS, "Gender (E)", "(no heading, column F)"]
    assert [p.what.split()[0] for p in grid.problems] == ["The", "1"]


def test_hidden_sheets_are_read_and_sheets_without_headings_hold_nothing():
    content = book(
        {"Front": [["hello"]], "Empty": [], "List": [HEADINGS, ["1", "F", "x", "y"]]},
        hidden="List",
    )
    grids, problems = read(content)
    assert problems == []
    assert [(g.sheet, g.rows_in) for g in grids] == [
        ("Front", 0),
        ("Empty", 0),
        ("List", 1),
    ]


def test_a_macro_workbook_is_read_and_its_macros_are_not_run():
    content = changed(
        book({"A": [HEADINGS, ["1", "F", "x", "y"]]}), {"xl/vbaProject.bin": b"x"}
    )
    grids, problems = read(content)
    assert grids[0].rows_in == 1
    assert len(problems) == 1
    assert "macros" in problems[0].what


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "damaged"),
        (book({"A": [HEADINGS]})[:-40], "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_cannot_be_opened_says_why(content: bytes, says: str):
    grids, problems = read(content)
    assert grids == []
    assert says in problems[-1].what


def test_a_zip_bomb_is_not_opened():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))
    grids, problems = read(held.getvalue())
    assert grids == []
    assert "packed" in problems[-1].what


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_lone_cell_at_the_far_corner_does_not_fill_the_memory(quote: str):
    content = book({"A": [HEADINGS, ["1"]]})
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'.replace(
        b'"', quote.encode()
    )
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"</sheetData>", far + b"</sheetData>"))
    grids, problems = read(held.getvalue())
    assert grids == []
    assert "far out" in problems[-1].what


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


# Made once: a workbook holds the time at which it was made.
WHOLE = book({"A": [HEADINGS, ["1", "F", "x", "y"]]})

CELLS = st.one_of(
    st.none(),
    st.text(max_size=8).filter(
        lambda t: not t.startswith(("=", "{", "http", "ftp", "mail"))
    ),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1905, 1, 1), date(2090, 1, 1)),
    st.booleans(),
    st.sampled_from(["#N/A", "Total", "-", "Child Unique ID", "Gender"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_no_cell_raises_and_no_row_is_lost(rows: list[list[Any]]):
    content = book({"A": [HEADINGS, *rows]})
    for grid in read(content)[0]:
        assert grid.rows_in == grid.frame.height + grid.rows_aside
        assert sum(p.set_aside for p in grid.problems) == grid.rows_aside


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject):
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    grids, problems = read(bytes(content))
    assert grids or problems


def open_document(rows: str) -> bytes:
    """Return a small .ods with these table rows."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content'
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="A">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        container.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"><manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return held.getvalue()


def cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_open_document_is_read_and_its_blank_repeats_cost_nothing():
    row = "<table:table-row>{}</table:table-row>"
    blank = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = row.format("".join(map(cell, HEADINGS))) + row.format(cell("7") + cell("F"))
    grid = only(open_document(rows + blank))
    assert grid.frame.drop("row").rows() == [("7", "F", None, None)]


def test_a_value_repeated_over_a_whole_sheet_is_not_opened():
    repeated = (
        '<table:table-row table:number-rows-repeated="1048570">'
        + cell("x", ' table:number-columns-repeated="16384"')
        + "</table:table-row>"
    )
    grids, problems = read(open_document(repeated))
    assert grids == []
    assert "repeated" in problems[-1].what
