"""Where a count of measures begins: how far the data reach, before any row is counted.

It asks nothing of the journeys, so that it can be made while they are built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from clearsight.measures.measure import Measure, Roll
from clearsight.measures.period import Period
from clearsight.measures.points import extracts_asked, points, reaches, stretches


@dataclass(frozen=True)
class Start:
    """How far what was loaded reaches, for each roll and measure.

    `history` is as of `known.HISTORY`; `councils` are those of which anything was
    loaded; `points` holds the frame of `points.points` of each roll by its key;
    `reached` the keys of the measures that could be counted for any of its points;
    `asked_on` the days of the extracts that the points ask about.
    """

    history: pl.DataFrame
    councils: list[str]
    points: dict[str, pl.DataFrame]
    reached: frozenset[str]
    asked_on: frozenset[date]


def start(
    measures: Sequence[Measure],
    history: pl.DataFrame,
    as_at: date,
    periods: Sequence[Period],
    councils: Iterable[str],
) -> Start:
    """Find the points of each roll, and the measures that the data reach.

    `councils` are those that have children; those in `history` are added.
    """
    names = sorted({*councils, *history["council"]})
    told = stretches(history, as_at)
    found = {r.key: points(r, told, periods, names) for r in rolls(measures)}
    seen: dict[tuple[str, int, int], bool] = {}
    reached = []
    for m in measures:
        asks = (m.of.key, m.lookback, m.spans)
        if asks not in seen:
            seen[asks] = reaches(m, found[m.of.key])
        if seen[asks]:
            reached.append(m.key)
    asked = extracts_asked(found.values(), history)
    return Start(history, names, found, frozenset(reached), asked)


def rolls(measures: Iterable[Measure]) -> tuple[Roll, ...]:
    """Return the rolls that measures stand on, each once."""
    return tuple(dict.fromkeys(m.of for m in measures))
