"""Periods of care: open on a day, begun, ended, and going on at any time."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.limit import working_days
from clearsight.clocks.words import CANNOT_RUN
from clearsight.journeys import events as e
from clearsight.journeys.precedence import STAFF
from clearsight.journeys.settle import keep
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, missing, touched
from clearsight.measures.reach import MISSING, REVIEWED, WORKERS
from clearsight.measures.rolls.during import each_month
from clearsight.measures.rolls.state import (
    WHOSE,
    spells,
    with_due,
    with_nth,
    with_open,
    year_before,
)
from clearsight.measures.rolls.unnamed import with_unnamed, workers
from clearsight.shape import Frame

SHORT_BREAKS = ("V3", "V4")
ADOPTIVE = ("A3", "A4", "A5", "A6")
WENT_HOME = ("E4A", "E4B", "E13")
TWENTY = working_days(20)
ADULT, A_YEAR = "18y", "12mo"
CARE, CENSUS = "ssda903", "cin"
SEVERAL = 3
MISSING_CODE, AWAY_CODE = "M", "A"


def with_state(
    known: Known, rows: Frame, kind: str, name: str, on: str = "at"
) -> Frame:
    """Add what the child's spell of this kind says on a day, and since when it is open.

    `on` names the Date column of the day; added are `name` (what is recorded of the
    spell) and `<name>_from`. Of several the one that began last is taken.
    """
    spans = spells(known, kind).select(
        *WHOSE, "detail", s_key="key", s_from="starts_on", s_until="until",
        s_known="known_to",
    )  # fmt: skip
    day = nw.col("day")
    found = (
        rows.select(*WHOSE, day=on)
        .unique()
        .join(spans, on=list(WHOSE), how="inner")
        .filter(
            (nw.col("s_from") <= day).fill_null(False),
            (nw.col("s_until") > day).fill_null(True),
            (day <= nw.col("s_known")).fill_null(True),
        )
        .unique([*WHOSE, "day"], keep="last", order_by=["s_from", "s_key"])
        .select(*WHOSE, "day", **{name: "detail", f"{name}_from": "s_from"})
    )
    return rows.join(found, left_on=[*WHOSE, on], right_on=[*WHOSE, "day"], how="left")


def is_short(status: str) -> nw.Expr:
    """Say whether a legal status is that of a series of short breaks."""
    return nw.col(status).is_in(list(SHORT_BREAKS)).fill_null(False)


def _care(known: Known) -> Frame:
    """Return every period of care, with the day by which 20 working days were over."""
    rows = spells(known, e.CARE).rename({"detail": "status_last"})
    out = with_due(known, rows, "starts_on", TWENTY, "twenty_on")
    return out.with_columns(
        touched=touched(missing("starts_on"), backwards("starts_on", "ended_on"))
    )


def periods(known: Known) -> Frame:
    """Return every period of care, computed once."""
    return known.once("periods of care", _care)


def _standing(known: Known, rows: Frame) -> Frame:
    """Add legal status, placement, lateness of reviews and workers, as at the point."""
    out = with_state(known, rows, e.LEGAL_STATUS, "status")
    out = with_state(known, out, e.PLACEMENT, "place")
    out = out.with_columns(status=nw.coalesce(nw.col("status"), nw.col("status_last")))
    return _reviewed(known, out).with_columns(is_short=is_short("status"))


def _reviewed(known: Known, rows: Frame) -> Frame:
    """Count the reviews of each child that fell due in the period and were late.

    `reviews_unclear` are those that cannot be judged. A child who is placed for
    adoption is reviewed by the rules of adoption from the placement on.
    """
    gaps = known.clocks.filter(nw.col("clock").is_in(["cla_review", "placed_review"]))
    told = gaps.select(*WHOSE, "clock", "due_on", "stopped_on", "ended_on", "standing")
    adopted_on = nw.when(nw.col("place").is_in(list(ADOPTIVE))).then(
        nw.col("place_from")
    )
    pairs = (
        rows.with_columns(adoptive_on=adopted_on)
        .select(
            *WHOSE, "key", "at", "period", "period_start", "starts_on", "adoptive_on"
        )
        .join(told, on=list(WHOSE), how="inner")
        .filter(
            nw.col("due_on") < nw.col("at"),
            nw.col("due_on") >= nw.col("period_start"),
            nw.col("due_on") >= nw.col("starts_on"),
        )
    )
    is_after = (nw.col("due_on") >= nw.col("adoptive_on")).fill_null(False)
    right = (nw.col("clock") == "placed_review") == is_after
    late = ~(nw.col("stopped_on") <= nw.col("due_on")).fill_null(False)
    unclear = nw.col("standing") == CANNOT_RUN
    excused = (nw.col("ended_on") <= nw.col("due_on")).fill_null(False)
    counted = (
        pairs.filter(right, ~excused)
        .with_columns(
            reviews_late=(late & ~unclear).cast(nw.Int64),
            reviews_unclear=unclear.cast(nw.Int64),
        )
        .group_by(*WHOSE, "key", "period")
        .agg(nw.col("reviews_late", "reviews_unclear").sum())
    )
    out = rows.join(counted, on=[*WHOSE, "key", "period"], how="left")
    return out.with_columns(nw.col("reviews_late", "reviews_unclear").fill_null(0))


def _starts(known: Known) -> Frame:
    """Return each beginning of care, with what was open on the day before."""
    events = known.timeline.filter(
        nw.col("event").is_in([e.CARE_BEGAN, e.SHORT_BREAKS_BEGAN])
    )
    begun = events.select(*WHOSE, key="spell", began_as="event").unique()
    rows = periods(known).join(begun, on=[*WHOSE, "key"], how="inner")
    rows = with_state(known, rows, e.LEGAL_STATUS, "status", "starts_on")
    rows = rows.with_columns(
        is_short=is_short("status")
        | (nw.col("status").is_null() & (nw.col("began_as") == e.SHORT_BREAKS_BEGAN)),
        at=nw.col("starts_on").dt.offset_by("-1d").cast(nw.Date),
    )
    rows = keep(rows)  # asked for by each of these, and by what comes after
    for kind, name in (
        (e.PROTECTION_PLAN, "on_cp_plan"),
        (e.CIN_PLAN, "on_cin_plan"),
        (e.REFERRAL, "was_open"),
    ):
        rows = with_open(known, rows, kind, name)
    rows = _with_census(known, rows.rename({"at": "before_on"}))
    return _with_health(known, rows)


def _with_health(known: Known, rows: Frame) -> Frame:
    """Add the first health assessment that is known, and how its clock stands.

    `is_assessment_hidden` where no source could show the first: List 8 shows the latest
    alone, which is taken for the first if it came in the first six months.
    """
    gaps = known.clocks.filter(nw.col("clock") == "iha").select(
        *WHOSE, key="spell", iha="standing"
    )
    told = known.timeline.filter(
        nw.col("event").is_in([e.HEALTH_ASSESSED, e.HEALTH_ASSESSED_YOUNG])
    )
    first = told.group_by(*WHOSE, "spell").agg(assessed_on=nw.col("on").min())
    out = rows.join(gaps, on=[*WHOSE, "key"], how="left").join(
        first.rename({"spell": "key"}), on=[*WHOSE, "key"], how="left"
    )
    half_on = nw.col("starts_on").dt.offset_by("6mo").cast(nw.Date)
    is_first = (nw.col("assessed_on") <= half_on).fill_null(False)
    unseen = (nw.col("iha") == CANNOT_RUN).fill_null(True)
    return out.with_columns(is_assessment_hidden=unseen & ~is_first)


def _with_census(known: Known, rows: Frame) -> Frame:
    """Say whether the census that was loaded covers the day before care began."""
    told = known.put(known.history.filter(source=CENSUS)).select(
        "council", "known_from", until_on="known_to"
    )
    found = (
        rows.select(*WHOSE, "key", "before_on")
        .join(told, on="council", how="inner")
        .filter(
            nw.col("known_from") <= nw.col("before_on"),
            nw.col("before_on") <= nw.col("until_on"),
        )
        .select(*WHOSE, "key")
        .unique()
        .with_columns(is_census_there=nw.lit(True))
    )
    out = rows.join(found, on=[*WHOSE, "key"], how="left")
    return out.with_columns(nw.col("is_census_there").fill_null(False))


def _left(known: Known) -> Frame:
    """Return each end of care, with the return to care that followed it if any did."""
    rows = periods(known).filter(~nw.col("ended_on").is_null())
    starts = known.once("starts of care", _starts).select(*WHOSE, b_on="starts_on")
    back = (
        rows.select(*WHOSE, "key", "ended_on")
        .join(starts, on=list(WHOSE), how="inner")
        .filter(nw.col("b_on") >= nw.col("ended_on"))
        .group_by(*WHOSE, "key")
        .agg(back_on=nw.col("b_on").min())
    )
    births = known.children.select(*WHOSE, "birth_on")
    out = rows.join(back, on=[*WHOSE, "key"], how="left")
    out = out.join(births, on=list(WHOSE), how="left")
    year_on = nw.col("ended_on").dt.offset_by(A_YEAR).cast(nw.Date)
    return out.with_columns(
        days_to_return=days_between("ended_on", "back_on"),
        year_on=year_on,
        is_grown_first=(
            nw.col("birth_on").dt.offset_by(ADULT).cast(nw.Date) < year_on
        ).fill_null(False),
        is_short=is_short("status_last"),
    ).drop("birth_on")


def _last_of_period(known: Known, rows: Frame) -> Frame:
    """Say which end of care was the child's last in the period."""
    del known
    last = nw.col("ended_on").max().over(*WHOSE, "period")
    return rows.with_columns(is_last=nw.col("ended_on") == last)


def _at_any_time(known: Known) -> Frame:
    """Return every period of care, month by month; `is_short` where it is so."""
    rows = periods(known)
    rows = rows.with_columns(is_short=is_short("status_last"))
    return each_month(known, rows, "starts_on", "ended_on")


def _gone_missing(known: Known, rows: Frame) -> Frame:
    """Say whether the child was missing, or away, at some time in the period."""
    told = spells(known, e.MISSING).select(
        *WHOSE, kind="detail", m_on="starts_on", m_until="until"
    )
    pairs = (
        rows.select(*WHOSE, "period", "period_start", "period_end")
        .unique()
        .join(told, on=list(WHOSE), how="inner")
        .filter(
            nw.col("m_on") <= nw.col("period_end"),
            (nw.col("m_until") >= nw.col("period_start")).fill_null(True),
        )
    )
    found = pairs.group_by(*WHOSE, "period").agg(
        times_missing=(nw.col("kind") == MISSING_CODE).cast(nw.Int64).sum(),
        times_away=(nw.col("kind") == AWAY_CODE).cast(nw.Int64).sum(),
    )
    return rows.join(found, on=[*WHOSE, "period"], how="left")


def _workers(known: Known, rows: Frame) -> Frame:
    """Count the people who were the child's social worker in the year to the point.

    By returns alone; and the days on which nobody was, by assignments too
    (`with_unnamed`).
    `workers_unnamed` counts what stands in a worker's place and is no person.
    """
    out = with_state(known, rows, e.LEGAL_STATUS, "status").with_columns(
        status=nw.coalesce(nw.col("status"), nw.col("status_last"))
    )
    # The published figure knows those of the return alone.
    told = workers(known).filter(nw.col("w_sources") != STAFF)
    pairs = (
        rows.select(*WHOSE, "period", "at", year_from=year_before("at"))
        .unique()
        .join(told, on=list(WHOSE), how="inner")
        .filter(
            nw.col("w_on") <= nw.col("at"),
            (nw.col("w_until") >= nw.col("year_from")).fill_null(True),
        )
    )
    people = (
        pairs.filter(~nw.col("person").is_null())
        .select(*WHOSE, "period", "person")
        .unique()
        .group_by(*WHOSE, "period")
        .agg(workers=nw.col("person").count())
    )
    others = (
        pairs.filter(nw.col("person").is_null())
        .group_by(*WHOSE, "period")
        .agg(workers_unnamed=nw.col("w_on").count())
    )
    for found in (people, others):
        out = out.join(found, on=[*WHOSE, "period"], how="left")
    return with_unnamed(known, out.with_columns(is_short=is_short("status")))


def _reviews(known: Known) -> Frame:
    """Return each review held, with how the child took part."""
    held = known.timeline.filter(nw.col("event") == e.CARE_REVIEW)
    day = nw.col("on").dt.to_string("%Y-%m-%d").fill_null("undated")
    return held.select(
        *WHOSE, "file", "row", "on", took_part="detail",
        key=nw.concat_str(nw.lit("review "), day),
        touched=nw.col("on").is_null(),
    ).unique([*WHOSE, "key"], keep="first", order_by=["file", "row"])  # fmt: skip


OPEN = Roll(
    "care open", "a period of care that is open", (CARE, "annexa"), periods,
    since="starts_on", until="until", until_known="known_to", at_points=_standing,
    is_timed=True,
)  # fmt: skip
WORKED = Roll(
    "care open with workers", "a period of care that is open", (WORKERS,), periods,
    since="starts_on", until="until", until_known="known_to", at_points=_workers,
)  # fmt: skip
STARTS = Roll(
    "care begun", "a period of care that began", (CARE, "annexa"),
    lambda known: known.once("starts of care", _starts), on="starts_on",
    at_points=lambda known, rows: with_nth(known, rows, "starts_on", "nth_start"),
    is_timed=True,
)  # fmt: skip
LEFT = Roll(
    "care ended", "a period of care that ended", (CARE, "annexa"),
    lambda known: known.once("ends of care", _left), on="ended_on",
    at_points=_last_of_period,
    is_timed=True,
)  # fmt: skip
LEFT_A_YEAR_AGO = Roll(
    "care ended a year before", "a period of care that ended a year before", (CARE,),
    lambda known: known.once("ends of care", _left), on="year_on",
    is_timed=True,
)  # fmt: skip
AT_ANY_TIME = Roll(
    "care in the period", "a child looked after at any time", (MISSING,), _at_any_time,
    on="on", at_points=_gone_missing,
)  # fmt: skip
REVIEWS = Roll(
    "care reviews", "a review of a looked-after child", (REVIEWED,), _reviews, on="on",
)  # fmt: skip
