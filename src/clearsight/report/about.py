"""What a manager knows a child by: where things stand, the team, the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from clearsight.journeys import events as e
from clearsight.journeys.precedence import STAFF

WHOSE = ["council", "child"]
AT_THE_TIME = ("referral", "assessment", "enquiry")
STATUS = {
    "period of care": "looked after",
    "child protection plan": "child protection plan",
    "pre-proceedings": "pre-proceedings",
    "section 47": "section 47 enquiry",
    "CIN plan": "child in need plan",
    "assessment": "assessment",
    "referral": "referral open",
}


ASSIGNED = "SOCIAL WORKER"


def about_children(
    spells: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_at: date
) -> pl.DataFrame:
    """Return council, child, status, team, worker (each null where not known).

    `status` names every open state, the gravest first; an open referral is named only
    where it is all there is. Team and worker are those of the newest statement, else of
    the open social worker episode or assignment; a statement about who had the child at
    a referral, assessment or enquiry counts only where there is none about now.
    `tables`: involvement, assignment and staff of the record.
    """
    involvement = _with_assigned(spells, tables, as_at)
    rank = {kind: n for n, kind in enumerate(STATUS)}
    standing = (
        spells.filter(
            pl.col("is_open"),
            pl.col("known_to").is_null(),
            pl.col("kind").is_in(list(STATUS)),
            pl.col("starts_on").is_null() | (pl.col("starts_on") <= as_at),
        )
        .select(*WHOSE, "kind", rank=pl.col("kind").replace_strict(rank))
        .unique()
        .with_columns(states=pl.len().over(WHOSE))
        .filter((pl.col("kind") != "referral") | (pl.col("states") == 1))
        .sort([*WHOSE, "rank"])
        .group_by(WHOSE, maintain_order=True)
        .agg(status=pl.col("kind").replace(STATUS).str.join("; "))
    )
    past = pl.col("about").is_in(list(AT_THE_TIME)).fill_null(value=False)
    is_own = pl.col("source") == STAFF
    newest = pl.col("seen_on") == pl.col("seen_on").max().over(WHOSE)
    named = (
        involvement.filter(past.not_() | past.all().over(WHOSE))
        # An older list that names somebody is overtaken by one that names nobody.
        .filter(newest | pl.col("seen_on").is_null())
        .filter(pl.col("about_ended_on").is_null(), pl.col("ended_on").is_null())
        .filter(pl.col("role").fill_null("") != "personal adviser")
        .sort(
            [*WHOSE, "seen_on", "starts_on", "about_on", is_own, "worker"],
            nulls_last=[False, False, True, *[False] * 4],
            descending=[False, False, True, True, True, False, False],
        )
        .group_by(WHOSE, maintain_order=True)
        .agg(
            pl.col("team").drop_nulls().first(),
            pl.col("worker").drop_nulls().first(),
        )
    )
    return standing.join(named, on=WHOSE, how="full", coalesce=True)


def _with_assigned(
    spells: pl.DataFrame, tables: Mapping[str, pl.DataFrame], as_at: date
) -> pl.DataFrame:
    """Add the assignments of now to the involvement of the record.

    A history left open is of before, where the worker is told elsewhere to have left.
    """
    involvement, assignment = tables["involvement"], tables["assignment"]
    if assignment.is_empty():
        return involvement
    held = spells.filter(pl.col("kind") == e.WORKER)
    # The newest extract no longer shows it.
    gone = held.filter(pl.col("known_to").is_not_null()).select("file", "row")
    now = assignment.filter(
        pl.col("role") == ASSIGNED,
        pl.col("starts_on") <= as_at,
        pl.col("ended_on").is_null() | (pl.col("ended_on") >= as_at),
    ).join(gone, on=["file", "row"], how="anti")
    teams = (
        tables["staff"]
        .filter(pl.col("team_name").is_not_null(), pl.col("team").is_not_null())
        .group_by("council", "team")
        .agg(pl.col("team_name").min())
    )
    own = now.join(teams, on=["council", "team"], how="left").with_columns(
        team=pl.coalesce("team_name", "team"),
        role=pl.lit("social worker"),
        ended_on=pl.lit(None, pl.Date),
    )
    history = pl.col("about").is_null()
    told = involvement.filter(history).join(
        held.filter("is_open"), on=WHOSE, how="semi"
    )
    both = [involvement.filter(~history), told, own]
    return pl.concat(both, how="diagonal").select(involvement.columns)
