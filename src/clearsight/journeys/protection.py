"""Plans and what is done on them: CIN, child protection, pre-proceedings.

Review conferences and visits belong to the plan that they are nested in, or that was
open on the day.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_events, as_spells, dated
from clearsight.journeys.link import Parents, by_date, by_key, linked
from clearsight.journeys.settle import Settled, aligned, keep, numbered, settle
from clearsight.shape import Frame

TWO = ("cin", "annexa")
ENDS = {
    e.CIN_PLAN: (e.CIN_PLAN_STARTED, e.CIN_PLAN_ENDED),
    e.PROTECTION_PLAN: (e.PROTECTION_PLAN_STARTED, e.PROTECTION_PLAN_ENDED),
    e.PRE_PROCEEDINGS: (e.PRE_PROCEEDINGS_STARTED, e.PRE_PROCEEDINGS_ENDED),
}


def settled_plans(rows: Frame, kind: str) -> Settled:
    """Settle the plans of one kind; protection plans that overlap are one plan."""
    of_kind = rows.filter(nw.col("kind") == kind)
    days = ["ended_on"]
    if kind == e.PROTECTION_PLAN:
        of_kind = keep(aligned(of_kind.with_columns(is_start_known=nw.lit(True)), *TWO))
        days = ["ended_on", "stated_on"]
    return settle(
        of_kind,
        kind=kind,
        start="starts_on",
        days=days,
        texts=["category_first", "category_latest", "outcome"],
        flags=["referral_key", "plan_key"],
        precedence=TWO,
    )


def plans(found: Settled, kind: str, referrals: Parents) -> Chapter:
    """Write the plans of one kind as spells with their start and end."""
    base = keep(linked(found.spells, referrals))
    starts, ends = ENDS[kind]
    return Chapter(
        [as_spells(base, kind, ended="ended_on", outcome="outcome",
                   detail="category_latest")],
        [
            as_events(base, starts, "starts_on", detail="category_first"),
            as_events(base, ends, "ended_on", detail="outcome", only=dated("ended_on")),
        ],
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
) -> Frame:
    """Write meetings or visits as events of the spell that they belong to.

    `nested` is what `link.by_key` gives of `plan_key`, where a return nests; otherwise
    it is the spell open on the day. One that belongs to none stays, with no spell. The
    same day told by two sources is one event.
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
    same = ("who", "on", "spell_key")
    out = numbered(
        out.with_columns(spell=spell, spell_key=key), same, ["file", "row", "detail"]
    ).with_columns(detail=nw.col("detail").max().over(*same))
    return as_events(out.filter(nw.col("nth") == 1), event, "on", detail="detail")


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


def visits(rows: Frame, found: Settled) -> list[Frame]:
    """Write protection visits as events of the plan, and other sightings."""
    alone = (
        nw.when(nw.col("is_alone"))
        .then(nw.lit("seen alone"))
        .otherwise(nw.when(~nw.col("is_alone")).then(nw.lit("not seen alone")))
    )
    told = rows.with_columns(alone=alone)
    return [
        held_within(
            told.filter(nw.col("kind") == "child protection visit"),
            "visited_on",
            e.PROTECTION_VISIT,
            found.spells,
            detail="alone",
        ),
        as_events(
            told.filter(nw.col("kind") == "child seen").with_columns(
                sources=nw.col("source")
            ),
            e.CHILD_SEEN,
            "visited_on",
        ),
    ]
