"""What a publisher's file is, by its content, and what it holds in our layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import polars as pl

from clearsight.errors import InputError
from clearsight.files.grid import Grid
from clearsight.files.headings import normalise
from clearsight.files.open import open_source
from clearsight.files.source import Source
from clearsight.files.typed import rows_named
from clearsight.published import (
    inspectorates,
    lait,
    neighbours,
    ofsted,
    statistics,
    tables,
)
from clearsight.published.sources import sources

Kind = Literal["figures", "inspections", "neighbours"]

_TAKE_AGAIN: Final = (
    "Take the file as the Department for Education or Ofsted publishes it (CSV, ODS or "
    "Excel), unchanged; docs/reference/published.md lists the tables that are known."
)


@dataclass
class Found:
    """What one table of a file holds: its kind, its name, its rows, what was left."""

    kind: Kind
    title: str
    frame: pl.DataFrame
    aside: list[str] = field(default_factory=list)


def read_file(path: Path, population: pl.DataFrame, years: pl.DataFrame) -> list[Found]:
    """Return what a file holds, each table of it that is known.

    `population` as `figures.population` gives it; `years` has measure_short and
    year_type, as `statistics` and `lait` want them. Raises InputError where the file
    cannot be opened, is no table that we know, or says what cannot be.
    """
    if not path.is_file():
        raise InputError(
            "There is no such file.", where=str(path), do="Check the path."
        )
    opened = open_source(Source(path.name, path.read_bytes()), _headings())
    if not opened.grids:
        problem = opened.problems[0] if opened.problems else None
        raise InputError(
            problem.what if problem else "This is no table.",
            where=path.name,
            do=(problem.do if problem else "") or _TAKE_AGAIN,
        )
    known = [
        one for g in opened.grids if (one := _known(g, path.name, population, years))
    ]
    if not known:
        raise InputError(
            "The file is no published table that we know: its columns are others.",
            where=path.name,
            do=_TAKE_AGAIN,
        )
    # A table of statistics is whole, or it is not to be relied on.
    for problem in (p for g in opened.grids for p in g.problems if p.set_aside):
        where = f"{path.name}, {problem.where}"
        raise InputError(problem.what, where=where, do=problem.do)
    for one in known:
        if one.frame.is_empty():
            raise InputError(
                "; ".join([f"{one.title}: nothing in it can be kept", *one.aside]),
                where=path.name,
                do=_TAKE_AGAIN,
            )
    return known


def _known(
    grid: Grid, name: str, population: pl.DataFrame, years: pl.DataFrame
) -> Found | None:
    frame = grid.frame.with_columns(pl.exclude("row").cast(pl.String))
    there = frozenset(grid.headings)
    if there >= neighbours.WIDE or there >= neighbours.LONG:
        return _neighbours(frame, name)
    if there >= lait.COLUMNS:
        rows, aside = lait.figures_of(frame, years, name)
        return Found("figures", sources()[lait.SOURCE].title, rows, aside)
    if table := tables.recognise(there):
        rows, aside = statistics.figures_of(table, frame, population, name)
        title = f"{sources()[table.source].title}: {table.key.replace('-', ' ')}"
        return Found("figures", title, rows, aside)
    return _outcomes(frame, there, name)


def _outcomes(frame: pl.DataFrame, there: frozenset[str], name: str) -> Found | None:
    if there >= inspectorates.SEND_COLUMNS:
        rows, lost = inspectorates.send_outcomes(frame)
        title = sources()["ofsted-send"].title
    elif there >= inspectorates.YOUTH_COLUMNS:
        rows, lost = inspectorates.youth_outcomes(frame)
        title = sources()["hmip"].title
    elif layout := ofsted.recognise(there):
        rows, lost = ofsted.outcomes_of(layout, frame)
        title = layout.title
    else:
        return None
    if lost and rows.is_empty():
        raise InputError(
            "No row names an English council and the day its report was published.",
            where=f"{name}, {rows_named(lost[:5], len(lost))}",
            do=_TAKE_AGAIN,
        )
    said = f"{rows_named(lost[:5], len(lost))}: no English council, or no day of report"
    return Found("inspections", title, rows, [said] if lost else [])


def _neighbours(frame: pl.DataFrame, name: str) -> Found:
    try:
        rows = neighbours.neighbours_of(frame, Path(name).stem)
    except pl.exceptions.PolarsError:
        raise InputError(
            "A rank is no whole number.", where=name, do=_TAKE_AGAIN
        ) from None
    bad = rows.filter(~pl.col("neighbour").fill_null("").str.contains(r"^\d{3}$"))
    if bad.height:
        raise InputError(
            f"The neighbours of {bad['authority'][0]} are not codes of councils.",
            where=name,
            do=_TAKE_AGAIN,
        )
    return Found("neighbours", sources()[neighbours.SOURCE].title, rows)


def _headings() -> frozenset[str]:
    """Return every heading that is known, as a file's headings are compared."""
    named = {c for t in tables.tables() for c in t.columns}
    named |= {c for each in ofsted.LAYOUTS for c in each.columns}
    named |= lait.COLUMNS | neighbours.WIDE | neighbours.LONG
    named |= inspectorates.SEND_COLUMNS | inspectorates.YOUTH_COLUMNS
    return frozenset(normalise(c) for c in named)
