"""Raise the signals: one row for each child and thing that a manager should know of.

A chapter for each subject declares its signals and raises them, as Narwhals
expressions, so that Polars and DuckDB can check one another. Every sentence holds the
dates from which it can be worked out by hand, and what the data could not have shown
raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks import Clock
from clearsight.errors import DefinitionError
from clearsight.journeys.build import Journeys
from clearsight.journeys.settle import keep
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.signals import (
    care,
    clocked,
    cover,
    distance,
    front_door,
    home,
    leaving,
    neglect,
    protection,
    send,
    stack,
    supervision,
    voice,
    workers,
)
from clearsight.oversight.signals.rows import COLUMNS
from clearsight.oversight.signals.seen import Seen
from clearsight.oversight.thresholds import in_force
from clearsight.settings import Settings
from clearsight.shape import Frame

__all__ = ["COLUMNS", "raise_signals", "raise_untimed"]

# What needs no clock is worked out while the clocks run.
UNTIMED = (neglect, care, distance, workers, supervision, cover, voice, leaving)
TIMED = (front_door, protection, home, send)


def raise_signals(
    clocks: Callable[[], Frame],
    journeys: Journeys,
    record: Mapping[str, Frame],
    files: Frame,
    *,
    definitions: Sequence[Clock],
    as_at: date,
    settings: Settings,
    beside: Callable[[], Sequence[Frame]] | None = None,
) -> Frame:
    """Raise every signal but S03 and S04, which `oversight.waiting` does.

    Those are given in `beside`, with the columns of `COLUMNS`, and with them what
    `raise_untimed` gives: all of them count in a stack. Where `beside` is null, the
    signals that need no clock are raised here.

    `clocks` gives the outcome of `clocks.run`. It and `beside` are called as late as
    may be, so that all may run at once. `record` holds the tables of `record.THINGS`,
    and `files` file, known_on and is_newest. Returns the columns of `COLUMNS`: `since`
    is the day from which the signal could have been raised (null where no source holds
    it), `because` the sentence; `clock` is the clock that raised it; `starts_on`,
    `due_on` and `days` past it are null where a signal has no limit to be counted from;
    `proxy` says that something stands in for what the signal, or its clock, is about.

    Raises `SettingsError` where the settings name a signal or threshold there is not.
    """
    seen = _seen(clocks, journeys, record, files, as_at=as_at, settings=settings)
    untimed = [] if beside else [_untimed(seen)]
    timed = clocked.raised(seen, definitions, settings)
    for chapter in TIMED:
        timed += _worked_out(chapter.raised(seen))
    given = beside() if beside else []
    single = keep(nw.concat([*untimed, *timed, *given]))
    return nw.concat([single, stack.raised(single, SIGNALS)])


def raise_untimed(
    journeys: Journeys,
    record: Mapping[str, Frame],
    files: Frame,
    *,
    as_at: date,
    settings: Settings,
) -> Frame:
    """Raise the signals that need no clock; arguments and columns as above."""
    seen = _seen(_no_clocks, journeys, record, files, as_at=as_at, settings=settings)
    return _untimed(seen)


def _no_clocks() -> Frame:
    """Stand where clocks would: a chapter that asks for them is not untimed."""
    raise DefinitionError("It needs the clocks.", where="a signal of UNTIMED")


def _seen(
    clocks: Callable[[], Frame],
    journeys: Journeys,
    record: Mapping[str, Frame],
    files: Frame,
    *,
    as_at: date,
    settings: Settings,
) -> Seen:
    return Seen(
        awaited=clocks,
        spells=journeys.spells,
        timeline=journeys.timeline,
        coverage=journeys.coverage,
        children=journeys.children.select("council", "child", "birth_on"),
        record={name: table for name, table in record.items() if name != "child"},
        files=files,
        as_at=as_at,
        thresholds=in_force(SIGNALS, settings, as_at),
        not_a_worker=tuple(settings.not_a_worker),
        adjoining=distance.adjoining(settings),
    )


def _untimed(seen: Seen) -> Frame:
    rows = [row for c in UNTIMED for row in _worked_out(c.raised(seen))]
    return keep(nw.concat(rows))


def _worked_out(rows: list[Frame]) -> list[Frame]:
    """Let an engine that plans badly what is deep work out a chapter by itself."""
    is_polars = all(frame.implementation.is_polars() for frame in rows)
    return rows if is_polars else [keep(nw.concat(rows))]
