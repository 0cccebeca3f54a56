"""Write figures and members into a folder: CSV, Parquet, a workbook and a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from clearsight.export.figures import about, write_frame, write_text
from clearsight.export.folder import folder, whole
from clearsight.report.counted import Measured
from clearsight.report.measures_page import render

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 20_000
WIDTHS = {"note": 60, "measure": 26, "part": 24, "shown": 16, "council": 20}
READ_ME = (
    "This measures the service, never the family.",
    "small: under 20 in the denominator, so the fraction is shown and no percentage.",
    "refused: what was loaded does not reach far enough.",
    "cannot run: no return that shows it was loaded.",
    "quality: the share of members that a missing or impossible date touches.",
    "left_out: rows that would count but for a reason that the list of members gives.",
    "Read each figure with those named beside it: pushed alone it can be bought.",
)


def write_measures(made: Measured, out: Path) -> list[Path]:
    """Write the files and return where they are.

    figures.csv, figures.parquet, measures.xlsx and measures.html; members.parquet where
    members were asked for. The folder is 0700 and each file 0600, whole or not at all.
    Every one bears its marking. Raises `SettingsError` where it cannot be written.
    """
    files: dict[str, Callable[[Path], object]] = {
        "figures.csv": lambda path: write_text(made, path),
        "figures.parquet": lambda path: write_frame(made, path),
        "measures.xlsx": lambda path: _workbook(made, path),
        "measures.html": lambda path: path.write_text(render(made), encoding="utf-8"),
    }
    members = made.members
    if members is not None:
        files["members.parquet"] = lambda path: members.write_parquet(
            path, metadata=about(made)
        )
    folder(out)
    for name, write in files.items():
        whole(out / name, write)
    return [out / name for name in files]


def as_json(made: Measured) -> str:
    """Return the figures as a JSON list, each with its marking."""
    listed: list[dict[str, Any]] = made.figures.with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d"), marking=pl.lit(made.marking)
    ).to_dicts()
    if made.members is not None:
        return json.dumps(
            {"figures": listed, "members": _members(made.members)},
            indent=1,
            ensure_ascii=False,
        )
    return json.dumps(listed, indent=1, ensure_ascii=False)


def _members(members: pl.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = members.with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d")
    ).to_dicts()
    return rows


def _workbook(made: Measured, path: Path) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(
        {
            "title": f"Clearsight measures as at {made.as_at:%d/%m/%Y}",
            "comments": made.marking,
            "created": datetime.combine(made.as_at, datetime.min.time()),
        }
    )
    head = book.add_format({"bold": True, "bg_color": "#1d3a4f", "font_color": "white"})
    mark = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    titles = {m.key: m.shown_title for m in made.measures}
    figures = made.figures.with_columns(
        title=pl.col("measure").replace_strict(titles, return_dtype=pl.String)
    )
    _sheet(book.add_worksheet("Figures"), made, figures, (mark, head, day))
    if made.members is not None:
        _sheet(book.add_worksheet("Members"), made, made.members, (mark, head, day))
    _read_me(book.add_worksheet("Read me"), made, mark)
    book.close()


def _sheet(
    sheet: Worksheet,
    made: Measured,
    frame: pl.DataFrame,
    styles: tuple[Format, Format, Format],
) -> None:
    mark, head, day = styles
    shown = frame.head(MOST_ROWS)
    said = f"{made.marking}. As at {made.as_at:%d/%m/%Y}."
    if shown.height < frame.height:
        said += f" The first {MOST_ROWS:,} rows; the rest are in the Parquet file."
    sheet.write_string(0, 0, said, mark)
    for at, name in enumerate(shown.columns):
        sheet.set_column(at, at, WIDTHS.get(name, 14))
        sheet.write_string(1, at, name.replace("_", " ").capitalize(), head)
        values = shown.get_column(name)
        if values.dtype == pl.Boolean:
            values = values.replace_strict({True: "yes", False: "no"}, default=None)
        write: Any = sheet.write_number
        if values.dtype == pl.String:
            write = sheet.write_string
        elif values.dtype == pl.Date:
            write = sheet.write_datetime
        for row, value in enumerate(values.to_list(), start=2):
            if value is not None:
                write(row, at, value, *([day] if values.dtype == pl.Date else []))
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(shown.height + 1, 2), shown.width - 1)
    sheet.set_landscape()
    sheet.set_header(f"&L{made.marking}&RAs at {made.as_at:%d/%m/%Y}")


def _read_me(sheet: Worksheet, made: Measured, mark: Format) -> None:
    sheet.set_column(0, 0, 110)
    lines = [made.marking, *READ_ME]
    for m in made.measures:
        lines += [f"{m.key}: {m.shown_title}. {m.counts}; over: {m.over}.", *m.notes]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, *([mark] if row == 0 else []))
