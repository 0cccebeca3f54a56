"""Read `clearsight.toml`: the council's name, its local limits, its stand-in workers.

A name that is not known and a value of another kind are refused with the place: a
setting that is passed over in silence is taken by its author for kept.

council = "Exampleshire"

[limits]                     # only clocks that are a local standard may be changed
cp_visit = "4 weeks"

[clocks]
enable = []                  # clocks that wait until the law is known to be in force

[workers]
not_a_worker = ["duty", "unallocated", "team manager"]

[worklist]
tier_2 = ["S12"]             # drift is shown on the worklist one signal at a time

[signals.S08]                # thresholds of a signal, and the day they were changed
from = 2026-09-01
workers = 4

[references]
postcodes = "postcodes.csv"  # postcode, easting, northing: for distances from home
adjoining = ["Elsewhere"]    # councils whose areas adjoin this one's

[retention]                  # applied only by `clearsight store apply-retention`
keep_months = 72             # left out: every extract is kept
decided_on = 2026-11-01      # the day of the council's decision
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from clearsight.errors import SettingsError

FILE_NAME = "clearsight.toml"

# A team, tray or placeholder in the worker's column is not an allocation. How the cell
# is read, and when a person's name beside one of these counts, is in journeys.named.
NOT_A_WORKER = (
    "duty", "unallocated", "not allocated", "un-allocated", "tbc", "tba", "unknown",
    "to be allocated", "awaiting allocation", "none", "n/a", "vacant", "vacancy",
    "team manager", "inbox", "tray", "screening", "mash", "front door", "pool", "team",
    "unassigned", "not assigned", "to be assigned", "awaiting", "pending", "nobody",
    "no one", "not known", "not applicable", "nil", "null", "teams", "hub", "queue",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What a setting may hold: a test of it, its name in words, and an example."""

    holds: Callable[[Any], bool]
    words: str
    example: str


def _is_filled(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


TEXT = Kind(lambda v: isinstance(v, str), "text", 'it in quotation marks, as "4 weeks"')
LIST = Kind(
    lambda v: isinstance(v, list) and all(_is_filled(one) for one in v),
    "a list of texts",
    'it in brackets, each text in quotation marks, as ["one", "another"]',
)
WHOLE = Kind(
    lambda v: type(v) is int and v >= 0,
    "a whole number, 0 or more",
    "it in digits without quotation marks, as 10",
)
YES_NO = Kind(
    lambda v: isinstance(v, bool), "true or false", "true or false, without quotes"
)
ANY = "*"
# The tables that say here nothing of what they hold are checked where they are read.
KNOWN: Mapping[str, Kind | Mapping[str, Kind]] = {
    "council": TEXT,
    "limits": {ANY: TEXT},
    "clocks": {"enable": LIST},
    "workers": {"not_a_worker": LIST},
    "worklist": {
        "due_soon": WHOLE,
        "due_soon_short": WHOLE,
        "youngest_first": YES_NO,
        "tier_2": LIST,
    },
    "signals": {},
    "references": {},
    "retention": {},
}


@dataclass(frozen=True)
class Change:
    """Thresholds of one signal that the council set, and the day they count from."""

    since: date
    values: Mapping[str, int]


@dataclass(frozen=True)
class Settings:
    """What a council may choose. Every default is the one that the guidance gives.

    `limits` maps a clock's id to text such as "4 weeks"; `enable` names clocks that are
    off until somebody confirms that their law is in force; `not_a_worker` holds words
    that, standing in the worker's column, name nobody (compared without case, as whole
    words). `keep_months` is how long an extract is kept, as decided on the day beside
    it; null keeps every one. `due_soon` and `due_soon_short` are working days before
    the due date, the second for clocks whose limit is four weeks or less. `tier_2`
    names the signals of tier 2 that are on the worklist; `signals` the thresholds that
    the council changed, by signal. `postcodes` is a CSV file that says where postcodes
    lie; `adjoining` names the councils whose areas adjoin this one's.
    """

    council: str = ""
    limits: Mapping[str, str] = field(default_factory=dict)
    enable: tuple[str, ...] = ()
    not_a_worker: tuple[str, ...] = NOT_A_WORKER
    due_soon: int = 10
    due_soon_short: int = 5
    youngest_first: bool = True
    tier_2: tuple[str, ...] = ()
    signals: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    postcodes: Path | None = None
    adjoining: tuple[str, ...] = ()
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
    except OSError:
        raise SettingsError(
            "The settings could not be opened.",
            where=str(chosen),
            do="Name the file itself, and check that you may read it.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(
            f"The settings could not be read: {problem}.",
            where=str(chosen),
            do="Correct the line named and run again.",
        ) from None
    return _from_toml(raw, chosen)


def _from_toml(raw: Mapping[str, Any], path: Path) -> Settings:
    _check(raw, path)
    worklist, workers = raw.get("worklist", {}), raw.get("workers", {})
    return Settings(
        council=raw.get("council", ""),
        limits=dict(raw.get("limits", {})),
        enable=tuple(raw.get("clocks", {}).get("enable", ())),
        not_a_worker=tuple(
            w.strip().lower() for w in workers.get("not_a_worker", NOT_A_WORKER)
        ),
        due_soon=worklist.get("due_soon", 10),
        due_soon_short=worklist.get("due_soon_short", 5),
        youngest_first=worklist.get("youngest_first", True),
        tier_2=tuple(worklist.get("tier_2", ())),
        signals=_changes(raw.get("signals", {}), path),
        **_references(raw.get("references", {}), path),
        **_retention(raw.get("retention", {}), path),
        path=str(path),
    )


def _check(raw: Mapping[str, Any], path: Path) -> None:
    """Refuse a name that is not known, and a value that is not of its kind."""
    for name, value in raw.items():
        _must_be_known(name, KNOWN, str(path))
        kinds = KNOWN[name]
        if isinstance(kinds, Kind):
            _must_be(kinds, name, value, str(path))
            continue
        if not isinstance(value, dict):
            raise SettingsError(
                f"What {name} holds is not clear: it is a table of settings.",
                where=str(path),
                do=f"Write [{name}] on a line of its own, and what it holds below it.",
            )
        place = f"{path}, [{name}]"
        for key, given in value.items() if kinds else ():
            if ANY not in kinds:
                _must_be_known(key, kinds, place)
            _must_be(kinds.get(key, kinds.get(ANY, TEXT)), key, given, place)


def _must_be_known(name: str, known: Iterable[str], where: str) -> None:
    names = sorted(known)
    if name in names:
        return
    near = get_close_matches(name, names, n=1)
    raise SettingsError(
        f"The setting {name!r} is not known.",
        where=where,
        do=f"Did you mean {near[0]!r}?" if near else f"Use one of: {', '.join(names)}.",
    )


def _must_be(kind: Kind, name: str, value: Any, where: str) -> None:
    if not kind.holds(value):
        raise SettingsError(
            f"{name} is not {kind.words}.", where=where, do=f"Write {kind.example}."
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


def _references(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Read where the table of postcodes is, and which councils adjoin.

    The name of a file is taken from the settings on.
    """
    if not raw:
        return {}
    given = dict(raw)
    posts, beside = given.pop("postcodes", None), given.pop("adjoining", ())
    is_path = posts is None or isinstance(posts, str)
    is_list = isinstance(beside, (list, tuple))
    if given or not is_path or not (is_list and all(type(n) is str for n in beside)):
        raise SettingsError(
            "The references are not clear.",
            where=f"{path}, [references]",
            do="Give postcodes, the path of a CSV file, or adjoining, a list of the "
            "names of councils, and nothing else.",
        )
    return {
        "postcodes": None if posts is None else path.parent / posts,
        "adjoining": tuple(beside),
    }


def _changes(raw: Mapping[str, Any], path: Path) -> dict[str, tuple[Change, ...]]:
    """Read the thresholds of each signal: one table, or several for several days."""
    found = {}
    for key, given in raw.items():
        tables = given if isinstance(given, list) else [given]
        found[str(key)] = tuple(
            _change(table, f"{path}, [signals.{key}]") for table in tables
        )
    return found


def _change(table: Any, where: str) -> Change:
    values = dict(table) if isinstance(table, dict) else {}
    since = values.pop("from", None)
    is_whole = all(type(v) is int and v > 0 for v in values.values())
    if type(since) is not date or not values or not is_whole:
        raise SettingsError(
            "The thresholds of a signal are not clear.",
            where=where,
            do="Give from, the day they count from, as 2026-09-01, and beside it each "
            "threshold with a whole number above 0.",
        )
    return Change(since, {str(name): value for name, value in values.items()})
