"""The signal of children whom no manager has looked at."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_working_days
from clearsight.journeys import events as e
from clearsight.journeys.settle import keep
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.local import long_ago, told_to
from clearsight.oversight.signals.rows import WHOSE, day, said, so, written
from clearsight.oversight.signals.seen import Seen, besides
from clearsight.shape import Frame

SUPERVISION, DECISION = "supervision", "decision"

UNLED = Signal(
    key="S10",
    title="No management decision",
    tier=2,
    raised_when="neither supervision nor a decision of a manager is on record for 20 "
    "working days (child protection plan), 30 (in care) or 40 (CIN plan)",
    data="the oversight extract: supervision of children, decisions; no return holds "
    "them. It is asked from its first supervision on (without one, from its first "
    "decision on) and up to the day it was made. Nothing is raised in a council whose "
    "data hold none at all, nor of a child of whom a row has no day.",
    why_it_matters="It is the plainest form of lost oversight.",
    pitfall="A note copied forward passes the test: read a sample.",
    day_one="no",
    thresholds=(
        Threshold("protection_days", 20, "working days, on a child protection plan"),
        Threshold("care_days", 30, "working days, in care"),
        Threshold("help_days", 40, "working days, on a CIN plan"),
    ),
)
PLANS = {
    e.PROTECTION_PLAN: "protection_days",
    e.CARE: "care_days",
    e.CIN_PLAN: "help_days",
}


def raised(seen: Seen) -> list[Frame]:
    """Raise S10."""
    told = _told(seen)
    talks = told.filter(so(nw.col("on") <= seen.today))
    # One without its day may have been yesterday: nothing is certain of that child.
    unsure = keep(told.filter(nw.col("on").is_null()).select(*WHOSE).unique())
    last = keep(talks.group_by(*WHOSE).agg(last_on=nw.col("on").max()))
    known = keep(_known(talks).join(told_to(seen, SUPERVISION, DECISION), on="council"))
    return [_unled(seen, last, known, unsure, kind) for kind in PLANS]


def _told(seen: Seen) -> Frame:
    """Return who was talked over or decided about, and when: council, child, on."""
    days = {SUPERVISION: "supervised_on", DECISION: "decided_on"}
    told = nw.concat(
        [
            seen.record[table].select(*WHOSE, on=on, table=nw.lit(table))
            for table, on in days.items()
        ]
    )
    # A session about the worker alone is about no child.
    return told.filter(~nw.col("child").is_null())


def _known(talks: Frame) -> Frame:
    """Return council and `known_from`, the day from which silence would be silence.

    Decisions are few, so a table of supervision that begins later begins the count.
    """
    is_talk = nw.col("table") == SUPERVISION
    by_council = talks.with_columns(
        talk_on=nw.when(is_talk).then(nw.col("on")),
        other_on=nw.when(~is_talk).then(nw.col("on")),
    ).group_by("council")
    first = by_council.agg(nw.col("talk_on", "other_on").min())
    return first.select("council", known_from=nw.coalesce("talk_on", "other_on"))


def _unled(seen: Seen, last: Frame, known: Frame, unsure: Frame, kind: str) -> Frame:
    limit = seen.limit(UNLED, PLANS[kind])
    mine = besides(seen.running(kind), unsure)
    # A child on several plans is asked about by the strictest.
    for above in list(PLANS)[: list(PLANS).index(kind)]:
        mine = besides(mine, seen.running(above))
    mine = mine.group_by(*WHOSE).agg(
        nw.col("file", "row").max(), nw.col("starts_on").min()
    )
    counted_from = nw.max_horizontal("known_from", "starts_on", "last_on")
    told = (
        mine.join(known, on="council", how="inner")
        .join(last, on=list(WHOSE), how="left")
        .with_columns(starts_on=counted_from)
        .filter(so(long_ago("starts_on", add_working_days(seen.as_at, -limit))))
    )
    is_last = so(nw.col("last_on") == nw.col("starts_on"))
    return written(
        told,
        UNLED,
        because=said(
            nw.when(is_last)
            .then(nw.lit("Supervision or a manager's decision was last recorded on "))
            .otherwise(nw.lit("No supervision and no manager's decision since ")),
            day("starts_on"), f"; the limit ({kind}) is {limit} working days.",
        ),
    )  # fmt: skip
