"""Signals of where a child in care lives: unlawful settings, moves, going missing."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_months
from clearsight.files.typed import LEFT_BLANK
from clearsight.journeys import events as e
from clearsight.journeys.temporary import TEMPORARY
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals import in_words
from clearsight.oversight.signals.local import shown
from clearsight.oversight.signals.rows import (
    COUNTED_LATE,
    WHOSE,
    day,
    later,
    said,
    so,
    written,
)
from clearsight.oversight.signals.seen import Seen, only
from clearsight.shape import Frame

# H5 and P2 were used for it until 28 October 2023.
SUPPORTED = ("K3", "H5", "P2")
NEEDS_NUMBER = ("K1", "K2", "K3")
OTHER = ("Z1", "Z11", "Z12", "Z13", "Z14")
NO_NUMBER = r"(?i)^(?:X+|UNREGISTERED|NOT REGISTERED)$"
NUMBER_LEFT_BLANK = rf"{LEFT_BLANK}|^0*$"
# Reasons for the end of a placement that nobody had planned (SSDA903, rule 1009).
UNPLANNED = ("ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "CLOSE")
MISSING = "M"
INTERVIEW_CLOCK, LIBERTY_CLOCK = "return_interview", "dol_review"

SETTING = Signal(
    key="S20",
    title="Unlawful or restricting setting",
    tier=0,
    raised_when="a child under 16 is in supported accommodation; or a setting that "
    "must be registered is returned as having no Ofsted number (a blank says nothing, "
    "and is a data question); or one of no known kind has none, or a blank; or an "
    "order that deprives the child of liberty is running, or ended up to 28 days ago; "
    "or the clock of its monthly review is overdue",
    data="SSDA903: type of placement, URN, orders on liberty (from 2026/27); the "
    "oversight extract: reviews of what such an order allows",
    why_it_matters="These are the most serious questions that a director holds in "
    "person.",
    pitfall="Few children: give access to few people, and publish nothing. No return "
    "says when an order was last looked at: without the oversight extract nobody is "
    "late.",
    thresholds=(
        Threshold("age", 16, "age from which supported accommodation is lawful"),
        Threshold("ending_days", 28, "days around the end of an order"),
    ),
)
APART = Signal(
    key="S21",
    title="Placement coming apart",
    tier=2,
    raised_when="a child in care has had three placements in 12 months, temporary "
    "absences left out; or two placements ended without plan in six",
    data="SSDA903: episodes, why a placement changed; Annex A List 8",
    why_it_matters="Each break makes the next more likely.",
    pitfall="A change of status alone is no move, and is not counted.",
    thresholds=(
        Threshold("placements", 3, "placements in `months` months"),
        Threshold("months", 12, "months in which `placements` are too many"),
        Threshold("ends", 2, "unplanned ends in `end_months` months"),
        Threshold("end_months", 6, "months in which `ends` are too many"),
    ),
)
UNASKED = Signal(
    key="S22",
    title="Missing, unasked",
    tier=1,
    raised_when="a child in care came back and no interview was offered within three "
    "days; or went missing three times in 90, and no meeting about it is on record (no "
    "return holds one, so without the oversight extract it can only ask)",
    data="SSDA903: missing episodes; Annex A List 8: interview offered after the last "
    "one; the oversight extract: interviews, meetings about repeat missing",
    why_it_matters="The child was trying to tell us something.",
    pitfall="Offered is not held.",
    day_one="proxy",
    proxy="an interview that was offered stands for one that was held, and no return "
    "holds the meetings",
    thresholds=(
        Threshold("episodes", 3, "episodes of being missing, in `days` days"),
        Threshold("days", 90, "days in which `episodes` are too many"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S20, S21 and S22."""
    return [
        _too_young(seen),
        _unregistered(seen),
        _deprived(seen),
        _not_reviewed(seen),
        _many_placements(seen),
        _broken(seen),
        _not_offered(seen),
        _often_missing(seen),
    ]


def _too_young(seen: Seen) -> Frame:
    age = seen.limit(SETTING, "age")
    there = seen.running(e.PLACEMENT).filter(
        so(nw.col("detail").is_in(list(SUPPORTED)))
    )
    young = seen.born(there).filter(so(later("birth_on", age, "y") > seen.today))
    return written(
        young,
        SETTING,
        since=nw.col("starts_on"),
        because=said(
            "In supported accommodation (", nw.col("detail"), ") since ",
            day("starts_on"), f", and under {age}.",
        ),
    )  # fmt: skip


def _unregistered(seen: Seen) -> Frame:
    place, number = nw.col("place"), nw.col("urn").str.strip_chars()
    none = so(number.str.contains(NO_NUMBER))
    blank = number.is_null() | so(number.str.contains(NUMBER_LEFT_BLANK))
    unknown_kind = so(place.is_in(list(OTHER))) & (blank | none)
    must_have = so(place.is_in(list(NEEDS_NUMBER))) & none
    there = seen.placed.filter(unknown_kind | must_have)
    return written(
        only(there, seen.running(e.CARE)),
        SETTING,
        since=nw.col("starts_on"),
        because=said(
            "Since ", day("starts_on"), " in a placement of type ",
            in_words.of_care("place", "placement"),
            " for which the return gives no Ofsted number.",
        ),
    )  # fmt: skip


def _deprived(seen: Seen) -> Frame:
    near = seen.limit(SETTING, "ending_days")
    end = nw.col("ended_on")
    running = seen.newest("liberty").filter(
        so(nw.col("starts_on") <= seen.today), ~so(seen.days_past("ended_on") > near)
    )
    left = nw.lit(0) - seen.days_past("ended_on")
    running = running.with_columns(left=left)
    ends = (
        nw.when(nw.col("left") <= near)
        .then(said(" It ends on ", day("ended_on"), ", in ", nw.col("left"), " days."))
        .otherwise(said(" It runs to ", day("ended_on"), "."))
    )
    over = said(" It ended on ", day("ended_on"), ": ask what came after it.")
    ends = nw.when(nw.col("left") < 0).then(over).otherwise(ends)
    ends = nw.when(~end.is_null()).then(ends).otherwise(nw.lit(" No end is given."))
    return written(
        running,
        SETTING,
        since=nw.col("starts_on"),
        because=said(
            "An order deprived this child of liberty from ",
            day("starts_on"),
            ".",
            ends,
        ),
    )


def _overdue(seen: Seen, clock: str) -> Frame:
    """Return what is overdue of this clock, for children in care."""
    late = seen.overdue.filter(nw.col("clock") == clock)
    return only(late, seen.running(e.CARE))


def _not_reviewed(seen: Seen) -> Frame:
    return written(
        _overdue(seen, LIBERTY_CLOCK),
        SETTING,
        since=later("due_on", 1, "d"),
        because=said(
            "No review of what deprives this child of liberty is on record since ",
            day("starts_on"), ": one was due by ", day("due_on"), " (",
            nw.col("limit"), ").",
            nw.when(nw.col("is_behind")).then(nw.lit(COUNTED_LATE)),
        ),
    )  # fmt: skip


def _many_placements(seen: Seen) -> Frame:
    months = seen.limit(APART, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    lived = seen.of(e.PLACEMENT).filter(
        nw.col("until").is_null() | so(nw.col("until") > from_day),
        ~so(nw.col("detail").is_in(list(TEMPORARY))),
    )
    many = (
        only(lived, seen.running(e.CARE))
        .group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("starts_on").n_unique().cast(nw.Int64),
            last_on=nw.col("starts_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(APART, "placements"))
    )
    return written(
        many,
        APART,
        since=nw.col("last_on"),
        because=said(
            nw.col("times"), f" placements in the last {months} months; the latest "
            "began on ", day("last_on"), ".",
        ),
    )  # fmt: skip


def _broken(seen: Seen) -> Frame:
    months = seen.limit(APART, "end_months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    ends = seen.record["care_episode"].filter(
        so(nw.col("ended_on") > from_day),
        so(nw.col("ended_on") <= seen.today),
        so(nw.col("place_change_reason").is_in(list(UNPLANNED))),
    )
    broken = (
        only(ends, seen.running(e.CARE))
        .group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("ended_on").n_unique().cast(nw.Int64),
            first_on=nw.col("ended_on").min(),
            last_on=nw.col("ended_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(APART, "ends"))
    )
    return written(
        broken,
        APART,
        since=nw.col("last_on"),
        because=said(
            nw.col("times"), f" placements ended without plan in the last {months} "
            "months, the first on ", day("first_on"), " and the latest on ",
            day("last_on"), ".",
        ),
    )  # fmt: skip


def _not_offered(seen: Seen) -> Frame:
    return written(
        _overdue(seen, INTERVIEW_CLOCK),
        UNASKED,
        since=later("due_on", 1, "d"),
        because=said(
            "Back from being missing on ", day("starts_on"), ", and no interview was "
            "offered by ", day("due_on"), ".",
        ),
    )  # fmt: skip


def _often_missing(seen: Seen) -> Frame:
    span = seen.limit(UNASKED, "days")
    away = seen.of(e.MISSING).filter(
        so(nw.col("detail") == MISSING), seen.days_past("starts_on") < span
    )
    away = only(away, seen.running(e.CARE)).with_columns(one=nw.lit(1, nw.Int64))
    nth = nw.col("one").cum_sum().over(*WHOSE, order_by=["starts_on", "spell"])
    is_last = nth == seen.limit(UNASKED, "episodes")
    away = away.with_columns(often_on=nw.when(is_last).then(nw.col("starts_on")))
    often = (
        away.group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("starts_on").count().cast(nw.Int64),
            first_on=nw.col("starts_on").min(),
            last_on=nw.col("starts_on").max(),
            often_on=nw.col("often_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(UNASKED, "episodes"))
    )
    met = seen.events(e.MISSING_MEETING).group_by(*WHOSE).agg(met_on=nw.col("on").max())
    held = shown(seen, e.MISSING_MEETING).with_columns(in_it=nw.lit(1))
    asked = held.group_by(*WHOSE).agg(nw.col("known_from", "in_it").min())
    often = (
        often.join(met, on=list(WHOSE), how="left")
        .join(asked, on=list(WHOSE), how="left")
        .filter(~so(nw.col("met_on") >= nw.col("often_on")))
    )
    told = ~nw.col("in_it").is_null() & ~so(nw.col("known_from") > nw.col("often_on"))
    silent = nw.lit(". No return says whether everyone met about it.")
    unmet = nw.lit(". No meeting about it is on record since the last of them.")
    return written(
        often,
        UNASKED,
        since=nw.col("last_on"),
        because=said(
            "Missing ", nw.col("times"), f" times in the last {span} days, the first "
            "time from ", day("first_on"), " and the latest from ", day("last_on"),
            nw.when(told).then(unmet).otherwise(silent),
        ),
    )  # fmt: skip
