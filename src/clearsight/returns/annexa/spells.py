"""Which columns of Lists 1 to 8 become which columns of the canonical record.

Lists 1 to 5 tell of events and can be gathered month on month; Lists 6 to 8 show each
child's latest spell. In both, a later extract tells of the same thing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spell:
    """How one list becomes one table of the record.

    `starts` is the pair of record column and field that, with the child, says which
    thing a row tells of. `columns` are further pairs taken as they are, `answers` coded
    yes or no, `constant` fixed text. `settled` are days that no later extract should
    change once they are given. Where `repeats`, one child may have several on one day.
    """

    table: str
    thing: str
    starts: tuple[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)
    settled: tuple[str, ...] = ()
    repeats: bool = False


_HELD_BY = {"team": "ALLOCATED_TEAM", "worker": "ALLOCATED_WORKER"}

SPELLS: tuple[Spell, ...] = (
    Spell(
        "List_1",
        "contact",
        starts=("contact_on", "DATE_OF_CONTACT"),
        columns={"contact_source": "CONTACT_SOURCE"},
        repeats=True,
    ),
    Spell(
        "List_2",
        "early_help",
        starts=("starts_on", "ASSESSMENT_START"),
        columns={"ended_on": "ASSESSMENT_COMPLETION", "organisation": "ORGANISATION"},
        settled=("ended_on",),
        repeats=True,
    ),
    Spell(
        "List_3",
        "referral",
        starts=("referred_on", "DATE_OF_REFERRAL"),
        columns={"referral_source": "REFERRAL_SOURCE", **_HELD_BY},
        answers={"is_no_further_action": "REFERRAL_NFA"},
        repeats=True,
    ),
    Spell(
        "List_4",
        "assessment",
        starts=("starts_on", "ASSESSMENT_START"),
        columns={"authorised_on": "DATE_OF_AUTHORISATION", **_HELD_BY},
        answers={
            "is_child_seen": "CHILD_SEEN",
            "is_support_required": "SUPPORT_REQUIRED",
        },
        settled=("authorised_on",),
        repeats=True,
    ),
    Spell(
        "List_5",
        "enquiry",
        starts=("starts_on", "STRATEGY_DISCUSSION"),
        columns={"conference_on": "DATE_OF_CONFERENCE", **_HELD_BY},
        answers={
            "is_conference_not_needed": "CONFERENCE_UNNECESSARY",
            "is_plan_made": "CONFERENCE_MADE_PLAN",
        },
        settled=("conference_on",),
        repeats=True,
    ),
    Spell(
        "List_6",
        "need",
        starts=("starts_on", "CIN_START"),
        columns={
            "ended_on": "CIN_CLOSURE",
            "closure_reason": "REASON_FOR_CLOSURE",
            "need": "PRIMARY_NEED",
            "status": "CASE_STATUS",
            **_HELD_BY,
        },
        settled=("ended_on",),
    ),
    Spell(
        "List_7",
        "plan",
        starts=("starts_on", "PLAN_START"),
        columns={
            "ended_on": "PLAN_END",
            "category_first": "INITIAL_CATEGORY",
            "category_latest": "LATEST_CATEGORY",
            "previous_plans": "PREVIOUS_PLANS",
        },
        constant={"kind": "child protection plan"},
        settled=("ended_on",),
    ),
    Spell(
        "List_8",
        "care_period",
        starts=("starts_on", "CARE_START"),
        columns={
            "ended_on": "CARE_END",
            "end_reason": "REASON_CEASED",
            "legal_status": "LEGAL_STATUS",
            "legal_status_from": "LEGAL_STATUS_START",
            "place": "PLACEMENT_TYPE",
            "place_provider": "PLACEMENT_PROVIDER",
            "placement_from": "PLACEMENT_START",
            "permanence_plan": "PERMANENCE_PLAN",
            "location": "PLACEMENT_LOCATION",
            "authority": "LA_OF_PLACEMENT",
            "times_missing": "MISSING_EPISODES",
        },
        answers={
            "is_interview_offered": "RETURN_INTERVIEW_OFFERED",
            "is_interview_accepted": "RETURN_INTERVIEW_ACCEPTED",
        },
        settled=("ended_on",),
    ),
)


# Lists that show one day alone: what earlier extracts said is a listing, about this.
LISTED: Mapping[str, str] = {"need": "need", "care_period": "period of care"}
LEAVER = "care leaver"


@dataclass(frozen=True)
class Latest:
    """A column that shows just the latest of something, and what it is the latest of.

    `shows` is the event as `journeys.events` names it, for what a source covers.
    """

    table: str
    field: str
    thing: str
    kind: str
    shows: str = ""
    alone: str = ""


LATEST: tuple[Latest, ...] = (
    Latest(
        "List_7",
        "DATE_OF_LAST_VISIT",
        "visit",
        "child protection visit",
        shows="child protection visit",
        alone="SEEN_ALONE",
    ),
    Latest(
        "List_8",
        "DATE_OF_LAST_VISIT",
        "visit",
        "looked-after visit",
        shows="looked-after visit",
    ),
    Latest("List_6", "DATE_LAST_SEEN", "visit", "child seen", shows="child seen"),
    Latest(
        "List_7",
        "LATEST_REVIEW_CONFERENCE",
        "meeting",
        "review conference",
        shows="review conference held",
    ),
    Latest(
        "List_8",
        "LATEST_REVIEW",
        "meeting",
        "looked-after review",
        shows="looked-after review",
    ),
    Latest(
        "List_8",
        "LAST_HEALTH_ASSESSMENT",
        "check",
        "health assessment",
        shows="health assessed",
    ),
    Latest("List_8", "LAST_DENTAL_CHECK", "check", "dental check", "teeth checked"),
)
# One day that shows two kinds of event, by the age of the child.
ALSO_SHOWS: Mapping[str, str] = {
    "health assessed": "health assessed, the next due before the fifth birthday",
}


@dataclass(frozen=True)
class Holder:
    """Whose name stands on a list, and on what: who holds the child's case there.

    `is_now`: the list names who has the child on the day of the extract. The others
    name who had the child when the thing was done, and repeat it for six months.
    """

    table: str
    about: str
    starts: str = ""
    ends: str = ""
    worker: str = "ALLOCATED_WORKER"
    role: str = "social worker"
    is_now: bool = False


HOLDERS: tuple[Holder, ...] = (
    Holder("List_3", "referral", "DATE_OF_REFERRAL"),
    Holder("List_4", "assessment", "ASSESSMENT_START", "DATE_OF_AUTHORISATION"),
    Holder("List_5", "enquiry", "STRATEGY_DISCUSSION"),
    Holder("List_6", "need", "CIN_START", "CIN_CLOSURE", is_now=True),
    Holder("List_7", "child protection plan", "PLAN_START", "PLAN_END", is_now=True),
    Holder("List_8", "period of care", "CARE_START", "CARE_END", is_now=True),
    Holder("List_9", "care leaver", is_now=True),
    Holder(
        "List_9",
        "care leaver",
        worker="PERSONAL_ADVISER",
        role="personal adviser",
        is_now=True,
    ),
)
