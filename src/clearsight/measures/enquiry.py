"""Section 47 enquiries, the conferences they lead to, and the way to court."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, RATE, Measure
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.court import (
    APPLICATIONS,
    DECIDED,
    INTERIM_ORDERS,
    OPEN_INTERIM,
)
from clearsight.measures.rolls.enquiries import CONFERENCES, ENQUIRIES, OPEN_ENQUIRIES
from clearsight.measures.rolls.plans import PRE_PROCEEDINGS

FAMILY = "child protection"
FIFTEEN, SIXTEEN_WEEKS, HALF_YEAR, YEAR = 15, 112, 182, 364
_ran = PERIOD.at_day - day_number(nw.col("starts_on"))
NO_START = "the start of its enquiry is not recorded"
_a_year_before = nw.col("starts_on").dt.offset_by("-12mo").cast(nw.Date)

ENQUIRY_RATE = Measure(
    key="s47_rate",
    title="Section 47 enquiries started",
    family=FAMILY,
    of=ENQUIRIES,
    counts="enquiries begun in the period",
    over="children aged 0 to 17 in the council's area",
    unit=RATE,
    method="rate",
    data=("CIN census: S47ActualStartDate",),
    published="s47_rate",
    published_as="DfE Children in need: section 47 enquiries",
    read_with=("s47_children", "icpc_15wd", "s47_repeat"),
    between=("starts_on", ""),
    notes=("Enquiries, not children. Unborn children count.",),
)

ENQUIRED_ABOUT = Measure(
    key="s47_children",
    title="Children about whom a section 47 enquiry was started",
    family=FAMILY,
    of=ENQUIRIES,
    counts="children with an enquiry begun in the period",
    over="none: it is a count",
    unit="children",
    method="count",
    once_per_child=True,
    data=("CIN census: S47ActualStartDate",),
    published_as="DfE Children in need: children subject to section 47 enquiries",
    read_with=("s47_rate",),
    between=("starts_on", ""),
    notes=("Each child once, however many enquiries there were.",),
)

NO_OUTCOME = Measure(
    key="s47_open_no_outcome",
    title="Section 47 enquiries open with no outcome past the limit",
    family=FAMILY,
    of=OPEN_ENQUIRIES,
    counts="enquiries with no conference and no decision, past the council's limit",
    over="none: it is a count",
    denominator=nw.col("due_on") < PERIOD.at,
    unit="children",
    method="count",
    better="lower",
    data=("CIN census: Section47", "Annex A List 5"),
    clock="s47_outcome",
    published_as="ChAT section 47 page",
    read_with=("icpc_15wd", "s47_repeat"),
    between=("starts_on", "due_on"),
    notes=("One that a later enquiry of the child took over is closed.",),
)

REPEATED = Measure(
    key="s47_repeat",
    title="Children with two or more section 47 enquiries in 12 months",
    family=FAMILY,
    of=ENQUIRIES,
    counts="children with an earlier enquiry in the 12 months before, in another spell",
    over="children with an enquiry begun in the period",
    numerator=nw.col("earlier_on") >= _a_year_before,
    once_per_child=True,
    better="lower",
    lookback=12,
    data=("CIN census", "Annex A List 5"),
    published_as="Annex A List 5; ChAT",
    read_with=("s47_rate", "s47_open_no_outcome"),
    between=("earlier_on", "starts_on"),
    notes=("Enquiries that begin within 14 days of one another are one spell.",),
)

IN_15 = Measure(
    key="icpc_15wd",
    title="Conferences held within 15 working days",
    family=FAMILY,
    of=CONFERENCES,
    counts="those held at most 15 working days after the enquiry began",
    over="initial conferences of the period that follow an enquiry",
    numerator=nw.col("wd") <= FIFTEEN,
    leaves_out={
        "it follows no enquiry here, such as a transfer in": nw.col("is_alone"),
        NO_START: nw.col("starts_on").is_null(),
        "it is dated before its enquiry": nw.col("held_on") < nw.col("starts_on"),
    },
    better="higher",
    data=("CIN census: S47ActualStartDate, DateOfInitialCPC",),
    clock="s47_to_icpc",
    published="icpc_15wd",
    published_as="DfE Children in need: conferences within 15 working days",
    read_with=("s47_rate", "s47_repeat"),
    between=("starts_on", "held_on"),
    notes=("Of several enquiries before one conference, the last one counts.",),
)

LONG_BEFORE_COURT = Measure(
    key="preproc_over_16w",
    title="Children in pre-proceedings over 16 weeks",
    family=FAMILY,
    of=PRE_PROCEEDINGS,
    counts="those who entered over 112 days before",
    over="children in pre-proceedings at the point",
    numerator=_ran > SIXTEEN_WEEKS,
    once_per_child=True,
    better="lower",
    data=(
        "CIN census: pre-proceedings module",
        "SSD",
        "oversight extract: steps LETTER SENT and PRE PROCEEDINGS ENDED",
    ),
    clock="preproc_length",
    published_as="none yet",
    read_with=("proceedings_26w",),
    between=("starts_on", ""),
    notes=("Children, not families: siblings enter together.",),
)

MEETING_OFFERED = Measure(
    key="fgdm_offered",
    title="Families offered a decision-making meeting before court",
    family=FAMILY,
    of=APPLICATIONS,
    counts="those offered a meeting",
    over="children for whom the court was applied to in the period",
    numerator=nw.col("is_offered"),
    leaves_out={"a best-interests exception is recorded": nw.col("is_excepted")},
    once_per_child=True,
    better="higher",
    data=(
        "CIN census: pre-proceedings and family meetings module",
        "oversight extract: steps COURT APPLIED, FAMILY MEETING OFFERED and EXCEPTED",
    ),
    clock="fgdm_offer",
    published_as="none yet",
    read_with=("preproc_over_16w",),
    between=("applied_on", ""),
)

PROCEEDINGS = Measure(
    key="proceedings_26w",
    title="Care proceedings ended within 26 weeks",
    family=FAMILY,
    of=INTERIM_ORDERS,
    counts="those that ran for at most 182 days",
    over="interim care orders that ended in the period",
    numerator=nw.col("days") <= HALF_YEAR,
    leaves_out={"it ends before it begins": nw.col("ended_on") < nw.col("starts_on")},
    better="higher",
    proxy="the interim care order stands for the proceedings: their issue is not in "
    "any return",
    data=("SSDA903: legal status", "local court tracker"),
    clock="plo_26",
    published_as="MoJ Family Court Statistics Quarterly, by case",
    read_with=("proceedings_open", "preproc_over_16w"),
    between=("starts_on", "ended_on"),
    notes=("Ended ones only. Children, not cases.",),
)

STILL_IN_COURT = Measure(
    key="proceedings_open",
    title="Care proceedings open for over 26 weeks",
    family=FAMILY,
    of=OPEN_INTERIM,
    counts="those that have run for over 182 days",
    over="interim care orders that run at the point",
    numerator=_ran > HALF_YEAR,
    better="lower",
    proxy="the interim care order stands for the proceedings: their issue is not in "
    "any return",
    data=("SSDA903: legal status", "local court tracker"),
    clock="plo_26",
    published_as="none; it stands beside proceedings_26w, which counts ends alone",
    read_with=("proceedings_26w",),
    splits={
        "length": nw.when(_ran <= HALF_YEAR)
        .then(nw.lit("26 weeks or less"))
        .otherwise(
            nw.when(_ran <= YEAR)
            .then(nw.lit("27 to 52 weeks"))
            .otherwise(nw.lit("over 52 weeks"))
        )
    },
    between=("starts_on", ""),
    notes=("Children, not cases.",),
)

DECIDED_IN_ONE = Measure(
    key="referral_decision_1wd",
    title="Referrals decided within one working day",
    family="front door",
    of=DECIDED,
    counts="those decided at most one working day after they arrived",
    over="referrals in the period, but for those that may yet be decided in time",
    denominator=~nw.col("is_waiting"),
    numerator=nw.col("decided_on") <= nw.col("due_on"),
    leaves_out={"it was decided before it arrived": nw.col("is_backwards")},
    better="higher",
    data=("CIN census: CINreferralDate", "oversight extract: decisions on referrals"),
    clock="referral_decision",
    published_as="none nationally",
    read_with=("referral_nfa", "contact_to_referral"),
    between=("starts_on", "decided_on"),
    notes=("With no decision recorded it is not in time.",),
)
