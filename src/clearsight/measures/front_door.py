"""The front door: contacts, referrals, those who come back, those who wait."""

from __future__ import annotations

import narwhals as nw

from clearsight.measures.measure import COMMON, PERIOD, RATE, Measure, Survival
from clearsight.measures.rolls.referrals import (
    CLOSURES,
    CONTACTS,
    EPISODES,
    REFERRALS,
    YEAR_DAYS,
)

FAMILY = "front door"
SAME_DAY = "another record of the same child and day was counted"
CENSUS = "CIN census: CINreferralDate"
UNBORN = "Unborn children count, though the population does not hold them."
NOT_IN_NEED = ("RC8", "RC9")
TEN, FORTY_FIVE = 10, 45
_waited = nw.col("nth_at") - nw.col("nth_start")
_a_year_before = nw.col("starts_on").dt.offset_by("-12mo").cast(nw.Date)
_referral_splits = {"need": nw.col("need").fill_null("not known")}

CONTACTS_RATE = Measure(
    key="contacts_rate",
    title="Contacts",
    family=FAMILY,
    of=CONTACTS,
    counts="contacts in the period",
    over="children aged 0 to 17 in the council's area",
    leaves_out={SAME_DAY: nw.col("is_duplicate")},
    unit=RATE,
    method="rate",
    data=("Annex A List 1", "the published population"),
    published_as="ChAT contacts page; no national statistic",
    read_with=("contact_to_referral",),
    between=("starts_on", ""),
    notes=(
        "One for each child in a contact: siblings are not merged.",
        "What a council calls a contact differs; compare it with its own past.",
    ),
)

CONTACT_TO_REFERRAL = Measure(
    key="contact_to_referral",
    title="Contacts that become a referral",
    family=FAMILY,
    of=CONTACTS,
    counts="those followed by a referral of the child within 10 working days",
    over="contacts at least 10 working days old, of children not already open",
    denominator=nw.col("by_on") <= PERIOD.told_to,
    numerator=~nw.col("referred_on").is_null(),
    leaves_out={
        SAME_DAY: nw.col("is_duplicate"),
        "the child was already open": nw.col("was_open"),
    },
    data=("Annex A Lists 1 and 3",),
    published_as="ChAT contacts page",
    read_with=("rereferral_12m", "referral_nfa"),
    between=("starts_on", "referred_on"),
    notes=("Of several contacts before one referral, only the last became it.",),
)

REFERRAL_RATE = Measure(
    key="referral_rate",
    title="Referrals",
    family=FAMILY,
    of=REFERRALS,
    counts="referrals in the period",
    over="children aged 0 to 17 in the council's area",
    leaves_out={SAME_DAY: nw.col("is_duplicate")},
    unit=RATE,
    method="rate",
    data=(CENSUS,),
    published="referral_rate",
    published_as="DfE Children in need: referrals, rate per 10,000",
    read_with=("referral_nfa", "s47_rate"),
    splits=_referral_splits,
    between=("starts_on", ""),
    notes=("A child counts once for each referral.", UNBORN),
)

REREFERRAL = Measure(
    key="rereferral_12m",
    title="Re-referrals within 12 months",
    family=FAMILY,
    of=REFERRALS,
    counts="those whose child had another on an earlier day in the 12 months before",
    over="referrals in the period",
    numerator=nw.col("previous_on") >= _a_year_before,
    leaves_out={SAME_DAY: nw.col("is_duplicate")},
    better="lower",
    lookback=12,
    data=("CIN census, two years: LAchildID, CINreferralDate",),
    published="rereferral_12m",
    published_as="DfE Children in need; National Framework, outcome 1",
    read_with=("referral_rate", "referral_nfa", "rereferral_after_closure"),
    splits=_referral_splits,
    between=("previous_on", "starts_on"),
    notes=(
        "An earlier referral counts even if it led to no further action.",
        "A child who moved in has no history here.",
    ),
)

RETURN_AFTER_CLOSING = Measure(
    key="rereferral_after_closure",
    title="Return within 12 months of closing",
    family=FAMILY,
    of=CLOSURES,
    counts="the share expected back within 365 days, by survival analysis",
    over="episodes of need closed in the period, after more than an assessment",
    numerator=(nw.col("return_ended") == 1) & (nw.col("watched_days") <= YEAR_DAYS),
    leaves_out={
        "it was closed before it began": nw.col("closed_on") < nw.col("starts_on"),
        "no further action after assessment (RC8): apart": nw.col("closure") == "RC8",
    },
    method="survival",
    survival=Survival(nw.col("watched_days"), nw.col("return_ended"), YEAR_DAYS),
    better="lower",
    data=("CIN census: CINclosureDate, ReasonForClosure, CINreferralDate",),
    published_as="none; the method of Goldacre and others (2025)",
    read_with=("rereferral_12m",),
    between=("closed_on", "back_on"),
    notes=(
        "A child not yet back is watched to the day of the review, no further.",
        "Death and the 18th birthday are other ends. A move away is not seen.",
        "The members that count came back within 365 days; the figure is an estimate.",
        "Closures with no further action after assessment (RC8) are listed apart.",
    ),
)  # fmt: skip

NO_FURTHER_ACTION = Measure(
    key="referral_nfa",
    title="Referrals closed with no further action",
    family=FAMILY,
    of=REFERRALS,
    counts="those that led to no further action",
    over="referrals in the period",
    numerator=nw.col("is_nfa"),
    leaves_out={SAME_DAY: nw.col("is_duplicate")},
    data=("CIN census: ReferralNFA",),
    published="referral_nfa",
    published_as="DfE Children in need: referrals resulting in no further action",
    read_with=("rereferral_12m",),
    between=("starts_on", ""),
    notes=("It is a flag of the referral; an assessment that finds no need is not.",),
)

NOT_FOUND_IN_NEED = Measure(
    key="referral_not_in_need",
    title="Referrals assessed and found not in need",
    family=FAMILY,
    of=REFERRALS,
    counts="those assessed, and closed straight after (RC8 or RC9)",
    over="referrals in the period",
    numerator=nw.col("closure").is_in(list(NOT_IN_NEED))
    & ~nw.col("assessed_on").is_null(),
    leaves_out={SAME_DAY: nw.col("is_duplicate")},
    data=("CIN census: ReasonForClosure, AssessmentAuthorisationDate",),
    published="referral_not_in_need",
    published_as="DfE Children in need: assessed not to be in need",
    read_with=("rereferral_12m",),
    between=("assessed_on", "closed_on"),
    notes=("Whether the department counts RC9 with RC8 is not confirmed.",),
)

AWAITING = Measure(
    key="awaiting_assessment",
    title="Children referred and still waiting for assessment",
    family=FAMILY,
    of=EPISODES,
    counts="open episodes with no assessment authorised by then, and no plan",
    over="none: it is a count",
    denominator=~(nw.col("assessed_on") <= nw.col("at")).fill_null(False)
    & ~nw.col("on_cin_plan") & ~nw.col("on_cp_plan"),
    leaves_out={
        "referred before what was loaded begins: an assessment then would not show": (
            nw.col("starts_on") < nw.col("loaded_from")
        ) & ~nw.col("in_assessment")
    },
    unit="children",
    method="count",
    once_per_child=True,
    better="lower",
    data=("CIN census", "Annex A Lists 3 and 4"),
    published="awaiting_assessment",
    published_as="DfE Children in need: awaiting assessment at 31 March",
    read_with=("assess_45",),
    split_by=COMMON,
    splits={
        "waited": nw.when(_waited <= TEN)
        .then(nw.lit("0 to 10 working days"))
        .otherwise(
            nw.when(_waited <= FORTY_FIVE)
            .then(nw.lit("11 to 45 working days"))
            .otherwise(nw.lit("over 45 working days"))
        )
    },
    between=("starts_on", ""),
)  # fmt: skip
