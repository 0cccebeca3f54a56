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
from clearsight.journeys.recorded import nouns
from clearsight.law import Law
from clearsight.settings import Settings

Mode = Literal["once", "ladder", "each start", "points"]
Kind = Literal["maximum", "minimum", "countdown", "sequence", "calendar date"]
Subject = Literal["child", "worker"]

# For a limit with no dated beginning known to us: as far back as the calendar goes.
ALWAYS = CALENDAR_STARTS
LOWEST_TIER = 2
COUNTED_IN = ("calendar day", "week")


@dataclass(frozen=True)
class Clock:
    """A time limit: what starts it, what stops it, how long it allows.

    `starts`, `stops` and `ends_early` are kinds of event. An end means that the state
    itself is over, so that nothing more is due. `limits` is dated: a gap is judged by
    the entry in force on the day it begins, and before the first there is none. An
    empty entry, `()`, is a time for which the law gave no number.

    `mode`: *once*, from the spell's first start to the first stop; *each start*, so for
    every start within the spell; *ladder*, where every stop begins the next gap;
    *points*, where each step of the limit is counted from the start, and the first stop
    answers the first, the second the second.

    `kind`: a *maximum* is the most that may pass. A *countdown* must happen so long
    before the day of a `planned` event, in *each start* the first one after it. A
    *sequence* must be true when the state begins, so its limit is nought. A *minimum*
    must be allowed before the stop. A *calendar date* is due on a fixed day of the
    year. Other clocks with a `planned` event are due on that day where there is one,
    and by their limit where not.

    `covered_as` are events of which the sources show as much as of the stops.
    Where not `is_warned`, coming due is no news: it would be said of every open child.
    `proxy` says what stands in for what, where the data do not hold the thing itself.
    `is_stop_unseen`: no return holds the stop, so the clock can say that it is not due
    yet, and past that day only ask. Where `is_full_once_shown`, it runs in full for the
    spells of which a source would show the stop: each start is certain to need one, and
    nothing but the stop answers it. `start_details` and `start_unless` narrow `starts`
    to those whose detail is, or is not, among these. Where `is_stopped_around`, stops
    are those of the spell around this one. Where `is_met_by_earlier_stop`, a stop
    before the start meets it. The first `until` event since the start, in the spell or
    the one around it, ends it; where one may have happened unseen, it cannot run.

    `is_local`: no national return holds its stop. It runs for the councils whose
    sources show one, and of others it is asked once. `is_theirs`: the time is the
    family's, to use or leave, so it is never late. Of a clock whose `subject` is a
    worker no child ever has a row: `clocks.workers` runs it.

    `starts_unsure` are starts from which lateness is certain but being in time is not;
    `unsure_words` say why. `starts_untold` are those that only say that nobody tells:
    nothing is counted from them, and `untold_words` say what is not told.
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
    starts_untold: tuple[str, ...] = ()
    untold_words: str = ""
    ends_undated: tuple[str, ...] = ()
    is_spoilt_by_earlier_stop: bool = False
    kind: Kind = "maximum"
    proxy: str = ""
    start_details: tuple[str, ...] = ()
    start_unless: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    covered_as: tuple[str, ...] = ()
    is_stop_unseen: bool = False
    is_full_once_shown: bool = False
    is_stopped_around: bool = False
    is_met_by_earlier_stop: bool = False
    is_warned: bool = True
    is_local: bool = False
    is_theirs: bool = False
    subject: Subject = "child"
    enabled_by_default: bool = True
    ladders: Mapping[date, Ladder] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that could not run or could not be shown."""
        ladders = {
            since: (Step(given),) if isinstance(given, Limit) else given
            for since, given in sorted(self.limits.items())
        }
        object.__setattr__(self, "ladders", ladders)
        in_steps = tuple(n for s in self.steps for n in s.starts)
        for name in self.listens_to:
            self._known(name)
        for name in (*self.starts_unsure, *self.starts_untold, *in_steps):
            self._one_of(name, self.starts, "starts")
        for name in self.ends_undated:
            self._one_of(name, self.ends_early, "ends_early")
        if not (self.starts and self.stops and ladders and ladders[min(ladders)]):
            raise self._wrong("It needs a start, a stop and a limit.")
        if not all(ladder[-1].fits_all_later for ladder in ladders.values() if ladder):
            raise self._wrong("The last step of a ladder must fit every later gap.")
        if not (self.key and self.title and self.breach_words and self.data):
            raise self._wrong(
                "It needs a key, a title, its data and words for lateness."
            )
        if self.tier not in range(LOWEST_TIER + 1):
            raise self._wrong("Its tier must be 0, 1 or 2.")
        self._check_kind()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step of every dated ladder, oldest first."""
        return tuple(s for ladder in self.ladders.values() for s in ladder)

    @property
    def listens_to(self) -> tuple[str, ...]:
        """Return every kind of event that it needs."""
        named = (*self.starts, *self.stops, *self.ends_early, *self.planned)
        others = (*self.ends_undated, *self.switches, *self.covered_as)
        return tuple(dict.fromkeys((*named, *others)))

    @property
    def switches(self) -> tuple[str, ...]:
        """Return the events of which it matters whether one has happened yet."""
        after = (name for step in self.steps for name in step.after)
        return tuple(dict.fromkeys((*after, *self.until)))

    @property
    def watched(self) -> tuple[str, ...]:
        """Return the events whose silence must mean something for it to run."""
        own = self.ends_early if self.is_stop_unseen else self.stops
        return self.covered_as or own

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the stops of which, where a source shows them, silence is lateness."""
        return self.stops if self.is_full_once_shown else ()

    @property
    def stop_words(self) -> str:
        """Name what stops it."""
        return " or ".join(self.stops)

    @property
    def stop_nouns(self) -> str:
        """Name what is recorded of that, as a sentence about the data needs it."""
        return nouns(self.stops)

    @property
    def shown_title(self) -> str:
        """Return its title, which says so where it is a proxy."""
        return f"{self.title} (proxy)" if self.proxy else self.title

    @property
    def counted(self) -> str:
        """Say how it is counted where that is not from its start to its stop."""
        if self.kind == "countdown":
            return f"back from: {' or '.join(self.planned)}"
        if self.kind == "sequence":
            return "must be so from the first day"
        if self.kind == "minimum":
            return "at least so long"
        said = "each step from the start" if self.mode == "points" else ""
        if self.planned:
            day = f"due on the day of: {' or '.join(self.planned)}; else by the limit"
            said = f"{said}; {day}" if said else day
        if self.until:
            said = f"until: {' or '.join(self.until)}"
        return said

    @property
    def reason(self) -> str:
        """Return what it says of lateness, with what stands in for what."""
        proxy = f" This is a proxy: {self.proxy}." if self.proxy else ""
        return f"{self.breach_words}{proxy}"

    def _check_kind(self) -> None:
        limits = [step.limit for step in self.steps]
        if self.kind == "countdown" and not self.planned:
            raise self._wrong("A countdown needs the event it counts back from.")
        if any(li.is_before != (self.kind == "countdown") for li in limits):
            raise self._wrong("A countdown, and no other, counts back from a day.")
        if any((li.by is None) == (self.kind == "calendar date") for li in limits):
            raise self._wrong("A calendar date, and no other, is due on a fixed day.")
        if self.kind == "minimum" and (self.mode != "once" or self.is_warned):
            raise self._wrong("A minimum runs once, and nobody is warned of its end.")
        if self.kind == "sequence" and any(li.n for li in limits):
            raise self._wrong("A sequence allows no time.")
        if any(li.counts_first_day and li.unit not in COUNTED_IN for li in limits):
            raise self._wrong("Only days and weeks can count the first day.")
        if self.is_stop_unseen and not (self.proxy and self.ends_early):
            raise self._wrong("An unseen stop needs a proxy and an end.")
        if self.is_full_once_shown and not self.is_stop_unseen:
            raise self._wrong("Any other clock runs in full already.")

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


def enabled(clocks: Iterable[Clock], settings: Settings) -> tuple[Clock, ...]:
    """Return the clocks that run: those on by default, and those switched on.

    An id that no clock has is a `SettingsError`.
    """
    by_key = {clock.key: clock for clock in clocks}
    for key in settings.enable:
        if key not in by_key:
            near = get_close_matches(key, by_key, n=1)
            raise SettingsError(
                f"There is no clock {key!r}.",
                where=settings.path or "settings",
                do=f"Did you mean {near[0]!r}?" if near else "See `show clocks`.",
            )
    return tuple(
        clock
        for clock in by_key.values()
        if clock.enabled_by_default or clock.key in settings.enable
    )


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
        limit = replace(limit, is_before=by_key[key].kind == "countdown")
        by_key[key] = replace(by_key[key], limits={ALWAYS: limit})
    return tuple(by_key.values())


def _choice(clocks: Iterable[Clock]) -> str:
    names = [clock.key for clock in clocks if clock.configurable]
    return f"A limit may be set for: {', '.join(names)}."
