"""Assessments, finished and open."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.coverage import is_first_assessment
from clearsight.measures import told
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, missing, touched
from clearsight.measures.rolls.referrals import loaded_from
from clearsight.measures.rolls.state import WHOSE, spells, with_nth
from clearsight.shape import Frame

# The factor code of the census that names neglect.
FACTOR_NEGLECT = ("16A",)


def _assessments(known: Known) -> Frame:
    """Return every assessment with its referral, the working days it took, and factors.

    `wd` counts from its start, `wd_referral` from the referral; `is_first` is the first
    of its referral that shows, `is_unsure` where one before it may not show, since the
    referral is older than what was loaded; `is_seen` says whether the child was seen,
    null where not known.
    """
    parents = spells(known, e.REFERRAL).select(
        *WHOSE, within="key", referred_on="starts_on", referral_until="until",
        referral_open="is_open",
    )  # fmt: skip
    base = spells(known, e.ASSESSMENT).rename({"detail": "factors"})
    first = (
        base.filter(~nw.col("within").is_null())
        .unique([*WHOSE, "within"], keep="first", order_by=["starts_on", "key"])
        .select(*WHOSE, "key", is_first=nw.lit(True))
    )
    out = (
        base.join(parents, on=[*WHOSE, "within"], how="left")
        .join(first, on=[*WHOSE, "key"], how="left")
        .join(_seen(known), on=[*WHOSE, "starts_on"], how="left")
        .with_columns(is_first=nw.col("is_first").fill_null(False))
    )
    out = out.join(loaded_from(known), on="council", how="left").with_columns(
        is_unsure=(nw.col("referred_on") < nw.col("loaded_from")).fill_null(False)
        & ~is_first_assessment(nw.col("referred_on"), nw.col("starts_on")).fill_null(
            False
        )
    )
    for on, name in (
        ("starts_on", "nth_start"),
        ("ended_on", "nth_end"),
        ("referred_on", "nth_referred"),
    ):
        out = with_nth(known, out, on, name)
    factors = nw.concat_str(nw.lit(" "), nw.col("factors").fill_null(""), nw.lit(" "))
    neglect = nw.any_horizontal(
        *(factors.str.contains(f" {c} ", literal=True) for c in FACTOR_NEGLECT),
        ignore_nulls=True,
    )
    return out.with_columns(
        wd=nw.col("nth_end") - nw.col("nth_start"),
        wd_referral=nw.col("nth_end") - nw.col("nth_referred"),
        is_neglect=neglect,
        has_factors=nw.col("factors").fill_null("") != "",
        is_backwards=backwards("starts_on", "ended_on"),
        touched=touched(missing("starts_on"), backwards("starts_on", "ended_on")),
    )


def _seen(known: Known) -> Frame:
    """Return whether List 4 says that the child was seen, by the assessment's start."""
    told = known.record["assessment"].filter(
        ~nw.col("is_child_seen").is_null(), ~nw.col("starts_on").is_null()
    )
    seen = told.with_columns(seen=nw.col("is_child_seen").cast(nw.Int8))
    return (
        seen.group_by(*WHOSE, "starts_on")
        .agg(nw.col("seen").max())
        .select(*WHOSE, "starts_on", is_seen=nw.col("seen") == 1)
    )


def _all(known: Known) -> Frame:
    return known.once("assessments", _assessments)


ASSESSMENTS = Roll(
    "assessments", "an assessment that was authorised",
    ("cin", "annexa", *told.since(told.ASSESSED)), _all,
    on="ended_on",
)  # fmt: skip
LISTED = Roll(
    "assessments listed",
    "an assessment on List 4 that was authorised",
    ("annexa",),
    lambda known: _all(known).filter(
        nw.col("sources").str.contains("annexa", literal=True)
    ),
    on="ended_on",
)
OPEN = Roll(
    "assessments open",
    "an assessment that is open",
    ("cin", "annexa", *told.open_then(told.ASSESSED)),
    _all,
    since="starts_on",
    until="until",
    until_known="known_to",
)
