"""A second process, so that a review can use a second processor.

Python runs one thread at a time, and a review is thousands of small queries that Python
plans. What crosses to the other process stays in memory: nothing is put on disk.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
SINGLE = 1


def with_second(work: Callable[[Executor | None], T]) -> T:
    """Do the work with a second process to share it, or without where there is none.

    If the system ends the second process, for want of memory say, the work is done
    again without it.
    """
    from concurrent.futures.process import BrokenProcessPool

    with _started() as second:
        try:
            return work(second)
        except BrokenProcessPool:
            pass
    return work(None)


@contextmanager
def _started() -> Iterator[Executor | None]:
    """Give one process that does one thing after another; null where there is none."""
    if (os.cpu_count() or SINGLE) == SINGLE:
        yield None
        return
    from concurrent.futures.process import ProcessPoolExecutor
    from multiprocessing import get_context

    from clearsight.cli.main import SELDOM
    from clearsight.cli.passing import close, no_more, pass_frames, rooms

    way = _way()
    there, back = rooms() if way == "fork" else ([], [])
    try:
        second = ProcessPoolExecutor(
            1, get_context(way), initializer=_begin, initargs=(SELDOM, back, there)
        )
        second.submit(_ready)
    except (OSError, ImportError, NotImplementedError):
        # No semaphores, or no leave to start a process: the review works without.
        close((*there, *back))
        yield None
        return
    pass_frames(there, back)
    try:
        yield second
    finally:
        # Waited for: Python 3.11, ending, may write to a second process that is just
        # then going, and end with a traceback of its own.
        second.shutdown(cancel_futures=True)
        no_more()


def _way() -> str:
    """Fork where nothing has begun that a fork would lose; else begin afresh.

    Polars has threads of its own from the moment it is imported, and no fork keeps
    threads. Before that a fork is ready sooner, since it need not start Python again.
    """
    is_alone = threading.active_count() == 1 and "polars" not in sys.modules
    return "fork" if sys.platform == "linux" and is_alone else "spawn"


def _begin(seldom: tuple[int, int, int], ours: list[int], theirs: list[int]) -> None:
    """Make ready a process that ends with the one that asked for it."""
    from clearsight.cli.passing import pass_frames

    # Ctrl-C reaches both: the other says so, and stops this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*seldom)
    pass_frames(ours, theirs)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)


def _ready() -> None:
    """Import what reading needs, and what its last piece of work does.

    The rest comes while the other process goes on.
    """
    import xlsxwriter  # noqa: F401

    import clearsight.returns.folder  # noqa: F401
