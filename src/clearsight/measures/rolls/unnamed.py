"""Days on which a child who is looked after had no named social worker."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.named import with_person
from clearsight.measures.known import Known
from clearsight.measures.quality import days_between
from clearsight.measures.rolls.state import WHOSE, spells, year_before
from clearsight.shape import Frame


def workers(known: Known) -> Frame:
    """Return each spell of a worker, with `person` (null for nobody), computed once.

    `w_on` is its start and `w_until` its end as in `spells`; `w_end` the end as told.
    """

    def made(k: Known) -> Frame:
        told = spells(k, e.WORKER).select(
            *WHOSE, worker="detail", w_on="starts_on", w_until="until",
            w_end="ended_on", w_sources="sources",
        )  # fmt: skip
        return with_person(told, "worker", k.settings.not_a_worker, "person")

    return known.once("workers named", made)


def with_unnamed(known: Known, rows: Frame) -> Frame:
    """Add `days_unnamed`, of the twelve months to the point, while in this care.

    From the end of one named worker to the start of the next, or to the point. Null
    where no worker was ever named: nobody's end is known from which to count.
    """
    gaps = known.once("days without a worker", _gaps)
    pairs = (
        rows.select(
            *WHOSE, "key", "period", "at", "starts_on", from_on=year_before("at")
        )
        .join(gaps, on=list(WHOSE), how="inner")
        .with_columns(
            first_on=nw.max_horizontal("gap_on", "from_on", "starts_on"),
            last_on=nw.min_horizontal(nw.coalesce("next_on", "at"), "at"),
        )
        .filter(nw.col("first_on") < nw.col("last_on"))
        .with_columns(days=days_between("first_on", "last_on"))
    )
    found = pairs.group_by(*WHOSE, "key", "period").agg(
        days_unnamed=nw.col("days").sum()
    )
    named = workers(known).filter(~nw.col("person").is_null()).select(*WHOSE).unique()
    out = rows.join(found, on=[*WHOSE, "key", "period"], how="left").join(
        named.with_columns(was_named=nw.lit(True)), on=list(WHOSE), how="left"
    )
    days = nw.col("days_unnamed").fill_null(0)
    return out.with_columns(days_unnamed=nw.when(nw.col("was_named")).then(days))


def _gaps(known: Known) -> Frame:
    """Return from which day, to which, each child had no named worker.

    One whose end nobody tells is taken to have gone on.
    """
    people = workers(known).filter(~nw.col("person").is_null())
    people = people.select(*WHOSE, "w_on", "w_end")
    ends = people.filter(~nw.col("w_end").is_null()).select(*WHOSE, gap_on="w_end")
    pairs = ends.unique().join(people, on=list(WHOSE), how="inner")
    begun = (nw.col("w_on") <= nw.col("gap_on")).fill_null(True)
    held = begun & (nw.col("w_end") > nw.col("gap_on")).fill_null(True)
    later = nw.when(nw.col("w_on") > nw.col("gap_on")).then(nw.col("w_on"))
    return (
        pairs.with_columns(held=held.cast(nw.Int64), later=later)
        .group_by(*WHOSE, "gap_on")
        .agg(held=nw.col("held").max(), next_on=nw.col("later").min())
        .filter(nw.col("held") == 0)
        .drop("held")
    )
