"""What the signals look at: the journeys, the clocks, and the newest of each file.

No chapter gets the table of children's own particulars. Of a child it has the birth
date alone, for the clocks and thresholds in which the law or the guidance names an age.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

import narwhals as nw

from clearsight.clocks.judge import day_number
from clearsight.clocks.words import OVERDUE
from clearsight.journeys import events as e
from clearsight.journeys.precedence import OF_CARE
from clearsight.journeys.settle import keep
from clearsight.oversight.kind import Signal
from clearsight.oversight.signals.rows import WHOSE, so
from clearsight.oversight.thresholds import Thresholds
from clearsight.shape import Frame

SHORT_BREAKS = ("V3", "V4")
STANDING = (
    e.REFERRAL, e.ASSESSMENT, e.ENQUIRY, e.CIN_PLAN, e.PROTECTION_PLAN,
    e.PRE_PROCEEDINGS, e.CARE,
)  # fmt: skip
# Every kind of spell that a signal asks for; contacts are the most and none does.
LOOKED_AT = (*STANDING, e.LEGAL_STATUS, e.PLACEMENT, e.MISSING, e.WORKER)


@dataclass(frozen=True)
class Seen:
    """What one review shows its signals.

    `awaited` gives the outcome of `clocks.run` once it is there; `spells`, `timeline`
    and `coverage` as in `journeys.frames`; `children`: council, child, birth_on.
    `record` holds the tables of `record.THINGS`, and `files` file, known_on and
    is_newest. `thresholds` are those in force; `not_a_worker` holds the words that name
    nobody; `adjoining` the names of the councils that adjoin, where the settings give
    them. `found` keeps what was worked out.
    """

    awaited: Callable[[], Frame]
    spells: Frame
    timeline: Frame
    coverage: Frame
    children: Frame
    record: Mapping[str, Frame]
    files: Frame
    as_at: date
    thresholds: Thresholds
    not_a_worker: tuple[str, ...]
    adjoining: tuple[str, ...] = ()
    found: dict[tuple[str, str], Frame] = field(default_factory=dict)

    @cached_property
    def clocks(self) -> Frame:
        """Return the outcome of the clocks, and wait for it if need be."""
        return self.awaited()

    @cached_property
    def overdue(self) -> Frame:
        """Return what is overdue, of every clock.

        `starts_on` is the day that the limit is counted from. Where the data begin
        after the clock did, `is_behind`, and `begun_on` is the day it started.
        """
        late = self.clocks.filter(nw.col("standing") == OVERDUE)
        return late.with_columns(
            begun_on="starts_on",
            starts_on="counted_from",
            is_behind=so(nw.col("counted_from") > nw.col("starts_on")),
        )

    @property
    def today(self) -> nw.Expr:
        """Return the day of the review."""
        return nw.lit(self.as_at)

    def limit(self, signal: Signal, name: str) -> int:
        """Return a threshold of a signal."""
        return self.thresholds[signal.key, name]

    @cached_property
    def begun(self) -> Frame:
        """Return the spells that have begun by the day of the review.

        Added: `is_now` (running, and the newest return shows it), `until` (the last day
        known of one that is over, else null) and `is_over` (its end has come).
        """
        over = so(nw.col("ended_on") <= self.today)
        runs = nw.col("is_open") | so(nw.col("ended_on") > self.today)
        is_now = runs & nw.col("known_to").is_null()
        return keep(
            self.spells.filter(
                nw.col("kind").is_in(list(LOOKED_AT)),
                so(nw.col("starts_on") <= self.today),
            ).with_columns(
                is_now=is_now,
                is_over=over,
                until=nw.when(over)
                .then(nw.col("ended_on"))
                .otherwise(nw.when(~is_now).then(nw.col("known_to"))),
            )
        )

    def of(self, *kinds: str) -> Frame:
        """Return the spells of these kinds that have begun; series of breaks apart."""
        parts = [self.once(("of", kind), partial(self._of, kind)) for kind in kinds]
        return nw.concat(parts) if len(parts) > 1 else parts[0]

    def running(self, *kinds: str) -> Frame:
        """Return the spells of these kinds that are running."""
        return self.of(*kinds).filter(nw.col("is_now"))

    def _of(self, kind: str) -> Frame:
        mine = self.begun.filter(nw.col("kind") == kind)
        if kind in (e.CARE, e.LEGAL_STATUS):
            mine = mine.filter(~so(nw.col("detail").is_in(list(SHORT_BREAKS))))
        return mine

    def once(self, key: tuple[str, str], make: Callable[[], Frame]) -> Frame:
        """Work out once what several signals ask for."""
        if key not in self.found:
            self.found[key] = keep(make())
        return self.found[key]

    @cached_property
    def known(self) -> Frame:
        """Return council and child of everyone who is open to the service now."""
        return keep(self.running(*STANDING).select(*WHOSE).unique())

    def events(self, *kinds: str) -> Frame:
        """Return the events of these kinds that have come."""
        return self.timeline.filter(
            nw.col("event").is_in(list(kinds)), so(nw.col("on") <= self.today)
        )

    def newest(self, table: str) -> Frame:
        """Return the rows of a table that stand in the newest file of their return."""
        return self.once(("newest", table), partial(self._newest, table))

    def _newest(self, table: str) -> Frame:
        told = self.record[table].join(
            self.files.select("file", "is_newest"), on="file", how="left"
        )
        return told.filter(nw.col("is_newest").fill_null(True)).drop("is_newest")

    @cached_property
    def placed(self) -> Frame:
        """Return the newest episodes of care that run, and tell of today's placement.

        Those of a child whose running placement no source of theirs shows are of a time
        gone by: a later source shows another since.
        """
        running = self.running(e.PLACEMENT).select(*WHOSE, "sources")
        there = self.newest("care_episode").filter(
            so(nw.col("starts_on") <= self.today), ~so(nw.col("ended_on") <= self.today)
        )
        shown = [
            (nw.col("source") == source)
            & nw.col("sources").str.contains(rf"\b{source}\b")
            for source in OF_CARE
        ]
        columns = there.collect_schema().names()
        beside = there.join(running.unique(), on=list(WHOSE), how="inner")
        return keep(
            beside.filter(nw.any_horizontal(*shown, ignore_nulls=True))
            .select(*columns)
            .unique()
        )

    def born(self, frame: Frame) -> Frame:
        """Add `birth_on`."""
        return frame.join(
            self.children.select(*WHOSE, "birth_on"), on=list(WHOSE), how="left"
        )

    def past(self, frame: Frame, due: nw.Expr) -> Frame:
        """Keep what is past a day due.

        Added: `due_on`, `days` past it, and `run`, the days since `starts_on`.
        """
        late = frame.with_columns(due_on=due).filter(nw.col("due_on") < self.today)
        return late.with_columns(
            days=self.days_past("due_on"), run=self.days_past("starts_on")
        )

    def days_past(self, column: str) -> nw.Expr:
        """Count the days from the one in the column to the day of the review."""
        return nw.lit(self.as_at.toordinal()) - day_number(nw.col(column))


def apart(first: str, last: str) -> nw.Expr:
    """Count the days from one column to another."""
    return day_number(nw.col(last)) - day_number(nw.col(first))


def only(frame: Frame, among: Frame) -> Frame:
    """Keep the rows of the children named in the other frame."""
    named = among.select(*WHOSE).unique().with_columns(is_named=nw.lit(1))
    joined = frame.join(named, on=list(WHOSE), how="inner")
    return joined.drop("is_named")


def besides(frame: Frame, among: Frame) -> Frame:
    """Keep the rows of the children who are not named in the other frame."""
    named = among.select(*WHOSE).unique().with_columns(is_named=nw.lit(1))
    joined = frame.join(named, on=list(WHOSE), how="left")
    return joined.filter(nw.col("is_named").is_null()).drop("is_named")
