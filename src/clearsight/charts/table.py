"""Say a timeline in words: a row for each thing drawn, for those who do not see it."""

from __future__ import annotations

import polars as pl

from clearsight.charts.lanes import LABELS, Drawing
from clearsight.charts.markup import day_words, escaped, joined


def tables(drawing: Drawing) -> pl.DataFrame:
    """Return n and `table`: the rows of a table body, as HTML, in the picture's order.

    Each row has three cells: what, when, detail.
    """
    rows = pl.concat([_of_dues(drawing), _of_bars(drawing), _of_marks(drawing)])
    placed = drawing.lanes.select("n", "lane", "place")
    html = joined(
        '<tr><th scope="row">',
        escaped(pl.col("what")),
        "</th><td>",
        pl.col("when"),
        "</td><td>",
        escaped(pl.col("detail")),
        "</td></tr>",
    )
    return (
        rows.join(placed, on=["n", "lane"], how="inner")
        .sort("n", "place", "layer", maintain_order=True)
        .group_by("n", maintain_order=True)
        .agg(table=html.str.join())
    )


def _of_dues(drawing: Drawing) -> pl.DataFrame:
    is_nobody = pl.col("lane") == "No worker"
    what = (
        pl.when(is_nobody)
        .then(pl.lit("No worker"))
        .when("is_overdue")
        .then(pl.lit("Overdue"))
        .otherwise(pl.lit("Due soon"))
    )
    day = day_words(pl.col("since"))
    unsure = is_nobody & (pl.col("words") != "nobody named as worker")
    when = (
        pl.when(unsure)
        .then(pl.lit("since when is not recorded"))
        .when(is_nobody)
        .then(joined("since ", day))
        .otherwise(joined("due by ", day))
    )
    return drawing.dues.select(
        "n", "lane", layer=pl.lit(0), what=what, when=when, detail=pl.col("words")
    )


def _of_bars(drawing: Drawing) -> pl.DataFrame:
    since = day_words(pl.col("since")).fill_null("a day not recorded")
    when = (
        pl.when("is_open")
        .then(joined("from ", since, ", open"))
        .when(pl.col("since") == pl.col("ends"))
        .then(since)
        .otherwise(joined("from ", since, " to ", day_words(pl.col("ends"))))
    )
    named = pl.col("kind").replace_strict(dict(LABELS), return_dtype=pl.String)
    return drawing.bars.select(
        "n",
        "lane",
        layer=pl.lit(1),
        what=named,
        when=when,
        detail=pl.col("detail").fill_null(""),
    )


def _of_marks(drawing: Drawing) -> pl.DataFrame:
    """Put all days of one kind of event in one row."""
    event = pl.col("event")
    named = joined(event.str.slice(0, 1).str.to_uppercase(), event.str.slice(1))
    return (
        drawing.marks.group_by("n", "lane", "event", maintain_order=True)
        .agg(when=day_words(pl.col("on").sort()).str.join(", "))
        .select(
            "n",
            "lane",
            layer=pl.lit(2),
            what=named,
            when=pl.col("when"),
            detail=pl.lit(""),
        )
    )
