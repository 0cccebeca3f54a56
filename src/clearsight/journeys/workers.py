"""Who was working with the child, and who has nobody now.

The 903's social worker episodes give a history: a gap between them is dated. So do the
assignments of the staff extract, also of children who are not in care. Annex A gives
the position on one day: a child on an open list whose rows name no person has nobody,
since the referral where the referral is all there is, otherwise since a day that the
data do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.first_workers import Told, elsewhere
from clearsight.journeys.frames import (
    COVERAGE,
    Chapter,
    as_coverage,
    as_events,
    as_spells,
    dated,
)
from clearsight.journeys.keys import (
    NAMED_NEXT,
    UNALLOCATED_LISTED,
    UNALLOCATED_NOW,
    spell_key,
    spell_name,
)
from clearsight.journeys.named import only_named, only_people, with_named
from clearsight.journeys.precedence import STAFF, WORKERS
from clearsight.journeys.settle import identified, keep, settle
from clearsight.journeys.turns import before, in_turn
from clearsight.journeys.unnamed_since import since_listed
from clearsight.shape import Frame

NOBODY = "no worker is named"
NOT_A_PERSON = "the worker's column holds a team, a tray or a placeholder"
SOCIAL_WORKER = "social worker"
STANDING = ("need", "child protection plan", "period of care", "care leaver")


def _history(involvement: Frame) -> Frame:
    """Return who held the child from and to; an adviser's part is another."""
    holds = (nw.col("role") == SOCIAL_WORKER).fill_null(True)
    return involvement.filter(nw.col("about").is_null(), holds)


def told_of(
    involvement: Frame,
    assignment: Frame,
    periods: Frame,
    covered: Frame,
    not_a_worker: Sequence[str],
) -> Told:
    """Return what returns tell of who had the children in these periods of care."""
    returned = _history(involvement).filter(nw.col("source") != STAFF)
    held = only_named(returned, "worker", not_a_worker)
    asked = covered.select("who").unique()
    listed = involvement.join(asked, on="who", how="inner")
    own = assignment.join(asked, on="who", how="inner")
    also = elsewhere(listed, own, STANDING, not_a_worker)
    return Told(periods, covered, keep(held), keep(also))


def spells(involvement: Frame) -> tuple[Chapter, Frame]:
    """Write the social worker episodes as spells; return them as settled, too."""
    rows = _history(involvement)
    # Only beside an assignment can another source's start differ.
    is_own = "stated_on" in involvement.collect_schema().names()
    found = settle(
        rows,
        kind=e.WORKER,
        start="starts_on",
        days=["ended_on", "stated_on"] if is_own else ["ended_on"],
        texts=["worker", "reason"],
        precedence=WORKERS,
    )
    base = keep(found.spells)
    chapter = Chapter(
        [as_spells(base, e.WORKER, ended="ended_on", outcome="reason",
                   detail="worker")],
        [
            as_events(base, e.WORKER_STARTED, "starts_on", detail="worker"),
            as_events(base, e.WORKER_ENDED, "ended_on", detail="reason",
                      only=dated("ended_on")),
        ],
        found.conflicts,
    )  # fmt: skip
    return chapter, base


def changes(told: Frame) -> Chapter:
    """Write the workers who changed between one extract and the next.

    `told` is from `changed`. `on` is the day of the first extract that shows the new
    name; the change lies between it and the day in `detail`, the last that showed the
    old one.
    """
    keyed = identified(told, NAMED_NEXT, "seen_on", ["person"])
    found = keep(
        keyed.with_columns(
            sources=nw.lit("annexa"),
            spell=spell_name(NAMED_NEXT, nw.col("seen_on")),
            between=nw.concat_str(
                nw.lit("the name before was last shown on "),
                nw.col("last_on").dt.to_string("%d/%m/%Y"),
            ),
        )
    )
    return Chapter(
        [], [as_events(found, e.WORKER_CHANGED, "seen_on", detail="between")], []
    )


def on_lists(involvement: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Return the statements of lists that name who has the child at the time.

    Added is `person`, the same in whichever way the worker is written.
    """
    told = involvement.filter(
        nw.col("about").is_in(list(STANDING)),
        nw.col("role") == SOCIAL_WORKER,
        dated("seen_on"),
        ~dated("about_ended_on"),
    )
    return only_people(told, "worker", not_a_worker)


def changed(involvement: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Return who, seen_on, person, last_on, file, row of each change between extracts.

    `last_on` is the last extract that names another worker, `seen_on` the first that
    names this one. The lists that name who has the child now are compared with what the
    extract before said on the same thing; a name that another list has given meanwhile
    is no change. Two changes between two extracts are seen as one, or not at all.
    """
    named = on_lists(involvement, not_a_worker)
    # Of most children every list has said the same name.
    names = named.group_by("who").agg(
        one=nw.col("person").min(), other=nw.col("person").max()
    )
    several = names.filter(nw.col("one") != nw.col("other")).select("who")
    # Of two names on one day the first in order counts, always the same one.
    by_day = keep(
        named.join(several, on="who", how="inner")
        .group_by("who", "about", "seen_on")
        .agg(nw.col("person", "file").min(), nw.col("row").min())
    )
    listed = ["who", "about"]
    told = in_turn(by_day, listed, ["seen_on"]).with_columns(
        before=before("person", listed), last_on=before("seen_on", listed)
    )
    others = told.filter((nw.col("person") != nw.col("before")).fill_null(False))
    # A list that the child comes back to may be late with what another has told.
    named_on = by_day.select("who", "person", named_on="seen_on")
    told_already = others.join(named_on, on=["who", "person"], how="inner").filter(
        nw.col("named_on") >= nw.col("last_on"), nw.col("named_on") < nw.col("seen_on")
    )
    same = ["who", "about", "seen_on"]
    others = others.join(told_already.select(*same).unique(), on=same, how="anti")
    # A child on two lists changes worker once.
    return others.group_by("who", "seen_on", "person").agg(
        nw.col("last_on").max(), nw.col("file").min(), nw.col("row").min()
    )


def unnamed(
    involvement: Frame,
    closed: Frame,
    not_a_worker: Sequence[str],
) -> Chapter:
    """Find the children whom the newest extract shows open with nobody named.

    `closed` holds who and starts_on of referrals that have ended: a referral's
    row does not say so itself. Returns `UNALLOCATED` events; `on` is the referral's day
    where the child is known by referrals alone; else the first of the extracts that
    name nobody, where there are several or the one before it named somebody.
    """
    now = involvement.filter(
        ~nw.col("about").is_null(), nw.col("is_newest"), ~dated("about_ended_on")
    )
    ended = closed.select("who", about_on="starts_on", ended=nw.lit(1))
    ended = ended.group_by("who", "about_on").agg(nw.col("ended").max())
    now = now.join(ended, on=["who", "about_on"], how="left").filter(
        nw.col("ended").is_null() | (nw.col("about") != "referral")
    )
    nobody = _with_nobody(now, not_a_worker)
    alone = nw.col("standing") == 0
    listed = since_listed(nobody.filter(~alone), involvement, STANDING, not_a_worker)
    return Chapter(
        [],
        [
            as_events(nobody.filter(alone), e.UNALLOCATED, "on", detail="why"),
            as_events(listed, e.UNALLOCATED, "on", detail="why"),
        ],
        [],
        [
            as_coverage(
                listed.filter(dated("on")), e.ALLOCATED,
                known_to="newest_on", made_on="newest_on",
            )
        ],
    )  # fmt: skip


def _with_nobody(now: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Return who, standing, on, why of those for whom these rows name nobody."""
    # Lists 3 to 5 name whoever had the child then; Lists 6 to 9 whoever has now.
    is_now = nw.col("about").is_in(STANDING)
    now = with_named(now, "worker", not_a_worker, "is_person")
    person = nw.col("is_person")
    flags = {
        "person_now": person & is_now,
        "person_then": person & ~is_now,
        "standing": is_now,
        "referred": nw.col("about") == "referral",
        "filled_now": ~nw.col("worker").is_null() & is_now,
        "filled_then": ~nw.col("worker").is_null() & ~is_now,
    }
    held = now.with_columns(
        **{n: flag.cast(nw.Int8) for n, flag in flags.items()},
        referred_on=nw.when(nw.col("about") == "referral").then(nw.col("about_on")),
    )
    by_child = held.group_by("who").agg(
        *(nw.col(c).max() for c in (*flags, "referred_on", "file")),
        nw.col("row").min(),
    )
    known_now = (nw.col("standing") == 1) & (nw.col("person_now") == 0)
    known_then = (
        (nw.col("standing") == 0)
        & (nw.col("referred") == 1)
        & (nw.col("person_then") == 0)
    )
    return keep(
        by_child.filter(known_now | known_then).with_columns(
            on=nw.when(nw.col("standing") == 0).then(nw.col("referred_on")),
            spell_key=spell_key(UNALLOCATED_NOW, None),
            spell=nw.lit(UNALLOCATED_NOW),
            sources=nw.lit("annexa"),
            why=nw.when(
                (nw.col("filled_now") == 1)
                | ((nw.col("standing") == 0) & (nw.col("filled_then") == 1))
            )
            .then(nw.lit(NOT_A_PERSON))
            .otherwise(nw.lit(NOBODY)),
        )
    )


def coverage(events: Frame) -> Frame:
    """Say that each unallocated stretch would show its end.

    Of those on the lists `unnamed` says how far the newest one tells, and of those of
    an assignment `gaps`.
    """
    rows = events.filter(
        nw.col("event") == e.UNALLOCATED,
        nw.col("spell") != UNALLOCATED_LISTED,
        ~nw.col("sources").str.contains(rf"\b{STAFF}\b"),
    )
    values: dict[str, nw.Expr] = {
        "event": nw.lit(e.ALLOCATED),
        "is_complete": nw.lit(True),
        "known_from": nw.lit(None),
        "known_to": nw.lit(None),
        "tail_from": nw.lit(None),
        "made_on": nw.lit(None),
    }
    return rows.select(
        **{n: values.get(n, nw.col(n)).cast(t) for n, t in COVERAGE.items()}
    ).unique()
