"""Health in care, the questionnaire of each year, and the second review."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events
from clearsight.journeys.keys import SDQ_YEAR, spell_name
from clearsight.journeys.protection import on_their_days
from clearsight.journeys.settle import identified, keep
from clearsight.record.health import DENTAL_CHECK, HEALTH_ASSESSMENT
from clearsight.shape import Frame

SECOND = 2


def checks(rows: Frame, periods: Frame, people: Frame) -> Chapter:
    """Write health assessments and dental checks as events of the period of care.

    Before the fifth birthday the next health review is due in six months, after it in
    twelve: an assessment is told apart by the age on the day that is six months away.
    Where the date of birth is not known it is taken for that of an older child.
    """
    told = rows.join(people.select("who", "birth_on"), on="who", how="left")
    six_on = nw.col("done_on").dt.offset_by("6mo").cast(nw.Date)
    fifth = nw.col("birth_on").dt.offset_by("5y").cast(nw.Date)
    is_young = (six_on < fifth).fill_null(False)
    health = (
        nw.when(is_young)
        .then(nw.lit(e.HEALTH_ASSESSED_YOUNG))
        .otherwise(nw.lit(e.HEALTH_ASSESSED))
    )
    known = told.filter(nw.col("kind").is_in([HEALTH_ASSESSMENT, DENTAL_CHECK]))
    named = known.select(
        "who",
        "source",
        "file",
        "row",
        on="done_on",
        event=nw.when(nw.col("kind") == HEALTH_ASSESSMENT)
        .then(health)
        .otherwise(nw.lit(e.DENTAL_CHECK)),
    )
    return Chapter([], [on_their_days(named, periods)], [])


def second_reviews(reviews: Frame) -> Frame:
    """Write the second review of each period of care, out of all its reviews."""
    held = reviews.filter(~nw.col("spell").is_null(), ~nw.col("on").is_null())
    one = held.with_columns(one=nw.lit(1, nw.Int64))
    nth = nw.col("one").cum_sum().over("spell_key", order_by="on")
    second = one.with_columns(nth=nth).filter(nw.col("nth") == SECOND)
    return as_events(second, e.SECOND_REVIEW, "on")


def questionnaires(rows: Frame, people: Frame) -> Chapter:
    """Write the year of each questionnaire that is due, and whether it was scored.

    The return says that a child was scored in the year, not when: the last day of the
    year stands for it. A child for whom a reason is given is owed nothing.
    """
    told = rows.with_columns(
        scored=nw.col("is_scored").cast(nw.Int8),
        excused=(~nw.col("reason").is_null()).cast(nw.Int8),
        newest=nw.col("is_newest").cast(nw.Int8),
    )
    once = told.group_by("who", "year").agg(
        nw.col("scored", "excused", "newest").max(),
        nw.col("source", "file").max(),
        nw.col("row").min(),
    )
    born = once.join(people.select("who", "birth_on"), on="who", how="inner")
    birth = nw.col("birth_on")
    due = born.with_columns(
        began_on=_last_of_march(nw.col("year") - 1),
        due_on=_last_of_march(nw.col("year")),
    ).filter(
        birth.dt.offset_by("4y").cast(nw.Date) <= nw.col("began_on").dt.offset_by("1d"),
        birth.dt.offset_by("17y").cast(nw.Date) > nw.col("due_on"),
    )
    named = identified(due, SDQ_YEAR, "began_on").with_columns(
        sources=nw.col("source"), spell=spell_name(SDQ_YEAR, nw.col("began_on"))
    )
    kept = keep(named)
    scored, excused = nw.col("scored") == 1, nw.col("excused") == 1
    older = nw.when(nw.col("newest") == 0).then(nw.col("due_on"))
    return Chapter(
        [],
        [
            as_events(kept, e.SDQ_YEAR_BEGAN, "began_on"),
            as_events(kept, e.SDQ_SCORED, "due_on", only=scored),
            as_events(kept, e.SDQ_YEAR_ENDED, "began_on", only=excused & ~scored),
        ],
        [],
        [as_coverage(kept, e.SDQ_SCORED, known_to=older)],
    )


def _last_of_march(year: nw.Expr) -> nw.Expr:
    text = nw.concat_str(year.cast(nw.String), nw.lit("-03-31"))
    return text.str.to_date("%Y-%m-%d")
