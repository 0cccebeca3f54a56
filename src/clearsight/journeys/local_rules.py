"""What each row of the oversight and staff extracts is in a child's journey.

A rule names the table of the record, the event, the day, and the kinds of spell in
which such an event may lie: the first kind of which one is open on the day is its
spell, the next one found lies around it. A rule with `own` begins a spell of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clearsight.journeys import events as e
from clearsight.journeys import keys as k
from clearsight.record import oversight_words as w

WORK = (e.PROTECTION_PLAN, e.CIN_PLAN, e.PRE_PROCEEDINGS, e.CARE, e.REFERRAL)
# An event lies in two spells at most: those that supervision is timed in come first.
SUPERVISED_IN = (
    e.PROTECTION_PLAN, e.CARE, e.CIN_PLAN, e.PRE_PROCEEDINGS, e.REFERRAL,
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One kind of event: rows of `thing` whose `code` is `said`, on the day `on`.

    `at` is the day by which its spell is looked for, if not the day itself; `own` the
    kind of the spell that it begins; `of` the kind of such a spell that it lies in.
    `flag` is a column that must not say no. Where `is_undated_kept`, what is known to
    have happened and not when is told without its day. `only` is a column that must
    say yes. What is `after` its spell lies in the latest that has ended, where none is
    open.
    """

    thing: str
    event: str
    on: str
    within: tuple[str, ...] = ()
    at: str = ""
    code: str = ""
    said: str = ""
    detail: str = ""
    own: str = ""
    of: str = ""
    flag: str = ""
    is_undated_kept: bool = False
    only: str = ""
    after: bool = False


# For each step: the kinds of spell it lies in, or the kind of spell that it begins
# ("+") or belongs to ("=") where no return tells of the thing.
STEP_LIES: Mapping[str, tuple[str, ...]] = {
    "CONTACT RED": ("+", k.SCREENING),
    "CONTACT AMBER": ("+", k.SCREENING),
    "CONTACT GREEN": ("+", k.SCREENING),
    "CONTACT SCREENED": ("=", k.SCREENING),
    "REFERRAL DECIDED": (e.REFERRAL,),
    "FIRST SEEN": (e.ASSESSMENT, e.REFERRAL),
    "ASSESSMENT REVIEWED": (e.ASSESSMENT, e.REFERRAL),
    "CORE GROUP": (e.PROTECTION_PLAN,),
    "CIN REVIEW": (e.CIN_PLAN,),
    "CIN PLAN CHALLENGED": (e.CIN_PLAN,),
    "PLAN CHALLENGED": (e.PROTECTION_PLAN,),
    "NEGLECT TOOL": (e.PROTECTION_PLAN, e.CIN_PLAN),
    "TRANSFER NOTIFIED": ("+", k.TRANSFER),
    "TRANSFER CONFERENCE": ("=", k.TRANSFER),
    "COURT REPORT DIRECTED": ("+", k.COURT_REPORT),
    "COURT REPORT DUE": ("=", k.COURT_REPORT),
    "COURT REPORT FILED": ("=", k.COURT_REPORT),
    "INCIDENT KNOWN": ("+", k.INCIDENT),
    "INCIDENT NOTIFIED": ("=", k.INCIDENT),
    "RAPID REVIEW": ("=", k.INCIDENT),
    "FOSTERING KNOWN": ("+", k.FOSTERING),
    "FOSTERING ENDED": ("=", k.FOSTERING),
    "LETTER SENT": (e.PRE_PROCEEDINGS,),
    "FIRST MEETING": (e.PRE_PROCEEDINGS,),
    "PRE PROCEEDINGS REVIEW": (e.PRE_PROCEEDINGS,),
    "FAMILY MEETING OFFERED": (e.PRE_PROCEEDINGS, e.PROTECTION_PLAN, e.REFERRAL),
    "FAMILY MEETING EXCEPTED": (e.PRE_PROCEEDINGS, e.PROTECTION_PLAN, e.REFERRAL),
    "COURT APPLIED": (e.PRE_PROCEEDINGS,),
    "COURT APPLICATION": ("+", k.PROCEEDINGS),
    "EMERGENCY ORDER TO": (e.LEGAL_STATUS,),
    "PROCEEDINGS TO": (e.LEGAL_STATUS,),
    "CASE MANAGEMENT HEARING": ("=", k.PROCEEDINGS),
    "PROCEEDINGS ENDED": ("=", k.PROCEEDINGS),
    "CARE PLAN": (e.CARE,),
    "PLACEMENT PLAN": (e.PLACEMENT, e.CARE),
    "PARENT ASSESSED": (e.PLACEMENT, e.CARE),
    "SECURE REVIEW": (e.PLACEMENT, e.CARE),
    "LIBERTY REVIEW": (k.LIBERTY, e.PLACEMENT, e.CARE),
    "REVIEW DECISIONS SENT": (e.CARE,),
    "REVIEW PREPARED": (e.CARE,),
    "CHALLENGE RAISED": ("+", k.CHALLENGE),
    "CHALLENGE ANSWERED": ("=", k.CHALLENGE),
    "PEP": (e.CARE,),
    "SCHOOL PLACE": (e.PLACEMENT, e.CARE),
    "MISSING MEETING": (e.MISSING, e.CARE),
    "PERMANENCE AGREED": (e.CARE,),
    "ADOPTION RECONSIDERED": (e.CARE,),
    "PANEL": (e.CARE,),
    "NEEDS ASSESSED": (e.CARE,),
    "ACCOMMODATION PROVIDED": ("+", k.MOVE),
    "HEALTH ASSESSED": (e.CARE,),
    "COMPLAINT PANEL": ("=", k.COMPLAINT),
    "SHORT BREAK REVIEW": (e.CARE,),
    "SCHOOL PLACE LOST": (e.CARE,),
    "ADOPTION PLANNED": (e.CARE,),
    "PATHWAY REVIEW": ("=", k.MOVE),
    "ADVICE ASKED": ("+", k.EHC_ADVICE),
    "ADVICE RECEIVED": ("=", k.EHC_ADVICE),
    "EHC DRAFT SENT": ("+", k.EHC_DRAFT),
    "EHC AMENDMENT SENT": ("+", k.EHC_DRAFT),
    "EHC FINAL SENT": ("=", k.EHC_DRAFT),
    "ADVOCATE OFFERED": WORK,
    "ADVOCATE TAKEN UP": WORK,
}
# The census counts the reviews and says that a meeting was offered, without the days.
UNDATED = ("PRE PROCEEDINGS REVIEW", "FAMILY MEETING OFFERED")
# An order begins within a placement, whose start may be named in place of its own: what
# is done about an order lies in the one that runs on the day.
BY_ITS_DAY = ("LIBERTY REVIEW",)
VISIT_LIES: Mapping[str, tuple[str, ...]] = {
    e.CIN_VISIT: (e.CIN_PLAN, e.REFERRAL),
    e.LEAVER_VISIT: ("=", k.MOVE),
    e.FOSTERING_VISIT: ("=", k.FOSTERING),
}
# As `record.visit` names them.
VISIT_KINDS = {
    "CIN visit": e.CIN_VISIT,
    "care leaver visit": e.LEAVER_VISIT,
    "private fostering visit": e.FOSTERING_VISIT,
}
DECISION_LIES: Mapping[str, tuple[str, ...]] = {
    "REFERRAL": (e.REFERRAL,),
    "ASSESSMENT": (e.ASSESSMENT, e.REFERRAL),
    "PERMANENCE": (e.CARE,),
    "ADOPTION": (e.CARE,),
    "LONG PLAN": (e.PROTECTION_PLAN,),
}
ROLE_LIES: Mapping[str, tuple[str, ...]] = {
    "REVIEWING OFFICER": (e.CARE,),
    "CONFERENCE CHAIR": (e.PROTECTION_PLAN,),
    "PERSONAL ADVISER": (e.CARE,),
}


def _lies(where: tuple[str, ...]) -> dict[str, str | tuple[str, ...]]:
    if where[0] == "+":
        return {"own": where[1]}
    return {"of": where[1]} if where[0] == "=" else {"within": where}


def _coded(
    thing: str,
    code: str,
    on: str,
    lies: Mapping[str, tuple[str, ...]],
    events: Mapping[str, str],
    at: str = "",
) -> list[Rule]:
    return [
        replace(
            Rule(thing, events[said], on, code=code, said=said, **_lies(where)),  # type: ignore[arg-type]
            at="" if said in BY_ITS_DAY else at,
            is_undated_kept=said in UNDATED,
        )
        for said, where in lies.items()
    ]


_PLACED = (e.PLACEMENT, e.CARE)
RULES: tuple[Rule, ...] = (
    Rule("supervision", e.SUPERVISED, "supervised_on", SUPERVISED_IN, detail="kind"),
    Rule("decision", e.MANAGER_DECIDED, "decided_on", WORK, detail="about"),
    Rule("decision", e.DIRECTION_GIVEN, "decided_on", code="kind", said="DIRECTION",
         own=k.DIRECTION, detail="about"),
    Rule("decision", e.DIRECTION_DONE, "done_on", code="kind", said="DIRECTION",
         of=k.DIRECTION, at="decided_on"),
    Rule("decision", e.CIN_PLAN_CHALLENGED, "decided_on", (e.CIN_PLAN,), code="about",
         said="LONG PLAN"),
    *_coded("decision", "about", "decided_on", DECISION_LIES, w.DECISIONS),
    Rule("return_interview", e.RETURN_INTERVIEW_OFFERED, "offered_on", (e.MISSING,),
         at="returned_on", flag="is_offered"),
    Rule("return_interview", e.RETURN_INTERVIEW, "held_on", (e.MISSING,),
         at="returned_on"),
    *_coded("notice", "told", "sent_on", dict.fromkeys(w.NOTICES, _PLACED), w.NOTICES,
            "placed_on"),
    *_coded("approval", "kind", "approved_on", dict.fromkeys(w.APPROVALS, _PLACED),
            w.APPROVALS, "placed_on"),
    Rule("approval", e.APPROVAL_ASKED, "asked_on", _PLACED, at="placed_on",
         detail="kind"),
    Rule("approval", e.CARER_TIME_LAPSES, "runs_to", _PLACED, at="placed_on",
         code="kind", said="CONNECTED PERSON EXTENDED"),
    Rule("approval", e.EMERGENCY_BEGAN, "placed_on", _PLACED, code="kind",
         said="EMERGENCY"),
    Rule("approval", e.UNASSESSED_HOME_BEGAN, "placed_on", _PLACED, code="kind",
         said="WITH PARENTS UNASSESSED"),
    Rule("complaint", e.COMPLAINT_RECEIVED, "received_on", own=k.COMPLAINT,
         detail="stage"),
    Rule("complaint", e.COMPLAINT_ANSWERED, "answered_on", of=k.COMPLAINT,
         at="received_on", detail="stage"),
    Rule("complaint", e.COMPLAINT_CLOSED, "closed_on", of=k.COMPLAINT,
         at="received_on", detail="stage"),
    Rule("complaint", e.COMPLAINT_BEGUN, "begun_on", of=k.COMPLAINT,
         at="received_on", detail="stage"),
    Rule("complaint", e.COMPLAINT_EXTENDED, "begun_on", of=k.COMPLAINT,
         at="received_on", detail="stage", only="is_extended"),
    Rule("complaint", e.COMPLAINT_TAKEN_ON, "taken_on", of=k.COMPLAINT,
         at="received_on", detail="stage"),
    Rule("step", e.RELEVANT_ASSESSED, "done_on", (e.CARE,), code="kind",
         said="NEEDS ASSESSED", after=True),
    *_coded("step", "kind", "done_on", STEP_LIES, w.STEPS, "of_on"),
    *(
        Rule("visit", event, "visited_on", code="kind", said=kind,
             **_lies(VISIT_LIES[event]))  # type: ignore[arg-type]
        for kind, event in VISIT_KINDS.items()
    ),
    *_coded("assignment", "role", "starts_on", ROLE_LIES, w.ROLES),
)  # fmt: skip
# Columns that `journeys.local` works out.
WORKED_OUT = ("begun_on", "taken_on")
TOLD = tuple(dict.fromkeys(rule.thing for rule in RULES if rule.thing != "visit"))
SOURCES = ("oversight", "staff", "ssd")
# Where each event would be looked for: of which spells silence says something.
LOOKED_FOR: dict[str, tuple[str, ...]] = {}
for _rule in RULES:
    LOOKED_FOR[_rule.event] = (*LOOKED_FOR.get(_rule.event, ()), *_rule.within)
# Told by the census and Annex A too: an extract of ours shows all of them.
LOOKED_FOR[e.PROTECTION_VISIT] = (e.PROTECTION_PLAN,)
LOOKED_FOR[e.CARE_VISIT] = (e.PLACEMENT,)
LOOKED_FOR[e.REVIEW_CONFERENCE] = (e.PROTECTION_PLAN,)
LOOKED_FOR[e.CARE_REVIEW] = (e.CARE,)
LOOKED_FOR[e.SEEN_ALONE] = (e.PROTECTION_PLAN,)
# Made of the steps by `journeys.before_court`.
LOOKED_FOR[e.PRE_PROCEEDINGS_ENDED] = (e.PRE_PROCEEDINGS,)
# Made of the rows of orders by `journeys.orders`.
LOOKED_FOR[e.SECURE_AUTHORISED] = (e.PLACEMENT,)
LOOKED_FOR[e.SECURE_ORDER_RENEWED] = (k.SECURE_ORDER,)
