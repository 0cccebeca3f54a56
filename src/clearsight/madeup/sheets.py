"""Write sheets of plain cells as .xlsx, quickly, and the same bytes every time.

A writer for every feature of Excel takes most of a minute for two years of large
workbooks. These sheets hold text, whole numbers and days, and nothing else, so each
kind of cell is spelt out once and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Value = str | int | date | None

# Excel counts days from here.
DAY_ZERO = date(1899, 12, 30).toordinal()
LEVEL = 1
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
LETTERS = [chr(65 + n) for n in range(26)] + [f"A{chr(65 + n)}" for n in range(26)]

STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/>\
<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill \
patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" \
xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" \
applyNumberFormat="1"/></cellXfs></styleSheet>"""

CORE = f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{title}}</dc:title>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{made}}T00:00:00Z</dcterms:created>\
</cp:coreProperties>"""


class _Cells(dict[Value, str]):
    """What stands in a cell after its place, by value; texts are numbered as met."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, value: Value) -> str:
        if isinstance(value, date):
            spelt = f' s="1"><v>{value.toordinal() - DAY_ZERO}</v></c>'
        elif isinstance(value, int):
            spelt = f"><v>{value}</v></c>"
        else:
            spelt = f' t="s"><v>{len(self.texts)}</v></c>'
            self.texts.append(str(value))
        self[value] = spelt
        return spelt


def write(
    path: Path,
    title: str,
    made: date,
    sheets: Sequence[tuple[str, Iterable[Sequence[Value]]]],
) -> None:
    """Write a workbook of sheets, each with its name and its rows from the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = _Cells()
    with ZipFile(path, "w") as book:
        for number, (_, rows) in enumerate(sheets, 1):
            _put(book, f"xl/worksheets/sheet{number}.xml", _sheet(rows, cells))
        _put(book, "xl/sharedStrings.xml", _texts(cells.texts))
        for name, text in _frame([name for name, _ in sheets], title, made):
            _put(book, name, text)


def _put(book: ZipFile, name: str, text: str) -> None:
    about = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    about.create_system, about.external_attr = 3, 0o600 << 16
    content = (DECLARED + text).encode("utf-8")
    book.writestr(about, content, ZIP_DEFLATED, LEVEL)


def _sheet(rows: Iterable[Sequence[Value]], cells: _Cells) -> str:
    out = [f'<worksheet xmlns="{MAIN}"><sheetData>']
    for at, row in zip(count(1), rows, strict=False):
        out.append(f'<row r="{at}">')
        out += [
            f'<c r="{letter}{at}"{cells[value]}'
            for letter, value in zip(LETTERS, row, strict=False)
            if value is not None and value != ""
        ]
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


def _texts(texts: list[str]) -> str:
    each = "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in texts)
    size = len(texts)
    return f'<sst xmlns="{MAIN}" count="{size}" uniqueCount="{size}">{each}</sst>'


def _frame(names: list[str], title: str, made: date) -> Iterable[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    yield "xl/styles.xml", STYLES
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">'
    yield "xl/workbook.xml", f"{book}<sheets>{listed}</sheets></workbook>"
    parts = [(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    parts.append((len(names) + 1, "styles", "styles.xml"))
    parts.append((len(names) + 2, "sharedStrings", "sharedStrings.xml"))
    yield "xl/_rels/workbook.xml.rels", _relations(OFFICE, parts)
    yield (
        "_rels/.rels",
        _relations(OFFICE, [(1, "officeDocument", "xl/workbook.xml")]).replace(
            "</Relationships>",
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/></Relationships>',
        ),
    )
    yield "docProps/core.xml", CORE.format(title=escape(title), made=made.isoformat())
    yield "[Content_Types].xml", _types(numbers)


def _relations(base: str, parts: list[tuple[int, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{base}/relationships/{kind}" '
        f'Target="{target}"/>'
        for n, kind, target in parts
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def _types(numbers: Iterable[int]) -> str:
    parts = [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    parts.append(("/xl/workbook.xml", "sheet.main"))
    parts.append(("/xl/styles.xml", "styles"))
    parts.append(("/xl/sharedStrings.xml", "sharedStrings"))
    each = "".join(
        f'<Override PartName="{name}" ContentType="{KIND}{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{each}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )
