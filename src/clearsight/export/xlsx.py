"""The worklist as a workbook: what a manager sorts, filters and works from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from clearsight.export.folder import whole
from clearsight.oversight.signal import SIGNALS, TIERS
from clearsight.oversight.worklist import unlisted
from clearsight.report.review import CLASSIFICATION, Review

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 50_000
TEXT_LIMIT = 32_000
NAMED = 5
Columns = dict[str, tuple[str, int]]

MADE_BY = "Made by Clearsight {version} as at {day} ({why})."
READ_ME = (
    "This measures the service, never the family.",
    "A row is a question to a manager, with the dates that raised it; it is no score.",
    "Order: tier; how late, as a share of the limit; more signals; the younger child.",
    "A clock that cannot run is a data question, never lateness.",
)
WORKLIST: Columns = {
    "place": ("Place", 7),
    "tier": ("Tier", 6),
    "council": ("Council", 18),
    "child": ("Child", 14),
    "age": ("Age", 6),
    "status": ("Status", 28),
    "team": ("Team", 18),
    "worker": ("Worker", 16),
    "reasons": ("Why", 90),
    "signals": ("Signals", 16),
    "oldest_due_on": ("Oldest due date past", 14),
    "order_why": ("What decided the place", 40),
}
CLOCKS: Columns = {
    "council": ("Council", 18),
    "child": ("Child", 14),
    "clock": ("Clock", 18),
    "standing": ("Standing", 12),
    "counted_from": ("Counted from", 13),
    "due_on": ("Due by", 13),
    "days": ("Days past (left, if below 0)", 14),
    "limit": ("Limit", 18),
    "proxy": ("Proxy", 8),
    "why": ("Note", 60),
}
QUESTIONS: Columns = {
    "council": ("Council", 18),
    "child": ("Children", 24),
    "about": ("About", 30),
    "where": ("Where, or the first place", 40),
    "what": ("What", 80),
    "do": ("What to do", 60),
    "rows": ("Rows", 8),
}


@dataclass(frozen=True)
class Book:
    """What the workbook holds, so that another process may write it.

    `sheets` have a name, their columns, and a frame of these columns; `reading` are the
    lines of the sheet on how to read them, after the classification.
    """

    as_at: date
    sheets: tuple[tuple[str, Columns, pl.DataFrame], ...]
    reading: tuple[str, ...]


def workbook(review: Review) -> Book:
    """Gather the worklist, the open clocks, the data questions and how to read them."""
    late, soon = _split(review.worklist)
    overdue = review.clocks.filter(pl.col("standing") == "overdue").sort(
        ["days", "council", "child", "clock"], descending=[True, False, False, False]
    )
    # Something else stands in for what such a clock is about: its page says what.
    overdue = overdue.with_columns(proxy=pl.when("proxy").then(pl.lit("proxy")))
    sheets = (
        ("Worklist", WORKLIST, late),
        ("Due soon", WORKLIST, soon),
        ("Clocks overdue", CLOCKS, overdue),
        ("Data questions", QUESTIONS, _grouped(review)),
    )
    return Book(
        as_at=review.as_at,
        sheets=tuple(
            (name, columns, f.select(*columns)) for name, columns, f in sheets
        ),
        reading=tuple(_reading(review)),
    )


def write_workbook(path: Path, made: Book) -> None:
    """Write the workbook, whole or not at all.

    Text is written as text: nothing from a record can become a formula or a link. The
    same review gives the same bytes.
    """
    whole(path, lambda part: _write(part, made))


def _write(path: Path, made: Book) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(
        {
            "title": f"Clearsight worklist as at {made.as_at:%d/%m/%Y}",
            "comments": CLASSIFICATION,
            "created": datetime.combine(made.as_at, datetime.min.time()),
        }
    )
    styles = _styles(book)
    for name, columns, frame in made.sheets:
        _table(book, name, columns, frame, made.as_at, styles)
    _read_me(book, made, styles)
    book.close()


def _split(worklist: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    joined = worklist.with_columns(
        pl.col("reasons").list.join("\n"), pl.col("signals").list.join(", ")
    )
    is_soon = pl.col("tier") == max(TIERS)
    return joined.filter(~is_soon), joined.filter(is_soon)


def _grouped(review: Review) -> pl.DataFrame:
    """Put questions that say the same into one row, with whom and where."""
    same = ["council", "about", "what", "do"]
    by_same = review.questions.group_by(same).agg(
        children=pl.col("child").drop_nulls().n_unique().cast(pl.Int64),
        child=pl.col("child").drop_nulls().unique().sort().head(NAMED),
        where=pl.col("where").sort().first(),
        rows=pl.col("rows").sum(),
    )
    named = pl.col("child").list.join(", ")
    more = pl.col("children") - NAMED
    return by_same.with_columns(
        child=pl.when(more > 0)
        .then(pl.format("{} and {} more", named, more))
        .otherwise(named)
    ).sort("rows", "about", "what", descending=[True, False, False])


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "text_wrap": True, "font_size": 10}
    return {
        "mark": book.add_format({"bold": True, "font_size": 11}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#1d3a4f", "font_color": "#ffffff", **cell}
        ),
        "cell": book.add_format(cell),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"}),
    }


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Columns,
    frame: pl.DataFrame,
    as_at: date,
    styles: dict[str, Format],
) -> None:
    sheet = book.add_worksheet(name)
    _page(sheet, as_at)
    shown = frame.head(MOST_ROWS)
    cut = frame.height - shown.height
    said = f"{CLASSIFICATION}. {name}, as at {as_at:%d/%m/%Y}"
    if cut:
        said += f"; the first {MOST_ROWS:,}, {cut:,} more are in the Parquet files"
    sheet.write_string(0, 0, said, styles["mark"])
    for at, (key, (heading, wide)) in enumerate(columns.items()):
        style = styles["day" if shown.schema[key] == pl.Date else "cell"]
        sheet.set_column(at, at, wide, style)
        sheet.write_string(1, at, heading, styles["head"])
        _column(sheet, at, shown.get_column(key), style)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(shown.height + 1, 2), len(columns) - 1)
    sheet.repeat_rows(1)


def _column(sheet: Worksheet, at: int, values: pl.Series, style: Format) -> None:
    if values.dtype == pl.String:
        values = values.str.slice(0, TEXT_LIMIT)
    write: Any = sheet.write_number
    if values.dtype == pl.String:
        write = sheet.write_string
    elif values.dtype == pl.Date:
        write = sheet.write_datetime
    for row, value in enumerate(values.to_list(), start=2):
        if value is not None:
            write(row, at, value, style)


def _page(sheet: Worksheet, as_at: date) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{CLASSIFICATION}&RAs at {as_at:%d/%m/%Y}")
    sheet.set_footer(f"&L{CLASSIFICATION}&RPage &P of &N")


def _not_listed(review: Review) -> list[str]:
    children, by_signal = unlisted(review.signals, review.tier_2)
    if not children:
        return []
    each = ", ".join(f"{key}: {n:,}" for key, n in by_signal)
    told = "Children with drift (tier 2) that is not listed until [worklist] tier_2 "
    return [f"{told}names it: {children:,} ({each})."]


def _reading(review: Review) -> list[str]:
    return [
        MADE_BY.format(
            version=review.version, day=f"{review.as_at:%d/%m/%Y}", why=review.as_at_why
        ),
        *READ_ME,
        *(f"Tier {tier}: {meaning}." for tier, meaning in TIERS.items()),
        *_not_listed(review),
        *(f"{s.key} {s.shown_title}: raised when {s.raised_when}." for s in SIGNALS),
    ]


def _read_me(book: xlsxwriter.Workbook, made: Book, styles: dict[str, Format]) -> None:
    sheet = book.add_worksheet("Read me")
    _page(sheet, made.as_at)
    sheet.set_column(0, 0, 100, styles["cell"])
    sheet.write_string(0, 0, CLASSIFICATION, styles["mark"])
    for row, line in enumerate(made.reading, start=1):
        sheet.write_string(row, 0, line, styles["cell"])
