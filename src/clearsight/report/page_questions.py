"""Data questions, those alike put together: one line for what one person would mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.report.review import Review

GROUPS = 100
NAMED = 5
A_DAY = r"\b\d{2}/\d{2}/\d{4}\b"
ALIKE = ["kind", "about", "alike", "do"]


@dataclass(frozen=True)
class Questions:
    """`groups` in order of how many they touch; `left` more are in the file alone."""

    groups: list[dict[str, Any]]
    left: int
    total: int


def build(review: Review) -> Questions:
    """Group the questions of a review by what is wrong, where, and what to do.

    Two that differ only in the days they name are alike; the first is shown as an
    example. Each group has about, what, do, where, times, rows, children (how many),
    named (a few of them).
    """
    questions = review.questions
    grouped = (
        questions.with_columns(
            alike=pl.col("what").str.replace_all(A_DAY, "(a day)"),
            # A question on a whole file comes before those on single children.
            kind=pl.col("child").is_null().not_(),
        )
        .group_by(ALIKE)
        .agg(
            pl.len().alias("times"),
            pl.col("rows").sum(),
            pl.col("what").sort().first(),
            pl.col("where").drop_nulls().sort().first(),
            named=pl.col("child").drop_nulls().unique().sort().head(NAMED),
            children=pl.struct("council", "child")
            .filter(pl.col("child").is_not_null())
            .n_unique(),
        )
        .sort(
            ["kind", "times", *ALIKE[1:]],
            descending=[False, True, False, False, False],
        )
    )
    shown = grouped.head(GROUPS)
    names = {f.file_id: f.name for f in review.files}
    where = pl.col("where").str.replace_many(list(names), list(names.values()))
    titles = {f"clock {clock.key}": clock.shown_title for clock in CLOCKS}
    shown = shown.with_columns(
        pl.col("about").replace(titles),
        where=where if names else pl.col("where"),
        what=pl.when(pl.col("times") > 1).then("alike").otherwise("what"),
    )
    return Questions(shown.to_dicts(), grouped.height - shown.height, questions.height)
