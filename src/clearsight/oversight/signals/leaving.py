"""The signal of adulthood coming, the one deadline that cannot move."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.settle import keep
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import WHOSE, day, later, said, so, written
from clearsight.oversight.signals.seen import Seen, apart, besides, only
from clearsight.shape import Frame

ELIGIBLE_DAYS = 91  # 13 weeks, which need not be together; SI 2010/959, reg 40
COUNTED_FROM, OF_AGE, ADULT = 14, 16, 18
ADVISER = "personal adviser"

EIGHTEEN = Signal(
    key="S25",
    title="Eighteen coming",
    tier=1,
    raised_when="a child in care who is eligible for help on leaving care is 16 and a "
    "quarter or more and List 9 shows no pathway plan; or is 17 and a half or more and "
    "List 9 shows no adviser, or not where the young person lives",
    data="SSDA903: periods of care, birth date; Annex A List 9 in its 2024 layout. A "
    "reviewed pathway plan stands for the assessment of needs.",
    why_it_matters="Adulthood is the one deadline that cannot move.",
    pitfall="Who is eligible is worked out: 13 weeks in care since the fourteenth "
    "birthday. Care before the data begin is not counted, so some are missed.",
    day_one="proxy",
    proxy="what List 9 holds stands for the assessment of needs and for a "
    "settled plan for home and adviser",
    thresholds=(
        Threshold("months", 3, "months after the sixteenth birthday"),
        Threshold("settled_months", 6, "months before 18"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S25."""
    listed = seen.newest("leaver").filter(nw.col("source") == "annexa")
    # Many councils list those who have left care and no others.
    lists_children = only(listed, seen.running(e.CARE)).select("council").unique()
    listed = keep(listed.join(lists_children, on="council", how="inner"))
    return [_no_plan(seen, listed), _no_adviser(seen, listed), _no_home(seen, listed)]


def _eligible(seen: Seen) -> Frame:
    """Return the children in care who are eligible now, with `birth_on`."""
    return seen.once(("eligible", ""), lambda: _with_thirteen_weeks(seen))


def _with_thirteen_weeks(seen: Seen) -> Frame:
    told = seen.born(seen.of(e.CARE)).filter(
        so(later("birth_on", OF_AGE, "y") <= seen.today),
        so(later("birth_on", ADULT, "y") > seen.today),
    )
    begun = nw.max_horizontal(nw.col("starts_on"), later("birth_on", COUNTED_FROM, "y"))
    told = told.with_columns(
        begun=begun, ended=nw.coalesce(nw.col("until"), seen.today)
    )
    span = apart("begun", "ended")
    counted = told.with_columns(
        span=nw.when(span > 0).then(span).otherwise(nw.lit(0, nw.Int64)),
        now=nw.col("is_now").cast(nw.Int64),
    )
    return (
        counted.group_by(*WHOSE)
        .agg(nw.col("now", "file", "row", "birth_on").max(), span=nw.col("span").sum())
        .filter(nw.col("now") == 1, nw.col("span") >= ELIGIBLE_DAYS)
    )


def _no_plan(seen: Seen, listed: Frame) -> Frame:
    months = OF_AGE * 12 + seen.limit(EIGHTEEN, "months")
    old_enough = so(later("birth_on", months, "mo") <= seen.today)
    planned = listed.filter(~nw.col("pathway_review_on").is_null())
    told = besides(_eligible(seen).filter(old_enough), planned).join(
        planned.select("council").unique(), on="council", how="inner"
    )
    return written(
        told.with_columns(turned_on=later("birth_on", OF_AGE, "y")),
        EIGHTEEN,
        because=said(
            "In care, 16 since ", day("turned_on"), " and eligible for help on leaving "
            "care: List 9 shows no pathway plan.",
        ),
    )  # fmt: skip


def _missing(seen: Seen, have: Frame, what: str) -> Frame:
    """Write who is not among those who have something that the council's list holds."""
    months = ADULT * 12 - seen.limit(EIGHTEEN, "settled_months")
    near = _eligible(seen).filter(so(later("birth_on", months, "mo") <= seen.today))
    told = besides(near, have).join(
        have.select("council").unique(), on="council", how="inner"
    )
    return written(
        told.with_columns(adult_on=later("birth_on", ADULT, "y")),
        EIGHTEEN,
        because=said(
            "In care and 18 on ", day("adult_on"), f": List 9 shows {what}.",
        ),
    )  # fmt: skip


def _no_adviser(seen: Seen, listed: Frame) -> Frame:
    advised = seen.newest("involvement").filter(
        so(nw.col("role") == ADVISER), so(nw.col("worker").str.strip_chars() != "")
    )
    return _missing(seen, only(advised, listed), "no personal adviser")


def _no_home(seen: Seen, listed: Frame) -> Frame:
    housed = listed.filter(~nw.col("accommodation").is_null())
    return _missing(seen, housed, "no home that is settled on")
