"""The legal and local time limits, and how each child stands against them.

A clock is an entry in a chapter of this folder: `front_door`, `assessment`,
`protection`, `looked_after`. Chapters are found by walking it; nothing is registered.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from clearsight.clocks.clock import Clock, unique
from clearsight.clocks.run import run
from clearsight.clocks.words import STANDINGS

CLOCKS: tuple[Clock, ...] = unique(
    value
    for found in pkgutil.iter_modules(__path__, f"{__name__}.")
    for value in vars(import_module(found.name)).values()
    if isinstance(value, Clock)
)

__all__ = ["CLOCKS", "STANDINGS", "Clock", "run"]
