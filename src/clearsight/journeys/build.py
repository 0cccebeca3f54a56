"""Build every child's journey from the canonical record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.journeys import (
    care,
    coverage,
    enquiries,
    keys,
    need,
    protection,
    workers,
)
from clearsight.journeys import events as e
from clearsight.journeys.frames import EVENT, SPELL, Chapter
from clearsight.journeys.settle import CONFLICT, WHOSE, keep
from clearsight.shape import Frame

# The tables that journeys are made of; those whose file does not matter; those that
# several chapters read.
TOLD = (
    "child", "contact", "referral", "need", "assessment", "enquiry", "plan", "meeting",
    "visit", "care_episode", "care_period", "missing", "involvement",
)  # fmt: skip
UNFILED = ("child", "contact", "meeting", "visit")
USED_OFTEN = ("plan", "meeting", "visit", "care_episode", "care_period", "involvement")


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
) -> Journeys:
    """Make the journeys of every child in the record.

    `record` holds each table of `record.THINGS` by its name; `files` has file, known_on
    (the day to which the file knows) and is_newest (no later file of its return and
    council was read). `not_a_worker` holds the words that name nobody;
    `as_at` is the day of the review, after which an event is only planned.
    """
    people = keep(keys.people(record[name] for name in TOLD))
    told = _told(record, people, files)
    names = list(not_a_worker)
    sides = _both(
        lambda: _in_need(told, names),
        lambda: _in_care(told, names),
        # Polars works outside Python's lock; other engines have one connection.
        apart=all(f.implementation.is_polars() for f in told.values()),
    )
    chapters = [chapter for side in sides for chapter in side]
    timeline = keep(_whose([v for c in chapters for v in c.events], people))
    spells = _whose([s for c in chapters for s in c.spells], people)
    # Joins leave the order of rows to chance.
    spells = keep(spells.sort("spell_key"))
    written = timeline.select(*EVENT)
    covered = [
        coverage.of_spells(spells, told["coverage"], timeline, as_at),
        workers.coverage(written),
    ]
    links = spells.filter(~nw.col("within").is_null()).select(
        *WHOSE, "within", "basis", "confidence", thing="spell"
    )
    conflicts = _whose([k for c in chapters for k in c.conflicts], people)
    return Journeys(
        spells=spells.select(*SPELL),
        timeline=written,
        coverage=keep(nw.concat(covered)),
        conflicts=conflicts.select(*CONFLICT),
        links=links,
        children=_children(told["child"], spells, timeline, people),
    )


def _whose(frames: Sequence[Frame], people: Frame) -> Frame:
    return nw.concat(list(frames)).join(people, on="who", how="left")


def _told(record: Mapping[str, Frame], people: Frame, files: Frame) -> dict[str, Frame]:
    """Add `who` to each table, and what is known of its file where that matters."""
    out = {}
    for name in TOLD:
        frame = record[name].join(people, on=list(WHOSE), how="left").drop(*WHOSE)
        out[name] = frame if name in UNFILED else _with_file(frame, files)
    several = {name: keep(out[name]) for name in USED_OFTEN}
    return {**out, **several, "coverage": _with_file(record["coverage"], files)}


def _with_file(frame: Frame, files: Frame) -> Frame:
    joined = frame.join(files, on="file", how="left")
    return joined.with_columns(is_newest=nw.col("is_newest").fill_null(True))


def _both(
    first: Callable[[], list[Chapter]],
    second: Callable[[], list[Chapter]],
    *,
    apart: bool,
) -> tuple[list[Chapter], list[Chapter]]:
    """Do two things that share nothing, at the same time where the engine allows."""
    if not apart:
        return first(), second()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(second)
        return first(), later.result()


def _in_need(told: Mapping[str, Frame], names: Sequence[str]) -> list[Chapter]:
    """Write what happens from the front door to the plan, and who has nobody now."""
    referral = need.settled_referrals(told["referral"], told["need"])
    referrals = need.parents(referral)
    settled = {k: protection.settled_plans(told["plan"], k) for k in protection.ENDS}
    on_plan = settled[e.PROTECTION_PLAN]
    held = protection.conferences(told["meeting"], on_plan)
    seen = protection.visits(told["visit"], on_plan)
    closed = referral.spells.filter(
        ~nw.col("closed_on").is_null() | nw.col("is_no_further_action").fill_null(False)
    )
    unnamed = workers.unnamed(told["involvement"], closed, names)
    return [
        need.referrals(referral),
        need.assessments(told["assessment"], referrals),
        *(protection.plans(s, k, referrals) for k, s in settled.items()),
        enquiries.enquiries(
            told["enquiry"], told["meeting"], on_plan.spells, referral, referrals
        ),
        Chapter([], [held, *seen], []),
        unnamed,
    ]


def _in_care(told: Mapping[str, Frame], names: Sequence[str]) -> list[Chapter]:
    """Write what happens in care, and who was working with the child."""
    episodes, period = told["care_episode"], told["care_period"]
    chain = keep(care.chained(episodes))
    in_care = care.settled_care(chain, care.undated(episodes), period)
    placed = care.settled_placements(chain, period)
    meetings = told["meeting"].filter(nw.col("kind") == e.CARE_REVIEW)
    visits = told["visit"].filter(nw.col("kind") == e.CARE_VISIT)
    held = [
        protection.held_within(
            meetings, "held_on", e.CARE_REVIEW, in_care.spells,
            detail="took_part",
        ),
        protection.held_within(visits, "visited_on", e.CARE_VISIT, placed.spells),
    ]  # fmt: skip
    gaps = workers.gaps(told["involvement"], in_care.spells, names)
    changes = workers.changes(told["involvement"], names)
    return [
        care.care(in_care),
        care.statuses(chain, period, in_care.spells),
        care.placements(placed, in_care.spells),
        care.missing(told["missing"]),
        need.contacts(told["contact"]),
        workers.spells(told["involvement"]),
        Chapter([], held, []),
        gaps,
        changes,
    ]


def _children(child: Frame, spells: Frame, timeline: Frame, people: Frame) -> Frame:
    """Every child that any source names, with the birth date they give first."""
    everyone = nw.concat([f.select("who") for f in (child, spells, timeline)]).unique()
    births = child.with_columns(unborn=nw.col("is_unborn").cast(nw.Int8))
    births = births.group_by("who").agg(
        birth_on=nw.col("birth_on").max(),
        unborn=nw.col("unborn").min(),
    )
    joined = everyone.join(births, on="who", how="left")
    return joined.join(people, on="who", how="left").select(
        *WHOSE, "birth_on", is_unborn=(nw.col("unborn") == 1).fill_null(False)
    )
