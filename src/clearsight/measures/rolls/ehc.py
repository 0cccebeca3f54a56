"""Education, health and care plans: requests, what was decided, plans and reviews.

The SEND system knows a child by other numbers: a row's `child` is its pupil. What
several years' returns tell of one request is put together first (`exports`). A plan
that came with a child from another council is neither asked for here nor issued here.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.reach import SEN2, TAKEN_AFTER
from clearsight.measures.rolls.exports import (
    CASE,
    early,
    issued,
    moved_in,
    newest,
    requests,
    under,
)
from clearsight.shape import Frame

NOT_TO = "N"
WITHDRAWN = "W"
A_YEAR = "-12mo"


def _pupil(person: str = "person") -> nw.Expr:
    return nw.concat_str(nw.lit("pupil "), nw.col(person).fill_null("not named"))


def _numbered(kind: str) -> nw.Expr:
    number = nw.col("row").cast(nw.String).fill_null("")
    return nw.concat_str(nw.lit(f"{kind} "), nw.col("file"), nw.lit(" "), number)


def _settled(known: Known) -> Frame:
    return known.once("EHC requests settled", requests)


def _requests(known: Known) -> Frame:
    """Return each request, until a plan was issued or it was decided against.

    Of a decision against it without its day, of a plan without its day of issue, and of
    a move away, the return does not say when: it is over by the day of the export, and
    `is_undated` until then.
    """
    rows = _settled(known).filter(nw.col("moved_in_on").is_null())
    refused = (nw.col("outcome") == NOT_TO).fill_null(False)
    ends = [NOT_TO, WITHDRAWN]
    against = nw.col("outcome").is_in(ends).fill_null(False)
    no_plan = nw.col("plan_outcome").is_in(ends).fill_null(False)
    later = nw.when(no_plan).then(nw.col("plan_decided_on"))
    rows = rows.with_columns(
        ended_on=nw.when(against).then(nw.col("decided_on")).otherwise(later),
        ended_by=nw.when(against)
        .then(nw.col("told_on"))
        .otherwise(
            nw.when(no_plan).then(nw.col("plan_told_on")).otherwise(nw.col("gone_on"))
        ),
    )
    ended_by = nw.min_horizontal(nw.col("ended_by"), nw.col("planned_on"))
    over = nw.coalesce(nw.col("ended_on"), ended_by)
    undated = nw.col("ended_on").is_null() & ~ended_by.is_null()
    return rows.select(
        "council", "file", "row", "received_on", "decided_on", "issued_on",
        "told_last_on",
        child=_pupil(),
        over_on=nw.min_horizontal(nw.col("issued_on"), over),
        is_undated=undated & nw.col("issued_on").is_null(),
        is_refused=refused,
        key=_numbered("request"),
        touched=touched(
            nw.col("received_on").is_null(), backwards("received_on", "issued_on")
        ),
    )  # fmt: skip


def _plans(known: Known) -> Frame:
    """Return each plan issued, with the days since the request and any exception."""
    rows = issued(under(known, "ehc_plan"))
    asked = _settled(known).select(
        *CASE, "received_on", "is_excepted", asked_for="person"
    )
    away = moved_in(under(known, "ehc_plan"))
    out = (
        rows.join(asked, on=list(CASE), how="left")
        .join(away, on=list(CASE), how="left")
        .filter(nw.col("moved_in_on").is_null())
    )
    return out.with_columns(who=nw.coalesce("asked_for", "person")).select(
        "council", "file", "row", "issued_on", "received_on",
        child=_pupil("who"),
        days=days_between("received_on", "issued_on"),
        is_excepted=nw.col("is_excepted").fill_null(False),
        key=_numbered("plan"),
        touched=touched(
            nw.col("received_on").is_null(), backwards("received_on", "issued_on")
        ),
    )  # fmt: skip


def _kept_plans(known: Known) -> Frame:
    """Return each plan, once for each pupil, for as long as returns tell of it.

    SEN2 lists a plan that is maintained apart from the one it was issued as: of rows of
    one request the day of issue counts for all. A plan from another council came in the
    calendar year of the return that says so.
    """
    rows = under(known, "ehc_plan")
    whole = rows.group_by(*CASE).agg(nw.col("ceased_on").max())
    asked = _settled(known).select(*CASE, asked_for="person")
    out = newest(rows).select(
        *CASE, "person", "file", "row", told_last_on=nw.col("known_on")
    )
    for part in (whole, issued(rows).select(*CASE, "issued_on"), moved_in(rows), asked):
        out = out.join(part, on=list(CASE), how="left")
    year = nw.col("moved_in_on").dt.offset_by(TAKEN_AFTER).dt.year().cast(nw.String)
    came = nw.concat_str(year, nw.lit("-01-01")).str.to_date("%Y-%m-%d")
    first = nw.coalesce(nw.col("issued_on"), early())
    who = nw.coalesce("asked_for", "person")
    return out.with_columns(first_on=first, who=who).select(
        *CASE, "file", "row", "issued_on", "ceased_on", "first_on", "told_last_on",
        "moved_in_on",
        child=_pupil("who"),
        since_on=nw.max_horizontal(nw.col("first_on"), came),
        key=_numbered("plan"),
        touched=nw.col("issued_on").is_null(),
    )  # fmt: skip


def _met(known: Known, rows: Frame) -> Frame:
    """Add the latest review meeting in the year up to the point, and its first day.

    A return tells of the latest meeting alone, of plans maintained on its day. What a
    later one hides from every return is not recorded, and does not count.
    """
    rows = rows.with_columns(year_on=nw.col("at").dt.offset_by(A_YEAR).cast(nw.Date))
    by = [*CASE, "period"]
    pairs = rows.select(*by, "year_on", "at").unique()
    met = nw.col("met_on")
    held = under(known, "ehc_review").filter(~met.is_null()).select(*CASE, "met_on")
    within = (
        pairs.join(held, on=list(CASE), how="inner")
        .filter(met > nw.col("year_on"), met <= nw.col("at"))
        .group_by(*by)
        .agg(met_on=met.max())
    )
    return rows.join(within, on=by, how="left").with_columns(
        is_settling=(nw.col("moved_in_on") > nw.col("at")).fill_null(False),
    )


ISSUED = Roll("plans issued", "a plan issued", (SEN2,), _plans, on="issued_on")
ASKED = Roll(
    "EHC requests", "a request for a needs assessment", (SEN2,),
    lambda known: known.once("EHC requests", _requests), on="received_on",
)  # fmt: skip
WAITING = Roll(
    "EHC requests open", "a request that is open", (SEN2,),
    lambda known: known.once("EHC requests", _requests),
    since="received_on", until="over_on", until_known="told_last_on",
)  # fmt: skip
KEPT = Roll(
    "EHC plans kept", "a plan that is maintained", (SEN2,), _kept_plans,
    since="since_on", until="ceased_on", until_known="told_last_on", at_points=_met,
)  # fmt: skip
