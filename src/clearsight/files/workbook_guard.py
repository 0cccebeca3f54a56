"""What is looked at in a workbook's container before any of it is opened.

Spreadsheet libraries trust the file. These checks do not: they refuse one that is
locked, broken or unpacks to something absurd, and they note what opening would hide
(macros, cells that hold an error). Nothing here reads a value.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

import polars as pl

from clearsight.files.manifest import Problem

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MOST_UNPACKED = 1_000_000_000
MOST_PACKING = 200
PACKING_MATTERS_FROM = 20_000_000
MOST_MEMBERS = 10_000
MOST_CELLS = 30_000_000
MOST_LIBREOFFICE_REPEATS = 10_000

_CHUNK = 1 << 20
_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION_TAG = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})[0-9]")
_ROW = re.compile(rb"\sr\s*=\s*[\"'][A-Z]{0,3}([0-9]{1,9})[\"']")
# A reference beyond column Z or row 99,999; and one beyond column ZZ or row 9,999.
_FAR = ' r="(?:[A-Z]{2}|[A-Z]*[0-9]{6})'
_FURTHER = ' r="(?:[A-Z]{3}|[A-Z]*[0-9]{5})'
# Ways to write a reference or the end of a cell that the quick patterns do not see,
# a day written as text, and a text that could be taken for the midnight of a day.
_ODD_WRITING = '=\'|= |\tr|\nr|\rr| r |:c>|</c |</c\t|</c\n|</c\r|t="d"|00:00:00<'
# A number with more decimals than fastexcel keeps, or with an exponent.
_LONG_NUMBER = r"<v>-?\d*\.\d{9}|<v>[-.\d]+[Ee]"
# Formats for a length of time, and days counted from 1904.
_ELAPSED = re.compile(rb"(?i)\[[hms]+\]|numFmtId=[\"']46[\"']")
_FROM_1904 = re.compile(rb"date1904\s*=\s*[\"'](?!0|false)")
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\bt="e"')
_ERROR_REFERENCE = re.compile(rb'\br="([A-Z]{1,3}\d{1,9})"')
_REPEAT = re.compile(
    rb'number-(?:rows|columns)-repeated="(\d{5,})"[^>]*>(.{0,400})', re.DOTALL
)
_ODS_VALUE = re.compile(rb"office:value-type|<text:p")


@dataclass
class Findings:
    """What the container shows.

    `refusal` is set where the file must not be opened at all. `notes` are problems
    about the workbook as a whole. `error_cells` maps a sheet's name to the references
    of cells that hold an error such as #N/A (xlsx and xlsm only; other formats do not
    say). `sheets` are the names of all sheets in order; `cells` maps a sheet's name to
    how many of its cells hold a value (xlsx and xlsm only, and only those sheets that
    are written in the usual way and may be read by `workbook_quick`).
    """

    refusal: Problem | None = None
    notes: list[Problem] = field(default_factory=list)
    error_cells: dict[str, list[str]] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    cells: dict[str, int] = field(default_factory=dict)


def inspect(content: bytes) -> Findings:
    """Look at the container of a workbook, given its bytes."""
    if content.startswith(OLE_MAGIC):
        return _inspect_ole(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _inspect_zip(container)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError):
        return Findings(damaged())
    except (NotImplementedError, RuntimeError):
        return Findings(locked())


def damaged() -> Problem:
    """Say that the file is broken."""
    return Problem(
        "The workbook is damaged: it stops early or its parts do not fit together.",
        do="Open it in a spreadsheet program, save it as .xlsx, and give the new file.",
    )


def locked() -> Problem:
    """Say that the file needs a password."""
    return Problem(
        "The workbook is locked with a password, so nothing in it can be read.",
        do="Save a copy without the password and give that.",
    )


def _too_big(what: str) -> Problem:
    return Problem(
        f"The workbook was not opened: {what}.",
        do="Delete the empty rows and columns beyond the data, save it, and try that.",
    )


def _macros() -> Problem:
    return Problem(
        "The workbook holds macros. They were not run; the cells were read as saved.",
        do="Nothing, if the cells were up to date when the workbook was saved.",
    )


def _inspect_ole(content: bytes) -> Findings:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Findings(locked())
    has_macros = "_VBA_PROJECT".encode("utf-16-le") in content
    return Findings(notes=[_macros()] if has_macros else [])


def _inspect_zip(container: zipfile.ZipFile) -> Findings:
    members = container.infolist()
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    if any(m.flag_bits & 1 for m in members):
        return Findings(locked())
    if len(members) > MOST_MEMBERS:
        return Findings(_too_big("it is made of more parts than a workbook has"))
    if total > MOST_UNPACKED:
        return Findings(_too_big(f"it would unpack to {total // 1_000_000:,} MB"))
    if total > PACKING_MATTERS_FROM and total > packed * MOST_PACKING:
        return Findings(_too_big("it is packed far more tightly than a real workbook"))
    findings = Findings()
    names = {m.filename for m in members}
    if any(n.endswith("vbaProject.bin") or n.startswith("Basic/") for n in names):
        findings.notes.append(_macros())
    if "content.xml" in names:
        _look_at_ods(container, names, findings)
    else:
        _look_at_sheets(container, names, findings)
    return findings


def _unpack(container: zipfile.ZipFile, name: str) -> bytes:
    """Return one part, in pieces: a wrong stated size is met as damage, not memory."""
    with container.open(name) as part:
        return b"".join(iter(lambda: part.read(_CHUNK), b""))


def _look_at_ods(
    container: zipfile.ZipFile, names: set[str], findings: Findings
) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _unpack(container, manifest):
        findings.refusal = locked()
        return
    for repeat, after in _REPEAT.findall(_unpack(container, "content.xml")):
        if int(repeat) > MOST_LIBREOFFICE_REPEATS and _ODS_VALUE.search(after):
            findings.refusal = _too_big(
                "one cell's value is repeated over a whole sheet"
            )
            return


def _look_at_sheets(
    container: zipfile.ZipFile, names: set[str], findings: Findings
) -> None:
    titles = _sheet_titles(container, names)
    findings.sheets = list(titles.values())
    is_usual = True
    for name in sorted(names):
        if not (name.startswith("xl/") and name.endswith(".xml")):
            continue
        content = _unpack(container, name)
        if "/worksheets/" not in name:
            is_usual &= _is_usual(name, content)
            continue
        title = titles.get(name, name)
        text = _Text(content)
        if _span(content, text) > MOST_CELLS:
            findings.refusal = _too_big(
                f"sheet {title!r} has a cell so far out that it would not fit in memory"
            )
            return
        errors = _error_cells(content) if text.has_errors else []
        if errors:
            findings.error_cells[title] = errors
        if not (text.is_odd or text.has_long_numbers):
            findings.cells[title] = text.closed_cells - len(errors)
    are_worksheets = all("/worksheets/" in path and path in names for path in titles)
    are_named_apart = 0 < len(titles) == len(set(findings.sheets))
    if not (is_usual and are_worksheets and are_named_apart):
        findings.cells = {}


def _is_usual(name: str, content: bytes) -> bool:
    """Say whether this part leaves all values to be read as they stand."""
    if name == "xl/styles.xml":
        return not _ELAPSED.search(content)
    if name == "xl/workbook.xml":
        return not _FROM_1904.search(content)
    return b"00:00:00<" not in content


class _Text:
    """What a sheet's XML has in it, looked for by Polars, outside Python's lock."""

    def __init__(self, content: bytes) -> None:
        sheet = pl.Series("sheet", [content], dtype=pl.Binary)
        self.frame = sheet.cast(pl.String, strict=False).to_frame()
        text = pl.col("sheet").str
        found = self.frame.select(
            text.contains(_ODD_WRITING).fill_null(value=True),
            text.contains(_FAR).alias("far"),
            text.contains(_LONG_NUMBER).alias("long"),
            text.contains('t="e"', literal=True).fill_null(value=True).alias("errors"),
            text.count_matches("</c>", literal=True).alias("closed"),
        )
        self.is_odd, self.is_far, self.has_long_numbers, self.has_errors, closed = (
            found.row(0)
        )
        self.closed_cells: int = closed or 0

    def is_further(self) -> bool:
        """Whether a cell lies beyond column ZZ or row 9,999."""
        return bool(self.frame.select(pl.col("sheet").str.contains(_FURTHER)).item())


def _span(content: bytes, text: _Text) -> int:
    """Return how many cells the sheet spans, counted finely only where it may matter.

    The stated dimension and the order of rows are not to be trusted; references are.
    """
    if not (text.is_odd or text.is_far):
        return 26 * 99_999
    if not (text.is_odd or text.is_further()):
        return 702 * 9_999
    columns, rows = set(_COLUMN.findall(content)), set(_ROW.findall(content))
    width = max(map(_column_number, columns), default=1)
    return width * max(map(int, rows), default=1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _error_cells(content: bytes) -> list[str]:
    tags = [m.group(0) for m in _ERROR_CELL.finditer(content)]
    found = [_ERROR_REFERENCE.search(tag) for tag in tags]
    return [m[1].decode() if m else "" for m in found]


def _sheet_titles(container: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Map each worksheet's path in the container to the name on its tab."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in names or relations not in names:
        return {}
    targets = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION_TAG.findall(_unpack(container, relations))
    }
    titles = {}
    for tag in _SHEET_TAG.findall(_unpack(container, book)):
        target = targets.get(_attribute(tag, b"r:id"), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        titles[path] = _attribute(tag, b"name")
    return titles


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + re.escape(name) + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""
