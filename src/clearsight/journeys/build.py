"""Build every child's journey from the canonical record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.journeys import (
    absence,
    across,
    adoption,
    assigned,
    before_court,
    care,
    coverage,
    enquiries,
    first_workers,
    gaps,
    handovers,
    health,
    homes,
    keys,
    leaving,
    local,
    need,
    orders,
    protection,
    send,
    workers,
)
from clearsight.journeys import events as e
from clearsight.journeys.frames import EVENT, SPELL, Chapter
from clearsight.journeys.local_rules import TOLD as LOCAL
from clearsight.journeys.precedence import HISTORIES
from clearsight.journeys.settle import CONFLICT, WHOSE, Settled, keep
from clearsight.shape import Frame

# The tables that journeys are made of; those whose file does not matter; those that
# several chapters read.
TOLD = (
    "child", "contact", "referral", "need", "assessment", "enquiry", "plan", "meeting",
    "visit", "care_episode", "care_period", "missing", "involvement", "early_help",
    "check", "questionnaire", "leaver", "adoption", "liberty", "listing",
)  # fmt: skip
UNFILED = ("child", "contact", "meeting", "visit", "check")
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
    (the day to which the file knows), believed_to (to which its silence tells) and
    is_newest (no later file of its return and council was read). `not_a_worker` holds
    the words that name nobody; `as_at` is the day of the review, after which an event
    is only planned.
    """
    record = {**record, **{n: local.of_children(record[n]) for n in LOCAL}}
    people = keep(keys.people(record[name] for name in (*TOLD, *LOCAL)))
    names = list(not_a_worker)
    told = _told(record, people, files, names)
    about = keep(_about(told["child"]))
    known = _Known(told, about, people, names, as_at)
    of_need, of_care = _both(
        lambda: _in_need(known),
        lambda: _in_care(known),
        # Polars works outside Python's lock; other engines have one connection.
        apart=all(f.implementation.is_polars() for f in told.values()),
    )
    chapters = [*of_need.chapters, *of_care.chapters, *_across(known, of_need, of_care)]
    chapters.append(send.chapter(record, people, files))
    chapters.append(local.chapter(told, chapters, people))
    timeline = keep(_whose([v for c in chapters for v in c.events], people))
    spells = _whose([s for c in chapters for s in c.spells], people)
    # Joins leave the order of rows to chance.
    spells = keep(spells.sort("spell_key"))
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


def _told(
    record: Mapping[str, Frame], people: Frame, files: Frame, names: Sequence[str]
) -> dict[str, Frame]:
    """Add `who` to each table, and what is known of its file where that matters."""
    out = {}
    for name in TOLD:
        frame = record[name].join(people, on=list(WHOSE), how="left").drop(*WHOSE)
        out[name] = frame if name in UNFILED else _with_file(frame, files)
    for name in LOCAL:
        out[name] = record[name].join(people, on=list(WHOSE), how="left").drop(*WHOSE)
    stated = _with_file(record["coverage"], files)
    out["missing"], out["return_interview"] = absence.with_own(
        out["missing"], _with_file(out["return_interview"], files)
    )
    out["plan"] = before_court.with_own(
        out["plan"],
        _with_file(out["step"], files),
        coverage.shown_to(people, stated, e.PRE_PROCEEDINGS_ENDED, [before_court.OWN]),
    )
    own = record["assignment"].filter(nw.col("role") == assigned.OF_STAFF)
    if not assigned.is_empty(own):
        own = own.join(people, on=list(WHOSE), how="left")
        own = keep(assigned.of_workers(own, record["staff"], files, names))
        out["involvement"] = assigned.beside(out["involvement"], own)
    several = {name: keep(out[name]) for name in USED_OFTEN}
    return {**out, **several, "coverage": stated}


def _with_file(frame: Frame, files: Frame) -> Frame:
    joined = frame.join(files, on="file", how="left")
    return joined.with_columns(is_newest=nw.col("is_newest").fill_null(True))


def _both(
    first: Callable[[], _Need],
    second: Callable[[], _Care],
    *,
    apart: bool,
) -> tuple[_Need, _Care]:
    """Do two things that share nothing, at the same time where the engine allows."""
    if not apart:
        return first(), second()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(second)
        return first(), later.result()


@dataclass(frozen=True)
class _Known:
    """What every part starts from: `told` by table, and `about` each child.

    `about`: who, birth_on, is_unborn, is_asylum_seeker; `people`: council, child, who;
    `names`: the words that name nobody; `as_at`: the day of the review.
    """

    told: Mapping[str, Frame]
    about: Frame
    people: Frame
    names: Sequence[str]
    as_at: date

    def shown(self, event: str, sources: Sequence[str] = ()) -> Frame:
        """Return `who` of those whose council's newest files could show this event."""
        return coverage.shown_to(self.people, self.told["coverage"], event, sources)

    @property
    def is_assigned(self) -> bool:
        """Say whether the staff extract tells who holds the children."""
        return "stated_on" in self.told["involvement"].collect_schema().names()


@dataclass(frozen=True)
class _Need:
    chapters: list[Chapter]
    unnamed: Chapter
    referral: Settled
    assessed: Frame
    settled: Mapping[str, Settled]


@dataclass(frozen=True)
class _Care:
    chapters: list[Chapter]
    in_care: Settled
    working: Frame
    visits: Frame
    handed_over: Frame
    held: Frame
    who_had: first_workers.Told


def _about(child: Frame) -> Frame:
    """Say of each child what clocks go by: birth, and whether it has come."""
    flags = {
        name: nw.col(name).cast(nw.Int8) for name in ("is_unborn", "is_asylum_seeker")
    }
    told = child.with_columns(**flags).group_by("who")
    by_child = told.agg(
        nw.col("birth_on").max(),
        nw.col("is_unborn").min(),
        nw.col("is_asylum_seeker").max(),
    )
    return by_child.with_columns(
        **{name: (nw.col(name) == 1).fill_null(False) for name in flags}
    )


def _in_need(known: _Known) -> _Need:
    """Write what happens from the front door to the plan, and who has nobody now."""
    told, names = known.told, known.names
    referral = need.settled_referrals(told["referral"], told["need"])
    referrals = need.parents(referral)
    settled = {k: protection.settled_plans(told["plan"], k) for k in protection.ENDS}
    on_plan = settled[e.PROTECTION_PLAN]
    held = protection.conferences(told["meeting"], on_plan)
    spans = referral.spells.select(
        "who", "spell_key", "spell", "starts_on", ended_on="closed_on"
    )
    seen = protection.visits(told["visit"], on_plan, settled[e.CIN_PLAN], spans)
    alone = protection.alone_shown(
        on_plan, told["visit"], known.shown(e.PROTECTION_VISIT)
    )
    closed = referral.spells.filter(
        ~nw.col("closed_on").is_null() | nw.col("is_no_further_action").fill_null(False)
    )
    assessments, assessed = need.assessments(told["assessment"], referrals)
    needs = referral.spells.select(within_key="spell_key", need="need")
    births = known.about.select("who", "birth_on")
    unborn = known.about.filter(nw.col("is_unborn"))
    enquired = enquiries.enquiries(
        told["enquiry"], told["meeting"], on_plan.spells, referral, referrals,
        assessed=assessed, unborn=unborn,
    )  # fmt: skip
    chapters = [
        need.referrals(referral),
        assessments,
        *(protection.plans(s, k, referrals, needs, births) for k, s in settled.items()),
        enquired,
        need.early_help(told["early_help"]),
        Chapter([], [held, *seen], [], [alone]),
    ]
    unnamed = workers.unnamed(told["involvement"], closed, names)
    return _Need(chapters, unnamed, referral, assessed, settled)


def _in_care(known: _Known) -> _Care:
    """Write what happens in care, and who was working with the child."""
    told, about = known.told, known.about
    episodes, period = told["care_episode"], told["care_period"]
    chain = keep(care.chained(episodes))
    rest = keep(care.undated(episodes))
    in_care = care.settled_care(chain, rest, period)
    placed = care.settled_placements(chain, rest, period, told["listing"])
    status = care.settled_statuses(chain, period)
    away = care.settled_missing(told["missing"])
    meetings = told["meeting"].filter(nw.col("kind") == e.CARE_REVIEW)
    visits = told["visit"].filter(nw.col("kind") == e.CARE_VISIT)
    reviews = keep(
        protection.held_within(
            meetings, "held_on", e.CARE_REVIEW, in_care.spells, detail="took_part"
        )
    )
    visited = keep(
        protection.held_within(
            visits, "visited_on", e.CARE_VISIT, placed.spells, around=in_care.spells
        )
    )
    periods = in_care.spells
    working, held = workers.spells(told["involvement"])
    who_had = workers.told_of(
        told["involvement"], told["assignment"], periods,
        first_workers.covered(periods, known.people, told["coverage"]), known.names,
    )  # fmt: skip
    handed_over = keep(workers.changed(told["involvement"], known.names))
    chapters = [
        care.care(in_care),
        care.statuses(status, periods),
        care.placements(placed, periods),
        care.missing(away),
        homes.homes(placed.spells, status.spells, period, periods, about),
        orders.secure(placed.spells, status.spells, told["approval"]),
        orders.liberty(told["liberty"], told["approval"], periods, known.as_at),
        health.checks(told["check"], periods, about),
        health.questionnaires(told["questionnaire"], about),
        absence.after_missing(away.spells, period, told["return_interview"]),
        adoption.adoption(told["adoption"], status.spells, placed.spells, periods),
        leaving.eligible(periods, about, told["leaver"], known.as_at),
        leaving.leavers(
            told["leaver"],
            about,
            {n: known.shown(n) for n in (e.PATHWAY_REVIEWED, e.LEAVER_CONTACT)},
        ),
        need.contacts(told["contact"]),
        working,
        Chapter([], [reviews, visited, health.second_reviews(reviews)], []),
        first_workers.untold(who_had),
        workers.changes(handed_over),
    ]
    worked = working.spells[0].with_columns(worker=nw.col("detail"))
    return _Care(chapters, in_care, worked, visited, handed_over, held, who_had)


def _across(known: _Known, of_need: _Need, of_care: _Care) -> list[Chapter]:
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
        of_care.held, of_need.referral.spells,
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


def _listed(known: _Known) -> Frame:
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
