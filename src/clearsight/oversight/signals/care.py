"""Signals of children in care: legal drift, permanence, unlawful settings."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import (
    WHOSE,
    counted,
    day,
    later,
    said,
    so,
    written,
)
from clearsight.oversight.signals.seen import SHORT_BREAKS, Seen, besides, only
from clearsight.shape import Frame

AGREED, CARE_ORDER, PLACEMENT_ORDER, AT_HOME = "V2", "C2", "E1", "P1"
LONG_TERM = ("U1", "U4")
LONG_TERM_FOSTERING = "LONG-TERM FOSTERING"

ADRIFT = Signal(
    key="S17",
    title="Legal status adrift",
    tier=2,
    raised_when="section 20 has lasted over 3 months; or a child on a care order has "
    "been with parents for over 6; or a placement order is over 121 days old and List "
    "10 shows no match",
    data="SSDA903: episodes; Annex A Lists 8 and 10",
    why_it_matters="It is the kind of drift that has a legal name.",
    pitfall="Kept apart, since no parent's agreement is being drawn out: those who "
    "were 16 or 17 when section 20 began, and unaccompanied children, whom the "
    "journeys set apart before this sees them. No return holds a decision to go on.",
    thresholds=(
        Threshold("agreed_months", 3, "months under section 20"),
        Threshold("from_age", 16, "age from which a child chooses section 20"),
        Threshold("home_months", 6, "months with parents on a care order"),
        Threshold("match_days", 121, "days from placement order to match"),
    ),
)
NO_PERMANENCE = Signal(
    key="S18",
    title="No plan for permanence",
    tier=1,
    raised_when="a child has been looked after for over four months and List 8 shows "
    "no plan for permanence; or the plan is long-term fostering, the child has been in "
    "care for over 12 months, and the placement is not coded as long-term (tier 2)",
    data="Annex A List 8: permanence plan; SSDA903: type of placement",
    why_it_matters="A child needs to know where they will grow up.",
    pitfall="A code can be a filler: read what the plan says.",
    thresholds=(
        Threshold("months", 4, "months in care with no plan"),
        Threshold("confirm_months", 12, "months in care with a plan not confirmed"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S17 and S18."""
    return [
        _agreed(seen),
        _home_on_order(seen),
        _unmatched(seen),
        _no_plan(seen),
        _unconfirmed(seen),
    ]


def _late(seen: Seen, frame: Frame, months: int) -> Frame:
    """Keep what began over so many months ago, with `due_on`, `days` and `run`."""
    return seen.past(frame, later("starts_on", months, "mo"))


def _agreed(seen: Seen) -> Frame:
    months = seen.limit(ADRIFT, "agreed_months")
    age = seen.limit(ADRIFT, "from_age")
    # Journeys write this of every child but those who came with no family.
    begun = seen.events(e.AGREED_CARE_BEGAN).select(*WHOSE, starts_on="on").unique()
    agreed = seen.running(e.LEGAL_STATUS).filter(so(nw.col("detail") == AGREED))
    agreed = agreed.join(begun, on=[*WHOSE, "starts_on"], how="inner")
    # Two returns may know of one status from two days: the earlier is the truer.
    agreed = agreed.group_by(*WHOSE).agg(
        nw.col("starts_on").min(), nw.col("file", "row").max()
    )
    known = seen.born(agreed).filter(
        ~so(nw.col("starts_on") >= later("birth_on", age, "y"))
    )
    return written(
        _late(seen, known, months),
        ADRIFT,
        since=later("due_on", 1, "d"),
        because=said(
            "Under section 20 since ", day("starts_on"), ", ",
            counted("run", "day", "days"),
            f" ago, and no order since; it is asked about after {months} months. The "
            "returns do not hold a decision to go on.",
        ),
    )  # fmt: skip


def _home_on_order(seen: Seen) -> Frame:
    months = seen.limit(ADRIFT, "home_months")
    order = seen.running(e.LEGAL_STATUS).filter(so(nw.col("detail") == CARE_ORDER))
    order = order.group_by(*WHOSE).agg(order_on=nw.col("starts_on").max())
    home = seen.running(e.PLACEMENT).filter(so(nw.col("detail") == AT_HOME))
    both = home.join(order, on=list(WHOSE), how="inner").with_columns(
        starts_on=nw.max_horizontal(nw.col("starts_on"), nw.col("order_on"))
    )
    return written(
        _late(seen, both, months),
        ADRIFT,
        since=later("due_on", 1, "d"),
        because=said(
            "With parents on a care order since ", day("starts_on"), ", ",
            counted("run", "day", "days"),
            f" ago; it is asked about after {months} months.",
        ),
    )  # fmt: skip


def _unmatched(seen: Seen) -> Frame:
    limit = seen.limit(ADRIFT, "match_days")
    told = seen.record["adoption"]
    settled = nw.any_horizontal(
        *(
            so(nw.col(c) <= seen.today)
            for c in ("matched_on", "placed_on", "ordered_on", "reversed_on")
        ),
        ignore_nulls=True,
    )
    # Only List 10 would show a match before the adoption.
    listed = seen.newest("adoption").filter(nw.col("source") == "annexa")
    waiting = besides(only(seen.running(e.LEGAL_STATUS), listed), told.filter(settled))
    orders = waiting.filter(so(nw.col("detail") == PLACEMENT_ORDER))
    return written(
        seen.past(orders, later("starts_on", limit, "d")),
        ADRIFT,
        since=later("due_on", 1, "d"),
        because=said(
            "The placement order was made on ", day("starts_on"), ", ",
            counted("run", "day", "days"),
            f" ago, and List 10 shows no match; it is asked about after {limit} days.",
        ),
    )  # fmt: skip


def _in_care(seen: Seen) -> Frame:
    """Return the newest word of List 8 on each child who is looked after now."""
    listed = seen.newest("care_period").filter(
        nw.col("source") == "annexa",
        nw.col("ended_on").is_null(),
        ~so(nw.col("legal_status").is_in(list(SHORT_BREAKS))),
    )
    return only(listed, seen.running(e.CARE))


def _no_plan(seen: Seen) -> Frame:
    months = seen.limit(NO_PERMANENCE, "months")
    listed = _in_care(seen)
    # Where a council's list has no plan for anybody, it does not hold them.
    filled = listed.filter(~nw.col("permanence_plan").is_null())
    holds = filled.select("council").unique()
    none = listed.filter(nw.col("permanence_plan").is_null())
    late = _late(seen, none.join(holds, on="council", how="inner"), months)
    return written(
        late,
        NO_PERMANENCE,
        tier=nw.lit(1),
        since=later("due_on", 1, "d"),
        because=said(
            "Looked after since ", day("starts_on"), ", ",
            counted("run", "day", "days"), " ago, and List 8 shows no plan for "
            f"permanence; there should be one after {months} months.",
        ),
    )  # fmt: skip


def _unconfirmed(seen: Seen) -> Frame:
    months = seen.limit(NO_PERMANENCE, "confirm_months")
    planned = _in_care(seen).filter(
        so(nw.col("permanence_plan") == LONG_TERM_FOSTERING)
    )
    lives = seen.running(e.PLACEMENT).filter(~nw.col("detail").is_null())
    confirmed = lives.filter(nw.col("detail").is_in(list(LONG_TERM)))
    late = _late(seen, besides(only(planned, lives), confirmed), months)
    return written(
        late,
        NO_PERMANENCE,
        tier=nw.lit(2),
        since=later("due_on", 1, "d"),
        because=said(
            "The plan is long-term fostering. Looked after since ", day("starts_on"),
            ", ", counted("run", "day", "days"), " ago, and the placement is not coded "
            f"as long-term; it is asked about after {months} months.",
        ),
    )  # fmt: skip
