"""Long neglect: what is normal to those who see it every week."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals import in_words
from clearsight.oversight.signals.rows import WHOSE, counted, day, said, so, written
from clearsight.oversight.signals.seen import Seen, only
from clearsight.oversight.signals.stretches import stretches
from clearsight.shape import Frame

CATEGORY, FACTOR = "NEG", "16A"

NEGLECT = Signal(
    key="S13",
    title="Long neglect",
    tier=2,
    raised_when="a child who is on a plan has been on plans with neglect as category "
    "or factor for over 12 months in all, adding up spells up to 90 days apart; or the "
    "category of the plan moved to or from neglect; or three finished assessments "
    "named it",
    data="CIN census: categories of abuse, assessment factors, plans; Annex A List 7",
    why_it_matters="Neglect becomes normal to those who see it weekly, and children "
    "sent home to it are seldom safe there for long.",
    pitfall="The category of a protection plan is what a committee chose, and a CIN "
    "plan has none: any plan counts where a finished assessment of its referral named "
    "neglect.",
    thresholds=(
        Threshold("months", 12, "months on plans for neglect, in all"),
        Threshold("days_apart", 90, "days between two plans that are added up"),
        Threshold("assessments", 3, "assessments that named neglect"),
    ),
)
DAYS_IN_MONTHS = (365, 12)


def raised(seen: Seen) -> list[Frame]:
    """Raise S13."""
    named = seen.of(e.ASSESSMENT).filter(
        nw.col("is_over"), so(nw.col("detail").str.contains(rf"(^|\s){FACTOR}(\s|$)"))
    )
    plans = _with_first_category(seen)
    return [_long(seen, plans, named), _moved(plans), _named_often(seen, named)]


def _with_first_category(seen: Seen) -> Frame:
    """Return plans with `was`, the category at the start, and `by_category`."""
    begun = seen.events(e.PROTECTION_PLAN_STARTED).filter(~nw.col("detail").is_null())
    first = begun.group_by(*WHOSE, "spell").agg(was=nw.col("detail").min())
    plans = seen.of(e.CIN_PLAN, e.PROTECTION_PLAN).join(
        first, on=[*WHOSE, "spell"], how="left"
    )
    now, was = (so(nw.col(c) == CATEGORY) for c in ("detail", "was"))
    return plans.with_columns(by_category=now | was)


def _long(seen: Seen, plans: Frame, named: Frame) -> Frame:
    months = seen.limit(NEGLECT, "months")
    limit = months * DAYS_IN_MONTHS[0] // DAYS_IN_MONTHS[1]
    near = seen.limit(NEGLECT, "days_apart")
    in_referral = (
        named.filter(~nw.col("within").is_null())
        .select(*WHOSE, "within", by_factor=nw.lit(1))
        .unique()
    )
    by_factor = ~nw.col("by_factor").is_null()
    of_neglect = plans.join(in_referral, on=[*WHOSE, "within"], how="left").filter(
        nw.col("by_category") | by_factor
    )
    on_one_now = of_neglect.filter(nw.col("is_now"))
    long = stretches(only(of_neglect, on_one_now), seen.as_at, near).filter(
        nw.col("is_now"), nw.col("days") > limit
    )
    return written(
        long.rename({"days": "total"}),
        NEGLECT,
        because=said(
            "On plans for neglect for ", counted("total", "day", "days"),
            " in all since ", day("starts_on"),
            nw.when(nw.col("spells") > 1).then(
                said(", over ", nw.col("spells"), f" spells at most {near} days apart")
            ),
            f"; it is asked about after {limit} days.",
        ),
    )  # fmt: skip


def _moved(plans: Frame) -> Frame:
    now, was = nw.col("detail"), nw.col("was")
    moved = plans.filter(
        nw.col("is_now"),
        nw.col("kind") == e.PROTECTION_PLAN,
        so(now != was),
        nw.col("by_category"),
    )
    to_or_from = nw.when(now == CATEGORY).then(nw.lit("to")).otherwise(nw.lit("from"))
    return written(
        moved,
        NEGLECT,
        because=said(
            "The category of the protection plan of ", day("starts_on"), " moved ",
            to_or_from, " neglect: it was ", in_words.abuse("was"), " and is ",
            in_words.abuse("detail"), ".",
        ),
    )  # fmt: skip


def _named_often(seen: Seen, named: Frame) -> Frame:
    often = (
        only(named, seen.known)
        .group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("starts_on").n_unique().cast(nw.Int64),
            first_on=nw.col("starts_on").min(),
            last_on=nw.col("starts_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(NEGLECT, "assessments"))
    )
    return written(
        often,
        NEGLECT,
        since=nw.col("last_on"),
        because=said(
            "Neglect was named in ", nw.col("times"), " assessments, the first begun "
            "on ", day("first_on"), " and the latest on ", day("last_on"), ".",
        ),
    )  # fmt: skip
