"""Lines that are only ever added: each is one thing done, whole, or not done at all.

A line holds the hash of the line before it, so that a ledger changed by another hand
is noticed. A last line without its end was never acknowledged, and counts for nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clearsight.errors import InputError
from clearsight.store.place import FILE_MODE, settle_folder

FOLLOWS = "follows"
END = b"\n"


def lines(path: Path) -> list[dict[str, Any]]:
    """Return every whole line. Raises `InputError` where one was changed."""
    found: list[dict[str, Any]] = []
    before = ""
    for number, raw in enumerate(_whole(path), 1):
        line = _parsed(raw)
        if line is None or line.pop(FOLLOWS, None) != before:
            raise InputError(
                f"Line {number} is not what was written there.",
                where=str(path),
                do="Put the file back from a copy; nothing of the store is read "
                "until then.",
            )
        before = _hash(raw)
        found.append(line)
    return found


def add(path: Path, line: Mapping[str, Any]) -> None:
    """Add one line, and come back when it is on the disk.

    The caller is the only writer. Raises `OSError`, and the file is then as it was.
    """
    before = _whole(path)
    length = sum(len(raw) + len(END) for raw in before)
    written = {**line, FOLLOWS: _hash(before[-1]) if before else ""}
    raw = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode() + END
    is_new = not path.exists()
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, FILE_MODE), "r+b", buffering=0) as handle:
        # What a killed writer left without an end was never a line.
        handle.truncate(length)
        handle.seek(length)
        try:
            left = memoryview(raw)
            while left:
                left = left[handle.write(left) or 0 :]
            os.fsync(handle.fileno())
        except OSError:
            handle.truncate(length)
            raise
    if is_new:
        settle_folder(path.parent)


def _whole(path: Path) -> list[bytes]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    return content.split(END)[:-1]


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
