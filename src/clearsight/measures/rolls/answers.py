"""Flags that this program raised, and what managers answered.

No return holds them. The application keeps them, and gives them here as a frame.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.clocks.clock import with_local_limits
from clearsight.clocks.judge import day_number
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, touched
from clearsight.measures.rolls.state import WHOSE, with_due
from clearsight.shape import Frame

LOG = "answers"
# One row for each flag. `answer` is one of the words of the worklist; `is_resolved`
# says that it closed by itself, because what it asked for had happened.
ANSWERS = {
    "council": pl.String,
    "child": pl.String,
    "file": pl.String,
    "row": pl.Int64,
    "signal": pl.String,
    "tier": pl.Int64,
    "raised_on": pl.Date,
    "answered_on": pl.Date,
    "answer": pl.String,
    "planned_on": pl.Date,
    "closed_on": pl.Date,
    "is_resolved": pl.Boolean,
}
PLANNED, WRONG = "planned", "the record is wrong"
AGAIN_DAYS = 60
CLOCK = "flag_response"


def _flags(known: Known) -> Frame:
    """Return each flag, when its answer was due, and an answered one before it.

    `is_due`: that day lies behind the day of the review, not behind the period's end,
    or those never answered of its last days would be asked about in no period.
    `is_resolved`: it closed by itself before any person answered.
    """
    rows = known.brought(LOG, ANSWERS).with_columns(tier=nw.col("tier").cast(nw.Int64))
    ours = with_local_limits(CLOCKS, known.settings)
    clock = next(c for c in ours if c.key == CLOCK)
    steps = clock.ladders[max(clock.ladders)]
    for tier, step in enumerate(steps[:2]):
        rows = with_due(known, rows, "raised_on", step.limit, f"due_{tier}")
    due = nw.when(nw.col("tier") == 0).then(nw.col("due_0"))
    rows = rows.with_columns(
        due_on=nw.coalesce(due, nw.when(nw.col("tier") == 1).then(nw.col("due_1")))
    )
    out = _with_earlier(rows)
    day = nw.col("raised_on").dt.to_string("%Y-%m-%d").fill_null("undated")
    number = nw.col("row").cast(nw.String).fill_null("")
    return out.with_columns(
        is_due=(nw.col("due_on") < nw.lit(known.as_at)).fill_null(False),
        is_resolved=nw.col("is_resolved").fill_null(False)
        & nw.col("answered_on").is_null(),
        is_planned=(nw.col("planned") == 1).fill_null(False),
        key=nw.concat_str(
            nw.col("signal").fill_null("flag"), nw.lit(" "), day, nw.lit(" "), number
        ),
        touched=touched(
            nw.col("raised_on").is_null(), backwards("raised_on", "answered_on")
        ),
    )


def _with_earlier(rows: Frame) -> Frame:
    """Add the last answer of the child and signal in the sixty days before a flag.

    `planned` is 1 where an answer planned something whose day was not reached. A plan
    runs out on its day; until then it holds, however long ago it was made.
    """
    before = rows.filter(~nw.col("answered_on").is_null()).select(
        *WHOSE, "signal", b_on="answered_on", b_answer="answer", b_planned="planned_on",
        b_raised="raised_on",
    )  # fmt: skip
    pairs = (
        rows.select(*WHOSE, "signal", "raised_on")
        .unique()
        .join(before, on=[*WHOSE, "signal"], how="inner")
    )
    since = day_number(nw.col("raised_on")) - day_number(nw.col("b_on"))
    ahead = (nw.col("b_answer") == PLANNED) & (
        nw.col("b_planned") > nw.col("raised_on")
    )
    lately = nw.when(since <= AGAIN_DAYS).then(nw.col("b_on"))
    earlier = (
        pairs.filter(nw.col("b_raised") < nw.col("raised_on"), since >= 0)
        .with_columns(is_planned=ahead.fill_null(False).cast(nw.Int8), lately_on=lately)
        .group_by(*WHOSE, "signal", "raised_on")
        .agg(earlier_on=nw.col("lately_on").max(), planned=nw.col("is_planned").max())
    )
    return rows.join(earlier, on=[*WHOSE, "signal", "raised_on"], how="left")


RAISED = Roll(
    "flags raised", "a flag raised", (LOG,),
    lambda known: known.once("flags", _flags), on="raised_on",
)  # fmt: skip
CLOSED = Roll(
    "flags closed", "a flag closed", (LOG,),
    lambda known: known.once("flags", _flags), on="closed_on",
)  # fmt: skip
