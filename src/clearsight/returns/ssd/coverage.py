"""What a dataset could have shown: each kind of event, from the tables that are there.

A table that is not in the folder, or has no rows, says nothing; nor does a column that
is not in its table. What stands in the row of the start (an end, a closure) is known of
every row. What has rows of its own is known from the first of them on: the dataset
holds six years, and may hold fewer.
"""

from __future__ import annotations

import polars as pl

from clearsight.record import Coverage
from clearsight.record.health import DENTAL_CHECK
from clearsight.returns.ssd import care
from clearsight.returns.ssd.given import Given

# (table, day, events as `journeys.events` names them; a test holds the words together)
SHOWS: tuple[tuple[str, str, str], ...] = (
    ("ssd_cin_visits", "cinv_cin_visit_date", "CIN visit"),
    ("ssd_cp_visits", "cppv_cp_visit_date", "child protection visit"),
    ("ssd_cla_visits", "clav_cla_visit_date", "looked-after visit"),
    ("ssd_cp_reviews", "cppr_cp_review_date", "review conference held"),
    ("ssd_cla_reviews", "clar_cla_review_date", "looked-after review"),
    ("ssd_cin_assessments", "cina_assessment_auth_date", "assessment authorised"),
    ("ssd_initial_cp_conference", "icpc_icpc_date", "initial conference held"),
)
# (table, day of the start, column of the end, event): known of every row that has both.
IN_ROW: tuple[tuple[str, str, str, str], ...] = (
    ("ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date",
     "CIN plan ended"),
    ("ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date",
     "child protection plan ended"),
    ("ssd_pre_proceedings", "prep_pre_pro_decision_date",
     "prep_agree_stepdown_issue_date", "pre-proceedings ended"),
    ("ssd_cin_episodes", "cine_referral_date", "cine_close_date", "referral closed"),
    ("ssd_cin_episodes", "cine_referral_date", "cine_referral_nfa",
     "referral ended in no further action"),
    ("ssd_cla_episodes", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date",
     "ceased to be looked after"),
    ("ssd_cla_episodes", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date",
     "placement ended"),
    ("ssd_legal_status", "lega_legal_status_start_date", "lega_legal_status_end_date",
     "legal status ended"),
)  # fmt: skip
# The same, only where the column is ever filled: a blank one was never recorded.
ANSWERED: tuple[tuple[str, str, str], ...] = (
    ("ssd_s47_enquiry", "s47e_s47_nfa", "conference judged not needed"),
    ("ssd_s47_enquiry", "s47e_s47_outcome_json", "conference judged not needed"),
    ("ssd_s47_enquiry", "s47e_s47_end_date", "section 47 enquiry ended"),
    ("ssd_cin_assessments", "cina_assessment_child_seen",
     "child first seen in the assessment"),
)  # fmt: skip
# The latest of each young person, and no earlier one.
LATEST: tuple[tuple[str, str, str], ...] = (
    ("ssd_care_leavers", "clea_pathway_plan_review_date", "pathway plan reviewed"),
    ("ssd_care_leavers", "clea_care_leaver_latest_contact", "care leaver in contact"),
)
HEALTH = ("health assessed", "health assessed, the next due before the fifth birthday")
DENTAL = ("teeth checked",)
ALONE = "seen alone on a child protection visit"
KEY = ["council", "source", "file"]


def coverage(given: Given) -> pl.DataFrame:
    """Return the rows of `record.Coverage`."""
    found = [
        *(_from_first(given.rows(t, {day: "on"}), event) for t, day, event in SHOWS),
        *(_in_row(given, *each) for each in IN_ROW),
        *(_answered(given, *each) for each in ANSWERED),
        *(
            _answered(given, *each).with_columns(is_latest_only=pl.lit(value=True))
            for each in LATEST
        ),
        *_checked(given),
        _alone(given),
    ]
    every = pl.concat([f.select(*KEY, *OWN) for f in found])
    return Coverage.conform(every.unique().sort("council", "shows", "file"))


OWN = ("shows", "known_from", "is_latest_only")


def _from_first(rows: pl.DataFrame, event: str) -> pl.DataFrame:
    """Say that it is known from the first day of `on`."""
    return (
        rows.filter(pl.col("on").is_not_null())
        .group_by(KEY)
        .agg(known_from=pl.col("on").min())
        .with_columns(shows=pl.lit(event), is_latest_only=pl.lit(value=False))
    )


def _always(rows: pl.DataFrame, event: str) -> pl.DataFrame:
    return (
        rows.select(KEY)
        .unique()
        .with_columns(
            shows=pl.lit(event),
            known_from=pl.lit(None, pl.Date),
            is_latest_only=pl.lit(value=False),
        )
    )


def _in_row(given: Given, table: str, start: str, end: str, event: str) -> pl.DataFrame:
    begun = given.rows(table, {start: "on"}).filter(pl.col("on").is_not_null())
    return _always(begun.filter(pl.col("file").is_in(given.with_column(table, end))),
                   event)  # fmt: skip


def _answered(given: Given, table: str, column: str, event: str) -> pl.DataFrame:
    rows = given.rows(table, {column: "said"})
    return _always(rows.filter(pl.col("said").is_not_null()), event)


def _checked(given: Given) -> list[pl.DataFrame]:
    done = care.checks(given).with_columns(on=pl.col("done_on"))
    is_dental = pl.col("kind") == DENTAL_CHECK
    return [
        *(_from_first(done.filter(~is_dental), event) for event in HEALTH),
        *(_from_first(done.filter(is_dental), event) for event in DENTAL),
    ]


def _alone(given: Given) -> pl.DataFrame:
    """Say from which visit on it is told whether the child was seen alone."""
    columns = {"cppv_cp_visit_date": "on", "cppv_cp_visit_seen_alone": "said"}
    rows = given.rows("ssd_cp_visits", columns)
    return _from_first(rows.filter(pl.col("said").is_not_null()), ALONE)
