"""What follows when a child has been missing: an interview, and a look at a pattern."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.precedence import OWN
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

TRULY_MISSING = "M"
WITHIN = "90d"


def with_own(missing: Frame, interviews: Frame) -> tuple[Frame, Frame]:
    """Add to the episodes of the returns those that our own interviews alone tell of.

    A row of the extract is a return from being missing, with its day: it says that the
    child was away where no episode ends on that day or the day beside it. Where one is
    still open that began then, the row says when it ended. Gives the episodes, with
    `is_start_told`, and the interviews with the day of the episode that they are about.
    Both frames have who, source, file, row, known_on and is_newest.
    """
    given = missing.with_columns(is_start_told=nw.lit(True))
    start, back, ended = (nw.col(c) for c in ("missing_from", "returned_on", "ends_on"))
    return_of = ["who", "returned_on"]
    ends = missing.filter(dated("ended_on")).select("who", ends_on="ended_on")
    near = _beside(ends, "ends_on", "returned_on").with_columns(
        is_same=(ended == back).cast(nw.Int8)
    )
    near = near.unique(return_of, keep="last", order_by=["is_same", "ends_on"])
    told = keep(interviews.join(near, on=return_of, how="left"))
    own = told.filter(
        nw.col("source") == OWN, ~back.is_null(), ended.is_null(),
        (start <= back).fill_null(True),
    ).unique(return_of, keep="last", order_by=["known_on", "file", "row"])  # fmt: skip
    still = missing.filter(~dated("ended_on")).select("who", open_on="starts_on")
    begun = _beside(still, "open_on", "missing_from")
    begun = begun.group_by("who", "missing_from").agg(nw.col("open_on").min())
    own = own.join(begun, on=["who", "missing_from"], how="left").with_columns(
        starts_on=nw.coalesce(nw.col("open_on"), start, back),
        ended_on=back,
        kind=nw.lit(TRULY_MISSING),
        is_start_told=~start.is_null(),
    )
    named = told.with_columns(returned_on=nw.coalesce(ended, back))
    names = given.collect_schema().names()
    return nw.concat([given, own.select(*names)]), named


def _beside(rows: Frame, on: str, name: str) -> Frame:
    """Return who, the day, and `name`: that day, the day before and the day after."""
    day = nw.col(on)
    days = [day, *(day.dt.offset_by(by).cast(nw.Date) for by in ("-1d", "1d"))]
    return nw.concat([rows.select("who", on, **{name: d}) for d in days]).unique()


def after_missing(away: Frame, period: Frame, interviews: Frame) -> Chapter:
    """Write the interviews that a yes or no says were offered, and repeat missing.

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
