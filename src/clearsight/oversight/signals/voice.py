"""Signals of silence: the child's voice, and a record in which nothing happens."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_months
from clearsight.journeys import events as e
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals import in_words
from clearsight.oversight.signals.care import LONG_TERM
from clearsight.oversight.signals.rows import (
    WHOSE,
    counted,
    day,
    later,
    said,
    so,
    written,
)
from clearsight.oversight.signals.seen import Seen, apart, besides, only
from clearsight.shape import Frame

NOT_ALONE = "not seen alone"  # as journeys writes it of a visit
UNHEARD = ("PN4", "PN7")
# Aged 4 to 16 for the whole of a year; SDQ1 says that the child was not.
ASKED_AGES, NOT_ASKED = (4, 17), "SDQ1"
MISSING = "M"
LISTED_MONTHS = 12  # over which List 8 counts times missing
SEEN_ON_LISTS = (e.PROTECTION_VISIT, e.CARE_VISIT, e.CHILD_SEEN)
# What somebody did or met, and wrote down with its day. Birthdays, limits and what is
# worked out from other days are not here: they come without anybody.
ACTIVITY = (
    e.CONTACT_RECEIVED, e.REFERRAL_RECEIVED, e.ASSESSMENT_STARTED,
    e.ASSESSMENT_UNREFERRED, e.ASSESSMENT_AUTHORISED, e.ENQUIRY_STARTED,
    e.ENQUIRY_ENDED, e.CONFERENCE_HELD, e.CIN_PLAN_STARTED, e.CIN_PLAN_ENDED,
    e.PROTECTION_PLAN_STARTED,
    e.PROTECTION_PLAN_ENDED, e.REVIEW_CONFERENCE, e.PROTECTION_VISIT,
    e.PRE_PROCEEDINGS_STARTED, e.PRE_PROCEEDINGS_ENDED, e.CARE_BEGAN,
    e.SHORT_BREAKS_BEGAN, e.CARE_ENDED, e.CARE_REVIEW, e.LEGAL_STATUS_BEGAN,
    e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN, e.SHORT_BREAK_PLACEMENT_BEGAN,
    e.PLACEMENT_ENDED, e.CARE_VISIT, e.CHILD_SEEN, e.WENT_MISSING, e.RETURNED,
    e.WORKER_STARTED, e.WORKER_ENDED, e.REFERRAL_CLOSED, e.EARLY_HELP_STARTED,
    e.EARLY_HELP_COMPLETED, e.HEALTH_ASSESSED, e.HEALTH_ASSESSED_YOUNG, e.DENTAL_CHECK,
    e.PATHWAY_REVIEWED, e.LEAVER_CONTACT, e.ADOPTION_DECIDED, e.ADOPTION_REVERSED,
    e.ADOPTION_MATCHED, e.PLACED_FOR_ADOPTION,
)  # fmt: skip
# The record holds these with their days, and the journeys do not always.
ALSO_DATED = (
    ("leaver", "contact_on"), ("leaver", "pathway_review_on"), ("liberty", "starts_on"),
    ("adoption", "decided_on"), ("adoption", "placement_order_on"),
)  # fmt: skip

VOICE = Signal(
    key="S15",
    title="Child's voice absent",
    tier=2,
    raised_when="on a protection plan and not seen alone at the latest visit; or the "
    "latest review of a child in care says that the child did not contribute (PN4, "
    "PN7) or does not say; or no strengths and difficulties score is on file; or no "
    "return interview was accepted after two times missing",
    data="Annex A List 7: seen alone, List 8: interview accepted after the last time, "
    "and times missing where no return holds their days; "
    "SSDA903: reviews, OC2, missing; a council's own extract of return interviews",
    why_it_matters="It is the nearest that the data come to plans made about adults.",
    pitfall="A young or disabled child may speak in other ways: a council may set the "
    "age from which it asks.",
    thresholds=(
        Threshold("from_age", 0, "age from which a child is asked; 0: from birth"),
        Threshold("episodes", 2, "times missing with no interview accepted"),
        Threshold("months", 12, "months in which they are looked for"),
    ),
)
SILENT = Signal(
    key="S11",
    title="Silent record",
    tier=2,
    raised_when="nothing dated is on record for 28 days, or for 60 after 12 months in "
    "one long-term foster placement, about a child who is open on the newest Annex A",
    data="all returns; days are counted to the newest Annex A extract, and only in a "
    "council whose lists hold visits",
    why_it_matters="It catches what no clock covers.",
    pitfall="Annex A shows the latest visit alone, and none of what is not a visit, "
    "review or plan.",
    day_one="proxy",
    proxy="the few days that returns hold stand for all that the child's file says",
    thresholds=(
        Threshold("days", 28, "days with nothing on record"),
        Threshold("settled_days", 60, "days, where the child is settled"),
        Threshold("settled_months", 12, "months in one long-term foster placement"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S11 and S15."""
    return [
        _not_alone(seen),
        *_not_heard(seen),
        _not_scored(seen),
        _not_accepted(seen),
        _not_accepted_on_list(seen),
        _silent(seen),
    ]


def _old_enough(seen: Seen, frame: Frame, on: str) -> Frame:
    """Keep children who were born and old enough on the day.

    Where no age is asked for, one with no birth date is kept too.
    """
    age = seen.limit(VOICE, "from_age")
    if not age:
        return seen.born(frame).filter(~so(nw.col("birth_on") > nw.col(on)))
    return seen.born(frame).filter(so(later("birth_on", age, "y") <= nw.col(on)))


def _latest(frame: Frame) -> Frame:
    newest = nw.col("on").max().over(*WHOSE)
    return frame.with_columns(newest=newest).filter(nw.col("on") == nw.col("newest"))


def _not_alone(seen: Seen) -> Frame:
    plan = seen.running(e.PROTECTION_PLAN).select(*WHOSE, "spell").unique()
    visits = seen.events(e.PROTECTION_VISIT).join(
        plan, on=[*WHOSE, "spell"], how="inner"
    )
    # Of two visits on one day, one alone is enough.
    told = (
        _latest(visits)
        .group_by(*WHOSE, "on")
        .agg(
            nw.col("file", "row").max(),
            said=nw.col("detail").count(),
            no=so(nw.col("detail") == NOT_ALONE).cast(nw.Int64).sum(),
        )
    )
    alone = told.filter(nw.col("no") > 0, nw.col("no") == nw.col("said"))
    return written(
        _old_enough(seen, alone, "on"),
        VOICE,
        since=nw.col("on"),
        because=said(
            "On a protection plan; at the latest visit, on ", day("on"), ", the child "
            "was not seen alone.",
        ),
    )  # fmt: skip


def _not_heard(seen: Seen) -> list[Frame]:
    held = seen.record["meeting"].filter(
        nw.col("kind") == e.CARE_REVIEW, so(nw.col("held_on") <= seen.today)
    )
    # Only the 903 says how a child took part: to be silent there is to leave it out. A
    # file that says it of nobody has lost the column.
    heard = (~nw.col("took_part").is_null()).cast(nw.Int64)
    whole = ("council", "file")
    told_of = held.with_columns(heard=heard).group_by(*whole)
    held = held.join(told_of.agg(nw.col("heard").max()), on=list(whole), how="left")
    asked = (nw.col("source") == "ssda903").cast(nw.Int64) * nw.col("heard")
    held = held.with_columns(on=nw.col("held_on"), asked=asked)
    by_day = _latest(only(held, seen.running(e.CARE))).group_by(*WHOSE, "on")
    told = by_day.agg(nw.col("took_part", "asked", "file", "row").max())
    last = _old_enough(seen, told, "on")
    code = nw.col("took_part")
    return [
        written(
            last.filter(so(code.is_in(list(UNHEARD)))), VOICE, since=nw.col("on"),
            because=said(
                "At the review of ", day("on"), " the child was not heard: ",
                in_words.of_care("took_part", "review_code"), ".",
            ),
        ),
        written(
            last.filter(code.is_null(), nw.col("asked") == 1), VOICE,
            since=nw.col("on"),
            because=said(
                "Of the review of ", day("on"), " the return does not say how the "
                "child took part.",
            ),
        ),
    ]  # fmt: skip


def _not_scored(seen: Seen) -> Frame:
    """Raise it where the newest 903 has a row for the child's year and no score."""
    first, last = (later("birth_on", years, "y") for years in ASKED_AGES)
    in_range = so(first <= nw.lit(add_months(seen.as_at, -12))) & so(last > seen.today)
    told = seen.newest("questionnaire").filter(so(~nw.col("is_scored")))
    lacking = seen.born(only(told, seen.running(e.CARE))).filter(
        # A reason says that the child was asked, whatever the birth date says.
        so(nw.col("reason") != NOT_ASKED) | (nw.col("reason").is_null() & in_range)
    )
    reason = nw.when(~nw.col("reason").is_null()).then(
        said(" The reason given: ", in_words.of_care("reason", "sdq_reason"), ".")
    )
    return written(
        lacking,
        VOICE,
        because=said(
            "The SSDA903 to 31 March ", nw.col("year"), " holds no strengths and "
            "difficulties score.", reason,
        ),
    )  # fmt: skip


def _not_accepted(seen: Seen) -> Frame:
    months = seen.limit(VOICE, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    told = seen.record["return_interview"].filter(
        so(nw.col("returned_on") > from_day), so(nw.col("returned_on") <= seen.today)
    )
    accepted = told.filter(
        so(nw.col("is_accepted")) | so(nw.col("held_on") <= seen.today)
    )
    never = (
        only(besides(told, accepted), seen.known)
        .filter(~nw.col("child").is_null())
        .group_by(*WHOSE)
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("returned_on").n_unique().cast(nw.Int64),
            last_on=nw.col("returned_on").max(),
        )
        .filter(nw.col("times") >= seen.limit(VOICE, "episodes"))
    )
    return written(
        never,
        VOICE,
        since=nw.col("last_on"),
        because=said(
            "Back from being missing ", nw.col("times"), f" times in the last {months} "
            "months, the last time on ", day("last_on"), ", and no interview was "
            "accepted.",
        ),
    )  # fmt: skip


def _not_accepted_on_list(seen: Seen) -> Frame:
    """Raise it where List 8 says that the interview after the last time was refused.

    Where no return holds the days of a council's missing episodes, List 8's own count
    of the last 12 months stands in for them.
    """
    months = seen.limit(VOICE, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    away = seen.of(e.MISSING).filter(
        so(nw.col("detail") == MISSING), nw.col("starts_on") > from_day
    )
    times = away.group_by(*WHOSE).agg(
        times=nw.col("starts_on").count().cast(nw.Int64),
        last_on=nw.col("starts_on").max(),
    )
    dated = away.select("council", in_days=nw.lit(1)).unique()
    # A count of a year says nothing certain of a shorter time.
    is_a_year = nw.lit(months >= LISTED_MONTHS)
    refused = seen.newest("care_period").filter(
        nw.col("ended_on").is_null(),
        so(~nw.col("is_interview_accepted"))
        | (so(~nw.col("is_interview_offered")) & ~so(nw.col("is_interview_accepted"))),
    )
    told = (
        only(refused, seen.running(e.CARE))
        .group_by(*WHOSE)
        .agg(nw.col("file", "row", "times_missing").max())
        .join(times, on=list(WHOSE), how="left")
        .join(dated, on="council", how="left")
        .with_columns(
            times=nw.when(nw.col("in_days").is_null() & is_a_year)
            .then(nw.col("times_missing").cast(nw.Int64))
            .otherwise(nw.col("times"))
        )
        .filter(so(nw.col("times") >= seen.limit(VOICE, "episodes")))
    )
    last_time = said(
        f" times in the last {months} months, the last time from ", day("last_on")
    )
    return written(
        told,
        VOICE,
        since=nw.col("last_on"),
        because=said(
            "Missing ", nw.col("times"),
            nw.when(nw.col("last_on").is_null())
            .then(nw.lit(f" times in {LISTED_MONTHS} months, as List 8 counts them"))
            .otherwise(last_time),
            ", and List 8 shows no interview accepted.",
        ),
    )  # fmt: skip


def _silent(seen: Seen) -> Frame:
    shows = seen.events(*SEEN_ON_LISTS).select("council").unique()
    listed = seen.newest("involvement").filter(
        so(nw.col("about").is_in(["need", "child protection plan", "period of care"])),
        ~so(nw.col("about_ended_on") <= seen.today),
        so(nw.col("seen_on") <= seen.today),
    )
    listed = listed.group_by(*WHOSE).agg(shown_on=nw.col("seen_on").max())
    here = only(listed.join(shows, on="council", how="inner"), seen.known)
    year_ago = nw.lit(add_months(seen.as_at, -seen.limit(SILENT, "settled_months")))
    settled = (
        seen.running(e.PLACEMENT)
        .filter(
            so(nw.col("detail").is_in(list(LONG_TERM))),
            nw.col("starts_on") <= year_ago,
        )
        .select(*WHOSE, settled=nw.lit(1))
        .unique()
    )
    columns = [*WHOSE, "file", "row", "on"]
    dated = [seen.events(*ACTIVITY).select(*columns)]
    for table, column in ALSO_DATED:
        rows = seen.record[table].filter(so(nw.col(column) <= seen.today))
        dated.append(rows.select(*WHOSE, "file", "row", on=column).select(*columns))
    last = (
        nw.concat(dated)
        .group_by(*WHOSE)
        .agg(nw.col("file", "row").max(), last_on=nw.col("on").max())
    )
    days, calm = seen.limit(SILENT, "days"), seen.limit(SILENT, "settled_days")
    allowed = nw.when(nw.col("settled").is_null()).then(nw.lit(days))
    told = (
        here.join(last, on=list(WHOSE), how="inner")
        .join(settled, on=list(WHOSE), how="left")
        .with_columns(
            gap=apart("last_on", "shown_on"), allowed=allowed.otherwise(nw.lit(calm))
        )
        .filter(nw.col("gap") > nw.col("allowed"))
    )
    by_limit = [later("last_on", limit + 1, "d") for limit in (days, calm)]
    is_settled = ~nw.col("settled").is_null()
    return written(
        told,
        SILENT,
        since=nw.when(is_settled).then(by_limit[1]).otherwise(by_limit[0]),
        because=said(
            "The latest thing on record is of ", day("last_on"), ", ",
            counted("gap", "day", "days"), " before the extract of ", day("shown_on"),
            "; it is asked about after ", counted("allowed", "day", "days"), ".",
        ),
    )  # fmt: skip
