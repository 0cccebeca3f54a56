"""The improvement plan: walkable lines, and how each action stands by four verdicts.

*Done* is what the owner says, *evidenced* what was attached, *verified* what another
person found, *moved* what the figures show. None of them stands for another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clearsight.accountability.chance import Measure, Moved, Rebasing, moved
from clearsight.accountability.holdings import DIFFER, HELD, UNKNOWN, VACANT, Holding
from clearsight.accountability.record import Record
from clearsight.accountability.spells import STANDS_IN
from clearsight.accountability.standing import (
    Standing,
    done_on,
    due_by,
    said_on,
)
from clearsight.accountability.things import Action, ActionSlip, Measurement
from clearsight.accountability.verdicts import Verdicts, verdicts
from clearsight.accountability.when import when
from clearsight.errors import InputError

NO_MEASURE = "no measure is named"
NOT_DESCRIBED = "the measure is not described: which way is better is not known"
NO_FIGURES = "no figures are held for the measure"


@dataclass(frozen=True)
class Slipped:
    """One slip: to which date, by whom, when it was recorded, why, and how many days.

    `days` are from the due date before it, and None where either has no last day.
    """

    due: str
    by: str
    on: date
    because: str
    days: int | None


@dataclass(frozen=True)
class Responsible:
    """Who holds the responsible post: an explanation and a risk, never an excuse."""

    post: str
    holdings: tuple[Holding, ...] = ()
    explanation: str = ""
    risk: str = ""


@dataclass(frozen=True)
class ActionStanding:
    """An action on a day. `original_due` never changes; `due_now` is after all slips.

    `standing` is judged by the original date, `standing_now` by the slipped one. `days`
    in each are how late it is. `moved` is None where nothing can be said; `moved_words`
    says why, or gives the verdict.
    """

    action: Action
    original_due: str
    due_now: str
    slips: tuple[Slipped, ...]
    standing: Standing
    standing_now: Standing
    verdicts: Verdicts
    moved: Moved | None
    moved_words: str
    responsible: Responsible


@dataclass(frozen=True)
class Figures:
    """What the verdict on movement needs beside the record.

    `measures` by id; `since` gives the day an action began, where it is not the day the
    action was put in the record; `rebasings` by measure.
    """

    measures: Mapping[str, Measure] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    rebasings: Mapping[str, Sequence[Rebasing]] = field(default_factory=dict)


NO_FIGURES_GIVEN = Figures()


def plan(
    record: Record,
    as_at: date,
    *,
    holders: Mapping[str, Sequence[Holding]],
    figures: Figures = NO_FIGURES_GIVEN,
) -> tuple[ActionStanding, ...]:
    """Return how every action that was in the plan by a day stands on it.

    `holders`: what `holdings` gives for that day.
    """
    return tuple(
        action_standing(record, a.id, as_at, holders=holders, figures=figures)
        for a in record.things(Action)
        if said_on(record, a.id) <= as_at
    )


def action_standing(
    record: Record,
    name: str,
    as_at: date,
    *,
    holders: Mapping[str, Sequence[Holding]],
    figures: Figures = NO_FIGURES_GIVEN,
) -> ActionStanding:
    """Return how one action stands on a day."""
    action = record.must(name, Action)
    original = _original_due(record, name)
    slips = _slips(record, name, original, as_at)
    due_now = slips[-1].due if slips else original
    held = tuple(holders.get(action.post, ())) if action.post else ()
    told = verdicts(record, name, as_at, owners=[h.name for h in held])
    done = told.done
    when_done = done_on(record, done.verdict, done.on) if done.is_so else None
    by_original = due_by(original, when_done, as_at)
    found, words = _moved(record, action, as_at, figures)
    return ActionStanding(
        action=action,
        original_due=original,
        due_now=due_now,
        slips=slips,
        standing=by_original,
        standing_now=due_by(due_now, when_done, as_at),
        verdicts=told,
        moved=found,
        moved_words=words,
        responsible=_responsible(
            action.post, held, is_late=by_original.days > 0, is_done=done.is_so
        ),
    )


def _original_due(record: Record, name: str) -> str:
    """Return the date first given; a later correction of the action moves nothing."""
    first = next(e.thing for e in record.history(name) if isinstance(e.thing, Action))
    return first.due


def _slips(
    record: Record, name: str, original: str, as_at: date
) -> tuple[Slipped, ...]:
    """Return every slip in the order recorded; a corrected due date counts as one."""
    moves: list[tuple[int, str, str, date, str]] = []
    before = original
    for entry in record.history(name)[1:]:
        if isinstance(entry.thing, Action) and entry.thing.due != before:
            before = entry.thing.due
            day = date.fromisoformat(entry.at[:10])
            moves.append((entry.number, before, entry.by, day, entry.because))
    for slip in record.things(ActionSlip):
        if slip.action == name:
            entry = record.entry(slip.id)
            first = record.history(slip.id)[0]
            day = said_on(record, slip.id)
            moves.append((first.number, slip.due, entry.by, day, entry.because))
    found, due = [], original
    for _, new, by, day, because in sorted(moves):
        if day <= as_at:
            found.append(Slipped(new, by, day, because, _days(due, new)))
            due = new
    return tuple(found)


def _days(before: str, after: str) -> int | None:
    one, other = when(before), when(after)
    if one.is_open_end or other.is_open_end:
        return None
    return (other.last - one.last).days


def _moved(
    record: Record, action: Action, as_at: date, figures: Figures
) -> tuple[Moved | None, str]:
    if not action.measure:
        return None, NO_MEASURE
    measure = figures.measures.get(action.measure)
    if measure is None:
        return None, NOT_DESCRIBED
    told = [m for m in record.things(Measurement) if m.measure == action.measure]
    if not told:
        return None, NO_FIGURES
    try:
        found = moved(
            told,
            better=measure.better,
            as_at=as_at,
            since=figures.since.get(action.id) or said_on(record, action.id),
            kind=measure.kind,
            standard=measure.standard,
            rebasings=figures.rebasings.get(measure.id, ()),
        )
    except InputError as wrong:
        return None, str(wrong)
    return found, f"{found.verdict}: {found.why}" if found.why else found.verdict


def _responsible(
    post: str, held: Sequence[Holding], *, is_late: bool, is_done: bool
) -> Responsible:
    """Say what the post's holding has to do with the action, and what hangs on it."""
    if not post:
        return Responsible(post, risk="" if is_done else "No post answers for it.")
    words = _post_words(post, held)
    if not words:
        return Responsible(post, tuple(held))
    return Responsible(
        post,
        tuple(held),
        explanation=f"{words} It may explain the delay." if is_late else "",
        risk="" if is_done else f"{words} What is still to be done may wait.",
    )


def _post_words(post: str, held: Sequence[Holding]) -> str:
    title = next((h.title for h in held if h.title), post)
    standings = {h.standing for h in held}
    holds = [h for h in held if h.standing == HELD and h.is_certain]
    if holds and any(h.capacity not in STANDS_IN for h in holds):
        return ""
    if VACANT in standings and not holds:
        return f"The responsible post ({title}) stands vacant."
    if holds:
        return f"The responsible post ({title}) is held only for the time being."
    if DIFFER in standings:
        return f"Claims differ on who holds the responsible post ({title})."
    return f"Who holds the responsible post ({title}) is {UNKNOWN}."
