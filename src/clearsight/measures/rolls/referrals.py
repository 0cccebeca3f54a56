"""Contacts, referrals, and the episodes of need that follow them."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.clocks.limit import working_days
from clearsight.journeys import events as e
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import TURN, after, before, in_turn
from clearsight.measures import told
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, missing, touched
from clearsight.measures.rolls.state import WHOSE, spells, with_due, with_nth, with_open
from clearsight.shape import Frame

NFA = "no further action"
TO_REFERRAL = working_days(10)
YEAR_DAYS = 365
ADULT = 18
TELL_OF_NEED = ("cin", "annexa", told.by_dataset(told.ASSESSED), told.WITHIN)


def referrals(known: Known) -> Frame:
    """Return every referral, with the child's others, and its first assessment."""
    received = known.timeline.filter(nw.col("event") == e.REFERRAL_RECEIVED)
    real = received.select(*WHOSE, key="spell", referral_source="detail")
    base = spells(known, e.REFERRAL).join(real, on=[*WHOSE, "key"], how="inner")
    closed = known.timeline.filter(nw.col("event") == e.REFERRAL_CLOSED).select(
        *WHOSE, key="spell", closed_on="on", closure="detail"
    )
    out = base.join(closed, on=[*WHOSE, "key"], how="left").with_columns(
        is_nfa=(nw.col("outcome") == NFA).fill_null(False)
    )
    out = _neighbours(known, out, "starts_on")
    authorised = (
        spells(known, e.ASSESSMENT)
        .filter(~nw.col("within").is_null(), ~nw.col("ended_on").is_null())
        .group_by(*WHOSE, "within")
        .agg(assessed_on=nw.col("ended_on").min())
    )
    out = out.join(authorised.rename({"within": "key"}), on=[*WHOSE, "key"], how="left")
    days = ("starts_on", "closed_on")
    return out.with_columns(
        need="detail",
        touched=touched(backwards(*days), backwards("starts_on", "assessed_on")),
    ).drop("detail")


def _neighbours(known: Known, rows: Frame, on: str) -> Frame:
    """Add the child's last and next of these on other days, and `is_duplicate`.

    Of several on one day the fullest is kept: one that anything came of, then one that
    went on, then one with an end, then the first. Most children have one, and to put
    those in order would cost most.
    """
    sized = keep(rows.with_columns(of_child=nw.col("key").count().over(*WHOSE)))
    columns = [*rows.collect_schema().names(), "previous_on", "next_on", "is_duplicate"]
    no_day = nw.lit(None, nw.Date)
    alone = sized.filter(nw.col("of_child") <= 1).with_columns(
        previous_on=no_day, next_on=no_day, is_duplicate=nw.lit(False)
    )
    several = _among_several(known, sized.filter(nw.col("of_child") > 1), on)
    return nw.concat([alone.select(*columns), several.select(*columns)])


def _among_several(known: Known, rows: Frame, on: str) -> Frame:
    """Add what `_neighbours` adds, where a child has several."""
    day = nw.col(on)
    days = rows.filter(~day.is_null()).select(*WHOSE, on).unique()
    around = in_turn(days, WHOSE, [on]).with_columns(
        previous_on=before(on, WHOSE), next_on=after(on, WHOSE)
    )
    around = around.drop(TURN)
    full = (
        known.spells.filter(~nw.col("within").is_null())
        .select(*WHOSE, key="within")
        .unique()
        .with_columns(empty=nw.lit(0))
    )
    ranked = rows.join(full, on=[*WHOSE, "key"], how="left").with_columns(
        empty=nw.col("empty").fill_null(1),
        nfa=nw.col("is_nfa").cast(nw.Int8),
        no_end=nw.col("ended_on").is_null().cast(nw.Int8),
    )
    order = ["empty", "nfa", "no_end", "key"]
    kept = ranked.unique([*WHOSE, on], keep="first", order_by=order)
    first = kept.select(*WHOSE, "key", is_first=nw.lit(True))
    return (
        rows.join(around, on=[*WHOSE, on], how="left")
        .join(first, on=[*WHOSE, "key"], how="left")
        .with_columns(is_duplicate=~nw.col("is_first").fill_null(False))
        .drop("is_first")
    )


def _closures(known: Known) -> Frame:
    """Return episodes of need that were closed, watched until a return or an end."""
    rows = known.once("referrals", referrals).filter(
        ~nw.col("closed_on").is_null(), ~nw.col("is_nfa")
    )
    later = known.once("referrals", referrals).select(*WHOSE, back_on="starts_on")
    first = (
        rows.select(*WHOSE, "key", "closed_on")
        .join(later, on=list(WHOSE), how="inner")
        .filter(nw.col("back_on") > nw.col("closed_on"))
        .group_by(*WHOSE, "key")
        .agg(back_on=nw.col("back_on").min())
    )
    children = known.children.select(*WHOSE, "birth_on", "died_on")
    out = rows.join(first, on=[*WHOSE, "key"], how="left").join(
        children, on=list(WHOSE), how="left"
    )
    adult = nw.col("birth_on").dt.offset_by(f"{ADULT}y").cast(nw.Date)
    out = out.with_columns(adult_on=adult, seen_on=nw.lit(known.as_at))
    over = [nw.col(c) for c in ("back_on", "adult_on", "died_on", "seen_on")]
    out = out.with_columns(over_on=nw.min_horizontal(*over))
    is_back = (nw.col("over_on") == nw.col("back_on")).fill_null(False)
    is_seen = nw.col("over_on") == nw.col("seen_on")
    ended = nw.when(is_seen).then(nw.lit(0)).otherwise(nw.lit(2))
    return out.with_columns(
        watched_days=days_between("closed_on", "over_on"),
        return_ended=nw.when(is_back).then(nw.lit(1)).otherwise(ended),
    ).drop("birth_on", "died_on")


def _contacts(known: Known) -> Frame:
    """Return every contact, with the referral that followed it within the limit."""
    base = spells(known, e.CONTACT).rename({"detail": "contact_source"})
    again = (
        base.group_by(*WHOSE, "starts_on", "contact_source")
        .agg(nw.col("key").min())
        .select(*WHOSE, "key", is_first=nw.lit(True))
    )
    base = base.join(again, on=[*WHOSE, "key"], how="left").with_columns(
        is_duplicate=~nw.col("is_first").fill_null(False)
    )
    base = _followed(known, with_due(known, base, "starts_on", TO_REFERRAL, "by_on"))
    open_then = (
        base.select(*WHOSE, "key", "starts_on")
        .join(
            spells(known, e.REFERRAL).select(*WHOSE, r_on="starts_on", r_end="until"),
            on=list(WHOSE),
            how="inner",
        )
        .filter(
            (nw.col("r_on") < nw.col("starts_on")).fill_null(False),
            (nw.col("r_end") > nw.col("starts_on")).fill_null(True),
        )
        .select(*WHOSE, "key")
        .unique()
        .with_columns(was_open=nw.lit(True))
    )
    out = base.join(open_then, on=[*WHOSE, "key"], how="left")
    return out.with_columns(
        was_open=nw.col("was_open").fill_null(False), touched=missing("starts_on")
    ).drop("is_first")


def _followed(known: Known, base: Frame) -> Frame:
    """Add `referred_on`: of several contacts before one referral, to the last alone."""
    referred = known.once("referrals", referrals).select(*WHOSE, r_on="starts_on")
    pairs = (
        base.filter(~nw.col("is_duplicate"))
        .select(*WHOSE, "key", "starts_on", "by_on")
        .join(referred, on=list(WHOSE), how="inner")
        .filter(
            nw.col("r_on") >= nw.col("starts_on"), nw.col("r_on") <= nw.col("by_on")
        )
    )
    last = pairs.unique([*WHOSE, "r_on"], keep="last", order_by=["starts_on", "key"])
    found = last.group_by(*WHOSE, "key").agg(referred_on=nw.col("r_on").min())
    return base.join(found, on=[*WHOSE, "key"], how="left")


def _episodes(known: Known) -> Frame:
    """Return the episodes of need: referrals that went on."""
    rows = known.once("referrals", referrals).filter(~nw.col("is_nfa"))
    return with_nth(known, rows, "starts_on", "nth_start")


def _standing(known: Known, rows: Frame) -> Frame:
    """Add what each child of an open episode had at the point."""
    for kind, name in (
        (e.CIN_PLAN, "on_cin_plan"),
        (e.PROTECTION_PLAN, "on_cp_plan"),
        (e.CARE, "in_care"),
        (e.ASSESSMENT, "in_assessment"),
    ):
        rows = keep(with_open(known, rows, kind, name))
    rows = rows.join(_leavers(known), on=list(WHOSE), how="left")
    # Who is 16 or 17 and still looked after has a service, and has not left.
    has_service = (nw.col("leaver_on") <= nw.col("at")).fill_null(False)
    rows = rows.with_columns(is_leaver=has_service & ~nw.col("in_care"))
    rows = rows.join(loaded_from(known), on="council", how="left")
    return with_nth(known, rows, "assessed_on", "nth_assessed")


def _leavers(known: Known) -> Frame:
    """Return since when each child is known to have a leaving care service."""
    days = known.put(known.files).select("file", leaver_on="known_on")
    listed = known.record["leaver"].select(*WHOSE, "file")
    return (
        listed.join(days, on="file", how="inner")
        .group_by(*WHOSE)
        .agg(nw.col("leaver_on").min())
    )


def loaded_from(known: Known) -> Frame:
    """Return the first day on which an assessment would show, for each council."""
    reach = known.history.filter(pl.col("source").is_in(list(TELL_OF_NEED)))
    return known.put(
        reach.group_by("council").agg(loaded_from=pl.col("known_from").min())
    )


CONTACTS = Roll(
    "contacts", "a contact about a child", ("annexa",), _contacts, on="starts_on"
)
REFERRALS = Roll(
    "referrals",
    "a referral",
    ("cin", "annexa", *told.since(told.REFERRED)),
    lambda known: known.once("referrals", referrals),
    on="starts_on",
)
CLOSURES = Roll(
    "closures", "an episode of need that was closed", ("cin",), _closures,
    on="closed_on",
)  # fmt: skip
EPISODES = Roll(
    "episodes",
    "an episode of need that is open",
    ("cin", "annexa", *told.open_then(told.IN_NEED)),
    _episodes,
    since="starts_on",
    until="until",
    until_known="known_to",
    at_points=_standing,
)
