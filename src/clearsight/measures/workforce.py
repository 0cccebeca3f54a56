"""The workforce: who leaves, what stands empty, how many children each holds.

Personal data of staff: team level for boards, a council's total outside.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import PERIOD, Measure
from clearsight.measures.rolls.open import SUPERVISABLE
from clearsight.measures.rolls.staff import ALLOCATED, CASELOADS, CENSUS

FAMILY = "workforce"
CSWW = "Children's social work workforce census, 30 September"
PUBLISHED = "DfE Children's social work workforce; National Framework, workforce"
_own = ~nw.col("is_agency") & nw.col("is_here")
_vacant = nw.col("kind") == "vacancies"
COUNTED = "Full-time equivalents, counted once a year, on 30 September."
ROUNDED = "The department rounds full-time equivalents: shares may differ by a tenth."

TURNOVER = Measure(
    key="wf_turnover",
    title="Turnover",
    family=FAMILY,
    of=CENSUS,
    counts="full-time equivalents who left a post with children in the year",
    over="full-time equivalents in post on 30 September, agency workers apart",
    denominator=_own | (~nw.col("is_agency") & nw.col("is_leaver")),
    numerator=nw.col("is_leaver"),
    method="ratio",
    amount=nw.col("fte"),
    weight=nw.col("fte_now"),
    better="lower",
    split_by=(),
    data=(CSWW,),
    published="wf_turnover",
    published_as=PUBLISHED,
    disclosure="staff",
    read_with=("cla_sw_3plus", "wf_vacancy"),
    between=("starts_on", "ended_on"),
    notes=(
        "Somebody who left one post here and holds another is no leaver.",
        "Nor is somebody who came and went within the year to 30 September.",
        COUNTED,
        ROUNDED,
    ),
)

VACANT = Measure(
    key="wf_vacancy",
    title="Vacancies",
    family=FAMILY,
    of=CENSUS,
    counts="vacant posts, in full-time equivalents",
    over="vacant posts and full-time equivalents in post on 30 September",
    denominator=_own | _vacant,
    numerator=_vacant,
    leaves_out={
        "the census does not say what stands empty": nw.col("has_vacancies").is_null()
    },
    method="ratio",
    amount=nw.col("vacant"),
    weight=nw.col("fte_now") + nw.col("vacant"),
    better="lower",
    split_by=(),
    data=(CSWW,),
    published="wf_vacancy",
    published_as=PUBLISHED,
    disclosure="staff",
    read_with=("wf_agency", "wf_turnover"),
    notes=("A post that an agency worker covers is still vacant.", COUNTED, ROUNDED),
)

AGENCY = Measure(
    key="wf_agency",
    title="Agency workers",
    family=FAMILY,
    of=CENSUS,
    counts="full-time equivalents of agency workers in posts with children",
    over="full-time equivalents of agency workers and of those in post",
    denominator=nw.col("is_here"),
    numerator=nw.col("is_agency"),
    method="ratio",
    amount=nw.col("fte_now"),
    weight=nw.col("fte_now"),
    better="lower",
    split_by=(),
    data=(CSWW,),
    published="wf_agency",
    published_as=PUBLISHED,
    disclosure="staff",
    read_with=("cla_sw_3plus", "wf_vacancy"),
    notes=("Project teams count if they work with children.", COUNTED, ROUNDED),
)

CASELOAD = Measure(
    key="wf_caseload",
    title="Average caseload",
    family=FAMILY,
    of=CENSUS,
    counts="cases held on 30 September, those of agency workers among them",
    over="full-time equivalents of the workers who hold at least one",
    denominator=nw.col("is_here") & (nw.col("cases") > 0),
    method="ratio",
    unit="cases per worker",
    amount=nw.col("cases"),
    weight=nw.col("fte_now"),
    better="lower",
    split_by=(),
    data=(CSWW,),
    published="wf_caseload",
    published_as=PUBLISHED,
    disclosure="staff",
    read_with=("wf_caseload_named", "wf_high_caseload"),
    notes=(
        "A case is a child in most councils and a family in some: say which.",
        "wf_caseload_named stands for it on any day, from Annex A.",
        COUNTED,
    ),
)

CASELOAD_NAMED = Measure(
    key="wf_caseload_named",
    title="Children to each named worker",
    family=FAMILY,
    of=CASELOADS,
    counts="open children for whom they are named",
    over="workers named for at least one open child on Annex A",
    method="mean",
    unit="cases per worker",
    amount=nw.col("children").cast(nw.Float64),
    leaves_out={"a team or a tray, not a person": ~nw.col("is_person")},
    better="lower",
    split_by=(),
    data=("Annex A: allocated worker",),
    proxy="people named stand for full-time equivalents, and children for cases",
    published_as="none; the caseload of the workforce census is of one day a year",
    disclosure="staff",
    read_with=("wf_caseload", "wf_high_caseload"),
    notes=("Who works half the week counts as one: it reads lower than wf_caseload.",),
)

OVER_LIMIT = Measure(
    key="wf_high_caseload",
    title="Workers over the local caseload limit",
    family=FAMILY,
    of=CASELOADS,
    counts="those named for more open children than their limit",
    over="workers named for at least one open child on Annex A",
    numerator=nw.col("children") > nw.col("limit"),
    leaves_out={"a team or a tray, not a person": ~nw.col("is_person")},
    better="lower",
    split_by=(),
    data=("Annex A: allocated worker", "staff extract: caseload limit"),
    published_as="none; local",
    disclosure="staff",
    read_with=("wf_caseload", "wf_caseload_named", "wf_unallocated"),
    notes=(
        "The limit is the worker's own, where the staff extract gives one.",
        "Else that of signal S23: 20, or 18 while newly qualified, or the settings'.",
    ),
)

SUPERVISION = Measure(
    key="wf_supervision",
    title="Supervision up to date",
    family=FAMILY,
    of=SUPERVISABLE,
    counts="those of whom a supervision is recorded within the limit for their plan",
    over="open children with an allocated worker",
    denominator=nw.col("has_worker"),
    numerator=nw.col("hold_to") >= PERIOD.at,
    once_per_child=True,
    better="higher",
    data=("oversight extract: supervision",),
    clock="supervision_cp",
    published_as="none; asked for by improvement boards",
    disclosure="staff",
    read_with=("drift_overdue",),
    between=("supervised_on", "hold_to"),
    why=nw.when(nw.col("supervised_on").is_null()).then(
        nw.lit("no supervision is recorded")
    ),
    notes=("A session planned for later, or with no day, is no supervision.",),
)

UNALLOCATED = Measure(
    key="wf_unallocated",
    title="Open children without a named worker",
    family=FAMILY,
    of=ALLOCATED,
    counts="open children on Lists 3 to 9 for whom no person is named",
    over="none: it is a count",
    denominator=~nw.col("is_person"),
    unit="children",
    method="count",
    better="lower",
    data=("Annex A: allocated worker",),
    clock="unallocated",
    published_as="ChAT; Ofsted asks for it",
    read_with=("wf_high_caseload", "wf_vacancy"),
    why=nw.when(~nw.col("named_as").is_null()).then(
        nw.lit("a team or a tray is named, not a person")
    ),
    notes=("A team's name is no worker.",),
)
