"""What a dataset could have shown: every visit and review that its six years hold."""

from __future__ import annotations

import polars as pl

from clearsight.record import Coverage
from clearsight.returns.ssd.given import Given

# (table, day, events as `journeys.events` names them; a test holds the words together)
SHOWS: tuple[tuple[str, str, str], ...] = (
    ("ssd_cin_visits", "cinv_cin_visit_date", "CIN visit"),
    ("ssd_cp_visits", "cppv_cp_visit_date", "child protection visit"),
    ("ssd_cla_visits", "clav_cla_visit_date", "looked-after visit"),
    ("ssd_cp_reviews", "cppr_cp_review_date", "review conference held"),
    ("ssd_cla_reviews", "clar_cla_review_date", "looked-after review"),
)


def coverage(given: Given) -> pl.DataFrame:
    """Return the rows of `record.Coverage`: each kind, from its first day on."""
    found = [
        given.rows(table, {day: "on"})
        .filter(pl.col("on").is_not_null())
        .group_by("council", "source", "file")
        .agg(known_from=pl.col("on").min())
        .with_columns(shows=pl.lit(event), is_latest_only=pl.lit(value=False))
        for table, day, event in SHOWS
    ]
    return Coverage.conform(pl.concat(found).sort("council", "shows", "file"))
