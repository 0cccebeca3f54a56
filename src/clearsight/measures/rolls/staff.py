"""The people who work: the workforce census of each year, and who holds how many.

Personal data of staff. A row's `child` is a worker here, and no named worker leaves the
team.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.named import with_person
from clearsight.journeys.settle import keep
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.reach import WORKFORCE
from clearsight.measures.rolls.state import WHOSE, with_open
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.signals.cover import THIN
from clearsight.oversight.thresholds import in_force
from clearsight.shape import Frame

SOCIAL_WORKER = "social worker"
ANNEX_A = "annexa"
COUNCIL = ("council", "year")
# Lists 3 to 5 name the worker of the time, and go on doing so for six months.
OF_THE_TIME = ("referral", "assessment", "enquiry")
NAMED_BEFORE = ("need", "care leaver")
SAID = (*WHOSE, "file", "row", "about", "worker", "listed_on")


def _autumn(year: nw.Expr, back: int = 0) -> nw.Expr:
    text = nw.concat_str((year - back).cast(nw.String), nw.lit("-09-30"))
    return text.str.to_date("%Y-%m-%d")


def _in_post(known: Known) -> Frame:
    """Return the workers of each census, and whether each is in post on its day.

    Of whom no first day is told, it is taken that the year found them in post.
    """
    began, ended = nw.col("began_on"), nw.col("ended_on")
    return (
        known.record["workforce"]
        .filter(~nw.col("year").is_null())
        .with_columns(
            is_agency=nw.col("is_agency").fill_null(False),
            on=_autumn(nw.col("year")),
            year_from=_autumn(nw.col("year"), 1),
        )
        .with_columns(began_on=nw.coalesce(nw.col("starts_on"), nw.col("year_from")))
        .with_columns(
            is_here=(ended.is_null() | (ended > nw.col("on"))) & (began <= nw.col("on"))
        )
    )


def _with_leavers(known: Known) -> Frame:
    """Return the workers of each census, with who left in its year.

    A worker may have several rows: one who went from post to post, or has two at once.
    Nobody is a leaver who is here still, or who came and went within the year; and of
    one who moved and then left, the last post alone is left.
    """
    staff, who = _in_post(known), [*COUNCIL, "worker", "is_agency"]
    whole = (
        staff.filter(~nw.col("worker").is_null())
        .group_by(*who)
        .agg(
            came_on=nw.col("began_on").min(),
            moved_on=nw.col("began_on").max(),
            stays=nw.col("is_here").cast(nw.Int8).max(),
        )
    )
    came = nw.coalesce(nw.col("came_on"), nw.col("began_on"))
    moved = nw.coalesce(nw.col("moved_on"), nw.col("began_on"))
    ended, since = nw.col("ended_on"), nw.col("year_from")
    return staff.join(whole, on=who, how="left").with_columns(
        is_leaver=(ended > since)
        & (ended <= nw.col("on"))
        & (nw.col("stays").fill_null(0) == 0)
        & (moved < ended)
        & (came <= since)
    )


def _workforce(known: Known) -> Frame:
    """Return each worker of each census, and a row for what stood empty.

    `fte` is what a leaver worked; `fte_now` what somebody in post works at the census,
    and 0 for others; `vacant` the posts that stand empty, 0 for people.
    """
    fte = nw.coalesce(nw.col("fte_on_day"), nw.col("fte"))
    here = nw.col("is_here")
    people = _with_leavers(known).select(
        *COUNCIL, "file", "row", "on", "is_agency", "is_here", "is_leaver",
        "cases", "ended_on", "starts_on",
        child=nw.coalesce(nw.col("worker"), nw.lit("not named")),
        fte=nw.col("fte").fill_null(0.0),
        fte_now=nw.when(here).then(fte).otherwise(nw.lit(0.0)).fill_null(0.0),
        vacant=nw.lit(0.0),
        kind=nw.lit("worker"),
        touched=fte.is_null(),
    )  # fmt: skip
    empty = known.record["vacancies"].filter(~nw.col("year").is_null())
    posts = empty.select(
        *COUNCIL, "file", "row",
        on=_autumn(nw.col("year")),
        is_agency=nw.lit(False), is_here=nw.lit(False), is_leaver=nw.lit(False),
        cases=nw.lit(None, nw.Int64), ended_on=nw.lit(None, nw.Date),
        starts_on=nw.lit(None, nw.Date), child=nw.lit("vacancies"), fte=nw.lit(0.0),
        fte_now=nw.lit(0.0), vacant=nw.col("vacant_fte").fill_null(0.0),
        kind=nw.lit("vacancies"), touched=nw.col("vacant_fte").is_null(),
    )  # fmt: skip
    told = posts.filter(~nw.col("touched")).select(*COUNCIL).unique()
    told = told.with_columns(has_vacancies=nw.lit(True))
    columns = posts.collect_schema().names()
    rows = nw.concat([people.select(*columns), posts.select(*columns)])
    number = nw.col("row").cast(nw.String).fill_null("")
    return rows.join(told, on=list(COUNCIL), how="left").with_columns(
        key=nw.concat_str(
            nw.col("kind"), nw.lit(" "), nw.col("year").cast(nw.String), nw.lit(" "),
            number,
        )
    )  # fmt: skip


def named_now(known: Known) -> Frame:
    """Return who is named for each open child of each Annex A, on its own day.

    Lists 6 to 9 name who has the child on that day; Lists 3 to 5 who had the child when
    the thing was done, and speak only for an open child whom no other list shows.
    `person` is whoever is named, in whichever way written: a team, a tray or a blank is
    none, and has `is_person` false.
    """
    days = known.extracts
    rows = known.record["involvement"].filter(
        nw.col("source") == ANNEX_A,
        nw.col("role") == SOCIAL_WORKER,
        nw.col("about_ended_on").is_null(),
    )
    on_the_day = (nw.col("seen_on") == nw.col("listed_on")).fill_null(True)
    told = rows.join(days, on="file", how="inner").filter(on_the_day)
    told = nw.concat([told.select(*SAID), _said_before(known, days).select(*SAID)])
    told = keep(told.with_columns(at=nw.col("listed_on")))
    of_the_time = nw.col("about").is_in(list(OF_THE_TIME)).fill_null(False)
    now = told.filter(~of_the_time)
    others = told.filter(of_the_time).join(
        now.select(*WHOSE, "listed_on").unique(), on=[*WHOSE, "listed_on"], how="anti"
    )
    others = with_open(known, keep(others), e.REFERRAL, "is_open")
    columns = [*SAID, "at"]
    both = [now.select(*columns), others.filter(nw.col("is_open")).select(*columns)]
    told = with_person(nw.concat(both), "worker", known.settings.not_a_worker, "person")
    return told.with_columns(is_person=~nw.col("person").is_null())


def _said_before(known: Known, days: Frame) -> Frame:
    """Return whom Lists 6 and 9 of earlier extracts named for the children open then.

    Of a run of extracts that name one worker, involvement has the first and the last.
    """
    told = known.record["listing"].filter(
        nw.col("about").is_in(list(NAMED_BEFORE)), nw.col("ended_on").is_null()
    )
    return told.join(days, on="file", how="inner")


def _held(known: Known) -> Frame:
    """Return each worker of each Annex A with the open children, and a limit.

    The limit is the worker's own, else that of the signal S23: one for the newly
    qualified, one for everybody else, as the council's settings have them.
    """
    one_way = nw.coalesce("person", "worker")
    named = known.once("named now", named_now).filter(
        ~nw.col("worker").is_null(), nw.col("worker") != ""
    )
    named = named.with_columns(person=one_way)
    whose = ("council", "person", "listed_on")
    counts = (
        named.select(*whose, "child")
        .unique()
        .group_by(*whose)
        .agg(children=nw.col("child").count())
    )
    about = named.group_by(*whose).agg(
        nw.col("worker", "file").min(),
        nw.col("row").min(),
        nw.col("is_person").cast(nw.Int8).max(),
    )
    staff = with_person(
        known.record["staff"], "worker", known.settings.not_a_worker, "person"
    ).with_columns(person=one_way)
    limits = staff.group_by("council", "person").agg(
        own_limit=nw.col("caseload_limit").min(),
        new_to=nw.col("newly_qualified_to").max(),
    )
    usual = in_force(SIGNALS, known.settings, known.as_at)
    is_new = (nw.col("new_to") >= nw.col("listed_on")).fill_null(False)
    by_rule = (
        nw.when(is_new)
        .then(nw.lit(usual[THIN.key, "newly_qualified"], nw.Int64))
        .otherwise(nw.lit(usual[THIN.key, "children"], nw.Int64))
    )
    out = counts.join(about, on=list(whose), how="left").join(
        limits, on=["council", "person"], how="left"
    )
    day = nw.col("listed_on").dt.to_string("%Y-%m-%d")
    return out.select(
        "council", "file", "row", "listed_on", "children",
        child="worker",
        limit=nw.coalesce(nw.col("own_limit"), by_rule),
        is_person=nw.col("is_person") == 1,
        key=nw.concat_str(nw.lit("caseload "), day),
        touched=nw.lit(False),
    )  # fmt: skip


def _allocated(known: Known) -> Frame:
    """Return each open child of each Annex A, and whether any row names a person."""
    named = known.once("named now", named_now)
    told = named.group_by(*WHOSE, "listed_on").agg(
        nw.col("file").min(),
        nw.col("row").min(),
        nw.col("is_person").cast(nw.Int8).max(),
        named_as=nw.col("worker").max(),
    )
    day = nw.col("listed_on").dt.to_string("%Y-%m-%d")
    return told.with_columns(
        is_person=nw.col("is_person") == 1,
        key=nw.concat_str(nw.lit("listed "), day),
        touched=nw.lit(False),
    )


CENSUS = Roll(
    "workforce", "a social worker of the workforce census", (WORKFORCE,), _workforce,
    on="on",
)  # fmt: skip
CASELOADS = Roll(
    "caseloads", "a worker named on Annex A", (ANNEX_A,), _held,
    since="listed_on", until_known="listed_on", is_latest_only=True,
)  # fmt: skip
ALLOCATED = Roll(
    "children listed", "an open child on Annex A", (ANNEX_A,), _allocated,
    since="listed_on", until_known="listed_on", is_latest_only=True,
)  # fmt: skip
