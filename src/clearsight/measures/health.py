"""Health and education of looked-after children."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from clearsight.measures.measure import PERIOD, Measure
from clearsight.measures.rolls.care import STARTS
from clearsight.measures.rolls.health import ASKED, CHECKED
from clearsight.measures.rolls.schools import (
    ATTENDING,
    EXAMINED,
    OLDEST,
    SCHOOLED,
    YOUNGEST,
)

FAMILY = "health and education"
HEALTH = "DfE Children looked after: health"
OUTCOMES = "DfE Outcomes for children in need; National Framework, outcome 1"
VIRTUAL = "virtual school, or the department's matched data"
BREAKS = {"an agreed series of short breaks": nw.col("is_short")}
CONCERN, BORDERLINE = 17, 14
_of_school_age = (nw.col("school_age") > YOUNGEST) & (
    nw.col("school_age") <= OLDEST + 1
)

FIRST_ASSESSMENT = Measure(
    key="h_iha_20wd",
    title="First health assessment within 20 working days",
    family=FAMILY,
    of=STARTS,
    counts="those with a health assessment by the 20th working day",
    over="children who began to be looked after and stayed for 20 working days",
    denominator=(nw.col("twenty_on") <= PERIOD.told_to)
    & ~(nw.col("ended_on") < nw.col("twenty_on")).fill_null(False),
    numerator=nw.col("assessed_on") <= nw.col("twenty_on"),
    leaves_out={
        **BREAKS,
        "no source shows the first assessment": nw.col("is_assessment_hidden"),
    },
    better="higher",
    proxy="List 8 shows the latest assessment, which for those who came lately is "
    "usually the first",
    data=("Annex A List 8", "SSDA903 Episodes", "SSD cla_health"),
    clock="iha",
    published_as="ChAT; a measure of the local partnership",
    read_with=("h_annual", "cla_reviews_in_time"),
    between=("starts_on", "assessed_on"),
)

ASSESSED = Measure(
    key="h_annual",
    title="Health assessment up to date",
    family=FAMILY,
    of=CHECKED,
    counts="those who had the assessment of the year; under 5 both of them",
    over="children looked after for twelve months at 31 March",
    numerator=nw.col("is_assessed"),
    leaves_out=BREAKS,
    better="higher",
    data=("SSDA903 OC2: HEALTH_ASSESSMENT",),
    clock="rha_over5",
    published="h_annual",
    published_as=HEALTH,
    read_with=("h_dental", "h_iha_20wd"),
    notes=("Declined counts as not had, and so does a blank.", "Once a year."),
)

TEETH = Measure(
    key="h_dental",
    title="Dental check in the year",
    family=FAMILY,
    of=CHECKED,
    counts="those whose teeth a dentist saw in the year",
    over="children looked after for twelve months at 31 March",
    numerator=nw.col("is_dental_seen"),
    leaves_out=BREAKS,
    better="higher",
    data=("SSDA903 OC2: TEETH_CHECK", "Annex A List 8"),
    clock="dental",
    published="h_dental",
    published_as=HEALTH,
    read_with=("h_annual",),
    notes=("Babies count too, as published.", "Declined counts as not had."),
)

WELLBEING = Measure(
    key="h_sdq_average",
    title="Average SDQ score",
    family=FAMILY,
    of=ASKED,
    counts="scores of the strengths and difficulties questionnaire, 0 to 40",
    over="children of 5 to 16 looked after for twelve months, with a score",
    denominator=(nw.col("age") >= YOUNGEST) & (nw.col("age") <= OLDEST + 1),
    leaves_out={"no score was given": nw.col("score").is_null()},
    unit="score",
    method="mean",
    amount=nw.col("score"),
    better="lower",
    data=("SSDA903 OC2: SDQ_SCORE",),
    published="h_sdq_average",
    published_as="DfE Children looked after; National Framework, outcome 4",
    read_with=("pl_3plus",),
    splits={
        "band": nw.when(nw.col("score") >= CONCERN)
        .then(nw.lit("cause for concern"))
        .otherwise(
            nw.when(nw.col("score") >= BORDERLINE)
            .then(nw.lit("borderline"))
            .otherwise(nw.lit("normal"))
        )
    },
    notes=("It depends on who answers: never a target.", "17 and over: concern."),
)

ABSENT_IN_CARE = Measure(
    key="ed_absence_persistent_cla",
    title="Persistent absence, children looked after 12 months",
    family=FAMILY,
    of=ATTENDING,
    counts="pupils who missed a tenth or more of their sessions",
    over="pupils of school age looked after for twelve months at 31 March",
    denominator=nw.col("is_long_in_care") & _of_school_age,
    numerator=nw.col("is_persistent"),
    leaves_out={"no sessions are recorded": ~nw.col("has_sessions")},
    better="lower",
    data=(VIRTUAL,),
    published="ed_absence_persistent_cla",
    published_as=OUTCOMES,
    read_with=("ed_midyear_move",),
    between=("year_ended_on", ""),
    notes=(
        "Published from matched data: a council's own come from its virtual school.",
        "School years, by their last day. Who was 5 to 15 when it began counts.",
    ),
)

ABSENT_ON_PLAN = replace(
    ABSENT_IN_CARE,
    key="ed_absence_persistent_cp",
    title="Persistent absence, children on a protection plan",
    over="pupils of school age on a protection plan at 31 March, and not looked after",
    denominator=nw.col("is_on_plan") & ~nw.col("is_looked_after") & _of_school_age,
    data=("school attendance, joined by pupil number",),
    published="ed_absence_persistent_cp",
    read_with=("cpp_two_years_open",),
)

MIDYEAR = Measure(
    key="ed_midyear_move",
    title="Children looked after with a mid-year school move",
    family=FAMILY,
    of=SCHOOLED,
    counts="those who moved school in care, outside August and September",
    over="children looked after at the point who stand on a school's roll",
    denominator=nw.col("is_matched"),
    numerator=~nw.col("moved_on").is_null(),
    leaves_out=BREAKS,
    once_per_child=True,
    better="lower",
    data=("virtual school", "school census, each term"),
    published="ed_midyear_move",
    published_as="DfE Stability measures; National Framework, outcome 1",
    read_with=("pl_3plus",),
    between=("starts_on", "moved_on"),
)

ATTAINMENT = Measure(
    key="ed_ks4_cla",
    title="Attainment 8, children looked after 12 months",
    family=FAMILY,
    of=EXAMINED,
    counts="scores of Attainment 8",
    over="pupils at the end of key stage 4 looked after for twelve months at 31 March",
    denominator=nw.col("is_long_in_care"),
    leaves_out={"no score is recorded": nw.col("attainment").is_null()},
    unit="score",
    method="mean",
    amount=nw.col("attainment"),
    better="higher",
    data=(VIRTUAL,),
    published_as=OUTCOMES,
    read_with=("ed_absence_persistent_cla",),
    splits={"year": nw.col("awarded_on").dt.year().cast(nw.String)},
    between=("awarded_on", ""),
    notes=(
        "The average of three years, for one council has few: split by year for each.",
    ),
)
