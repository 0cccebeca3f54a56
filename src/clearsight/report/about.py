"""What a manager knows a child by: where things stand, the team, the worker."""

from __future__ import annotations

from datetime import date

import polars as pl

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


def about_children(
    spells: pl.DataFrame, involvement: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Return council, child, status, team, worker (each null where not known).

    `status` names every open state, the gravest first; an open referral is named only
    where it is all there is. Team and worker are those of the newest statement, else of
    the open social worker episode; a statement about who had the child at a referral,
    assessment or enquiry counts only where there is none about now.
    """
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
    named = (
        involvement.filter(past.not_() | past.all().over(WHOSE))
        .filter(pl.col("about_ended_on").is_null(), pl.col("ended_on").is_null())
        .filter(pl.col("role").fill_null("") != "personal adviser")
        .sort(
            [*WHOSE, "seen_on", "starts_on", "about_on", "worker"],
            nulls_last=False,
            descending=[False, False, True, True, True, False],
        )
        .group_by(WHOSE, maintain_order=True)
        .agg(
            pl.col("team").drop_nulls().first(),
            pl.col("worker").drop_nulls().first(),
        )
    )
    return standing.join(named, on=WHOSE, how="full", coalesce=True)
