"""The share of a review that a second worker takes: what needs no clock, and measures.

The worker is a thread, or a process of its own (`cli.second`). So everything passes as
Polars frames, each of them once, and stays with the worker under the review's name
until its measures are counted. Steps are taken in the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar
from uuid import uuid4

import narwhals as nw
import polars as pl

from clearsight.journeys.build import Journeys
from clearsight.journeys.settle import computed
from clearsight.journeys.sides import Care, care_of, care_parts
from clearsight.measures import gathered
from clearsight.measures.run import Count, in_turn
from clearsight.measures.start import Start
from clearsight.oversight.raising import raise_untimed
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.thresholds import in_force
from clearsight.oversight.waiting import rules_of, waiting
from clearsight.report.about import about_children
from clearsight.report.counted import Ready, begun, counting, figures_of
from clearsight.settings import Settings
from clearsight.shape import Frame

T = TypeVar("T")
# Waits for the figures of the measures.
Figures = Callable[[], pl.DataFrame]
JOURNEYS = ("spells", "timeline", "coverage", "children")
# What measures ask of the clocks.
TIMES = (
    "council", "child", "clock", "tier", "spell", "starts_on", "due_on", "stopped_on",
    "ended_on", "standing",
)  # fmt: skip


@dataclass(frozen=True)
class Early:
    """What waits for no clock.

    `signals` are frames with the columns of `oversight.raising.COLUMNS`; `questions`
    has those of `report.questions.SCHEMA`; `about` is as of `report.about`.
    """

    signals: list[pl.DataFrame]
    questions: pl.DataFrame
    about: pl.DataFrame


@dataclass(frozen=True)
class Basis:
    """What a review rests on: `record` by table; `files`: as of `run.files_known`.

    `period` is that of `report.run.Options`.
    """

    record: Mapping[str, pl.DataFrame]
    files: pl.DataFrame
    as_at: date
    settings: Settings
    period: str = ""


class Share:
    """Hands one review's share to a worker that does one thing after another."""

    def __init__(self, worker: Executor, basis: Basis) -> None:
        """Give the worker what the review rests on."""
        self._worker, self._basis, self._name = worker, basis, uuid4().hex
        self._given = worker.submit(_hold, self._name, basis)
        # A thread would only take turns with this one.
        is_apart = not isinstance(worker, ThreadPoolExecutor)
        self._care = worker.submit(_care, self._name) if is_apart else None
        self._begun = worker.submit(_begin, self._name)
        self._counted: dict[str, Future[pl.DataFrame]] = {}

    @property
    def care(self) -> Callable[[], Care] | None:
        """Return what waits for the journeys' side of care, if it is made there."""
        future = self._care
        return (lambda: care_of(lazies(future.result()))) if future else None

    def early(self, journeys: Journeys, windows: pl.DataFrame) -> Future[Early]:
        """Let what waits for no clock be worked out.

        `windows` has the columns of `oversight.waiting.windows.WINDOW`. The journeys'
        frames are computed.
        """
        self._journeys = journeys
        frames = {n: native(getattr(journeys, n)) for n in JOURNEYS}
        self._early = self._worker.submit(_early, self._name, frames, windows)
        # Most of the measures need no clock.
        self._count(is_timed=False)
        return self._early

    def figures(self, clocks: pl.DataFrame) -> Figures:
        """Let the measures be counted to the end; the last step.

        `clocks` as of `clocks.run`. What is returned gives the figures. Whoever calls
        it helps: what the worker has not come to is counted here, from the end.
        """
        self._worker.submit(_clocks, self._name, clocks.select(TIMES))
        self._count(is_timed=True)
        self._worker.submit(_drop, self._name)
        one_by_one = Lock()
        work = [lambda: self._finished(clocks)]
        done: list[pl.DataFrame] = []

        def figures() -> pl.DataFrame:
            with one_by_one:
                if not done:
                    done.append(work[0]())
                    work.clear()  # and with it the record
            return done[0]

        return figures

    def drop(self) -> None:
        """Let the worker forget the review, where it came to nothing."""
        for future in self._counted.values():
            future.cancel()
        self._worker.submit(_drop, self._name)

    def _count(self, *, is_timed: bool) -> None:
        for roll in in_turn(gathered()):
            if roll.is_timed == is_timed:
                future = self._worker.submit(_count, self._name, roll.key)
                self._counted[roll.key] = future

    def _finished(self, clocks: pl.DataFrame) -> pl.DataFrame:
        # What went wrong first is what is told.
        self._given.result()
        start, about = self._begun.result(), self._early.result().about
        mine: Count | None = None
        told: list[pl.DataFrame] = []
        left = in_turn(gathered())
        # The worker takes them in order: one that cannot be had back is the last.
        while left and self._counted[left[-1].key].cancel():
            mine = mine or _counting(
                self._basis, self._journeys, lambda: _lazy(clocks), about, start
            )
            told.append(mine.count(left.pop()))
        told += [self._counted[roll.key].result() for roll in left]
        return figures_of(told, start)


@dataclass
class _Held:
    basis: Basis
    begun: Start | None = None
    journeys: Journeys | None = None
    about: pl.DataFrame | None = None
    counting: Count | None = None
    clocks: Frame | None = None

    def times(self) -> Frame:
        """Return the outcome of the clocks; no roll asks for it that is not timed."""
        return _there(self.clocks)


def _there(thing: T | None) -> T:
    if thing is None:
        msg = "a step of a review's share was taken before the one it rests on"
        raise RuntimeError(msg)
    return thing


# What the worker keeps of each review until its measures are counted.
_HELD: dict[str, _Held] = {}


def _hold(name: str, basis: Basis) -> None:
    _HELD[name] = _Held(basis)


def _care(name: str) -> dict[str, pl.DataFrame]:
    basis = _HELD[name].basis
    parts = care_parts(
        lazies(basis.record),
        _lazy(basis.files),
        not_a_worker=basis.settings.not_a_worker,
        as_at=basis.as_at,
    )
    return {part: native(frame) for part, frame in parts.items()}


def _begin(name: str) -> Start:
    """Find how far the data reach, while the journeys are built elsewhere."""
    held = _HELD[name]
    basis = held.basis
    held.begun = begun(
        lazies(basis.record), basis.files, basis.as_at, basis.settings, basis.period
    )
    return held.begun


def _drop(name: str) -> None:
    _HELD.pop(name, None)


def _early(
    name: str, frames: Mapping[str, pl.DataFrame], windows: pl.DataFrame
) -> Early:
    held = _HELD[name]
    basis = held.basis
    nothing = _lazy(pl.DataFrame())
    held.journeys = Journeys(**lazies(frames), conflicts=nothing, links=nothing)
    waits = waiting(
        frames["spells"],
        frames["timeline"],
        frames["children"],
        windows,
        as_at=basis.as_at,
        rules=rules_of(in_force(SIGNALS, basis.settings, basis.as_at)),
    )
    untimed = raise_untimed(
        held.journeys,
        lazies(basis.record),
        _lazy(basis.files),
        as_at=basis.as_at,
        settings=basis.settings,
    )
    about = about_children(frames["spells"], basis.record, basis.as_at)
    held.about = about
    return Early([waits.signals, native(untimed)], waits.questions, about)


def _clocks(name: str, clocks: pl.DataFrame) -> None:
    _HELD[name].clocks = _lazy(clocks)


def _count(name: str, key: str) -> pl.DataFrame:
    """Count the measures that stand on the roll of this key."""
    held = _HELD[name]
    if held.counting is None:
        held.counting = _counting(
            held.basis, _there(held.journeys), held.times, _there(held.about),
            _there(held.begun),
        )  # fmt: skip
    return held.counting.count(next(r for r in in_turn(gathered()) if r.key == key))


def _counting(
    basis: Basis,
    journeys: Journeys,
    clocks: Callable[[], Frame],
    about: pl.DataFrame,
    begun: Start,
) -> Count:
    ready = Ready(
        journeys=journeys,
        clocks=clocks,
        record=lazies(basis.record),
        files=basis.files,
        about=about,
        as_at=basis.as_at,
        settings=basis.settings,
    )
    return counting(ready, basis.period, begun)


def _lazy(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.lazy())


def lazies(tables: Mapping[str, pl.DataFrame]) -> dict[str, Frame]:
    """Return the tables as plans, which is how journeys and signals take them."""
    return {name: _lazy(table) for name, table in tables.items()}


def native(frame: Frame) -> pl.DataFrame:
    """Work a plan out."""
    found: pl.DataFrame = computed(frame).to_native()
    return found
