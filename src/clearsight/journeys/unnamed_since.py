"""Since when, at the latest, the lists name nobody for a child who has nobody now.

Each list tells of its own day. A run of extracts in a row that name nobody for what is
open now says: at the latest since the first of them. Where somebody was named before,
it was after that day that the worker went.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from clearsight.journeys.coverage import ALWAYS
from clearsight.journeys.frames import dated
from clearsight.journeys.keys import UNALLOCATED_LISTED, spell_key
from clearsight.journeys.named import with_named
from clearsight.journeys.settle import keep
from clearsight.journeys.turns import before, in_turn
from clearsight.shape import Frame

DAY = "%d/%m/%Y"
THING = ["who", "about", "role", "opened_on"]


def since_listed(
    nobody: Frame,
    involvement: Frame,
    standing: Sequence[str],
    not_a_worker: Sequence[str],
) -> Frame:
    """Return the rows of `nobody` with `on`, `newest_on` and a fuller `why`.

    `nobody`: who, sources, file, row, why, of children whom the newest lists show open
    with nobody named; `standing` names what those lists are about. `on` is the first
    extract of the run in a row that names nobody, never before what is open now began,
    and later than any day on which any source names somebody. It is null where the
    newest extract is the first to list the child.
    """
    theirs = involvement.join(nobody.select("who"), on="who", how="inner")
    theirs = with_named(
        theirs.filter(~dated("about_ended_on")), "worker", not_a_worker, "is_person"
    )
    theirs = keep(theirs)
    runs = _since_of_each(theirs.filter(nw.col("about").is_in(list(standing))))
    found = runs.join(_last_named(theirs, standing), on="who", how="left")
    is_later = (nw.col("on") > nw.col("named_on")) | nw.col("named_on").is_null()
    by_child = (
        found.with_columns(on=nw.when(is_later).then(nw.col("on")))
        .group_by("who")
        .agg(
            nw.col("on", "opened_on").min(),
            nw.col("newest_on", "named_on").max(),
        )
        .with_columns(on=nw.coalesce("on", "newest_on"))
    )
    was_named = (nw.col("named_on") < nw.col("on")) & (
        nw.col("named_on") >= nw.col("opened_on")
    )
    dates = by_child.with_columns(named_on=nw.when(was_named).then(nw.col("named_on")))
    is_known = (nw.col("on") < nw.col("newest_on")) | dated("named_on")
    dates = dates.select(
        "who", "newest_on", "named_on", on=nw.when(is_known).then(nw.col("on"))
    )
    return keep(
        nobody.drop("on")
        .join(dates, on="who", how="left")
        .with_columns(
            spell_key=spell_key(UNALLOCATED_LISTED, None),
            spell=nw.lit(UNALLOCATED_LISTED),
            why=_in_words(),
        )
    )


def _since_of_each(listed: Frame) -> Frame:
    """Return who, opened_on, on, newest_on of each thing that is open now.

    `on`: the first of the extracts in a row that name nobody for it. Each row of
    `listed` stands for the run of extracts that say the same; one run follows another
    where no extract of that list lies between them.
    """
    flags = {"named": nw.col("is_person"), "now": nw.col("is_newest")}
    runs = (
        listed.filter(dated("seen_on"))
        .with_columns(
            role=nw.col("role").fill_null(""),
            opened_on=nw.coalesce(nw.col("about_on"), ALWAYS),
            since=nw.coalesce(nw.col("said_since"), nw.col("seen_on")),
            **{name: flag.cast(nw.Int8) for name, flag in flags.items()},
        )
        .group_by(*THING, "since")
        .agg(nw.col("named", "now", "seen_on", "said_after").max())
    )
    placed = in_turn(runs, THING, ["since"]).with_columns(
        last_on=before("seen_on", THING), last_named=before("named", THING)
    )
    follows = (nw.col("said_after") == nw.col("last_on")) & (nw.col("last_named") == 0)
    begun = placed.with_columns(
        begun_on=nw.when(~follows.fill_null(False)).then(nw.col("since"))
    )
    by_thing = begun.group_by(*THING).agg(
        nw.col("now", "begun_on").max(), newest_on=nw.col("seen_on").max()
    )
    return by_thing.filter(nw.col("now") == 1).select(
        "who", "opened_on", "newest_on", on=nw.max_horizontal("begun_on", "opened_on")
    )


def _last_named(theirs: Frame, standing: Sequence[str]) -> Frame:
    """Return who and `named_on`, the last day on which any source names a worker.

    An assessment that is open names who makes it. A history names its worker to the day
    to which it is told.
    """
    is_told = nw.col("about").is_in([*standing, "assessment"])
    named = theirs.filter(
        nw.col("is_person"), is_told.fill_null(False) | nw.col("about").is_null()
    )
    day = nw.coalesce(nw.col("seen_on"), nw.col("ended_on"), nw.col("known_on"))
    return named.group_by("who").agg(named_on=day.max())


def _in_words() -> nw.Expr:
    """Say after why nobody is named between which days it came to that."""
    on = nw.col("on").dt.to_string(DAY)
    several = nw.col("on") < nw.col("newest_on")
    before_it = nw.concat_str(
        nw.lit("somebody was named on "),
        nw.col("named_on").dt.to_string(DAY),
        nw.lit(", and "),
    )
    said = nw.concat_str(
        nw.col("why"),
        nw.lit("; "),
        nw.when(dated("named_on")).then(before_it),
        nw.lit("nobody on "),
        on,
        nw.when(several).then(nw.lit(" or since")),
        ignore_nulls=True,
    )
    return nw.when(dated("on")).then(said).otherwise(nw.col("why"))
