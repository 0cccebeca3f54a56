"""Section 47 enquiries (Children Act 1989) and what each came to."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import (
    Chapter,
    as_coverage,
    as_events,
    as_spells,
    dated,
)
from clearsight.journeys.link import Parents, linked
from clearsight.journeys.precedence import OF_NEED
from clearsight.journeys.settle import Settled, keep, settle
from clearsight.shape import Frame


def enquiries(
    rows: Frame,
    meetings: Frame,
    plans: Frame,
    referral: Settled,
    referrals: Parents,
    *,
    assessed: Frame,
    unborn: Frame,
) -> Chapter:
    """Write section 47 enquiries and what each came to.

    `plans`: who, starts_on, ended_on of protection plans. An enquiry with no
    outcome of its own is taken over by the child's next one; where a plan of the child
    began instead, a conference was held on a day that nobody recorded; on a child who
    already had a plan no conference is due. Where a source holds the day it ended, it
    ended then, whatever it came to; and unless something asked for a conference, none
    is due. `assessed`: within_key, starts_on of assessments. `unborn`: who, birth_on of
    the children not yet born.
    """
    found = _settled(rows)
    joined = linked(found.spells, referrals)
    told = _led_to_plan(_with_outcome(joined), plans)
    base = keep(_on_plan(told, plans))
    days = ("ended_on", "conference_on", "taken_over_on")
    ended = nw.coalesce(*(nw.col(day) for day in days))
    spells = as_spells(
        base,
        e.ENQUIRY,
        ended=ended,
        outcome="outcome",
        is_open=ended.is_null() & ~nw.col("not_needed") & ~nw.col("led_to_plan"),
    )
    straight = keep(_straight(base, referral, assessed))
    happened = [
        as_events(base, e.ENQUIRY_STARTED, "starts_on"),
        as_events(base, e.CONFERENCE_HELD, "conference_on",
                  only=dated("conference_on")),
        as_events(base, e.CONFERENCE_HELD, None, only=nw.col("led_to_plan")),
        as_events(base, e.CONFERENCE_NOT_NEEDED, None, only=nw.col("not_needed")),
        as_events(base, e.ENQUIRY_ENDED, "ended_on", only=dated("ended_on")),
        as_events(base, e.ENQUIRY_UNFOLLOWED, None,
                  only=nw.col("is_over") & ~nw.col("led_to_plan")),
        as_events(base, e.ENQUIRY_SUPERSEDED, "taken_over_on",
                  only=dated("taken_over_on")),
        as_events(base, e.ENQUIRY_ON_PLAN, "starts_on", only=nw.col("on_plan")),
        _other_conferences(meetings, referral),
        as_events(straight, e.CONCERN_REFERRED, "referred_on"),
        *_before_birth(base, unborn),
    ]  # fmt: skip
    shown = as_coverage(straight, e.ENQUIRY_STARTED)
    return Chapter([spells], happened, found.conflicts, [shown])


def _settled(rows: Frame) -> Settled:
    """Settle them; `is_asked`: a source that says it ended asked for a conference."""
    # Who knows that it ended knows what it came to. A census writes "no" also where
    # nobody had judged yet: it denies nothing that a later list says.
    asked = (~nw.col("is_conference_not_needed") & dated("ended_on")).fill_null(False)
    return settle(
        rows.with_columns(is_asked=asked),
        kind=e.ENQUIRY,
        start="starts_on",
        days=["conference_on", "ended_on"],
        flags=["is_plan_made", "referral_key"],
        either=["is_conference_not_needed", "is_asked"],
        precedence=OF_NEED,
    )


def _with_outcome(enquiry: Frame) -> Frame:
    """Add not_needed, taken_over_on and outcome (words, null while there is none).

    And `is_over`: it ended, and nothing asked for a conference or shows one.
    """
    held = dated("conference_on")
    not_needed = nw.col("is_conference_not_needed").fill_null(False) & ~held
    later = nw.col("starts_on").shift(-1).over("who", order_by=["starts_on", "spell"])
    base = enquiry.with_columns(
        not_needed=not_needed,
        next_start=later,
        is_over=dated("ended_on") & ~nw.col("is_asked") & ~not_needed & ~held,
    )
    is_over = nw.col("is_over")
    taken_over = ~nw.col("not_needed") & ~held & ~is_over & dated("next_start")
    words = {
        "ended": is_over,
        "taken over by a later one": taken_over,
        "conference not needed": nw.col("not_needed"),
        "conference held": held,
    }
    outcome: nw.Expr = nw.lit(None, nw.String)
    for said, so in words.items():
        outcome = nw.when(so).then(nw.lit(said)).otherwise(outcome)
    return base.with_columns(
        taken_over_on=nw.when(taken_over).then(nw.col("next_start")), outcome=outcome
    )


def _led_to_plan(enquiry: Frame, plans: Frame) -> Frame:
    """Add led_to_plan: nothing says what it came to, and a plan began since."""
    latest = plans.group_by("who").agg(last_plan_on=nw.col("starts_on").max())
    since = (nw.col("last_plan_on") >= nw.col("starts_on")).fill_null(False)
    is_last = nw.col("is_over") & ~dated("next_start")
    led = (nw.col("outcome").is_null() | is_last) & since
    held = nw.when(led).then(nw.lit("conference held")).otherwise(nw.col("outcome"))
    return (
        enquiry.join(latest, on="who", how="left")
        .with_columns(led_to_plan=led, outcome=held)
        .drop("last_plan_on")
    )


def _on_plan(base: Frame, plans: Frame) -> Frame:
    held = (
        base.select("who", "spell_key", "starts_on")
        .join(
            plans.select("who", p_start="starts_on", p_end="ended_on"),
            on="who",
            how="inner",
        )
        .filter(
            (nw.col("p_start") < nw.col("starts_on")).fill_null(False),
            (nw.col("p_end") >= nw.col("starts_on")).fill_null(True),
        )
        .group_by("spell_key")
        .agg(p_start=nw.col("p_start").max())
    )
    out = base.join(held, on="spell_key", how="left")
    return out.with_columns(on_plan=~nw.col("p_start").is_null()).drop("p_start")


def _straight(base: Frame, referral: Settled, assessed: Frame) -> Frame:
    """Find the enquiries that were the first thing done about their referral.

    Adds `referred_on`. Nothing holds the day on which a worry came up later, in the
    course of an assessment or a plan.
    """
    first = assessed.group_by("within_key").agg(nw.col("starts_on").min())
    first = first.select(within_key="within_key", assessed_on="starts_on")
    earliest = base.group_by("within_key").agg(nw.col("starts_on").min())
    earliest = earliest.select(within_key="within_key", first_on="starts_on")
    accepted = referral.spells.select(within_key="spell_key", referred_on="starts_on")
    on, assessed_on = nw.col("starts_on"), nw.col("assessed_on")
    return (
        base.filter(~nw.col("within_key").is_null())
        .join(accepted, on="within_key", how="inner")
        .join(first, on="within_key", how="left")
        .join(earliest, on="within_key", how="left")
        .filter(on == nw.col("first_on"), (on <= assessed_on).fill_null(True))
    )


def _before_birth(base: Frame, unborn: Frame) -> list[Frame]:
    expected = unborn.group_by("who").agg(birth_on=nw.col("birth_on").max())
    found = base.join(expected, on="who", how="inner")
    return [
        as_events(found, e.UNBORN_ENQUIRY_STARTED, "starts_on"),
        as_events(found, e.BIRTH_EXPECTED, "birth_on", only=dated("birth_on")),
    ]


def _other_conferences(meetings: Frame, referral: Settled) -> Frame:
    """Conferences with no enquiry of their own, such as a transfer in."""
    names = referral.spells.filter(~nw.col("referral_key").is_null()).select(
        "who", "referral_key", within="spell"
    )
    rows = meetings.filter(nw.col("kind") == "initial conference").join(
        names, on=["who", "referral_key"], how="left"
    )
    return as_events(
        rows.with_columns(sources=nw.col("source")),
        e.CONFERENCE_HELD,
        "held_on",
        detail=nw.lit("with no section 47 enquiry of its own"),
    )
