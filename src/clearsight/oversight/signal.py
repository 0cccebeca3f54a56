"""Every signal there is: what each one says, when it is raised, and what it rests on.

A signal is declared in the chapter that raises it. Chapters are found by walking
`oversight.signals` and `oversight.waiting`; nothing is registered.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from clearsight.oversight.kind import DAY_ONE, TIERS, Signal, Threshold

__all__ = ["DAY_ONE", "SIGNALS", "TIERS", "Signal", "Threshold"]

ROOMS = ("clearsight.oversight.signals", "clearsight.oversight.waiting")


def _found() -> tuple[Signal, ...]:
    every = {
        value.key: value
        for room in ROOMS
        for module in pkgutil.iter_modules(import_module(room).__path__, f"{room}.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Signal)
    }
    return tuple(every[key] for key in sorted(every))


SIGNALS: tuple[Signal, ...] = _found()
