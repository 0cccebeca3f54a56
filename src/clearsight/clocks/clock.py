"""What a clock is: declared once, and checked when it is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal

from clearsight.clocks.limit import Ladder, Limit, Step, parse_limit
from clearsight.dates import CALENDAR_STARTS
from clearsight.errors import DefinitionError, SettingsError
from clearsight.journeys.events import EVENTS
from clearsight.law import Law
from clearsight.settings import Settings

Mode = Literal["once", "ladder", "each start"]

# For a limit with no dated beginning known to us: as far back as the calendar goes.
ALWAYS = CALENDAR_STARTS
LOWEST_TIER = 2


@dataclass(frozen=True)
class Clock:
    """A time limit: what starts it, what stops it, how long it allows.

    `starts`, `stops` and `ends_early` are kinds of event. An end means that the state
    itself is over, so that nothing more is due. `limits` is dated: a gap is judged by
    the entry in force on the day it begins, and before the first there is none.

    `mode`: *once*, from the spell's first start to the first stop; *each start*, so for
    every start within the spell; *ladder*, where every stop begins the next gap.

    `starts_unsure` are starts from which lateness is certain but being in time is not;
    `unsure_words` say why.
    `ends_undated` are ends that returns record without a day. Where
    `is_spoilt_by_earlier_stop`, a stop dated before the start is a contradiction in the
    data, not a stop that belongs to something else.
    """

    key: str
    title: str
    family: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    limits: Mapping[date, Ladder | Limit]
    tier: int
    law: Law
    applies_to: str
    data: tuple[str, ...]
    breach_words: str
    ends_early: tuple[str, ...] = ()
    configurable: bool = False
    note: str = ""
    mode: Mode = "once"
    starts_unsure: tuple[str, ...] = ()
    unsure_words: str = ""
    ends_undated: tuple[str, ...] = ()
    is_spoilt_by_earlier_stop: bool = False
    ladders: Mapping[date, Ladder] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that could not run or could not be shown."""
        ladders = {
            since: (Step(given),) if isinstance(given, Limit) else given
            for since, given in sorted(self.limits.items())
        }
        object.__setattr__(self, "ladders", ladders)
        in_steps = tuple(n for s in self.steps for n in s.starts)
        for name in (*self.starts, *self.stops, *self.ends_early, *self.ends_undated):
            self._known(name)
        for name in (*self.starts_unsure, *in_steps):
            self._one_of(name, self.starts, "starts")
        for name in self.ends_undated:
            self._one_of(name, self.ends_early, "ends_early")
        if not (self.starts and self.stops and ladders and all(ladders.values())):
            raise self._wrong("It needs a start, a stop and a limit.")
        if not all(ladder[-1].fits_all_later for ladder in ladders.values()):
            raise self._wrong("The last step of a ladder must fit every later gap.")
        if not (self.key and self.title and self.breach_words and self.data):
            raise self._wrong(
                "It needs a key, a title, its data and words for lateness."
            )
        if self.tier not in range(LOWEST_TIER + 1):
            raise self._wrong("Its tier must be 0, 1 or 2.")

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step of every dated ladder, oldest first."""
        return tuple(s for ladder in self.ladders.values() for s in ladder)

    @property
    def stop_words(self) -> str:
        """Name what stops it."""
        return " or ".join(self.stops)

    def _wrong(
        self, what: str, do: str = "Correct its declaration."
    ) -> DefinitionError:
        return DefinitionError(what, where=f"clock {self.key}", do=do)

    def _known(self, name: str) -> None:
        if name not in EVENTS:
            near = get_close_matches(name, sorted(EVENTS), n=1)
            do = f"Did you mean {near[0]!r}?" if near else "See journeys/events.py."
            raise self._wrong(f"There is no event {name!r}.", do)

    def _one_of(self, name: str, names: tuple[str, ...], which: str) -> None:
        if name not in names:
            raise self._wrong(f"{name!r} is not among its {which}.")


def unique(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the clocks in order of their keys, and refuse two with the same key."""
    found: dict[str, Clock] = {}
    for clock in clocks:
        if found.setdefault(clock.key, clock) is not clock:
            raise DefinitionError(
                "Two clocks have this key.", where=f"clock {clock.key}"
            )
    return tuple(found[key] for key in sorted(found))


def with_local_limits(clocks: Iterable[Clock], settings: Settings) -> tuple[Clock, ...]:
    """Return the clocks with the council's own limits in place of ours.

    A local limit applies to every gap, whenever it began. Only a clock that is
    `configurable` may have one; any other, or an unknown id, is a `SettingsError`.
    """
    by_key = {clock.key: clock for clock in clocks}
    where = settings.path or "settings"
    for key, text in settings.limits.items():
        if key not in by_key:
            near = get_close_matches(key, by_key, n=1)
            raise SettingsError(
                f"There is no clock {key!r}.",
                where=where,
                do=f"Did you mean {near[0]!r}?" if near else _choice(by_key.values()),
            )
        if not by_key[key].configurable:
            raise SettingsError(
                f"The limit of {key} is set by law or guidance and cannot be changed.",
                where=where,
                do=_choice(by_key.values()),
            )
        limit = parse_limit(text, clock=key, where=where)
        by_key[key] = replace(by_key[key], limits={ALWAYS: limit})
    return tuple(by_key.values())


def _choice(clocks: Iterable[Clock]) -> str:
    names = [clock.key for clock in clocks if clock.configurable]
    return f"A limit may be set for: {', '.join(names)}."
