"""Voices: how long each has waited, who may read it, and which finding it bears on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clearsight.accountability.complaints import RECEIVED, STAGES, Stage
from clearsight.accountability.record import Record
from clearsight.accountability.standing import (
    Standing,
    has_happened,
    said_on,
    working_days_from,
)
from clearsight.accountability.things import Classing, Thing, Voice, VoiceStep
from clearsight.accountability.things.sources import Access
from clearsight.accountability.things.voices import Step
from clearsight.accountability.when import When, when
from clearsight.clocks.words import OVERDUE
from clearsight.dates import add_working_days
from clearsight.measures.suppress import protected

T = TypeVar("T", bound=Thing)

CLASSES: tuple[Access, ...] = ("public", "council", "restricted")
ANSWERS: tuple[Step, ...] = (
    "stage 1 answered", "stage 2 answered", "panel reported",
    "answered by the director", "withdrawn",
)  # fmt: skip
WAITING, ANSWERED, WITHDRAWN = "waiting", "answered", "withdrawn"
NO_FINDING = "about nothing named"
UNTIL = "unless it was extended with reasons: then by {day}"


@dataclass(frozen=True)
class ClockStanding:
    """A clock of the council's, and how it stands. `stage` cites the law."""

    stage: Stage
    standing: Standing


@dataclass(frozen=True)
class AskUntil:
    """The time that the family has to ask for the next stage. Never held against them.

    A request after it may still be accepted.
    """

    stage: Stage
    until: date | None
    is_open: bool


@dataclass(frozen=True)
class VoiceStanding:
    """A voice on a day: waiting, answered or withdrawn, and for how many days.

    `days_waiting` are calendar days from the day it was received, or asked for a next
    stage, to its answer or to the day; None where no day is known. Only a statutory
    complaint has clocks.
    """

    voice: Voice
    latest: str
    words: str
    days_waiting: int | None
    clocks: tuple[ClockStanding, ...] = ()
    asking: tuple[AskUntil, ...] = ()


def voices(record: Record, as_at: date) -> tuple[VoiceStanding, ...]:
    """Return how every voice received by a day stands on it."""
    return tuple(
        _standing(record, v, as_at)
        for v in record.things(Voice)
        if has_happened(record, v.id, v.received, as_at)
    )


def voices_about(record: Record, name: str) -> tuple[Voice, ...]:
    """Return the voices linked to a finding, a clause or anything else."""
    return tuple(v for v in record.things(Voice) if name in v.about)


def visible(
    things: Iterable[T], access: Access, classings: Iterable[Classing] = ()
) -> list[T]:
    """Return the things that a reader of a class may see, in their order.

    A person's decision on the class of a thing (`Classing`, the latest holds) goes
    before its own. A step follows its voice, which must be among the things. What has
    no class of its own, such as a post, is not kept back here.
    """
    given = list(things)
    decided = {c.about: c.access for c in classings}
    of = {t.id: _class_of(t, decided) for t in given if _has_class(t)}
    allowed = CLASSES.index(access)
    return [t for t in given if CLASSES.index(_of(t, of)) <= allowed]


def _has_class(thing: Thing) -> bool:
    return hasattr(thing, "access")


def _class_of(thing: Thing, decided: Mapping[str, Access]) -> Access:
    own: Access = getattr(thing, "access", "restricted")
    return decided.get(thing.id, own)


def _of(thing: Thing, of: Mapping[str, Access]) -> Access:
    if isinstance(thing, VoiceStep):
        return of.get(thing.voice, "restricted")
    return of.get(thing.id, "public")


def leavers(
    record: Record, as_at: date, *, is_public: bool = True
) -> tuple[tuple[str, str], ...]:
    """Return how many leavers spoke of each finding, the most first.

    For anything public, numbers are protected and no order can be read from them: they
    are rounded, and ties go by name. A leaver may speak of several.
    """
    spoke = [
        v
        for v in record.things(Voice)
        if v.kind == "leaver's reason" and has_happened(record, v.id, v.received, as_at)
    ]
    counts = Counter(a for v in spoke for a in (v.about or (NO_FINDING,)))
    if not is_public:
        ordered = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        return tuple((name, str(n)) for name, n in ordered)
    shown = [(name, protected(n)) for name, n in counts.items()]
    rounded = {name: protected(n).sort for name, n in counts.items()}
    shown.sort(key=lambda c: (-rounded[c[0]], c[0]))
    return tuple((name, told.words) for name, told in shown)


def _standing(record: Record, voice: Voice, as_at: date) -> VoiceStanding:
    steps = _steps(record, voice, as_at)
    latest = steps[-1][0] if steps else RECEIVED
    clocks: list[ClockStanding] = []
    asking: list[AskUntil] = []
    if voice.is_statutory:
        first = {RECEIVED: _received(record, voice)}
        for step, on in steps:
            first.setdefault(step, on)
        for stage in STAGES:
            if stage.starts in first and stage.is_familys:
                asking.append(_asking(stage, first, as_at))
            elif stage.starts in first:
                clocks.append(ClockStanding(stage, _clock(stage, first, as_at)))
    return VoiceStanding(
        voice,
        latest,
        _words(voice, latest),
        _waited(voice, steps, as_at),
        tuple(clocks),
        tuple(a for a in asking if a.is_open or a.until is None),
    )


def _received(record: Record, voice: Voice) -> str:
    return voice.received or said_on(record, voice.id).isoformat()


def _steps(record: Record, voice: Voice, as_at: date) -> list[tuple[Step, str]]:
    """Return the steps taken by a day, in order of time."""
    steps = [
        (s.step, s.on or said_on(record, s.id).isoformat())
        for s in record.things(VoiceStep)
        if s.voice == voice.id and has_happened(record, s.id, s.on, as_at)
    ]
    return sorted(steps, key=lambda s: (when(s[1]).first, when(s[1]).last))


def _words(voice: Voice, latest: str) -> str:
    if latest == "withdrawn":
        return WITHDRAWN
    if latest in ANSWERS and latest != "panel reported":
        return ANSWERED
    # A compliment asks for nothing, and a leaver does not wait for an answer.
    return WAITING if voice.kind in ("complaint", "concern") else ""


def _waited(voice: Voice, steps: Sequence[tuple[Step, str]], as_at: date) -> int | None:
    if voice.kind not in ("complaint", "concern"):
        return None
    begun: When | None = when(voice.received) if voice.received else None
    ended: When | None = None
    for step, on in steps:
        if step in ("stage 2 asked for", "stage 3 asked for"):
            begun, ended = when(on), None
        elif step in ANSWERS and step != "panel reported":
            ended = ended or when(on)
    if begun is None or begun.is_open_start or begun.is_open_end:
        return None
    return max(0, ((ended.first if ended else as_at) - begun.last).days)


def _clock(stage: Stage, first: Mapping[str, str], as_at: date) -> Standing:
    done = when(first[stage.stops]) if stage.stops in first else None
    ended = min(
        (when(first[s]) for s in stage.ends if s in first),
        key=lambda w: w.first,
        default=None,
    )
    start = first[stage.starts]
    found = working_days_from(start, stage.limit.n, done=done, as_at=as_at, ended=ended)
    if found.words != OVERDUE or stage.longest is None:
        return found
    last = add_working_days(when(start).last, stage.longest.n)
    why = UNTIL.format(day=last) if as_at <= last else ""
    return Standing(found.words, found.due_on, found.days, why)


def _asking(stage: Stage, first: Mapping[str, str], as_at: date) -> AskUntil:
    began = when(first[stage.starts])
    if began.is_open_start or began.is_open_end:
        return AskUntil(stage, None, stage.stops not in first)
    until = add_working_days(began.last, stage.limit.n)
    return AskUntil(stage, until, stage.stops not in first and as_at <= until)
