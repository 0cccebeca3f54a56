"""The signal of thin cover: too many children, newly qualified, about to leave."""

from __future__ import annotations

from datetime import timedelta

import narwhals as nw

from clearsight.journeys.named import only_people, with_person
from clearsight.journeys.settle import keep
from clearsight.journeys.workers import STANDING as ON_LISTS
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import WHOSE, counted, day, said, so, written
from clearsight.oversight.signals.seen import Seen, only
from clearsight.oversight.signals.workers import SOCIAL_WORKER
from clearsight.shape import Frame

NAMED_WORKER = "SOCIAL WORKER"  # as the staff extract codes the role

THIN = Signal(
    key="S23",
    title="Thin cover",
    tier=2,
    raised_when="the child's worker is named for more children who are open than the "
    "worker's own limit, than 18 while newly qualified, or than 20; or is an agency "
    "worker whose contract ends within 28 days; or has given notice",
    data="Annex A Lists 6 to 9: allocated worker. Better, the staff extract: "
    "assignments, each worker's own limit, the end of the first supported year, "
    "notice; the oversight extract: contract ends. No return holds those, and nothing "
    "is raised where no extract says so.",
    why_it_matters="It comes weeks before changed workers and missed visits.",
    pitfall="It is shown to that worker's manager as a need for support, never as a "
    "league table. Without the staff extract two people of one name count as one.",
    day_one="proxy",
    proxy="the number of children and the terms of the post stand for the time "
    "that the worker has for this child",
    thresholds=(
        Threshold("children", 20, "children that one worker may hold"),
        Threshold("newly_qualified", 18, "children, in the first supported year"),
        Threshold("contract_days", 28, "days before the end of an agency contract"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S23."""
    people = keep(_people(seen))
    held = keep(_as_one(_held(seen), people))
    return [_full(seen, held), _ending(seen, held, people), _leaving(seen, held)]


def _going(seen: Seen, frame: Frame) -> Frame:
    """Keep what has begun and is not over."""
    return frame.filter(
        ~so(nw.col("starts_on") > seen.today), ~so(nw.col("ended_on") < seen.today)
    )


def _people(seen: Seen) -> Frame:
    """Return who works here now, once for each id of theirs.

    council, worker, system, person (the same for one in all systems), and what the
    staff extract says of them.
    """
    now = _going(seen, seen.newest("staff")).filter(~nw.col("worker").is_null())
    return _one_way(seen, now).select(
        "council", "system", "is_agency", "newly_qualified_to", "notice_on", "worker",
        person=nw.coalesce("staff", "worker"),
        own_limit="caseload_limit",
        last_on="ended_on",
    )  # fmt: skip


def _one_way(seen: Seen, frame: Frame) -> Frame:
    """Write each worker in one way; what names nobody stays as it is."""
    told = with_person(frame, "worker", seen.not_a_worker, "written_one_way")
    one_way = nw.coalesce("written_one_way", "worker")
    return told.with_columns(worker=one_way).drop("written_one_way")


def _held(seen: Seen) -> Frame:
    """Return whom the newest data name for each open child.

    council, child, worker, system, file, row: by assignments where a council's extract
    has them, else by the lists of Annex A.
    """
    columns = [*WHOSE, "worker", "system", "file", "row"]
    assigned = seen.newest("assignment").filter(nw.col("role") == NAMED_WORKER)
    councils = assigned.select("council").unique().with_columns(has=nw.lit(1))
    listed = (
        seen.newest("involvement")
        .filter(
            so(nw.col("about").is_in(list(ON_LISTS))),
            so(nw.col("role") == SOCIAL_WORKER),
            ~so(nw.col("about_ended_on") <= seen.today),
        )
        .join(councils, on="council", how="left")
        .filter(nw.col("has").is_null())
        .with_columns(system=nw.lit(None, nw.String))
    )
    both = nw.concat([f.select(*columns) for f in (_going(seen, assigned), listed)])
    named = only_people(both, "worker", seen.not_a_worker)
    one_way = named.with_columns(worker=nw.col("person")).drop("person")
    return only(one_way, seen.known)


def _as_one(held: Frame, people: Frame) -> Frame:
    """Add what is known of the person; an id of another system is somebody else's."""
    theirs = people.with_columns(theirs=nw.col("system")).drop("system")
    agree = so(nw.col("theirs") == nw.col("system")) | (
        nw.col("theirs").is_null() | nw.col("system").is_null()
    )
    told = ("own_limit", "newly_qualified_to", "notice_on", "last_on")
    pair = [*WHOSE, "worker"]
    known = (
        held.join(theirs, on=["council", "worker"], how="inner")
        .filter(agree)
        .group_by(*pair)
        .agg(nw.col("person").min(), *(nw.col(c).max() for c in told))
    )
    once = held.group_by(*pair).agg(nw.col("file", "row").max())
    found = once.join(known, on=pair, how="left")
    who = nw.coalesce(nw.col("person"), nw.col("worker"))
    return found.with_columns(person=who)


def _full(seen: Seen, held: Frame) -> Frame:
    usual, first = (seen.limit(THIN, n) for n in ("children", "newly_qualified"))
    load = held.group_by("council", "person").agg(
        held=nw.col("child").n_unique().cast(nw.Int64)
    )
    is_new = so(nw.col("newly_qualified_to") >= seen.today)
    own = nw.col("own_limit")
    by_rule = nw.when(is_new).then(nw.lit(first)).otherwise(nw.lit(usual))
    over = (
        held.join(load, on=["council", "person"], how="inner")
        .with_columns(limit=nw.coalesce(own, by_rule))
        .filter(nw.col("held") > nw.col("limit"))
    )
    one = over.group_by(*WHOSE).agg(
        nw.col("held", "limit", "newly_qualified_to", "file", "row").max()
    )
    until = said(
        " This is the worker's first supported year, to ", day("newly_qualified_to"),
        ".",
    )  # fmt: skip
    return written(
        one,
        THIN,
        because=said(
            "The worker named for this child is named for ",
            counted("held", "child", "children"), "; the limit is ", nw.col("limit"),
            ".", nw.when(is_new).then(until),
        ),
    )  # fmt: skip


def _ending(seen: Seen, held: Frame, people: Frame) -> Frame:
    """Raise it where the last of an agency worker's contracts ends soon."""
    limit = seen.limit(THIN, "contract_days")
    ids = people.group_by("council", "worker").agg(
        nw.col("person").min(), agency=nw.col("is_agency").cast(nw.Int64).max()
    )
    contracts = _one_way(seen, seen.newest("contract_end"))
    known = contracts.join(ids, on=["council", "worker"], how="left").with_columns(
        person=nw.coalesce(nw.col("person"), nw.col("worker")),
        agency=nw.coalesce(nw.col("is_agency").cast(nw.Int64), nw.col("agency")),
        end_on=nw.coalesce(nw.col("last_day_on"), nw.col("ended_on")),
    )
    last = (
        known.filter(nw.col("agency") == 1)
        .group_by("council", "person")
        .agg(nw.col("end_on").max())
        .filter(
            nw.col("end_on") >= seen.today,
            nw.col("end_on") <= nw.lit(seen.as_at + timedelta(days=limit)),
        )
    )
    soon = held.join(last, on=["council", "person"], how="inner")
    one = soon.group_by(*WHOSE).agg(nw.col("file", "row").max(), nw.col("end_on").min())
    left = nw.lit(0) - seen.days_past("end_on")
    return written(
        one.with_columns(left=left),
        THIN,
        because=said(
            "The worker named for this child is from an agency, and the contract ends "
            "on ", day("end_on"), ", in ", counted("left", "day", "days"),
            f"; it is asked about from {limit} days before.",
        ),
    )  # fmt: skip


def _leaving(seen: Seen, held: Frame) -> Frame:
    """Raise it where notice was given, to whichever extract says so first."""
    gone = _one_way(seen, seen.newest("contract_end")).filter(
        ~so(nw.coalesce("last_day_on", "ended_on") < seen.today)
    )
    noticed = gone.select(
        "council",
        "worker",
        said_on="notice_on",
        end_on=nw.coalesce("last_day_on", "ended_on"),
    )
    theirs = held.select(*WHOSE, "file", "row", "worker", "person")
    by_contract = theirs.drop("person").join(noticed, on=["council", "worker"])
    by_staff = held.with_columns(said_on=nw.col("notice_on"), end_on=nw.col("last_on"))
    columns = [*WHOSE, "file", "row", "said_on", "end_on"]
    both = nw.concat([f.select(*columns) for f in (by_contract, by_staff)])
    given = both.filter(so(nw.col("said_on") <= seen.today))
    one = given.group_by(*WHOSE).agg(
        nw.col("file", "row").max(), nw.col("said_on", "end_on").min()
    )
    last = said("; the last day is ", day("end_on"))
    return written(
        one,
        THIN,
        since=nw.col("said_on"),
        because=said(
            "The worker named for this child gave notice on ", day("said_on"),
            nw.when(~nw.col("end_on").is_null()).then(last), ".",
        ),
    )  # fmt: skip
