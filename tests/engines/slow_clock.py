"""Clocks again, slowly: one child and one day at a time, sharing no code with ours.

It knows only the case where the sources would have shown everything. Bank holidays are
written out here, and the limits are a chain of plain questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAYS = {
    date(int(year), int(day[:2]), int(day[2:]))
    for year, days in {
        "2010": "0101 0402 0405 0503 0531 0830 1227 1228",
        "2011": "0103 0422 0425 0429 0502 0530 0829 1226 1227",
        "2012": "0102 0406 0409 0507 0604 0605 0827 1225 1226",
        "2013": "0101 0329 0401 0506 0527 0826 1225 1226",
        "2014": "0101 0418 0421 0505 0526 0825 1225 1226",
        "2015": "0101 0403 0406 0504 0525 0831 1225 1228",
        "2016": "0101 0325 0328 0502 0530 0829 1226 1227",
        "2017": "0102 0414 0417 0501 0529 0828 1225 1226",
    }.items()
    for day in days.split()
}
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """Something that happened to a child, or was recorded without its day."""

    child: str
    on: date | None
    kind: str
    spell: str
    within: str | None = None


@dataclass(frozen=True)
class Gap:
    """What should be found of one gap."""

    child: str
    clock: str
    spell: str
    step: int
    starts_on: date | None
    due_on: date | None
    stopped_on: date | None
    ended_on: date | None
    standing: str
    days: int | None


@dataclass(frozen=True)
class Kinds:
    """The events that one clock listens to, and how it goes on after a stop."""

    mode: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    ends: tuple[str, ...]


NOT_NEEDED = "conference judged not needed"
UNREFERRED = "assessment started with no referral in the data"
LONG_TERM = "long-term placement began"
UNTOLD = "no row names a worker"
UNFOLLOWED = "section 47 enquiry ended with no conference asked for"
ONGOING = "already looked after when the data begin"
CLOCKS = {
    "unallocated": Kinds(
        "each",
        ("left with no named worker", UNTOLD),
        ("named worker recorded",),
        ("no longer needs a worker",),
    ),
    "assessment_45": Kinds(
        "once",
        ("referral accepted", UNREFERRED),
        ("assessment authorised",),
        ("referral closed",),
    ),
    "s47_outcome": Kinds(
        "once",
        ("section 47 enquiry started",),
        ("initial conference held", NOT_NEEDED, "section 47 enquiry ended"),
        ("section 47 enquiry taken over by a later one", "referral closed"),
    ),
    "s47_to_icpc": Kinds(
        "once",
        ("section 47 enquiry started",),
        ("initial conference held",),
        (
            NOT_NEEDED,
            UNFOLLOWED,
            "section 47 enquiry taken over by a later one",
            "child already on a protection plan",
            "referral closed",
        ),
    ),
    "rcpc": Kinds(
        "ladder",
        ("child protection plan started",),
        ("review conference held",),
        ("child protection plan ended",),
    ),
    "cp_visit": Kinds(
        "ladder",
        ("child protection plan started",),
        ("child protection visit",),
        ("child protection plan ended",),
    ),
    "cla_review": Kinds(
        "ladder",
        ("became looked after", ONGOING),
        ("looked-after review",),
        ("ceased to be looked after",),
    ),
    "assessment_45_published": Kinds(
        "once",
        ("assessment started", UNREFERRED),
        ("assessment authorised",),
        ("referral closed",),
    ),
    "cpp_two_years": Kinds(
        "once",
        ("child protection plan started",),
        ("child protection plan ended",),
        (),
    ),
    "cin_visit": Kinds(
        "ladder",
        ("CIN plan started",),
        ("child seen",),
        ("CIN plan ended",),
    ),
    "stepdown_first_visit": Kinds(
        "each",
        ("stepped down from a plan or returned home",),
        ("child seen",),
        ("referral closed",),
    ),
    "placed_review": Kinds(
        "ladder",
        ("placed for adoption",),
        ("looked-after review",),
        (
            "placement for adoption ended",
            "decision for adoption reversed",
            "ceased to be looked after",
        ),
    ),
    "cla_visit": Kinds(
        "ladder",
        ("placement began", LONG_TERM),
        ("looked-after visit",),
        ("placement ended",),
    ),
}


def days_from(first: date, last: date) -> Iterator[date]:
    """Give each day from the first to the last."""
    while first <= last:
        yield first
        first += ONE


def after_working_days(start: date, n: int) -> date:
    """Walk on from the start until n working days have been met."""
    while n:
        start += ONE
        if start.strftime("%a") not in ("Sat", "Sun") and start not in HOLIDAYS:
            n -= 1
    return start


def after_months(start: date, n: int) -> date:
    """Walk on to the day of that number n months later, or the last day before it."""
    wanted, day = start.day, start
    while n:
        day += ONE
        if day.day == 1:
            n -= 1
    while day.day < wanted and (day + ONE).day != 1:
        day += ONE
    return day


def due(  # noqa: PLR0911, PLR0912
    clock: str, step: int, start: date, begun: date, kind: str
) -> date | None:
    """Work out the last lawful day of a gap; None where there was no limit yet."""
    if clock == "unallocated":
        return after_working_days(start, 1)
    if clock == "cpp_two_years":
        return start + 729 * ONE
    if clock == "cin_visit":
        return after_working_days(start, 20)
    if clock == "stepdown_first_visit":
        return after_working_days(start, 10)
    if clock == "placed_review":
        if step == 1:
            return start + 28 * ONE
        return after_months(start, 3 if step == 2 else 6)
    if clock in ("assessment_45", "assessment_45_published"):
        in_force = start >= date(2013, 4, 15)
        return after_working_days(start, 45) if in_force else None
    if clock in ("s47_outcome", "s47_to_icpc"):
        return after_working_days(start, 15)
    if clock == "rcpc":
        return after_months(start, 3 if step == 1 else 6)
    if clock == "cp_visit":
        return after_working_days(start, 10)
    if start < date(2011, 4, 1):
        return None
    if clock == "cla_review":
        if kind == ONGOING:
            return after_months(start, 6)
        if step == 1:
            return after_working_days(start, 20)
        return after_months(start, 3 if step == 2 else 6)
    if step == 1:
        return start + 7 * ONE
    if kind == LONG_TERM and start >= after_months(begun, 12):
        return after_months(start, 3)
    return start + 42 * ONE


def difference(earlier: date, later: date) -> int:
    """Count the days from one to the other, one at a time."""
    if later < earlier:
        return -difference(later, earlier)
    return sum(1 for _ in days_from(earlier, later)) - 1


@dataclass
class Run:
    """One run of one clock, with what belongs to it."""

    clock: str
    start: Event
    stops: list[Event]
    ends: list[Event]
    as_at: date

    def gaps(self) -> Iterator[Gap]:
        """Walk from the start to the day of the review."""
        begun = self.start.on
        if begun is None:
            yield self.gap(1, None, None, None, "cannot run")
            return
        mode = CLOCKS[self.clock].mode
        step, since, ended = 1, begun, None
        for day in days_from(begun, self.as_at):
            if any(e.on == day for e in self.stops):
                yield self.stopped(step, since, day)
                if mode != "ladder":
                    return
                step, since = step + 1, day
            if ended is None and any(e.on == day for e in self.ends):
                ended = day
                if mode != "once":
                    break
        if not (step > 1 and since == ended):
            yield self.unstopped(step, since, ended)

    def due(self, step: int, since: date) -> date | None:
        """Work out when the gap is due."""
        assert self.start.on
        return due(self.clock, step, since, self.start.on, self.start.kind)

    def gap(
        self,
        step: int,
        since: date | None,
        stopped: date | None,
        ended: date | None,
        standing: str,
        reached: date | None = None,
    ) -> Gap:
        """Write the gap down."""
        when = self.due(step, since) if since else None
        apart = None
        if self.start.kind == UNTOLD:
            standing = "cannot run"
        if when and reached and standing != "cannot run":
            apart = difference(when, reached)
        who = (self.start.child, self.clock, self.start.spell)
        return Gap(*who, step, since, when, stopped, ended, standing, apart)

    def stopped(self, step: int, since: date, day: date) -> Gap:
        """Judge a gap that was stopped."""
        when = self.due(step, since)
        if when is None:
            standing = "cannot run"
        elif day > when:
            standing = "late"
        else:
            unsure = self.start.kind == UNREFERRED and self.clock == "assessment_45"
            unsure |= self.start.kind == ONGOING and step == 1
            standing = "cannot run" if unsure else "met"
        return self.gap(step, since, day, None, standing, day)

    def unstopped(self, step: int, since: date, ended: date | None) -> Gap:
        """Judge a gap that nothing stopped, whether or not the state is over."""
        when = self.due(step, since)
        reached: date | None = ended or self.as_at
        if since > self.as_at or when is None or self.is_contradicted(when, ended):
            standing = "cannot run"
        elif ended:
            spared = ended <= when or self.is_not_needed()
            standing = "no longer due" if spared else "late"
        elif self.is_not_needed():
            standing, reached = "no longer due", None
        elif self.is_end_doubtful():
            standing = "cannot run"
        else:
            standing = "overdue" if self.as_at > when else "running"
        return self.gap(step, since, None, ended, standing, reached)

    def is_not_needed(self) -> bool:
        """Say whether the conference was judged not needed, on a day nobody wrote."""
        unneeded = (NOT_NEEDED, UNFOLLOWED)
        return any(e.on is None and e.kind in unneeded for e in self.ends)

    def is_contradicted(self, when: date, ended: date | None) -> bool:
        """Say whether a stop is recorded that has no day, or an impossible one."""
        assert self.start.on
        undated = any(e.on is None for e in self.stops)
        if CLOCKS[self.clock].mode == "ladder":
            return undated and (ended or self.as_at) > when
        early = any(e.on and e.on < self.start.on for e in self.stops)
        return undated or (early and self.clock.startswith("s47"))

    def is_end_doubtful(self) -> bool:
        """Say whether an end is recorded that has no day, or an impossible one."""
        assert self.start.on
        if any(e.on is None for e in self.ends):
            return True
        early = any(e.on and e.on < self.start.on for e in self.ends)
        return early and CLOCKS[self.clock].mode != "each"


def starts_of(clock: str, events: Iterable[Event]) -> list[Event]:
    """Choose the starts that count: the first of each spell, or one of each day."""
    kinds = CLOCKS[clock]
    runs: dict[tuple[str, str, date | None], list[Event]] = {}
    for event in events:
        if event.kind in kinds.starts:
            day = event.on if kinds.mode == "each" else None
            runs.setdefault((event.child, event.spell, day), []).append(event)
    return [
        min(told, key=lambda e: (e.on or date.max, e.kind, e.within or ""))
        for told in runs.values()
    ]


def slowly(events: list[Event], as_at: date) -> list[Gap]:
    """Run every clock over every child."""
    out: list[Gap] = []
    happened = [e for e in events if e.on is None or e.on <= as_at]
    for clock, kinds in CLOCKS.items():
        for start in starts_of(clock, events):
            mine = [e for e in happened if e.child == start.child]
            inside = [e for e in mine if start.spell in (e.spell, e.within)]
            around = [e for e in mine if start.within and e.spell == start.within]
            stops = [e for e in inside if e.kind in kinds.stops]
            ends = [e for e in inside + around if e.kind in kinds.ends]
            out += Run(clock, start, stops, ends, as_at).gaps()
    return out
