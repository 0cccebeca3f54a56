"""The thresholds in force on the day of a review: ours, or the council's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from clearsight.errors import SettingsError
from clearsight.oversight.kind import Signal
from clearsight.settings import Settings

LOCAL_TIER = 2

Thresholds = Mapping[tuple[str, str], int]


def in_force(
    signals: Sequence[Signal], settings: Settings, as_at: date
) -> dict[tuple[str, str], int]:
    """Return the value of each threshold, by the signal's key and its own name.

    The council's value of the latest day not after `as_at` counts, else the default.
    Raises `SettingsError` where the settings name a signal, or a threshold of it, that
    there is not.
    """
    check(signals, settings)
    found = {(s.key, t.name): t.default for s in signals for t in s.thresholds}
    for key, changes in settings.signals.items():
        for change in sorted(changes, key=lambda c: c.since):
            if change.since <= as_at:
                found |= {(key, n): value for n, value in change.values.items()}
    return found


def check(signals: Sequence[Signal], settings: Settings) -> None:
    """Refuse settings that name what there is not, with the near miss."""
    by_key = {s.key: s for s in signals}
    path = settings.path or "settings"
    for key, changes in settings.signals.items():
        _known(key, by_key, "signal", f"{path}, [signals]")
        names = {t.name for t in by_key[key].thresholds}
        for name in (n for change in changes for n in change.values):
            _known(
                name, names, f"threshold of {key} called", f"{path}, [signals.{key}]"
            )
    for key in settings.tier_2:
        _known(key, by_key, "signal", f"{path}, [worklist] tier_2")
        if by_key[key].tier not in (None, LOCAL_TIER) and not _has_drift(by_key[key]):
            raise SettingsError(
                f"{key} is never of tier 2, so it is on the worklist in any case.",
                where=f"{path}, [worklist] tier_2",
                do="Leave it out.",
            )


def _has_drift(signal: Signal) -> bool:
    return "tier 2" in signal.raised_when


def _known(name: str, names: Iterable[str], kind: str, where: str) -> None:
    known = sorted(names)
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    every = f"Use one of: {', '.join(known)}." if known else "It has none to change."
    raise SettingsError(
        f"There is no {kind} {name!r}.",
        where=where,
        do=f"Did you mean {near[0]!r}?" if near else every,
    )


def in_words(signals: Sequence[Signal], values: Thresholds) -> list[dict[str, object]]:
    """Return what was used, for a manifest: signal, name, value, default, means."""
    return [
        {
            "signal": s.key,
            "threshold": t.name,
            "value": values[s.key, t.name],
            "default": t.default,
            "means": t.means,
        }
        for s in signals
        for t in s.thresholds
    ]
