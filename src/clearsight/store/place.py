"""The folder of a store: what lies where, who may see it, and one writer at a time.

ledger.jsonl        what was loaded and removed, one line each, only ever added to
disclosures.jsonl   who was given what is held on a child, likewise
extracts/<hash>/    manifest.json and one Parquet file for each table
unfinished/         what a load is writing; nothing in it is ever read
.lock               held while something is written
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from clearsight.errors import InputError, SettingsError

FOLDER_MODE, FILE_MODE = 0o700, 0o600
PATIENCE = 600.0  # seconds that one load waits for another
OURS = frozenset(
    {"ledger.jsonl", "disclosures.jsonl", "extracts", "unfinished", ".lock"}
    # The record of answers may lie in the same folder.
    | {"log.jsonl", "log.lock", "originals"}
)
MEANT = "meant.json"


@dataclass(frozen=True)
class Place:
    """The folder of one store."""

    root: Path

    @property
    def ledger(self) -> Path:
        """Return the file of what was loaded and removed."""
        return self.root / "ledger.jsonl"

    @property
    def disclosures(self) -> Path:
        """Return the file of who was given what is held on a child."""
        return self.root / "disclosures.jsonl"

    @property
    def unfinished(self) -> Path:
        """Return the folder of what is being written."""
        return self.root / "unfinished"

    @property
    def extracts(self) -> Path:
        """Return the folder of all that is kept."""
        return self.root / "extracts"

    def extract(self, sha256: str) -> Path:
        """Return the folder of one extract."""
        return self.extracts / sha256

    def must_be_there(self) -> None:
        """Raise `InputError` where nothing was ever loaded."""
        if not self.ledger.is_file():
            raise InputError(
                "There is no store here: nothing was loaded.",
                where=str(self.root),
                do="Check --store, or fill it with `clearsight load PATH --store DIR`.",
            )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, making the folder if need be.

        Whatever goes wrong on the disk (full, read-only, gone) is a `SettingsError`.
        """
        with told_plainly(self.root):
            self._make()
            lock = FileLock(self.root / ".lock", timeout=PATIENCE, mode=FILE_MODE)
            try:
                lock.acquire()
            except Timeout:
                raise SettingsError(
                    "Something else has been writing to the store for ten minutes.",
                    where=str(self.root),
                    do="Wait until it has ended, then run this again.",
                ) from None
            try:
                yield
            finally:
                lock.release()

    def _make(self) -> None:
        if not self.root.exists():
            self.root.mkdir(parents=True, mode=FOLDER_MODE)
        strange = {p.name for p in self.root.iterdir()} - OURS
        if strange and not self.ledger.exists():
            raise SettingsError(
                "The folder holds other things and is no store.",
                where=str(self.root),
                do="Name a new or an empty folder with --store.",
            )
        for folder in (self.root, self.extracts, self.unfinished):
            folder.mkdir(exist_ok=True, mode=FOLDER_MODE)
            # Others may be let in by the mask of the account, or by an earlier hand.
            folder.chmod(FOLDER_MODE)

    @contextmanager
    def half_done(self) -> Iterator[Path]:
        """Give a folder for what is not finished yet; it is gone afterwards."""
        folder = self.unfinished / uuid.uuid4().hex
        folder.mkdir(mode=FOLDER_MODE)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, named: frozenset[str], removed: frozenset[str]) -> None:
        """Take away what a writer that was killed has left behind.

        `named` are the hashes that the ledger names now, `removed` those that it says
        were removed. An extract that no killed load meant is never touched, so that a
        ledger put back from a copy cannot cost what was loaded since.
        """
        for folder in self.unfinished.iterdir():
            for sha256 in _meant(folder / MEANT) - named:
                _gone(self.extract(sha256))
            _gone(folder)
        for sha256 in removed - named:
            _gone(self.extract(sha256))


def _gone(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _meant(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return set()  # killed before it was whole, so before anything was put in place


def write_whole(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, down to the disk itself."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def settle_folder(folder: Path) -> None:
    """Have the names in a folder on the disk itself, where the system can."""
    if os.name == "nt":
        return  # Windows has no such call for a folder, and needs none
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def told_plainly(where: Path) -> Iterator[None]:
    """Turn a failure of the disk into what happened, where, and what to do."""
    try:
        yield
    except OSError as problem:
        raise SettingsError(
            f"The store could not be written: "
            f"{problem.strerror or type(problem).__name__}. It is as it was.",
            where=str(where),
            do="Make room or choose a folder that you may write to, then run it again.",
        ) from None
