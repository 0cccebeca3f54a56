"""The days in care before the first worker, and the children of whom none is told.

The 903's social worker episodes tell of every child in care in their year, also of the
worker who came before it and stayed. So the days of such a year before a child's first
worker are days with nobody. A child with no row at all may be one whose row the export
lost: nothing of that child is counted, and it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_events, dated
from clearsight.journeys.keys import WORKER_UNTOLD, spell_name
from clearsight.journeys.named import only_named
from clearsight.journeys.precedence import CARE
from clearsight.journeys.settle import identified, keep
from clearsight.shape import Frame

SOCIAL_WORKER = "social worker"
OF_STAFF = "SOCIAL WORKER"
PERIOD = ["who", "within_key", "p_start", "p_end"]


@dataclass(frozen=True)
class Told:
    """What is told of who had a child in care.

    `periods`: settled periods of care; `covered`: who, from_day, to_day, is_newest, of
    each unbroken run of years whose social worker episodes name somebody; `held`: the
    dated and undated stretches of a history that name a person; `elsewhere`: who,
    starts_on, ended_on of what lists and the staff extract say, `is_named` where it is
    a person.
    """

    periods: Frame
    covered: Frame
    held: Frame
    elsewhere: Frame


def covered(periods: Frame, people: Frame, stated: Frame) -> Frame:
    """Return who and each stretch of days in which a table would name the worker.

    `people`: council, child, who; `stated`: the coverage of the record.
    """
    runs = stated.filter(
        nw.col("shows") == e.ALLOCATED, nw.col("source") == CARE, dated("known_from")
    ).select(
        "council", "is_newest",
        from_day="known_from", to_day=nw.coalesce("known_to", "known_on"),
    )  # fmt: skip
    whose = periods.select("who").unique().join(people, on="who", how="inner")
    return whose.join(runs, on="council", how="inner").select(
        "who", "from_day", "to_day", "is_newest"
    )


def elsewhere(
    involvement: Frame,
    assignment: Frame,
    standing: Sequence[str],
    not_a_worker: Sequence[str],
) -> Frame:
    """Return who has the child by the lists, on their own day, and by our own extract.

    What the newest list says counts also where it names nobody: that is told already.
    """
    listed = involvement.filter(
        nw.col("about").is_in(list(standing)),
        nw.col("role") == SOCIAL_WORKER,
        dated("seen_on"),
    )
    named = only_named(listed, "worker", not_a_worker)
    own = assignment.filter(nw.col("role") == OF_STAFF, dated("starts_on"))
    own = only_named(own, "worker", not_a_worker)
    day = {"starts_on": nw.col("seen_on"), "ended_on": nw.col("seen_on")}
    now = listed.filter(nw.col("is_newest"))
    return nw.concat(
        [
            named.select("who", **day, is_named=nw.lit(True)),
            now.select("who", **day, is_named=nw.lit(False)),
            own.select("who", "starts_on", "ended_on", is_named=nw.lit(True)),
        ]
    )


def _covered_care(told: Told) -> Frame:
    """Return each period of care with the days of it that a table would tell of."""
    spans = told.periods.filter(dated("starts_on")).select(
        "who", "file", "row", "is_short_breaks",
        within="spell", within_key="spell_key", p_start="starts_on", p_end="ended_on",
        is_returned="from_ssda903",
    )  # fmt: skip
    return (
        spans.join(told.covered, on="who", how="inner")
        .with_columns(on=nw.max_horizontal("p_start", "from_day"))
        .filter(
            nw.col("on") < nw.col("to_day"),
            (nw.col("on") < nw.col("p_end")).fill_null(True),
        )
    )


def before_first(told: Told) -> Frame:
    """Return the days in care before the first worker, as gaps between two workers.

    From the start of care, or from the first day that a table covers, to the first
    worker to come in that period of care. Whom anybody else has named meanwhile may
    have had a worker: those are left out.
    """
    care = _covered_care(told).select(*PERIOD, "within", "on", "to_day")
    dates = ["starts_on", "ended_on"]
    came = _stretches(told).select("who", *dates, "file", "row", "source")
    firsts = (
        care.join(came.select("who", "starts_on"), on="who", how="inner")
        .filter(
            nw.col("starts_on") > nw.col("on"),
            nw.col("starts_on") <= nw.col("to_day"),
            (nw.col("starts_on") <= nw.col("p_end")).fill_null(True),
        )
        .group_by(*PERIOD, "within", "on")
        .agg(next_start=nw.col("starts_on").min())
    )
    firsts = keep(firsts)
    others = told.elsewhere.filter(nw.col("is_named")).select("who", *dates)
    held = (
        firsts.join(
            nw.concat([came.select("who", *dates), others]), on="who", how="inner"
        )
        .filter(
            (nw.col("starts_on") < nw.col("next_start")).fill_null(True),
            (nw.col("ended_on") >= nw.col("p_start")).fill_null(True),
        )
        .select("within_key")
        .unique()
    )
    by_day = came.group_by("who", "starts_on").agg(
        nw.col("file", "source").min(), nw.col("row").min()
    )
    return firsts.join(held, on="within_key", how="anti").join(
        by_day.rename({"starts_on": "next_start"}), on=["who", "next_start"], how="left"
    )


def untold(told: Told) -> Chapter:
    """Ask of each child in care whom no row names, where other children have one.

    Either no worker was ever named in that period of care, or an older return left one
    there and the newest says nothing. The return asks for none in short breaks.
    """
    care = _covered_care(told).filter(
        nw.col("is_returned"), ~nw.col("is_short_breaks").fill_null(False)
    )
    care = keep(care.select(*PERIOD, "within", "file", "row", "on", "to_day",
                            "is_newest"))  # fmt: skip
    silent = nw.concat([_never_named(care, told), _left_out(care, told)])
    others = told.elsewhere.select("who", "starts_on", "ended_on")
    said = (
        silent.join(others, on="who", how="inner")
        .filter(
            (nw.col("starts_on") <= nw.col("p_end")).fill_null(True),
            (nw.col("ended_on") >= nw.col("on")).fill_null(True),
        )
        .select("within_key")
        .unique()
    )
    found = silent.join(said, on="within_key", how="anti").group_by("who", "within")
    asked = identified(
        found.agg(nw.col("on", "row").min(), nw.col("file").min()), WORKER_UNTOLD, "on"
    )
    asked = asked.with_columns(
        sources=nw.lit(CARE), spell=spell_name(WORKER_UNTOLD, nw.col("on"))
    )
    return Chapter([], [as_events(keep(asked), e.WORKER_UNTOLD, "on")], [])


def _stretches(told: Told) -> Frame:
    """Return the stretches of a history, each to the day to which anything tells it."""
    left = nw.when(~nw.col("is_newest")).then(nw.col("known_on"))
    return told.held.with_columns(ended_on=nw.coalesce(nw.col("ended_on"), left))


def _never_named(care: Frame, told: Told) -> Frame:
    """Keep the periods of care that no worker of a history touches."""
    touched = (
        care.join(
            _stretches(told).select("who", "starts_on", "ended_on"),
            on="who",
            how="inner",
        )
        .filter(
            (nw.col("starts_on") <= nw.col("p_end")).fill_null(True),
            (nw.col("ended_on") >= nw.col("p_start")).fill_null(True),
        )
        .select("within_key")
        .unique()
    )
    return care.join(touched, on="within_key", how="anti").drop("to_day", "is_newest")


def _left_out(care: Frame, told: Told) -> Frame:
    """Keep the periods whose worker an older return left there, and no newer names."""
    flags = told.held.with_columns(
        now=nw.col("is_newest").cast(nw.Int8),
        left_on=nw.when(~dated("ended_on"), ~nw.col("is_newest")).then(
            nw.col("known_on")
        ),
    )
    by_child = flags.group_by("who").agg(nw.col("now").max(), nw.col("left_on").max())
    left = by_child.filter(nw.col("now") == 0, dated("left_on")).select(
        "who", after_on=nw.col("left_on").dt.offset_by("1d").cast(nw.Date)
    )
    return (
        care.filter(nw.col("is_newest"))
        .join(left, on="who", how="inner")
        .filter(
            nw.col("p_start") < nw.col("after_on"),
            nw.col("after_on") < nw.col("to_day"),
            (nw.col("p_end") > nw.col("after_on")).fill_null(True),
        )
        .with_columns(on=nw.max_horizontal("on", "after_on"))
        .drop("to_day", "is_newest", "after_on")
    )
