"""What the SEN2 of several years tells of one request, put together.

Each year's return tells again of what was not over when its year began, and carries
old requests so that their plans have a place. A request is the same in two exports
where the pupil's number and the day it was received agree. A person without a number,
as many are before school age, is another in each export: there the birth date, the sex
and the day agree. This keeps one request from being counted twice, and nothing more:
it joins nobody to a child of social care.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.measures.known import Known
from clearsight.shape import Frame

CASE = ("council", "case")
NEWEST = ["known_on", "file", "row"]
CARRIED = "H"
EARLY = "1900-01-01"


def early() -> nw.Expr:
    """Return a day before all others, for what has none."""
    return nw.lit(EARLY).str.to_date("%Y-%m-%d")


def newest(rows: Frame) -> Frame:
    """Keep what the last export that tells of a request says of it."""
    return rows.unique([*CASE], keep="last", order_by=NEWEST)


def told(known: Known, name: str) -> Frame:
    """Return a table of the record with `known_on`, the day of the export."""
    files = known.files.select("file", pl.col("known_on").cast(pl.Date))
    rows = known.record[name].join(known.put(files), on="file", how="left")
    return rows.with_columns(known_on=nw.coalesce(nw.col("known_on"), early()))


def under(known: Known, name: str) -> Frame:
    """Return a table that lies under requests, with `case`, the request meant."""
    cases = known.once("EHC requests told", _requests_told)
    keys = cases.filter(~nw.col("request_key").is_null())
    keys = keys.select("council", "request_key", "case").unique()
    rows = told(known, name).join(keys, on=["council", "request_key"], how="left")
    person = nw.col("person").fill_null("not named")
    alone = nw.concat_str(nw.lit("no request|"), person)
    return rows.with_columns(case=nw.coalesce("case", "request_key", alone))


def requests(known: Known) -> Frame:
    """Return each request once, as the newest export that says so tells of it.

    Columns: council, case, person, file, row, received_on, told_last_on; outcome,
    decided_on and told_on of the decision whether to assess; the same of the assessment
    with `plan_` before them; is_excepted, issued_on, planned_on (the export that first
    tells of a plan, which may have no day), gone_on (the export that first says that
    the person moved away) and moved_in_on (the same of a plan that came from another
    council).
    """
    rows = known.once("EHC requests told", _requests_told)
    assessed, plans = under(known, "ehc_assessment"), under(known, "ehc_plan")
    excepted = nw.col("has_exception").fill_null(False)
    is_gone = nw.col("is_moved_away").fill_null(False)
    parts = [
        rows.group_by(*CASE).agg(nw.col("received_on").max()),
        _decision(rows, ""),
        _decision(assessed, "plan_"),
        assessed.filter(excepted).select(*CASE, is_excepted=excepted).unique(),
        issued(plans).select(*CASE, "issued_on"),
        _first(plans, "planned_on"),
        _first(rows.filter(is_gone), "gone_on"),
        moved_in(plans),
    ]
    out = newest(rows).select(
        *CASE, "person", "file", "row", told_last_on=nw.col("known_on")
    )
    for part in parts:
        out = out.join(part, on=list(CASE), how="left")
    return out.with_columns(nw.col("is_excepted").fill_null(False))


def issued(plans: Frame) -> Frame:
    """Return the plan that came of each request, where its day is told."""
    return newest(plans.filter(~nw.col("issued_on").is_null()))


def moved_in(plans: Frame) -> Frame:
    """Return the plans of another council, and the export that first says so."""
    return _first(plans.filter(~nw.col("from_council").is_null()), "moved_in_on")


def _first(rows: Frame, name: str) -> Frame:
    return rows.group_by(*CASE).agg(nw.col("known_on").min().alias(name))


def _decision(rows: Frame, prefix: str) -> Frame:
    """Return the last decision told; one that is carried stands in an older export."""
    said = rows.filter((nw.col("outcome") != CARRIED).fill_null(False))
    names = {"outcome": "outcome", "decided_on": "decided_on", "told_on": "known_on"}
    return newest(said).select(
        *CASE, **{f"{prefix}{n}": nw.col(c) for n, c in names.items()}
    )


def _requests_told(known: Known) -> Frame:
    """Return every telling of every request, with the request that is meant."""
    rows = told(known, "ehc_request").join(
        _people(known), on=["council", "person"], how="left"
    )
    rows = _dated(known, rows)
    day = nw.col("day").dt.to_string("%Y-%m-%d")
    born = nw.col("born_on").dt.to_string("%Y-%m-%d")
    person, bar = nw.col("person").fill_null("not named"), nw.lit("|")
    rows = rows.with_columns(
        own=nw.concat_str(person, bar, day.fill_null("undated")),
        looks=nw.concat_str(born, bar, nw.col("sex").fill_null(""), bar, day),
    )
    last = (
        rows.filter(~nw.col("looks").is_null())
        .unique(["council", "looks"], keep="last", order_by=NEWEST)
        .select("council", "looks", heir="own", heir_on="known_on")
    )
    nameless = (nw.col("has_number") == 0) & (nw.col("heir_on") > nw.col("known_on"))
    case = nw.when(nameless.fill_null(False)).then(nw.col("heir"))
    return rows.join(last, on=["council", "looks"], how="left").with_columns(
        case=case.otherwise(nw.col("own"))
    )


def _people(known: Known) -> Frame:
    """Say of each person when they were born, and whether they have a number."""
    number = ~nw.col("upn").is_null() | ~nw.col("uln").is_null()
    rows = known.record["ehc_person"].with_columns(has_number=number.cast(nw.Int8))
    return rows.group_by("council", "person").agg(
        nw.col("has_number").max(),
        nw.col("sex").max(),
        born_on=nw.col("birth_on").max(),
    )


def _dated(known: Known, rows: Frame) -> Frame:
    """Give each request a day to know it by, also where a carried one has none.

    That is the day another export gives to the request of the same plan, else the
    plan's own.
    """
    plans = known.record["ehc_plan"].filter(
        ~nw.col("request_key").is_null(), ~nw.col("issued_on").is_null()
    )
    key = ["council", "request_key"]
    plans = plans.group_by(*key).agg(plan_on=nw.col("issued_on").min())
    rows = rows.join(plans, on=key, how="left")
    same = ["council", "person", "plan_on"]
    meant = rows.filter(~nw.col("received_on").is_null(), ~nw.col("plan_on").is_null())
    meant = meant.group_by(*same).agg(meant_on=nw.col("received_on").min())
    rows = rows.join(meant, on=same, how="left")
    return rows.with_columns(day=nw.coalesce("received_on", "meant_on", "plan_on"))
