"""Where a looked-after child lives: homes, moves between them, and distance."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.temporary import TEMPORARY
from clearsight.journeys.turns import TURN, after, before, in_turn, turn_number
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, touched
from clearsight.measures.reach import ADJOINING, MILES, PLACES
from clearsight.measures.rolls.care import ADOPTIVE, is_short, periods, with_state
from clearsight.measures.rolls.list8 import listed
from clearsight.measures.rolls.state import WHOSE, year_before
from clearsight.oversight.signals.distance import adjoining
from clearsight.shape import Frame

CARE = "ssda903"
# A new legal status, or a new type of placement with the same carer: no new home.
SAME_CARER = ("L", "T", "U")
WITH_OWN_CARER = ("A3", "A5")
MOVES = ("P", "T", "B", "U")
FOLLOWS = "X1"
NEVER = "2100-01-01"
TWO_YEARS, LONG = "-24mo", "-30mo"
OUTSIDE = "OUT"


def _episodes(known: Known) -> Frame:
    """Return the episodes of care in order, with the one before and the one after.

    `nth` is the place among the child's; `stay` the number of the period of care.
    """
    rows = known.record["care_episode"].filter(~nw.col("starts_on").is_null())
    last = nw.col("ended_on").fill_null(nw.lit(NEVER).str.to_date("%Y-%m-%d"))
    order = ["starts_on", "over_on", "file", "row"]
    rows = in_turn(rows.with_columns(over_on=last), WHOSE, order).with_columns(
        nth=turn_number(WHOSE),
        before_on=before("over_on", WHOSE),
        next_reason=after("start_reason", WHOSE),
    )
    apart = (nw.col("starts_on") > nw.col("before_on")).fill_null(False)
    begins = apart | (nw.col("start_reason") == "S").fill_null(False)
    return rows.with_columns(begins=begins.cast(nw.Int64)).with_columns(
        stay=nw.col("begins").cum_sum().over(*WHOSE, order_by="nth")
    )


def _homes(known: Known) -> Frame:
    """Return each home in which a child lived: a run of episodes with no change of it.

    Temporary placements and those of no night are passed over: who comes back to the
    same placement after one has not moved. Columns: `home`, `home_from`, `home_until`,
    `stay`, `home_place`.
    """
    kept = known.once("episodes of care", _episodes).filter(
        ~nw.col("place").is_in(list(TEMPORARY)).fill_null(False),
        (nw.col("over_on") > nw.col("starts_on")),
    )
    same = ("place", "place_provider", "urn")
    # Again, for some are left out.
    kept = in_turn(kept.drop(TURN), WHOSE, ["nth"])
    kept = kept.with_columns(nw.col(*same).fill_null("")).with_columns(
        **{f"was_{c}": before(c, WHOSE) for c in (*same, "stay", "nth")}
    )
    began = nw.col("was_stay").is_null() | (nw.col("was_stay") != nw.col("stay"))
    alike = nw.all_horizontal(
        *(nw.col(c) == nw.col(f"was_{c}") for c in same), ignore_nulls=False
    )
    back = (nw.col("was_nth") < nw.col("nth") - 1) & alike
    stayed = nw.col("start_reason").is_in(list(SAME_CARER)).fill_null(False)
    stayed = stayed | nw.col("place").is_in(list(WITH_OWN_CARER)) | back
    # With no reason given, another type of placement is taken for another home.
    stayed = stayed | (nw.col("start_reason").is_null() & alike)
    moved = began | ~stayed
    runs = kept.with_columns(moved=moved.cast(nw.Int64)).with_columns(
        home=nw.col("moved").cum_sum().over(*WHOSE, order_by="nth")
    )
    whole = runs.group_by(*WHOSE, "home").agg(
        home_from=nw.col("starts_on").min(),
        home_until=nw.col("over_on").max(),
        stay=nw.col("stay").max(),
        last_nth=nw.col("nth").max(),
    )
    last = runs.select(*WHOSE, last_nth="nth", home_place="place")
    return whole.join(last, on=[*WHOSE, "last_nth"], how="left")


def _settled(known: Known, rows: Frame) -> Frame:
    """Add how many homes the child had in twelve months, and since when the one now.

    `homes` counts those of the year to the point, that of its first day among them;
    `lived_from` is when the home at the point began, or the one before it where the
    child has been placed for adoption since.
    """
    homes = known.once("homes", _homes)
    pairs = (
        rows.select(*WHOSE, "period", "at", year_from=year_before("at"))
        .unique()
        .join(homes, on=list(WHOSE), how="inner")
        .filter(nw.col("home_from") <= nw.col("at"))
    )
    counted = (
        pairs.filter(nw.col("home_until") > nw.col("year_from"))
        .group_by(*WHOSE, "period")
        .agg(homes=nw.col("home").count())
    )
    before = homes.select(
        *WHOSE, "stay", home=nw.col("home") + 1, before_from="home_from"
    )
    now = (
        pairs.filter(nw.col("home_until") > nw.col("at"))
        .unique([*WHOSE, "period"], keep="last", order_by=["home_from", "home"])
        .join(before, on=[*WHOSE, "stay", "home"], how="left")
    )
    earlier = nw.when(nw.col("home_place").is_in(list(ADOPTIVE))).then(
        nw.col("before_from")
    )
    now = now.select(
        *WHOSE, "period", lived_from=nw.coalesce(earlier, nw.col("home_from"))
    )
    out = rows
    for found in (counted, now):
        out = out.join(found, on=[*WHOSE, "period"], how="left")
    return _stood(known, out).with_columns(
        long_on=nw.col("at").dt.offset_by(LONG).cast(nw.Date),
        two_years_on=nw.col("at").dt.offset_by(TWO_YEARS).cast(nw.Date),
    )


def _stood(known: Known, rows: Frame) -> Frame:
    out = with_state(known, rows, e.LEGAL_STATUS, "status")
    out = with_state(known, out, e.PLACEMENT, "place")
    status = nw.coalesce(nw.col("status"), nw.col("status_last"))
    return out.with_columns(status=status).with_columns(is_short=is_short("status"))


def _measured(known: Known, rows: Frame) -> Frame:
    """Add how many miles from home the placement at the point lies, where known."""
    told = known.record["care_episode"].select(
        *WHOSE, "file", "row", e_from="starts_on", e_until="ended_on",
        miles="miles_from_home",
    ).filter(~nw.col("miles").is_null())  # fmt: skip
    out = _stood(known, rows)
    at = nw.col("at")
    now = (
        out.select(*WHOSE, "at")
        .unique()
        .join(told, on=list(WHOSE), how="inner")
        .filter(nw.col("e_from") <= at, (nw.col("e_until") > at).fill_null(True))
        .unique([*WHOSE, "at"], keep="last", order_by=["e_from", "file", "row"])
        .select(*WHOSE, "at", "miles")
    )
    return out.join(now, on=[*WHOSE, "at"], how="left")


def _placed(known: Known, rows: Frame) -> Frame:
    """Add to the same in whose area the placement lies, as List 8 of the day says.

    `is_outside` and `is_adjoining` are null where the list does not say, or where
    nobody has said which councils adjoin.
    """
    out = _measured(known, rows)
    told = known.once("rows of List 8", listed).select(
        *WHOSE, "location", "authority", at="listed_on"
    )
    out = out.join(told, on=[*WHOSE, "at"], how="left")
    near = list(adjoining(known.settings))
    return out.with_columns(
        is_outside=nw.col("location") == OUTSIDE,
        is_adjoining=nw.col("authority").is_in(near or [""]),
    )


def _moves(known: Known) -> Frame:
    """Return each move to another placement, with the reason recorded of it."""
    rows = known.once("episodes of care", _episodes).filter(
        nw.col("end_reason") == FOLLOWS, nw.col("next_reason").is_in(list(MOVES))
    )
    day = nw.col("ended_on").dt.to_string("%Y-%m-%d").fill_null("undated")
    nth = nw.col("nth").cast(nw.String)
    return rows.select(
        *WHOSE, "file", "row", "starts_on", "ended_on", reason="place_change_reason",
        key=nw.concat_str(nw.lit("move "), day, nw.lit(" "), nth),
        touched=touched(
            nw.col("ended_on").is_null(), backwards("starts_on", "ended_on")
        ),
    )  # fmt: skip


def _of_903(known: Known) -> Frame:
    """Return the periods of care that the 903 tells of: List 8 has no earlier home."""
    return periods(known).filter(nw.col("sources").str.contains(CARE, literal=True))


SETTLED = Roll(
    "care open with homes", "a period of care that is open", (CARE,), _of_903,
    since="starts_on", until="until", until_known="known_to", at_points=_settled,
)  # fmt: skip
MEASURED_AT = Roll(
    "care open with distances", "a period of care that is open", (MILES,), periods,
    since="starts_on", until="until", until_known="known_to", at_points=_measured,
)  # fmt: skip
PLACED_AT = Roll(
    "care open with places", "a period of care that is open", (PLACES,), periods,
    since="starts_on", until="until", until_known="known_to", is_latest_only=True,
    at_points=_placed,
)  # fmt: skip
ADJOINED_AT = Roll(
    "care open in law", "a period of care that is open", (ADJOINING,), periods,
    since="starts_on", until="until", until_known="known_to", is_latest_only=True,
    at_points=_placed,
)  # fmt: skip
MOVED = Roll(
    "placement moves", "a move to another placement", (CARE,), _moves, on="ended_on"
)
