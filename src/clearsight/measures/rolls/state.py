"""What was so at a point: which states a child was in, and what had happened last.

Each of these adds a column to placed rows (council, child, at and the rest).
"""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks import CLOCKS
from clearsight.clocks.clock import with_local_limits
from clearsight.clocks.due import WORKING_DAY
from clearsight.clocks.limit import Limit
from clearsight.measures.known import Known
from clearsight.shape import Frame

WHOSE = ("council", "child")
POINT = (*WHOSE, "at")


def spells(known: Known, kind: str) -> Frame:
    """Return the spells of a kind, each under `key`, with `until`.

    `until` is the day it ended. One that is over on a day that no source holds was at
    no point open, so far as anyone can tell: its `until` is its start.
    """
    over = nw.when(~nw.col("is_open")).then(nw.col("starts_on"))
    return known.once(
        f"spells {kind}",
        lambda k: k.spells.filter(nw.col("kind") == kind).select(
            *WHOSE, "starts_on", "ended_on", "is_open", "outcome", "detail", "within",
            "known_to", "sources", "file", "row", key="spell",
            until=nw.coalesce(nw.col("ended_on"), over),
        ),
    )  # fmt: skip


def with_open(known: Known, rows: Frame, of: str | Frame, name: str) -> Frame:
    """Say whether the child had a spell of this kind, or one of these, open then."""
    found = spells(known, of) if isinstance(of, str) else of
    spans = found.select(
        *WHOSE, s_start="starts_on", s_until="until", s_known="known_to"
    )
    at = nw.col("at")
    found = (
        rows.select(*POINT)
        .unique()
        .join(spans, on=list(WHOSE), how="inner")
        .filter(
            (nw.col("s_start") <= at).fill_null(False),
            (nw.col("s_until") > at).fill_null(True),
            (at <= nw.col("s_known")).fill_null(True),
        )
        .select(*POINT)
        .unique()
        .with_columns(nw.lit(True).alias(name))
    )
    joined = rows.join(found, on=list(POINT), how="left")
    return joined.with_columns(nw.col(name).fill_null(False))


def with_last(
    known: Known, rows: Frame, event: str, name: str, *, by_spell: bool = False
) -> Frame:
    """Add the day of the latest such event up to the point, of the child or the spell.

    `<name>_detail` is what is recorded of it.
    """
    keys = [*WHOSE, "key"] if by_spell else list(WHOSE)
    told = known.timeline.filter(nw.col("event") == event, ~nw.col("on").is_null())
    told = told.select(*WHOSE, "detail", key="spell", e_on="on")
    columns = [*keys, "e_on", "detail"]
    seen = (
        rows.select(*dict.fromkeys([*keys, "at"]))
        .unique()
        .join(told.select(*columns), on=keys, how="inner")
        .filter(nw.col("e_on") <= nw.col("at"))
    )
    latest = seen.group_by(*keys, "at").agg(last_on=nw.col("e_on").max())
    detail = (
        seen.join(
            latest,
            left_on=[*keys, "at", "e_on"],
            right_on=[*keys, "at", "last_on"],
            how="inner",
        )
        .group_by(*keys, "at")
        .agg(last_detail=nw.col("detail").max())
    )
    both = latest.join(detail, on=[*keys, "at"], how="left")
    return rows.join(
        both.rename({"last_on": name, "last_detail": f"{name}_detail"}),
        on=[*keys, "at"],
        how="left",
    )


def limit_of(known: Known, clock: str, otherwise: Limit | None = None) -> Limit:
    """Return a clock's limit as the council sets it, of the latest ladder.

    `otherwise` is for a clock that is not declared.
    """
    if otherwise and clock not in {c.key for c in CLOCKS}:
        return otherwise
    ours = with_local_limits(CLOCKS, known.settings)
    found = next(c for c in ours if c.key == clock)
    return found.ladders[max(found.ladders)][-1].limit


def with_due(known: Known, rows: Frame, on: str, limit: Limit, name: str) -> Frame:
    """Add the last day that lies within the limit, counted from the column `on`."""
    if limit.unit != WORKING_DAY:
        later = nw.col(on).dt.offset_by(limit.offset).cast(nw.Date)
        return rows.with_columns(later.alias(name))
    calendar = known.calendar
    begun = calendar.select(c_on="on", c_nth="nth")
    due = calendar.filter(nw.col("is_working")).select(c_due="on", c_due_nth="nth")
    return (
        rows.join(begun, left_on=on, right_on="c_on", how="left")
        .with_columns(c_nth=nw.col("c_nth") + limit.n)
        .join(due, left_on="c_nth", right_on="c_due_nth", how="left")
        .rename({"c_due": name})
        .drop("c_nth")
    )


def year_before(at: str) -> nw.Expr:
    """Return the first day of the twelve months that end on the day of a column."""
    return nw.col(at).dt.offset_by("1d").dt.offset_by("-12mo").cast(nw.Date)


def with_nth(known: Known, rows: Frame, on: str, name: str) -> Frame:
    """Add the number of the working day, to count working days between two days.

    A day that is none has the number of the one before it, so that counting from it
    begins with the next: the weekend on which something arrived is not counted.
    """
    nths = known.calendar.select(c_on="on", c_nth="nth")
    joined = rows.join(nths, left_on=on, right_on="c_on", how="left")
    return joined.rename({"c_nth": name})
