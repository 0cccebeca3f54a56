"""Build every child's journey from the canonical record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.journeys import (
    across,
    coverage,
    gaps,
    handovers,
    local,
    send,
    workers,
)
from clearsight.journeys import events as e
from clearsight.journeys.frames import EVENT, SPELL, Chapter
from clearsight.journeys.precedence import HISTORIES
from clearsight.journeys.settle import CONFLICT, WHOSE, keep
from clearsight.journeys.sides import Care, Need, in_care, in_need
from clearsight.journeys.start import Known, known_of
from clearsight.shape import Frame


@dataclass(frozen=True)
class Journeys:
    """Each child's journey.

    `spells`, `timeline` and `coverage` have the columns of `journeys.frames`;
    `conflicts` those of `journeys.settle.CONFLICT`; `links` has council, child, thing,
    within, basis, confidence; `children` has council, child, birth_on, is_unborn.
    """

    spells: Frame
    timeline: Frame
    coverage: Frame
    conflicts: Frame
    links: Frame
    children: Frame


def build(
    record: Mapping[str, Frame],
    files: Frame,
    *,
    not_a_worker: Sequence[str],
    as_at: date,
    care: Callable[[], Care] | None = None,
) -> Journeys:
    """Make the journeys of every child in the record.

    `record` holds each table of `record.THINGS` by its name; `files` has file, known_on
    (the day to which the file knows), believed_to (to which its silence tells) and
    is_newest (no later file of its return and council was read). `not_a_worker` holds
    the words that name nobody; `as_at` is the day of the review, after which an event
    is only planned. `care` waits for the side of care, where that is made elsewhere of
    the same.
    """
    known = known_of(record, files, not_a_worker=not_a_worker, as_at=as_at)
    told, people = known.told, known.people
    of_need, of_care = _both(
        lambda: in_need(known),
        care or (lambda: in_care(known)),
        # Polars works outside Python's lock; other engines have one connection.
        apart=all(f.implementation.is_polars() for f in told.values()),
    )
    chapters = [*of_need.chapters, *of_care.chapters, *_across(known, of_need, of_care)]
    chapters.append(send.chapter(known.record, people, files))
    chapters.append(local.chapter(told, chapters, people))
    timeline = keep(_whose([v for c in chapters for v in c.events], people))
    spells = _spells(_whose([s for c in chapters for s in c.spells], people), as_at)
    latest = across.activity(timeline, spells, _listed(known), as_at)
    written = keep(
        nw.concat(
            [timeline.select(*EVENT), _whose(latest.events, people).select(*EVENT)]
        )
    )
    stated = [c for chapter in (*chapters, latest) for c in chapter.coverage]
    covered = [
        coverage.of_spells(spells, told["coverage"], timeline, as_at),
        workers.coverage(written),
        coverage.to_the_day(_whose(stated, people), told["coverage"]),
    ]
    links = spells.filter(~nw.col("within").is_null()).select(
        *WHOSE, "within", "basis", "confidence", thing="spell"
    )
    differing = [known.conflicts, *(k for c in chapters for k in c.conflicts)]
    conflicts = _whose(differing, people)
    return Journeys(
        spells=spells.select(*SPELL),
        timeline=written,
        coverage=keep(nw.concat(covered)),
        conflicts=conflicts.select(*CONFLICT),
        links=links,
        children=_children(known.about, spells, timeline, people),
    )


def _spells(spells: Frame, as_at: date) -> Frame:
    """Say of what is to end on a day ahead that it runs on, and put all in order."""
    ahead = (nw.col("ended_on") > nw.lit(as_at)).fill_null(False)
    marked = spells.with_columns(is_open=nw.col("is_open") | ahead)
    # Joins leave the order of rows to chance.
    return keep(marked.sort("spell_key"))


def _whose(frames: Sequence[Frame], people: Frame) -> Frame:
    return nw.concat(list(frames)).join(people, on="who", how="left")


def _both(
    first: Callable[[], Need],
    second: Callable[[], Care],
    *,
    apart: bool,
) -> tuple[Need, Care]:
    """Do two things that share nothing, at the same time where the engine allows."""
    if not apart:
        return first(), second()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(second)
        return first(), later.result()


def _across(known: Known, of_need: Need, of_care: Care) -> list[Chapter]:
    """Write what needs both sides."""
    told = known.told
    sides = across.Sides(
        referral=of_need.referral,
        assessed=of_need.assessed,
        cin_plan=of_need.settled[e.CIN_PLAN],
        on_plan=of_need.settled[e.PROTECTION_PLAN],
        in_care=of_care.in_care,
        working=of_care.working,
    )
    steps = keep(across.stepped_down(sides))
    lists = (of_care.handed_over, told["involvement"], told["visit"], known.names)
    sightings = across.sightings_shown(
        sides, steps, told["need"], told["visit"], known.shown(e.CHILD_SEEN)
    )
    own = gaps.assigned(
        of_care.held_now, of_need.referral.spells,
        [settled.spells for settled in of_need.settled.values()],
        told["involvement"], known.names,
    )  # fmt: skip
    return [
        across.assessed_as_in_need(sides, known.shown(e.CIN_PLAN_ENDED, HISTORIES)),
        Chapter([], [steps], [], sightings),
        across.new_workers(
            sides,
            handovers.in_care(sides, of_care.who_had.covered, *lists),
            of_care.visits,
            known.shown(e.CARE_VISIT),
            known.names,
        ),
        handovers.on_plans(sides, *lists),
        *gaps.with_nobody(
            of_need.unnamed, of_care.who_had, own if known.is_assigned else None
        ),
    ]


def _listed(known: Known) -> Frame:
    """Return `who` of the children on a list that shows the latest visit now."""
    seen = {"need": e.CHILD_SEEN, "care_period": e.CARE_VISIT}
    found = [
        known.told[table]
        .filter(nw.col("is_newest"))
        .select("who")
        .unique()
        .join(known.shown(event), on="who", how="inner")
        for table, event in seen.items()
    ]
    return nw.concat(found).unique()


def _children(about: Frame, spells: Frame, timeline: Frame, people: Frame) -> Frame:
    """Every child that any source names, with the birth date that is gone by."""
    everyone = nw.concat([f.select("who") for f in (about, spells, timeline)]).unique()
    joined = everyone.join(about, on="who", how="left")
    return joined.join(people, on="who", how="left").select(
        *WHOSE, "birth_on", is_unborn=nw.col("is_unborn").fill_null(False)
    )
