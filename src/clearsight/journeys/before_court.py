"""Pre-proceedings that no return tells of: the letter in our own extract begins them.

A census asks about this stage from 2026/27 on, and few councils fill the table of the
Standard Safeguarding Dataset. Where neither tells of a stage, the letter before
proceedings is the first that is known of it.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import dated
from clearsight.journeys.settle import computed
from clearsight.shape import Frame

OWN = "oversight"
LETTER, STEPPED_DOWN = "LETTER SENT", "PRE PROCEEDINGS ENDED"
ENDS = ("COURT APPLIED", "COURT APPLICATION", STEPPED_DOWN)
ALL_TIME = nw.lit("9999-12-31").str.to_date("%Y-%m-%d")


def with_own(plans: Frame, steps: Frame, shown: Frame) -> Frame:
    """Add to the plans what our own extract tells of stages before court.

    `plans` and `steps` are tables of the record with `who`, known_on and is_newest;
    `shown` is `who` of those of whom an extract shows each end of the stage. Of others
    a stage is known on the day of its letter and no longer: it may be over.
    Added to all: `is_start_known`, false where only the letter is known.
    """
    known = plans.with_columns(is_start_known=nw.lit(True))
    mine = steps.filter(
        nw.col("source") == OWN, nw.col("kind").is_in([LETTER, *ENDS]), dated("done_on")
    )
    if not len(computed(mine.head(1))):
        return known
    told = plans.filter(nw.col("kind") == e.PRE_PROCEEDINGS)
    begun = _begun(_without(_stages(mine), told), shown)
    shape = known.collect_schema()
    rows = [_as_plans(f, shape) for f in (begun, _ended(told, mine))]
    return nw.concat([known, *rows])


def _as_plans(rows: Frame, shape: nw.Schema) -> Frame:
    here = set(rows.collect_schema().names())
    written = {n: n if n in here else nw.lit(None).cast(k) for n, k in shape.items()}
    return rows.select(**{**written, "kind": nw.lit(e.PRE_PROCEEDINGS)})


def _begun(found: Frame, shown: Frame) -> Frame:
    seen = shown.unique().with_columns(is_shown=nw.lit(True))
    found = found.join(seen, on="who", how="left").with_columns(
        is_shown=nw.col("is_shown").fill_null(False) | dated("ended_on")
    )
    seen_on = nw.when(nw.col("is_shown")).then(nw.col("known_on"))
    return found.with_columns(
        known_on=seen_on.otherwise(nw.col("done_on")),
        is_newest=nw.col("is_newest") & nw.col("is_shown"),
    )


def _ended(told: Frame, steps: Frame) -> Frame:
    """Return the ends of stages that another source tells of and leaves open."""
    going = told.filter(~dated("ended_on"), dated("starts_on"))
    down = steps.filter(nw.col("kind") == STEPPED_DOWN)
    return (
        down.join(going.select("who", "starts_on").unique(), on="who", how="inner")
        .filter(
            nw.coalesce(nw.col("of_on"), nw.col("done_on")) >= nw.col("starts_on"),
            nw.col("done_on") >= nw.col("starts_on"),
        )
        .unique(["who", "starts_on"], keep="first", order_by=["done_on", "file", "row"])
        .with_columns(ended_on=nw.col("done_on"), is_start_known=nw.lit(True))
    )


def _stages(steps: Frame) -> Frame:
    """Return the first letter of each stage, with the day on which that ended.

    A further letter before the stage has ended belongs to it. A letter that names the
    start of what it belongs to says when the stage began.
    """
    letters = steps.filter(nw.col("kind") == LETTER)
    once = letters.unique(["who", "done_on"], keep="first", order_by=["file", "row"])
    ends = steps.filter(nw.col("kind").is_in(list(ENDS))).select("who", on="done_on")
    after = (
        once.select("who", "done_on")
        .join(ends, on="who", how="inner")
        .filter(nw.col("on") >= nw.col("done_on"))
        .group_by("who", "done_on")
        .agg(ended_on=nw.col("on").min())
    )
    stages = once.join(after, on=["who", "done_on"], how="left")
    first = nw.col("done_on").min().over("who", "ended_on")
    named = (nw.col("of_on") <= nw.col("done_on")).fill_null(False)
    return stages.filter(nw.col("done_on") == first).with_columns(
        starts_on=nw.when(named).then(nw.col("of_on")).otherwise(nw.col("done_on")),
        is_start_known=named,
    )


def _without(stages: Frame, told: Frame) -> Frame:
    """Leave out the stages of which another source tells: they run on the same days."""
    theirs = told.select("who", t_start="starts_on", t_end="ended_on")
    same = (
        stages.select("who", "done_on", "starts_on", "ended_on")
        .join(theirs, on="who", how="inner")
        .filter(
            (nw.col("t_start") <= nw.coalesce(nw.col("ended_on"), ALL_TIME)).fill_null(
                True
            ),
            (nw.col("t_end") >= nw.col("starts_on")).fill_null(True),
        )
        .select("who", "done_on")
        .unique()
    )
    return stages.join(same, on=["who", "done_on"], how="anti")
