"""What follows when a child has been missing: an interview, and a look at a pattern."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

TRULY_MISSING = "M"
WITHIN = "90d"


def after_missing(away: Frame, period: Frame, interviews: Frame) -> Chapter:
    """Write the interviews that List 8 says were offered, and repeat missing.

    `away`: settled episodes, with their kind; `period`: the rows of List 8, which asks
    of the last episode before the extract alone, and without a day; `interviews`: what
    others say of each return, who, returned_on, is_offered, offered_on.
    """
    mine = keep(away.filter(nw.col("kind") == TRULY_MISSING, dated("starts_on")))
    answered = keep(_answered(mine, interviews))
    offered = as_events(
        answered, e.RETURN_INTERVIEW_OFFERED, None, only=nw.col("yes") == 1
    )
    return Chapter(
        [],
        [*_offered(mine, period), offered, *_patterns(mine)],
        [],
        [*_asked(mine, period), as_coverage(answered, e.RETURN_INTERVIEW)],
    )


def _answered(mine: Frame, interviews: Frame) -> Frame:
    """Find the episodes of which a source says yes or no, and gives no day of it."""
    said = interviews.filter(
        ~nw.col("is_offered").is_null(), ~dated("offered_on"), ~dated("held_on")
    )
    said = said.with_columns(yes=nw.col("is_offered").cast(nw.Int8))
    by_day = said.group_by("who", "returned_on").agg(nw.col("yes").max())
    back = by_day.select("who", "yes", ended_on="returned_on")
    return mine.join(back, on=["who", "ended_on"], how="inner")


def _last(mine: Frame, period: Frame) -> Frame:
    """Find the episode that List 8 asks about, with its answer."""
    answer = nw.col("is_interview_offered")
    said = period.filter(nw.col("is_newest"), ~answer.is_null())
    said = said.with_columns(yes=answer.cast(nw.Int8))
    said = said.group_by("who").agg(nw.col("yes").max(), nw.col("known_on").max())
    back = mine.drop("known_to").join(said, on="who", how="inner")
    back = back.filter(nw.col("ended_on") <= nw.col("known_on"))
    last = nw.col("spell_key").max().over("who")
    return back.with_columns(last=last).filter(nw.col("spell_key") == nw.col("last"))


def _offered(mine: Frame, period: Frame) -> list[Frame]:
    last = _last(mine, period)
    return [as_events(last, e.RETURN_INTERVIEW_OFFERED, None, only=nw.col("yes") == 1)]


def _asked(mine: Frame, period: Frame) -> list[Frame]:
    return [as_coverage(_last(mine, period), e.RETURN_INTERVIEW)]


def _patterns(mine: Frame) -> list[Frame]:
    """Write the third start in 90 days, and a day missing: dates hold no hours.

    Only an episode over two midnights has surely lasted for more than 24 hours.
    """
    before = mine.with_columns(
        third_back=nw.col("starts_on").shift(2).over("who", order_by="spell_key"),
        next_day=nw.col("starts_on").dt.offset_by("1d").cast(nw.Date),
    )
    kept = keep(before)
    until = nw.col("third_back").dt.offset_by(WITHIN).cast(nw.Date)
    third = (nw.col("starts_on") <= until).fill_null(False)
    long = (nw.col("ended_on") > nw.col("next_day")).fill_null(True)
    return [
        as_events(kept, e.MISSING_PATTERN, "starts_on", only=third),
        as_events(kept, e.MISSING_PATTERN, "next_day", only=long & ~third),
    ]
