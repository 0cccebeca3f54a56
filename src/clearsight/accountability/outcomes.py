"""What people decided about a promise, and which of those decisions stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clearsight.accountability.likeness import same_person
from clearsight.accountability.record import Record
from clearsight.accountability.standing import done_on
from clearsight.accountability.things import Outcome, Source, Statement
from clearsight.accountability.when import When

DISPUTED = "disputed"
ALONE = "decided by the promiser alone"
DISAGREE = "those who decided do not agree"
NO_EVIDENCE = "said to be kept, without evidence"


@dataclass(frozen=True)
class Decided:
    """What stands. `standing` is blank where nothing was decided that can stand."""

    standing: str = ""
    why: str = ""
    evidence: tuple[str, ...] = ()
    on: When | None = None


def decided(
    record: Record, outcomes: Sequence[Outcome], promisers: Sequence[str]
) -> Decided:
    """Return what the decisions on one promise come to.

    Decisions that differ make it disputed. One that the promiser took alone is never
    accepted, whatever it says, and *kept* needs evidence that the record holds.
    """
    if not outcomes:
        return Decided()
    if len({o.standing for o in outcomes}) > 1:
        return Decided(DISPUTED, DISAGREE, _evidence(record, outcomes))
    accepted = [o for o in outcomes if not is_alone(record, o, promisers)]
    if not accepted:
        return Decided(DISPUTED, ALONE, _evidence(record, outcomes))
    standing = accepted[0].standing
    evidence = _evidence(record, accepted)
    if standing in ("kept", "kept late") and not evidence:
        return Decided(why=NO_EVIDENCE)
    days = [done_on(record, o.id, o.on) for o in accepted if o.on]
    on = min(days, key=lambda w: (w.first, w.last), default=None)
    return Decided(standing, "", evidence, on)


def is_alone(record: Record, outcome: Outcome, promisers: Sequence[str]) -> bool:
    """Say whether only those who promised decided this.

    A second person counts who is neither the first nor one of the promisers.
    """
    by = record.entry(outcome.id).by
    if not _is_one(by, promisers):
        return False
    second = outcome.second.strip()
    return not second or same_person(second, by) or _is_one(second, promisers)


def _is_one(name: str, promisers: Sequence[str]) -> bool:
    plain = name.strip().casefold()
    return any(
        plain == other.strip().casefold() or same_person(name, other)
        for other in promisers
    )


def _evidence(record: Record, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the evidence that the record holds."""
    return tuple(
        dict.fromkeys(
            e
            for o in outcomes
            for e in o.evidence
            if isinstance(record.get(e), Statement | Source)
        )
    )
