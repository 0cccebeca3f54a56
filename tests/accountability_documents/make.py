"""Make the Word and PDF documents from the text in made-from, the same each time.

Run from anywhere, with python-docx and reportlab installed. In the text, `#` and
`##` begin headings, `|` a row of a table, `^` words for the top of every page.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

HERE = Path(__file__).resolve().parent
MADE = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def main() -> None:
    """Write the four documents beside this file."""
    for name in ("minutes-2", "letter-1"):
        (HERE / f"{name}.docx").write_bytes(_word(_lines(name)))
    for name in ("inspection-2", "notice-2"):
        _pdf(_lines(name), HERE / f"{name}.pdf")


def _lines(name: str) -> list[str]:
    text = (HERE / "made-from" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


def _word(lines: list[str]) -> bytes:
    document = Document()
    document.core_properties.created = MADE.replace(tzinfo=None)
    document.core_properties.modified = MADE.replace(tzinfo=None)
    table = None
    for line in lines:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            table = table or document.add_table(rows=0, cols=len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=line.count("#"))
        else:
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return _undated(made)


def _undated(made: io.BytesIO) -> bytes:
    """Give every part of the archive one date, so that its bytes never change."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf(lines: list[str], path: Path) -> None:
    styles = getSampleStyleSheet()
    top = "".join(line.lstrip("^ ") for line in lines if line.startswith("^"))
    story: list[Paragraph | Spacer] = []
    for line in lines:
        if line.startswith("^"):
            continue
        style = "BodyText"
        if line.startswith("#"):
            style = f"Heading{line.count('#')}"
        story += [Paragraph(escape(line.lstrip("# ")), styles[style]), Spacer(1, 4)]

    def page(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 800, top)
        canvas.drawRightString(520, 36, f"Page {canvas.getPageNumber()}")

    # Not compressed, so that a change can be read in a difference.
    document = SimpleDocTemplate(
        str(path), pagesize=A4, invariant=1, pageCompression=0, title=path.stem
    )
    document.build(story, onFirstPage=page, onLaterPages=page)


if __name__ == "__main__":
    main()
