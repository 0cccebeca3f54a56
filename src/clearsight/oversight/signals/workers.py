"""Signals of those who work with the child: changes, silence, supervision, cover."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_months, add_working_days
from clearsight.journeys import events as e
from clearsight.journeys.workers import STANDING as ON_LISTS
from clearsight.journeys.workers import named_person
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import WHOSE, counted, day, said, so, written
from clearsight.oversight.signals.seen import Seen, besides, only
from clearsight.shape import Frame

SOCIAL_WORKER = "social worker"

NOBODY = Signal(
    key="S24",
    title="Nobody's child",
    tier=0,
    raised_when=(
        "the newest data show the child open with no named worker, or with a team, a "
        "tray or a placeholder in the worker's column"
    ),
    data="Annex A Lists 3 to 9: allocated worker; SSDA903: social worker episodes",
    why_it_matters="With nobody named, no other clock is safe.",
    pitfall="List your own stand-in names in clearsight.toml first.",
)
CHANGING = Signal(
    key="S08",
    title="Changing workers",
    tier=2,
    raised_when="a child who is open has had three different social workers in 12 "
    "months, or two changes of worker in six, or days in 12 months with nobody",
    data="SSDA903: social worker episodes (children in care); Annex A Lists 6 to 8: "
    "allocated worker, from one extract to the next",
    why_it_matters="Each change is one more stranger to whom the child must tell it "
    "all, and children wait while workers change.",
    pitfall="Teams, trays and cover inflate it: people are counted, and the words for "
    "nobody in clearsight.toml are left out. Between two extracts a change may hide.",
    thresholds=(
        Threshold("workers", 3, "different workers in `months` months"),
        Threshold("months", 12, "months in which `workers` are too many"),
        Threshold("changes", 2, "changes of worker in `change_months` months"),
        Threshold("change_months", 6, "months in which `changes` are too many"),
    ),
)
UNLED = Signal(
    key="S10",
    title="No management decision",
    tier=2,
    raised_when="neither supervision nor a decision of a manager is on record for 20 "
    "working days (child protection plan), 30 (in care) or 40 (CIN plan)",
    data="a council's own extract of supervision and decisions; no return holds them. "
    "Nothing is raised in a council whose data hold none at all.",
    why_it_matters="It is the plainest form of lost oversight.",
    pitfall="A note copied forward passes the test: read a sample.",
    day_one="no",
    thresholds=(
        Threshold("protection_days", 20, "working days, on a child protection plan"),
        Threshold("care_days", 30, "working days, in care"),
        Threshold("help_days", 40, "working days, on a CIN plan"),
    ),
)
THIN = Signal(
    key="S23",
    title="Thin cover",
    tier=2,
    raised_when="the child's worker is named for more than 20 children who are open",
    data="Annex A Lists 6 to 9: allocated worker. Being newly qualified, agency "
    "contracts and notice are in no return, and are not looked at.",
    why_it_matters="It comes weeks before changed workers and missed visits.",
    pitfall="It is shown to that worker's manager as a need for support, never as a "
    "league table. Two people of one name count as one.",
    day_one="proxy",
    thresholds=(Threshold("children", 20, "children that one worker may hold"),),
)
PLANS = {
    e.PROTECTION_PLAN: "protection_days",
    e.CARE: "care_days",
    e.CIN_PLAN: "help_days",
}


def raised(seen: Seen) -> list[Frame]:
    """Raise S08, S10, S23 and S24."""
    return [
        _nobody(seen),
        *_changing(seen),
        *_without(seen),
        *(_unled(seen, kind) for kind in PLANS),
        _thin(seen),
    ]


def _nobody(seen: Seen) -> Frame:
    whose = [*WHOSE, "spell"]
    ended = (
        seen.events(e.ALLOCATED, e.ALLOCATION_ENDED)
        .group_by(*whose)
        .agg(over_on=nw.col("on").max())
    )
    happened = (nw.col("on") <= seen.today).fill_null(True)
    still = (
        seen.timeline.filter(nw.col("event") == e.UNALLOCATED, happened)
        .join(ended, on=whose, how="left")
        .filter(nw.col("over_on").is_null())
    )
    unknown = nw.lit(" The data do not say since when.")
    since = said(" Since ", day("on").fill_null(""), ".")
    return written(
        still,
        NOBODY,
        since=nw.col("on"),
        because=said(
            "This child is open to the service and nobody is named as the worker: ",
            nw.col("detail"), ".",
            nw.when(nw.col("on").is_null()).then(unknown).otherwise(since),
        ),
    )  # fmt: skip


def _held(seen: Seen, from_day: nw.Expr) -> Frame:
    """Return council, child, source, worker of the people named since a day."""
    spells = seen.of(e.WORKER).filter(
        nw.col("until").is_null() | so(nw.col("until") > from_day),
        named_person("detail", seen.not_a_worker),
    )
    listed = seen.record["involvement"].filter(
        so(nw.col("about").is_in(list(ON_LISTS))),
        so(nw.col("role") == SOCIAL_WORKER),
        nw.col("about_ended_on").is_null(),
        so(nw.col("seen_on") > from_day),
        so(nw.col("seen_on") <= seen.today),
        named_person("worker", seen.not_a_worker),
    )
    columns = [*WHOSE, "source", "worker", "file", "row"]
    told = [
        spells.select(
            *WHOSE, "file", "row", source="sources", worker=nw.col("detail")
        ).select(*columns),
        listed.select(*columns),
    ]
    return nw.concat(told).with_columns(worker=nw.col("worker").str.strip_chars())


def _changing(seen: Seen) -> list[Frame]:
    months = seen.limit(CHANGING, "months")
    short = seen.limit(CHANGING, "change_months")
    held = _held(seen, nw.lit(add_months(seen.as_at, -months)))
    # Two returns name one person in two ways, so each is counted by itself.
    by_source = held.group_by(*WHOSE, "source").agg(
        nw.col("file", "row").max(), times=nw.col("worker").n_unique().cast(nw.Int64)
    )
    many = by_source.group_by(*WHOSE).agg(nw.col("times", "file", "row").max())
    many = many.filter(nw.col("times") >= seen.limit(CHANGING, "workers"))
    from_day = nw.lit(add_months(seen.as_at, -short))
    took_over = _changes(seen).filter(nw.col("on") > from_day)
    often = (
        took_over.group_by(*WHOSE, "event")
        .agg(
            nw.col("file", "row").max(),
            times=nw.col("on").n_unique().cast(nw.Int64),
            last_on=nw.col("on").max(),
        )
        .group_by(*WHOSE)
        .agg(nw.col("times", "last_on", "file", "row").max())
        .filter(nw.col("times") >= seen.limit(CHANGING, "changes"))
    )
    return [
        written(
            only(many, seen.known), CHANGING,
            because=said(
                nw.col("times"), f" different social workers in the last {months} "
                "months.",
            ),
        ),
        written(
            only(often, seen.known), CHANGING, since=nw.col("last_on"),
            because=said(
                "The worker changed ", nw.col("times"), f" times in the last {short} "
                "months, the last time by ", day("last_on"), ".",
            ),
        ),
    ]  # fmt: skip


def _without(seen: Seen) -> list[Frame]:
    """Raise S08 for days with nobody: those of a gap in care, and those of an extract.

    An extract shows one day; of the days between two extracts it says nothing.
    """
    months = seen.limit(CHANGING, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    whose = [*WHOSE, "spell"]
    came = seen.events(e.ALLOCATED, e.ALLOCATION_ENDED).group_by(*whose)
    gaps = (
        seen.events(e.UNALLOCATED)
        .filter(nw.col("sources").str.contains("ssda903", literal=True))
        .join(came.agg(over_on=nw.col("on").max()), on=whose, how="left")
        .with_columns(until=nw.col("over_on").fill_null(seen.today))
        .filter(nw.col("until") > from_day, nw.col("until") > nw.col("on"))
    )
    gaps = gaps.group_by(*WHOSE).agg(
        nw.col("file", "row").max(), last_on=nw.col("on").max()
    )
    named = named_person("worker", seen.not_a_worker)
    listed = seen.record["involvement"].filter(
        so(nw.col("about").is_in(list(ON_LISTS))),
        so(nw.col("role") == SOCIAL_WORKER),
        nw.col("about_ended_on").is_null(),
        so(nw.col("seen_on") > from_day),
        so(nw.col("seen_on") <= seen.today),
    )
    days = listed.with_columns(named=named.cast(nw.Int64)).group_by(*WHOSE, "seen_on")
    empty = days.agg(nw.col("named", "file", "row").max()).filter(nw.col("named") == 0)
    empty = empty.group_by(*WHOSE).agg(
        nw.col("file", "row").max(),
        times=nw.col("seen_on").count().cast(nw.Int64),
        last_on=nw.col("seen_on").max(),
    )
    return [
        written(
            only(gaps, seen.running(e.CARE)), CHANGING, since=nw.col("last_on"),
            because=said(
                f"In the last {months} months there were days in care with nobody, "
                "the last of them from ", day("last_on"), ".",
            ),
        ),
        written(
            only(empty, seen.known), CHANGING, since=nw.col("last_on"),
            because=said(
                "Nobody was named as the worker in ",
                counted("times", "extract", "extracts"),
                f" of the last {months} months, the latest that of ", day("last_on"),
                ".",
            ),
        ),
    ]  # fmt: skip


def _changes(seen: Seen) -> Frame:
    """Return the days on which one worker took over from another."""
    began = seen.of(e.WORKER).filter(named_person("detail", seen.not_a_worker))
    order = {"order_by": ["starts_on", "spell"]}
    began = began.with_columns(before=nw.col("detail").shift(1).over(*WHOSE, **order))
    columns = [*WHOSE, "on", "event", "file", "row"]
    changed = began.filter(so(nw.col("detail") != nw.col("before"))).select(
        *WHOSE, "file", "row", on="starts_on", event=nw.lit(e.WORKER_STARTED)
    )
    listed = seen.events(e.WORKER_CHANGED)
    return nw.concat([changed.select(*columns), listed.select(*columns)])


def _unled(seen: Seen, kind: str) -> Frame:
    limit = seen.limit(UNLED, PLANS[kind])
    columns = [*WHOSE, "on"]
    talks = nw.concat(
        [
            seen.record[table].select(*WHOSE, on=day_of).select(*columns)
            for table, day_of in (("supervision", "supervised_on"),
                                  ("decision", "decided_on"))
        ]
    ).filter(so(nw.col("on") <= seen.today))  # fmt: skip
    first = talks.group_by("council").agg(known_from=nw.col("on").min())
    named = talks.filter(~nw.col("child").is_null())
    last = named.group_by(*WHOSE).agg(last_on=nw.col("on").max())
    higher = list(PLANS)[: list(PLANS).index(kind)]
    mine = seen.running(kind)
    for above in higher:
        mine = besides(mine, seen.running(above))
    mine = mine.group_by(*WHOSE).agg(
        nw.col("file", "row").max(), nw.col("starts_on").min()
    )
    counted_from = nw.max_horizontal("known_from", "starts_on", "last_on")
    told = (
        mine.join(first, on="council", how="inner")
        .join(last, on=list(WHOSE), how="left")
        .with_columns(starts_on=counted_from)
        .filter(nw.col("starts_on") < nw.lit(add_working_days(seen.as_at, -limit)))
    )
    is_last = so(nw.col("last_on") == nw.col("starts_on"))
    return written(
        told,
        UNLED,
        because=said(
            nw.when(is_last)
            .then(nw.lit("Supervision or a manager's decision was last recorded on "))
            .otherwise(nw.lit("No supervision and no manager's decision since ")),
            day("starts_on"), f"; the limit ({kind}) is {limit} working days.",
        ),
    )  # fmt: skip


def _thin(seen: Seen) -> Frame:
    named = seen.newest("involvement").filter(
        so(nw.col("about").is_in(list(ON_LISTS))),
        so(nw.col("role") == SOCIAL_WORKER),
        nw.col("about_ended_on").is_null(),
        named_person("worker", seen.not_a_worker),
    )
    worker = nw.col("worker").str.strip_chars()
    each = (
        only(named, seen.known)
        .with_columns(worker=worker)
        .group_by(*WHOSE, "worker")
        .agg(nw.col("file", "row").max())
    )
    load = each.group_by("council", "worker").agg(
        held=nw.col("child").n_unique().cast(nw.Int64)
    )
    limit = seen.limit(THIN, "children")
    over = load.filter(nw.col("held") > limit)
    thin = each.join(over, on=["council", "worker"], how="inner")
    thin = thin.group_by(*WHOSE).agg(nw.col("held", "file", "row").max())
    return written(
        thin,
        THIN,
        because=said(
            "The worker named for this child is named for ",
            counted("held", "child", "children"), f"; the limit is {limit}.",
        ),
    )  # fmt: skip
