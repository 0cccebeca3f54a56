"""Drift and oversight: what is late, who moves back and forth, who answered.

The measures of answers take the application's log of flags as a frame (`answers`).
"""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import Measure
from clearsight.measures.rolls.answers import CLOSED, RAISED, WRONG
from clearsight.measures.rolls.open import FIRM, OPEN, SWINGING

FAMILY = "drift and oversight"
LOG = "this program's log of flags and answers"
NONE = "none"
TWICE = 2
_firm = nw.col("tier").is_in(list(FIRM))
_signal = {"signal": nw.col("signal").fill_null("not known")}

OVERDUE = Measure(
    key="drift_overdue",
    title="Open children with a legal or guidance clock overdue",
    family=FAMILY,
    of=OPEN,
    counts="those with a clock of tier 0 or 1 past its limit",
    over="children open at the point",
    numerator=nw.col("overdue") > 0,
    once_per_child=True,
    better="lower",
    data=("everything loaded", "the clocks"),
    published_as=NONE,
    read_with=("drift_data_errors", "oversight_answered"),
    between=("overdue_since", ""),
    why=nw.concat_str(
        nw.col("ran").fill_null(0).cast(nw.String),
        nw.lit(" clocks ran here, "),
        nw.col("could_not").fill_null(0).cast(nw.String),
        nw.lit(" could not"),
    ),
    notes=(
        "Only clocks that the data can run: the list of members says how many.",
        "A rise when a new source is loaded is no decline: begin the series again.",
    ),
)

SWINGS = Measure(
    key="drift_oscillation",
    title="Children who stepped up and down twice in 24 months",
    family=FAMILY,
    of=SWINGING,
    counts="those with two steps down, each followed by a step up, in 24 months",
    over="children open in the period and known for at least 24 months",
    denominator=nw.col("known_on") <= nw.col("since_on"),
    numerator=nw.col("swings") >= TWICE,
    once_per_child=True,
    better="lower",
    lookback=12,
    data=("CIN census", "SSDA903"),
    published_as=NONE,
    read_with=("stepdown_return", "rereferral_after_closure"),
    between=("from_on", "to_on"),
    notes=(
        "Levels: closed, in need, protection plan, looked after.",
        "A move that lasted under 14 days is passed over.",
    ),
)

ANSWERED = Measure(
    key="oversight_answered",
    title="Flags answered by a manager in time",
    family=FAMILY,
    of=RAISED,
    counts="those that a person answered within the limit for their tier",
    over="flags of tier 0 and 1 raised in the period, whose answer is due",
    denominator=_firm & (nw.col("is_due") | ~nw.col("answered_on").is_null()),
    numerator=nw.col("answered_on") <= nw.col("due_on"),
    leaves_out={
        "it closed by itself: what it asked for happened": nw.col("is_resolved")
    },
    better="higher",
    data=(LOG,),
    clock="flag_response",
    published_as="none; evidence of management oversight",
    disclosure="staff",
    read_with=("oversight_reraised", "drift_overdue"),
    splits=_signal,
    between=("raised_on", "answered_on"),
)

AGAIN = Measure(
    key="oversight_reraised",
    title="Answered flags raised again for the same reason within 60 days",
    family=FAMILY,
    of=RAISED,
    counts="those with an answered flag of the same child and signal in 60 days before",
    over="flags raised in the period",
    numerator=~nw.col("earlier_on").is_null(),
    leaves_out={"planned, and the day is not reached": nw.col("is_planned")},
    better="lower",
    data=(LOG,),
    published_as=NONE,
    disclosure="staff",
    read_with=("oversight_answered",),
    splits=_signal,
    between=("earlier_on", "raised_on"),
)

DATA_ERRORS = Measure(
    key="drift_data_errors",
    title="Flags that were data errors",
    family=FAMILY,
    of=CLOSED,
    counts="those closed with the answer that the record is wrong",
    over="flags closed in the period",
    numerator=nw.col("answer") == WRONG,
    better="lower",
    data=(LOG,),
    published_as=NONE,
    disclosure="staff",
    read_with=("drift_overdue",),
    splits=_signal,
    between=("raised_on", "closed_on"),
    notes=("Over a fifth for one signal: mend the rule or the recording first.",),
)
