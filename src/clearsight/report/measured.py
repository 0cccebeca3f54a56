"""Work out measures from what was read: the journeys, the clocks, then the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import narwhals as nw

from clearsight.clocks import run as run_clocks
from clearsight.dates import calendar
from clearsight.files.manifest import ReadFile
from clearsight.journeys.build import build
from clearsight.journeys.settle import keep
from clearsight.measures import chosen
from clearsight.measures.known import Known
from clearsight.measures.period import periods
from clearsight.measures.run import Count, in_turn
from clearsight.measures.suppress import public
from clearsight.report.about import about_children
from clearsight.report.as_at import for_anyone, settle
from clearsight.report.counted import Measured, Ready, of_ready
from clearsight.report.run import Options, files_known, let_go, record_of
from clearsight.report.usable import usable_of
from clearsight.report.worked import of_before
from clearsight.settings import Settings

Progress = Callable[[str, int, int], None]
STAGES = ("Building journeys", "Running clocks", "Counting")


@dataclass(frozen=True)
class Asked:
    """Which figures were asked for."""

    measures: Sequence[str] = ()
    period: str | None = None
    splits: Sequence[str] = ()
    members: bool = False
    is_public: bool = False


def measure_files(
    files: list[ReadFile],
    options: Options,
    settings: Settings,
    asked: Asked,
    progress: Progress | None = None,
) -> Measured:
    """Return the figures that were asked for, of files that have been read.

    The files' tables are let go once the record is made of them. Raises `InputError`
    where none of the files can be used, and `SettingsError` for a measure, period or
    split that there is not.
    """
    measures = chosen(asked.measures)
    usable = usable_of(files, counts_alone=True)
    as_at, why = settle(usable, asked=options.as_at, year=options.year)
    wanted = periods(asked.period, as_at)
    all_known = known_of(usable, as_at, settings, progress, is_last_use=True)
    if progress:
        progress(STAGES[2], 2, len(STAGES))
    wants_members = asked.members and not asked.is_public
    counting = Count(
        all_known,
        measures,
        wanted,
        asked.splits,
        keeps_members=wants_members,
        is_public=asked.is_public,
    )
    found = counting.finished([counting.count(roll) for roll in in_turn(measures)])
    figures = found.figures
    return Measured(
        as_at=as_at,
        as_at_why=for_anyone(why) if asked.is_public else why,
        councils=sorted({f.council for f in usable}),
        measures=measures,
        periods=wanted,
        figures=public(figures, measures) if asked.is_public else figures,
        members=found.members() if wants_members else None,
        is_public=asked.is_public,
        left_aside=sum(f.aside or not f.taken_for for f in files),
    )


def known_of(
    usable: Sequence[ReadFile],
    as_at: date,
    settings: Settings,
    progress: Progress | None = None,
    *,
    is_last_use: bool = False,
) -> Known:
    """Return all that measures are worked out from, of files that can be used.

    Where this is the last use of them, their tables are let go once the record is made.
    """

    def at(stage: int) -> None:
        if progress:
            progress(STAGES[stage], stage, len(STAGES))

    at(0)
    tables, _ = record_of(usable, settings.postcodes)
    if is_last_use:
        let_go(usable)
    frames = {n: nw.from_native(t.lazy()) for n, t in tables.items()}
    files = files_known(usable, as_at)
    journeys = build(
        frames,
        nw.from_native(files.lazy()),
        not_a_worker=settings.not_a_worker,
        as_at=as_at,
    )
    at(1)
    days = nw.from_native(calendar().lazy())
    ran = run_clocks(
        journeys.timeline,
        journeys.coverage,
        days,
        as_at=as_at,
        settings=settings,
        older=of_before(files),
    )
    spells = keep(journeys.spells)
    team = about_children(spells.collect("polars").to_native(), tables, as_at)
    return of_ready(
        Ready(
            journeys=journeys,
            clocks=cache(lambda: keep(ran)),
            record=frames,
            files=files,
            about=team,
            as_at=as_at,
            settings=settings,
        )
    )
