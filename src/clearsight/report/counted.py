"""What measures came to, and how they are counted from what a review has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import narwhals as nw
import polars as pl

from clearsight import __version__
from clearsight.dates import calendar
from clearsight.journeys.build import Journeys
from clearsight.measures import finish, gathered
from clearsight.measures.known import Known, Loaded, known, reached
from clearsight.measures.measure import Measure
from clearsight.measures.period import Period, periods
from clearsight.measures.run import Count
from clearsight.measures.start import Start, start
from clearsight.published.figures import population
from clearsight.report.review import CLASSIFICATION
from clearsight.settings import Settings
from clearsight.shape import Frame

PUBLIC = "OFFICIAL"


@dataclass(frozen=True)
class Measured:
    """What the measures came to.

    `figures` has the columns of `measures.finish.FIGURES`, or where they are public
    those of `measures.suppress.PUBLIC`; `members` those of `measures.members.MEMBERS`,
    or is null where nobody asked for them, or they may not be shown; `left_aside`
    counts the files that were given and could not be used.
    """

    as_at: date
    as_at_why: str
    councils: list[str]
    measures: Sequence[Measure]
    periods: Sequence[Period]
    figures: pl.DataFrame
    members: pl.DataFrame | None
    is_public: bool
    left_aside: int = 0
    version: str = __version__

    @property
    def marking(self) -> str:
        """Return the classification that every page and file of it bears."""
        return PUBLIC if self.is_public else CLASSIFICATION


@dataclass(frozen=True)
class Ready:
    """What a review has worked out already: all that measures need.

    `record` holds the canonical tables; `files` has file, known_on and is_newest;
    `about` council, child and team. All but `files` and `about` may be plans, which
    are then computed as often as they are used.
    """

    journeys: Journeys
    clocks: Callable[[], Frame]
    record: Mapping[str, Frame]
    files: pl.DataFrame
    about: pl.DataFrame
    as_at: date
    settings: Settings


@cache
def _people() -> pl.DataFrame:
    return population().filter(level="council")


def of_ready(ready: Ready, beginning: Start | None = None) -> Known:
    """Return all that measures are worked out from.

    `beginning` is what `begun` found for the same, if that was called.
    """
    loaded = _loaded(ready.record, ready.files, ready.as_at, ready.settings)
    if beginning:
        loaded = replace(loaded, history=beginning.history)
    return known(
        ready.journeys,
        ready.clocks,
        ready.record,
        loaded,
        calendar=nw.from_native(calendar().lazy()),
        team=nw.from_native(ready.about.lazy()),
    )


def _loaded(
    record: Mapping[str, Frame], files: pl.DataFrame, as_at: date, settings: Settings
) -> Loaded:
    return Loaded(
        files=files,
        coverage=record["coverage"].collect("polars").to_native(),
        population=_people(),
        as_at=as_at,
        settings=settings,
    )


def begun(
    record: Mapping[str, Frame],
    files: pl.DataFrame,
    as_at: date,
    settings: Settings,
    period: str = "",
) -> Start:
    """Find how far the data reach for every measure, before there are journeys.

    Arguments as of `Ready`, and `period` as of `counting`.
    """
    told = reached(record, _loaded(record, files, as_at, settings))
    here = record["child"].select("council").unique().collect("polars")
    names = here.get_column("council").to_list()
    return start(gathered(), told, as_at, _wanted(period, as_at), names)


def counting(ready: Ready, period: str = "", beginning: Start | None = None) -> Count:
    """Begin on every measure, whole and not by parts.

    They are counted for the latest months, quarters or years where `period` names one
    of these, and then for the twelve months to the day. `beginning` is what `begun`
    found for the same.
    """
    return Count(
        of_ready(ready, beginning),
        gathered(),
        _wanted(period, ready.as_at),
        begun=beginning,
        keeps_members=False,
    )


def figures_of(told: Iterable[pl.DataFrame], beginning: Start) -> pl.DataFrame:
    """Return the figures of every measure; `told` is the count of every roll."""
    points = beginning.points
    return finish.figures(gathered(), pl.concat(told), points, _people())


def _wanted(period: str, as_at: date) -> list[Period]:
    return [*(periods(period, as_at) if period else ()), *periods(None, as_at)]


def measured(
    figures: pl.DataFrame, as_at: date, as_at_why: str, period: str = ""
) -> Measured:
    """Return what `counting` came to, with the measures and periods it counted."""
    return Measured(
        as_at=as_at,
        as_at_why=as_at_why,
        councils=figures["council"].unique().sort().to_list(),
        measures=gathered(),
        periods=_wanted(period, as_at),
        figures=figures,
        members=None,
        is_public=False,
    )
