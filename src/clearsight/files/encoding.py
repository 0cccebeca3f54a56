"""Bytes to text: which alphabet a file is written in, and whether it is text at all."""

from __future__ import annotations

import codecs

from clearsight.files.manifest import Problem

_LOOKED_AT = 65_536

# How files of other kinds begin, longest first where one begins another.
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip or a workbook"),
    (b"PK\x05\x06", "an empty zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older or a protected Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(n for n in range(32) if n not in (9, 10, 11, 12, 13, 26))


def kind_of(content: bytes) -> str:
    """Say what other kind of file this is, going by how it begins; "" where text."""
    for mark, kind in _KINDS:
        # A text may happen to begin with these two letters; a program holds NULs.
        if content.startswith(mark) and (mark != b"MZ" or b"\0" in content[:256]):
            return kind
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return ""
    head = content[:_LOOKED_AT]
    unprintable = len(head) - len(head.translate(None, _CONTROL))
    return "not text" if unprintable * 100 > len(head) else ""


def as_utf8(content: bytes) -> tuple[bytes, list[Problem]]:
    """Return the text as UTF-8 with no byte order mark, whatever it came in.

    UTF-8, UTF-16 and UTF-32 with a mark; UTF-8 without; otherwise Windows-1252.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            text = content.decode(name, errors="replace")
            return _without_nul(text.encode("utf-8"), _replaced(text))
    content = content.removeprefix(codecs.BOM_UTF8)
    if content.isascii() or _is_utf8(content):
        return _without_nul(content, [])
    text = content.decode("cp1252", errors="replace")
    return _without_nul(text.encode("utf-8"), _replaced(text))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _replaced(text: str) -> list[Problem]:
    count = text.count("\ufffd")
    if not count:
        return []
    return [
        Problem(
            what=f"{count:,} characters could not be read in any usual encoding.",
            do="Export the file again as CSV UTF-8. The rows were kept.",
        )
    ]


def _without_nul(
    content: bytes, problems: list[Problem]
) -> tuple[bytes, list[Problem]]:
    count = content.count(0)
    if not count:
        return content, problems
    found = Problem(
        what=f"{count:,} empty characters (NUL) stood in the text and were taken out.",
        do="Check that the export was not broken off, and export again if it was.",
    )
    return content.replace(b"\0", b""), [*problems, found]
