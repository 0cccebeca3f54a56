"""Plans: child in need, child protection, and the pre-proceedings process."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.clocks.judge import day_number
from clearsight.clocks.limit import working_days
from clearsight.clocks.words import CANNOT_RUN
from clearsight.journeys import events as e
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import TURN, before, in_turn
from clearsight.measures import told
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.reach import BEFORE_COURT
from clearsight.measures.rolls.state import (
    WHOSE,
    limit_of,
    spells,
    with_due,
    with_last,
    with_open,
)
from clearsight.record.plan import PROTECTION_PLAN
from clearsight.shape import Frame

ONE_SPELL_DAYS = 14
ADULT = "18y"
NEGLECT, SEVERAL = "NEG", "MUL"
DISABILITY = "N2"
MOVED_AWAY, DIED = "RC5", "RC2"
REVIEWED = "rcpc_published"
STEPPED_DOWN, BY_CARE, OTHERWISE = "step down", "care", "otherwise"
TELL_OF_CARE = ("ssda903", "annexa")


def _protection(known: Known) -> Frame:
    """Return every protection plan, with the child's plan before and what came after.

    `previous_plans` as stated; `earlier_end_on` the end of the latest plan that ended
    before this one began; `back_on` the first plan or period of care after it ended.
    """
    base = spells(known, e.PROTECTION_PLAN).rename({"detail": "category_latest"})
    first = known.timeline.filter(nw.col("event") == e.PROTECTION_PLAN_STARTED)
    base = keep(
        base.join(
            first.select(*WHOSE, key="spell", category_first="detail"),
            on=[*WHOSE, "key"],
            how="left",
        )
    )
    out = keep(base.join(_stated(known), on=[*WHOSE, "starts_on"], how="left"))
    ends = base.filter(~nw.col("ended_on").is_null()).select(
        *WHOSE, e_key="key", e_on="ended_on"
    )
    earlier = (
        out.select(*WHOSE, "key", "starts_on")
        .join(ends, on=list(WHOSE), how="inner")
        .filter(nw.col("e_on") <= nw.col("starts_on"), nw.col("e_key") != nw.col("key"))
        .group_by(*WHOSE, "key")
        .agg(earlier_end_on=nw.col("e_on").max())
    )
    own = base.select(*WHOSE, o_on="starts_on")
    before = (
        out.select(*WHOSE, "key", "starts_on")
        .join(own, on=list(WHOSE), how="inner")
        .filter(nw.col("o_on") < nw.col("starts_on"))
        .select(*WHOSE, "key")
        .unique()
        .with_columns(has_earlier=nw.lit(True))
    )
    keyed = [*WHOSE, "key"]
    out = out.join(earlier, on=keyed, how="left").join(before, on=keyed, how="left")
    return _watched(known, _after(known, out)).with_columns(
        has_earlier=nw.col("has_earlier").fill_null(False),
        days_since_earlier=days_between("earlier_end_on", "starts_on"),
        touched=touched(
            nw.col("starts_on").is_null(), backwards("starts_on", "ended_on")
        ),
    )


def _watched(known: Known, rows: Frame) -> Frame:
    """Add how long each plan was watched, how that ended, and what came of its end.

    Coming into care ends it for these, also where the plan went on; `stopped_on` is the
    day of either. `care_from` is the first day on which coming into care would show.
    """
    over = nw.coalesce(nw.col("ended_on"), nw.col("known_to"), nw.lit(known.as_at))
    out = rows.with_columns(
        over_on=nw.when(over > known.as_at).then(nw.lit(known.as_at)).otherwise(over)
    )
    out = _into_care(known, out)
    unended = nw.col("ended_on").is_null() | (nw.col("ended_on") > known.as_at)
    by_care = (nw.col("ended_by") == BY_CARE).fill_null(False) & ~unended
    by_care = by_care | ~nw.col("care_on").is_null()
    otherwise = ~nw.col("ended_by").is_null()
    how = nw.when(otherwise).then(nw.lit(OTHERWISE)).otherwise(nw.lit(STEPPED_DOWN))
    how = nw.when(unended).then(nw.lit(None, nw.String)).otherwise(how)
    ended = nw.when(unended).then(nw.lit(0)).otherwise(nw.lit(1))
    return out.with_columns(
        over_on=nw.coalesce(nw.col("care_on"), nw.col("over_on")),
        ended_how=nw.when(by_care).then(nw.lit(BY_CARE)).otherwise(how),
        watched_ended=nw.when(by_care).then(nw.lit(2)).otherwise(ended),
    ).with_columns(
        year_on=nw.col("ended_on").dt.offset_by("365d").cast(nw.Date),
        stopped_on=nw.when(nw.col("watched_ended") > 0).then(nw.col("over_on")),
        watched_days=days_between("starts_on", "over_on"),
        days_to_return=days_between("ended_on", "back_on"),
    )


def _into_care(known: Known, rows: Frame) -> Frame:
    """Add `care_on`, the day on which the child came into care during the plan."""
    begun = known.timeline.filter(
        nw.col("event") == e.CARE_BEGAN, ~nw.col("on").is_null()
    )
    taken = (
        rows.select(*WHOSE, "key", "starts_on", "over_on")
        .join(begun.select(*WHOSE, c_on="on"), on=list(WHOSE), how="inner")
        .filter(
            nw.col("c_on") > nw.col("starts_on"), nw.col("c_on") <= nw.col("over_on")
        )
        .group_by(*WHOSE, "key")
        .agg(care_on=nw.col("c_on").min())
    )
    shows = known.history.filter(pl.col("source").is_in(list(TELL_OF_CARE)))
    care_from = shows.group_by("council").agg(care_from=pl.col("known_from").min())
    out = rows.join(taken, on=[*WHOSE, "key"], how="left")
    return out.join(known.put(care_from), on="council", how="left")


def _stated(known: Known) -> Frame:
    told = known.record["plan"].filter(
        nw.col("kind") == PROTECTION_PLAN, ~nw.col("starts_on").is_null()
    )
    return told.group_by(*WHOSE, "starts_on").agg(nw.col("previous_plans").max())


def _after(known: Known, rows: Frame) -> Frame:
    """Add what followed each plan's end, and how the plan ended.

    `ended_by` is care, death, 18, moved away, or null for a step down.
    """
    plans = spells(known, e.PROTECTION_PLAN).select(*WHOSE, n_on="starts_on")
    cares = spells(known, e.CARE).select(*WHOSE, n_on="starts_on", n_until="until")
    ended = rows.filter(~nw.col("ended_on").is_null()).select(*WHOSE, "key", "ended_on")
    back = (
        ended.join(
            nw.concat([plans, cares.select(*WHOSE, "n_on")]), on=list(WHOSE),
            how="inner",
        )
        .filter(nw.col("n_on") > nw.col("ended_on"))
        .group_by(*WHOSE, "key")
        .agg(back_on=nw.col("n_on").min())
    )  # fmt: skip
    in_care = (
        ended.join(cares, on=list(WHOSE), how="inner")
        .filter(
            nw.col("n_on") <= nw.col("ended_on"),
            (nw.col("n_until") > nw.col("ended_on")).fill_null(True),
        )
        .select(*WHOSE, "key")
        .unique()
        .with_columns(in_care=nw.lit(True))
    )
    closed = known.timeline.filter(
        nw.col("event") == e.REFERRAL_CLOSED,
        nw.col("detail").is_in([MOVED_AWAY, DIED]),
    ).select(*WHOSE, c_on="on", closure="detail")
    gone = (
        ended.join(closed, on=list(WHOSE), how="inner")
        .filter(
            nw.col("c_on") >= nw.col("ended_on"),
            nw.col("c_on") <= nw.col("ended_on").dt.offset_by("14d"),
        )
        .group_by(*WHOSE, "key")
        .agg(nw.col("closure").max())
    )
    keyed = [*WHOSE, "key"]
    out = rows.join(back, on=keyed, how="left").join(in_care, on=keyed, how="left")
    return _ended_by(known, out.join(gone, on=keyed, how="left"))


def _ended_by(known: Known, rows: Frame) -> Frame:
    people = known.children.select(*WHOSE, b_on="birth_on", d_on="died_on")
    end = nw.col("ended_on")
    adult = nw.col("b_on").dt.offset_by(ADULT).cast(nw.Date)
    cases = [
        (nw.col("in_care"), BY_CARE),
        (nw.col("d_on") <= end, "death"),
        (nw.col("closure") == DIED, "death"),
        (adult <= end, "18"),
        (nw.col("closure") == MOVED_AWAY, "moved away"),
    ]
    said: nw.Expr = nw.lit(None, nw.String)
    for condition, words in reversed(cases):
        so = condition.fill_null(False)
        said = nw.when(so).then(nw.lit(words)).otherwise(said)
    joined = rows.join(people, on=list(WHOSE), how="left")
    return joined.with_columns(ended_by=said).drop("b_on", "d_on", "in_care", "closure")


def _reviewed(known: Known, rows: Frame) -> Frame:
    """Add whether every review due in the twelve months to the point was in time.

    `reviews_late` and `reviews_unclear` count the gaps of the plan's ladder that fell
    due in those months and were not, or cannot be said to be, stopped in time; and the
    latest visit, and the due day that follows from it.
    """
    key = REVIEWED if any(c.key == REVIEWED for c in CLOCKS) else "rcpc"
    gaps = known.clocks.filter(nw.col("clock") == key).select(
        *WHOSE, "due_on", "stopped_on", "standing", key="spell"
    )
    pairs = (
        rows.select(*WHOSE, "key", "at")
        .join(gaps, on=[*WHOSE, "key"], how="inner")
        .filter(
            nw.col("due_on") < nw.col("at"),
            nw.col("due_on") > nw.col("at").dt.offset_by("-1y").cast(nw.Date),
        )
    )
    late = ~(nw.col("stopped_on") <= nw.col("due_on")).fill_null(False)
    unclear = nw.col("standing") == CANNOT_RUN
    counted = (
        pairs.with_columns(
            reviews_late=(late & ~unclear).cast(nw.Int64),
            reviews_unclear=unclear.cast(nw.Int64),
        )
        .group_by(*WHOSE, "key", "at")
        .agg(nw.col("reviews_late", "reviews_unclear").sum())
    )
    out = rows.join(counted, on=[*WHOSE, "key", "at"], how="left")
    return out.with_columns(nw.col("reviews_late", "reviews_unclear").fill_null(0))


def _visited(known: Known, rows: Frame) -> Frame:
    """Add the latest visit by the point, seen alone or not, and when one was due."""
    out = with_last(known, rows, e.PROTECTION_VISIT, "visited_on", by_spell=True)
    limit = limit_of(known, "cp_visit", working_days(10))
    out = with_due(known, out, "starts_on", limit, "first_due_on")
    return with_due(known, out, "visited_on", limit, "next_due_on")


def _cin_plans(known: Known) -> Frame:
    """Return CIN plans, joined where one follows another within 14 days."""
    base = spells(known, e.CIN_PLAN).filter(~nw.col("starts_on").is_null())
    marked = in_turn(base, WHOSE, ["starts_on", "key"]).with_columns(
        before_on=before("ended_on", WHOSE),
        is_first=before("starts_on", WHOSE).is_null(),
    )
    gap = day_number(nw.col("starts_on")) - day_number(nw.col("before_on"))
    begins = nw.col("is_first") | (gap > ONE_SPELL_DAYS).fill_null(False)
    marked = marked.with_columns(begins=begins.cast(nw.Int64)).with_columns(
        nth=nw.col("begins").cum_sum().over(*WHOSE, order_by=TURN)
    )
    whole = marked.group_by(*WHOSE, "nth").agg(
        nw.col("starts_on").min(), key=nw.col("key").max()
    )
    last = marked.select(
        *WHOSE, "key", "ended_on", "until", "known_to", "file", "row",
        last_on="starts_on",
    )  # fmt: skip
    out = whole.join(last, on=[*WHOSE, "key"], how="left")
    needs = spells(known, e.REFERRAL).select(*WHOSE, r_on="starts_on", need="detail")
    need = (
        out.select(*WHOSE, "key", "starts_on")
        .join(needs, on=list(WHOSE), how="inner")
        .filter(nw.col("r_on") <= nw.col("starts_on"))
        .unique([*WHOSE, "key"], keep="last", order_by=["r_on", "need"])
        .select(*WHOSE, "key", "need")
    )
    return out.join(need, on=[*WHOSE, "key"], how="left").with_columns(
        touched=backwards("last_on", "ended_on")
    )


def _with_protection(known: Known, rows: Frame) -> Frame:
    return with_open(known, rows, e.PROTECTION_PLAN, "on_cp_plan")


def _plans(known: Known) -> Frame:
    return known.once("protection plans", _protection)


STARTED = Roll(
    "plans started", "a protection plan that began", ("cin",), _plans, on="starts_on"
)
ENDED = Roll(
    "plans ended", "a protection plan that ended a year before", ("cin",), _plans,
    on="year_on",
)  # fmt: skip
OPEN = Roll(
    "plans open", "a protection plan that is open",
    ("cin", "annexa", *told.open_then(told.PLANNED)), _plans,
    since="starts_on", until="until", until_known="known_to", at_points=_reviewed,
    is_timed=True,
)  # fmt: skip
ON_LIST_7 = Roll(
    "plans listed", "a protection plan on List 7", ("annexa",),
    lambda known: _plans(known).filter(
        nw.col("sources").str.contains("annexa", literal=True)
    ),
    since="starts_on", until="until", until_known="known_to", is_latest_only=True,
    at_points=_visited,
)  # fmt: skip
CIN_PLANS = Roll(
    "CIN plans open", "a child in need plan that is open", ("cin",), _cin_plans,
    since="starts_on", until="until", until_known="known_to",
    at_points=_with_protection,
)  # fmt: skip
PRE_PROCEEDINGS = Roll(
    "pre-proceedings open", "a child in pre-proceedings", (BEFORE_COURT,),
    lambda known: spells(known, e.PRE_PROCEEDINGS).with_columns(
        touched=backwards("starts_on", "ended_on")
    ),
    since="starts_on", until="until", until_known="known_to",
)  # fmt: skip
