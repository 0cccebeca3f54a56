"""A file as it was handed over: its name, its bytes, its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Source:
    """One file, out of a folder, a zip or by itself.

    `name` is its path below what was given, with `/` on every system; `content` its
    bytes.
    """

    name: str
    content: bytes
    is_previous: bool = False

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file_id(self) -> str:
        """Return the value that goes into the `file` column."""
        return self.sha256[:16]

    @property
    def folder(self) -> str:
        """Return the folder (or zip) that the file lies in."""
        return str(PurePosixPath(self.name).parent)
