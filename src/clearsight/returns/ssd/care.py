"""Being looked after, being missing and leaving care, as the dataset tells of them."""

from __future__ import annotations

import polars as pl

from clearsight.dates import APRIL
from clearsight.record import review as r
from clearsight.record import visit as v
from clearsight.record.health import DENTAL_CHECK, HEALTH_ASSESSMENT
from clearsight.returns.ssd import words
from clearsight.returns.ssd.given import Given
from clearsight.returns.ssd.need import visited

WHOSE = ["council", "child"]
UNMEASURED = 999.0  # miles: 999.9 stands for a distance that nobody knows


def episodes(given: Given) -> pl.DataFrame:
    """Return episodes of care, with the legal status and the placement in force.

    The dataset holds legal status and placement as spells of their own: the status is
    the one that was in force when the episode began, the placement the one that the
    episode names.
    """
    rows = given.rows(
        "ssd_cla_episodes",
        {
            "clae_person_id": "child",
            "clae_cla_placement_id": "placement",
            "clae_cla_episode_start_date": "starts_on",
            "clae_cla_episode_start_reason": "start_reason",
            "clae_cla_primary_need_code": "need",
            "clae_cla_episode_ceased_date": "ended_on",
            "clae_cla_episode_ceased_reason": "end_reason",
            "clae_entered_care_date": "entered_on",
        },
    )
    # The day on which the child came into care says as much as the reason does.
    entered = pl.when(pl.col("entered_on") == pl.col("starts_on")).then(pl.lit("S"))
    rows = rows.with_columns(start_reason=pl.coalesce("start_reason", entered))
    placed = given.rows(
        "ssd_cla_placement",
        {
            "clap_cla_placement_id": "placement",
            "clap_cla_placement_type": "place",
            "clap_cla_placement_provider": "place_provider",
            "clap_cla_placement_urn": "urn",
            "clap_cla_placement_change_reason": "place_change_reason",
            "clap_cla_placement_distance": "miles",
        },
    ).drop("source", "file", "row")
    known = pl.when(pl.col("miles") < UNMEASURED).then(pl.col("miles"))
    placed = placed.with_columns(known.alias("miles_from_home")).drop("miles")
    joined = rows.join(
        placed.unique(["council", "placement"], keep="first", maintain_order=True),
        on=["council", "placement"],
        how="left",
        maintain_order="left",
    )
    return _with_status(joined, given)


def _with_status(rows: pl.DataFrame, given: Given) -> pl.DataFrame:
    """Add the latest legal status that began by the episode's first day and lasted."""
    statuses = (
        given.rows(
            "ssd_legal_status",
            {
                "lega_person_id": "child",
                "lega_legal_status": "said",
                "lega_legal_status_start_date": "from_on",
                "lega_legal_status_end_date": "to_on",
            },
        )
        .filter(pl.col("from_on").is_not_null())
        .select(*WHOSE, "from_on", "to_on", legal_status=words.code_at_start("said"))
        .sort("from_on")
    )
    numbered = rows.with_row_index("at")
    dated = numbered.filter(pl.col("starts_on").is_not_null()).sort("starts_on")
    found = dated.join_asof(
        statuses,
        left_on="starts_on",
        right_on="from_on",
        by=WHOSE,
        strategy="backward",
        check_sortedness=False,
    )
    lasted = (pl.col("to_on") >= pl.col("starts_on")).fill_null(value=True)
    told = found.filter(lasted).select("at", "legal_status")
    return numbered.join(told, on="at", how="left", maintain_order="left").drop("at")


def reviews(given: Given) -> pl.DataFrame:
    """Return care reviews that were held.

    Whose they are stands in the row as deployed; in older tables the period of care
    says it.
    """
    columns = {
        "clar_cla_person_id": "child",
        "clar_cla_id": "period",
        "clar_cla_review_date": "held_on",
        "clar_cla_review_cancelled": "is_cancelled",
        "clar_cla_review_participation": "took_part",
    }
    whose = (
        given.rows(
            "ssd_cla_episodes", {"clae_person_id": "owner", "clae_cla_id": "period"}
        )
        .filter(pl.col("period").is_not_null())
        .unique(["council", "period"], keep="first", maintain_order=True)
        .select("council", "period", "owner")
    )
    rows = given.rows("ssd_cla_reviews", columns).join(
        whose, on=["council", "period"], how="left", maintain_order="left"
    )
    held = pl.col("held_on").is_not_null() & ~pl.col("is_cancelled").fill_null(
        value=False
    )
    return rows.filter(held).with_columns(
        child=pl.coalesce("child", "owner"),
        kind=pl.lit(r.CARE_REVIEW),
        is_latest_only=pl.lit(value=False),
    )


def visits(given: Given) -> pl.DataFrame:
    """Return visits to looked-after children."""
    rows = given.rows(
        "ssd_cla_visits",
        {
            "clav_person_id": "child",
            "clav_cla_visit_date": "visited_on",
            "clav_cla_visit_seen": "is_seen",
            "clav_cla_visit_seen_alone": "is_alone",
        },
    )
    return visited(rows, v.CARE_VISIT)


def missing(given: Given) -> pl.DataFrame:
    """Return each episode of being missing or away."""
    rows = given.rows(
        "ssd_missing",
        {
            "miss_person_id": "child",
            "miss_missing_episode_type": "said",
            "miss_missing_episode_start_date": "starts_on",
            "miss_missing_episode_end_date": "ended_on",
        },
    )
    return rows.with_columns(
        kind=pl.col("said").replace_strict(
            words.MISSING, default=pl.col("said"), return_dtype=pl.String
        )
    )


def interviews(given: Given) -> pl.DataFrame:
    """Return whether an interview was offered and accepted after each return."""
    rows = given.rows(
        "ssd_missing",
        {
            "miss_person_id": "child",
            "miss_missing_episode_start_date": "missing_from",
            "miss_missing_episode_end_date": "returned_on",
            "miss_missing_rhi_offered": "is_offered",
            "miss_missing_rhi_accepted": "is_accepted",
        },
    )
    said = pl.col("is_offered").is_not_null() | pl.col("is_accepted").is_not_null()
    return rows.filter(said)


def checks(given: Given) -> pl.DataFrame:
    """Return the days of health assessments and dental checks that were done."""
    rows = given.rows(
        "ssd_cla_health",
        {
            "clah_person_id": "child",
            "clah_health_check_type": "said",
            "clah_health_check_date": "done_on",
            "clah_health_check_status": "status",
        },
    )
    said, status = pl.col("said"), pl.col("status")
    kind = (
        pl.when(said.str.contains("(?i)dent"))
        .then(pl.lit(DENTAL_CHECK))
        .when(said.str.contains("(?i)assess|medical|rha|iha"))
        .then(pl.lit(HEALTH_ASSESSMENT))
    )
    not_done = status.str.contains("(?i)plan|refus|cancel").fill_null(value=False)
    return rows.with_columns(kind=kind, is_latest_only=pl.lit(value=False)).filter(
        pl.col("kind").is_not_null(), pl.col("done_on").is_not_null(), ~not_done
    )


def questionnaires(given: Given) -> pl.DataFrame:
    """Return each questionnaire that was scored, with its year."""
    rows = given.rows(
        "ssd_sdq_scores",
        {
            "csdq_person_id": "child",
            "csdq_sdq_completed_date": "on",
            "csdq_sdq_score": "score",
            "csdq_sdq_reason": "reason",
        },
    )
    on = pl.col("on")
    return rows.with_columns(
        year=on.dt.year() + (on.dt.month() >= APRIL).cast(pl.Int32),
        is_scored=pl.col("score").is_not_null(),
    )


def leavers(given: Given) -> pl.DataFrame:
    """Return what the dataset says of each care leaver now."""
    rows = given.rows(
        "ssd_care_leavers",
        {
            "clea_person_id": "child",
            "clea_care_leaver_eligibility": "category",
            "clea_care_leaver_in_touch": "in_touch",
            "clea_care_leaver_latest_contact": "contact_on",
            "clea_pathway_plan_review_date": "pathway_review_on",
            "clea_care_leaver_accommodation": "accommodation",
            "clea_care_leaver_accom_suitable": "suitability",
            "clea_care_leaver_activity": "activity",
        },
    )
    fit = pl.col("suitability")
    return rows.with_columns(
        suitability=fit.replace_strict(
            words.SUITABLE, default=fit, return_dtype=pl.String
        )
    )


def adoptions(given: Given) -> pl.DataFrame:
    """Return each way to adoption."""
    rows = given.rows(
        "ssd_permanence",
        {
            "perm_person_id": "child",
            "perm_adm_decision_date": "decided_on",
            "perm_placement_order_date": "placement_order_on",
            "perm_matched_date": "matched_on",
            "perm_placed_for_adoption_date": "placed_on",
            "perm_permanence_order_date": "ordered",
            "perm_permanence_order_type": "order",
            "perm_decision_reversed_date": "reversed_on",
            "perm_decision_reversed_reason": "reversal_reason",
        },
    )
    adopted = pl.col("order").str.contains("(?i)adopt").fill_null(value=True)
    return rows.with_columns(ordered_on=pl.when(adopted).then(pl.col("ordered")))
