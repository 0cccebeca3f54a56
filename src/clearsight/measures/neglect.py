"""Plans for neglect: how many had ended, and how, some months after they began.

Beside the median length of such a plan (`protection.NEGLECT_MEDIAN`). Of one cohort the
shares stepped down, come into care and still open, and of the few that ended otherwise
(by death, coming of age or moving away), come to a hundred.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import Measure, Survival
from clearsight.measures.protection import FAMILY
from clearsight.measures.rolls.plans import (
    BY_CARE,
    NEGLECT,
    OTHERWISE,
    STARTED,
    STEPPED_DOWN,
)

MONTHS = {6: 183, 12: 365, 18: 548, 24: 730}
STEPDOWN, CARE, STILL_OPEN = "stepdown", "care", "open"
TITLES = {
    STEPDOWN: "Neglect plans stepped down within {} months",
    CARE: "Neglect plans followed into care within {} months",
    STILL_OPEN: "Neglect plans still open after {} months",
}
COUNTS = {
    STEPDOWN: "the share stepped down by then, by survival analysis",
    CARE: "the share of children come into care by then, by survival analysis",
    STILL_OPEN: "the share open on that day, by survival analysis",
}
# Of a plan by what it is measured for: 1 that end, 2 another, 0 none yet.
ENDS = {
    STEPDOWN: {STEPPED_DOWN: 1, BY_CARE: 2, OTHERWISE: 2},
    CARE: {STEPPED_DOWN: 2, BY_CARE: 1, OTHERWISE: 2},
    STILL_OPEN: {STEPPED_DOWN: 1, BY_CARE: 1, OTHERWISE: 1},
}


def _ended(how: str) -> nw.Expr:
    out: nw.Expr = nw.lit(0)
    for end, code in ENDS[how].items():
        is_so = nw.col("ended_how") == end
        out = nw.when(is_so.fill_null(False)).then(nw.lit(code)).otherwise(out)
    return out


def _after(how: str, months: int) -> Measure:
    """Return the measure of one way of ending, so many months after the start."""
    ended, day = _ended(how), MONTHS[months]
    came = (ended == 1) & (nw.col("watched_days") <= day)
    return Measure(
        key=f"cpp_neglect_{how}_{months}m",
        title=TITLES[how].format(months),
        family=FAMILY,
        of=STARTED,
        counts=COUNTS[how],
        over="plans for neglect begun in the period",
        denominator=nw.col("category_first") == NEGLECT,
        numerator=~came if how == STILL_OPEN else came,
        leaves_out={
            "it ends before it begins": nw.col("ended_on") < nw.col("starts_on"),
            "no return that shows care was loaded from its start on": (
                nw.col("starts_on") < nw.col("care_from")
            ).fill_null(True),
        },
        method="survival",
        survival=Survival(
            nw.col("watched_days"), ended, day, is_rest=how == STILL_OPEN
        ),
        data=("CIN census", "SSDA903"),
        published_as="none; a measure of drift",
        read_with=("cpp_neglect_median", "stepdown_return"),
        # The figures of one cohort add up: one that is suppressed could be worked out.
        disclosure="small_cohort",
        between=("starts_on", "stopped_on"),
        why=nw.col("ended_how"),
        notes=(
            f"{months} months are {day} days.",
            "Plans still open count for as long as they were watched.",
            "An end by death, by coming of age or by moving away is another end.",
            "Coming into care ends the plan, whether or not it went on.",
        ),
    )


STEPDOWN_6, STEPDOWN_12, STEPDOWN_18, STEPDOWN_24 = (
    _after(STEPDOWN, months) for months in MONTHS
)
CARE_6, CARE_12, CARE_18, CARE_24 = (_after(CARE, months) for months in MONTHS)
OPEN_6, OPEN_12, OPEN_18, OPEN_24 = (_after(STILL_OPEN, months) for months in MONTHS)
