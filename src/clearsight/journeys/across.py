"""What only both sides together can tell: need beside care, visits beside workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.link import by_date
from clearsight.journeys.named import only_people
from clearsight.journeys.precedence import HISTORIES
from clearsight.journeys.settle import Settled, keep
from clearsight.journeys.turns import before, in_turn
from clearsight.shape import Frame

WENT_HOME = ("E4A", "E4B", "E13")
# Closed after the assessment, with nothing to follow or with early help.
NOTHING_FOLLOWED = ("RC8", "RC9")
WHOLE_STORY = "latest of all"
OPEN_KINDS = (e.REFERRAL, e.CIN_PLAN, e.PROTECTION_PLAN, e.CARE)
# What somebody did or saw, not what follows from a date.
ACTIVITIES = (
    e.CONTACT_RECEIVED, e.REFERRAL_RECEIVED, e.ASSESSMENT_STARTED,
    e.ASSESSMENT_UNREFERRED, e.ASSESSMENT_AUTHORISED, e.ENQUIRY_STARTED,
    e.ENQUIRY_ENDED, e.CONFERENCE_HELD, e.REVIEW_CONFERENCE, e.CIN_PLAN_STARTED,
    e.CIN_PLAN_ENDED,
    e.PROTECTION_PLAN_STARTED, e.PROTECTION_PLAN_ENDED, e.PROTECTION_VISIT,
    e.CARE_BEGAN, e.CARE_ENDED, e.CARE_REVIEW, e.CARE_VISIT, e.CHILD_SEEN,
    e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN, e.LEGAL_STATUS_BEGAN,
    e.WENT_MISSING, e.RETURNED, e.WORKER_STARTED, e.HEALTH_ASSESSED,
    e.HEALTH_ASSESSED_YOUNG, e.DENTAL_CHECK,
)  # fmt: skip


MOMENT = ("who", "spell", "spell_key", "on", "sources", "file", "row")


@dataclass(frozen=True)
class Sides:
    """What need and care have settled.

    `referral` and `assessed`: referrals, and assessments within them; `cin_plan` and
    `on_plan`: plans of both kinds; `in_care`: periods of care; `working`: the 903's
    social worker episodes.
    """

    referral: Settled
    assessed: Frame
    cin_plan: Settled
    on_plan: Settled
    in_care: Settled
    working: Frame


def _spans(frame: Frame, ended: str) -> Frame:
    return frame.select("who", t_start="starts_on", t_end=ended)


def _during(things: Frame, on: str, spans: Frame, *, after: bool = False) -> Frame:
    """Keep the spell keys of the things on whose day one of these spans was open."""
    pairs = things.select("who", "spell_key", day=on).join(spans, on="who", how="inner")
    day, start, end = nw.col("day"), nw.col("t_start"), nw.col("t_end")
    begun = start <= day
    going = (end > day) if after else (end >= day)
    found = pairs.filter(begun.fill_null(False), going.fill_null(True))
    return found.select("spell_key").unique()


def assessed_as_in_need(sides: Sides, planned: Frame) -> Chapter:
    """Write, in the referral, the assessment that said that the child needs help.

    Left out are children who were looked after or on a protection plan that day, those
    whose plan as a child in need had begun before it and went on, and those for whom
    the return says that nothing was to follow. A census that shows the assessment would
    show the plan; no list does. `planned`: who of those whose dataset or API payload
    holds plans.
    """
    referral = sides.referral.spells.select(
        within_key="spell_key", reason="closure_reason", nfa="is_no_further_action"
    )
    refused = (~nw.col("is_support_required")).fill_null(False)
    nothing = nw.col("reason").is_in(list(NOTHING_FOLLOWED)).fill_null(False)
    done = keep(
        sides.assessed.filter(dated("authorised_on"), ~refused)
        .join(referral, on="within_key", how="inner")
        .filter(~nothing, ~nw.col("nfa").fill_null(False))
    )
    care = _spans(sides.in_care.spells, "ended_on")
    plan = _spans(sides.on_plan.spells, "ended_on")
    # Made on the day itself, the plan is the answer to the assessment.
    helped = _spans(sides.cin_plan.spells, "ended_on").with_columns(
        t_start=nw.col("t_start").dt.offset_by("1d")
    )
    helped = _during(done, "authorised_on", helped, after=True)
    other = nw.concat(
        [helped, *(_during(done, "authorised_on", spans) for spans in (care, plan))]
    ).unique()
    found = done.join(other, on="spell_key", how="anti")
    own = found.drop("spell", "spell_key", "within")
    names = sides.referral.spells.select(
        within_key="spell_key", spell="spell", in_cin="from_cin", told_to="known_to",
        in_history=nw.any_horizontal(
            *(nw.col(f"from_{s}") for s in HISTORIES), ignore_nulls=True
        ),
    )  # fmt: skip
    moved = own.join(names, on="within_key", how="left").with_columns(
        spell_key=nw.col("within_key")
    )
    kept = keep(moved)
    also = kept.filter(nw.col("in_history")).join(planned, on="who", how="inner")
    columns = ("who", "spell", "told_to")
    shown = nw.concat(
        [f.select(*columns) for f in (kept.filter(nw.col("in_cin")), also)]
    ).unique()
    return Chapter(
        [],
        [
            as_events(kept, e.ASSESSED_AS_IN_NEED, "authorised_on"),
            as_events(
                _in_care_since(kept, sides.in_care.spells), e.IN_CARE_SINCE, "on"
            ),
        ],
        [],
        [as_coverage(shown, e.CIN_PLAN_STARTED, known_to="told_to")],
    )


def _in_care_since(assessed: Frame, periods: Frame) -> Frame:
    """Return, in the referral, the first day in care after each assessment."""
    lasting = periods.filter(~nw.col("is_short_breaks").fill_null(False))
    begun = lasting.select("who", "sources", "file", "row", on="starts_on")
    after = (
        assessed.select("who", "spell", "spell_key", "authorised_on")
        .join(begun, on="who", how="inner")
        .filter(nw.col("on") > nw.col("authorised_on"))
    )
    return after.unique(
        ["spell_key", "authorised_on"], keep="first", order_by=["on", "file", "row"]
    )


def stepped_down(sides: Sides) -> Frame:
    """Write, in the referral, each plan or period of care that ended while it was open.

    A protection plan that ended because the child came into care is no step down.
    """
    ended = ("who", "spell_key", "on", "sources", "file", "row")
    plans = sides.on_plan.spells.filter(dated("ended_on")).with_columns(
        on=nw.col("ended_on")
    )
    care = _spans(sides.in_care.spells, "ended_on")
    in_care = _during(plans, "on", care, after=True)
    home = sides.in_care.spells.filter(
        dated("ended_on"), nw.col("end_reason").is_in(list(WENT_HOME))
    ).with_columns(on=nw.col("ended_on"))
    both = nw.concat(
        [
            plans.join(in_care, on="spell_key", how="anti").select(*ended),
            home.select(*ended),
        ]
    )
    both = keep(both.drop("spell_key"))
    spans = sides.referral.spells.select(
        "who", "spell_key", "spell", "starts_on", ended_on="closed_on"
    )
    # Whoever is closed on the day itself was not stepped down to anyone.
    open_after = spans.filter(
        ~dated("ended_on") | (nw.col("ended_on") > nw.col("starts_on"))
    )
    linked = by_date(both.select("who", "on"), open_after, ["who", "on"])
    closing = spans.select(dated_key="spell_key", closed_on="ended_on")
    found = (
        both.join(linked, on=["who", "on"], how="inner")
        .join(closing, on="dated_key", how="left")
        .filter((nw.col("closed_on") > nw.col("on")).fill_null(True))
        .with_columns(spell=nw.col("dated"), spell_key=nw.col("dated_key"))
    )
    return as_events(found, e.STEPPED_DOWN, "on")


def sightings_shown(
    sides: Sides, steps: Frame, need: Frame, visit: Frame, shown: Frame
) -> list[Frame]:
    """Say from which day List 6 would have shown a sighting, for those on it now.

    `steps`: steps down, in referrals; `need` and `visit` are the record's tables;
    `shown`: who may be on such a list.
    """
    listed = need.filter(nw.col("is_newest")).select("who").unique()
    listed = listed.join(shown, on="who", how="inner")
    seen_on = visit.filter(nw.col("kind") == e.CHILD_SEEN)
    last = seen_on.group_by("who").agg(last_on=nw.col("visited_on").max())
    seen = keep(listed.select("who").join(last, on="who", how="left"))
    out = []
    for spells, end in (
        (sides.cin_plan.spells, "ended_on"),
        (
            sides.referral.spells.join(
                steps.select("spell_key").unique(), on="spell_key", how="inner"
            ),
            "closed_on",
        ),
    ):
        mine = spells.filter(~dated(end)).join(seen, on="who", how="inner")
        tail = nw.max_horizontal("last_on", "starts_on")
        out.append(as_coverage(mine, e.CHILD_SEEN, tail_from=tail))
    return out


def new_workers(
    sides: Sides,
    listed: Frame,
    visits: Frame,
    shown: Frame,
    not_a_worker: Sequence[str],
) -> Chapter:
    """Write, in the period of care, the day on which the worker of today took over.

    Whether those before ever met the child is past help. `listed`: from
    `handovers.in_care`, who came after all that histories tell; `visits`: looked-after
    visits as events, with `within`, the period of care; `shown`: who may be on a list
    that shows the latest.
    """
    named = sides.working.filter(dated("starts_on"))
    named = only_people(named, "worker", not_a_worker)
    named = in_turn(named, ["who"], ["spell_key"]).with_columns(
        before=before("person", ["who"]),
        before_until=before("ended_on", ["who"]),
        last=nw.col("spell_key").max().over("who"),
        on=nw.col("starts_on"),
    )
    changed = keep(
        named.filter(
            nw.col("person") != nw.col("before"),
            nw.col("spell_key") == nw.col("last"),
            ~dated("ended_on"),
        )
    )
    periods = sides.in_care.spells
    linked = by_date(changed.select("who", "on"), periods, ["who", "on"])
    starts = periods.select(dated_key="spell_key", care_on="starts_on")
    found = (
        changed.join(linked, on=["who", "on"], how="inner")
        .join(starts, on="dated_key", how="left")
        # Whoever had the child only before care began handed over to a first worker.
        .filter(
            nw.col("on") > nw.col("care_on"),
            nw.col("before_until").fill_null(nw.col("on")) >= nw.col("care_on"),
        )
        .with_columns(spell=nw.col("dated"), spell_key=nw.col("dated_key"))
    )
    found = found.join(listed.select("who"), on="who", how="anti")
    found = keep(nw.concat([found.select(*MOMENT), listed]))
    inside = visits.filter(~nw.col("within").is_null())
    last = inside.group_by("who", "within").agg(last_on=nw.col("on").max())
    last = last.rename({"within": "spell"})
    on_lists = (
        periods.filter(nw.col("from_annexa"), ~dated("known_to"))
        .join(found.select("spell_key").unique(), on="spell_key", how="inner")
        .join(shown, on="who", how="inner")
    )
    tails = on_lists.join(last, on=["who", "spell"], how="left")
    tail = nw.coalesce(nw.col("last_on"), nw.col("starts_on"))
    return Chapter(
        [],
        [as_events(found, e.NEW_WORKER, "on")],
        [],
        [as_coverage(tails, e.CARE_VISIT, tail_from=tail)],
    )


def activity(timeline: Frame, spells: Frame, listed: Frame, as_at: date) -> Chapter:
    """Write the latest recorded event of every open child.

    `timeline`: who, on, event, file; `spells`: who, kind, is_open; `listed`: who is on
    a list that shows visits now, without which silence says nothing.
    """
    happened = timeline.filter(
        nw.col("event").is_in(list(ACTIVITIES)), (nw.col("on") <= nw.lit(as_at))
    )
    last = happened.group_by("who").agg(nw.col("on").max())
    going = spells.filter(nw.col("kind").is_in(list(OPEN_KINDS)), nw.col("is_open"))
    latest = last.join(going.select("who").unique(), on="who", how="inner")
    # Of what lies before, other files may tell.
    told = happened.select("who", "on", "file").join(latest, on=["who", "on"])
    found = (
        told.group_by("who", "on")
        .agg(nw.col("file").min())
        .with_columns(
            spell=nw.lit(WHOLE_STORY),
            sources=nw.lit("all"),
            row=nw.lit(None, nw.Int64),
        )
    )
    kept = keep(found)
    return Chapter(
        [],
        [as_events(kept, e.LAST_ACTIVITY, "on")],
        [],
        [as_coverage(kept.join(listed, on="who", how="inner"), e.ACTIVITY)],
    )
