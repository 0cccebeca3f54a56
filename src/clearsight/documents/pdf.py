"""PDF: lines back to paragraphs, without what is printed on every page."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from clearsight.documents.assemble import assemble
from clearsight.documents.comments import without_comments
from clearsight.documents.document import Document
from clearsight.documents.text import parts_of, rejoined
from clearsight.errors import InputError

MOST_PAGES = 400
_EDGE = 3
_ANY = 10_000  # A printed line may be of any length.
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE
)
# A parser of others' files may fail in any of these; the file is then damaged.
_TROUBLE = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError,
    RecursionError, NotImplementedError, ArithmeticError, LookupError, AssertionError,
    MemoryError,
)  # fmt: skip


def read_pdf(content: bytes, name: str) -> Document:
    """Return the document in a PDF that holds text.

    One locked with a password, damaged, or holding only pictures of text is an
    `InputError` that says what to do.
    """
    # What it makes of a crooked file is told once, by us, in the error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = PdfReader(io.BytesIO(content), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise _locked(name)
            count = len(reader.pages)
            if count > MOST_PAGES:
                raise _too_long(name)
            pages = [_lines(page) for page in reader.pages]
            title = str((reader.metadata and reader.metadata.title) or "")
        except _TROUBLE:
            raise InputError(
                "The PDF is damaged or locked and could not be read.",
                where=name,
                do="Open it in a reader and print it to PDF again.",
            ) from None
    if not any(line.strip() for page in pages for line in page):
        raise InputError(
            "The PDF holds pictures of pages and no text.",
            where=name,
            do="Have its text recognised (OCR), or give the document as DOCX or text.",
        )
    parts = parts_of(rejoined(_flowing(_without_edges(pages)), slack=0.22, widest=_ANY))
    return assemble(without_comments(parts), "pdf", title=_worth(title))


def _lines(page: PageObject) -> list[str]:
    """Return the lines of a page as they lie on it, gaps as blank lines."""
    try:
        text = page.extract_text(extraction_mode="layout")
    except _TROUBLE:
        text = ""
    if not text.strip():
        text = page.extract_text()
    return [re.sub(r"\s{3,}", " | ", line.strip()) for line in text.split("\n")]


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Drop lines at head or foot that come again on most pages, and page numbers."""
    edges = Counter(
        _same(line) for page in pages for line in set(map(_same, _edge_lines(page)))
    )
    often = {e for e, n in edges.items() if n >= 2 and n * 2 >= len(pages)}
    kept = []
    seen: set[str] = set()
    for page in pages:
        filled = [n for n, line in enumerate(page) if line]
        at_edge = set(filled[:_EDGE] + filled[-_EDGE:])
        printed = {
            n
            for n in at_edge
            if _PAGE_NUMBER.match(page[n])
            # A letterhead says whose letter it is, so its first is kept.
            or (
                _same(page[n]) in often
                and (n not in filled[:_EDGE] or _same(page[n]) in seen)
            )
        }
        seen |= {_same(page[n]) for n in filled[:_EDGE]}
        kept.append([line for n, line in enumerate(page) if n not in printed])
    return kept


def _edge_lines(page: list[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled[:_EDGE] + filled[-_EDGE:]


def _same(line: str) -> str:
    return re.sub(r"\d+", "#", line).strip().lower()


def _flowing(pages: list[list[str]]) -> list[str]:
    """Join the pages; a sentence that runs over the foot goes on without a gap."""
    lines: list[str] = []
    for page in pages:
        trimmed = "\n".join(page).strip("\n").split("\n")
        if (
            lines
            and lines[-1]
            and (lines[-1][-1] in '.!?:”"' or not trimmed[0][:1].islower())
        ):
            lines.append("")
        lines += trimmed
    return lines


def _worth(title: str) -> str:
    """Return a title that names the document and not the file it was made from."""
    is_file = re.search(
        r"\.(?:docx?|pdf|indd|pptx?|html?)$|^(?:Microsoft Word|untitled)",
        title,
        re.IGNORECASE,
    )
    return "" if is_file or not re.search(r"[A-Za-z]{3}", title) else title


def _locked(name: str) -> InputError:
    return InputError(
        "The PDF is locked with a password.",
        where=name,
        do="Open it with its password and print it to PDF again.",
    )


def _too_long(name: str) -> InputError:
    return InputError(
        f"The PDF has more than {MOST_PAGES} pages.",
        where=name,
        do="Give the pages that matter as a PDF of their own.",
    )
