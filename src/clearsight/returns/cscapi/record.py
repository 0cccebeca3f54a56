"""From payloads of the department's API to the canonical record.

Several payloads are one state, as `state` builds it up. Postcodes are not carried over.
A placement of the payload is an episode of care without its legal status; the same
adoption and care-leaver block stands in every episode of a child, and is told once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.dates import APRIL
from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS
from clearsight.record.plan import CIN_PLAN, PROTECTION_PLAN
from clearsight.record.thing import ORIGIN
from clearsight.returns.cscapi.coverage import coverage
from clearsight.returns.cscapi.state import standing
from clearsight.returns.tables import in_order

KEY = "cscapi"
WHOSE = ["council", "child"]
SPELL: dict[str, str] = {"start_date": "starts_on", "end_date": "ended_on"}
IN_EPISODE: dict[str, str] = {
    "la_child_id": "child", "social_care_episode_id": "referral_key",
}  # fmt: skip


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the tables of the record that the payloads of each council come to."""
    ours = standing(files)
    children = _rows(ours, "Child", {
        "la_child_id": "child", "date_of_birth": "born",
        "expected_date_of_birth": "expected", "sex": "sex", "ethnicity": "ethnicity",
        "disabilities": "codes", "uasc_flag": "is_asylum_seeker",
    })  # fmt: skip
    born, codes = pl.col("born"), pl.col("codes")
    found = {
        "child": children.with_columns(
            birth_on=pl.coalesce(born, "expected"),
            is_unborn=born.is_null() & pl.col("expected").is_not_null(),
            is_disabled=codes.str.strip_chars() != "NONE",
        ),
        "identifier": _identifiers(ours),
        "referral": _rows(ours, "Episode", IN_EPISODE | {
            "referral_date": "referred_on", "referral_source": "referral_source",
            "referral_no_further_action_flag": "is_no_further_action",
            "closure_date": "closed_on", "closure_reason": "closure_reason",
        }),
        "assessment": _rows(ours, "Assessment", IN_EPISODE | {
            "start_date": "starts_on", "authorisation_date": "authorised_on",
            "factors": "factors",
        }),
        "enquiry": _rows(ours, "Enquiry", IN_EPISODE | {
            "start_date": "starts_on", "icpc_required_flag": "is_needed",
            "icpc_date": "conference_on", "end_date": "ended_on",
        }).with_columns(is_conference_not_needed=~pl.col("is_needed")),
        "plan": _plans(ours),
        "care_episode": _rows(ours, "Placement", {
            "la_child_id": "child", "start_date": "starts_on",
            "start_reason": "start_reason", "placement_type": "place",
            "end_date": "ended_on", "end_reason": "end_reason",
            "change_reason": "place_change_reason",
        }),
        "involvement": _rows(ours, "Worker", {
            **IN_EPISODE, "worker_id": "worker", **SPELL,
        }).with_columns(role=pl.lit("social worker")),
        "questionnaire": _questionnaires(ours),
        "adoption": _once(ours, {
            "initial_decision_date": "decided_on", "matched_date": "matched_on",
            "placed_date": "placed_on",
        }),
        "leaver": _once(ours, {
            "contact_date": "contact_on", "activity": "activity",
            "accommodation": "accommodation",
        }),
        "coverage": coverage(in_order(files, KEY)),
    }  # fmt: skip
    return {name: THINGS[name].conform(frame) for name, frame in found.items()}


def _rows(
    tables: Mapping[str, pl.DataFrame], table: str, columns: Mapping[str, str]
) -> pl.DataFrame:
    """Return one table, its fields under names of the record."""
    return tables[table].select(
        *(name for name in ORIGIN if name != "child"),
        *(pl.col(given).alias(name) for given, name in columns.items()),
    )


def _identifiers(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    columns = {
        "la_child_id": "child", "unique_pupil_number": "UPN",
        "former_unique_pupil_number": "FORMER UPN", "mis_child_id": "SSD",
    }  # fmt: skip
    rows = _rows(tables, "Child", columns)
    return rows.unpivot(
        on=["UPN", "FORMER UPN", "SSD"],
        index=["council", "source", "file", "row", "child"],
        variable_name="kind",
        value_name="value",
    ).filter(pl.col("value").is_not_null())


def _questionnaires(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    columns = {"la_child_id": "child", "date": "on", "score": "score"}
    on = pl.col("on")
    return _rows(tables, "Sdq", columns).with_columns(
        year=on.dt.year() + (on.dt.month() >= APRIL).cast(pl.Int32),
        is_scored=pl.col("score").is_not_null(),
    )


def _plans(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    kinds = (
        ("NeedPlan", "child_in_need_plan_id", CIN_PLAN),
        ("ProtectionPlan", "child_protection_plan_id", PROTECTION_PLAN),
    )
    return pl.concat(
        [
            _rows(
                tables, table, IN_EPISODE | SPELL | {row_id: "plan_key"}
            ).with_columns(kind=pl.lit(kind))
            for table, row_id, kind in kinds
        ]
    )


def _once(
    tables: Mapping[str, pl.DataFrame], columns: Mapping[str, str]
) -> pl.DataFrame:
    """Return what stands in a block of episodes, once for each child that has any."""
    rows = _rows(tables, "Episode", {"la_child_id": "child", **columns})
    said = list(columns.values())
    any_said = pl.any_horizontal(pl.col(c).is_not_null() for c in said)
    return rows.filter(any_said).unique(
        [*WHOSE, *said], keep="first", maintain_order=True
    )
