"""Reading a zip without trusting it."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.source import Source

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 5_000
MOST_UNPACKED = 2_000_000_000
MOST_PACKING = 200
PACKING_MATTERS_FROM = 20_000_000
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    UnicodeError,
    struct.error,
)


def is_archive(content: bytes, name: str = "") -> bool:
    """Say whether the bytes are a zip of files, and not a workbook, also a zip.

    One too damaged to tell counts as an archive if its name ends in .zip.
    """
    if not content.startswith(MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = set(archive.namelist())
    except _TROUBLE:
        return name.lower().endswith(".zip")
    return not inside & {"[Content_Types].xml", "mimetype"}


def members(
    content: bytes, name: str, *, is_previous: bool = False
) -> Iterator[Source | ReadFile]:
    """Give each file of the zip, by name in order; what is refused is left aside."""

    def left(where: str, problem: Problem) -> ReadFile:
        return ReadFile(
            name=where,
            why=problem.what,
            problems=[problem],
            is_previous=is_previous,
            aside=True,
        )

    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [e for e in archive.infolist() if not e.is_dir()]
    except _TROUBLE:
        yield left(name, _damaged())
        return
    with archive:
        entries = [e for e in entries if not _is_litter(e.filename)]
        if refusal := _refusal(entries):
            yield left(name, refusal)
            return
        seen: set[str] = set()
        for entry in sorted(entries, key=lambda e: e.filename):
            plain = entry.filename.replace("\\", "/")
            where = f"{name}/{_safe(plain)}"
            problem = _member_problem(entry, plain, seen)
            seen.add(plain)
            data = b""
            if problem is None:
                data, problem = _unpack(archive, entry)
            if problem is None and is_archive(data, plain):
                problem = _nested()
            yield left(where, problem) if problem else Source(where, data, is_previous)


def _is_litter(filename: str) -> bool:
    parts = PurePosixPath(filename.replace("\\", "/")).parts
    return any(
        (p.startswith((".", "~$")) and p not in (".", "..")) or p == "__MACOSX"
        for p in parts
    )


def _safe(filename: str) -> str:
    """Return the name as it is shown: no way up, no root, nothing that cannot print."""
    parts = [p for p in filename.split("/") if p not in ("", ".", "..")]
    shown = "/".join(parts) or "(no name)"
    return "".join(c if c.isprintable() else "?" for c in shown)


def _refusal(entries: list[zipfile.ZipInfo]) -> Problem | None:
    if len(entries) > MOST_MEMBERS:
        return _bomb(f"holds {len(entries):,} files")
    unpacked = sum(e.file_size for e in entries)
    packed = sum(e.compress_size for e in entries)
    if unpacked > MOST_UNPACKED:
        return _bomb(f"would unpack to more than {MOST_UNPACKED // 10**9} GB")
    if unpacked > PACKING_MATTERS_FROM and unpacked > MOST_PACKING * max(packed, 1):
        return _bomb(f"would unpack to more than {MOST_PACKING} times its size")
    return None


def _member_problem(
    entry: zipfile.ZipInfo, plain: str, seen: set[str]
) -> Problem | None:
    mode = entry.external_attr >> 16
    drive = plain[1:2] == ":"
    if plain.startswith("/") or drive or ".." in plain.split("/"):
        return Problem(
            what="Its name in the zip points outside the zip.",
            do="Make the zip again from the folder of extracts.",
        )
    if stat.S_ISLNK(mode):
        return Problem(
            what="It is a link to another file, not a file.",
            do="Put the file itself into the zip.",
        )
    if entry.flag_bits & _ENCRYPTED:
        return Problem(
            what="It is locked with a password.",
            do="Unpack the zip with its password and give the folder.",
        )
    if plain in seen:
        return Problem(
            what="The zip holds a file of this name already; the first was read.",
            do="Make the zip again with each file once.",
        )
    return None


def _unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo
) -> tuple[bytes, Problem | None]:
    """Read one member, and stop where there is more of it than it says."""
    got = io.BytesIO()
    try:
        with archive.open(entry) as member:
            while piece := member.read(_CHUNK):
                got.write(piece)
                if got.tell() > entry.file_size:
                    return b"", _bomb("holds more than it says")
    except _TROUBLE:
        return b"", _damaged()
    return got.getvalue(), None


def _damaged() -> Problem:
    return Problem(
        what="It is damaged and could not be unpacked.",
        do="Make the zip again, or give the folder.",
    )


def _nested() -> Problem:
    return Problem(
        what="It is a zip inside a zip, which is not opened.",
        do="Unpack it and give its folder as well.",
    )


def _bomb(how: str) -> Problem:
    return Problem(
        what=f"The zip {how}, and was not opened.",
        do="Check where it came from. If it is right, unpack it and give the folder.",
    )
