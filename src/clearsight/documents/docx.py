"""DOCX: paragraphs, headings, lists and tables in the order in which they stand."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from clearsight.documents.assemble import assemble, tidy
from clearsight.documents.comments import without_comments
from clearsight.documents.document import Document, Part
from clearsight.errors import InputError

MOST_UNPACKED = 60_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TROUBLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError,
    NotImplementedError, RuntimeError, etree.XMLSyntaxError,
)  # fmt: skip
# Text that was struck out in tracked changes, and copies for older programs.
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText")


def read_docx(content: bytes, name: str) -> Document:
    """Return the document in a DOCX, insertions taken as made, deletions as gone.

    A damaged or suspiciously packed file is an `InputError`. Nothing outside the file
    is ever looked up.
    """
    body = _member(content, name, "word/document.xml")
    core = _member(content, name, "docProps/core.xml", needed=False)
    root = _parsed(body, name)
    title = ""
    if core:
        found = _parsed(core, name).find(f"{_DC}title")
        title = (found.text or "") if found is not None else ""
    block = root.find(f"{_W}body")
    parts = list(_blocks(block)) if block is not None else []
    return assemble(without_comments(parts), "docx", title=title)


def _member(content: bytes, name: str, member: str, *, needed: bool = True) -> bytes:
    """Return one file of the package; stop where it would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not needed and member not in archive.namelist():
                return b""
            with archive.open(member) as opened:
                data = opened.read(MOST_UNPACKED + 1)
    except _TROUBLE:
        raise InputError(
            "The DOCX is damaged or locked and could not be opened.",
            where=name,
            do="Open it in a word processor, save it without a password, try again.",
        ) from None
    if len(data) > MOST_UNPACKED:
        raise InputError(
            f"The DOCX would unpack to more than {MOST_UNPACKED // 1_000_000} MB.",
            where=name,
            do="Check where it came from. If it is right, save its text alone.",
        )
    return data


def _parsed(xml: bytes, name: str) -> etree._Element:
    """Parse without entities, without anything fetched, without any document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InputError(
            "The text inside the DOCX is damaged.",
            where=name,
            do="Open it in a word processor and save it again.",
        ) from None
    if root.getroottree().docinfo.doctype:
        raise InputError(
            "The DOCX holds a document type, which no word processor writes.",
            where=name,
            do="Do not trust it; ask for the document again.",
        )
    return root


def _blocks(block: etree._Element) -> Iterator[tuple[str, Part]]:
    """Give the paragraphs in order; of a table, one for each row."""
    for element in block:
        if element.tag == f"{_W}p":
            yield from ((line, _part(element)) for line in _text(element).split("\n"))
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = [tidy(_cell(cell)) for cell in row.findall(f"{_W}tc")]
                yield " | ".join(cells).rstrip(" |"), "table"
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _blocks(element)


def _cell(cell: etree._Element) -> str:
    return " ".join(_text(p) for p in cell.iter(f"{_W}p"))


def _part(paragraph: etree._Element) -> Part:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if named.startswith(("heading", "title", "subtitle")):
        return "heading"
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return "list" if numbered or named.startswith("list") else "body"


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _LEFT_OUT:
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            pieces.append("-" if element.tag.endswith("Hyphen") else " ")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
    return "".join(pieces)
