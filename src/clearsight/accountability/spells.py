"""Times in a post, and times when it stood empty, pieced together from claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from clearsight.accountability.things import Appointed
from clearsight.accountability.things.claims import Capacity, Change
from clearsight.accountability.when import When, when

STANDS_IN: tuple[Capacity, ...] = ("interim", "acting", "covering")
OF_PERSONS: tuple[Change, ...] = ("appointed", "held", "left")


@dataclass(frozen=True)
class Telling:
    """What one claim tells of a post, with its date in days."""

    claim: str
    change: Change
    person: str
    capacity: Capacity
    dated: When

    @classmethod
    def of(cls, claim: str, says: Appointed) -> Telling:
        """Return what a claim tells."""
        return cls(claim, says.change, says.person, says.capacity, when(says.date))

    @property
    def is_undated(self) -> bool:
        """Say whether nothing bounds when it was."""
        return self.dated.is_open_start and self.dated.is_open_end

    @property
    def day(self) -> date:
        """Return the earliest day that is not merely an open end."""
        return self.dated.last if self.dated.is_open_start else self.dated.first


@dataclass
class Spell:
    """One person's time in a post.

    `start` and `end` are None where no claim gives them. `seen`: the first claim is
    that they held it, so that they may have come long before. `stood_in`: when somebody
    came to stand in, from when it is open whether the holder still held it.
    """

    person: str
    told: list[Telling] = field(default_factory=list)
    start: When | None = None
    end: When | None = None
    ended_by: list[Telling] = field(default_factory=list)
    stood_in: When | None = None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the claims that it rests on, those that end it among them."""
        both = (*self.told, *self.ended_by)
        return tuple(dict.fromkeys(t.claim for t in both))

    @property
    def possible_from(self) -> date:
        """Return the first day on which it may have begun, as far as claims reach."""
        if self.told[0].change == "left":
            return self.told[0].day
        return self.told[0].dated.first

    @property
    def certain_from(self) -> date:
        """Return the first day on which it had certainly begun."""
        if self.told[0].change == "left":
            return date.max
        seen = [t.dated.first for t in self.told if t.change == "held"]
        came = [self.start.last] if self.start else []
        return min(seen + came)

    def is_only_bounded(self, day: date) -> bool:
        """Say whether a claim says no more than that it had begun by a later day."""
        first = self.told[0].dated
        return first.is_open_start and day < min(first.last, self.certain_from)

    @property
    def last_possible(self) -> date:
        """Return the last day on which it may have gone on."""
        return self.end.last if self.end else date.max

    @property
    def latest(self) -> date:
        """Return the latest day of which a claim says that they came or held it."""
        return max(t.dated.first for t in self.told)

    @property
    def capacity(self) -> Capacity:
        """Return the capacity last told, blank where none was."""
        told = [t.capacity for t in self.told if t.capacity]
        return told[-1] if told else ""

    def capacities_on(self, day: date) -> tuple[Capacity, ...]:
        """Return the capacity on a day; two or more where claims of one time differ."""
        told = [t for t in self.told if t.capacity and t.dated.first <= day]
        if not told:
            return ()
        latest = told[-1].dated
        return tuple(
            dict.fromkeys(t.capacity for t in told if t.dated.overlaps(latest))
        )


@dataclass(frozen=True)
class Vacancy:
    """A time when a post stood empty: from when it is said, until somebody came."""

    said: When
    evidence: tuple[str, ...]
    certain_from: date
    end: When | None = None


def spells(told: Sequence[Telling]) -> list[Spell]:
    """Return each person's times in one post, in order of time.

    A time without an end of its own ends when somebody else came, if the claims reach
    no further; where that other only stood in, it stays open.
    """
    dated = sorted(
        (t for t in told if t.person and t.change in OF_PERSONS and not t.is_undated),
        key=lambda t: (t.day, t.dated.last, t.change == "left", t.claim),
    )
    found = [
        spell
        for person in dict.fromkeys(t.person for t in dated)
        for spell in _of_person([t for t in dated if t.person == person])
    ]
    found.sort(key=lambda s: (s.possible_from, s.person))
    for spell in found:
        if spell.end is None:
            _end(spell, found, told)
    return found


def _of_person(told: Sequence[Telling]) -> Iterator[Spell]:
    now: Spell | None = None
    for t in told:
        if t.change == "left" and now and now.end:
            # Two leavings with no coming between: when it was is open between them.
            now.end = When(
                min(now.end.first, t.dated.first), max(now.end.last, t.dated.last)
            )
            now.ended_by.append(t)
            continue
        if now is None or now.end is not None:
            now = Spell(t.person)
            yield now
        if t.change == "left":
            now.end = t.dated
            (now.ended_by if now.told else now.told).append(t)
            continue
        now.told.append(t)
        if t.change == "appointed" and now.start is None:
            now.start = t.dated


def _end(spell: Spell, others: Sequence[Spell], told: Sequence[Telling]) -> None:
    """End a time that no claim ends by what came after it."""
    for t in sorted(told, key=lambda t: t.day):
        if t.change == "vacant" and not t.is_undated and t.day > spell.latest:
            spell.end, spell.ended_by = t.dated, [t]
            break
    for other in others:
        if other.person == spell.person or not other.told[0].person:
            continue
        came = other.told[0]
        if came.change == "left" or came.dated.first <= spell.latest:
            continue
        if spell.end is not None and spell.end.first <= came.dated.first:
            continue
        if came.capacity in STANDS_IN and spell.capacity not in STANDS_IN:
            spell.stood_in = spell.stood_in or came.dated
            continue
        spell.end, spell.ended_by = came.dated, [came]


def vacancies(told: Sequence[Telling]) -> list[Vacancy]:
    """Return the times when a post stood empty, those told of one time put together."""
    found: list[Vacancy] = []
    empty = [t for t in told if t.change == "vacant" and not t.is_undated]
    for t in sorted(empty, key=lambda t: (t.day, t.claim)):
        if found and (found[-1].end is None or t.dated.first < found[-1].end.first):
            last = found[-1]
            found[-1] = Vacancy(
                last.said, (*last.evidence, t.claim), last.certain_from, last.end
            )
            continue
        certain = t.dated.first if t.dated.is_open_end else t.dated.last
        found.append(Vacancy(t.dated, (t.claim,), certain, _filled(t, told)))
    return found


def _filled(empty: Telling, told: Sequence[Telling]) -> When | None:
    """Return when somebody is first said to have come, or to hold it, after that."""
    came = [
        t.dated
        for t in told
        if t.change in ("appointed", "held")
        and t.person
        and not t.is_undated
        and t.dated.first > empty.day
    ]
    return min(came, key=lambda w: (w.first, w.last), default=None)
