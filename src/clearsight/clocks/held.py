"""Which councils hold what a clock of their own extract needs: it runs for no other.

Nobody's child is late, and nobody is asked of each child, because an extract was not
sent. Of a council that holds none of a clock's stops, one question says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw

from clearsight.clocks.clock import Clock
from clearsight.shape import Frame

Councils = frozenset[str]


def held(coverage: Frame, clocks: Sequence[Clock]) -> Mapping[str, Councils]:
    """Return the councils whose sources could show a stop, for each local clock.

    `coverage`: council and event are read. Only clocks with `is_local` are there.
    """
    local = {c.key: c.covered_as or c.stops for c in clocks if c.is_local}
    if not local:
        return {}
    events = sorted({event for watched in local.values() for event in watched})
    shown = coverage.filter(nw.col("event").is_in(events)).select("council", "event")
    rows = shown.unique().collect("polars").rows()
    return {
        key: frozenset(council for council, event in rows if event in watched)
        for key, watched in local.items()
    }


def that_run(
    clocks: Sequence[Clock], shown: Mapping[str, Councils]
) -> tuple[Clock, ...]:
    """Leave out the clocks that no council holds; one always stays."""
    kept = tuple(c for c in clocks if not c.is_local or shown[c.key])
    return kept or tuple(clocks[:1])


def of_holders(
    frame: Frame, clocks: Sequence[Clock], shown: Mapping[str, Councils]
) -> Frame:
    """Leave out the rows (council, clock) of councils that do not hold the clock."""
    alike: dict[Councils, list[str]] = {}
    for clock in clocks:
        if clock.is_local:
            alike.setdefault(shown[clock.key], []).append(clock.key)
    left_out = nw.lit(False)
    for councils, keys in alike.items():
        its = nw.col("council").is_in(sorted(councils) or [""])
        left_out = left_out | (nw.col("clock").is_in(keys) & ~its)
    return frame.filter(~left_out) if alike else frame
