"""Plans and what is done on them: CIN, child protection, pre-proceedings.

Review conferences and visits belong to the plan that they are nested in, or that was
open on the day.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.before_court import OWN
from clearsight.journeys.frames import (
    Chapter,
    as_coverage,
    as_events,
    as_spells,
    dated,
)
from clearsight.journeys.link import Parents, by_date, by_key, linked
from clearsight.journeys.precedence import EVERY, OF_NEED
from clearsight.journeys.settle import (
    Settled,
    aligned,
    keep,
    numbered,
    present,
    settle,
)
from clearsight.shape import Frame

ENDS = {
    e.CIN_PLAN: (e.CIN_PLAN_STARTED, e.CIN_PLAN_ENDED),
    e.PROTECTION_PLAN: (e.PROTECTION_PLAN_STARTED, e.PROTECTION_PLAN_ENDED),
    e.PRE_PROCEEDINGS: (e.PRE_PROCEEDINGS_STARTED, e.PRE_PROCEEDINGS_ENDED),
}


def settled_plans(rows: Frame, kind: str) -> Settled:
    """Settle the plans of one kind; protection plans that overlap are one plan."""
    of_kind = rows.filter(nw.col("kind") == kind)
    days, flags = ["ended_on"], ["referral_key", "plan_key"]
    precedence: tuple[str, ...] = OF_NEED
    if kind == e.PRE_PROCEEDINGS:
        flags.append("is_start_known")
        precedence = (*OF_NEED, OWN)
    if kind == e.PROTECTION_PLAN:
        of_kind = keep(of_kind.with_columns(is_start_known=nw.lit(True)))
        of_kind = keep(aligned(of_kind, *present(of_kind, OF_NEED)))
        days = ["ended_on", "stated_on"]
    return settle(
        of_kind,
        kind=kind,
        start="starts_on",
        days=days,
        texts=["category_first", "category_latest", "outcome"],
        flags=flags,
        precedence=precedence,
    )


def plans(
    found: Settled, kind: str, referrals: Parents, needs: Frame, births: Frame
) -> Chapter:
    """Write the plans of one kind as spells with their start and end.

    `needs`: within_key, need of the referrals. `births`: who, birth_on.
    """
    base = linked(found.spells, referrals).join(needs, on="within_key", how="left")
    base = keep(base.join(births, on="who", how="left"))
    starts, ends = ENDS[kind]
    detail = "need" if kind == e.CIN_PLAN else "category_first"
    is_start = None
    if kind == e.PRE_PROCEEDINGS:
        is_start = nw.col("is_start_known")
    happened = [
        as_events(base, starts, "starts_on", detail=detail, only=is_start),
        as_events(base, ends, "ended_on", detail="outcome", only=dated("ended_on")),
    ]
    if kind == e.PRE_PROCEEDINGS:
        only_letter = ~nw.col("is_start_known")
        happened.append(
            as_events(base, e.STAGE_SEEN_FROM_LETTER, "starts_on", only=only_letter)
        )
    if kind == e.PROTECTION_PLAN:
        fifth = nw.col("birth_on").dt.offset_by("5y").cast(nw.Date)
        is_five = nw.col("starts_on") >= fifth
        happened.append(
            as_events(base, e.PLAN_FROM_FIVE_STARTED, "starts_on", only=is_five)
        )
    return Chapter(
        [as_spells(base, kind, ended="ended_on", outcome="outcome",
                   detail="category_latest")],
        happened,
        found.conflicts,
    )  # fmt: skip


def held_within(
    rows: Frame,
    day: str,
    event: str,
    spells: Frame,
    *,
    nested: Frame | None = None,
    detail: str | None = None,
    around: Frame | None = None,
    undated: bool = False,
) -> Frame:
    """Write meetings or visits as events of the spell that they belong to.

    `nested` is what `link.by_key` gives of `plan_key`, where a return nests; otherwise
    it is the spell open on the day. One that belongs to none stays, with no spell. The
    same day told by two sources is one event. `around`: spells one of which lies around
    that one, by date. With `undated`, one of a newest file (`is_newest`) with no day is
    of the child's latest spell: it was held, and none is late for certain since.
    """
    once = rows.with_columns(
        detail=nw.col(detail) if detail else nw.lit(None, nw.String),
        on=nw.col(day),
        sources=nw.col("source"),
    )
    found = by_date(once.select("who", "on"), spells, ["who", "on"])
    out = once.join(found, on=["who", "on"], how="left")
    spell, key = nw.col("dated"), nw.col("dated_key")
    if nested is not None:
        out = out.join(nested, on=["who", "plan_key"], how="left")
        spell = nw.coalesce(nw.col("given"), spell)
        key = nw.coalesce(nw.col("given_key"), key)
    if undated:
        last = spells.filter(dated("starts_on")).unique(
            ["who"], keep="last", order_by=["starts_on", "spell_key"]
        )
        last = last.select("who", last="spell", last_key="spell_key")
        out = out.join(last, on="who", how="left")
        is_it = nw.col("on").is_null() & nw.col("is_newest")
        spell = nw.when(is_it).then(nw.col("last")).otherwise(spell)
        key = nw.when(is_it).then(nw.col("last_key")).otherwise(key)
    if around is not None:
        outer = by_date(once.select("who", "on"), around, ["who", "on"])
        outer = outer.select("who", "on", within="dated")
        out = out.join(outer, on=["who", "on"], how="left")
    same = ("who", "on", "spell_key")
    # By the return, and not by what its file happens to be called.
    rank = nw.col("source").replace_strict(
        list(EVERY),
        list(range(len(EVERY))),
        default=len(EVERY),
        return_dtype=nw.Int64,
    )
    out = out.with_columns(spell=spell, spell_key=key, rank=rank)
    order = ["rank", "source", "file", "row", "detail"]
    out = numbered(out, same, order).with_columns(
        detail=nw.col("detail").max().over(*same)
    )
    return as_events(out.filter(nw.col("nth") == 1), event, "on", detail="detail")


def on_their_days(rows: Frame, spells: Frame) -> Frame:
    """Write rows that name their event as events of the spell open on the day.

    `rows`: who, on, event, source, file, row. Told twice, it is one event.
    """
    once = rows.unique(
        ["who", "on", "event"], keep="first", order_by=["source", "file", "row"]
    )
    found = by_date(once.select("who", "on").unique(), spells, ["who", "on"])
    named = once.join(found, on=["who", "on"], how="left").with_columns(
        spell=nw.col("dated"), spell_key=nw.col("dated_key"), sources=nw.col("source")
    )
    return as_events(named, nw.col("event"), "on")


def conferences(meetings: Frame, found: Settled) -> Frame:
    """Write review conferences as events of their plan."""
    return held_within(
        meetings.filter(nw.col("kind") == "review conference"),
        "held_on",
        e.REVIEW_CONFERENCE,
        found.spells,
        nested=by_key(found.spells, "plan_key"),
        detail="took_part",
    )


def alone_shown(found: Settled, rows: Frame, shown: Frame) -> Frame:
    """Say from which day List 7 would have shown that the child was seen alone.

    It says so of the latest visit alone. Where the child was not seen alone on that
    one, earlier visits may hide one on which the child was.
    """
    of_plans = rows.filter(nw.col("kind") == "child protection visit")
    flagged = of_plans.with_columns(
        alone_on=nw.when(nw.col("is_alone")).then(nw.col("visited_on"))
    )
    last = flagged.group_by("who").agg(
        last_on=nw.col("visited_on").max(), alone_on=nw.col("alone_on").max()
    )
    open_now = found.spells.filter(
        nw.col("from_annexa"), ~dated("known_to"), ~dated("ended_on")
    )
    mine = open_now.join(shown, on="who", how="inner")
    mine = keep(mine.join(last, on="who", how="left"))
    seen, start = nw.col("last_on"), nw.col("starts_on")
    is_tail = (seen == nw.col("alone_on")).fill_null(False) | seen.is_null()
    return nw.concat(
        [
            as_coverage(
                mine.filter(is_tail), e.SEEN_ALONE, tail_from=nw.coalesce(seen, start)
            ),
            as_coverage(mine.filter(~is_tail), e.SEEN_ALONE, known_from="last_on"),
        ]
    )


def visits(rows: Frame, found: Settled, needs: Settled, around: Frame) -> list[Frame]:
    """Write protection visits as events of the plan, and other sightings.

    `needs` are plans of children in need, in which sightings lie; `around` referrals.
    """
    alone = (
        nw.when(nw.col("is_alone"))
        .then(nw.lit("seen alone"))
        .otherwise(nw.when(~nw.col("is_alone")).then(nw.lit("not seen alone")))
    )
    told = rows.with_columns(alone=alone)
    to_plans = told.filter(nw.col("kind") == "child protection visit")
    return [
        held_within(
            to_plans, "visited_on", e.PROTECTION_VISIT, found.spells, detail="alone"
        ),
        held_within(
            to_plans.filter(nw.col("is_alone").fill_null(False)),
            "visited_on",
            e.SEEN_ALONE,
            found.spells,
        ),
        held_within(
            told.filter(nw.col("kind") == "child seen"),
            "visited_on",
            e.CHILD_SEEN,
            needs.spells,
            around=around,
        ),
    ]
