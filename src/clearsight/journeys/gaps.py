"""The days between one worker's leaving and the next one's coming.

In care, as the social worker episodes of the 903 and other histories tell. Assignments
tell it of every child who is open. What they tell is asked of nobody whom a list has
named a worker for since, nor of a stay that is not shown to last to that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.first_workers import Told, before_first
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.keys import UNALLOCATED, spell_name
from clearsight.journeys.named import only_named
from clearsight.journeys.settle import identified, keep
from clearsight.journeys.workers import NOBODY, on_lists
from clearsight.shape import Frame

OPEN_ENDED = 73_049  # days; further than any record reaches
LEFT = "the last worker left"
COLUMNS = (
    "who", "on", "next_start", "p_end", "within", "file", "row", "source", "is_own",
    "known_to",
)  # fmt: skip
SPAN = (
    "who", "spell", "spell_key", "starts_on", "ended_on", "known_to", "seen_to",
)  # fmt: skip
RETURNED = {"is_own": nw.lit(False), "known_to": nw.lit(None, nw.Date)}
IN_CARE, STILL_OPEN = (
    nw.lit(day).str.to_date("%Y-%m-%d") for day in ("2999-12-31", "2999-12-30")
)


@dataclass(frozen=True)
class Assigned:
    """What assignments add: workers as settled, what children are open in, who is told.

    `held`: spells of named workers with `sources` and `from_staff`; `spans`: each with
    the columns of `SPAN`; `listed`: who and seen_on of lists that name a person.
    """

    held: Frame
    spans: Sequence[Frame]
    listed: Frame


def assigned(
    settled: Frame,
    referral: Frame,
    plans: Sequence[Frame],
    involvement: Frame,
    not_a_worker: Sequence[str],
) -> Assigned:
    """Gather what assignments add; `settled` are workers, referrals and plans spells.

    `involvement` holds the statements of lists.
    """
    worked_on = referral.with_columns(ended_on=nw.col("closed_on")).filter(
        ~nw.col("is_no_further_action").fill_null(False)
    )
    listed = on_lists(involvement, not_a_worker)
    return Assigned(
        only_named(settled, "worker", not_a_worker),
        [s.select(*SPAN) for s in (worked_on, *plans)],
        listed.select("who", "seen_on"),
    )


def with_nobody(listed: Chapter, told: Told, own: Assigned | None) -> list[Chapter]:
    """Write the days with nobody; those that lists (`listed`) tell too, once."""
    dated_gaps, still = gaps(told, own)
    if own is None:
        return [listed, dated_gaps]
    known = keep(still)
    events, shown = (
        [f.join(known, on="who", how="anti") for f in frames]
        for frames in (listed.events, listed.coverage)
    )
    return [Chapter([], events, [], shown), dated_gaps]


def gaps(told: Told, own: Assigned | None) -> tuple[Chapter, Frame]:
    """Find the days between one worker's leaving and the next one's coming.

    And those in care before the first one's. Returned beside the chapter is `who` has
    nobody still, as an assignment tells.
    """
    if own is None:
        held = told.held.with_columns(**RETURNED)
        left = _within(_over(held), _care(told.periods))
    else:
        held = keep(own.held).with_columns(
            is_own=nw.col("from_staff"), source="sources"
        )
        left = _told_still(_within(_over(held), _spans(told, own)), own.listed)
    first = before_first(told).with_columns(**RETURNED)
    both = nw.concat(
        [
            left.select(*COLUMNS, why=nw.lit(LEFT)),
            first.select(*COLUMNS, why=nw.lit(NOBODY)),
        ]
    )
    named = keep(
        identified(both, UNALLOCATED, "on", ["next_start"]).with_columns(
            sources=nw.col("source"), spell=spell_name(UNALLOCATED, nw.col("on"))
        )
    )
    covered_by = nw.col("next_start") <= nw.col("p_end")
    came = (covered_by | nw.col("p_end").is_null()).fill_null(False) & dated(
        "next_start"
    )
    happened = [
        as_events(named, e.UNALLOCATED, "on", detail="why"),
        as_events(named, e.ALLOCATED, "next_start", only=came),
        as_events(named, e.ALLOCATION_ENDED, "p_end", only=dated("p_end") & ~came),
    ]
    mine = named.filter(nw.col("is_own"))
    shown = [] if own is None else [as_coverage(mine, e.ALLOCATED, known_to="known_to")]
    still = mine.filter(~dated("next_start"), ~dated("p_end")).select("who").unique()
    return Chapter([], happened, [], shown), still


def _over(held: Frame) -> Frame:
    """Return each day on which the last of those who had come so far had gone.

    `on`, and `next_start`, when another came. Two workers may overlap.
    """
    order = ["starts_on", "ended_on", "file", "row"]
    # Windows want a number: an episode that is still open ends further than any gap.
    ended = nw.col("ended_on").is_null().cast(nw.Int64) * OPEN_ENDED
    run = held.filter(dated("starts_on")).with_row_index("at", order_by=["who", *order])
    run = run.with_columns(
        open_until=ended, end=nw.coalesce(nw.col("ended_on"), nw.col("starts_on"))
    ).with_columns(
        still=nw.col("open_until").cum_sum().over("who", order_by="at"),
        latest=nw.col("end").cum_max().over("who", order_by="at"),
        next_start=nw.col("starts_on").shift(-1).over("who", order_by="at"),
    )
    return run.filter(
        nw.col("still") == 0,
        (nw.col("next_start") > nw.col("latest")).fill_null(True),
    ).select(
        "who", "next_start", "file", "row", "source", "is_own", "known_to", on="latest"
    )


def _care(periods: Frame) -> Frame:
    return periods.select(
        "who", within="spell", within_key="spell_key", p_start="starts_on",
        p_end="ended_on", p_to=nw.coalesce("known_to", "seen_to"), rank=IN_CARE,
    )  # fmt: skip


def _spans(told: Told, own: Assigned) -> Frame:
    """Return what a gap may lie in: care first, else whatever lasts longest."""
    others = nw.concat(list(own.spans)).select(
        "who", within="spell", within_key="spell_key", p_start="starts_on",
        p_end="ended_on", p_to=nw.coalesce("known_to", "seen_to"),
        rank=nw.coalesce(nw.col("ended_on"), STILL_OPEN),
    )  # fmt: skip
    return nw.concat([_care(told.periods), others])


def _within(over: Frame, spans: Frame) -> Frame:
    """Keep the gaps that fall inside a span, with that span's end.

    What only an assignment tells must lie in days to which the span is shown; beside
    care it alone tells.
    """
    in_care = nw.col("rank") == IN_CARE
    shown = (nw.col("on") <= nw.col("p_to")) | dated("p_end")
    inside = over.join(spans, on="who", how="inner").filter(
        (nw.col("p_start") <= nw.col("on")).fill_null(False),
        (nw.col("p_end") > nw.col("on")).fill_null(True),
        nw.when(nw.col("is_own")).then(shown.fill_null(False)).otherwise(in_care),
    )
    same = ["who", "on", "next_start"]
    inside = inside.filter(nw.col("rank") == nw.col("rank").max().over(*same))
    # Where the data hold two periods at once, the gap lies in the later one.
    return inside.filter(nw.col("within_key") == nw.col("within_key").max().over(*same))


def _told_still(left: Frame, listed: Frame) -> Frame:
    """Leave out what an assignment tells where a list names somebody meanwhile."""
    key = ["who", "on"]
    mine = left.filter(nw.col("is_own")).select(*key, "next_start")
    named = mine.join(listed, on="who", how="inner").filter(
        nw.col("seen_on") >= nw.col("on"),
        (nw.col("seen_on") < nw.col("next_start")).fill_null(True),
    )
    return left.join(named.select(*key).unique(), on=key, how="anti")
