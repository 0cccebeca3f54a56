"""Complaints and voice: who was heard, and how soon they were answered."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import Measure
from clearsight.measures.rolls.care import REVIEWS
from clearsight.measures.rolls.voices import (
    ABOUT_DELAY,
    CONCERNED,
    FIRST,
    SECOND,
    STAGES,
)

FAMILY = "complaints and voice"
LOG = "oversight extract: complaints"
TOOK_PART = ("PN1", "PN2", "PN3", "PN5", "PN6")
TOO_YOUNG = "PN0"
FOUR = 4
NOT_SAID = "it is not said whether more time was agreed, and that decides"
_taken_back = {"withdrawn or settled before an answer was due": nw.col("is_closed")}

TOOK_PART_IN_REVIEWS = Measure(
    key="cla_review_voice",
    title="Reviews where the child took part",
    family=FAMILY,
    of=REVIEWS,
    counts="those in which the child came and spoke, was spoken for, or sent views",
    over="reviews of children of four and over in the period",
    denominator=~(nw.col("age") < FOUR).fill_null(False),
    numerator=nw.col("took_part").is_in(list(TOOK_PART)),
    leaves_out={"under four, by the code": nw.col("took_part") == TOO_YOUNG},
    better="higher",
    data=("SSDA903 Reviews: REVIEW_CODE",),
    published_as="SSDA903 codes; ChAT",
    read_with=("cla_reviews_in_time", "voice_advocacy"),
    splits={"code": nw.col("took_part").fill_null("not known")},
    between=("on", ""),
    why=nw.col("took_part"),
    notes=("There without sharing views (PN4), no views (PN7) and a blank: no part.",),
)

STAGE_1 = Measure(
    key="cm_stage1",
    title="Stage 1 complaints answered in time",
    family=FAMILY,
    of=STAGES,
    counts="those answered within 10 working days, or 20 where more time was agreed",
    over="stage 1 complaints of which the answer was due in the period",
    denominator=nw.col("stage") == FIRST,
    numerator=nw.col("answered_on") <= nw.col("by_on"),
    leaves_out={**_taken_back, NOT_SAID: nw.col("is_unsure")},
    better="higher",
    split_by=(),
    data=(LOG,),
    clock="complaint_stage1",
    published_as="none nationally; the council's annual report",
    disclosure="rare_event",
    read_with=("cm_stage2", "cm_upheld"),
    splits={"made_by": nw.col("made_by").fill_null("not known")},
    between=("begun_on", "answered_on"),
    notes=("One that is open and overdue is not in time.",),
)

STAGE_2 = Measure(
    key="cm_stage2",
    title="Stage 2 investigations within 65 working days",
    family=FAMILY,
    of=STAGES,
    counts="those answered within 65 working days of the start",
    over="stage 2 investigations of which the answer was due in the period",
    denominator=nw.col("stage") == SECOND,
    numerator=nw.col("answered_on") <= nw.col("by_on"),
    leaves_out=_taken_back,
    better="higher",
    split_by=(),
    data=(LOG,),
    clock="complaint_stage2",
    published_as="none nationally; the council's annual report",
    disclosure="rare_event",
    read_with=("cm_stage1",),
    splits={
        "in_25_days": nw.when(nw.col("answered_on") <= nw.col("five_weeks_on"))
        .then(nw.lit("within 25 working days"))
        .otherwise(nw.lit("not within 25 working days"))
    },
    between=("begun_on", "answered_on"),
    notes=("The shorter limit of 25 working days is beside it: split by in_25_days.",),
)

UPHELD = Measure(
    key="cm_upheld",
    title="Complaints upheld about delay, communication or change of worker",
    family=FAMILY,
    of=ABOUT_DELAY,
    counts="complaints upheld in whole or part about one of these",
    over="none: it is a count",
    unit="complaints",
    method="count",
    better="lower",
    split_by=(),
    data=(LOG,),
    published_as="none nationally; the Ombudsman's upheld rates",
    disclosure="rare_event",
    read_with=("voice_advocacy", "cm_stage1"),
    splits={"theme": nw.col("theme")},
    between=("decided_on", ""),
    notes=("Few complaints may mean that people cannot complain.",),
)

ADVOCATES = Measure(
    key="voice_advocacy",
    title="Children offered an advocate",
    family=FAMILY,
    of=CONCERNED,
    counts="those to whom an advocate had been offered by the end of the period",
    over="children looked after, or with a conference, in the period",
    numerator=~nw.col("offered_on").is_null(),
    once_per_child=True,
    better="higher",
    data=("oversight extract: steps ADVOCATE OFFERED and TAKEN UP",),
    published_as="none nationally",
    read_with=("cla_review_voice", "cm_upheld"),
    splits={
        "taken_up": nw.when(nw.col("taken") == 1)
        .then(nw.lit("taken up"))
        .otherwise(nw.lit("not taken up, or not known"))
    },
    between=("offered_on", ""),
    notes=("An offer, whether taken up or not: split by taken_up.",),
)
