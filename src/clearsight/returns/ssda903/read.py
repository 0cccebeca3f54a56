"""Tell whether a file is an SSDA903, and read it if so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clearsight.files.manifest import ReadFile
from clearsight.returns.ssda903.read_csv import read_grids
from clearsight.returns.ssda903.read_xml import read_xml

if TYPE_CHECKING:
    from clearsight.files.open import Opened

KEY = "ssda903"

# Days that do not say when the council did something: births, and ends set beforehand.
NOT_EVENTS = frozenset({"DOB", "MC_DOB", "DUC", "DATE_PERM", "DOLO_END"})


def read(opened: Opened) -> ReadFile | None:
    """Read a CSV, a sheet or an XML file of the return; None where it is not one."""
    if opened.form == "xml":
        if "903" not in opened.root.upper():
            return None
        return read_xml(opened.source)
    if not opened.grids:
        return None
    return read_grids(opened)
