"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
WIDEST = 44


@contextmanager
def progress() -> Iterator[Progress | None]:
    """Give a function to call with a step's name, what is done and what there is.

    Gives None where nobody is watching, so that callers do no work for it.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def tell(step: str, done: int, total: int) -> None:
            name = step if len(step) <= WIDEST else "…" + step[1 - WIDEST :]
            bar.update(task, description=escape(name), completed=done, total=total)

        yield tell
