"""What the board asked and decided, and whether the overseers did what they owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clearsight.accountability.record import Record
from clearsight.accountability.standing import Standing, due_by, has_happened
from clearsight.accountability.things import BoardDecision, Challenge, OverseerClock
from clearsight.accountability.when import When, when


@dataclass(frozen=True)
class ChallengeStanding:
    """A challenge, the decisions that answer it, and whether they came in time."""

    challenge: Challenge
    by: str
    answers: tuple[BoardDecision, ...]
    standing: Standing


@dataclass(frozen=True)
class OverseerStanding:
    """Something that overseers owe, and how it stands."""

    clock: OverseerClock
    standing: Standing


def challenges(record: Record, as_at: date) -> tuple[ChallengeStanding, ...]:
    """Return what the board asked by a day, and what became of each."""
    decided = _decisions(record, as_at)
    found = []
    for asked in record.things(Challenge):
        if not has_happened(record, asked.id, asked.on, as_at):
            continue
        answers = tuple(d for d in decided if d.answers == asked.id)
        first = min((when(d.on) for d in answers), key=_end, default=None)
        standing = due_by(asked.answer_due, first, as_at)
        by = record.entry(asked.id).by
        found.append(ChallengeStanding(asked, by, answers, standing))
    return tuple(found)


def decisions(
    record: Record, as_at: date, about: str = ""
) -> tuple[BoardDecision, ...]:
    """Return what the board decided by a day, about one thing or about all."""
    told = _decisions(record, as_at)
    return tuple(d for d in told if not about or d.about == about)


def overseers(record: Record, as_at: date) -> tuple[OverseerStanding, ...]:
    """Return everything that overseers owe, and how it stands on a day.

    A day of doing that lies ahead is a plan, and stops nothing.
    """
    found = []
    for clock in record.things(OverseerClock):
        done = when(clock.done) if clock.done else None
        if done and not has_happened(record, clock.id, clock.done, as_at):
            done = None
        found.append(OverseerStanding(clock, due_by(clock.due, done, as_at)))
    return tuple(found)


def _decisions(record: Record, as_at: date) -> list[BoardDecision]:
    return [
        d
        for d in record.things(BoardDecision)
        if has_happened(record, d.id, d.on, as_at)
    ]


def _end(window: When) -> date:
    return window.last
