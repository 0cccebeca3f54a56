"""Has a measure moved beyond chance since a day? Control charts, as the NHS reads them.

    series.py   periods that follow one another, and what was counted in each
    limits.py   the mean and the limits that a frozen baseline gives
    signals.py  the four rules by which a point or a run is beyond chance
    stretches.py  which points share a baseline, and who may set a new one
    reading.py  the verdict since a day, and whether the standard will be met

It says whether something moved and in which direction. It never says what moved it.
No library served: docs/explanation/moved-beyond-chance.md says which were looked at.
"""

from __future__ import annotations

from clearsight.accountability.chance.limits import Limits, Rules
from clearsight.accountability.chance.reading import (
    Found,
    Measure,
    Moved,
    Point,
    moved,
)
from clearsight.accountability.chance.series import Better, Kind
from clearsight.accountability.chance.stretches import Rebasing

__all__ = [
    "Better", "Found", "Kind", "Limits", "Measure", "Moved", "Point", "Rebasing",
    "Rules", "moved",
]  # fmt: skip
