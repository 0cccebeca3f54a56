"""Education, health and care plans: requests, what was decided, plans and reviews.

The SEND system knows a child by other numbers: a row's `child` is its pupil.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.reach import SEN2
from clearsight.shape import Frame

NOT_TO = "N"
WITHDRAWN = "W"
REQUEST = ("council", "request_key")
A_YEAR = "-12mo"


def _pupil() -> nw.Expr:
    return nw.concat_str(nw.lit("pupil "), nw.col("person").fill_null("not named"))


def _numbered(kind: str) -> nw.Expr:
    number = nw.col("row").cast(nw.String).fill_null("")
    return nw.concat_str(nw.lit(f"{kind} "), nw.col("file"), nw.lit(" "), number)


def _decided(known: Known) -> Frame:
    """Return each request's assessment: refused on what day, and any exception."""
    told = known.record["ehc_assessment"].filter(~nw.col("request_key").is_null())
    ended = nw.col("outcome").is_in([NOT_TO, WITHDRAWN])
    return (
        told.with_columns(
            ended=ended.fill_null(False).cast(nw.Int8),
            excepted=nw.col("has_exception").fill_null(False).cast(nw.Int8),
            ended_on=nw.when(ended).then(nw.col("decided_on")),
        )
        .group_by(*REQUEST)
        .agg(
            nw.col("ended", "excepted").max(),
            no_plan_on=nw.col("ended_on").max(),
        )
    )


def _requests(known: Known) -> Frame:
    """Return each request, until a plan was issued or it was decided against.

    A decision against it without its day ends it on the day it came: it is not open.
    """
    rows = known.record["ehc_request"]
    issued = (
        known.record["ehc_plan"]
        .filter(~nw.col("request_key").is_null(), ~nw.col("issued_on").is_null())
        .group_by(*REQUEST)
        .agg(issued_on=nw.col("issued_on").min())
    )
    out = rows.join(issued, on=list(REQUEST), how="left").join(
        _decided(known), on=list(REQUEST), how="left"
    )
    refused = nw.col("outcome") == NOT_TO
    against = nw.col("outcome").is_in([NOT_TO, WITHDRAWN])
    gone = nw.col("is_moved_away").fill_null(False)
    closed = against.fill_null(False) | (nw.col("ended") == 1).fill_null(False) | gone
    day = nw.when(against).then(nw.col("decided_on")).otherwise(nw.col("no_plan_on"))
    over = nw.when(closed).then(nw.coalesce(day, nw.col("received_on")))
    return out.select(
        "council", "file", "row", "received_on", "decided_on", "issued_on",
        child=_pupil(),
        over_on=nw.min_horizontal(nw.col("issued_on"), over),
        is_refused=refused.fill_null(False),
        key=_numbered("request"),
        touched=touched(
            nw.col("received_on").is_null(), backwards("received_on", "issued_on")
        ),
    )  # fmt: skip


def _plans(known: Known) -> Frame:
    """Return each plan issued, with the days since the request and any exception."""
    rows = known.record["ehc_plan"].filter(~nw.col("issued_on").is_null())
    asked = known.record["ehc_request"].filter(~nw.col("request_key").is_null())
    asked = asked.group_by(*REQUEST).agg(nw.col("received_on").min())
    out = rows.join(asked, on=list(REQUEST), how="left").join(
        _decided(known), on=list(REQUEST), how="left"
    )
    return out.select(
        "council", "file", "row", "issued_on", "received_on",
        child=_pupil(),
        days=days_between("received_on", "issued_on"),
        is_excepted=(nw.col("excepted") == 1).fill_null(False),
        is_transferred=~nw.col("from_council").is_null(),
        key=_numbered("plan"),
        touched=touched(
            nw.col("received_on").is_null(), backwards("received_on", "issued_on")
        ),
    )  # fmt: skip


def _kept_plans(known: Known) -> Frame:
    """Return each plan, once for each pupil, with its review meetings.

    SEN2 lists a plan that is maintained apart from the one it was issued as: of rows of
    one request the first day of issue counts for all.
    """
    rows = known.record["ehc_plan"]
    mine = ("council", "request_key", "person")
    whole = rows.with_columns(
        apart=nw.when(nw.col("request_key").is_null()).then(nw.col("row"))
    ).group_by(*mine, "apart").agg(
        nw.col("issued_on").min(), nw.col("ceased_on").max(),
        nw.col("file").min(), nw.col("row").min(),
    )  # fmt: skip
    early = nw.lit("1900-01-01").str.to_date("%Y-%m-%d")
    return whole.with_columns(
        child=_pupil(),
        since_on=nw.coalesce(nw.col("issued_on"), early),
        key=_numbered("plan"),
        touched=nw.col("issued_on").is_null(),
    )


def _met(known: Known, rows: Frame) -> Frame:
    """Add the latest review meeting in the period, and the day a year before."""
    held = known.record["ehc_review"].filter(~nw.col("met_on").is_null())
    pairs = (
        rows.select("council", "person", "period", "period_start", "at")
        .unique()
        .join(held.select("council", "person", "met_on"), on=["council", "person"],
              how="inner")
        .filter(
            nw.col("met_on") >= nw.col("period_start"),
            nw.col("met_on") <= nw.col("at"),
        )
        .group_by("council", "person", "period")
        .agg(met_on=nw.col("met_on").max())
    )  # fmt: skip
    out = rows.join(pairs, on=["council", "person", "period"], how="left")
    return out.with_columns(year_on=nw.col("at").dt.offset_by(A_YEAR).cast(nw.Date))


ISSUED = Roll("plans issued", "a plan issued", (SEN2,), _plans, on="issued_on")
ASKED = Roll(
    "EHC requests", "a request for a needs assessment", (SEN2,),
    lambda known: known.once("EHC requests", _requests), on="received_on",
)  # fmt: skip
WAITING = Roll(
    "EHC requests open", "a request that is open", (SEN2,),
    lambda known: known.once("EHC requests", _requests),
    since="received_on", until="over_on",
)  # fmt: skip
KEPT = Roll(
    "EHC plans kept", "a plan that is maintained", (SEN2,), _kept_plans,
    since="since_on", until="ceased_on", at_points=_met,
)  # fmt: skip
