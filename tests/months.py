"""A made-up council's Annex A month on month: one world, shown as it stood each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clearsight.madeup import annexa, world
from clearsight.madeup.council import children
from clearsight.madeup.true import Child

BEGINS = ("starts_on", "on", "decided_on")


def month_ends(last: date, count: int) -> Iterator[date]:
    """Give the last days of so many months, oldest first, ending with the last."""
    for back in reversed(range(count)):
        at = last.year * 12 + last.month - back
        yield date(at // 12, at % 12 + 1, 1) - timedelta(days=1)


def write(
    out: Path, last: date, months: int, size: int, seed: int = 1, council: str = ""
) -> list[Path]:
    """Write one workbook for each month, and return them, oldest first."""
    every = children(world.world(last, months, size, seed, council))
    written = []
    for day in month_ends(last, months):
        path = out / f"annex_a_{day.isoformat()}.xlsx"
        known = [as_known(child, day) for child in every]
        annexa.write(path, [c for c in known if is_known(c)], day, council)
        written.append(path)
    return written


def is_known(child: Child) -> bool:
    """Say whether anything of the child had happened by the day."""
    return bool(child.contacts or child.early_help or child.referrals or child.leaver)


def as_known(thing: Any, day: date) -> Any:
    """Return the thing with all taken away that came after the day."""
    if is_dataclass(thing) and not isinstance(thing, type):
        if _begins(thing) > day:
            return None
        cut = {f.name: as_known(getattr(thing, f.name), day) for f in fields(thing)}
        if isinstance(thing, Child):
            cut["born_on"] = thing.born_on
            if not any(found.cares for found in cut["referrals"]):
                cut["adoption"] = None
        return replace(thing, **{k: v for k, v in cut.items() if k not in BEGINS})
    if isinstance(thing, list):
        return [as_known(one, day) for one in thing if _begins(one) <= day]
    if isinstance(thing, tuple):
        return tuple(as_known(one, day) for one in thing)
    if isinstance(thing, date):
        return thing if thing <= day else None
    return thing


def _begins(one: Any) -> date:
    if isinstance(one, date):
        return one
    if isinstance(one, tuple):
        return one[0] if isinstance(one[0], date) else date.min
    return next((getattr(one, n) for n in BEGINS if hasattr(one, n)), date.min)
