"""Signals that could not run for a council, because nothing that was loaded holds them.

One question for each council and signal: nobody is late, and nothing is fine, because a
file was not sent.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clearsight.journeys import events as e
from clearsight.journeys.send import NUMBERS
from clearsight.oversight.signals.protection import BEFORE_COURT
from clearsight.oversight.signals.send import STUCK
from clearsight.oversight.signals.supervision import UNLED
from clearsight.report.questions import NOT_COUNTED, SCHEMA

# Who may be in pre-proceedings: children with a plan.
MAY_BE = (e.PROTECTION_PLAN, e.CIN_PLAN)
ON_A_PLAN = "CIN PLAN"  # as List 6 says of a case
WHOSE = ["council", "child"]


def unrun(record: Mapping[str, pl.DataFrame], spells: pl.DataFrame) -> pl.DataFrame:
    """Return every such question, with the columns of `questions.SCHEMA`.

    `record`: ehc_request, identifier, coverage, need, supervision and decision;
    `spells` as in `journeys.frames`.
    """
    now = spells.filter(pl.col("is_open"), pl.col("known_to").is_null())
    parts = [
        _unlinked(record, now),
        _no_pre_proceedings(record["coverage"], now),
        _plan_of_no_day(record, now),
    ]
    return pl.concat([part.select(*SCHEMA).cast(SCHEMA) for part in parts])  # type: ignore[arg-type]


def _unlinked(record: Mapping[str, pl.DataFrame], now: pl.DataFrame) -> pl.DataFrame:
    """Ask of each council with a SEN2 of which nobody is known to be a child here."""
    sure = record["identifier"].filter(
        pl.col("kind").is_in(NUMBERS),
        pl.col("confirmed_on").is_not_null(),
        pl.col("confirmed_by").is_not_null(),
        pl.col("value").is_not_null(),
    )
    return (
        record["ehc_request"]
        .join(sure, on="council", how="anti")
        .join(now, on="council", how="semi")
        .group_by("council")
        .agg(rows=pl.col("person").n_unique().cast(pl.Int64))
        .sort("council")
        .select(
            "council",
            child=pl.lit(None, pl.String),
            about=pl.lit(f"signal {STUCK.key}"),
            where=pl.lit("SEN2"),
            what=pl.format(
                f"{STUCK.key} (SEND stuck too) cannot run: nobody has confirmed which "
                "child here any of the people in SEN2 is (people: {}).",
                "rows",
            ),
            do=pl.lit(
                "Add linked_identifiers.csv of the oversight extract, with the pupil "
                "number, who confirmed it and on which day. " + NOT_COUNTED
            ),
            rows="rows",
        )
    )


def _plan_of_no_day(
    record: Mapping[str, pl.DataFrame], now: pl.DataFrame
) -> pl.DataFrame:
    """Ask of those whom List 6 alone shows on a CIN plan: it has no day of the plan."""
    talks = pl.concat(
        [record[t].select("council") for t in ("supervision", "decision")]
    )
    asked = (e.CIN_PLAN, e.PROTECTION_PLAN, e.CARE)
    return (
        record["need"]
        .filter(pl.col("status") == ON_A_PLAN, pl.col("ended_on").is_null())
        .join(talks, on="council", how="semi")
        .join(now.filter(pl.col("kind") == e.REFERRAL), on=WHOSE, how="semi")
        .join(now.filter(pl.col("kind").is_in(asked)), on=WHOSE, how="anti")
        .group_by("council")
        .agg(rows=pl.col("child").n_unique().cast(pl.Int64))
        .sort("council")
        .select(
            "council",
            child=pl.lit(None, pl.String),
            about=pl.lit(f"signal {UNLED.key}"),
            where=pl.lit("Annex A List 6"),
            what=pl.format(
                f"{UNLED.key} (no management decision) cannot run for children whom "
                "List 6 alone shows on a child in need plan: it does not say when the "
                "plan began (children: {}).",
                "rows",
            ),
            do=pl.lit(
                "Add the CIN census or the dataset, which hold the plan. " + NOT_COUNTED
            ),
            rows="rows",
        )
    )


def _no_pre_proceedings(stated: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Ask of each council whose files could not show that pre-proceedings began."""
    begun = (e.PRE_PROCEEDINGS_ENDED, e.LETTER_SENT)
    shown = stated.filter(pl.col("shows").is_in(begun))
    known = pl.concat(
        [
            shown.select("council"),
            now.filter(pl.col("kind") == e.PRE_PROCEEDINGS).select("council"),
        ]
    )
    return (
        now.filter(pl.col("kind").is_in(MAY_BE))
        .join(known, on="council", how="anti")
        .group_by("council")
        .agg(rows=pl.col("child").n_unique().cast(pl.Int64))
        .sort("council")
        .select(
            "council",
            child=pl.lit(None, pl.String),
            about=pl.lit(f"signal {BEFORE_COURT.key}"),
            where=pl.lit(None, pl.String),
            what=pl.format(
                f"{BEFORE_COURT.key} (pre-proceedings too long) cannot run: no file "
                "loaded says for whom pre-proceedings began or ended (children with a "
                "plan: {}).",
                "rows",
            ),
            do=pl.lit(
                "Add the CIN census of 2026/27 or later, whose module holds them, or "
                "steps.csv of the oversight extract. " + NOT_COUNTED
            ),
            rows="rows",
        )
    )
