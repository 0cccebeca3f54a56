"""Draw a child's journey as a small picture: what is open, was done and is overdue.

No chart library: one drawing of this kind takes Altair about as long as two hundred
take here, and the lanes, open ends and due marks would have to be built by hand there
too. The picture names classes, and the page's own style sheet says how they look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from clearsight.charts.axis import bands, labels, ticks
from clearsight.charts.lanes import (
    DETAILED,
    LABELS,
    MEETING,
    TICK,
    VISIT,
    Drawing,
    lay_out,
    number_children,
)
from clearsight.charts.markup import day_words, escaped, joined, tenth
from clearsight.charts.pieces import (
    BAR,
    CHARACTER,
    LEFT,
    WIDTH,
    height,
    piece,
    placed,
    x_of,
    y_of,
)
from clearsight.charts.table import tables
from clearsight.journeys import events as ev

SHADES: Final[Mapping[str, str]] = {
    ev.REFERRAL: "tn",
    ev.ASSESSMENT: "tn",
    ev.ENQUIRY: "tn s",
    ev.CIN_PLAN: "tp",
    ev.PROTECTION_PLAN: "tp s",
    ev.PRE_PROCEEDINGS: "tp s",
    ev.CARE: "tc s",
    ev.LEGAL_STATUS: "tc",
    ev.PLACEMENT: "tc",
    ev.MISSING: "tm",
    ev.WORKER: "tw",
}


@dataclass(frozen=True)
class Picture:
    """A timeline as an inline SVG, and the rows of the table that says the same."""

    svg: str
    table: str


def timelines(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    clocks: pl.DataFrame,
    children: Sequence[tuple[str, str]],
    as_at: date,
    titles: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], Picture]:
    """Return a picture and its table for each (council, child) given, by that pair.

    `spells`, `timeline` and `clocks` are the frames of a review; rows about other
    children are passed over. `titles` gives each clock's title by its id.
    """
    if not children:
        return {}
    shown = number_children(children)
    drawing = lay_out(spells, timeline, clocks, shown, as_at, titles or {})
    body = pl.concat(
        [
            bands(drawing),
            ticks(drawing),
            _bars(drawing),
            _inside(drawing),
            _marks(drawing),
            _dues(drawing),
            labels(drawing),
        ]
    ).sort("n", "layer", maintain_order=True)
    body = body.group_by("n", maintain_order=True).agg(pl.col("svg").str.join())
    pictures = _frames(shown, drawing).join(body, on="n", how="left").sort("n")
    told = shown.select("n").join(tables(drawing), on="n", how="left").sort("n")
    svg = pictures.select(joined(pl.col("head"), pl.col("svg"), "</svg>")).to_series()
    return {
        child: Picture(drawn, table or "")
        for child, drawn, table in zip(
            children, svg.to_list(), told["table"].to_list(), strict=True
        )
    }


def _bars(drawing: Drawing) -> pl.DataFrame:
    """Return a bar for each spell: an arrow where open, a broken edge where cut off.

    From the last day that a source could show the spell to the day as at, an open bar
    is pale and dashed: nobody has said that it ended, nor that it did not.
    """
    as_at = pl.lit(drawing.as_at)
    bars = placed(drawing.bars, drawing).with_columns(
        seen=pl.when(pl.col("is_open") & (pl.col("seen_to") < as_at))
        .then(pl.max_horizontal("seen_to", "begins"))
        .otherwise(pl.col("ends"))
    )
    y = y_of()
    left, right = x_of("begins"), pl.max_horizontal(x_of("seen"), x_of("begins") + 2)
    tip = pl.col("is_open") & (pl.col("seen") == pl.col("ends")) & (right - left > 8)
    half = BAR / 2
    start = (
        pl.when("is_cut")
        .then(joined("l3 ", pl.lit(f"{half}l-3 {half}")))
        .otherwise(pl.lit(f"v{BAR}"))
    )
    outline = joined(
        "M",
        tenth(left),
        " ",
        tenth(y),
        start,
        "H",
        pl.when(tip)
        .then(joined(tenth(right - 5), f"l5 {-half}l-5 {-half}z"))
        .otherwise(joined(tenth(right), f"v{-BAR}z")),
    )
    shade = pl.col("kind").replace_strict(dict(SHADES), return_dtype=pl.String)
    words = joined("<title>", _told(), "</title></path>")
    solid = piece(bars, 2, '<path class="b ', shade, '" d="', outline, '">', words)
    faint = bars.filter(pl.col("is_open") & (pl.col("seen") < pl.col("ends")))
    rest = joined(
        "M",
        tenth(x_of("seen")),
        " ",
        tenth(y),
        f"v{BAR}H",
        tenth(x_of("ends")),
        f"v{-BAR}z",
    )
    shadow = piece(faint, 2, '<path class="b f ', shade, '" d="', rest, '"/>')
    return pl.concat([solid, shadow])


def _told() -> pl.Expr:
    """Return a spell as words: its kind, its detail, and from when to when."""
    kind = pl.col("kind").replace_strict(dict(LABELS), return_dtype=pl.String)
    detail = joined(" (", escaped(pl.col("detail")), ")")
    until = (
        pl.when("is_open")
        .then(pl.lit(", open"))
        .otherwise(joined(" to ", day_words(pl.col("ends"))))
    )
    since = (
        pl.when("is_cut")
        .then(pl.lit(", since before this picture"))
        .otherwise(joined(", ", day_words(pl.col("begins"))))
    )
    has_detail = pl.col("detail").is_not_null() & (pl.col("detail") != "")
    return joined(kind, pl.when(has_detail).then(detail), since, until)


def _inside(drawing: Drawing) -> pl.DataFrame:
    """Return the detail of a spell, written in its bar where there is room."""
    room = ((x_of("ends") - x_of("begins") - 12) / CHARACTER).floor().cast(pl.Int32)
    fits = (
        placed(drawing.bars, drawing)
        .with_columns(room=room)
        .filter(
            pl.col("kind").is_in(DETAILED),
            pl.col("detail").str.len_chars() > 0,
            (pl.col("detail").str.len_chars() <= pl.col("room"))
            | (pl.col("room") >= 8),
        )
    )
    long = pl.col("detail").str.len_chars() > pl.col("room")
    text = (
        pl.when(long)
        .then(
            joined(
                pl.col("detail").str.slice(0, pl.col("room") - 1),
                "\N{HORIZONTAL ELLIPSIS}",
            )
        )
        .otherwise(pl.col("detail"))
    )
    return piece(
        fits,
        3,
        '<text x="',
        tenth(x_of("begins") + 5),
        '" y="',
        tenth(y_of() + BAR - 2),
        '">',
        escaped(text),
        "</text>",
    )


def _marks(drawing: Drawing) -> pl.DataFrame:
    """Return one path for all marks of a kind in a lane: it keeps the page small."""
    marks = placed(drawing.marks, drawing).sort("n", "lane", "mark", "on")
    x, middle = x_of("on"), y_of() + BAR / 2
    shape = (
        pl.when(pl.col("mark") == MEETING)
        .then(joined("M", tenth(x), " ", tenth(middle - 5), "l5 5-5 5-5-5z"))
        .when(pl.col("mark") == TICK)
        .then(joined("M", tenth(x), " ", tenth(middle - 5), "v10"))
        .otherwise(joined("M", tenth(x), " ", tenth(middle), "h0"))
    )
    style = {MEETING: "r", VISIT: "v", TICK: "t"}
    paths = (
        marks.with_columns(shape=shape)
        .group_by("n", "lane", "mark", maintain_order=True)
        .agg(pl.col("shape").str.join())
    )
    kind = pl.col("mark").replace_strict(style, return_dtype=pl.String)
    return piece(paths, 4, '<path class="', kind, '" d="', pl.col("shape"), '"/>')


def _dues(drawing: Drawing) -> pl.DataFrame:
    """Return a flag at each due date, the days past it as a line, and its words."""
    dues = placed(drawing.dues, drawing).with_columns(now=pl.lit(drawing.as_at))
    x, y = x_of("due_on"), y_of()
    words = escaped(pl.col("words"))
    # Words stand before the flag where they fit there, else on the line after it; they
    # never cross the line of the day as at.
    right = pl.min_horizontal(x - 9, x_of("now") - 7)
    before = (right - LEFT) > (pl.col("words").str.len_chars() * (CHARACTER + 0.6) + 12)
    style = pl.when("is_overdue").then(pl.lit("w o")).otherwise(pl.lit("w"))
    text = joined(
        '<text class="',
        style,
        pl.when(before).then(pl.lit(" e")),
        '" x="',
        tenth(pl.when(before).then(right).otherwise(x + 9)),
        '" y="',
        tenth(y + BAR - 2),
        '">',
        words,
        "</text>",
    )
    flag = joined("M", tenth(x - 5), " ", tenth(y + 1), "h10l-5 9z")
    line = pl.when("is_overdue").then(
        joined(
            '<path class="ol" d="M',
            tenth(x),
            " ",
            tenth(y + BAR / 2),
            "H",
            tenth(x_of("now")),
            '"/>',
        )
    )
    kind = pl.when("is_overdue").then(pl.lit("od")).otherwise(pl.lit("ou"))
    return piece(dues, 6, line, text, '<path class="', kind, '" d="', flag, '"/>')


def _frames(shown: pl.DataFrame, drawing: Drawing) -> pl.DataFrame:
    """Return n and the opening of each picture, with its title and description."""
    sizes = drawing.lanes.select("n", "lanes").unique()
    overdue = (
        drawing.dues.filter("is_overdue")
        .group_by("n", maintain_order=True)
        .agg(pl.col("words").str.join("; ").alias("overdue"))
    )
    still = (
        drawing.bars.filter("is_open")
        .sort("n", "begins")
        .with_columns(
            words=pl.col("kind").replace_strict(dict(LABELS), return_dtype=pl.String)
        )
        .group_by("n", maintain_order=True)
        .agg(pl.col("words").unique(maintain_order=True).str.join(", ").alias("open"))
    )
    frame = (
        shown.join(drawing.windows, on="n")
        .join(sizes, on="n", how="left")
        .join(overdue, on="n", how="left")
        .join(still, on="n", how="left")
        .with_columns(pl.col("lanes").fill_null(0))
    )
    n = pl.col("n").cast(pl.String)
    told = joined(
        "From ",
        day_words(pl.col("first")),
        f" to {drawing.as_at.day} {drawing.as_at:%b %Y}. Overdue: ",
        escaped(pl.col("overdue")).fill_null("nothing"),
        ". Open: ",
        pl.col("open").fill_null("nothing"),
        ". The same dates are listed as a table below.",
    )
    head = joined(
        f'<svg class="tl" viewBox="0 0 {WIDTH} ',
        tenth(height()),
        '" role="img" aria-labelledby="tt',
        n,
        " td",
        n,
        '"><title id="tt',
        n,
        '">Timeline of child ',
        escaped(pl.col("child")),
        '</title><desc id="td',
        n,
        '">',
        told,
        "</desc>",
    )
    return frame.select("n", head.alias("head"))
