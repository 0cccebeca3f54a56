"""Care leavers: what they do, where they live, and whether anybody is in touch."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from clearsight.measures.measure import PERIOD, Measure
from clearsight.measures.rolls.leavers import CONTACTED, OUTCOMES, REVIEWED

FAMILY = "care leavers"
FRAMEWORK = "DfE Children looked after; National Framework, outcome 4"
OCCUPIED = ("F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5")
OLDER, YOUNGER = (19, 21), (17, 18)
# Gone abroad, deported, or it is not known where.
NO_PLACE = ("G", "H", "R")
GROWN = 21
WITH_PLAN = ("ELIGIBLE", "RELEVANT", "FORMER RELEVANT")
WITH_ADVISER = ("RELEVANT", "FORMER RELEVANT")
REFUSED = ("REFU", "NREQ")
_gone = {
    "died": nw.col("in_touch") == "DIED",
    "back home for six months": nw.col("in_touch") == "RHOM",
}
_touch = nw.col("in_touch").fill_null("not known")


def _aged(ages: tuple[int, int]) -> nw.Expr:
    """Say whether that birthday fell in the year that ended on the day."""
    return (nw.col("age") >= ages[0]) & (nw.col("age") <= ages[1])


OCCUPATION = Measure(
    key="cl_eet",
    title="In education, employment or training",
    family=FAMILY,
    of=OUTCOMES,
    counts="those in education, employment or training",
    over="care leavers whose 19th, 20th or 21st birthday was in the year",
    denominator=_aged(OLDER),
    numerator=nw.col("activity").is_in(list(OCCUPIED)),
    leaves_out=_gone,
    better="higher",
    data=("SSDA903 OC3: ACTIV, IN_TOUCH",),
    published="cl_eet",
    published_as=FRAMEWORK,
    read_with=("cl_not_in_touch", "cl_suitable"),
    splits={"in_touch": _touch, "activity": nw.col("activity").fill_null("not known")},
    notes=(
        "Not in touch, refused and no longer needing help stay in the denominator.",
        "Who moved to another council's care is not returned.",
        "Counted once a year, on 31 March. Those of 17 and 18 are in cl_eet_17_18.",
    ),
)

OCCUPATION_YOUNGER = replace(
    OCCUPATION,
    key="cl_eet_17_18",
    title="In education, employment or training, 17 and 18",
    over="care leavers whose 17th or 18th birthday was in the year",
    denominator=_aged(YOUNGER),
    published="",
    read_with=("cl_eet",),
    notes=("Published apart from those of 19 to 21: see cl_eet.",),
)

SUITABLE = Measure(
    key="cl_suitable",
    title="In suitable accommodation",
    family=FAMILY,
    of=OUTCOMES,
    counts="those whose accommodation is recorded as suitable",
    over="care leavers whose 19th, 20th or 21st birthday was in the year",
    denominator=_aged(OLDER),
    numerator=nw.col("suitability") == "SUITABLE",
    leaves_out={
        **_gone,
        "abroad, deported, or it is not known where": nw.col("kind").is_in(
            list(NO_PLACE)
        ),
    },
    better="higher",
    data=("SSDA903 OC3: ACCOM",),
    published="cl_suitable",
    published_as=FRAMEWORK,
    read_with=("cl_not_in_touch", "cl_eet"),
    splits={"in_touch": _touch},
    notes=("Not in touch stays in the denominator.", "17 and 18: cl_suitable_17_18."),
)

SUITABLE_YOUNGER = replace(
    SUITABLE,
    key="cl_suitable_17_18",
    title="In suitable accommodation, 17 and 18",
    over="care leavers whose 17th or 18th birthday was in the year",
    denominator=_aged(YOUNGER),
    published="",
    read_with=("cl_suitable",),
    notes=("Published apart from those of 19 to 21: see cl_suitable.",),
)

NOT_IN_TOUCH = Measure(
    key="cl_not_in_touch",
    title="Council not in touch, 19 to 21",
    family=FAMILY,
    of=OUTCOMES,
    counts="those with whom the council is not in touch",
    over="care leavers whose 19th, 20th or 21st birthday was in the year",
    denominator=_aged(OLDER),
    numerator=nw.col("in_touch") == "NO",
    leaves_out=_gone,
    better="lower",
    data=("SSDA903 OC3: IN_TOUCH",),
    published="cl_not_in_touch",
    published_as="DfE Children looked after: care leavers (LAIT)",
    read_with=("cl_eet", "cl_contact_8w"),
    splits={"in_touch": _touch},
    why=nw.when(nw.col("in_touch").is_null()).then(nw.lit("not recorded")),
    notes=("Refused, and no longer needing help, are apart: split by in_touch.",),
)

PATHWAY = Measure(
    key="cl_pathway_current",
    title="Pathway plan reviewed in six months",
    family=FAMILY,
    of=REVIEWED,
    counts="those whose pathway plan was reviewed in the six months before",
    over="eligible, relevant and former relevant young people under 21 on List 9",
    denominator=nw.col("category").is_in(list(WITH_PLAN)),
    numerator=nw.col("review_due_on") >= PERIOD.at,
    leaves_out={"21 or over: shown apart": nw.col("age") >= GROWN},
    better="higher",
    data=("Annex A List 9, layout of 2024",),
    clock="pathway_review",
    published_as="ChAT care leavers page",
    read_with=("cl_contact_8w",),
    splits={"category": nw.col("category").fill_null("not known")},
    between=("pathway_review_on", "review_due_on"),
    notes=("A blank is not current. The layout of 2019 has no such day.",),
)

CONTACTED_IN_8 = Measure(
    key="cl_contact_8w",
    title="Care leavers contacted in eight weeks",
    family=FAMILY,
    of=CONTACTED,
    counts="those contacted in the 56 days before",
    over="relevant and former relevant young people under 21 on List 9",
    denominator=nw.col("category").is_in(list(WITH_ADVISER))
    & ~(nw.col("age") >= GROWN).fill_null(False),
    numerator=nw.col("contact_due_on") >= PERIOD.at,
    better="higher",
    data=("Annex A List 9, layout of 2024",),
    clock="pa_contact",
    published_as="ChAT care leavers page",
    read_with=("cl_not_in_touch", "cl_pathway_current"),
    splits={"in_touch": _touch},
    between=("contact_on", "contact_due_on"),
    why=nw.when(nw.col("in_touch").is_in(list(REFUSED))).then(
        nw.lit("the young person refused, or needs no more")
    ),
    notes=(
        "A refusal is told apart, and is still no contact.",
        "The layout of 2019 has no such day: there LA in touch is the context.",
    ),
)
