"""The front door to the plan: contacts, referrals, assessments, enquiries.

A referral that needs work is *accepted* unless it ended in no further action; a blank
there leaves it accepted, so that a child nobody has decided about is not lost.
"""

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
from clearsight.journeys.keys import EARLY_HELP, spell_name
from clearsight.journeys.link import Parents, by_key, linked
from clearsight.journeys.precedence import (
    CONTACTS,
    HELPED_EARLY,
    LIST_6,
    OF_NEED,
    REFERRALS,
)
from clearsight.journeys.settle import Settled, identified, keep, of_first, settle
from clearsight.shape import Frame

NOT_SEEN = "not shown as seen"


def contacts(rows: Frame) -> Chapter:
    """Make a one-day spell and an event of each contact."""
    once = of_first(rows, CONTACTS, ["who", "contact_on"])
    named = keep(
        identified(once, e.CONTACT, "contact_on", ["contact_source"]).with_columns(
            starts_on=nw.col("contact_on"),
            sources=nw.col("source"),
            spell=spell_name(e.CONTACT, nw.col("contact_on")),
        )
    )
    spells = as_spells(
        named,
        e.CONTACT,
        ended="contact_on",
        detail="contact_source",
        is_open=nw.lit(False),
    )
    happened = as_events(
        named, e.CONTACT_RECEIVED, "contact_on", detail="contact_source"
    )
    return Chapter([spells], [happened], [])


def settled_referrals(referral: Frame, need: Frame) -> Settled:
    """Settle referrals from every source and, for what they lack, List 6."""
    shown = [
        "who", "source", "file", "row", "known_on", "is_newest",
        "referred_on", "closed_on", "closure_reason", "need", "referral_source",
        "referral_key", "is_no_further_action",
    ]  # fmt: skip
    latest = need.with_columns(
        source=nw.lit(LIST_6),
        referred_on=nw.col("starts_on"),
        closed_on=nw.col("ended_on"),
        referral_source=nw.lit(None, nw.String),
        referral_key=nw.lit(None, nw.String),
        is_no_further_action=nw.lit(None, nw.Boolean),
    )
    return settle(
        nw.concat([referral.select(*shown), latest.select(*shown)]),
        kind=e.REFERRAL,
        start="referred_on",
        days=["closed_on"],
        texts=["closure_reason", "need", "referral_source"],
        flags=["is_no_further_action", "referral_key"],
        precedence=REFERRALS,
    )


def referrals(found: Settled) -> Chapter:
    """Write referral spells, from receipt to the end of the episode of need."""
    base = found.spells
    refused = nw.col("is_no_further_action").fill_null(False)
    is_referral = _is_received()
    outcome = (
        nw.when(refused)
        .then(nw.lit("no further action"))
        .otherwise(nw.col("closure_reason"))
    )
    spells = as_spells(
        base,
        e.REFERRAL,
        ended=nw.when(refused)
        .then(nw.coalesce(nw.col("closed_on"), nw.col("starts_on")))
        .otherwise(nw.col("closed_on")),
        outcome=outcome,
        detail="need",
    )
    happened = [
        as_events(base, e.REFERRAL_RECEIVED, "starts_on", detail="referral_source",
                  only=is_referral),
        as_events(base, e.REFERRAL_ACCEPTED, "starts_on", detail="referral_source",
                  only=is_referral & ~refused),
        as_events(base, e.REFERRAL_NFA, "starts_on", only=refused),
        as_events(base, e.REFERRAL_CLOSED, "closed_on", detail="closure_reason",
                  only=dated("closed_on")),
    ]  # fmt: skip
    return Chapter([spells], happened, found.conflicts)


def _is_received() -> nw.Expr:
    """Say of a spell that a source tells of its referral, and not List 6 alone."""
    told = [nw.col(f"from_{source}") for source in OF_NEED]
    return nw.any_horizontal(*told, ignore_nulls=True)


def parents(found: Settled) -> Parents:
    """Give the referrals that an assessment, enquiry or plan may lie within.

    An episode that only List 6 tells of is left out of those linked by date: its start
    may be any of three days, and no clock may rest on it.
    """
    accepted = found.spells.filter(
        _is_received(), ~nw.col("is_no_further_action").fill_null(False)
    )
    return Parents(
        keep(
            accepted.select(
                "who", "spell_key", "spell", "starts_on", ended_on="closed_on"
            )
        ),
        keep(by_key(found.spells, "referral_key")),
    )


def closed(found: Settled) -> Frame:
    """Return the closed referrals: who, within_key, closed_on."""
    return found.spells.filter(dated("closed_on")).select(
        "who", "closed_on", within_key="spell_key"
    )


def early_help(rows: Frame) -> Chapter:
    """Write the start and the completion of each early help assessment."""
    once = of_first(rows, HELPED_EARLY, ["who", "starts_on"])
    told = keep(
        identified(once, EARLY_HELP, "starts_on", ["ended_on"]).with_columns(
            sources=nw.col("source"),
            spell=spell_name(EARLY_HELP, nw.col("starts_on")),
            seen_to=nw.when(~nw.col("is_newest")).then(nw.col("known_on")),
        )
    )
    shown = as_coverage(told, e.EARLY_HELP_COMPLETED, known_to="seen_to")
    happened = [
        as_events(told, e.EARLY_HELP_STARTED, "starts_on"),
        as_events(told, e.EARLY_HELP_COMPLETED, "ended_on", only=dated("ended_on")),
    ]
    return Chapter([], happened, [], [shown])


def assessments(rows: Frame, referrals: Parents) -> tuple[Chapter, Frame]:
    """Write assessments, each within its referral; without one, they say so.

    Also returned are the assessments themselves: who, spell_key, spell, within,
    within_key, starts_on, authorised_on, is_support_required, file and row.
    """
    found = settle(
        rows,
        kind=e.ASSESSMENT,
        start="starts_on",
        days=["authorised_on"],
        texts=["factors"],
        flags=[
            "is_child_seen",
            "is_support_required",
            "review_planned_on",
            "referral_key",
        ],
        precedence=OF_NEED,
    )
    base = keep(linked(found.spells, referrals))
    spells = as_spells(base, e.ASSESSMENT, ended="authorised_on", detail="factors")
    # Not every source says who was seen: of others only the open ones are asked about.
    asked = nw.col("from_annexa") | ~dated("authorised_on") | dated("is_child_seen")
    unseen = asked & ~nw.col("is_child_seen").fill_null(False)
    said = nw.when(unseen).then(nw.lit(NOT_SEEN))
    happened = [
        as_events(base, e.ASSESSMENT_STARTED, "starts_on", detail=said,
                  only=~nw.col("within").is_null()),
        as_events(base, e.ASSESSMENT_UNREFERRED, "starts_on", detail=said,
                  only=nw.col("within").is_null()),
        as_events(base, e.ASSESSMENT_AUTHORISED, "authorised_on",
                  only=dated("authorised_on")),
        as_events(base, e.ASSESSMENT_OPEN, "starts_on", only=~dated("authorised_on")),
        as_events(base, e.ASSESSMENT_REVIEW_SET, "review_planned_on",
                  only=dated("review_planned_on") & ~dated("authorised_on")),
    ]  # fmt: skip
    return Chapter([spells], happened, found.conflicts), base
