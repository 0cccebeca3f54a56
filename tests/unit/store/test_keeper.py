"""The folder that keeps a log: whole additions, one writer, one reader."""

from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from clearsight.errors import ClearsightError, InputError
from clearsight.store import place
from clearsight.store.keeper import FolderKeeper

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")


def test_lines_come_back_in_order(tmp_path: Path) -> None:
    kept = FolderKeeper(tmp_path / "new" / "store")
    assert kept.lines() == []
    kept.add(lambda held: [b"one", b"two"])
    kept.add(lambda held: [b"three after %d" % len(held)])
    assert kept.lines() == [b"one", b"two", b"three after 2"]


def test_a_last_line_without_its_end_is_not_passed_over(tmp_path: Path) -> None:
    kept = FolderKeeper(tmp_path / "store")
    kept.add(lambda held: [b"one", b"two"])
    log = tmp_path / "store" / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-2])
    assert kept.lines() == [b"one", b"tw"]


@POSIX
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    kept = FolderKeeper(tmp_path / "store")
    kept.add(lambda held: [b"one"])
    kept.keep(b"an original")
    for path in (tmp_path / "store").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path.name
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = FolderKeeper(tmp_path / "store")
    kept.add(lambda held: [b"one"])

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place.os, "fsync", full)
    with pytest.raises(ClearsightError, match="as it was"):
        kept.add(lambda held: [b"two"])
    monkeypatch.undo()
    assert kept.lines() == [b"one"]


def test_an_original_is_kept_once_and_checked(tmp_path: Path) -> None:
    kept = FolderKeeper(tmp_path / "store")
    digest = kept.keep(b"words")
    assert kept.keep(b"words") == digest
    assert kept.original(digest) == b"words"
    (tmp_path / "store" / "originals" / digest).write_bytes(b"other words")
    with pytest.raises(InputError, match="not as it was kept"):
        kept.original(digest)


def _add_some(folder: Path, name: str) -> None:
    kept = FolderKeeper(folder)
    for _ in range(20):
        kept.add(lambda held: [f"{name} after {len(held)}".encode()])


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    each = [
        context.Process(target=_add_some, args=(tmp_path / "store", name))
        for name in ("first", "second")
    ]
    for process in each:
        process.start()
    for process in each:
        process.join(60)
    lines = FolderKeeper(tmp_path / "store").lines()
    assert len(lines) == 40
    assert all(line.endswith(f"after {n}".encode()) for n, line in enumerate(lines))
