"""A folder to write into: each file whole or not at all, for its owner's eyes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from errno import EACCES, ENOTDIR
from pathlib import Path

from clearsight.errors import SettingsError

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def may_be_written(out: Path) -> None:
    """Refuse with `SettingsError` a folder that could not be written to; make none."""
    way = (out, *out.absolute().parents)
    try:
        nearest = next(path for path in way if path.exists())
    except OSError as problem:
        raise _unwritable(out, problem) from None
    if not nearest.is_dir():
        raise _unwritable(out, NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR)))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _unwritable(out, PermissionError(EACCES, os.strerror(EACCES)))


def folder(out: Path) -> None:
    """Make the folder, for its owner alone; `SettingsError` where it cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    except OSError as problem:
        raise _unwritable(out, problem) from None


def whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file and then put it in its place, so that none is ever half."""
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=".part-", suffix=path.suffix
        )
        os.close(handle)
    except OSError as problem:
        raise _unwritable(path, problem) from None
    part = Path(name)
    try:
        write(part)
        part.chmod(FILE_MODE)
        part.replace(path)
    except OSError as problem:
        raise _unwritable(path, problem) from None
    finally:
        part.unlink(missing_ok=True)


def taken_away(path: Path) -> None:
    """Remove a file, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritable(path, problem) from None


def _unwritable(path: Path, problem: OSError) -> SettingsError:
    return SettingsError(
        f"It could not be written: {problem.strerror or type(problem).__name__}.",
        where=str(path),
        do="Choose a folder that you may write to with --out, or close the file if "
        "it is open.",
    )
