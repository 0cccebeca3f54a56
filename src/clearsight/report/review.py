"""What one review found: the frames that every page, workbook and file is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from clearsight import __version__
from clearsight.files.manifest import ReadFile

if TYPE_CHECKING:
    from clearsight.report.counted import Measured

CLASSIFICATION = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True)
class Review:
    """The outcome of a review.

    `as_at` is the day it was made for and `as_at_why` how that was settled. `timeline`
    and `spells` are as in `journeys.frames`; `clocks` as in `clocks.run`; `signals` as
    in `oversight.signals`; `worklist` as in `oversight.worklist`; `questions` has
    council, child (null where a whole file is meant), about, where, what, do, rows.
    `tier_2` names the signals of tier 2 that are on the worklist (null: all), and
    `thresholds` says what each was raised by, as `oversight.thresholds` words it.
    `store` is what a manifest says of the store that it was made from, or empty.
    `counting` gives the measures, and waits for them if it must: they are counted while
    the rest is made and written. Where it is null there are none. `workers` is as in
    `clocks.workers`, or null where no supervision names a worker.
    """

    as_at: date
    as_at_why: str
    councils: list[str]
    files: list[ReadFile]
    timeline: pl.DataFrame
    spells: pl.DataFrame
    clocks: pl.DataFrame
    signals: pl.DataFrame
    worklist: pl.DataFrame
    questions: pl.DataFrame
    children: pl.DataFrame
    tier_2: tuple[str, ...] | None = None
    thresholds: Sequence[Mapping[str, Any]] = ()
    version: str = __version__
    store: Mapping[str, Any] = field(default_factory=dict)
    counting: Callable[[], Measured] | None = None
    workers: pl.DataFrame | None = None

    @property
    def measured(self) -> Measured | None:
        """Return what the measures came to, once they are counted."""
        return self.counting() if self.counting else None

    def manifest(self) -> dict[str, Any]:
        """Return the manifest as plain values, the same for the same input."""
        return {
            "classification": CLASSIFICATION,
            "made_by": f"Clearsight {self.version}",
            "as_at": self.as_at.isoformat(),
            "as_at_why": self.as_at_why,
            "councils": self.councils,
            "children": self.children.height,
            **({} if self.tier_2 is None else {"tier_2_shown": list(self.tier_2)}),
            "thresholds": [dict(t) for t in self.thresholds],
            **({"store": dict(self.store)} if self.store else {}),
            "files": [f.as_dict() for f in self.files],
        }
