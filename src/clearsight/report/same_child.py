"""Two identifiers that may be of one child: asked about, and never made one by rule.

A pupil number that two identifiers share is a hint that both are of one child, and
nobody has confirmed it. Joined wrongly, one child's plan would answer for another's. So
the two are kept apart, and one question says so.
"""

from __future__ import annotations

import polars as pl

from clearsight.report.questions import SCHEMA

NUMBERS = ("UPN", "FORMER UPN")
A_NUMBER = r"^[A-Z]\d{11}[A-Z0-9]$"
# With more than so many, a council's systems name their children differently.
SINGLY = 20
ABOUT = "one UPN under two identifiers"
KEPT_APART = (
    "They may be of one child. A UPN is a hint and no proof, so they are kept apart"
)
ONE_CHILD = (
    "If they are of one child, send every file again with one identifier for both."
)


def sharing_a_number(identifiers: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Ask once of identifiers of one council that share a pupil number.

    `identifiers` is `record.Identifier`; `files`: file, known_on. Columns of
    `questions.SCHEMA`; the number itself is in none of them.
    """
    several = pl.col("child").n_unique().over("council", "value") > 1
    shared = identifiers.filter(
        pl.col("kind").is_in(NUMBERS), pl.col("value").str.contains(A_NUMBER)
    ).filter(several)
    if shared.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    of_each = (
        shared.join(files.select("file", "known_on"), on="file", how="left")
        .sort("known_on", "child", "file", "row", nulls_last=True)
        .unique(["council", "value", "child"], keep="first", maintain_order=True)
        .group_by("council", "value", maintain_order=True)
        .agg("child", pl.col("file", "row").first())
        # A former number and the one of today may both be shared.
        .unique(["council", "child"], keep="first", maintain_order=True)
        .with_columns(of_council=pl.len().over("council"))
    )
    few = pl.col("of_council") <= SINGLY
    return pl.concat([_singly(of_each.filter(few)), _at_large(of_each.filter(~few))])


def _singly(shared: pl.DataFrame) -> pl.DataFrame:
    """Ask of each, under the identifier that was told first."""
    first = pl.col("child").list.first()
    rest = pl.col("child").list.slice(1).list.join(", ")
    row = pl.concat_str(pl.lit(", row "), pl.col("row").cast(pl.String))
    return shared.select(
        "council",
        first.alias("child"),
        about=pl.lit(ABOUT),
        where=pl.concat_str(pl.lit("file "), "file", row, ignore_nulls=True),
        what=pl.format(
            f"The identifiers {{}} and {{}} share a UPN. {KEPT_APART}, and what is "
            "open under {} may be open no more, or be told again under {}.",
            first,
            rest,
            first,
            rest,
        ),
        do=pl.lit(f"Find out. {ONE_CHILD}"),
        rows=pl.col("child").list.len().cast(pl.Int64),
    )


def _at_large(shared: pl.DataFrame) -> pl.DataFrame:
    example = pl.col("child").list.join(" and ").first()
    return (
        shared.group_by("council", maintain_order=True)
        .agg(
            child=pl.lit(None, pl.String),
            about=pl.lit(ABOUT),
            where=pl.format("file {}", pl.col("file").first()),
            what=pl.format(
                "{} UPNs stand under two identifiers or more, as under {}. "
                f"{KEPT_APART}, and what is open under one may be told again, or be "
                "closed, under another.",
                pl.len(),
                example,
            ),
            do=pl.lit(
                f"Find out whether two systems name children differently. {ONE_CHILD}"
            ),
            rows=pl.col("child").list.len().sum().cast(pl.Int64),
        )
        .select(*SCHEMA)
    )
