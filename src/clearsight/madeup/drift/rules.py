"""Which drift is looked for, in the words it is looked for by, with every limit.

From the design note on drift. Where the note leaves a choice the plainest reading is
taken, and stands here. "Now" is the day of the truth; "in 12 months" is after the same
day a year before, up to now; a limit is past on the day after its last day.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a signal is raised.

    `tier`: 0 look today, 1 a limit of law or guidance, 2 drift, 3 due soon; None where
    the clock has its own. `limit` is in the unit that the words name.
    """

    signal: str
    about: str
    tier: int | None
    limit: int
    words: str


CLOCK_TIERS = {
    "assessment_45": 1, "s47_outcome": 0, "s47_to_icpc": 0, "rcpc": 1, "cp_visit": 0,
    "cla_review": 1, "cla_visit": 1,
}  # fmt: skip
# Nobody's child is S24: lists alone say no more than at the latest since when.
NOT_A_CLOCK_HERE = "unallocated"
DUE_SOON, DUE_SOON_SHORT, SHORT = 10, 5, 28  # working days; working days; days
STACK = 3
NEGLECT_FACTOR, NEGLECT = "16A", "NEG"
ASKED_AGAIN = 6  # months after which a long child in need plan is asked about again
SILENT_REVIEW = ("PN4", "PN7", "")
UNPLANNED = (
    "ALLEG", "APPRR", "CHILD", "CLOSE", "CREQB", "CREQO", "LAREQ", "STAND",
)  # fmt: skip
LONG_TERM = ("U1", "U4")
SETTINGS_TO_REGISTER = ("K1", "K2", "K3")
NO_NUMBER = ("", "XXXXXXX")
NOISE = 14  # days: shorter moves between levels are not steps
APART = 90  # days between spells of neglect that still add up

RULES: tuple[Rule, ...] = (
    Rule("S01", "(the clock)", None, 0, "Any of seven clocks is overdue now."),
    Rule(
        "S02", "(the clock)", 3, DUE_SOON,
        "One of them runs and falls due within 10 working days; 5 where it is due 28 "
        "days or fewer after its start.",
    ),
    Rule(
        "S03", "long in one state", 2, 28,
        "28 days or more in a state, and at most 1 in 10 like spells last longer than "
        "the day reached. States, the highest alone: referral, assessment, child in "
        "need plan, section 47 (but for those ended with no conference), protection "
        "plan, legal status, placed for adoption; breaks of up to 14 days are bridged. "
        "Like: age band, neglect (the category, or 16A in the last assessment by then) "
        "and disability (N2) on the first day; under 30 endings the last split is "
        "dropped. Held against spells begun in the three financial years before this "
        "one less the last six months, followed to the end of those years, counted "
        "from the first day the returns show (of all but child in need plans, six "
        "months before the first extract); at least 10 watched on every day.",
    ),
    Rule(
        "S04", "protection plan", 2, 24,
        "A protection plan, open now, began 24 months ago or more: nationally 97.7% of "
        "open plans are younger, and the band before holds 83.3%.",
    ),
    Rule(
        "S05", "up, down, up", 2, 24,
        "Levels: care 3, protection plan 2, child in need plan 1, else 0; a level held "
        "under 14 days is left out. A fall is undone where the level it fell from, or "
        "a higher, is reached within 24 months. Falls undone on two days or more.",
    ),
    Rule(
        "S06", "second in 12 months", 2, 12,
        "The referral of now is the second or later in the 12 months up to it.",
    ),
    Rule("S06", "third in 24 months", 2, 24, "The third or later in the 24 months."),
    Rule(
        "S06", "soon after closing", 2, 90,
        "It came 90 days or fewer after the last closing of a referral before it (no "
        "further action at once is not a closing).",
    ),
    Rule(
        "S07", "protection plan again", 2, 24,
        "A protection plan, open now, began within 24 months of the end of the last.",
    ),
    Rule(
        "S07", "third child in need plan", 2, 3,
        "A child in need plan, open now, is the third or later.",
    ),
    Rule(
        "S08", "three in 12 months", 2, 3,
        "Three people or more held the child in 12 months. Who held a child is told on "
        "the last day of each month; in care, on every day in care.",
    ),
    Rule(
        "S08", "two in six months", 2, 2,
        "In six months, told so, another person took over twice.",
    ),
    Rule(
        "S08", "days with nobody", 2, 1,
        "On one such day or more of 12 months no person held the child.",
    ),
    Rule("S09", "protection visit", 0, 10, "The clock of such visits is overdue."),
    Rule("S09", "care visit", 1, 0, "The clock of visits in care is overdue."),
    Rule(
        "S09", "child in need visit", 2, 20,
        "On a child in need plan, not on a protection plan nor in care, and more than "
        "20 working days since the child was last seen, or since the plan began.",
    ),
    Rule(
        "S09", "assessment, not seen", 0, 5,
        "An assessment is open, the child is not seen, and more than 5 working days "
        "have passed since it started.",
    ),
    Rule(
        "S09", "new worker", 2, 10,
        "On a plan or in care: another worker took over more than 10 working days ago, "
        "and the child was not visited on that day or since. In care the day is the "
        "worker's first; else the first month end that shows the worker, or the plan's "
        "first day if later, and a visit after the last one that shows another counts.",
    ),
    Rule(
        "S11", "silent", 2, 28,
        "More than 28 days since anything that a return dates happened (in care, a "
        "change of worker too).",
    ),
    Rule(
        "S11", "silent, settled", 2, 60,
        "More than 60 days, for a child for 12 months or more in one long-term foster "
        "placement (U1 or U4).",
    ),
    Rule(
        "S12", "child in need plan", 2, 9,
        "A child in need plan, open now, began more than 9 months ago, and every 6 "
        "months again; a child whose need is disability (N2) apart.",
    ),
    Rule(
        "S13", "over 12 months", 2, 365,
        "More than 365 days on plans with neglect, spells up to 90 days apart added up "
        "without the days between, one open now. With neglect: a protection plan of "
        "that category first or last; a plan of either kind whose assessment, finished "
        "within the reach of the returns, has 16A.",
    ),
    Rule(
        "S13", "category moved", 2, 0,
        "The category of a protection plan, open now, moved to or from neglect.",
    ),
    Rule(
        "S13", "third assessment", 2, 3,
        "Three finished assessments or more that name neglect (16A).",
    ),
    Rule(
        "S14", "no outcome", 0, 15,
        "The clock of the outcome of a section 47 enquiry is overdue.",
    ),
    Rule("S14", "two in 12 months", 0, 2, "Two enquiries or more began in 12 months."),
    Rule(
        "S15", "not seen alone", 2, 0,
        "On a protection plan, and at the last visit not seen alone, at any age from "
        "birth.",
    ),
    Rule("S15", "review", 2, 0, "In care; the last review has PN4, PN7 or no code."),
    Rule(
        "S15", "no strengths score", 2, 0,
        "In care, and for the whole of the last year, aged to be asked (4 to 16), and "
        "no score.",
    ),
    Rule(
        "S15", "return interview", 2, 2,
        "In care, missing twice or more in 12 months, and no interview accepted after "
        "the last time.",
    ),
    Rule(
        "S17", "section 20", 2, 3,
        "Accommodated (V2) for more than 3 months, under 16 when it began, and not "
        "unaccompanied.",
    ),
    Rule("S17", "care order at home", 2, 6, "C2, with parents (P1), over 6 months."),
    Rule(
        "S17", "placement order", 2, 121,
        "E1 for more than 121 days; no match, and the decision stands.",
    ),
    Rule(
        "S18", "no plan", 1, 4,
        "More than four months in care, and no plan for permanence.",
    ),
    Rule(
        "S18", "long-term home not confirmed", 2, 12,
        "More than 12 months in care, the plan is long-term fostering, and the "
        "placement is neither U1 nor U4.",
    ),
    Rule("S19", "over 20 miles", 2, 20, "Placed more than 20 miles from home."),
    Rule("S19", "outside the area", 2, 0, "Placed outside the council's area."),
    Rule(
        "S20", "under 16 in supported accommodation", 0, 16, "In K3, under 16."
    ),
    Rule(
        "S20", "unregistered setting", 0, 0,
        "In K1, K2 or K3, and the setting has no number.",
    ),
    Rule(
        "S20", "deprivation of liberty", 0, 28,
        "In care, and an order is in force, or ended 28 days ago or fewer.",
    ),
    Rule(
        "S21", "three placements", 2, 3,
        "In care, and in three placements or more on the days of 12 months.",
    ),
    Rule(
        "S21", "two unplanned ends", 2, 2,
        "In care; two placements or more ended unplanned in six months: ALLEG, APPRR, "
        "CHILD, CLOSE, CREQB, CREQO, LAREQ or STAND.",
    ),
    Rule(
        "S22", "not offered", 1, 3,
        "In care, back from the last time missing more than three days ago, and no "
        "interview offered.",
    ),
    Rule("S22", "three in 90 days", 1, 3, "In care; missing three times in 90 days."),
    Rule("S23", "caseload", 2, 20, "The child's worker holds more than 20 children."),
    Rule("S24", "nobody", 0, 0, "No named worker, or a tray."),
    Rule(
        "S25", "no pathway plan", 1, 195,
        "In care, eligible (13 weeks in care since 14, and 16), aged 16 and a quarter "
        "or more, and not on List 9.",
    ),
    Rule(
        "S25", "no adviser", 1, 210,
        "The same at 17 and a half, and not on List 9 with an adviser.",
    ),
    Rule(
        "S27", "(the signals)", None, STACK,
        "Three or more of the other signals, one of them at least of tier 0 or 1.",
    ),
)  # fmt: skip

# What no return up to 2025/26 can show, and why.
LEFT_OUT = {
    "S10": "no return holds supervision or decisions; see `supervision.csv`",
    "S16": "collected from 2026/27; see `pre_proceedings.csv`",
    "S26": "no return of children's services holds one; see SEN2, with `--beyond`",
    "S19, adjoining, notice and approval": "see `far_placements.csv`",
    "S20, reviewed this month": "see `far_placements.csv` and `supervision.csv`",
    "S22, three days and meetings": "see `return_interviews.csv`",
    "S23, contracts and notice": "see `staff.csv`",
}

_BY_KEY = {(rule.signal, rule.about): rule for rule in RULES}


def limit(signal: str, about: str) -> int:
    """Return the limit of a rule."""
    return _BY_KEY[signal, about].limit


def tier(signal: str, about: str) -> int:
    """Return the tier of a rule; of S01, that of its clock."""
    if signal in ("S01", "S02"):
        return CLOCK_TIERS[about] if signal == "S01" else 3
    return _BY_KEY[signal, about].tier or 0
