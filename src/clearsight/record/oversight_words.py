"""What the codes of the oversight extract mean as events of a child's journey.

Kept below both: `returns` says by these which events an extract could have shown, and
`journeys` writes them. A test holds them to the words of `journeys.events`.
"""

from collections.abc import Mapping

SUPERVISED = "supervision held"
DECIDED = "management decision recorded"
DIRECTED = "direction given"
DIRECTION_DONE = "direction carried out"
INTERVIEW_OFFERED = "return interview offered"
INTERVIEW_HELD = "return interview held"
COMPLAINED = "complaint received"
COMPLAINT_ANSWERED = "complaint answered"
COMPLAINT_CLOSED = "complaint closed without an answer"
COMPLAINT_EXTENDED = "more time agreed for a complaint"
COMPLAINT_TAKEN_ON = "complaint taken to the next stage"
APPROVAL_ASKED = "approval of the placement asked for"
# What a row of an order tells beside that it was made.
SECURE_ORDERS: Mapping[str, str] = {
    "SECURE ORDER": "in secure accommodation by a court's authority"
}
RENEWALS: Mapping[str, str] = {"SECURE ORDER": "secure order followed by another"}

VISITS: Mapping[str, str] = {
    "CP": "child protection visit",
    "CLA": "looked-after visit",
    "CIN": "CIN visit",
    "LEAVER": "care leaver visited",
    "PRIVATE FOSTERING": "private fostering visit",
    "ASSESSMENT": "child seen",
}
DECISIONS: Mapping[str, str] = {
    "REFERRAL": "decision on a referral",
    "ASSESSMENT": "manager's review of an assessment",
    "PERMANENCE": "permanence plan agreed",
    "ADOPTION": "decided that the child should be placed for adoption",
    "LONG PLAN": "senior review of a long child protection plan",
}
NOTICES: Mapping[str, str] = {
    "HOST COUNCIL": "host council told of the placement",
    "HEALTH": "health told of the placement",
    "EDUCATION": "others told of the placement",
    "PARENTS": "others told of the placement",
    "IRO": "others told of the placement",
    "YOUTH JUSTICE": "others told of the placement",
    "OTHER": "others told of the placement",
}
APPROVALS: Mapping[str, str] = {
    "DISTANT": "director's approval of the placement",
    "CONNECTED PERSON": "connected person approved for a time",
    "CONNECTED PERSON FULL": "connected person approved as a foster carer",
    "CONNECTED PERSON EXTENDED": "more time given to approve a connected person",
    "EMERGENCY": "emergency foster placement approved",
    "WITH PARENTS": "placement with parents approved",
    "SECURE": "secure placement approved",
    "UNREGISTERED": "unregistered setting approved",
    "WITH PARENTS UNASSESSED": "placement with parents approved",
    "TERMS CHANGED": "foster carer's terms changed to fit",
    "SECURE ORDER": "secure order made",
    "LIBERTY ORDER": "court allowed a child to be deprived of liberty",
    "DEPRIVATION OF LIBERTY": "asking a court to deprive of liberty approved",
}
STEPS: Mapping[str, str] = {
    "CONTACT RED": "contact rated red",
    "CONTACT AMBER": "contact rated amber",
    "CONTACT GREEN": "contact rated green",
    "CONTACT SCREENED": "contact screened",
    "REFERRAL DECIDED": "decision on a referral",
    "FIRST SEEN": "child first seen in the assessment",
    "ASSESSMENT REVIEWED": "manager's review of an assessment",
    "CORE GROUP": "core group held",
    "CIN REVIEW": "CIN plan reviewed",
    "CIN PLAN CHALLENGED": "senior review of a long CIN plan",
    "PLAN CHALLENGED": "senior review of a long child protection plan",
    "NEGLECT TOOL": "neglect tool completed",
    "TRANSFER NOTIFIED": "told of a child on a plan who moved in",
    "TRANSFER CONFERENCE": "transfer-in conference held",
    "COURT REPORT DIRECTED": "court directed a report",
    "COURT REPORT DUE": "day set by the court for its report",
    "COURT REPORT FILED": "report filed with the court",
    "INCIDENT KNOWN": "serious incident known to the council",
    "INCIDENT NOTIFIED": "serious incident notified",
    "RAPID REVIEW": "rapid review sent",
    "FOSTERING KNOWN": "private fostering known to the council",
    "FOSTERING ENDED": "private fostering ended",
    "LETTER SENT": "letter before proceedings sent",
    "FIRST MEETING": "first pre-proceedings meeting held",
    "PRE PROCEEDINGS REVIEW": "pre-proceedings reviewed",
    "PRE PROCEEDINGS ENDED": "pre-proceedings ended",
    "FAMILY MEETING OFFERED": "family group decision-making offered",
    "FAMILY MEETING EXCEPTED": "family group decision-making judged against interests",
    "COURT APPLIED": "court applied to for care proceedings",
    "COURT APPLICATION": "care proceedings issued",
    "EMERGENCY ORDER TO": "last day of an extended emergency protection order",
    "PROCEEDINGS TO": "day to which the court extended care proceedings",
    "CASE MANAGEMENT HEARING": "case management hearing held",
    "PROCEEDINGS ENDED": "care proceedings ended",
    "CARE PLAN": "care plan made",
    "PLACEMENT PLAN": "placement plan made",
    "PARENT ASSESSED": "parent assessed for the placement",
    "SECURE REVIEW": "secure placement reviewed",
    "LIBERTY REVIEW": "deprivation of liberty reviewed",
    "REVIEW DECISIONS SENT": "decisions of a care review sent",
    "REVIEW PREPARED": "care review prepared",
    "CHALLENGE RAISED": "reviewing officer's challenge raised",
    "CHALLENGE ANSWERED": "reviewing officer's challenge settled",
    "PEP": "personal education plan made",
    "SCHOOL PLACE": "school place found",
    "MISSING MEETING": "meeting about repeat missing",
    "PERMANENCE AGREED": "permanence plan agreed",
    "ADOPTION RECONSIDERED": "plan for adoption looked at again",
    "PANEL": "adoption panel recommended",
    "NEEDS ASSESSED": "pathway needs assessed",
    "ACCOMMODATION PROVIDED": "care leaver's accommodation provided",
    "HEALTH ASSESSED": "health assessed",
    "COMPLAINT PANEL": "complaint panel met",
    "SHORT BREAK REVIEW": "series of short breaks reviewed",
    "SCHOOL PLACE LOST": "school place lost in an emergency move",
    "ADOPTION PLANNED": "adoption became the plan at a review",
    "PATHWAY REVIEW": "pathway plan reviewed after a move",
    "ADVICE ASKED": "advice for an EHC assessment asked for",
    "ADVICE RECEIVED": "advice for an EHC assessment received",
    "EHC DRAFT SENT": "draft of a first EHC plan sent",
    "EHC AMENDMENT SENT": "draft of an amended EHC plan sent",
    "EHC FINAL SENT": "final EHC plan sent after a draft",
    "ADVOCATE OFFERED": "advocate offered",
    "ADVOCATE TAKEN UP": "advocate taken up",
}
# What the same step is for a child who is no longer looked after.
AFTER_CARE: Mapping[str, str] = {"NEEDS ASSESSED": "pathway needs assessed after care"}
ROLES: Mapping[str, str] = {
    "SOCIAL WORKER": "named worker recorded",
    "REVIEWING OFFICER": "reviewing officer named",
    "CONFERENCE CHAIR": "conference chair named",
    "PERSONAL ADVISER": "personal adviser named",
}
