"""Keep the lines of an append-only log, and originals by their SHA-256, in a folder.

    log.jsonl      one entry a line; only ever longer
    originals/     each file named by the SHA-256 of its bytes
    log.lock       held while somebody adds

An addition writes the whole log anew beside itself and puts it in place at one stroke,
so that a reader, or a machine that stops in the middle, finds all of it or none. A log
is some thousands of lines: writing them again costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from clearsight.errors import InputError
from clearsight.store.place import (
    FILE_MODE,
    FOLDER_MODE,
    settle_folder,
    told_plainly,
    write_whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG, LOCK, ORIGINALS = "log.jsonl", "log.lock", "originals"
PATIENCE = 60  # seconds


class FolderKeeper:
    """A log and its originals in one folder, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        """Look at a folder, which need not be there yet."""
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Say whether a log was begun here."""
        return (self.folder / LOG).exists()

    def lines(self) -> list[bytes]:
        """Return every line, oldest first; none where there is no log.

        A last line without its end is among them: we never write one, so that somebody
        else did is for whoever reads the lines to find.
        """
        path = self.folder / LOG
        lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
        return lines if lines[-1] else lines[:-1]

    def add(self, make: Callable[[Sequence[bytes]], Sequence[bytes]]) -> list[bytes]:
        """Add the lines that `make` returns for those now held, all or none."""
        with self._writing():
            held = self.lines()
            new = list(make(held))
            if new:
                content = b"".join(line + b"\n" for line in (*held, *new))
                _replace(self.folder / LOG, content)
            return new

    def keep(self, content: bytes) -> str:
        """Keep an original and return its SHA-256; the same bytes are kept once."""
        digest = sha256(content).hexdigest()
        with self._writing():
            folder = self.folder / ORIGINALS
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            if (folder / digest).exists():
                return digest
            _replace(folder / digest, content)
        return digest

    def original(self, digest: str) -> bytes:
        """Return the original with this SHA-256; altered or absent is an error."""
        path = self.folder / ORIGINALS / digest
        content = path.read_bytes() if path.exists() else b""
        if sha256(content).hexdigest() != digest:
            raise InputError(
                "An original is not there, or is not as it was kept.",
                where=str(path),
                do="Bring it back from a copy of the store.",
            )
        return content

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock, and say plainly why the folder cannot be written to."""
        with told_plainly(self.folder):
            self.folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK, timeout=PATIENCE, mode=FILE_MODE)
            try:
                lock.acquire()
            except Timeout:
                raise InputError(
                    "Somebody else is writing to the record.",
                    where=str(self.folder),
                    do="Try again when they are done.",
                ) from None
            try:
                yield
            finally:
                lock.release()


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place whole, on the disk, or leave what was there."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # of a writer that was killed
    try:
        write_whole(part, content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    settle_folder(path.parent)
