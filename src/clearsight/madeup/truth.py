"""Write what truly happened, so that what Clearsight says can be held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from clearsight.journeys import events as words
from clearsight.madeup import local, rates, truth_drift
from clearsight.madeup.extracts import Recording
from clearsight.madeup.standings import standings
from clearsight.madeup.stories import STORIES
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.workers import gaps
from clearsight.madeup.world import World

Event = tuple[date | None, str]
Spell = tuple[str, date, date | None, str]

README = """\
# What truly happened in {council}, a made-up council

Nobody here is real. Everything is as at {as_at}, and was decided before any return was
written; the returns beside this folder were written from it, by each return's own
rules, so they show less.

- `events.csv`: each thing that happened to a child, and its day.
- `spells.csv`: each stretch of time; blank `ended_on` is still open.
- `clocks.csv`: each run of each clock, worked out day by day by plain code that shares
  nothing with Clearsight's clocks. A return may not hold what is needed to see a run.
- `workers.csv`: who held each child; a blank `worker` is a stretch with nobody.
- `signals.csv`: each signal of drift that truly was, planned or not, and since when, by
  the words of `definitions.csv`; `planned_signals.csv`: those that were planned.
- `staff.csv`, `vacancies.csv`, `reviewers.csv`, `supervision.csv`, `complaints.csv`,
  `return_interviews.csv`, `pre_proceedings.csv`, `far_placements.csv`: what a council
  knows and no return of these years holds.
- `faults.csv`: what was recorded late, wrongly or never, and each extract it touches;
  no rows where the write-out is clean.
- `rates.csv`: the published rates that this council lives by, and their sources.
- `planned.csv`: the children in whom drift was planned, and the standings to expect.
"""


def write(
    folder: Path, world: World, recording: Recording, extracts: Sequence[date]
) -> None:
    """Write the tables and the page that explains them.

    `extracts` are the days of which there are extracts, the latest last.
    """
    as_at, council = world.as_at, world.council
    every = [c for c in recording.children if c.referrals or c.contacts]
    write_csv(folder / "rates.csv", rates.HEADINGS, world.rates.rows)
    truth_drift.write_faults(folder, recording, extracts)
    _write_lives(folder, every, as_at)
    truth_drift.write_signals(folder, every, extracts, as_at, council)
    local.write(folder, world, every)
    told = README.format(as_at=as_at.isoformat(), council=council)
    (folder / "README.md").write_text(told, encoding="utf-8", newline="\n")


def _write_lives(folder: Path, every: list[Child], as_at: date) -> None:
    write_csv(
        folder / "events.csv",
        ("child", "on", "event"),
        (
            [child.number, iso(on), event]
            for child in every
            for on, event in events(child)
        ),
    )
    write_csv(
        folder / "spells.csv",
        ("child", "kind", "starts_on", "ended_on", "outcome"),
        (
            [child.number, kind, iso(start), iso(end), outcome]
            for child in every
            for kind, start, end, outcome in spells(child)
        ),
    )
    write_csv(
        folder / "clocks.csv",
        ("child", "clock", "starts_on", "due_on", "stopped_on", "standing"),
        (
            [
                r.child,
                r.clock,
                iso(r.starts_on),
                iso(r.due_on),
                iso(r.stopped_on),
                r.standing,
            ]
            for child in every
            for r in standings(child, as_at)
        ),
    )
    workers = (row for child in every for row in _workers(child))
    write_csv(
        folder / "workers.csv",
        ("child", "team", "worker", "starts_on", "ended_on", "reason"),
        workers,
    )
    write_csv(
        folder / "planned.csv",
        ("child", "story", "in_words", "clock", "standing"),
        (row for child in every for row in _planned(child)),
    )


def events(child: Child) -> list[tuple[date, str]]:
    """Return everything that happened to a child, in order of day."""
    found: list[Event] = [(on, words.CONTACT_RECEIVED) for on, _ in child.contacts]
    for referral in child.referrals:
        found += _need(referral)
        for care in referral.cares:
            found += _care(care)
    return sorted((on, event) for on, event in found if on is not None)


def _need(found: Referral) -> Iterator[Event]:
    yield found.on, words.REFERRAL_RECEIVED
    yield found.on, words.REFERRAL_NFA if found.is_nfa else words.REFERRAL_ACCEPTED
    yield found.closed_on, words.REFERRAL_CLOSED
    if found.assessment:
        yield found.assessment.starts_on, words.ASSESSMENT_STARTED
        yield found.assessment.authorised_on, words.ASSESSMENT_AUTHORISED
        yield found.assessment.seen_on, words.CHILD_SEEN
    for one in found.enquiries:
        yield one.starts_on, words.ENQUIRY_STARTED
        yield one.conference_on, words.CONFERENCE_HELD
        yield one.not_needed_on, words.CONFERENCE_NOT_NEEDED
    for plan in found.cin_plans:
        yield plan.starts_on, words.CIN_PLAN_STARTED
        yield plan.ended_on, words.CIN_PLAN_ENDED
        yield from ((on, words.CHILD_SEEN) for on in plan.seen_on)
    for protection in found.plans:
        yield protection.starts_on, words.PROTECTION_PLAN_STARTED
        yield protection.ended_on, words.PROTECTION_PLAN_ENDED
        yield from ((on, words.REVIEW_CONFERENCE) for on in protection.reviews)
        yield from ((on, words.PROTECTION_VISIT) for on in protection.visits)
    for start, end in gaps(found):
        yield start, words.UNALLOCATED
        yield end, words.ALLOCATED
    for spell in found.workers:
        yield spell.starts_on, words.WORKER_STARTED
        yield spell.ended_on, words.WORKER_ENDED


def _care(care: Care) -> Iterator[Event]:
    short = care.is_short_breaks
    yield care.starts_on, words.SHORT_BREAKS_BEGAN if short else words.CARE_BEGAN
    yield care.ended_on, words.CARE_ENDED
    yield from ((on, words.CARE_REVIEW) for on in care.reviews)
    yield from ((on, words.CARE_VISIT) for on in care.visits)
    yield from ((on, words.LEGAL_STATUS_BEGAN) for on, _ in care.statuses)
    for home in care.placements:
        yield home.starts_on, words.PLACEMENT_BEGAN
        yield home.ended_on, words.PLACEMENT_ENDED
    for away in care.away:
        yield away.starts_on, words.WENT_MISSING
        yield away.ended_on, words.RETURNED


def spells(child: Child) -> list[Spell]:
    """Return every stretch of time of a child, in order of start."""
    found: list[Spell] = []
    for one in child.referrals:
        outcome = "no further action" if one.is_nfa else one.closure_reason
        found.append(
            (words.REFERRAL, one.on, one.on if one.is_nfa else one.closed_on, outcome)
        )
        if one.assessment:
            done = one.assessment.authorised_on
            found.append((words.ASSESSMENT, one.assessment.starts_on, done, ""))
        for enquiry in one.enquiries:
            ended = enquiry.conference_on or enquiry.not_needed_on
            held = (
                "conference"
                if enquiry.conference_on
                else "no conference"
                if ended
                else ""
            )
            found.append((words.ENQUIRY, enquiry.starts_on, ended, held))
        found += [(words.CIN_PLAN, p.starts_on, p.ended_on, "") for p in one.cin_plans]
        found += [
            (words.PROTECTION_PLAN, p.starts_on, p.ended_on, p.category_now)
            for p in one.plans
        ]
        for care in one.cares:
            found += _care_spells(care)
    return sorted(found, key=lambda spell: (spell[1], spell[0]))


def _care_spells(care: Care) -> Iterator[Spell]:
    yield words.CARE, care.starts_on, care.ended_on, care.end_reason
    for home in care.placements:
        yield words.PLACEMENT, home.starts_on, home.ended_on, home.place
    ends = [*(on for on, _ in care.statuses[1:]), care.ended_on]
    for (on, status), end in zip(care.statuses, ends, strict=True):
        yield words.LEGAL_STATUS, on, end, status
    for away in care.away:
        yield words.MISSING, away.starts_on, away.ended_on, away.kind


def _workers(child: Child) -> Iterator[list[Cell]]:
    for found in child.referrals:
        rows = [
            (
                s.starts_on,
                [s.team, s.worker, iso(s.starts_on), iso(s.ended_on), s.reason],
            )
            for s in found.workers
        ]
        for start, end in gaps(found):
            rows.append((start, ["", "", iso(start), iso(end or found.closed_on), ""]))
        for _, row in sorted(rows, key=lambda pair: pair[0]):
            yield [child.number, *row]


def _planned(child: Child) -> Iterator[list[Cell]]:
    for story in STORIES:
        if story.key == child.story:
            for clock, standing in story.clocks:
                yield [child.number, story.key, story.words, clock, standing]
