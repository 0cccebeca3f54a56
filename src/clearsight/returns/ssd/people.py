"""The children and the workers of the dataset."""

from __future__ import annotations

import polars as pl

from clearsight.returns.ssd import words
from clearsight.returns.ssd.given import Given

WHOSE = ["council", "child"]
# Roles of those who hold a child's case: the label changed between versions.
HOLDERS = r"(?i)^(cw|allocated case ?worker|social ?worker|case ?worker)$"
ADVISERS = r"(?i)^(pa|personal advis[eo]r)$"


def children(given: Given) -> pl.DataFrame:
    """Return one row for each person who is not only a mother."""
    people = given.rows(
        "ssd_person",
        {
            "pers_person_id": "child",
            "pers_dob": "born",
            "pers_expected_dob": "expected",
            "pers_death_date": "died_on",
            "pers_sex": "sex",
            "pers_ethnicity": "ethnicity",
        },
    )
    disabled = (
        given.rows(
            "ssd_disability",
            {"disa_person_id": "child", "disa_disability_code": "code"},
        )
        .filter(pl.col("code").is_not_null())
        .group_by(WHOSE)
        .agg(is_disabled=(pl.col("code") != "NONE").any())
    )
    seeking = (
        given.rows(
            "ssd_immigration_status",
            {"immi_person_id": "child", "immi_immigration_status": "status"},
        )
        .filter(pl.col("status").is_not_null())
        .group_by(WHOSE)
        .agg(is_asylum_seeker=pl.col("status").str.contains(words.SEEKING).any())
    )
    born, expected = pl.col("born"), pl.col("expected")
    return (
        people.join(disabled, on=WHOSE, how="left", maintain_order="left")
        .join(seeking, on=WHOSE, how="left", maintain_order="left")
        .with_columns(
            birth_on=pl.coalesce(born, expected),
            is_unborn=born.is_null() & expected.is_not_null(),
        )
    )


def identifiers(given: Given) -> pl.DataFrame:
    """Return numbers by which children are known elsewhere; nobody confirmed them."""
    columns = {
        "pers_person_id": "child", "pers_upn": "UPN", "pers_legacy_id": "SSD",
    }  # fmt: skip
    people = given.rows("ssd_person", columns)
    stated = [
        people.filter(pl.col(kind).is_not_null()).select(
            "council", "source", "file", "row", "child",
            kind=pl.lit(kind), value=pl.col(kind),
        )
        for kind in ("UPN", "SSD")
    ]  # fmt: skip
    linked = given.rows(
        "ssd_linked_identifiers",
        {
            "link_person_id": "child",
            "link_identifier_type": "kind",
            "link_identifier_value": "value",
            "link_valid_from_date": "valid_from",
            "link_valid_to_date": "valid_to",
        },
    )
    return pl.concat([*stated, linked], how="diagonal")


def _workers(given: Given) -> pl.DataFrame:
    return given.rows(
        "ssd_professionals",
        {
            "prof_professional_id": "worker",
            "prof_staff_id": "staff",
            "prof_social_worker_registration_no": "registration",
            "prof_professional_department": "team_name",
            "prof_full_time_equivalency": "fte",
            "prof_agency_worker_flag": "is_agency",
        },
    )


def staff(given: Given) -> pl.DataFrame:
    """Return the workers. Counts of cases on 30 September are not carried over."""
    return _workers(given).with_columns(system=pl.lit("ssd"))


def involvements(given: Given) -> pl.DataFrame:
    """Return who held a child's case, and when, by registration number where known."""
    columns = {
        "invo_person_id": "child",
        "invo_referral_id": "referral_key",
        "invo_professional_id": "id",
        "invo_professional_role_id": "said",
        "invo_professional_team": "team",
        "invo_involvement_start_date": "starts_on",
        "invo_involvement_end_date": "ended_on",
        "invo_worker_change_reason": "reason",
    }
    rows = given.rows("ssd_involvements", columns)
    numbers = _workers(given).select("council", "registration", id="worker")
    role = (
        pl.when(pl.col("said").str.contains(HOLDERS))
        .then(pl.lit("social worker"))
        .when(pl.col("said").str.contains(ADVISERS))
        .then(pl.lit("personal adviser"))
        .otherwise(pl.col("said"))
    )
    named = rows.join(
        numbers.unique(["council", "id"]),
        on=["council", "id"],
        how="left",
        maintain_order="left",
    )
    held = named.with_columns(worker=pl.coalesce("registration", "id"), role=role)
    # Anybody else's part in a child's life is no holding of the case.
    return held.filter(pl.col("role").is_in(["social worker", "personal adviser"]))
