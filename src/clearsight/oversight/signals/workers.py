"""Signals of those who work with the child: nobody named, and one after another."""

from __future__ import annotations

import narwhals as nw

from clearsight.dates import add_months
from clearsight.journeys import events as e
from clearsight.journeys.keys import UNALLOCATED_LISTED
from clearsight.journeys.named import only_people, with_named
from clearsight.journeys.precedence import CARE, STAFF
from clearsight.journeys.turns import before, in_turn
from clearsight.journeys.workers import STANDING as ON_LISTS
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals.rows import (
    WHOSE,
    day,
    later,
    said,
    so,
    written,
)
from clearsight.oversight.signals.seen import Seen, only
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
    data="Annex A Lists 3 to 9: allocated worker; SSDA903: social worker episodes; "
    "staff extract: assignments",
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
    "allocated worker, from one extract to the next; staff extract: assignments",
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


def raised(seen: Seen) -> list[Frame]:
    """Raise S08 and S24."""
    return [_nobody(seen), *_changing(seen), *_without(seen)]


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
    listed = nw.col("spell") == UNALLOCATED_LISTED
    begins = nw.when(listed).then(nw.lit(" At the latest since "))
    since = said(begins.otherwise(nw.lit(" Since ")), day("on").fill_null(""), ".")
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


def _listed(seen: Seen, from_day: nw.Expr) -> Frame:
    """Return what the lists since a day say of who has the child at the time."""
    return seen.record["involvement"].filter(
        so(nw.col("about").is_in(list(ON_LISTS))),
        so(nw.col("role") == SOCIAL_WORKER),
        ~so(nw.col("about_ended_on") <= seen.today),
        so(nw.col("seen_on") > from_day),
        so(nw.col("seen_on") <= seen.today),
    )


def _held(seen: Seen, from_day: nw.Expr) -> Frame:
    """Return council, child, source, person of those named since a day, and came_on.

    It is the day on which the person began; of a list, the one on which it was made.
    """
    spells = seen.of(e.WORKER).filter(
        nw.col("until").is_null() | so(nw.col("until") > from_day)
    )
    spells = only_people(spells, "detail", seen.not_a_worker)
    listed = only_people(_listed(seen, from_day), "worker", seen.not_a_worker)
    columns = [*WHOSE, "source", "person", "came_on", "file", "row"]
    # Assignments are one history, also where a return tells of the same stretch.
    own = nw.when(nw.col("sources").str.contains(rf"\b{STAFF}\b")).then(nw.lit(STAFF))
    told = spells.with_columns(
        source=nw.coalesce(own, nw.col("sources")), came_on=nw.col("starts_on")
    )
    listed = listed.with_columns(came_on=nw.col("seen_on"))
    return nw.concat([told.select(*columns), listed.select(*columns)])


def _changing(seen: Seen) -> list[Frame]:
    months = seen.limit(CHANGING, "months")
    short = seen.limit(CHANGING, "change_months")
    held = _held(seen, nw.lit(add_months(seen.as_at, -months)))
    # Two returns name one person in two ways, so each is counted by itself.
    each = held.group_by(*WHOSE, "source", "person").agg(
        nw.col("file", "row").max(), nw.col("came_on").min()
    )
    by_source = each.group_by(*WHOSE, "source").agg(
        nw.col("came_on", "file", "row").max(),
        times=nw.col("person").count().cast(nw.Int64),
    )
    enough = nw.col("times") >= seen.limit(CHANGING, "workers")
    many = (
        by_source.filter(enough)
        .group_by(*WHOSE)
        .agg(nw.col("times", "came_on", "file", "row").max())
    )
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
                "months", nw.when(~nw.col("came_on").is_null()).then(
                    said("; the latest of them by ", day("came_on"))
                ), ".",
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

    An extract shows one day; of the days between two extracts it says nothing. The
    record keeps the first and last of a run of extracts that say the same, so that they
    are not counted here.
    """
    months = seen.limit(CHANGING, "months")
    from_day = nw.lit(add_months(seen.as_at, -months))
    whose = [*WHOSE, "spell"]
    came = seen.events(e.ALLOCATED, e.ALLOCATION_ENDED).group_by(*whose)
    in_care = so(nw.col("within").str.starts_with(e.CARE))
    gaps = (
        seen.events(e.UNALLOCATED)
        .filter(nw.col("sources").str.contains(rf"\b({CARE}|{STAFF})\b"), in_care)
        .join(came.agg(over_on=nw.col("on").max()), on=whose, how="left")
        .with_columns(until=nw.col("over_on").fill_null(seen.today))
        .filter(nw.col("until") > from_day, nw.col("until") > nw.col("on"))
    )
    gaps = gaps.group_by(*WHOSE).agg(
        nw.col("file", "row").max(), last_on=nw.col("on").max()
    )
    empty = _unnamed(seen, from_day)
    until = said(
        f", nor in others of the last {months} months, the latest that of ",
        day("last_on"),
    )
    return [
        written(
            only(gaps, seen.running(e.CARE)), CHANGING,
            since=later("last_on", 1, "d"),
            because=said(
                f"In the last {months} months there were days in care with nobody, "
                "the last of them from ", day("last_on"), ".",
            ),
        ),
        written(
            only(empty, seen.known), CHANGING,
            since=nw.coalesce(nw.col("run_on"), nw.col("last_on")),
            because=said(
                "Nobody was named as the worker in the extract of ", day("first_on"),
                nw.when(nw.col("last_on") > nw.col("first_on")).then(until), ".",
            ),
        ),
    ]  # fmt: skip


def _unnamed(seen: Seen, from_day: nw.Expr) -> Frame:
    """Return first_on, last_on, run_on of the extracts since a day that name nobody."""
    listed = _listed(seen, from_day)
    listed = with_named(listed, "worker", seen.not_a_worker, "is_named")
    listed = listed.with_columns(named=nw.col("is_named").cast(nw.Int64))
    days = listed.group_by(*WHOSE, "seen_on")
    empty = days.agg(nw.col("named", "file", "row").max()).filter(nw.col("named") == 0)
    empty = empty.group_by(*WHOSE).agg(
        nw.col("file", "row").max(),
        first_on=nw.col("seen_on").min(),
        last_on=nw.col("seen_on").max(),
    )
    # Who still has nobody has been so since the first of the extracts in a row.
    run = seen.events(e.UNALLOCATED).filter(nw.col("spell") == UNALLOCATED_LISTED)
    run = run.select(*WHOSE, run_on="on")
    return empty.join(run, on=list(WHOSE), how="left")


def _changes(seen: Seen) -> Frame:
    """Return the days on which one worker took over from another."""
    began = only_people(seen.of(e.WORKER), "detail", seen.not_a_worker)
    began = in_turn(began, WHOSE, ["starts_on", "spell"]).with_columns(
        before=before("person", WHOSE)
    )
    columns = [*WHOSE, "on", "event", "file", "row"]
    changed = began.filter(so(nw.col("person") != nw.col("before"))).select(
        *WHOSE, "file", "row", on="starts_on", event=nw.lit(e.WORKER_STARTED)
    )
    listed = seen.events(e.WORKER_CHANGED)
    return nw.concat([changed.select(*columns), listed.select(*columns)])
