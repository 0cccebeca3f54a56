"""Three verdicts that people give on an action, and what each needs to stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearsight.accountability.likeness import same_person
from clearsight.accountability.record import Record
from clearsight.accountability.standing import has_happened
from clearsight.accountability.things import Verdict
from clearsight.accountability.things.plan import Which
from clearsight.accountability.when import When, when

NOTHING_ATTACHED = "not evidenced: nothing is attached"
SAME_PERSON = "not verified: same person"
NOT_DONE = "not verified: nobody has said that it is done"
NOT_SINCE = "not verified since it was last said to be done"
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Told:
    """One verdict as it stands. `words` say it in full; `verdict` is its id."""

    is_so: bool
    words: str
    verdict: str = ""
    by: str = ""
    on: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdicts:
    """The three verdicts of people, apart."""

    done: Told
    evidenced: Told
    verified: Told


def verdicts(
    record: Record, action: str, as_at: date, *, owners: Iterable[str] = ()
) -> Verdicts:
    """Return the verdicts on an action that stood on a day.

    `owners`: the names of those who hold the responsible post; they and whoever said
    that it is done cannot verify it.
    """
    given = [
        v
        for v in record.things(Verdict)
        if v.action == action and has_happened(record, v.id, v.on, as_at)
    ]
    given.sort(key=lambda v: _number(record, v))
    done = _done(record, given)
    return Verdicts(
        done,
        _evidenced(record, given, as_at),
        _verified(record, given, done, tuple(owners)),
    )


def _number(record: Record, verdict: Verdict) -> int:
    """Return when it was first put in the record: a typo mended moves nothing."""
    return record.history(verdict.id)[0].number


def _standing(given: Sequence[Verdict], which: Which) -> list[Verdict]:
    """Return the verdicts of a kind since it was last taken back."""
    of_kind = [v for v in given if v.which == which]
    back = [n for n, v in enumerate(of_kind) if not v.is_so]
    return of_kind[back[-1] :] if back else of_kind


def _taken_back(record: Record, verdict: Verdict, which: str) -> Told:
    by = record.entry(verdict.id).by
    words = f"not {which}: taken back by {by}"
    return Told(False, words, verdict.id, by, verdict.on)


def _done(record: Record, given: Sequence[Verdict]) -> Told:
    standing = _standing(given, "done")
    if not standing:
        return Told(False, "not done")
    latest = standing[-1]
    if not latest.is_so:
        return _taken_back(record, latest, "done")
    by = record.entry(latest.id).by
    return Told(True, f"done, says {by}", latest.id, by, latest.on, latest.evidence)


def _evidenced(record: Record, given: Sequence[Verdict], as_at: date) -> Told:
    """Return whether something attached still shows it on the day."""
    standing = _standing(given, "evidenced")
    if not standing:
        return Told(False, "not evidenced")
    attached = [v for v in standing if v.is_so and any(map(_is_hash, v.evidence))]
    latest = attached[-1] if attached else standing[-1]
    if not latest.is_so:
        return _taken_back(record, latest, "evidenced")
    by = record.entry(latest.id).by
    if not attached:
        return Told(False, NOTHING_ATTACHED, latest.id, by, latest.on)
    valid = [v for v in attached if not v.expires or when(v.expires).first > as_at]
    shown = valid[-1] if valid else latest
    by = record.entry(shown.id).by
    words = "evidenced" if valid else f"evidence expired on {shown.expires}"
    return Told(bool(valid), words, shown.id, by, shown.on, shown.evidence)


def _is_hash(digest: str) -> bool:
    return bool(HASH.fullmatch(digest))


def _verified(
    record: Record, given: Sequence[Verdict], done: Told, owners: Sequence[str]
) -> Told:
    """Return whether somebody other than the doer found it so, since it was done."""
    standing = _standing(given, "verified")
    if not standing:
        return Told(False, "not verified")
    latest = standing[-1]
    if not latest.is_so:
        return _taken_back(record, latest, "verified")
    by = record.entry(latest.id).by
    given_by = Told(False, NOT_DONE, latest.id, by, latest.on, latest.evidence)
    if not done.is_so:
        return given_by
    doers = {e.by for e in record.history(done.verdict)} | {o for o in owners if o}
    since = [v for v in standing if v.is_so and _after(record, v, done)]
    if not since:
        return Told(False, NOT_SINCE, latest.id, by, latest.on, latest.evidence)
    for v in reversed(since):
        who = record.entry(v.id).by
        if not any(same_person(who, doer) for doer in doers):
            return Told(True, f"verified by {who}", v.id, who, v.on, v.evidence)
    return Told(False, SAME_PERSON, latest.id, by, latest.on, latest.evidence)


def _after(record: Record, verdict: Verdict, done: Told) -> bool:
    """Say whether it was recorded after the doing, or is dated certainly after it."""
    if record.history(verdict.id)[0].number > record.history(done.verdict)[0].number:
        return True
    if not verdict.on or not done.on:
        return False
    before: When = when(done.on)
    return before.certainly_before(when(verdict.on))
