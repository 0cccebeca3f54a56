"""Read `clearsight.toml`: the council's name, its local limits, its stand-in workers.

council = "Exampleshire"

[limits]                     # only clocks that are a local standard may be changed
cp_visit = "4 weeks"

[workers]
not_a_worker = ["duty", "unallocated", "team manager"]

[retention]                  # applied only by `clearsight store apply-retention`
keep_months = 72             # left out: every extract is kept
decided_on = 2026-11-01      # the day of the council's decision
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from clearsight.errors import SettingsError

FILE_NAME = "clearsight.toml"

# A team, tray or placeholder in the worker's column is not an allocation.
NOT_A_WORKER = (
    "duty", "unallocated", "not allocated", "un-allocated", "tbc", "tba", "unknown",
    "to be allocated", "awaiting allocation", "none", "n/a", "vacant", "vacancy",
    "team manager", "inbox", "tray", "screening", "mash", "front door", "pool", "team",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What a council may choose. Every default is the one that the guidance gives.

    `limits` maps a clock's id to text such as "4 weeks"; `not_a_worker` holds words
    that, standing in the worker's column, name nobody (compared without case, as whole
    words). `keep_months` is how long an extract is kept, as decided on the day beside
    it; null keeps every one. `due_soon` and `due_soon_short` are working days before
    the due date, the second for clocks whose limit is four weeks or less.
    """

    council: str = ""
    limits: Mapping[str, str] = field(default_factory=dict)
    not_a_worker: tuple[str, ...] = NOT_A_WORKER
    due_soon: int = 10
    due_soon_short: int = 5
    youngest_first: bool = True
    keep_months: int | None = None
    retention_decided_on: date | None = None
    path: str = ""


def load(path: Path | None = None) -> Settings:
    """Read the file given, else `clearsight.toml` in this folder, else the defaults."""
    chosen = path or Path(FILE_NAME)
    if not chosen.exists():
        if path is None:
            return Settings()
        raise SettingsError(
            "There is no such settings file.", where=str(path), do="Check the path."
        )
    try:
        with chosen.open("rb") as handle:
            raw = tomllib.load(handle)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(
            f"The settings could not be read: {problem}.",
            where=str(chosen),
            do="Correct the line named and run again.",
        ) from None
    return _from_toml(raw, chosen)


def _from_toml(raw: Mapping[str, Any], path: Path) -> Settings:
    known = {"council", "limits", "workers", "worklist", "retention"}
    if unknown := sorted(set(raw) - known):
        raise SettingsError(
            f"The setting {unknown[0]!r} is not known.",
            where=str(path),
            do=f"Use one of: {', '.join(sorted(known))}.",
        )
    worklist, workers = raw.get("worklist", {}), raw.get("workers", {})
    return Settings(
        council=str(raw.get("council", "")),
        limits={str(k): str(v) for k, v in raw.get("limits", {}).items()},
        not_a_worker=tuple(
            str(w).lower() for w in workers.get("not_a_worker", NOT_A_WORKER)
        ),
        due_soon=int(worklist.get("due_soon", 10)),
        due_soon_short=int(worklist.get("due_soon_short", 5)),
        youngest_first=bool(worklist.get("youngest_first", True)),
        **_retention(raw.get("retention", {}), path),
        path=str(path),
    )


def _retention(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Read the rule on how long extracts are kept; a half-said one is refused."""
    if not raw:
        return {}
    months, day = raw.get("keep_months"), raw.get("decided_on")
    is_whole = isinstance(months, int) and not isinstance(months, bool) and months > 0
    if (
        not is_whole
        or type(day) is not date
        or set(raw) - {"keep_months", "decided_on"}
    ):
        raise SettingsError(
            "The rule on how long extracts are kept is not clear.",
            where=f"{path}, [retention]",
            do="Give keep_months, a whole number above 0, and decided_on, the day of "
            "the decision, as 2026-11-01.",
        )
    return {"keep_months": months, "retention_decided_on": day}
