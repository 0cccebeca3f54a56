"""How frames pass from a process to its fork and back: large ones in memory both hold.

Files that have no name, and lie in memory alone, are opened before the fork. Who sends
a frame writes it into one of them and closes its own end; who gets it maps it and
closes the other. So nothing is left once both have let it go, or have been killed.
Small frames, and all frames where there is no fork, pass as bytes in Arrow's form.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

# Files for each way: a review sends half as many large frames.
ROOMS = 64
# Below so many bytes, a file costs more to set up than a pipe takes.
SMALL = 500_000
OPEN_FILES = "/proc/self/fd"

# Open files that this process may write into, and those the other may.
_ours: list[int] = []
_theirs: set[int] = set()


def rooms() -> tuple[list[int], list[int]]:
    """Open files in memory for each way, as their numbers; none where none can be."""
    there: list[int] = []
    back: list[int] = []
    if sys.platform == "linux" and Path(OPEN_FILES).is_dir():
        with suppress(OSError):
            for _ in range(ROOMS):
                there.append(os.memfd_create("clearsight"))
                back.append(os.memfd_create("clearsight"))
    return there, back


def pass_frames(ours: list[int], theirs: list[int]) -> None:
    """Let frames that are pickled pass through these from now on, one through each."""
    from multiprocessing.reduction import ForkingPickler

    import polars as pl

    _ours[:] = ours
    _theirs.update(theirs)
    ForkingPickler.register(pl.DataFrame, packed)


def no_more() -> None:
    """Close what was not used."""
    close((*_ours, *_theirs))
    _ours.clear()
    _theirs.clear()


def close(unused: Iterable[int]) -> None:
    """Close files that no frame went through."""
    for room in unused:
        os.close(room)


def packed(frame: pl.DataFrame) -> tuple[Callable[..., pl.DataFrame], tuple[Any]]:
    """Return how the other process makes the frame again, and of what."""
    # Of a frame of its own: while it writes into what is Python's, Polars locks the
    # frame and waits for Python, which may be waiting for that very frame.
    frame = frame.clone()
    if _ours and frame.estimated_size() > SMALL:
        room = _written(frame)
        if room is not None:
            return unpacked_from, (room,)
    into = BytesIO()
    frame.write_ipc_stream(into, compression="uncompressed")
    return unpacked, (into.getvalue(),)


def _written(frame: pl.DataFrame) -> int | None:
    """Write the frame into the next file; null where the system has no room for it."""
    import polars as pl

    room = _ours.pop()
    try:
        frame.write_ipc(f"{OPEN_FILES}/{room}", compression="uncompressed")
    except (OSError, pl.exceptions.PolarsError):
        return None
    finally:
        os.close(room)
    return room


def unpacked(content: bytes) -> pl.DataFrame:
    """Make the frame again."""
    import polars as pl

    return pl.read_ipc_stream(content)


def unpacked_from(room: int) -> pl.DataFrame:
    """Make the frame again of what lies in the file."""
    import polars as pl

    try:
        return pl.read_ipc(f"{OPEN_FILES}/{room}")
    finally:
        _theirs.discard(room)
        os.close(room)
