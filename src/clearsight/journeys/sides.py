"""The two sides of a journey: from the front door to the plan, and in care.

Neither needs the other, so that each may be made by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import narwhals as nw

from clearsight.dates import add_months
from clearsight.journeys import (
    absence,
    adoption,
    care,
    enquiries,
    first_workers,
    health,
    homes,
    leaving,
    need,
    orders,
    protection,
    temporary,
    workers,
)
from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, dated
from clearsight.journeys.overtaken import (
    left_off,
    over_on,
    over_with,
    overtaken,
)
from clearsight.journeys.precedence import LISTS
from clearsight.journeys.settle import Settled, keep
from clearsight.journeys.start import Known, known_of
from clearsight.shape import Frame

CHAPTER = tuple(f.name for f in fields(Chapter))
WHO_HAD = tuple(f.name for f in fields(first_workers.Told))
CARE = ("working", "visits", "handed_over", "held_now")
PERIODS = "periods of care"
CARE_TABLES = ("care_episode", "care_period")
WITHOUT_PLAN = ("OPEN ASSESSMENT", "CLOSED")
ADULT = 18
RECENT = 12  # months


@dataclass(frozen=True)
class Need:
    """From the front door to the plan, and who has nobody now."""

    chapters: list[Chapter]
    unnamed: Chapter
    referral: Settled
    assessed: Frame
    settled: Mapping[str, Settled]


@dataclass(frozen=True)
class Care:
    """What happens in care, and who worked with the child."""

    chapters: list[Chapter]
    in_care: Settled
    working: Frame
    visits: Frame
    handed_over: Frame
    held_now: Frame
    who_had: first_workers.Told


def in_need(known: Known) -> Need:
    """Write what happens from the front door to the plan, and who has nobody now."""
    told, names = known.told, known.names
    died = _died(told["child"])
    grown = _grown(known)
    referral = over_on(
        need.settled_referrals(told["referral"], told["need"]), died, "closed_on"
    )
    referrals = need.parents(referral)
    closed = keep(need.closed(referral))
    settled = {}
    for kind in protection.ENDS:
        lived = over_on(protection.settled_plans(told["plan"], kind), died)
        if kind == e.PROTECTION_PLAN:
            lived = over_on(lived, grown)
        settled[kind] = over_with(lived, referrals, closed)
    more = [_since(settled[e.PROTECTION_PLAN].spells, "seen_to")]
    more += [_since(_cared_for(told[t]), "known_on") for t in CARE_TABLES]
    roll, listed = _roll(known, e.CHILD_SEEN, told["need"])
    followed = overtaken(settled[e.CIN_PLAN], nw.concat(more))
    settled[e.CIN_PLAN] = left_off(followed, *_with_plan(known))
    referral = left_off(referral, roll, listed, "closed_on")
    protected = told["plan"].filter(nw.col("kind") == e.PROTECTION_PLAN)
    on_plan = left_off(
        settled[e.PROTECTION_PLAN], *_roll(known, e.PROTECTION_VISIT, protected)
    )
    settled[e.PROTECTION_PLAN] = on_plan
    held = protection.conferences(told["meeting"], on_plan)
    spans = referral.spells.select(
        "who", "spell_key", "spell", "starts_on", ended_on="closed_on"
    )
    seen = protection.visits(told["visit"], on_plan, settled[e.CIN_PLAN], spans)
    alone = protection.alone_shown(
        on_plan, told["visit"], known.shown(e.PROTECTION_VISIT)
    )
    closed = referral.spells.filter(
        (nw.col("closed_on") <= nw.lit(known.as_at)).fill_null(False)
        | nw.col("is_no_further_action").fill_null(False)
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
    return Need(chapters, unnamed, referral, assessed, settled)


def _with_plan(known: Known) -> tuple[Frame, Frame]:
    """Return what `_roll` does of List 6: those whom it calls assessed have no plan."""
    rows = known.told["need"]
    without = nw.col("status").is_in(list(WITHOUT_PLAN)).fill_null(False)
    return _roll(known, e.CHILD_SEEN, rows.filter(~without))


def _died(child: Frame) -> Frame:
    """Return who and over_on of each child who has died."""
    dead = child.filter(dated("died_on"))
    return keep(dead.group_by("who").agg(over_on=nw.col("died_on").min()))


def _grown(known: Known) -> Frame:
    """Return who and over_on of each who has become 18 in the year to the review.

    Who has been 18 for longer and still stands in care has a wrong date of birth more
    likely than a late record: a child is not to be lost to a slip of the pen.
    """
    birthday = nw.col("birth_on").dt.offset_by(f"{ADULT}y").cast(nw.Date)
    days = known.about.select("who", over_on=birthday)
    return keep(
        days.filter(
            nw.col("over_on") <= nw.lit(known.as_at),
            nw.col("over_on") > nw.lit(add_months(known.as_at, -RECENT)),
        )
    )


def _cared_for(rows: Frame) -> Frame:
    """Leave out short breaks, beside which a plan goes on."""
    short = nw.col("legal_status").is_in(list(care.SHORT_BREAKS))
    return rows.filter(~short.fill_null(False))


def _roll(known: Known, event: str, rows: Frame) -> tuple[Frame, Frame]:
    """Return the day of each child's council's newest list, and who is on it.

    `event` is one that the list shows, and `rows` are its table's.
    """
    stated = known.told["coverage"].filter(
        nw.col("is_newest"),
        nw.col("source") == LISTS,
        nw.col("shows") == event,
    )
    days = stated.group_by("council").agg(told_on=nw.col("known_on").max())
    roll = known.people.join(days, on="council", how="inner").select("who", "told_on")
    newest = rows.filter(nw.col("is_newest"), nw.col("source") == LISTS)
    return keep(roll), keep(newest.select("who").unique())


def _list_8(known: Known) -> tuple[Frame, Frame]:
    """Return what `_roll` does of List 8; nobody is left off for short breaks.

    A council need not list those who have short breaks alone.
    """
    roll, listed = _roll(known, e.CARE_VISIT, known.told["care_period"])
    legal = nw.col("legal_status").is_in(list(care.SHORT_BREAKS))
    breaks = known.told["care_episode"].filter(legal).select("who")
    return roll, keep(nw.concat([listed, breaks]).unique())


def _since(rows: Frame, known: str) -> Frame:
    return rows.select("who", since="starts_on", by=known)


def _looked_after(known: Known) -> tuple[Settled, Settled, Settled]:
    """Return periods of care, placements and legal statuses."""
    told = known.told
    period, listing = told["care_period"], told["listing"]
    chain = keep(temporary.rejoined(care.chained(told["care_episode"])))
    rest = keep(care.undated(told["care_episode"]))
    list_8, grown = _list_8(known), _grown(known)
    kept = temporary.as_kept(period, chain)
    in_care, placed, status = (
        left_off(over_on(found, grown), *list_8)
        for found in (
            care.settled_care(chain, rest, period),
            care.settled_placements(chain, rest, kept, listing),
            care.settled_statuses(chain, period),
        )
    )
    return in_care, placed, status


def _reviews(meetings: Frame, periods: Frame) -> Frame:
    return protection.held_within(
        meetings.filter(nw.col("kind") == e.CARE_REVIEW), "held_on", e.CARE_REVIEW,
        periods, detail="took_part", undated=True,
    )  # fmt: skip


def in_care(known: Known) -> Care:
    """Write what happens in care, and who was working with the child."""
    told, about = known.told, known.about
    period = told["care_period"]
    in_care, placed, status = _looked_after(known)
    away = care.settled_missing(told["missing"])
    visits = told["visit"].filter(nw.col("kind") == e.CARE_VISIT)
    reviews = keep(_reviews(told["meeting"], in_care.spells))
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
    return Care(chapters, in_care, worked, visited, handed_over, held, who_had)


def care_parts(
    record: Mapping[str, Frame],
    files: Frame,
    *,
    not_a_worker: Sequence[str],
    as_at: date,
) -> dict[str, Frame]:
    """Return the side of care by its parts, computed; arguments as of `build`."""
    care = in_care(known_of(record, files, not_a_worker=not_a_worker, as_at=as_at))
    told = {
        part: [frame for chapter in care.chapters for frame in getattr(chapter, part)]
        for part in CHAPTER
    }
    parts = {part: nw.concat(frames) for part, frames in told.items() if frames}
    parts |= {part: getattr(care, part) for part in CARE}
    parts |= {part: getattr(care.who_had, part) for part in WHO_HAD}
    parts[PERIODS] = care.in_care.spells
    return {part: keep(frame) for part, frame in parts.items()}


def care_of(parts: Mapping[str, Frame]) -> Care:
    """Put the parts of the side of care together again."""
    told = {part: [parts[part]] if part in parts else [] for part in CHAPTER}
    # Its conflicts are those of the chapter.
    return Care(
        chapters=[Chapter(**told)],
        in_care=Settled(parts[PERIODS], []),
        who_had=first_workers.Told(**{part: parts[part] for part in WHO_HAD}),
        **{part: parts[part] for part in CARE},
    )
