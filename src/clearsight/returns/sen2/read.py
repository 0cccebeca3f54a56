"""Tell whether a file is of SEN2, and read it if so: CSV export or XML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clearsight.files.manifest import ReadFile
from clearsight.returns import xml_parts
from clearsight.returns.sen2.read_xml import is_sen2, read_xml
from clearsight.returns.sen2.shape import TABLES
from clearsight.returns.tables import Kind, code_sets

if TYPE_CHECKING:
    from clearsight.files.open import Opened

KEY = "sen2"

# Days that do not say when the council did something.
NOT_EVENTS = frozenset({"ReferenceDate", "PersonBirthDate", "EntryDate", "LeavingDate"})


def read(opened: Opened) -> ReadFile | None:
    """Read a CSV, a workbook or an XML file; None where it is something else."""
    codes = code_sets("clearsight.returns.sen2")
    if opened.form == "xml":
        if not is_sen2(opened.source.content):
            return None
        return read_xml(opened, codes)
    file = Kind(KEY, TABLES, codes).read(opened)
    return file and _with_header(file)


def _with_header(file: ReadFile) -> ReadFile:
    """Take from the return's own row whose it is, and for which day."""
    for part in file.parts:
        if part.table == "Sen2" and part.frame.height:
            header = part.frame.row(0, named=True)
            return replace(
                file,
                council=xml_parts.council(header["LEA"]),
                reference_date=header["ReferenceDate"],
            )
    return file
