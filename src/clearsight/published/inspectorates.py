"""Area SEND inspections and those of youth justice services, as programs read them."""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.published import outcomes as o
from clearsight.published.ofsted import code_of, day
from clearsight.shape import ROW

SEND_COLUMNS: Final = frozenset(
    {"local_authority", "outcome_grade", "publication_date", "inspection_outcome_text"}
)
YOUTH_COLUMNS: Final = frozenset(
    {"la_name", "overall_rating", "publication_date", "report_url", "assessment"}
)
SEND_GRADES: Final = {
    "1": "typically positive",
    "2": "inconsistent",
    "3": "widespread or systemic failings",
}
_YOUTH_AREAS: Final = {
    o.OVERALL: "overall_rating",
    "governance and leadership": "governance_and_leadership",
    "staff": "staff",
    "partnerships and services": "partnerships_and_services",
    "information and facilities": "information_and_facilities",
    "assessment": "assessment",
    "planning": "planning",
    "implementation and delivery": "implementation_and_delivery",
    "reviewing": "reviewing",
    "resettlement": "resettlement_policy_and_provision",
    "out-of-court disposals": "outofcourt_disposal_policy_and_provision",
    "out-of-court policy": "policy_and_provision",
    "joint working": "joint_working",
}
# Services that work for several councils, and names that do not say which council.
_SERVICES: Final = {
    "newcastle": ("391",),
    "bedfordshire": ("822", "823"),
    "west mercia": ("884", "885", "893", "894"),
    "an inspection of tower hamlets and city of london": ("201", "211"),
}
_JOINT: Final = " - JI"


def send_outcomes(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return outcomes of area SEND inspections, and the rows of no known council."""
    grade = pl.col("outcome_grade").str.strip_chars().str.strip_suffix(".0")
    judged = grade.replace_strict(SEND_GRADES, default=None, return_dtype=pl.String)
    placed = frame.with_columns(
        authority=code_of(pl.col("local_authority")),
        published_on=day(pl.col("publication_date")),
        started_on=day(pl.col("inspection_start_date")),
        ended_on=day(pl.col("inspection_end_date")),
        report=pl.col("inspection_link").str.extract(r"/file/(\d+)"),
        kind=pl.lit(o.INSPECTION),
        area=pl.lit(o.OVERALL),
        judgement=judged,
    )
    return _finished(placed, o.SEND, o.AREA_SEND, "ofsted-send")


def youth_outcomes(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return outcomes of youth justice services, and the rows of no English council.

    A service that works for several councils has the same rows for each of them.
    """
    name = pl.col("la_name").str.strip_chars()
    is_joint = name.str.ends_with(_JOINT)
    plain = name.str.strip_suffix(_JOINT).str.to_lowercase()
    several = plain.replace_strict(
        {k: list(v) for k, v in _SERVICES.items()},
        default=None,
        return_dtype=pl.List(pl.String),
    )
    named = frame.with_columns(one=code_of(plain)).with_columns(
        authority=pl.coalesce(several, pl.concat_list("one")),
        published_on=day(pl.col("publication_date")),
        started_on=pl.lit(None, pl.Date),
        ended_on=pl.lit(None, pl.Date),
        report=pl.lit(None, pl.String),
        kind=pl.when(is_joint).then(pl.lit(o.JOINT)).otherwise(pl.lit(o.INSPECTION)),
    )
    rows = named.explode("authority")
    there = {a: c for a, c in _YOUTH_AREAS.items() if c in frame.columns}
    # An area without a cell was no part of that inspection; without an overall rating
    # the row could not be read.
    parts = [
        rows.filter(
            pl.col(column).is_not_null() | pl.lit(area == o.OVERALL)
        ).with_columns(area=pl.lit(area), judgement=o.judgement(pl.col(column)))
        for area, column in there.items()
    ]
    return _finished(pl.concat(parts), o.YOUTH, "", "hmip")


def _finished(
    placed: pl.DataFrame, regime: str, framework: str, source: str
) -> tuple[pl.DataFrame, list[int]]:
    is_lost = pl.col("authority").is_null() | pl.col("published_on").is_null()
    kept = placed.filter(~is_lost).with_columns(
        council=pl.lit(None, pl.String),
        regime=pl.lit(regime),
        framework=pl.lit(framework or None, pl.String),
        inspection=o.identity(regime, "authority", "published_on"),
        status=pl.when(pl.col("judgement").is_not_null())
        .then(pl.lit(o.JUDGED))
        .otherwise(pl.lit(o.NOT_READ)),
        theme=pl.lit(None, pl.String),
        source=pl.lit(source),
        edition=pl.col("published_on").max(),
    )
    lost = placed.filter(is_lost)[ROW].unique().sort().to_list()
    return kept.select(list(o.SCHEMA)).cast(o.SCHEMA), lost
