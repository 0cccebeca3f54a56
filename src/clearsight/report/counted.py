"""What measures came to, and how they are counted from what a review has made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import narwhals as nw
import polars as pl

from clearsight import __version__
from clearsight.dates import calendar
from clearsight.journeys.build import Journeys
from clearsight.measures import gathered
from clearsight.measures.known import Known, Loaded, known
from clearsight.measures.measure import Measure
from clearsight.measures.period import Period, periods
from clearsight.measures.run import run
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
    or is null where nobody asked for them, or they may not be shown.
    """

    as_at: date
    as_at_why: str
    councils: list[str]
    measures: Sequence[Measure]
    periods: Sequence[Period]
    figures: pl.DataFrame
    members: pl.DataFrame | None
    is_public: bool
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
    clocks: Frame
    record: Mapping[str, Frame]
    files: pl.DataFrame
    about: pl.DataFrame
    as_at: date
    settings: Settings


def of_ready(ready: Ready) -> Known:
    """Return all that measures are worked out from."""
    return known(
        ready.journeys,
        ready.clocks,
        ready.record,
        Loaded(
            files=ready.files,
            coverage=ready.record["coverage"].collect("polars").to_native(),
            population=population().filter(level="council"),
            as_at=ready.as_at,
            settings=ready.settings,
        ),
        calendar=nw.from_native(calendar().lazy()),
        team=nw.from_native(ready.about.lazy()),
    )


def with_computed(journeys: Journeys, **frames: pl.DataFrame) -> Journeys:
    """Return the journeys with frames that were computed in place of their plans."""
    held = {name: nw.from_native(frame.lazy()) for name, frame in frames.items()}
    return replace(journeys, **held)


def count_now(ready: Ready, as_at_why: str) -> Measured:
    """Count every measure for the twelve months to the day, whole and not by parts."""
    measures, wanted = gathered(), periods(None, ready.as_at)
    figures = run(of_ready(ready), measures, wanted).figures
    return Measured(
        as_at=ready.as_at,
        as_at_why=as_at_why,
        councils=figures["council"].unique().sort().to_list(),
        measures=measures,
        periods=wanted,
        figures=figures,
        members=None,
        is_public=False,
    )
