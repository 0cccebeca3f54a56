"""The payload of the department's API, version 1.0.1, as tables.

A payload is a JSON array of children, each with blocks and lists. Every list is a table
here, every block part of the table around it; fields keep their names, with the block's
in front where two would be alike. `row` is the place of the child in the array, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clearsight.shape import (
    Field,
    Naming,
    Table,
    code,
    day,
    key,
    named_by_key,
    number,
    text,
    yes_no,
)

VERSION = "1.0.1"
MOST_CHILDREN = 100


def child() -> Field:
    """Return the core identifier of the child, which every table repeats."""
    return key("Child's identifier: letters and digits, at most 20")


def episode() -> Field:
    """Return the episode that a row lies in."""
    return text("Id of the episode of care")


class Child(Table):
    """One row for each child. Names are not read."""

    la_child_id = child()
    mis_child_id = text("Supplier's identifier")
    purge = yes_no("Whether all about the child is to go")
    unique_pupil_number = text("Unique pupil number")
    former_unique_pupil_number = text("Unique pupil number before")
    unique_pupil_number_unknown_reason = code("Why there is none", "upn_unknown")
    date_of_birth = day("Date of birth")
    expected_date_of_birth = day("Expected date of birth of an unborn child")
    sex = code("Sex", "sex")
    ethnicity = code("Ethnicity, as the department's code", "ethnicity")
    disabilities = text("Codes of disabilities, parted by spaces")
    postcode = text("Postcode of the home")
    uasc_flag = yes_no("Whether an unaccompanied asylum-seeking child")
    uasc_end_date = day("Day on which that ended")
    child_details_purge = yes_no("Whether the personal details are to go")
    health_and_wellbeing_purge = yes_no("Whether health and wellbeing is to go")


class Sdq(Table):
    """One row for each strengths and difficulties questionnaire."""

    la_child_id = child()
    date = day("Day of the questionnaire")
    score = number("Score, 0 to 40")


class Episode(Table):
    """One row for each episode of care: a referral and what follows it."""

    la_child_id = child()
    social_care_episode_id = episode()
    referral_date = day("Day of the referral")
    referral_source = code("Who referred", "source")
    referral_no_further_action_flag = yes_no("Whether it led to no further action")
    closure_date = day("Day it was closed")
    closure_reason = code("Why it was closed", "cin_closure")
    purge = yes_no("Whether the episode is to go, with all in it")
    initial_decision_date = day("Decision that the child be placed for adoption")
    matched_date = day("Matched with adopters")
    placed_date = day("Placed with adopters")
    adoption_purge = yes_no("Whether what is said of adoption is to go")
    contact_date = day("Latest contact with a care leaver")
    activity = code("What a care leaver does", "activity")
    accommodation = code("Where a care leaver lives", "accommodation")
    care_leavers_purge = yes_no("Whether what is said of leaving care is to go")


class Worker(Table):
    """One row for each worker's time with the child in an episode."""

    la_child_id = child()
    social_care_episode_id = episode()
    worker_id = text("Social Work England number, or another id")
    start_date = day("First day")
    end_date = day("Last day")


class Assessment(Table):
    """One row for each child and family assessment."""

    la_child_id = child()
    social_care_episode_id = episode()
    child_and_family_assessment_id = text("Id of the assessment")
    start_date = day("Day it began")
    authorisation_date = day("Day it was authorised")
    factors = text("Codes of factors, parted by spaces")
    purge = yes_no("Whether it is to go")


class NeedPlan(Table):
    """One row for each child in need plan."""

    la_child_id = child()
    social_care_episode_id = episode()
    child_in_need_plan_id = text("Id of the plan")
    start_date = day("Day it began")
    end_date = day("Day it ended")
    purge = yes_no("Whether it is to go")


class Enquiry(Table):
    """One row for each section 47 enquiry."""

    la_child_id = child()
    social_care_episode_id = episode()
    section_47_assessment_id = text("Id of the enquiry")
    start_date = day("Day it began")
    icpc_required_flag = yes_no("Whether a conference was needed")
    icpc_date = day("Day of the conference")
    end_date = day("Day the enquiry ended")
    purge = yes_no("Whether it is to go")


class ProtectionPlan(Table):
    """One row for each child protection plan."""

    la_child_id = child()
    social_care_episode_id = episode()
    child_protection_plan_id = text("Id of the plan")
    start_date = day("Day it began")
    end_date = day("Day it ended")
    purge = yes_no("Whether it is to go")


class Placement(Table):
    """One row for each placement of a child, much as an episode of care."""

    la_child_id = child()
    social_care_episode_id = episode()
    child_looked_after_placement_id = text("Id of the placement")
    start_date = day("Day it began")
    start_reason = code("Why it began", "reason_for_new_episode")
    placement_type = code("Type of placement", "placement")
    postcode = text("Postcode of the placement")
    end_date = day("Day it ended")
    end_reason = code("Why it ended", "reason_ceased")
    change_reason = code("Why the placement changed", "reason_place_change")
    purge = yes_no("Whether it is to go")


TABLES: dict[str, type[Table]] = {
    table.__name__: table
    for table in (
        Child, Sdq, Episode, Worker, Assessment, NeedPlan, Enquiry, ProtectionPlan,
        Placement,
    )
}  # fmt: skip
NAMING: dict[str, Naming] = named_by_key(TABLES)


@dataclass(frozen=True)
class Node:
    """An object of the payload: its leaves, lists of codes, blocks and lists.

    `table` is that of which each such object is a row; a block has none, and its values
    go into the row around it. `leaves` maps property to column; so does `codes`, for
    arrays of codes. `row_id` is the property by which a list's items are told apart.
    """

    table: str = ""
    leaves: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, Node] = field(default_factory=dict)
    lists: Mapping[str, Node] = field(default_factory=dict)
    row_id: str = ""
    ignored: frozenset[str] = frozenset()


def _list(table: str, row_id: str = "", codes: tuple[str, ...] = ()) -> Node:
    above = {"la_child_id", "social_care_episode_id"}
    leaves = {n: n for n in TABLES[table].fields if n not in above and n not in codes}
    return Node(table, leaves, {n: n for n in codes}, row_id=row_id)


def _leaves(*names: str, **renamed: str) -> dict[str, str]:
    return {n: n for n in names} | renamed


_EPISODE = Node(
    table="Episode",
    row_id="social_care_episode_id",
    leaves=_leaves(
        "social_care_episode_id", "referral_date", "referral_source",
        "referral_no_further_action_flag", "closure_date", "closure_reason", "purge",
    ),
    lists={
        "care_worker_details": _list("Worker"),
        "child_and_family_assessments": _list(
            "Assessment", "child_and_family_assessment_id", ("factors",)
        ),
        "child_in_need_plans": _list("NeedPlan", "child_in_need_plan_id"),
        "section_47_assessments": _list("Enquiry", "section_47_assessment_id"),
        "child_protection_plans": _list("ProtectionPlan", "child_protection_plan_id"),
        "child_looked_after_placements": _list(
            "Placement", "child_looked_after_placement_id"
        ),
    },
    blocks={
        "adoption": Node(
            leaves=_leaves("initial_decision_date", "matched_date", "placed_date",
                           purge="adoption_purge"),
        ),
        "care_leavers": Node(
            leaves=_leaves("contact_date", "activity", "accommodation",
                           purge="care_leavers_purge"),
        ),
    },
)  # fmt: skip
LAYOUT = Node(
    table="Child",
    row_id="la_child_id",
    leaves=_leaves("la_child_id", "mis_child_id", "purge"),
    blocks={
        "child_details": Node(
            leaves=_leaves(
                "unique_pupil_number", "former_unique_pupil_number",
                "unique_pupil_number_unknown_reason", "date_of_birth",
                "expected_date_of_birth", "sex", "ethnicity", "postcode", "uasc_flag",
                "uasc_end_date", purge="child_details_purge",
            ),
            codes={"disabilities": "disabilities"},
            ignored=frozenset({"first_name", "surname"}),
        ),
        "health_and_wellbeing": Node(
            leaves={"purge": "health_and_wellbeing_purge"},
            lists={"sdq_assessments": _list("Sdq")},
        ),
    },
    lists={"social_care_episodes": _EPISODE},
)  # fmt: skip
