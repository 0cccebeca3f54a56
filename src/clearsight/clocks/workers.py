"""The clocks that are about a worker: personal data of staff, and no child's journey.

They run over a timeline of their own, with the worker where a child would be, and their
rows are given with a column `worker`. Nothing here goes into a review of children.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from clearsight.clocks.run import COLUMNS, run
from clearsight.journeys import events as e
from clearsight.journeys.frames import COVERAGE, EVENT, dated
from clearsight.journeys.settle import keep
from clearsight.settings import Settings
from clearsight.shape import Frame

POST = "post"
ROLES = ("SOCIAL WORKER", "SENIOR PRACTITIONER")
WHO = ("council", "child")


def of_workers(
    record: Mapping[str, Frame],
    files: Frame,
    calendar: Frame,
    *,
    as_at: date,
    settings: Settings,
) -> Frame:
    """Return how each worker stands against the clocks that are about workers.

    `record` has the tables `supervision` and `staff`; `files` has file and
    believed_to, the day to which its silence tells; `calendar` as for `clocks.run`.
    The columns are those of `clocks.run`, but for `worker` in place of child: the
    person, where the staff extract says who an id is, else the id. Where supervision
    names no worker there are no rows. A worker who has left and come back is judged by
    the latest post.
    """
    # The package gathers the chapters after it has imported this.
    from clearsight.clocks import CLOCKS  # noqa: PLC0415

    known = record["staff"].filter(~nw.col("worker").is_null())
    names = known.group_by("council", "worker").agg(person=nw.col("staff").min())
    held = (
        record["supervision"]
        .filter(~nw.col("worker").is_null(), dated("supervised_on"))
        .join(_of_others(known), on=["council", "worker"], how="anti")
    )
    sessions = keep(
        held.join(names, on=["council", "worker"], how="left").with_columns(
            child=nw.coalesce(nw.col("person"), nw.col("worker")),
            on=nw.col("supervised_on"),
        )
    )
    posts = keep(_posts(known))
    timeline = _timeline(sessions, posts)
    found = run(
        keep(timeline),
        keep(_shown(sessions, files, timeline)),
        calendar,
        as_at=as_at,
        settings=settings,
        clocks=[c for c in CLOCKS if c.subject == "worker"],
    )
    named = {name: "child" if name == "worker" else name for name in _columns()}
    return found.select(**named)


def _timeline(sessions: Frame, posts: Frame) -> Frame:
    """Write what is known of each worker as events."""
    year = nw.col("newly_qualified_to")
    return nw.concat(
        [
            _events(sessions, e.WORKER_SUPERVISED, "on"),
            _events(posts, e.WORKER_IN_POST, "starts_on"),
            _events(posts.filter(dated("ended_on")), e.WORKER_LEFT_POST, "ended_on"),
            _events(
                posts.filter((year > nw.col("starts_on")).fill_null(False)),
                e.FIRST_YEAR_BEGAN,
                "starts_on",
            ),
            _events(
                posts.filter(dated("newly_qualified_to")),
                e.FIRST_YEAR_ENDED,
                "newly_qualified_to",
            ),
        ]
    )


def _columns() -> tuple[str, ...]:
    return tuple("worker" if name == "child" else name for name in COLUMNS)


def _of_others(staff: Frame) -> Frame:
    """Return council and worker of those who hold no children's work themselves."""
    holds = nw.col("role").is_in(list(ROLES)).fill_null(True).cast(nw.Int8)
    once = staff.group_by("council", "worker").agg(holds=holds.max())
    return once.filter(nw.col("holds") == 0).select("council", "worker")


def _posts(staff: Frame) -> Frame:
    """Return the latest post of each social worker, told by several systems or one."""
    mine = staff.filter(
        nw.col("role").is_in(list(ROLES)).fill_null(False), dated("starts_on")
    ).with_columns(child=nw.coalesce(nw.col("staff"), nw.col("worker")))
    latest = mine.group_by(*WHO).agg(starts_on=nw.col("starts_on").max())
    return (
        mine.join(latest, on=[*WHO, "starts_on"], how="inner")
        .group_by(*WHO, "starts_on")
        .agg(
            nw.col("ended_on", "newly_qualified_to").max(),
            nw.col("source", "file").min(),
            nw.col("row").min(),
        )
    )


def _events(rows: Frame, event: str, on: str) -> Frame:
    given: dict[str, nw.Expr] = {
        "on": nw.col(on),
        "event": nw.lit(event),
        "spell": nw.lit(POST),
        "within": nw.lit(None, nw.String),
        "detail": nw.lit(None, nw.String),
        "sources": nw.col("source"),
    }
    return rows.select(**{name: given.get(name, nw.col(name)) for name in EVENT})


def _shown(sessions: Frame, files: Frame, timeline: Frame) -> Frame:
    """Say that a council's extract shows all sessions from its first to its own day."""
    known = sessions.join(files.select("file", "believed_to"), on="file", how="left")
    first = known.group_by("council").agg(
        known_from=nw.col("on").min(), made_on=nw.col("believed_to").max()
    )
    everyone = timeline.select(*WHO).unique()
    given: dict[str, nw.Expr] = {
        "spell": nw.lit(POST),
        "event": nw.lit(e.WORKER_SUPERVISED),
        "is_complete": nw.lit(True),
        "known_to": nw.col("made_on"),
        "tail_from": nw.lit(None, nw.Date),
    }
    return everyone.join(first, on="council", how="inner").select(
        **{name: given.get(name, nw.col(name)) for name in COVERAGE}
    )
