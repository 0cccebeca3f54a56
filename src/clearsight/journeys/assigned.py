"""Who holds a child by the council's own assignments, beside what returns tell.

The staff extract tells who answers for each child, from and to. Those in the role of
the social worker are a history of workers, as the social worker episodes of the 903
are. A return comes first. An assignment that began while a return's worker held the
child tells of that same stretch: it may end what the return left open, and where it
says something else, both are told. So nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys.frames import dated
from clearsight.journeys.named import only_named
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

OF_STAFF, SOCIAL_WORKER = "SOCIAL WORKER", "social worker"
ROW = ("who", "file", "row")
# One source gives the last day, another the day on which it was over.
LAST_ON = nw.col("ended_on").dt.offset_by("-1d").cast(nw.Date)
FAR = nw.lit("2999-12-31").str.to_date("%Y-%m-%d")


def is_empty(frame: Frame) -> bool:
    """Say whether a frame has no row; another engine is asked for one."""
    return len(frame.head(1).collect("polars")) == 0


def of_workers(
    assignment: Frame, staff: Frame, files: Frame, not_a_worker: Sequence[str]
) -> Frame:
    """Return the assignments to a named social worker, in the words of a return.

    `assignment` has those in that role, with council and who; `files` as in `build`. A
    worker is known by the registration number, where the staff extract has it, as in
    the 903. The extract gives the last day; the child was without from the next. An end
    after the day to which the extract tells is a plan.
    """
    named = only_named(
        assignment.filter(dated("starts_on")),
        "worker",
        not_a_worker,
    )
    # A registration number stands in each post of a person.
    numbers = (
        staff.filter(dated("registration"), dated("worker"))
        .group_by("council", "worker", "system")
        .agg(nw.col("registration").min())
        .with_columns(nw.col("system").fill_null(""))
    )
    told = (
        named.with_columns(nw.col("system").fill_null(""))
        .join(numbers, on=["council", "worker", "system"], how="left")
        .join(files, on="file", how="left")
        .with_columns(
            is_newest=nw.col("is_newest").fill_null(True),
            over_on=nw.col("ended_on").dt.offset_by("1d").cast(nw.Date),
        )
    )
    newest = nw.when(nw.col("is_newest")).then(nw.col("believed_to"))
    to = nw.coalesce(newest, nw.col("known_on"))
    is_planned = (nw.col("over_on") > to).fill_null(False)
    return told.with_columns(
        worker=nw.coalesce("registration", "worker"),
        is_numbered=dated("registration"),
        ended_on=nw.when(~is_planned).then(nw.col("over_on")),
        role=nw.lit(SOCIAL_WORKER),
    )


def beside(involvement: Frame, own: Frame) -> Frame:
    """Return the statements of returns and, with `stated_on`, the assignments.

    `own` is from `of_workers`. `stated_on` is the start as the source gives it.
    """
    returned = involvement.with_columns(stated_on=nw.col("starts_on"))
    held = returned.filter(
        nw.col("about").is_null(),
        (nw.col("role") == SOCIAL_WORKER).fill_null(True),
        dated("starts_on"),
    )
    laid = own.with_columns(stated_on=nw.col("starts_on"))
    if not is_empty(held):
        laid = _laid(laid, keep(held))
    kinds = returned.collect_schema()
    here = set(laid.collect_schema().names())
    rows = laid.select(
        **{n: nw.col(n) if n in here else nw.lit(None, t) for n, t in kinds.items()}
    )
    return nw.concat([returned, rows])


def _laid(own: Frame, held: Frame) -> Frame:
    """Give an assignment the start of the return's stretch that it tells of.

    Another's that lasted longer than the return's is one of its own. Of several that
    tell of one stretch the last to end is kept: it says how that ended. The ids of two
    systems are no two people: a worker whom no return names, and of whom no
    registration number is told, is not held against the return's, and is taken for
    whoever the return names next while the assignment lasts. One who came after the
    person of a stretch that the return left open had gone is no part of it.
    """
    known = held.select("worker").unique().with_columns(is_told=nw.lit(1))
    own = own.join(known, on="worker", how="left").with_columns(
        is_known=nw.col("is_numbered") | ~nw.col("is_told").is_null()
    )
    targets = _targets(own, held)
    ends = held.select("who", t_on="starts_on", t_end="ended_on")
    ends = ends.group_by("who", "t_on").agg(nw.col("t_end").max())
    told = (
        own.join(targets, on=list(ROW), how="inner")
        .join(ends, on=["who", "t_on"], how="left")
        .with_columns(lasts_to=nw.coalesce(nw.col("ended_on"), FAR))
        .with_columns(same_to=nw.when(nw.col("is_same")).then(nw.col("lasts_to")))
        .with_columns(same_to=nw.col("same_to").max().over("who", "t_on"))
    )
    is_since = nw.col("t_end").is_null() & (nw.col("starts_on") >= nw.col("same_to"))
    told = told.filter(nw.col("is_same") | ~is_since.fill_null(False))
    last = nw.col("lasts_to").max().over("who", "t_on")
    one = nw.col("row") == nw.col("row").min().over("who", "t_on")
    merged = told.filter(nw.col("lasts_to") == last).filter(one)
    merged = merged.with_columns(
        starts_on=nw.col("t_on"),
        worker=nw.when(nw.col("is_known")).then(nw.col("worker")),
        ended_on=nw.when((nw.col("t_end") == LAST_ON).fill_null(False))
        .then(nw.col("t_end"))
        .otherwise(nw.col("ended_on")),
    )
    alone = own.join(told.select(*ROW), on=list(ROW), how="anti")
    columns = own.collect_schema().names()
    return nw.concat([alone.select(*columns), merged.select(*columns)])


def _targets(own: Frame, held: Frame) -> Frame:
    """Return who, file, row and `t_on`, the start of the stretch it tells of, if any.

    That of the same person (`is_same`), or else the latest that was running when it
    began.
    """
    spans = held.select(
        "who", t_worker="worker", t_on="starts_on", t_end="ended_on",
        t_to=nw.coalesce("ended_on", "known_on"),
    )  # fmt: skip
    s, t = nw.col("starts_on"), nw.col("t_on")
    begun = (t <= s) & ((nw.col("t_to") > s) | (t == s)).fill_null(True)
    until = nw.coalesce("ended_on", "known_on")
    coming = (t > s) & (t < until).fill_null(True)
    inside = nw.col("t_end").is_null() | (nw.col("t_end") >= LAST_ON).fill_null(False)
    is_same = (nw.col("t_worker") == nw.col("worker")).fill_null(False)
    first = {
        "same_on": begun & is_same,
        "other_on": begun & (inside | (t == s)),
        "same_next": coming & is_same,
        "other_next": coming & ~nw.col("is_known"),
    }
    found = own.join(spans, on="who", how="inner").with_columns(
        **{name: nw.when(tells).then(t) for name, tells in first.items()}
    )
    days = found.group_by(*ROW).agg(
        nw.col("same_on", "other_on").max(), nw.col("same_next", "other_next").min()
    )
    same = nw.coalesce("same_on", "same_next")
    t_on = nw.coalesce(same, nw.col("other_on"), nw.col("other_next"))
    told = days.select(*ROW, t_on=t_on, is_same=~same.is_null())
    return told.filter(dated("t_on"))
