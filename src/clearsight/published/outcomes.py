"""The layout of inspection outcomes, and how what two sources say is put together.

One row for each area that an inspection judged, so that an inspection of five areas has
five rows; a visit, which judges nothing, has one with no area.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from clearsight.published.areas import council_name
from clearsight.published.sources import ranks

SCHEMA: Final = pl.Schema(
    {
        "authority": pl.String,
        "council": pl.String,
        "regime": pl.String,
        "framework": pl.String,
        "inspection": pl.String,
        "kind": pl.String,
        "started_on": pl.Date,
        "ended_on": pl.Date,
        "published_on": pl.Date,
        "area": pl.String,
        "judgement": pl.String,
        "status": pl.String,
        "theme": pl.String,
        "report": pl.String,
        "source": pl.String,
        "edition": pl.Date,
    }
)
KEY: Final = ("inspection", "area")

CHILDREN: Final = "children's services"
SEND: Final = "area SEND"
YOUTH: Final = "youth justice"
REGIMES: Final = (CHILDREN, SEND, YOUTH)

ILACS: Final = "ILACS"
BEFORE_ILACS: Final = "before ILACS"
AREA_SEND: Final = "since 2023"
JOINT: Final = "joint inspection"

JUDGED: Final = "judged"
NOT_YET: Final = "not judged then"
NO_LONGER: Final = "no longer given"
NOT_READ: Final = "not read"
VISIT: Final = "visit, nothing judged"

OVERALL: Final = "overall"
AREAS: Final = (
    OVERALL,
    "leaders",
    "help and protection",
    "children in care",
    "care leavers",
)
STANDARD: Final = "standard inspection"
SHORT: Final = "short inspection"
INSPECTION: Final = "inspection"
FOCUSED: Final = "focused visit"
MONITORING: Final = "monitoring visit"
VISITS: Final = (FOCUSED, MONITORING)

# The first ILACS inspections were made in January 2018; the last report of the kind
# before came out in August of that year.
_FIRST_ILACS: Final = pl.date(2018, 1, 1)
_ALL_ILACS: Final = pl.date(2018, 9, 1)


def merged(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each KEY: what was read of it by whoever is believed first.

    A judgement that was read comes before one that was not; then the publisher's own
    table before a program that read reports; then the newer edition. What the first
    leaves empty is taken from the next.
    """
    facts = [c for c in SCHEMA if c not in (*KEY, "judgement", "status", "source")]
    told = ["judgement", "status", "source"]
    ordered = (
        rows.join(ranks(), on="source", how="left")
        .with_columns(is_judged=pl.col("status") == JUDGED)
        .sort(
            "inspection",
            "area",
            "is_judged",
            "rank",
            "edition",
            descending=[False, False, True, False, True],
            nulls_last=True,
            maintain_order=True,
        )
    )
    # What the inspection as a whole was is told by any of its rows.
    whole = (
        ordered.sort("rank", "edition", descending=[False, True])
        .group_by("inspection")
        .agg(pl.col(c).drop_nulls().first() for c in facts)
    )
    each = ordered.group_by(KEY, maintain_order=True).agg(pl.col(told).first())
    found = each.join(whole, on="inspection", how="left").with_columns(
        council=council_name(pl.col("authority"), pl.col("council")),
        kind=pl.col("kind").fill_null(INSPECTION),
    )
    return in_order(_with_framework(found))


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows by council, regime, day and the order in which areas are told."""
    place = pl.col("area").replace_strict(
        {a: n for n, a in enumerate(AREAS)}, default=len(AREAS), return_dtype=pl.Int64
    )
    regime = pl.col("regime").cast(pl.Enum(REGIMES))
    return (
        rows.select(list(SCHEMA))
        .cast(SCHEMA)
        .sort("authority", regime, "published_on", "inspection", place, "area")
    )


def _with_framework(rows: pl.DataFrame) -> pl.DataFrame:
    since = (pl.col("started_on") >= _FIRST_ILACS) | (
        pl.col("published_on") >= _ALL_ILACS
    )
    told = (
        pl.when(pl.col("regime") != CHILDREN)
        .then("framework")
        .when(since.fill_null(value=False))
        .then(pl.lit(ILACS))
        .otherwise(pl.lit(BEFORE_ILACS))
    )
    return rows.with_columns(framework=told)


def identity(regime: str, authority: str, published_on: str) -> pl.Expr:
    """Return a stable name of an inspection: its regime, council and day of report."""
    short = {CHILDREN: "cs", SEND: "send", YOUTH: "yj"}[regime]
    return pl.concat_str(
        pl.lit(short),
        pl.col(authority),
        pl.col(published_on).dt.to_string("%Y-%m-%d"),
        separator="-",
    )


def judgement(cell: pl.Expr) -> pl.Expr:
    """Return a grade in the one way that we write it (null: no grade)."""
    text = cell.str.strip_chars().str.to_lowercase().str.strip_prefix("to ")
    grade = text.str.strip_suffix(" to be good")
    return pl.when(grade.is_in(list(GRADES))).then(grade)


GRADES: Final = ("outstanding", "good", "requires improvement", "inadequate")
