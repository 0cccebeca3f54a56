"""Placements: how many, where, of what kind, and why they end."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import Measure
from clearsight.measures.rolls.care import OPEN, SEVERAL
from clearsight.measures.rolls.homes import (
    ADJOINED_AT,
    MEASURED_AT,
    MOVED,
    PLACED_AT,
    SETTLED,
)
from clearsight.measures.rolls.list8 import LIST_8
from clearsight.measures.rolls.settings import NIGHTS, ORDERS

FAMILY = "placements"
EPISODES = "SSDA903 Episodes"
POSTCODES = "a table of postcodes"
LIST_8_PLACE = "Annex A List 8: in or out of the area, LA of placement"
FRAMEWORK = "DfE Children looked after; National Framework, outcome 4"
ALL_LOOKED_AFTER = "children looked after at the point"
KINSHIP, FOSTER = ("U1", "U2", "U3"), ("U1", "U2", "U3", "U4", "U5", "U6")
HOMES, SUPPORTED = ("K1", "K2"), ("K3", "H5", "P2")
FAR, SIXTEEN, TEN = 20, 16, 10
OUTSIDE, CONFIDENTIAL = "OUT", "CON"
NO_COUNCIL = "List 8 does not say in which council's area it lies"
PLANNED, STATUS_ONLY = "CARPL", "PLACE"
ENDED_BY = {
    "CREQB": "the carer",
    "CREQO": "the carer",
    "CLOSE": "the provider",
    "APPRR": "the provider",
    "CHILD": "the child",
    "STAND": "standards of care",
    "ALLEG": "an allegation",
    "LAREQ": "the council",
    "CUSTOD": "custody",
    PLANNED: "the care plan",
    STATUS_ONLY: "status only",
}
_breaks = {"an agreed series of short breaks": nw.col("is_short")}
_nowhere = nw.col("authority").is_null() | (nw.col("authority") == CONFIDENTIAL)
_place = nw.col("place").fill_null("not known")


def _any_of(*codes: str) -> nw.Expr:
    return nw.col("place").is_in(list(codes))


def _said(condition: nw.Expr, yes: str, no: str) -> nw.Expr:
    return nw.when(condition).then(nw.lit(yes)).otherwise(nw.lit(no))


_known = _said(nw.col("miles").is_null(), "not known", "known")


def _steps(over: tuple[int, ...]) -> nw.Expr:
    """Return the step of distance, the furthest first."""
    miles = nw.col("miles")
    out = _said(miles.is_null(), "not known", f"{over[0]} miles or less")
    for least in over:
        out = (
            nw.when((miles > least).fill_null(False))
            .then(nw.lit(f"over {least} miles"))
            .otherwise(out)
        )
    return out


def _ended_by() -> nw.Expr:
    reason = nw.col("reason")
    out: nw.Expr = nw.lit("another reason")
    for code, words in ENDED_BY.items():
        out = nw.when(reason == code).then(nw.lit(words)).otherwise(out)
    return out


THREE_OR_MORE = Measure(
    key="pl_3plus",
    title="Three or more placements in a year",
    family=FAMILY,
    of=SETTLED,
    counts="those with at least three homes in twelve months, the first day's too",
    over=ALL_LOOKED_AFTER,
    numerator=nw.col("homes") >= SEVERAL,
    spans=12,
    leaves_out=_breaks,
    once_per_child=True,
    better="lower",
    data=("SSDA903 Episodes: DECOM, DEC, RNE, PLACE",),
    published="pl_3plus",
    published_as=FRAMEWORK,
    read_with=("pl_long_term", "pl_unplanned_end"),
    splits={"place": _place},
    between=("lived_from", ""),
    notes=(
        (
            "A new legal status (L), or another type of placement with the same carer "
            "(T, U), is no move; nor is placement for adoption with one's own carers."
        ),
        "Temporary placements (T0 to T4) and moves of no night do not count.",
        "With no reason given, another type of placement counts as a move.",
    ),
)

LONG_TERM = Measure(
    key="pl_long_term",
    title="Long-term placement stability",
    family=FAMILY,
    of=SETTLED,
    counts="those in one home for two years, or placed for adoption out of it",
    over="children under 16 who have been looked after for two and a half years",
    denominator=(nw.col("age") < SIXTEEN) & (nw.col("starts_on") <= nw.col("long_on")),
    numerator=nw.col("lived_from") <= nw.col("two_years_on"),
    leaves_out=_breaks,
    once_per_child=True,
    better="higher",
    lookback=24,
    data=("SSDA903 Episodes, three years",),
    published="pl_long_term",
    published_as="DfE Children looked after: placement stability",
    read_with=("pl_3plus",),
    splits={"place": _place},
    between=("lived_from", ""),
    notes=(
        "The home before a placement for adoption counts with it.",
        "Homes are told apart as in pl_3plus.",
    ),
)

OVER_20 = Measure(
    key="pl_over_20",
    title="Placed more than 20 miles from home",
    family=FAMILY,
    of=MEASURED_AT,
    counts="those whose placement lies over 20 miles from the home they came from",
    over=ALL_LOOKED_AFTER,
    numerator=nw.col("miles") > FAR,
    leaves_out=_breaks,
    once_per_child=True,
    better="lower",
    data=("SSDA903 Episodes: HOME_POST, PL_POST", POSTCODES),
    published_as=FRAMEWORK,
    read_with=("pl_out_area_20", "pl_out_area"),
    splits={"distance": _known},
    between=("place_from", ""),
    notes=(
        "Distances are worked out from postcodes, in a straight line.",
        (
            "A distance that is not known stays in the denominator, as published: "
            "split by distance for the share among those known."
        ),
    ),
)

FAR_OUTSIDE = Measure(
    key="pl_out_area_20",
    title="Placed more than 20 miles away and outside the council's area",
    family=FAMILY,
    of=PLACED_AT,
    counts="those placed over 20 miles from home and outside the council's area",
    over=ALL_LOOKED_AFTER,
    numerator=(nw.col("miles") > FAR) & nw.col("is_outside"),
    leaves_out=_breaks,
    once_per_child=True,
    better="lower",
    data=("SSDA903 Episodes: HOME_POST, PL_POST", POSTCODES, LIST_8_PLACE),
    published="pl_out_area_20",
    published_as="LAIT: over 20 miles, outside the boundary",
    read_with=("pl_over_20", "pl_distant"),
    splits={"distance": _known},
    between=("place_from", ""),
    notes=("As pl_over_20. In or out of the area is as List 8 of the day says.",),
)

OUT_OF_AREA = Measure(
    key="pl_out_area",
    title="Placed outside the council's area",
    family=FAMILY,
    of=LIST_8,
    counts="those whose placement List 8 shows outside the council's area",
    over="children on List 8",
    numerator=nw.col("location") == OUTSIDE,
    better="lower",
    data=("Annex A List 8", EPISODES),
    clock="out_of_area_notify",
    published_as="DfE Children looked after: locality of placement",
    read_with=("pl_over_20", "pl_distant"),
    splits={"location": nw.col("location").fill_null("not known")},
    between=("placement_from", ""),
    notes=("Small councils place next door often: read with distance.",),
)

AT_A_DISTANCE = Measure(
    key="pl_distant",
    title="Placed at a distance in law",
    family=FAMILY,
    of=ADJOINED_AT,
    counts="children placed neither in the council's area nor in one that adjoins it",
    over="none: it is a count",
    denominator=nw.col("is_outside") & ~nw.col("is_adjoining").fill_null(False),
    leaves_out={**_breaks, NO_COUNCIL: _nowhere},
    unit="children",
    method="count",
    once_per_child=True,
    better="lower",
    data=(LIST_8_PLACE, "settings: the councils that adjoin"),
    clock="distant_approval",
    published_as="none; the test of regulation 11(5)",
    disclosure="rare_event",
    read_with=("pl_out_area_20",),
    splits={"distance": _steps((50, 100, 200))},
    between=("place_from", ""),
    notes=(
        "Which councils adjoin is as the settings say today: boundaries change.",
        "The distances are for inside the council only.",
    ),
)

IN_FOSTERING = Measure(
    key="pl_foster",
    title="In foster care",
    family=FAMILY,
    of=OPEN,
    counts="those placed with foster carers",
    over=ALL_LOOKED_AFTER,
    numerator=_any_of(*FOSTER),
    leaves_out=_breaks,
    once_per_child=True,
    better="higher",
    data=(EPISODES,),
    published="pl_foster",
    published_as=FRAMEWORK,
    read_with=("pl_residential", "pl_3plus"),
    splits={
        "kinship": _said(
            _any_of(*KINSHIP),
            "relatives or friends",
            "everybody else",
        ),
        "place": _place,
    },
    between=("place_from", ""),
)

IN_HOMES = Measure(
    key="pl_residential",
    title="In children's homes and secure homes",
    family=FAMILY,
    of=OPEN,
    counts="those placed in a children's home or a secure one",
    over=ALL_LOOKED_AFTER,
    numerator=_any_of(*HOMES),
    leaves_out=_breaks,
    once_per_child=True,
    data=(EPISODES,),
    published="pl_residential",
    published_as=FRAMEWORK,
    read_with=("pl_foster", "pl_unregistered_days"),
    splits={
        "ages": nw.when(nw.col("age") < TEN)
        .then(nw.lit("under 10"))
        .otherwise(
            nw.when(nw.col("age") < SIXTEEN)
            .then(nw.lit("10 to 15"))
            .otherwise(_said(nw.col("age").is_null(), "not known", "16 and 17"))
        )
    },
    between=("place_from", ""),
)

IN_SUPPORTED = Measure(
    key="pl_supported",
    title="In supported accommodation",
    family=FAMILY,
    of=OPEN,
    counts="those placed in supported accommodation",
    over=ALL_LOOKED_AFTER,
    numerator=_any_of(*SUPPORTED),
    leaves_out=_breaks,
    once_per_child=True,
    data=(EPISODES,),
    clock="under16_supported",
    published="pl_supported",
    published_as=FRAMEWORK,
    read_with=("pl_residential",),
    splits={"place": _place},
    between=("place_from", ""),
    why=nw.when((nw.col("age") < SIXTEEN) & _any_of(*SUPPORTED)).then(
        nw.lit("under 16: this is not allowed, see the worklist")
    ),
    notes=("H5 and P2 became K3 on 28 October 2023: all three count.",),
)

UNREGISTERED_NIGHTS = Measure(
    key="pl_unregistered_days",
    title="Nights in unregistered settings",
    family=FAMILY,
    of=NIGHTS,
    counts="nights of a child in a setting that is not registered",
    over="none: it is a sum",
    unit="child nights",
    method="sum",
    amount=nw.lit(1),
    better="lower",
    proxy="what Z11 to Z14 stand for is to be confirmed in the guide of the year",
    data=(EPISODES, "local extract: unregistered settings", "Ofsted's register"),
    clock="unregistered_setting",
    published_as="Ofsted's national counts only",
    disclosure="rare_event",
    read_with=("pl_residential", "pl_dol"),
    between=("starts_on", "over_on"),
    notes=(
        "Before 2025/26: another placement (Z1) with no Ofsted number.",
        "A setting registered later counts up to that day.",
    ),
)

DEPRIVED = Measure(
    key="pl_dol",
    title="Children deprived of liberty by court order",
    family=FAMILY,
    of=ORDERS,
    counts="children with an order that ran at some time in the period",
    over="none: it is a count",
    unit="children",
    method="count",
    once_per_child=True,
    better="lower",
    data=("SSDA903 DoLo, from 2026/27",),
    clock="dol_expiry",
    published_as="MoJ Family Court Statistics Quarterly: applications",
    disclosure="rare_event",
    read_with=("pl_unregistered_days",),
    splits={
        "now": _said(nw.col("is_open"), "still running", "ended"),
        "setting": _said(nw.col("is_unregistered"), "unregistered", "other"),
    },
    between=("starts_on", "ended_on"),
    notes=("Fewer is better only if needs are met.",),
)

UNPLANNED_MOVES = Measure(
    key="pl_unplanned_end",
    title="Placement moves not led by the care plan",
    family=FAMILY,
    of=MOVED,
    counts="those made for another reason than the care plan",
    over="moves of the period of which the reason is recorded",
    numerator=~nw.col("reason").is_in([PLANNED, STATUS_ONLY]),
    leaves_out={"no reason is recorded": nw.col("reason").is_null()},
    better="lower",
    data=("SSDA903 Episodes: REASON_PLACE_CHANGE",),
    published_as="DfE Children looked after: reason for placement change",
    read_with=("pl_3plus",),
    splits={"ended_by": _ended_by()},
    between=("starts_on", "ended_on"),
    why=nw.col("reason"),
)
