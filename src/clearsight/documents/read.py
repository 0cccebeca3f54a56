"""Any document in: its form is recognised by what it holds, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module

from clearsight.documents.document import Document
from clearsight.errors import InputError
from clearsight.files.encoding import as_utf8, kind_of

LARGEST = 50_000_000
_LOOKED_AT = 2_048
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|"
    rb"main|article|section|div|h1|p|meta|title)\b"
    rb"|<html[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_SAVE_AS = "Open it in the program that made it and save it as PDF, DOCX or plain text."


def read_document(content: bytes, name: str) -> Document:
    """Return the document that the bytes hold: plain text, HTML, PDF or DOCX.

    `name` only says which file it was where something is wrong. Anything that holds no
    text we can read is an `InputError`. The same bytes always give the same document.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise InputError("The file is empty.", where=name, do="Choose another file.")
    if len(content) > LARGEST:
        raise InputError(
            f"The file is larger than {LARGEST // 1_000_000} MB.",
            where=name,
            do="Give the text of it alone, without pictures.",
        )
    document = _reader(content, name)(content, name)
    if not document.paragraphs:
        raise InputError(
            "The file holds no text that can be read.",
            where=name,
            do="If it is a scan, have its text recognised (OCR) and give that.",
        )
    return document


def _reader(content: bytes, name: str) -> Callable[[bytes, str], Document]:
    """Return what reads this form; each needs a library that is slow to import."""
    if b"%PDF-" in content[:1024]:
        return _from("pdf", "read_pdf")
    kind = kind_of(content)
    if content.startswith(b"PK"):
        if _is_docx(content):
            return _from("docx", "read_docx")
        raise InputError("This is a zip or a workbook.", where=name, do=_SAVE_AS)
    if kind:
        raise InputError(f"This is {kind}, no document.", where=name, do=_SAVE_AS)
    if content.lstrip().startswith(b"{\\rtf"):
        raise InputError("This is a rich text file.", where=name, do=_SAVE_AS)
    utf8, _ = as_utf8(content)
    if _HTML.search(utf8[:_LOOKED_AT]):
        return _from("html", "read_html")
    return _from("text", "read_text")


def _from(module: str, function: str) -> Callable[[bytes, str], Document]:
    reader: Callable[[bytes, str], Document] = getattr(
        import_module(f"clearsight.documents.{module}"), function
    )
    return reader


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
