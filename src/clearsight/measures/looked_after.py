"""Children in care: how many, how they come and go, and who keeps them in sight."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, RATE, Measure
from clearsight.measures.quality import day_number
from clearsight.measures.rolls.care import (
    AT_ANY_TIME,
    LEFT,
    LEFT_A_YEAR_AGO,
    OPEN,
    SEVERAL,
    STARTS,
    WENT_HOME,
    WORKED,
)
from clearsight.measures.rolls.list8 import LIST_8

FAMILY = "children in care"
EPISODES = "SSDA903 Episodes"
BY_AGREEMENT = "V2"
HALF_A_YEAR, A_YEAR = 183, 365
UNPLANNED = "E4B"
GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")
BREAKS = "an agreed series of short breaks"
NOT_LAST = "the child left again later in the period"
_breaks = {BREAKS: nw.col("is_short")}
_left_once = {NOT_LAST: ~nw.col("is_last"), **_breaks}
_status = nw.col("status").fill_null("not known")
_before = (
    nw.when(nw.col("on_cp_plan"))
    .then(nw.lit("on a protection plan"))
    .otherwise(
        nw.when(nw.col("on_cin_plan"))
        .then(nw.lit("on a child in need plan"))
        .otherwise(
            nw.when(nw.col("was_open"))
            .then(nw.lit("open with no plan"))
            .otherwise(nw.lit("not open"))
        )
    )
)

RATE_IN_CARE = Measure(
    key="cla_rate",
    title="Children looked after",
    family=FAMILY,
    of=OPEN,
    counts="children looked after at the point",
    over="children aged 0 to 17 in the council's area",
    leaves_out=_breaks,
    unit=RATE,
    method="rate",
    once_per_child=True,
    data=(EPISODES, "SSDA903 UASC", "Annex A List 8"),
    published="cla_rate",
    published_as="DfE Children looked after; National Framework, outcome 1",
    read_with=("cla_rate_without_asylum", "cla_start_rate", "cin_rate"),
    splits={"status": _status},
    between=("starts_on", ""),
    notes=("Unaccompanied children count; cla_rate_without_asylum leaves them out.",),
)

RATE_WITHOUT = Measure(
    key="cla_rate_without_asylum",
    title="Children looked after, unaccompanied children apart",
    family=FAMILY,
    of=OPEN,
    counts="children looked after at the point who did not come unaccompanied",
    over="children aged 0 to 17 in the council's area",
    leaves_out={
        **_breaks,
        "an unaccompanied child": nw.col("is_asylum_seeker").fill_null(False),
    },
    unit=RATE,
    method="rate",
    once_per_child=True,
    data=(EPISODES, "SSDA903 UASC", "Annex A List 8"),
    published_as="none; what cla_rate is without unaccompanied children",
    read_with=("cla_rate",),
    splits={"status": _status},
    between=("starts_on", ""),
    notes=("Nobody is left out of whom nothing says so.",),
)

STARTED = Measure(
    key="cla_start_rate",
    title="Children who started to be looked after",
    family=FAMILY,
    of=STARTS,
    counts="children who began to be looked after in the period",
    over="children aged 0 to 17 in the council's area",
    leaves_out=_breaks,
    unit=RATE,
    method="rate",
    once_per_child=True,
    data=(EPISODES,),
    published="cla_start_rate",
    published_as="DfE Children looked after; National Framework, outcome 1",
    read_with=("cla_rate", "cla_known_before"),
    between=("starts_on", ""),
    notes=("A child who starts twice counts once, at the first start.",),
)

KNOWN_BEFORE = Measure(
    key="cla_known_before",
    title="Children who came into care with a plan beforehand",
    family=FAMILY,
    of=STARTS,
    counts="those with a child in need or protection plan open on the day before",
    over="children who began to be looked after in the period",
    numerator=nw.col("on_cp_plan") | nw.col("on_cin_plan"),
    leaves_out={
        **_breaks,
        "the census of the day before was not loaded": ~nw.col("is_census_there"),
    },
    data=(EPISODES, "CIN census"),
    published_as="none; whether need was seen early",
    read_with=("cpp_neglect_median", "cla_start_rate"),
    splits={"before": _before},
    between=("starts_on", ""),
    why=_before,
    notes=(
        "Many who were not open before point to need that was not seen early.",
        "Unaccompanied children could not be known before: split by asylum.",
    ),
)

REVIEWED = Measure(
    key="cla_reviews_in_time",
    title="Children with all reviews in time",
    family=FAMILY,
    of=OPEN,
    counts="those of whom every review that fell due in the period was in time",
    over="children looked after at the point for at least 20 working days",
    denominator=nw.col("twenty_on") <= PERIOD.at,
    numerator=nw.col("reviews_late") == 0,
    leaves_out={
        **_breaks,
        "a review cannot be judged: see the data questions": (
            nw.col("reviews_unclear") > 0
        )
        & (nw.col("reviews_late") == 0),
    },
    once_per_child=True,
    better="higher",
    data=(EPISODES, "SSDA903 Reviews", "Annex A List 8"),
    clock="cla_review",
    published_as="once a national indicator; ChAT children in care page",
    read_with=("cla_review_voice", "cla_visits_in_time"),
    between=("starts_on", ""),
    notes=(
        "Needs the reviews of the year before for the first gap.",
        "A child placed for adoption is reviewed by the rules of adoption since then.",
    ),
)

VISITED = Measure(
    key="cla_visits_in_time",
    title="Children whose last visit is within the limit",
    family=FAMILY,
    of=LIST_8,
    counts="those whose next visit was not yet due, by the limit that applies to them",
    over="children on List 8 who have been in their placement for over a week",
    denominator=nw.col("settled_on") < PERIOD.at,
    numerator=nw.col("visit_due_on") >= PERIOD.at,
    leaves_out={
        "the visit after the last one is in no extract, so that its clock cannot run": (
            nw.col("is_visit_hidden")
        )
    },
    better="higher",
    data=("Annex A List 8", EPISODES),
    clock="cla_visit",
    published_as="ChAT children in care page",
    read_with=("cla_reviews_in_time", "cla_sw_3plus"),
    between=("placement_from", "visit_due_on"),
    why=nw.when(nw.col("visit_due_on").is_null()).then(nw.lit("no clock can be run")),
    notes=(
        "Weekly with a connected person; by placement, its length and legal status.",
    ),
)

PERMANENCE = Measure(
    key="cla_permanence_4m",
    title="Children with a permanence plan by four months",
    family=FAMILY,
    of=LIST_8,
    counts="those with a plan for permanence on List 8",
    over="children on List 8 looked after for over four months",
    denominator=nw.col("four_months_on") < PERIOD.at,
    numerator=nw.col("has_plan"),
    better="higher",
    data=("Annex A List 8",),
    clock="permanence_plan",
    published_as="ChAT children in care page",
    read_with=("cla_reviews_in_time", "pl_long_term"),
    between=("starts_on", "four_months_on"),
    notes=("A plan that is blank or not known is none.",),
)

AGREED_LONG = Measure(
    key="cla_s20_long",
    title="Children under section 20 for over six months",
    family=FAMILY,
    of=OPEN,
    counts="those accommodated by agreement, unbroken, for over 183 days",
    over="children accommodated by agreement at the point",
    denominator=nw.col("status") == BY_AGREEMENT,
    numerator=PERIOD.at_day - day_number(nw.col("status_from")) > HALF_A_YEAR,
    leaves_out={
        "an unaccompanied child, who is shown apart": nw.col("is_asylum_seeker")
    },
    once_per_child=True,
    better="lower",
    data=(EPISODES, "SSDA903 UASC"),
    clock="s20_review",
    published_as="none; a measure of drift",
    read_with=("proceedings_26w", "cla_rate"),
    between=("status_from", ""),
    notes=(
        "Children of 16 and 17 may have chosen it, which no return says: split by age.",
        "A change of placement does not begin the count again.",
    ),
)

UNPLANNED_RETURN = Measure(
    key="cla_unplanned_return",
    title="Returns home outside the care plan",
    family=FAMILY,
    of=LEFT,
    counts="those who went home unplanned",
    over="children who left care in the period, the last time that they did",
    numerator=nw.col("outcome") == UNPLANNED,
    leaves_out=_left_once,
    better="lower",
    data=("SSDA903 Episodes: REC",),
    published="cla_unplanned_return",
    published_as="DfE Children looked after: reason ceased",
    read_with=("cla_reentry",),
    between=("starts_on", "ended_on"),
)

BACK = Measure(
    key="cla_reentry",
    title="Children back in care within 12 months of going home",
    family=FAMILY,
    of=LEFT_A_YEAR_AGO,
    counts="those who began to be looked after again within 365 days",
    over="children who went home a year before the days of the period",
    denominator=nw.col("outcome").is_in(list(WENT_HOME)),
    numerator=nw.col("days_to_return") <= A_YEAR,
    leaves_out={
        **_breaks,
        "grown up before the year was over": nw.col("is_grown_first")
        & (nw.col("days_to_return") > A_YEAR).fill_null(True),
    },
    better="lower",
    lookback=12,
    data=("SSDA903 Episodes, two years",),
    published_as="none; a local measure",
    read_with=("cla_unplanned_return", "stepdown_return"),
    between=("ended_on", "back_on"),
    notes=("Only returns to this council's care can be seen.",),
)

GUARDIANS = Measure(
    key="cla_sgo",
    title="Children who left care to special guardianship",
    family=FAMILY,
    of=LEFT,
    counts="those who left to a special guardian",
    over="children who left care in the period, the last time that they did",
    numerator=nw.col("outcome").is_in(list(GUARDIANSHIP)),
    leaves_out=_left_once,
    better="higher",
    data=("SSDA903 Episodes: REC",),
    published="cla_sgo",
    published_as="DfE Children looked after; National Framework, outcome 3",
    read_with=("ad_share", "cla_reentry"),
    between=("starts_on", "ended_on"),
    notes=("Good in general, but never for all.", "E43 and E44 in older returns."),
)

WORKERS = Measure(
    key="cla_sw_3plus",
    title="Children with three or more social workers in a year",
    family=FAMILY,
    of=WORKED,
    counts="those with at least three people as social worker in twelve months",
    over="children looked after at the point",
    numerator=nw.col("workers") >= SEVERAL,
    spans=12,
    leaves_out=_breaks,
    once_per_child=True,
    better="lower",
    data=("SSDA903 SWEpisodes, from 2023/24",),
    published="cla_sw_3plus",
    published_as="DfE Stability measures; National Framework, workforce",
    read_with=("cla_sw_gap", "wf_turnover", "wf_agency"),
    between=("starts_on", ""),
    why=nw.when(nw.col("workers_unnamed") > 0).then(
        nw.lit("a team or tray stands among the workers, and was not counted")
    ),
    notes=(
        "People are counted, not changes: one who comes back is the same.",
        "The whole period counts, also the time before care.",
    ),
)

WITHOUT_WORKER = Measure(
    key="cla_sw_gap",
    title="Days without a named social worker in a year",
    family=FAMILY,
    of=WORKED,
    counts="days in care in twelve months between one named worker and the next",
    over="children looked after at the point",
    amount=nw.col("days_unnamed"),
    method="mean",
    unit="days",
    spans=12,
    leaves_out={**_breaks, "no worker is named": nw.col("days_unnamed").is_null()},
    once_per_child=True,
    better="lower",
    data=("SSDA903 SWEpisodes, from 2023/24",),
    published_as="none; beside the DfE Stability measures",
    read_with=("cla_sw_3plus",),
    between=("starts_on", ""),
    notes=(
        "From SW_DEC to the next SW_DECOM, or to the point where there is none yet.",
        "A team or tray is nobody. Assignments of the staff extract count too.",
    ),
)

WENT_MISSING = Measure(
    key="cla_missing",
    title="Children looked after who went missing",
    family=FAMILY,
    of=AT_ANY_TIME,
    counts="those who were missing at some time in the period",
    over="children looked after at any time in the period",
    numerator=nw.col("times_missing") > 0,
    leaves_out=_breaks,
    once_per_child=True,
    better="lower",
    data=("SSDA903 Missing",),
    published="cla_missing",
    published_as="DfE Children looked after: missing",
    read_with=("missing_rhi_offered",),
    between=("starts_on", "ended_on"),
    why=nw.when(
        (nw.col("times_away") > 0) & (nw.col("times_missing").fill_null(0) == 0)
    ).then(nw.lit("away without authorisation only")),
    notes=(
        "Away without authorisation is apart: the members who were away only say so.",
        "Some councils record every absence as missing: compare with care.",
    ),
)

INTERVIEW_OFFERED = Measure(
    key="missing_rhi_offered",
    title="Children offered a return interview after the last episode",
    family=FAMILY,
    of=LIST_8,
    counts="those recorded as offered an interview",
    over="children on List 8 who were missing in the twelve months before",
    denominator=nw.col("times_missing") > 0,
    numerator=nw.col("is_interview_offered"),
    better="higher",
    data=("Annex A List 8",),
    clock="return_interview",
    published_as="ChAT children in care page",
    read_with=("cla_missing",),
    splits={
        "accepted": nw.when(nw.col("is_interview_accepted"))
        .then(nw.lit("accepted"))
        .otherwise(nw.lit("not accepted, or not known"))
    },
    between=("starts_on", ""),
    notes=("The offer only: whether it came in time needs a local day.",),
)
