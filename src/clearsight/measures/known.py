"""What measures are worked out from: journeys, clocks, the record, and what was loaded.

Everything here is made by the floors below; a test or another engine may make its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.journeys.build import Journeys
from clearsight.journeys.settle import keep
from clearsight.measures import reach
from clearsight.settings import Settings
from clearsight.shape import Frame

HISTORY = {
    "council": pl.String,
    "source": pl.String,
    "known_from": pl.Date,
    "known_to": pl.Date,
}
# The event whose coverage says how far back a return's files go.
TELLS = {"cin": e.ASSESSMENT_AUTHORISED, "ssda903": e.CARE_ENDED}
ANNEX_A = "annexa"
WINDOW = "-6mo"
ABOUT = ("sex", "ethnicity", "is_disabled", "is_asylum_seeker", "died_on")


def _lazy(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.lazy())


@dataclass(frozen=True)
class Known:
    """All that is known, on one engine.

    `spells` and `timeline` as in `journeys.frames`; `awaited` gives the outcome of
    `clocks.run` once it is there, for the rolls that are timed; `record` holds the
    tables of `record.THINGS` by name; `calendar` is `dates.calendar()`. `children`:
    council, child, birth_on, is_unborn, sex, ethnicity, is_disabled,
    is_asylum_seeker, died_on, team. `history`: council, source,
    known_from, known_to, one row for each stretch (of Annex A: each extract) that was
    loaded. `files`: file and known_on, the day to which it knows. `population`:
    council, year, population (children aged 0 to 17). `extras` are frames that no
    return holds, by name, such as a log of answers. `put` brings a Polars frame into
    the engine. `asked_on` holds the days of the extracts that points ask about; while
    it is empty, all may be asked about.
    """

    spells: Frame
    timeline: Frame
    awaited: Callable[[], Frame]
    children: Frame
    record: Mapping[str, Frame]
    calendar: Frame
    history: pl.DataFrame
    population: pl.DataFrame
    files: pl.DataFrame
    as_at: date
    settings: Settings
    extras: Mapping[str, Frame] = field(default_factory=dict)
    put: Callable[[pl.DataFrame], Frame] = _lazy
    made: dict[str, Frame] = field(default_factory=dict)
    asked_on: frozenset[date] = frozenset()

    @cached_property
    def clocks(self) -> Frame:
        """Return the outcome of the clocks, and wait for it if need be."""
        return self.awaited()

    def asked(self, days: frozenset[date]) -> Known:
        """Return the same for points that ask about the extracts of these days alone.

        Nothing that was made for other points is kept.
        """
        return replace(self, asked_on=days, made={})

    @property
    def extracts(self) -> Frame:
        """Return file and `listed_on`, the day to which it knows, for rows of lists.

        A list speaks for its own day alone, so that of many extracts only those that
        are asked about are looked into.
        """
        days = self.files.rename({"known_on": "listed_on"})
        if self.asked_on:
            days = days.filter(pl.col("listed_on").is_in(self.asked_on))
        return self.put(days)

    def brought(self, name: str, schema: Mapping[str, pl.DataType | type]) -> Frame:
        """Return the extra frame of this name, or an empty one of the schema."""
        if name in self.extras:
            return self.extras[name].select(*schema)
        return self.put(pl.DataFrame(schema=dict(schema)))

    def once(self, name: str, make: Callable[[Known], Frame]) -> Frame:
        """Return the frame of this name, which is made and computed only once."""
        if name not in self.made:
            self.made[name] = keep(make(self))
        return self.made[name]


@dataclass(frozen=True)
class Loaded:
    """What was loaded, and for when it is counted; all in Polars.

    `files` has file, known_on and is_newest; `coverage` is the record's; `population`
    has council, year and population. `history` is what `reached` gives for the same,
    where that was found before.
    """

    files: pl.DataFrame
    coverage: pl.DataFrame
    population: pl.DataFrame
    as_at: date
    settings: Settings
    history: pl.DataFrame | None = None


def known(
    journeys: Journeys,
    clocks: Callable[[], Frame],
    record: Mapping[str, Frame],
    loaded: Loaded,
    *,
    calendar: Frame,
    team: Frame | None = None,
    extras: Mapping[str, Frame] | None = None,
    put: Callable[[pl.DataFrame], Frame] = _lazy,
) -> Known:
    """Gather what was worked out.

    `clocks` gives the outcome of `clocks.run`. `team` has council, child and team,
    where anything says which team has the child.
    """
    return Known(
        spells=journeys.spells,
        timeline=journeys.timeline,
        awaited=clocks,
        children=keep(described(journeys.children, record["child"], team)),
        record=record,
        calendar=calendar,
        history=reached(record, loaded, extras),
        population=loaded.population,
        files=loaded.files.select("file", "known_on"),
        as_at=loaded.as_at,
        settings=loaded.settings,
        extras=extras or {},
        put=put,
    )


def reached(
    record: Mapping[str, Frame],
    loaded: Loaded,
    extras: Mapping[str, Frame] | None = None,
) -> pl.DataFrame:
    """Say from which day to which each council's files were loaded; see `HISTORY`."""
    if loaded.history is not None:
        return loaded.history
    files, coverage = loaded.files, loaded.coverage
    returns = history(coverage, files)
    others = reach.held(record, extras or {}, coverage, files, returns, loaded.settings)
    return pl.concat([returns, others])


def described(children: Frame, told: Frame, team: Frame | None) -> Frame:
    """Add what children are known by, each fact once.

    Where sources differ the greater is taken, always the same one.
    """
    flags = ("is_disabled", "is_asylum_seeker")
    rows = told.with_columns(*(nw.col(f).cast(nw.Int8) for f in flags))
    facts = rows.group_by("council", "child").agg(nw.col(*ABOUT).max())
    out = children.join(facts, on=["council", "child"], how="left").with_columns(
        *(nw.col(f) == 1 for f in flags)
    )
    if team is None:
        return out.with_columns(team=nw.lit(None, nw.String))
    return out.join(
        team.select("council", "child", "team"), on=["council", "child"], how="left"
    )


def history(coverage: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Say from which day to which each council's returns were loaded.

    The census and the 903 as `coverage` tells; each Annex A extract for the six months
    before it. Columns: `HISTORY`.
    """
    told = coverage.join(files, on="file", how="left")
    parts = [
        told.filter(source=source, shows=event).with_columns(
            known_to=pl.coalesce("known_to", "known_on")
        )
        for source, event in TELLS.items()
    ]
    extracts = told.filter(source=ANNEX_A).select(
        "council",
        "source",
        known_from=pl.col("known_on").dt.offset_by(WINDOW),
        known_to="known_on",
    )
    parts.append(extracts.unique().drop_nulls())
    stretches = [p.select(pl.col(n).cast(t) for n, t in HISTORY.items()) for p in parts]
    return pl.concat(stretches).drop_nulls()
