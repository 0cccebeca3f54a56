"""What only some councils hand over: their own extract, SEN2, the workforce census.

Each chapter makes up what truly was, from chance of its own, and writes it as such a
council would. What it makes up depends on the children and never changes their lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clearsight.madeup.beyond import before_court, own, send, staffing
from clearsight.madeup.true import Child
from clearsight.madeup.world import World

CHAPTERS = (before_court.write, own.write, send.write, staffing.write)


def write(folder: Path, world: World, children: Sequence[Child]) -> None:
    """Write everything of the kind into a folder of returns."""
    for chapter in CHAPTERS:
        chapter(folder, world, children)
