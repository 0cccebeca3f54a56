"""All that was handed over, read: the list from which the manifest is made."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from clearsight.files.archive import Found, find, load
from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.open import Opened, open_source
from clearsight.files.source import Source
from clearsight.returns import RETURNS, by_key, known_headings
from clearsight.returns.councils import settle_councils
from clearsight.returns.event_days import disbelieved, plausible
from clearsight.returns.exports import settle_exports
from clearsight.returns.extracts import (
    by_call,
    calls,
    must_be_used,
    settle_extract_dates,
)
from clearsight.returns.held import Held
from clearsight.returns.leading_noughts import restore
from clearsight.returns.strangers import find_strangers
from clearsight.returns.twice import drop_copies, drop_repeats, tell_apart
from clearsight.returns.unknown import explain
from clearsight.returns.years import settle_years

Progress = Callable[[str, int, int], None]
Reader = Callable[[Found], list[Held]]
AT_ONCE = 2
QUICK_TURNS = 0.0005  # seconds
# Two files are alike where one takes less than so many times as long as the other.
MOST_UNLIKE = 4
# What is compressed takes so many times as long as plain text of its size.
PACKED, PACKED_AS = 8, frozenset({".xlsx", ".xlsm", ".zip"})


def read_paths(
    paths: Sequence[Path],
    *,
    previous: Sequence[Path] = (),
    council: str = "",
    year: int | None = None,
    extract_dates: Mapping[str, date] | None = None,
    progress: Progress | None = None,
    second: Executor | None = None,
) -> list[ReadFile]:
    """Read every file below the paths, and settle year, council and repeats.

    `year` is the collection year by the year in which it ends. Nothing raises for bad
    input: a file that cannot be used comes back left aside, with the reason. `progress`
    is called with a file's name, how many are done, and how many there are. `second` is
    a worker that reads its share of them. A day for a file that is not there is a
    `SettingsError`.
    """
    found, aside = find(paths, previous)
    held = [Held(f) for f in aside]
    waiting = deque(sorted(found, key=_weight, reverse=True))
    readers: list[Reader] = [_read, _read]
    if second:
        place = 0 if _are_alike(waiting) else 1
        readers.insert(place, lambda item: second.submit(_read, item).result())
    with (
        two_at_a_time(len(readers)) as pool,
        _begun(waiting, readers, pool) as reading,
    ):
        for done, item in enumerate(found):
            if progress:
                progress(item.name, done + 1, len(found))
            held += reading[item].result()
    days = extract_dates or {}
    must_be_used(by_call(days), (c for h in held for c in calls(h.file.name, h.given)))
    return settle(held, council=council, year=year, extract_dates=days)


def settle(
    held: Sequence[Held],
    *,
    council: str,
    year: int | None,
    extract_dates: Mapping[str, date],
) -> list[ReadFile]:
    """Settle what can only be told from all files together."""
    drop_copies(held, extract_dates)
    settle_councils(held, council)
    restore(held)
    settle_years(held, year)
    settle_exports(held)
    settle_extract_dates(held, extract_dates)
    drop_repeats(held)
    tell_apart(held)
    find_strangers(held)
    for h in held:
        if h.key and h.notes:
            h.file.why = "; ".join([h.file.why, *h.notes])
    return [h.file for h in held]


@contextmanager
def _begun(
    waiting: deque[Found], readers: Sequence[Reader], pool: Executor
) -> Iterator[dict[Found, Future[list[Held]]]]:
    """Let each reader take the next file as soon as it is free, the longest first.

    Whoever leaves early, as with Ctrl-C, waits for no file that was not yet begun.
    """
    reading: dict[Found, Future[list[Held]]] = {item: Future() for item in waiting}

    def work(read: Reader) -> None:
        while waiting:
            try:
                item = waiting.popleft()
            except IndexError:  # another reader took the last
                return
            try:
                reading[item].set_result(read(item))
            except BaseException as fault:  # noqa: BLE001, told to who waits for it
                reading[item].set_exception(fault)

    for read in readers:
        pool.submit(work, read)
    try:
        yield reading
    finally:
        waiting.clear()


def _are_alike(waiting: Sequence[Found]) -> bool:
    """Say whether the two longest take about as long as each other.

    The second worker then takes the longer: it has nothing else to do. What it reads
    has to come back, so that a long one alone is read sooner here.
    """
    if len(waiting) <= 1:
        return False
    longest, next_to_it = _weight(waiting[0]), _weight(waiting[1])
    return longest < next_to_it * MOST_UNLIKE


def _weight(item: Found) -> float:
    """Guess how long a file takes to read; how it is read is told by its content."""
    try:
        size = item.path.stat().st_size
    except OSError:
        return 0
    return size * PACKED if item.path.suffix.lower() in PACKED_AS else size


@contextmanager
def two_at_a_time(at_once: int = AT_ONCE) -> Iterator[ThreadPoolExecutor]:
    """Give a pool in which one reader holds Python while another works outside it.

    One that comes back for a moment must not wait long for its turn.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(QUICK_TURNS)
    try:
        with ThreadPoolExecutor(at_once) as pool:
            yield pool
    finally:
        sys.setswitchinterval(usual)


def _read(item: Found) -> list[Held]:
    held = []
    for loaded in load(item):
        if isinstance(loaded, ReadFile):
            held.append(Held(loaded, item.given))
        else:
            held.append(described(Held(read_source(loaded), item.given)))
    return held


def read_source(source: Source) -> ReadFile:
    """Open one file and ask each return in turn whether it is theirs."""
    opened = open_source(source, known_headings())
    for kind in RETURNS:
        found = kind.read(opened)
        if found is not None:
            return found
    return _unclaimed(opened)


def _unclaimed(opened: Opened) -> ReadFile:
    why = explain(opened)
    source = opened.source
    problems = [*opened.problems, *(p for g in opened.grids for p in g.problems)]
    if opened.form != "unusable":
        problems.append(
            Problem(
                what=why,
                do="Leave it out, or check that it was exported as one of the returns.",
                rows=sum(g.rows_in for g in opened.grids),
                set_aside=sum(g.rows_in for g in opened.grids),
            )
        )
    return ReadFile(
        name=source.name,
        sha256=source.sha256,
        size=len(source.content),
        why=why,
        problems=problems,
        is_previous=source.is_previous,
        aside=True,
    )


def described(held: Held) -> Held:
    """Fill in how many children the file tells of and the days it spans."""
    file = held.file
    if file.taken_for:
        file.children = file.children or _children(file)
        if file.period is None and (ends := plausible(held.days)):
            file.period = ends
            file.problems += filter(None, [disbelieved(held.days, ends[1])])
    return held


def _children(file: ReadFile) -> int:
    tables = by_key(file.taken_for).tables()
    keys = []
    for part in file.parts:
        fields = tables[part.table].fields.values() if part.table in tables else ()
        name = next((f.name for f in fields if f.kind == "key"), "")
        if name in part.frame.columns:
            keys.append(part.frame.get_column(name).drop_nulls().hash().alias("child"))
    # Counting hashes is twice as fast as counting texts, over millions of rows.
    return pl.concat(keys).n_unique() if keys else 0
