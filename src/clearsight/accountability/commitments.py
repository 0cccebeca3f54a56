"""What was promised, by when, how often it slipped, and what became of it.

The first window stays for ever. What became of a promise is decided by people with
evidence, never by the promiser alone; where they disagree it is disputed. Reporting and
publishing are different events, and a promise of one is not kept by the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearsight.accountability.outcomes import Decided, decided
from clearsight.accountability.record import Record
from clearsight.accountability.sameness import Groups, groups
from clearsight.accountability.standing import has_happened, said_on
from clearsight.accountability.things import (
    Claim,
    Commitment,
    Happened,
    Outcome,
    Person,
    Promised,
    Sameness,
    Slip,
    Source,
    Statement,
)
from clearsight.accountability.when import When, when

OPEN = "open"
PAST = "open, past its window"
REPORTING, PUBLISHING = "reporting", "publishing"
ACTS = {
    PUBLISHING: re.compile(
        r"\b(?:publish|publication|made? public|making public|go(?:es)? public)",
        re.IGNORECASE,
    ),
    REPORTING: re.compile(r"\breport(?:s|ed|ing)?\b", re.IGNORECASE),
}
DIFFERENT_ACTS = "some tell it as reporting and others as publishing"
OTHER_ACT = "the evidence is of {other}, and the promise was of {promised}"


@dataclass(frozen=True)
class Window:
    """A window as one claim gives it: `how` it was worked out, `said` when, by whom."""

    claim: str
    window: str
    how: str
    what: str
    by: str
    said: str
    act: str = ""


@dataclass(frozen=True)
class Slipped:
    """One slip: to which window, recorded by whom, when and why.

    `days` are from the window before it, and None where either has no last day.
    """

    window: str
    by: str
    on: date
    because: str
    statement: str
    days: int | None


@dataclass(frozen=True)
class CommitmentStanding:
    """A promise on a day.

    `same`: the other commitments that people decided are this one. `first` is the
    window that was given first, for ever; `readings` are all the different windows that
    claims give. `standing`: open; open, past its window; kept; kept late; broken;
    superseded; disputed. `days` is how late, at least, by the first window.
    """

    commitment: Commitment
    same: tuple[str, ...]
    windows: tuple[Window, ...]
    first: str
    readings: tuple[str, ...]
    slips: tuple[Slipped, ...]
    slipped_days: int | None
    window_now: str
    standing: str
    days: int
    why: str
    evidence: tuple[str, ...]
    doubts: tuple[str, ...]


def commitments(record: Record, as_at: date) -> tuple[CommitmentStanding, ...]:
    """Return every promise in the record by a day, those that are one told once."""
    same = groups(record.things(Sameness))
    there = [c for c in record.things(Commitment) if _is_there(record, c, as_at)]
    first: dict[str, Commitment] = {}
    for c in there:
        first.setdefault(same.name(c.id), c)
    return tuple(_standing(record, c, _members(there, c, same), as_at)
                 for c in first.values())  # fmt: skip


def _is_there(record: Record, commitment: Commitment, as_at: date) -> bool:
    """Say whether it was promised by a day: some claim of it was made by then."""
    said = [w.said for w in _windows(record, {commitment.id}) if w.said]
    if said:
        return any(when(s).first <= as_at for s in said)
    return said_on(record, commitment.id) <= as_at


def _members(
    there: Iterable[Commitment], commitment: Commitment, same: Groups
) -> list[Commitment]:
    name = same.name(commitment.id)
    return [c for c in there if same.name(c.id) == name]


def _standing(
    record: Record, first: Commitment, members: Sequence[Commitment], as_at: date
) -> CommitmentStanding:
    ids = {c.id for c in members}
    told = _windows(record, ids)
    windows = tuple(w for w in told if not w.said or when(w.said).first <= as_at)
    given = [w.window for w in windows if w.window]
    readings = tuple(dict.fromkeys(given))
    slips = _slips(record, ids, given[0] if given else "", as_at)
    outcomes = [
        o
        for o in record.things(Outcome)
        if o.commitment in ids and has_happened(record, o.id, o.on, as_at)
    ]
    became = decided(record, outcomes, promisers(record, members, windows))
    standing, days, why = _on(became, readings, as_at)
    return CommitmentStanding(
        commitment=first,
        same=tuple(sorted(ids - {first.id})),
        windows=windows,
        first=given[0] if given else "",
        readings=readings,
        slips=slips,
        slipped_days=_between(given[0], slips[-1].window) if given and slips else None,
        window_now=slips[-1].window if slips else given[0] if given else "",
        standing=standing,
        days=days,
        why=why,
        evidence=became.evidence,
        doubts=_doubts(record, windows, became),
    )


def promisers(
    record: Record, members: Sequence[Commitment], windows: Sequence[Window]
) -> tuple[str, ...]:
    """Return the names of those who promised: persons, and bodies by their own name.

    Where a body promised, whoever spoke the words promised for it.
    """
    ids = {c.promised_by for c in members} | {w.by for w in windows}
    for window in windows:
        claim = record.get(window.claim)
        for name in claim.rests_on if isinstance(claim, Claim) else ():
            statement = record.get(name)
            if isinstance(statement, Statement) and _speaks_for(statement, ids, record):
                ids.add(statement.speaker)
    names: list[str] = []
    for name in sorted(ids - {""}):
        thing = record.get(name)
        other = getattr(thing, "other_names", ())
        names += [getattr(thing, "name", name), *other]
    return tuple(dict.fromkeys(names))


def _speaks_for(statement: Statement, ids: set[str], record: Record) -> bool:
    """Say whether the words are the promise itself and not somebody's account of it."""
    if statement.manner == "anonymous":
        return False
    persons = {name for name in ids if isinstance(record.get(name), Person)}
    return not persons or statement.speaker in persons


def _windows(record: Record, ids: set[str]) -> tuple[Window, ...]:
    """Return the windows that claims give, those said first before the others."""
    found = []
    for claim in record.things(Claim):
        says = claim.says
        if isinstance(says, Promised) and says.commitment in ids:
            said = _said(record, claim)
            act = _act(says.what)
            found.append(
                Window(claim.id, says.window, says.how, says.what, says.by, said, act)
            )
    return tuple(
        sorted(
            found,
            key=lambda w: (when(w.said).last, record.history(w.claim)[0].number),
        )
    )


def _said(record: Record, claim: Claim) -> str:
    """Return when the earliest statement of a claim was made, else was published."""
    found = []
    for name in claim.rests_on:
        statement = record.get(name)
        if isinstance(statement, Statement):
            source = record.get(statement.source)
            published = source.published if isinstance(source, Source) else ""
            found.append(statement.made or published)
    return min((f for f in found if f), key=lambda f: when(f).last, default="")


def _slips(
    record: Record, ids: set[str], first: str, as_at: date
) -> tuple[Slipped, ...]:
    found, before = [], first
    for slip in record.things(Slip):
        entry, on = record.entry(slip.id), said_on(record, slip.id)
        statement = record.get(slip.statement)
        moved = on
        if isinstance(statement, Statement) and statement.made:
            moved = when(statement.made).last
        if slip.commitment in ids and min(moved, on) <= as_at:
            days = _between(before, slip.window)
            found.append(
                Slipped(slip.window, entry.by, on, entry.because, slip.statement, days)
            )
            before = slip.window
    return tuple(found)


def _between(before: str, after: str) -> int | None:
    one, other = when(before), when(after)
    if one.is_open_end or other.is_open_end:
        return None
    return (other.last - one.last).days


def _on(became: Decided, readings: Sequence[str], as_at: date) -> tuple[str, int, str]:
    """Return the standing, the days late and why, by what people decided and when."""
    lasts = [when(r).last for r in readings if not when(r).is_open_end]
    latest = max(lasts, default=None)
    if became.standing in ("kept", "kept late"):
        done = became.on
        if done and latest and done.first > latest:
            return "kept late", (done.first - latest).days, became.why
        return became.standing, 0, became.why
    if became.standing:
        return became.standing, 0, became.why
    if latest is None or as_at <= latest:
        past = [d for d in lasts if d < as_at]
        why = "past its window by one reading, not by another" if past else ""
        return OPEN, 0, became.why or why
    return PAST, (as_at - latest).days, became.why


def _act(what: str) -> str:
    """Return whether words tell of publishing or of reporting, else blank."""
    return next((act for act, words in ACTS.items() if words.search(what)), "")


def _doubts(
    record: Record, windows: Sequence[Window], became: Decided
) -> tuple[str, ...]:
    """Say where reporting and publishing may have been taken for one another."""
    acts = {w.act for w in windows if w.act}
    found = [DIFFERENT_ACTS] if len(acts) > 1 else []
    if len(acts) == 1 and became.standing in ("kept", "kept late"):
        shown = {
            _act(claim.says.what)
            for claim in record.things(Claim)
            if isinstance(claim.says, Happened)
            and _rests_on(record, claim, became.evidence)
        } - {""}
        (promised,) = acts
        if shown and promised not in shown:
            other = min(shown)
            found.append(OTHER_ACT.format(other=other, promised=promised))
    return tuple(found)


def _rests_on(record: Record, claim: Claim, evidence: Sequence[str]) -> bool:
    """Say whether a claim rests on a statement that is evidence, or on its source."""
    for name in claim.rests_on:
        statement = record.get(name)
        source = statement.source if isinstance(statement, Statement) else ""
        if name in evidence or (source and source in evidence):
            return True
    return False


__all__ = ["CommitmentStanding", "Slipped", "When", "Window", "commitments"]
