"""The front door, need and protection, as the dataset tells of them."""

from __future__ import annotations

import polars as pl

from clearsight.record import plan as p
from clearsight.record import review as r
from clearsight.record import visit as v
from clearsight.returns.ssd import words
from clearsight.returns.ssd.given import Given


def contacts(given: Given) -> pl.DataFrame:
    """Return each contact with its source."""
    return given.rows(
        "ssd_contacts",
        {
            "cont_person_id": "child",
            "cont_contact_date": "contact_on",
            "cont_contact_source_code": "contact_source",
        },
    )


def early_help(given: Given) -> pl.DataFrame:
    """Return each stretch of early help."""
    return given.rows(
        "ssd_early_help_episodes",
        {
            "earl_person_id": "child",
            "earl_episode_start_date": "starts_on",
            "earl_episode_end_date": "ended_on",
            "earl_episode_organisation": "organisation",
        },
    )


def referrals(given: Given) -> pl.DataFrame:
    """Return each referral, with the id that ties the rest of the pathway to it."""
    return given.rows(
        "ssd_cin_episodes",
        {
            "cine_person_id": "child",
            "cine_referral_id": "referral_key",
            "cine_referral_date": "referred_on",
            "cine_referral_source_code": "referral_source",
            "cine_cin_primary_need_code": "need",
            "cine_close_date": "closed_on",
            "cine_close_reason": "closure_reason",
            "cine_referral_nfa": "is_no_further_action",
            "cine_referral_team": "team",
            "cine_referral_worker_id": "worker",
        },
    )


def assessments(given: Given) -> pl.DataFrame:
    """Return each assessment, with the factors that were found."""
    rows = given.rows(
        "ssd_cin_assessments",
        {
            "cina_person_id": "child",
            "cina_assessment_id": "id",
            "cina_referral_id": "referral_key",
            "cina_assessment_start_date": "starts_on",
            "cina_assessment_auth_date": "authorised_on",
            "cina_assessment_child_seen": "is_child_seen",
            "cina_assessment_outcome_nfa": "is_nfa",
            "cina_assessment_team": "team",
            "cina_assessment_worker_id": "worker",
        },
    )
    found = (
        given.rows(
            "ssd_assessment_factors",
            {
                "cinf_assessment_id": "id",
                "cinf_assessment_factors_json": "json",
            },
        )
        .with_columns(factors=words.factors("json"))
        .filter(pl.col("factors") != "")
        .group_by("council", "id")
        .agg(pl.col("factors").first())
    )
    return rows.join(
        found, on=["council", "id"], how="left", maintain_order="left"
    ).with_columns(is_support_required=~pl.col("is_nfa"))


def _conferences(given: Given) -> pl.DataFrame:
    return given.rows(
        "ssd_initial_cp_conference",
        {
            "icpc_person_id": "child",
            "icpc_s47_enquiry_id": "enquiry",
            "icpc_referral_id": "referral_key",
            "icpc_icpc_date": "held_on",
            "icpc_icpc_outcome_cp_flag": "is_plan_made",
        },
    )


def enquiries(given: Given) -> pl.DataFrame:
    """Return each section 47 enquiry, with the conference that followed.

    A conference was judged not to be needed where the outcome says no further action;
    the outcome's JSON is looked at for the flag of a conference first. That there was
    more to do does not say that it was a conference: one was needed where the flag
    says so, or where it has a row, held yet or not. Else that is unknown.
    """
    rows = given.rows(
        "ssd_s47_enquiry",
        {
            "s47e_person_id": "child",
            "s47e_s47_enquiry_id": "enquiry",
            "s47e_referral_id": "referral_key",
            "s47e_s47_start_date": "starts_on",
            "s47e_s47_end_date": "ended_on",
            "s47e_s47_nfa": "is_nfa",
            "s47e_s47_outcome_json": "json",
            "s47e_s47_completed_by_team": "team",
            "s47e_s47_completed_by_worker_id": "worker",
        },
    )
    held = (
        _conferences(given)
        .filter(pl.col("enquiry").is_not_null())
        .group_by("council", "enquiry")
        .agg(
            conference_on=pl.col("held_on").min(),
            is_plan_made=pl.col("is_plan_made").any(),
            is_listed=pl.lit(value=True),
        )
    )
    asked = words.says("json", "conference")
    return rows.join(
        held, on=["council", "enquiry"], how="left", maintain_order="left"
    ).with_columns(
        is_conference_not_needed=pl.coalesce(
            ~asked, pl.when(pl.col("is_nfa")).then(True), ~pl.col("is_listed")
        )
    )


def plans(given: Given) -> pl.DataFrame:
    """Return plans of children in need, protection plans, and pre-proceedings."""
    need = given.rows(
        "ssd_cin_plans",
        {
            "cinp_person_id": "child",
            "cinp_referral_id": "referral_key",
            "cinp_cin_plan_id": "plan_key",
            "cinp_cin_plan_start_date": "starts_on",
            "cinp_cin_plan_end_date": "ended_on",
        },
    )
    protection = given.rows(
        "ssd_cp_plans",
        {
            "cppl_person_id": "child",
            "cppl_referral_id": "referral_key",
            "cppl_cp_plan_id": "plan_key",
            "cppl_cp_plan_start_date": "starts_on",
            "cppl_cp_plan_end_date": "ended_on",
            "cppl_cp_plan_initial_category": "category_first",
            "cppl_cp_plan_latest_category": "category_latest",
        },
    ).with_columns(
        words.abuse("category_first").alias("category_first"),
        words.abuse("category_latest").alias("category_latest"),
    )
    court = given.rows(
        "ssd_pre_proceedings",
        {
            "prep_person_id": "child",
            "prep_pre_pro_decision_date": "starts_on",
            "prep_agree_stepdown_issue_date": "ended_on",
            "prep_pre_pro_outcome": "outcome",
        },
    )
    kinds = (
        (need, p.CIN_PLAN),
        (protection, p.PROTECTION_PLAN),
        (court, p.PRE_PROCEEDINGS),
    )
    return pl.concat(
        [rows.with_columns(kind=pl.lit(kind)) for rows, kind in kinds], how="diagonal"
    )


def steps(given: Given) -> pl.DataFrame:
    """Return the dated steps of pre-proceedings that are no start and no end."""
    columns = {
        "prep_pre_pro_letter_date": "LETTER SENT",
        "prep_initial_pre_pro_meeting_date": "FIRST MEETING",
    }
    whose = {"prep_person_id": "child", "prep_pre_pro_decision_date": "of_on"}
    rows = given.rows("ssd_pre_proceedings", {**whose, **columns})
    return rows.unpivot(
        on=list(columns.values()),
        index=["council", "source", "file", "row", *whose.values()],
        variable_name="kind",
        value_name="done_on",
    ).filter(pl.col("done_on").is_not_null())


def conferences(given: Given) -> pl.DataFrame:
    """Return review conferences, and initial ones that no enquiry led to."""
    first = (
        _conferences(given)
        .filter(pl.col("enquiry").is_null(), pl.col("held_on").is_not_null())
        .with_columns(kind=pl.lit(r.INITIAL_CONFERENCE))
    )
    later = given.rows(
        "ssd_cp_reviews",
        {
            "cppr_person_id": "child",
            "cppr_cp_plan_id": "plan_key",
            "cppr_cp_review_date": "held_on",
            "cppr_cp_review_participation": "took_part",
        },
    ).filter(pl.col("held_on").is_not_null())
    found = [first, later.with_columns(kind=pl.lit(r.REVIEW_CONFERENCE))]
    return pl.concat(found, how="diagonal").with_columns(
        is_latest_only=pl.lit(value=False)
    )


def visits(given: Given) -> pl.DataFrame:
    """Return visits to children in need, and those under protection plans."""
    need = given.rows(
        "ssd_cin_visits",
        {
            "cinv_person_id": "child",
            "cinv_cin_visit_date": "visited_on",
            "cinv_cin_visit_seen": "is_seen",
            "cinv_cin_visit_seen_alone": "is_alone",
            "cinv_cin_visit_bedroom": "is_bedroom_seen",
        },
    )
    protection = given.rows(
        "ssd_cp_visits",
        {
            "cppv_person_id": "child",
            "cppv_cp_visit_date": "visited_on",
            "cppv_cp_visit_seen": "is_seen",
            "cppv_cp_visit_seen_alone": "is_alone",
            "cppv_cp_visit_bedroom": "is_bedroom_seen",
        },
    )
    return pl.concat(
        [visited(need, v.CIN_VISIT), visited(protection, v.PROTECTION_VISIT)]
    )


def visited(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Name the kind of visits; a call at which the child was not seen is none."""
    not_seen = (~pl.col("is_seen")).fill_null(value=False)
    named = pl.when(not_seen).then(pl.lit(v.NOT_SEEN)).otherwise(pl.lit(kind))
    return rows.with_columns(kind=named, is_latest_only=pl.lit(value=False))
