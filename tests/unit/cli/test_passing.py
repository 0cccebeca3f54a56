"""Frames arrive in the other process as they left, and leave no open file behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from clearsight.cli import passing

MANY = 100_000
FRAMES = [
    pl.DataFrame(),
    pl.DataFrame(schema={"child": pl.String, "on": pl.Date}),
    pl.DataFrame({"child": ["é", None], "reasons": [["a", "b"], []]}),
    pl.DataFrame({"n": [1, None]}, schema={"n": pl.Int8}),
    pl.DataFrame({"n": range(MANY), "child": [f"C{n}" for n in range(MANY)]}),
]
# In a process of its own, since there is a fork only where Polars is not there yet.
THERE_AND_BACK = """
import os, sys
from clearsight.cli.second import with_second
from across import frame, same

def work(second):
    sent = frame()
    came = second.submit(same, sent).result()
    assert came.equals(sent)
    assert not second.submit(same, frame(big=False)).result().height

if __name__ == "__main__":
    with_second(work)
    held = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
            if os.path.lexists(f"/proc/self/fd/{n}")]
    assert not [name for name in held if "memfd:clearsight" in name], held
"""
ACROSS = """
import os

def frame(big=True):
    import polars as pl
    n = 100_000 if big else 0
    return pl.DataFrame({"n": range(n), "child": [f"C{i}" for i in range(n)]})

def same(came):
    from clearsight.cli import passing
    if came.height:
        # It came through one file, and goes back through another.
        assert len(passing._theirs) == passing.ROOMS - 1, len(passing._theirs)
        assert len(passing._ours) == passing.ROOMS
    return came
"""


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_arrives_as_it_left_in_bytes(frame):
    make, of = passing.packed(frame)
    assert make is passing.unpacked
    assert_frame_equal(make(*of), frame)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such files")
def test_a_large_frame_passes_in_memory_that_both_hold():
    there, back = passing.rooms()
    assert len(there) == len(back) == passing.ROOMS
    ends = [os.dup(room) for room in there]  # what a fork would hold
    passing.pass_frames(there, ends)
    try:
        frame = FRAMES[-1]
        make, (room,) = passing.packed(frame)
        assert make is passing.unpacked_from
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(room)  # its own end is closed
        found = passing.unpacked_from(ends[there.index(room)])
        assert_frame_equal(found, frame)
        assert passing.packed(FRAMES[2])[0] is passing.unpacked  # too small for it
        assert len(passing._ours) == len(passing._theirs) == passing.ROOMS - 1
    finally:
        passing.no_more()
        for room in back:
            os.close(room)
    assert not passing._ours
    assert not passing._theirs


def test_it_passes_in_bytes_where_the_system_has_no_such_files(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert passing.rooms() == ([], [])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such files")
def test_it_passes_in_bytes_where_the_system_gives_no_room():
    full = os.open("/dev/full", os.O_WRONLY)
    passing.pass_frames([full], [])
    make, of = passing.packed(FRAMES[-1])
    assert make is passing.unpacked
    assert_frame_equal(make(*of), FRAMES[-1])
    assert not passing._ours


def test_it_passes_in_bytes_once_the_files_are_used_up():
    assert not passing._ours
    assert passing.packed(FRAMES[-1])[0] is passing.unpacked


@pytest.mark.skipif(sys.platform != "linux", reason="there is a fork on Linux alone")
def test_a_large_frame_goes_to_a_fork_and_comes_back(tmp_path: Path):
    (tmp_path / "across.py").write_text(ACROSS)
    (tmp_path / "first.py").write_text(THERE_AND_BACK)
    ended = subprocess.run(  # noqa: S603
        [sys.executable, str(tmp_path / "first.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
