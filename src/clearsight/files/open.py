"""Opening one file by its content: text, workbook or XML, whatever its name says."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Literal

from clearsight.files.grid import Grid
from clearsight.files.manifest import Problem
from clearsight.files.source import Source
from clearsight.files.text import read_text
from clearsight.files.workbook import read_sheets
from clearsight.files.xml import peek_root

Form = Literal["text", "workbook", "xml", "unusable"]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_BLANK = b" \t\r\n"


@dataclass
class Opened:
    """A file opened, before any return has claimed it.

    `grids` holds one part for text and one for each sheet of a workbook. For XML there
    are none: `root` is the local name of its root element ("" where it breaks before
    that), and the return streams `source.content` itself. `unusable` comes with at
    least one problem that says why.
    """

    source: Source
    form: Form
    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    root: str = ""


def open_source(source: Source, known_headings: frozenset[str]) -> Opened:
    """Open a file; `known_headings` are the normalised headings of all returns."""
    content = source.content
    if content.startswith(_WORKBOOKS):
        return _open_workbook(source, known_headings)
    if looks_like_xml(content):
        return Opened(source, "xml", root=peek_root(content))
    grid, problems = read_text(content, known_headings)
    if grid is None:
        return Opened(source, "unusable", problems=problems)
    return Opened(source, "text", [grid], problems)


def _open_workbook(source: Source, known_headings: frozenset[str]) -> Opened:
    grids, problems = read_sheets(source, known_headings)
    if grids:
        return Opened(source, "workbook", grids, problems)
    if not problems:
        problems = [
            Problem(
                what="The workbook holds no sheet that can be read.",
                do="Save it again as .xlsx, or export CSV.",
            )
        ]
    return Opened(source, "unusable", problems=problems)


def looks_like_xml(content: bytes) -> bool:
    """Say whether the first character that is not blank is that of XML."""
    head = content[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode("utf-8")
    return head.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK).startswith(b"<")
