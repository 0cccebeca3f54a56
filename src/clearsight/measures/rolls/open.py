"""Open children, at a point and over time: what is late, and how they moved."""

from __future__ import annotations

from functools import reduce

import narwhals as nw

from clearsight.clocks.judge import day_number
from clearsight.clocks.limit import working_days
from clearsight.clocks.words import CANNOT_RUN, LATE, OVERDUE
from clearsight.journeys import events as e
from clearsight.journeys.named import only_named
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import TURN, after, before, in_turn
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.reach import SUPERVISION
from clearsight.measures.rolls.care import is_short, periods
from clearsight.measures.rolls.during import each_month
from clearsight.measures.rolls.staff import named_now
from clearsight.measures.rolls.state import (
    WHOSE,
    limit_of,
    spells,
    with_due,
    with_open,
)
from clearsight.shape import Frame

# What a child may be open as, from the least to the most.
LEVELS = {e.REFERRAL: 1, e.CIN_PLAN: 1, e.PROTECTION_PLAN: 2, e.CARE: 3}
BRIEF_DAYS = 14
TWO_YEARS = "-24mo"
FIRM = (0, 1)
# Which supervision is due, the strictest first, and how often if no clock says.
SUPERVISED = (
    (e.PROTECTION_PLAN, "supervision_cp", working_days(20)),
    (e.CARE, "supervision_cla", working_days(30)),
    (e.REFERRAL, "supervision_cin", working_days(40)),
)


def _open(known: Known) -> Frame:
    """Return everything that a child can be open as."""
    columns = (*WHOSE, "key", "starts_on", "until", "known_to", "file", "row")
    parts = [
        spells(known, kind).select(*columns, level=nw.lit(level))
        for kind, level in LEVELS.items()
    ]
    return nw.concat(parts).with_columns(touched=nw.col("starts_on").is_null())


def _overdue(known: Known, rows: Frame) -> Frame:
    """Count the clocks of law and guidance that are past their limit at the point.

    `ran` and `could_not` count the clocks of the council that ran, or could not for any
    child.
    """
    firm = known.clocks.filter(nw.col("tier").is_in(list(FIRM)))
    ran = firm.select("council", "clock", ran=(nw.col("standing") != CANNOT_RUN))
    once = (
        ran.with_columns(nw.col("ran").cast(nw.Int64))
        .group_by("council", "clock")
        .agg(nw.col("ran").max())
    )
    counts = once.group_by("council").agg(
        nw.col("ran").sum(), clocks=nw.col("ran").count()
    )
    at = nw.col("at")
    # Of others the day may pass and nothing be owed: a least time, or a family's own.
    gaps = firm.filter(nw.col("standing").is_in([LATE, OVERDUE])).select(
        *WHOSE, "clock", "due_on", "stopped_on", "ended_on"
    )
    late = (
        rows.select(*WHOSE, "at")
        .unique()
        .join(gaps, on=list(WHOSE), how="inner")
        .filter(
            nw.col("due_on") < at,
            (nw.col("stopped_on") > at).fill_null(True),
            (nw.col("ended_on") > at).fill_null(True),
        )
        .group_by(*WHOSE, "at")
        .agg(overdue=nw.col("clock").count(), overdue_since=nw.col("due_on").min())
    )
    out = rows.join(late, on=[*WHOSE, "at"], how="left")
    return out.join(counts, on="council", how="left").with_columns(
        could_not=nw.col("clocks") - nw.col("ran")
    )


def _supervised(known: Known, rows: Frame) -> Frame:
    """Add who has a worker, the last supervision, and up to which day it holds.

    A session without a day, one planned for later and one about the worker alone are
    none of this child.
    """
    held = known.record["supervision"].filter(
        ~nw.col("child").is_null(), ~nw.col("supervised_on").is_null()
    )
    points = rows.select(*WHOSE, "at").unique()
    last = (
        points.join(held.select(*WHOSE, "supervised_on"), on=list(WHOSE), how="inner")
        .filter(nw.col("supervised_on") <= nw.col("at"))
        .group_by(*WHOSE, "at")
        .agg(supervised_on=nw.col("supervised_on").max())
    )
    out = rows.join(last, on=[*WHOSE, "at"], how="left")
    due = []
    for kind, clock, otherwise in SUPERVISED:
        name = f"due_{clock}"
        limit = limit_of(known, clock, otherwise)
        out = with_due(known, out, "supervised_on", limit, name)
        long = periods(known).filter(~is_short("status_last"))
        spans = long if kind == e.CARE else spells(known, kind)
        out = keep(with_open(known, out, spans, f"has_{clock}"))
        due.append(nw.when(nw.col(f"has_{clock}")).then(nw.col(name)))
    worker = _with_worker(known, points)
    out = out.join(worker, on=[*WHOSE, "at"], how="left")
    lenient = nw.col(f"due_{SUPERVISED[-1][1]}")
    return out.with_columns(
        hold_to=nw.coalesce(*due, lenient),
        has_worker=nw.col("has_worker").fill_null(False),
    )


def _with_worker(known: Known, points: Frame) -> Frame:
    """Return the points at which a person is named as the child's social worker.

    What knows of a day nearest to the point is asked. Annex A tells of its own day, and
    names nobody where it lists the child without; a dated stretch lasts to its end.
    """
    told = nw.concat([_dated(known, points), _on_lists(known, points)])
    last = told.group_by(*WHOSE, "at").agg(last_on=nw.col("told_on").max())
    return (
        told.join(last, on=[*WHOSE, "at"], how="inner")
        .filter(nw.col("told_on") == nw.col("last_on"), nw.col("is_person"))
        .select(*WHOSE, "at")
        .unique()
        .with_columns(has_worker=nw.lit(True))
    )


def _dated(known: Known, points: Frame) -> Frame:
    """Return who held each child by the 903 and the staff extract, so far as known."""
    columns = (*WHOSE, "file", "worker", "starts_on", "ended_on")
    held = known.record["involvement"].filter(nw.col("role") == "social worker")
    # The staff extract gives the last day of an assignment: it was over on the next.
    named = (
        known.record["assignment"]
        .filter(nw.col("role") == "SOCIAL WORKER")
        .with_columns(ended_on=nw.col("ended_on").dt.offset_by("1d").cast(nw.Date))
    )
    both = nw.concat([held.select(*columns), named.select(*columns)])
    days = known.put(known.files)
    told_on = nw.min_horizontal("at", "known_on")
    return (
        only_named(both, "worker", known.settings.not_a_worker)
        .join(days, on="file", how="left")
        .join(points, on=list(WHOSE), how="inner")
        .with_columns(told_on=told_on, is_person=nw.lit(True))
        .filter(
            nw.col("starts_on") <= nw.col("told_on"),
            (nw.col("ended_on") > nw.col("told_on")).fill_null(True),
        )
        .select(*WHOSE, "at", "told_on", "is_person")
    )


def _on_lists(known: Known, points: Frame) -> Frame:
    """Return whether the last Annex A by each point names a person for the child."""
    named = known.once("named now", named_now).select(
        *WHOSE, "is_person", told_on="listed_on"
    )
    made = named.select("council", "told_on").unique()
    last = (
        points.select("council", "at")
        .unique()
        .join(made, on="council", how="inner")
        .filter(nw.col("told_on") <= nw.col("at"))
        .group_by("council", "at")
        .agg(nw.col("told_on").max())
    )
    return (
        points.join(last, on=["council", "at"], how="inner")
        .join(named, on=[*WHOSE, "told_on"], how="inner")
        .select(*WHOSE, "at", "told_on", "is_person")
    )


def _segments(known: Known) -> Frame:
    """Return each stretch in which a child was at one level, brief ones passed over.

    Columns: `from_on`, `to_on` (null: now), `level`, `level_before`, `level_after`,
    `after_on`.
    """
    spans = known.once("open spells", _open).filter(~nw.col("starts_on").is_null())
    days = reduce(
        lambda a, b: nw.concat([a, b]),
        [
            spans.select(*WHOSE, on="starts_on"),
            spans.filter(~nw.col("until").is_null()).select(*WHOSE, on="until"),
        ],
    ).unique()
    pairs = spans.select(*WHOSE, "level", "until", s_on="starts_on")
    found = (
        days.join(pairs, on=list(WHOSE), how="inner")
        .filter(
            nw.col("s_on") <= nw.col("on"),
            (nw.col("until") > nw.col("on")).fill_null(True),
        )
        .group_by(*WHOSE, "on")
        .agg(nw.col("level").max())
    )
    rows = days.join(found, on=[*WHOSE, "on"], how="left").with_columns(
        nw.col("level").fill_null(0)
    )
    rows = _runs(rows)
    lasted = day_number(nw.col("to_on")) - day_number(nw.col("on"))
    rows = _runs(rows.filter((lasted >= BRIEF_DAYS).fill_null(True)))
    return (
        in_turn(rows, WHOSE, ["on"])
        .with_columns(
            level_before=before("level", WHOSE),
            level_after=after("level", WHOSE),
            from_on=nw.col("on"),
        )
        .drop("on", TURN)
    )


def _runs(rows: Frame) -> Frame:
    """Join neighbours at one level; `to_on` is when the next began."""
    columns = (*WHOSE, "on", "level")
    kept = in_turn(rows.select(*columns), WHOSE, ["on"])
    kept = kept.with_columns(was=before("level", WHOSE))
    kept = kept.filter((nw.col("level") != nw.col("was")).fill_null(True))
    return kept.select(*columns, to_on=after("on", WHOSE))


def _stretches(known: Known) -> Frame:
    """Return each stretch in which a child was open, month by month."""
    rows = known.once("levels", _segments).filter(nw.col("level") > 0)
    spans = known.once("open spells", _open).select(
        *WHOSE, "file", "row", "until", "key", s_on="starts_on"
    )
    origin = (
        rows.select(*WHOSE, "from_on")
        .join(spans, on=list(WHOSE), how="inner")
        .filter(
            nw.col("s_on") <= nw.col("from_on"),
            (nw.col("until") > nw.col("from_on")).fill_null(True),
        )
        .unique([*WHOSE, "from_on"], keep="last", order_by=["s_on", "key", "row"])
        .select(*WHOSE, "file", "row", "from_on")
    )
    firsts = (
        known.once("levels", _segments)
        .group_by(*WHOSE)
        .agg(known_on=nw.col("from_on").min())
    )
    rows = rows.join(origin, on=[*WHOSE, "from_on"], how="left").join(
        firsts, on=list(WHOSE), how="left"
    )
    rows = rows.with_columns(
        key=nw.concat_str(nw.lit("open "), nw.col("from_on").dt.to_string("%Y-%m-%d")),
        known_to=nw.lit(None, nw.Date),
        touched=nw.lit(False),
    )
    return each_month(known, rows, "from_on", "to_on")


def _swung(known: Known, rows: Frame) -> Frame:
    """Count the steps down that were followed by a step up, in the 24 months before."""
    low = known.once("levels", _segments).filter(
        nw.col("level_before") > nw.col("level"),
        nw.col("level_after") > nw.col("level"),
    )
    steps = low.select(*WHOSE, down_on="from_on", up_on="to_on")
    since = nw.col("at").dt.offset_by(TWO_YEARS).cast(nw.Date)
    found = (
        rows.select(*WHOSE, "period", "at")
        .unique()
        .join(steps, on=list(WHOSE), how="inner")
        .with_columns(since_on=since)
        .filter(nw.col("down_on") > nw.col("since_on"), nw.col("up_on") <= nw.col("at"))
        .group_by(*WHOSE, "period")
        .agg(swings=nw.col("up_on").count())
    )
    out = rows.join(found, on=[*WHOSE, "period"], how="left")
    return out.with_columns(since_on=since)


OPEN = Roll(
    "open children", "a child who is open", ("cin", "ssda903", "annexa"),
    lambda known: known.once("open spells", _open),
    since="starts_on", until="until", until_known="known_to", at_points=_overdue,
    is_timed=True,
)  # fmt: skip
SUPERVISABLE = Roll(
    "open children supervised", "a child who is open", (SUPERVISION,),
    lambda known: known.once("open spells", _open),
    since="starts_on", until="until", until_known="known_to", at_points=_supervised,
)  # fmt: skip
SWINGING = Roll(
    "open children over time", "a child open at some time", ("cin",), _stretches,
    on="on", at_points=_swung,
)  # fmt: skip
