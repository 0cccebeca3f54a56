"""Write figures as CSV and Parquet: the one way, beside a review or by themselves."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clearsight.report.counted import Measured

FORMULA = r"^[=+\-@\t\r]"


def about(made: Measured) -> dict[str, str]:
    """Return what every Parquet file of these measures says of itself."""
    return {
        "classification": made.marking,
        "as_at": made.as_at.isoformat(),
        "made_by": f"Clearsight {made.version}",
    }


def write_frame(made: Measured, path: Path) -> None:
    """Write the figures as Parquet."""
    made.figures.write_parquet(path, metadata=about(made))


def write_text(made: Measured, path: Path) -> None:
    """Write the figures as CSV, each line with the marking."""
    write_lines(made.figures, made.marking, path)


def write_lines(frame: pl.DataFrame, marking: str, path: Path) -> None:
    """Write a frame as CSV, each line with the marking.

    No text of a record may become a formula in a spreadsheet.
    """
    text = pl.col(pl.String)
    safe = pl.when(text.str.contains(FORMULA)).then("'" + text).otherwise(text)
    told = frame.with_columns(safe.name.keep())
    told.with_columns(marking=pl.lit(marking)).write_csv(path)
